"""What was asked in figures: by day, by what became of it, by language; what was asked most, what is lacking, what was mistaken.

It reads what was noted and touches nothing; days are those of the workshop's zone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workshop_bot.answers.prepare import Ready
from workshop_bot.formats.examination import Put
from workshop_bot.matching import alike
from workshop_bot.store.asked import Asked
from workshop_bot.texts.fold import words
from workshop_bot.texts.masking import MASK

FATES = ("answered", "programme", "choose", "unpublished", "unknown", "declined")
"""What can become of a question, as it is counted."""
GROUP = 3
"""From so many on that ask the same, a question without an answer is shown."""
MOST_GROUPED = 200
"""So many different texts are held against each other, the newest: it takes half a second."""


@dataclass(frozen=True)
class Figures:
    """How many were asked, and how many of them are without an answer; each count with the most first, but days and fates in their order.

    `lacking` are groups of texts that ask the same and have no answer, with how many asked so.
    """

    asked: int
    open: int
    again: int
    days: dict[date, int]
    fates: dict[str, int]
    languages: dict[str, int]
    entries: dict[str, int]
    mistaken: dict[str, int]
    lacking: tuple[tuple[int, tuple[Asked, ...]], ...]


def figures(asked: Sequence[Asked], ready: Ready) -> Figures:
    """The figures of these questions."""
    fates = Counter(map(fate, asked))
    without = [one for one in asked if is_open(one)]
    return Figures(
        asked=len(asked),
        open=sum(map(is_unanswered, asked)),
        again=sum(one.again for one in asked),
        days=dict(sorted(Counter(day(one, ready) for one in asked).items())),
        fates={name: fates[name] for name in FATES if fates[name]},
        languages=_most(one.language for one in asked),
        entries=_most(one.meant or one.entry for one in asked if one.meant or (one.entry and not one.wrong)),
        mistaken=_most(one.entry for one in asked if one.wrong and one.entry),
        lacking=tuple(_lacking(without, ready)),
    )


def examined(asked: Sequence[Asked], ready: Ready) -> tuple[list[Put], list[Put]]:
    """What people asked as questions for the folder's examination: those of which it is known what was meant, and those without an answer.

    The same text stands once; one with masked words is none that anybody types.
    """
    known: dict[tuple[object, ...], Put] = {}
    for one in asked:
        there = one.meant in ready.knowledge.items or one.meant.startswith("programme:")
        if (there or is_open(one)) and words(one.text) and MASK not in one.text:
            key = (words(one.text), one.meant)
            times = known[key].times if key in known else 0
            known[key] = Put(one.text, one.meant, one.language, times + 1, moment(one, ready))
    often = sorted(known.values(), key=lambda put: -put.times)
    return [put for put in often if put.expect], [put for put in often if not put.expect]


def day(one: Asked, ready: Ready) -> date:
    """The day of a question."""
    return moment(one, ready).date()


def moment(one: Asked, ready: Ready) -> datetime:
    """When it was asked, by the workshop's clocks."""
    return one.at.astimezone(ready.knowledge.workshop.zone)


def fate(one: Asked) -> str:
    """What became of a question: curated answers and those from the programme apart."""
    if one.outcome != "answer":
        return one.outcome
    return "answered" if one.entry.startswith("faq:") else "programme"


def is_open(one: Asked) -> bool:
    """Whether a question is without an answer: nothing came of it, or what was not meant, and nothing was chosen afterwards."""
    return one.outcome != "declined" and not one.meant and (one.wrong or not one.entry)


def is_unanswered(one: Asked) -> bool:
    """Whether whoever asked got no answer: what is without one, and what nobody has published."""
    return is_open(one) or (one.outcome == "unpublished" and not one.meant)


def _most(names: Iterable[str]) -> dict[str, int]:
    counts = Counter(names)
    return {name: counts[name] for name in sorted(counts, key=lambda name: (-counts[name], name))}


def _lacking(without: Sequence[Asked], ready: Ready) -> list[tuple[int, tuple[Asked, ...]]]:
    """Those that ask the same three times and more, the most first; who asked again at once counts once."""
    times = Counter(words(one.text) for one in without if not one.again)
    newest = {words(one.text): one for one in without if words(one.text)}  # the last of each text
    texts = [one for key, one in newest.items() if times[key]][-MOST_GROUPED:]
    if not texts:
        return []
    knowledge = ready.knowledge
    places = alike.groups([one.text for one in texts], ready.index, knowledge.synonyms, knowledge.workshop.languages)
    groups = [tuple(texts[place] for place in group) for group in places]
    counted = [(sum(times[words(one.text)] for one in group), group) for group in groups]
    return sorted((pair for pair in counted if pair[0] >= GROUP), key=lambda pair: -pair[0])
