"""What a question says, word by word: the phrases of the lexicon, found and weighed by their accents and neighbours.

A word that means different things in the three languages (`mai`, `mon`, `toi`) counts only where its spelling, a neighbour,
or the question's language speaks for it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from workshop_bot.programme.lexicon import en, fr, vi
from workshop_bot.texts.fold import fold

_APART = str.maketrans("'’-", "   ")
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"(?<!\w)(\w+)[ \t]?([/:.,–-])[ \t]?(?=(\w+))")
_CAPITALS = re.compile(r"\b[A-Z0-9]{2,}\b")
_NOT_FRENCH = re.compile("[đ\u0303\u0306\u0309\u031b\u0323]")


class Phrase(NamedTuple):
    """A phrase of the lexicon under one of its senses; `weak` is empty, `?` or `~`."""

    words: tuple[str, ...]
    spelling: tuple[str, ...]
    language: str
    role: str
    value: str
    weak: str


class Sense(NamedTuple):
    """What a phrase of a question means: its role, the role's value, and where the phrase stops."""

    role: str
    value: str
    stop: int

    @property
    def number(self) -> int:
        """The value of a role that counts."""
        return int(self.value)


@dataclass(frozen=True)
class Said:
    """A question: its folded words, the senses that begin at each, the sign between two (`3/12`), how they were typed."""

    words: tuple[str, ...]
    senses: tuple[Mapping[str, Sense], ...]
    between: Mapping[tuple[str, str], str]
    spelt: Mapping[str, frozenset[str]]
    capitals: frozenset[str] = frozenset()

    def sense(self, place: int, *roles: str) -> Sense | None:
        """The sense at a place that has one of the roles, the first named first."""
        senses = self.senses[place] if 0 <= place < len(self.senses) else None
        if senses:
            for role in roles:
                if role in senses:
                    return senses[role]
        return None

    def before(self, place: int, *roles: str) -> Sense | None:
        """The sense with one of the roles whose phrase stops right before a place, the longest one."""
        for start in range(max(0, place - 3), place):
            if (sense := self.sense(start, *roles)) and sense.stop == place:
                return sense
        return None

    def mark(self, place: int) -> str:
        """The one sign that was typed between the word at a place and the next one, as in `3/12`; empty for none."""
        return self.between.get((self.words[place], self.words[place + 1]), "") if 0 <= place < len(self.words) - 1 else ""

    def has(self, *roles: str) -> bool:
        """Whether one of the roles is anywhere in the question."""
        return any(role in senses for senses in self.senses for role in roles)


# Which words make a weak one beside them a word of time, before it and after it: `digits` is a number, `dated` one that begins a date,
# `on` a preposition of its language. Vietnamese "ngay mai toi" is "tôi" (I), "toi mai" is "tối" (evening).
_SUPPORT = {
    "part": (("hour", "on"), ("shift", "weekday", "week", "dated")),
    "nth": (("session", "day", "part", "kind"), ("session", "day", "part", "kind")),
    "weekday": (("part", "dated", "on", "week"), ("part", "dated", "week")),
    "number": (("day", "date", "month-word"), ("hour", "hours-long", "minutes-long", "day")),
    "shift": (("part",), ("part",)),
    "rest": (("shift", "part"), ("shift", "part")),
}
_CLOSED = frozenset({"ask", "start", "end", "event", "meal", "function"})  # no phrase begins inside one of these: "giờ có" in "bao giờ có"
_BY_DIGITS = (("digits",), ("digits",))


def hear(text: str, words: tuple[str, ...]) -> Said:
    """Find the phrases of the lexicon in a question; `words` are its folded words, mended or not, `text` is as typed."""
    spelt = spellings(text)
    found = [list(_found(words, place, spelt)) for place in range(len(words))]
    votes = Counter(
        next(iter(languages)) for phrases in found if len(languages := {phrase.language for phrase, strong in phrases if strong}) == 1
    )
    language = max(votes, key=lambda one: votes[one], default="")
    marks = [_marks(words, place) | {phrase.role for phrase, _ in phrases} for place, phrases in enumerate(found)]
    senses: list[dict[str, Sense]] = []
    closed = 0
    for place, phrases in enumerate(found):
        if place < closed:
            senses.append({})
            continue
        closed = max((place + len(phrase.words) for phrase, strong in phrases if strong and phrase.role in _CLOSED), default=0)
        here: dict[str, Sense] = {}
        for phrase, strong in phrases:
            stop = place + len(phrase.words)
            if phrase.role in here and here[phrase.role].stop >= stop:
                continue
            if strong or (phrase.weak == "?" and phrase.language == language) or _supported(phrase, place, stop, found, marks):
                here[phrase.role] = Sense(phrase.role, phrase.value, stop)
        senses.append(here)
    return Said(words, tuple(senses), _between(text), spelt, frozenset(fold(word) for word in _CAPITALS.findall(text)))


def spellings(text: str) -> Mapping[str, frozenset[str]]:
    """Each folded word of a text → how it was typed; empty for a text without accents."""
    if text.isascii():
        return {}
    spelt: dict[str, frozenset[str]] = {}
    for word in _WORD.findall(normalize("NFC", text).lower()):
        folded = fold(word)
        spelt[folded] = spelt.get(folded, frozenset()) | {_letters(word)}
    return spelt


def fits(spelling: str, typed: frozenset[str] | None) -> bool:
    """Whether a word may have been meant by what was typed: as spelt, or without any accent."""
    return typed is None or spelling in typed or any(one.isascii() for one in typed)


@cache
def vocabulary() -> frozenset[str]:
    """All folded words of the lexicon."""
    return frozenset(word for phrases in _phrases().values() for phrase in phrases for word in phrase.words)


@cache
def single_words(*roles: str) -> frozenset[str]:
    """The folded words that have one of the roles by themselves, or any role where none is named."""
    return frozenset(
        first
        for first, phrases in _phrases().items()
        if any(len(phrase.words) == 1 and (not roles or phrase.role in roles) for phrase in phrases)
    )


def _letters(word: str) -> str:
    """A word's letters and marks in one order, so that `hoà` and `hòa` are spelt alike."""
    return word if word.isascii() else "".join(sorted(normalize("NFD", word)))


def _found(words: tuple[str, ...], place: int, spelt: Mapping[str, frozenset[str]]) -> Iterator[tuple[Phrase, bool]]:
    for phrase in _phrases().get(words[place], ()):
        if words[place : place + len(phrase.words)] != phrase.words:
            continue
        exact = False
        for word, spelling in zip(phrase.words, phrase.spelling, strict=True):
            typed = spelt.get(word)
            if typed is not None and not fits(spelling, typed) and not (phrase.language == "fr" and _misplaced(spelling, typed)):
                break
            exact = exact or (typed is not None and not spelling.isascii() and spelling in typed)
        else:
            yield phrase, exact or not phrase.weak


def _misplaced(spelling: str, typed: frozenset[str]) -> bool:
    """Whether a French word has merely other French accents than it should (`évènement`, `premiére`)."""
    return not spelling.isascii() and not any(_NOT_FRENCH.search(one) for one in typed)


def _marks(words: tuple[str, ...], place: int) -> set[str]:
    word = words[place]
    if not word[0].isdigit():
        return set()
    after = words[place + 1] if place + 1 < len(words) else ""
    dated = word.isdigit() and (after.isdigit() or any(phrase.role == "month" for phrase in _phrases().get(after, ())))
    return {"digits", "dated"} if dated else {"digits"}


def _supported(phrase: Phrase, place: int, stop: int, found: list[list[tuple[Phrase, bool]]], marks: list[set[str]]) -> bool:
    if phrase.role in ("weekday", "shift") and stop == len(marks) and _names_programme(found[0], place):
        return True  # "programme thu", "lịch T5": nothing else is asked
    before, after = _SUPPORT.get(phrase.role, _BY_DIGITS)
    if stop < len(marks) and not marks[stop].isdisjoint(after):
        return True
    roles = marks[place - 1].intersection(before) if place else set[str]()
    return bool(roles - {"on"}) or ("on" in roles and _speaks(found[place - 1], phrase.language))


def _names_programme(phrases: list[tuple[Phrase, bool]], stop: int) -> bool:
    return any(phrase.role == "programme" and len(phrase.words) == stop for phrase, _ in phrases)


def _speaks(phrases: list[tuple[Phrase, bool]], language: str) -> bool:
    return any(phrase.role == "on" and phrase.language == language for phrase, _ in phrases)


def _between(text: str) -> Mapping[tuple[str, str], str]:
    return {(first, second): mark for first, mark, second in _MARKS.findall(fold(text))}


@cache
def _phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases of the three languages by their first word, longest first."""
    table: dict[str, list[Phrase]] = {}
    for language, lexicon in (("vi", vi.PHRASES), ("fr", fr.PHRASES), ("en", en.PHRASES)):
        listed = normalize("NFC", "\n".join(lexicon.values()).translate(_APART))
        for meaning, typed_line, folded_line in zip(lexicon, listed.split("\n"), fold(listed).split("\n"), strict=True):
            role, value = meaning.split()
            for typed, folded in zip(typed_line.split(","), folded_line.split(","), strict=True):
                weak = typed[-1] if typed[-1] in "?~" else ""
                words = tuple(folded.rstrip("?~").split())
                spelling = words if typed.isascii() else tuple(map(_letters, typed.rstrip("?~").split()))
                table.setdefault(words[0], []).append(Phrase(words, spelling, language, role, value, weak))
    return {first: tuple(sorted(phrases, key=lambda phrase: -len(phrase.words))) for first, phrases in table.items()}
