"""Words that mean the same: a folder's own `synonyms.yaml` on top of an everyday lexicon of three languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from workshop_bot.matching.tables import lines
from workshop_bot.texts.fold import fold

Phrase = tuple[str, ...]
_PARTING = {ord(mark): " " for mark in "'-.&"} | {ord("|"): ","}


@dataclass(frozen=True)
class Phrases:
    """Phrase → the numbers of its meanings, mostly one; and first word → how many words the longest phrase has that begins so."""

    meanings: Mapping[Phrase, tuple[int, ...]]
    longest: Mapping[str, int]


@cache
def everyday() -> tuple[tuple[Phrase, ...], ...]:
    """The lexicon that comes with the program: groups of folded phrases, each with one everyday meaning."""
    meanings = fold("\n".join(lines("everyday"))).translate(_PARTING).splitlines()
    return tuple(tuple(tuple(phrase.split()) for phrase in meaning.split(",")) for meaning in meanings)


def phrases(groups: Iterable[Iterable[Phrase]]) -> Phrases:
    """The table of groups of phrases that mean the same; the number of a meaning is the place of its group."""
    table: dict[Phrase, tuple[int, ...]] = {}
    longest: dict[str, int] = {}
    for number, group in enumerate(groups):
        for phrase in set(group) - {()}:
            table[phrase] = (*table.get(phrase, ()), number)
            longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return Phrases(table, longest)


def meanings(text: Phrase, known: Phrases) -> list[int]:
    """The meanings in a text of folded words, longest phrase first, each word used once."""
    found: list[int] = []
    start = 0
    while start < len(text):
        for length in range(known.longest.get(text[start], 0), 0, -1):
            numbers = known.meanings.get(text[start : start + length])
            if numbers is not None:
                found.extend(numbers)
                start += length
                break
        else:
            start += 1
    return found
