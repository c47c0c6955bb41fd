"""A question and a folder made ready → what is said, in whose words, from where."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from workshop_bot.answers import wording
from workshop_bot.answers.again import wanted_language
from workshop_bot.answers.judge import Case, Judgement, Outcome, judge
from workshop_bot.answers.language import tell
from workshop_bot.answers.prepare import Ready
from workshop_bot.knowledge.model import Entry, Source
from workshop_bot.programme.card import Voice
from workshop_bot.programme.request import Context, Request, about, at
from workshop_bot.programme.when import Asked
from workshop_bot.texts.languages import detect

_BY_TIME = {"programme:now": Asked(relation="now"), "programme:next": Asked(relation="next"), "programme:all": Asked(relation="all")}


@dataclass(frozen=True)
class Candidate:
    """An entry beside the answer, as a person can choose it."""

    entry: str
    label: str
    score: float


@dataclass(frozen=True)
class Answer:
    """What is said to a question; `text` is in the markup of answers, `context` is what a next question may lean on.

    `where_to_ask` stands below what nobody published: how to reach the organisers.
    """

    question: str
    language: str
    outcome: Outcome
    entry: str | None
    score: float
    text: str
    where_to_ask: str
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
    question: str,
    ready: Ready,
    now: datetime,
    language: str | None = None,
    context: Context | None = None,
    otherwise: str | None = None,
    own: tzinfo | None = None,
) -> Answer:
    """Answer a question at a moment (aware, any zone).

    Without a language in the question's own; where it has none (a number, a name), in the one of `otherwise`, else the workshop's first.
    `own` is the reader's zone, in which hours are told first; what is asked of days and hours is meant in the workshop's.
    One that only asks for another language ("et en français ?") has the last answer again.
    """
    workshop = ready.knowledge.workshop
    wanted = wanted_language(question, workshop.languages) if context and context.entry and not language else None
    if wanted and context and context.entry and _can_be_chosen(context.entry, context.day, ready, now):
        return chosen(context.entry, question, ready, now, wanted, context.day, own)
    judged, case = judge(question, ready, now.astimezone(workshop.zone), context)
    told = language or detect(question, workshop.languages) or tell(question, ready.uses, otherwise)
    spoken = told or otherwise or workshop.default_language
    return _answer(question, judged, case, ready, _voice(ready, now, spoken, own), context)


def chosen(
    reference: str, question: str, ready: Ready, now: datetime, language: str, day: date | None = None, own: tzinfo | None = None
) -> Answer:
    """The answer of an entry that was chosen from a list; `question` is what was typed or tapped, `day` the one of `programme:day`.

    `own` as in `answer`.
    """
    item = ready.knowledge.items.get(reference)
    entry = item if isinstance(item, Entry) else None
    outcome: Outcome = "unpublished" if entry and entry.unpublished else "answer"
    request = None if entry else _asked_by_choosing(reference, day, ready, now)
    judged = Judgement(outcome, "it was chosen", reference, 1.0, request=request)
    return _answer(question, judged, None, ready, _voice(ready, now, language, own), None)


def _can_be_chosen(reference: str, day: date | None, ready: Ready, now: datetime) -> bool:
    return ready.has(reference, now) or reference in _BY_TIME or (reference == "programme:day" and day is not None)


def _asked_by_choosing(reference: str, day: date | None, ready: Ready, now: datetime) -> Request:
    if not reference.startswith("programme:"):
        return about(reference, ready.names)
    asked = _BY_TIME.get(reference) or Asked(days=(day,) if day else (), relation="day")
    return at(asked, ready.names, now.astimezone(ready.knowledge.workshop.zone))


def _voice(ready: Ready, now: datetime, language: str, own: tzinfo | None) -> Voice:
    return Voice(ready.knowledge, language, ready.catalogue, now.astimezone(ready.knowledge.workshop.zone), own)


def _answer(question: str, judged: Judgement, case: Case | None, ready: Ready, voice: Voice, context: Context | None) -> Answer:
    language = voice.language
    return Answer(
        question=question,
        language=language,
        outcome=judged.outcome,
        entry=judged.entry,
        score=round(judged.score, 2),
        text=wording.word(judged, ready, voice),
        where_to_ask=wording.where_to_ask(judged, ready, language),
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
    before = before or Context()
    if judged.request:
        programme = judged.entry is None or judged.entry.startswith("programme:")
        days = judged.request.days or tuple({session.day for session in judged.request.sessions})
        return Context(None if programme else judged.entry, days[0] if len(days) == 1 else None, judged.entry)
    item = ready.knowledge.items.get(judged.entry or "")
    if isinstance(item, Entry) and len(item.topics) == 1:
        return Context(f"topic:{item.topics[0]}", entry=judged.entry)
    return replace(before, entry=before.entry if judged.outcome == "greeting" else judged.entry)
