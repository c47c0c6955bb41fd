"""Words that mean the same: a folder's own `synonyms.yaml` on top of an everyday lexicon of three languages."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from workshop_bot.texts.fold import fold

Phrase = tuple[str, ...]
_PARTING = {ord(mark): " " for mark in "'-"} | {ord("|"): ","}

LONGEST = 8
"""How many words a phrase of the tables may have; longer ones are never found."""


@cache
def everyday() -> tuple[tuple[Phrase, ...], ...]:
    """The lexicon that comes with the program: groups of folded phrases, each with one everyday meaning."""
    text = fold(files(__package__).joinpath("words", "everyday.txt").read_text(encoding="utf-8"))
    lines = (line for line in text.translate(_PARTING).splitlines() if line and not line.startswith("#"))
    return tuple(tuple(tuple(phrase.split()) for phrase in line.split(",")) for line in lines)


def phrase_table(synonyms: Iterable[Iterable[Phrase]]) -> Mapping[Phrase, tuple[int, ...]]:
    """Phrase → the numbers of the lists that hold it, mostly one."""
    table: dict[Phrase, tuple[int, ...]] = {}
    for number, phrases in enumerate(synonyms):
        for phrase in {phrase for phrase in phrases if phrase}:
            table[phrase] = (*table.get(phrase, ()), number)
    return table


def meanings(text: Sequence[str], table: Mapping[Phrase, tuple[int, ...]]) -> list[int]:
    """The meanings in a text, longest phrase first, each word used once."""
    found: list[int] = []
    start = 0
    while start < len(text):
        for length in range(min(LONGEST, len(text) - start), 0, -1):
            numbers = table.get(tuple(text[start : start + length]))
            if numbers is not None:
                found.extend(numbers)
                start += length
                break
        else:
            start += 1
    return found
