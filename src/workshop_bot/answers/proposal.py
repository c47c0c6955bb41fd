"""The entry that an answer given by hand would make: its label and wordings from what people typed, and the entries near to it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workshop_bot.answers.judge import judge
from workshop_bot.answers.prepare import Ready
from workshop_bot.knowledge.model import LONGEST_LABEL
from workshop_bot.knowledge.style import Written
from workshop_bot.knowledge.write import clean
from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import detect

LONGEST = 200
"""Characters of a wording."""
MOST, NEAREST = 8, 3
"""Wordings that are offered; entries that are named as near."""
NEAR = 0.4
"""From this score on an entry is near to a question, though it may not answer it."""


@dataclass(frozen=True)
class Wording:
    """What somebody typed, on one line; `question` is its number."""

    question: int
    language: str
    text: str


def wordings(asked: Iterable[tuple[int, str, str]], languages: Collection[str]) -> tuple[Wording, ...]:
    """The wordings among questions (number, language of the chat, text), each once, in the language that they are written in."""
    found: dict[tuple[str, ...], Wording] = {}
    for number, language, text in asked:
        line = " ".join(clean(text).split())
        if words(line) and len(line) <= LONGEST:
            found.setdefault(words(line), Wording(number, detect(line, languages) or language, line))
    return tuple(found.values())[:MOST]


def labels(ticked: Iterable[Wording]) -> dict[str, str]:
    """A label in each language from its shortest wording, cut between words; the order is theirs."""
    found: dict[str, str] = {}
    for one in ticked:
        label = _short(one.text)
        if label and len(label) < len(found.get(one.language, label + " ")):
            found[one.language] = label
    return found


def entry(
    name: str, label: str | Mapping[str, str], ticked: Collection[Wording], answer: Mapping[str, str], languages: Sequence[str]
) -> Written:
    """The entry as it is written, its languages in the order of the workshop's; without a wording its label is one."""
    called = label if isinstance(label, str) else {code: label[code] for code in _order(languages, label)}
    asked: Written = {
        code: [one.text for one in ticked if one.language == code] for code in _order(languages, (one.language for one in ticked))
    }
    if not ticked:
        asked = {languages[0]: [label]}
    return {"id": name, "label": called, "questions": asked, "answer": {code: answer[code] for code in _order(languages, answer)}}


def near(texts: Iterable[str], ready: Ready, now: datetime) -> list[str]:
    """The entries that people would get for these texts today, or nearly, the nearest first; `now` is in the workshop's zone."""
    best: dict[str, float] = {}
    for text in texts:
        judged, case = judge(text, ready, now)
        for one in case.ranked[:NEAREST]:
            if one.score >= NEAR or one.entry == judged.entry:
                best[one.entry] = max(best.get(one.entry, 0), one.score)
    return sorted(best, key=lambda reference: -best[reference])[:NEAREST]


def _short(text: str) -> str:
    """A text cut to a label, without the marks at its end."""
    cut = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL + 1].rpartition(" ")[0] or text[:LONGEST_LABEL]
    return cut.rstrip(" \u00a0\u202f?!.,;:…")


def _order(languages: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """Languages in the order of the workshop's, others behind."""
    here = list(dict.fromkeys(wanted))
    return [*(one for one in languages if one in here), *(one for one in here if one not in languages)]
