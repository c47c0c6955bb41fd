"""A folder's own questions put to it: how many come out right, what is mistaken for what, and what would mend it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workshop_bot.answers.answer import Answer, answer
from workshop_bot.answers.prepare import Ready
from workshop_bot.knowledge.model import Question


@dataclass(frozen=True)
class Asked:
    """A question with what came; `right` is the reference or outcome it must have, `offered` an entry that was one of a choice."""

    question: Question
    answer: Answer

    @property
    def came(self) -> str:
        """The entry that answered, else the outcome."""
        return self.answer.entry or self.answer.outcome

    @property
    def right(self) -> bool:
        """Whether it came as it must."""
        return self.question.expect in (self.answer.entry, self.answer.outcome)

    @property
    def offered(self) -> bool:
        """Whether the right entry was one of those to choose from."""
        return self.answer.outcome == "choose" and any(one.entry == self.question.expect for one in self.answer.candidates)

    @property
    def language(self) -> str:
        """The language it counts under."""
        return self.question.language or self.answer.language

    @property
    def kind(self) -> str:
        """What it expects: a kind of entry (`faq`, `programme` …) or an outcome."""
        return self.question.expect.partition(":")[0]


@dataclass(frozen=True)
class Share:
    """How many of a group of questions came out right, and to how many more the right entry was offered."""

    questions: int
    right: int
    offered: int

    @property
    def percent(self) -> float:
        """The right ones of a hundred; 100 where nothing was asked."""
        return round(100 * self.right / self.questions, 1) if self.questions else 100.0


@dataclass(frozen=True)
class Advice:
    """What would mend some misses: wordings for an entry in a language, or two entries told apart."""

    entry: str
    language: str
    asked: tuple[str, ...]
    instead: str


@dataclass(frozen=True)
class Evaluation:
    """The figures of all questions, by language and by what they expect; entries taken for others, most often first; what to add."""

    whole: Share
    languages: dict[str, Share]
    outcomes: dict[str, Share]
    confusions: tuple[tuple[str, str, int], ...]
    misses: tuple[Asked, ...]
    add: tuple[Advice, ...]


def put(questions: Iterable[Question], ready: Ready, now: datetime) -> Iterable[Asked]:
    """Ask each question at its own moment, else at `now`; one after the other, each without what was asked before."""
    return (Asked(question, answer(question.ask, ready, question.now or now)) for question in questions)


def evaluate(asked: Sequence[Asked]) -> Evaluation:
    """The figures of questions that were put."""
    misses = tuple(one for one in asked if not one.right)
    confusions = Counter((one.question.expect, one.came) for one in misses if one.answer.entry and ":" in one.question.expect)
    return Evaluation(
        _share(asked),
        {language: _share([one for one in asked if one.language == language]) for language in sorted({one.language for one in asked})},
        {kind: _share([one for one in asked if one.kind == kind]) for kind in sorted({one.kind for one in asked})},
        tuple((expected, came, times) for (expected, came), times in confusions.most_common()),
        misses,
        _advice(misses),
    )


def _share(asked: Sequence[Asked]) -> Share:
    return Share(len(asked), sum(one.right for one in asked), sum(one.offered for one in asked))


def _advice(misses: Iterable[Asked]) -> tuple[Advice, ...]:
    """The entries that were missed, with the questions that could be wordings of theirs, most missed first."""
    missed: dict[tuple[str, str], list[Asked]] = {}
    for one in misses:
        if one.kind == "faq":
            missed.setdefault((one.question.expect, one.language), []).append(one)
    return tuple(
        Advice(entry, language, tuple(one.question.ask for one in held), Counter(one.came for one in held).most_common(1)[0][0])
        for (entry, language), held in sorted(missed.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )
