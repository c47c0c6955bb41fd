"""A question and a folder made ready → what is said, in whose words, from where."""

from dataclasses import dataclass, field
from datetime import datetime

from workshop_bot.answers import wording
from workshop_bot.answers.judge import Case, Judgement, Outcome, judge
from workshop_bot.answers.language import tell
from workshop_bot.answers.prepare import Ready
from workshop_bot.knowledge.model import Entry, Source
from workshop_bot.programme.request import Context, about
from workshop_bot.texts.languages import detect


@dataclass(frozen=True)
class Candidate:
    """An entry beside the answer, as a person can choose it."""

    entry: str
    label: str
    score: float


@dataclass(frozen=True)
class Answer:
    """What is said to a question; `text` is in the markup of answers, `context` is what a next question may lean on."""

    question: str
    language: str
    outcome: Outcome
    entry: str | None
    score: float
    text: str
    sources: tuple[Source, ...]
    candidates: tuple[Candidate, ...]
    context: Context
    judgement: Judgement = field(repr=False)
    case: Case | None = field(repr=False)
    """What the judgement rests on; none where an entry was chosen from a list."""

    @property
    def listed(self) -> tuple[str, ...]:
        """The references that the numbers in the answer stand for, the first being 1."""
        request = self.judgement.request
        if self.outcome in ("answer", "unpublished"):
            return tuple(f"session:{session.id}" for session in request.sessions or request.nearest) if request else ()
        return tuple(one.entry for one in self.candidates)


def answer(
    question: str, ready: Ready, now: datetime, language: str | None = None, context: Context | None = None, otherwise: str | None = None
) -> Answer:
    """Answer a question at a moment (aware, any zone).

    Without a language in the question's own; where it has none (a number, a name), in the one of `otherwise`, else the workshop's first.
    """
    workshop = ready.knowledge.workshop
    judged, case = judge(question, ready, now.astimezone(workshop.zone), context)
    spoken = language or detect(question, workshop.languages) or tell(question, ready.uses) or otherwise or workshop.default_language
    return _answer(question, judged, case, ready, now, spoken, context)


def chosen(reference: str, question: str, ready: Ready, now: datetime, language: str) -> Answer:
    """The answer of an entry that was chosen from a list; `question` is what was typed or tapped."""
    item = ready.knowledge.items[reference]
    entry = item if isinstance(item, Entry) else None
    outcome: Outcome = "unpublished" if entry and entry.unpublished else "answer"
    judged = Judgement(outcome, "it was chosen", reference, 1.0, request=None if entry else about(reference, ready.names))
    return _answer(question, judged, None, ready, now, language, None)


def _answer(
    question: str, judged: Judgement, case: Case | None, ready: Ready, now: datetime, language: str, context: Context | None
) -> Answer:
    return Answer(
        question=question,
        language=language,
        outcome=judged.outcome,
        entry=judged.entry,
        score=round(judged.score, 2),
        text=wording.word(judged, ready, language, now.astimezone(ready.knowledge.workshop.zone)),
        sources=_sources(judged.entry, ready),
        candidates=tuple(Candidate(near.entry, wording.label(near.entry, ready, language), round(near.score, 2)) for near in judged.near),
        context=_context(judged, ready, context),
        judgement=judged,
        case=case,
    )


def _sources(reference: str | None, ready: Ready) -> tuple[Source, ...]:
    item = ready.knowledge.items.get(reference or "")
    named = item.source if isinstance(item, Entry) else ()
    return tuple(source for source in ready.knowledge.workshop.sources if source.id in named)


def _context(judged: Judgement, ready: Ready, before: Context | None) -> Context:
    """What was spoken of: a session, topic, person, room or day; an entry's only topic; else what was spoken of before."""
    if judged.request:
        programme = judged.entry is None or judged.entry.startswith("programme:")
        days = judged.request.days or tuple({session.day for session in judged.request.sessions})
        return Context(None if programme else judged.entry, days[0] if len(days) == 1 else None)
    item = ready.knowledge.items.get(judged.entry or "")
    if isinstance(item, Entry) and len(item.topics) == 1:
        return Context(f"topic:{item.topics[0]}")
    return before or Context()
