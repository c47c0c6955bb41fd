"""The lines of the tables in `words/`, each of which says in its first lines how it is written and who reads it."""

from importlib.resources import files


def lines(table: str) -> list[str]:
    """The lines of a table, without its notes (`# …`) and what is empty."""
    text = files(__package__).joinpath("words", f"{table}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
