"""Whether a text asks for advice about a patient, which the bot never gives.

A medical matter alone is no such plea ("what is neuroblastoma?"). It becomes one through a particular person ("my son",
"3 tuổi", "ma patiente"), through an act of care ("quelle dose", "should we", "phải làm sao"), or by being a bedside matter
that nobody asks a workshop about ("platelets at 20?"). Not where the programme is asked about, or many patients at once.

The words of each part stand in `words/advice-*.txt`; all languages are read together, for three words give no safe language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from workshop_bot.matching.tables import lines
from workshop_bot.texts.catalogue import SHIPPED
from workshop_bot.texts.fold import fold

MATTERS = {"clinical", "medical"}
GAP = 6
"""How many words may stand where a phrase has "…"."""
REACH = 3
"""Within how many words after a "my" that which is mine must come."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[.,;:?!…\n]+(?=\s|$)")

_Slots = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _Phrase:
    """Words in a row (each with its alternatives), those that follow at a distance if any do, and the parts that all of it plays."""

    words: _Slots
    later: _Slots
    parts: tuple[str, ...]


class _Word(NamedTuple):
    """A word as typed and folded; a number is `#` in both, the end of a clause `|`."""

    typed: str
    folded: str


class _Mark(NamedTuple):
    """A part that is played in a text, with the words it stands on and the clause these are in."""

    part: str
    start: int
    end: int
    clause: int


def asks_advice(text: str) -> bool:
    """Whether it is a plea for advice about a particular person's health, or about what to do, take or give.

    True for a professional's patient as well. A question about the programme that sounds medical is none.
    """
    marks = list(_marks(_words(text)))
    parts = {mark.part for mark in marks}
    if not parts & MATTERS:
        return False
    somebody = "person" in parts or _owned(marks)
    if "programme" in parts:
        # "Thank you for the talk. What can I give my son?": care is asked for in a clause of its own, and for somebody.
        about_the_programme = {mark.clause for mark in marks if mark.part == "programme"}
        return somebody and any(mark.part == "act" and mark.clause not in about_the_programme for mark in marks)
    # "What are the chances in poor countries?" is general; "what are his chances?" is not, nor what another clause asks beside it.
    about_many = {mark.clause for mark in marks if mark.part == "general"}
    return somebody or any(mark.part in ("act", "clinical") and mark.clause not in about_many for mark in marks)


def _owned(marks: Sequence[_Mark]) -> bool:
    """Whether a "my" or "this" is closely followed by a relative or a medical matter: "my little boy", "cette boule"."""
    return any(
        0 <= mark.start - owner.end < REACH and mark.clause == owner.clause
        for owner in marks
        if owner.part == "whose"
        for mark in marks
        if mark.part == "kin" or mark.part in MATTERS
    )


def _words(text: str) -> list[_Word]:
    words = []
    for typed in _TOKEN.findall(unicodedata.normalize("NFC", text.lower())):
        mark = "#" if typed[0].isdigit() else "" if typed[0].isalpha() else "|"
        words.append(_Word(mark or typed, mark or fold(typed)))
    return words


def _marks(words: Sequence[_Word]) -> Iterator[_Mark]:
    """What the phrases in a text stand for: the longest takes its words, one with a gap leaves them to others."""
    clause = free = 0
    for start, word in enumerate(words):
        clause += word.folded == "|"
        found = [(phrase, end) for phrase in _phrases(word) if (end := _end(phrase, words, start))]
        longest = max((end for phrase, end in found if not phrase.later), default=0) if start >= free else 0
        for phrase, end in found:
            if phrase.later or end == longest:
                yield from (_Mark(part, start, end, clause) for part in phrase.parts)
        free = max(free, longest)


def _end(phrase: _Phrase, words: Sequence[_Word], start: int) -> int:
    """Where a phrase that begins here ends, or 0 where it does not stand here; no gap reaches over the end of a clause."""
    end = start + len(phrase.words)
    if end > len(words) or not _stand(phrase.words, words[start:end]):
        return 0
    if not phrase.later:
        return end
    for begin in range(end, end + GAP + 1):
        if _stand(phrase.later, words[begin : begin + len(phrase.later)]):
            return begin + len(phrase.later)
        if begin >= len(words) or words[begin].folded == "|":
            return 0
    return 0


def _stand(slots: _Slots, words: Sequence[_Word]) -> bool:
    if len(slots) != len(words):
        return False
    for slot, word in zip(slots, words, strict=True):  # noqa: SIM110 - asked some fifty times a question, and twice as fast as `all`
        if word.folded not in slot and word.typed not in slot:
            return False
    return True


@lru_cache(maxsize=4096)
def _phrases(first: _Word) -> tuple[_Phrase, ...]:
    """The phrases that begin with a word; one whose accented spelling is in the tables is that word and no other."""
    lines = _tables().get(first.typed) or _tables().get(first.folded, ())
    return tuple(_phrase(text, parts) for text, parts in dict.fromkeys(lines))


def _phrase(text: str, parts: str) -> _Phrase:
    slots = tuple(tuple(word.split("/")) for word in text.split())
    gap = slots.index(("…",)) if ("…",) in slots else len(slots)
    return _Phrase(slots[:gap], slots[gap + 1 :], tuple(parts.split()))


@cache
def _tables() -> Mapping[str, Sequence[tuple[str, str]]]:
    """First word → (phrase as written, its parts), of all languages; apostrophes and hyphens part words, as in a text."""
    table: dict[str, list[tuple[str, str]]] = {}
    for language in SHIPPED:
        for line in lines(f"advice-{language}"):
            parts, _, phrases = line.replace("'", " ").replace("-", " ").partition(": ")
            for phrase in phrases.split(", "):
                for first in phrase.partition(" ")[0].split("/"):
                    table.setdefault(first, []).append((phrase, parts))
    return table
