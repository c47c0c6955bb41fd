"""Tables as rows of cells, and what is read of them: for the tests of what reads tables."""

from collections.abc import Sequence
from datetime import date

from workshop_bot.formats.cells import Cell
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.formats.table import Sheet, programme

FIRST = date(2024, 12, 2)
Rows = list[list[Cell]]


def read(*rows: Sequence[Cell], asked: Asked = Asked()) -> Programme:  # noqa: B008 - frozen
    """The programme of a table."""
    return programme("csv", [Sheet(rows)], asked)


def hours(found: Programme) -> list[tuple[str, str]]:
    """When its sessions begin and end."""
    return [(f"{item.starts:%d %H:%M}", f"{item.ends:%d %H:%M}" if item.ends else "") for item in found.items]


def notes(found: Programme) -> list[str]:
    """What is said of its rows."""
    return [f"{note.place}: {note.said}" for note in found.notes]
