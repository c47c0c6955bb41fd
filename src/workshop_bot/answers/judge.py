"""Which entry answers, or why none does: RULES, asked one after the other until one of them decides.

Deciders: they read a question and a folder made ready, and touch nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Literal

from workshop_bot.answers.prepare import Ready
from workshop_bot.answers.unspoken import unspoken
from workshop_bot.knowledge.model import Entry
from workshop_bot.matching import index
from workshop_bot.matching.courtesy import Courtesy, core, courtesy
from workshop_bot.matching.decide import BEST_IS_RIGHT, Verdict, decide
from workshop_bot.matching.index import Ranking
from workshop_bot.matching.patient import asks_advice
from workshop_bot.matching.specifics import Specific
from workshop_bot.programme import request
from workshop_bot.programme.request import Context, Request
from workshop_bot.programme.said import single_words
from workshop_bot.programme.who import stem, titled
from workshop_bot.texts.fold import words

Outcome = Literal["answer", "choose", "unpublished", "unknown", "declined", "greeting"]

UNDERSTOOD = 0.8
"""The share of a question's telling words that the programme must explain to answer it."""
OFFERED, NEAR = 4, 3
"""How many entries are offered where the bot asks back, and how many are named where it does not know."""
BESIDE = 0.25
"""An entry is offered beside the best one with at least this share of its score."""
FAINT = 0.1
"""Below this score an entry has nothing to do with a question."""
ABOUT_THE_BOT = ("privacy", "forget", "settings-quiet")
"""What the chat does by these names in the catalogue (`menu.say-…`); elsewhere it is no question about a workshop either."""


@dataclass(frozen=True)
class Near:
    """An entry near to a question: its reference, and its score within 0–1."""

    entry: str
    score: float


@dataclass(frozen=True)
class Judgement:
    """What is said to a question, and the rule that decided; `near` are the entries to choose from or to name beside it."""

    outcome: Outcome
    rule: str
    entry: str | None = None
    score: float = 0.0
    near: tuple[Near, ...] = ()
    request: Request | None = None
    courtesy: Courtesy | None = None


@dataclass(frozen=True)
class Case:
    """A question with what matching and programme make of it."""

    question: str
    ready: Ready
    ranking: Ranking
    request: Request | None

    @cached_property
    def ranked(self) -> tuple[Near, ...]:
        """The curated entries that speak to it, best first."""
        scored = ((self.ready.index.entries[one.entry], one.score) for one in self.ranking.scored)
        return tuple(Near(entry, min(1.0, score)) for entry, score in scored if score >= FAINT)

    @cached_property
    def offered(self) -> tuple[Near, ...]:
        """The curated entries that can stand beside the best one as a choice."""
        return tuple(one for one in self.ranked if one.score >= BESIDE * self.ranked[0].score)

    @cached_property
    def verdict(self) -> Verdict:
        """What the scores of the curated entries allow; one that leads alone is no choice."""
        verdict = decide(self.ranking.evidence) if self.ranked else "unknown"
        if verdict == "choose" and len(self.offered) == 1:
            return "answer" if BEST_IS_RIGHT.of(self.ranking.evidence) > 0.5 else "unknown"
        return verdict

    @cached_property
    def best(self) -> Entry | None:
        """The curated entry with the best score."""
        item = self.ready.knowledge.items[self.ranked[0].entry] if self.ranked else None
        return item if isinstance(item, Entry) else None

    @cached_property
    def clear(self) -> Entry | None:
        """The best entry where it is clearly meant."""
        return self.best if self.verdict == "answer" else None

    @cached_property
    def worded(self) -> bool:
        """Whether the best entry has just these words among its wordings."""
        return self.best is not None and words(self.question) in _wordings(self.best.wordings)

    @cached_property
    def missing(self) -> frozenset[Specific]:
        """What the question names and the best entry does not speak of."""
        return unspoken(self.question, self.best, self.ready.knowledge) if self.best else frozenset()

    @cached_property
    def placed(self) -> bool:
        """Whether the best entry says where it is: asked in its own words, or clearly meant, with wordings that ask where that is,
        where the programme names no room; "is there a talk on surgery?" asks not where it is.
        """
        fits, names = self.fits, self.ready.names
        if not fits or not fits.asks_place:
            return False
        named = request.sought(self.question, self.ranking.words, names)
        rooms = fits.asks_where_it_is and any(session.room for session in fits.sessions or fits.nearest)
        if self.worded:
            return bool(named) or not rooms  # "where?" of a session with a room asks for that
        if rooms or not named or not self.clear or not fits.asks_where_it_is:
            return False
        return any(named <= request.sought(text, words(text), names) for text in self.clear.wordings)

    @cached_property
    def titled(self) -> tuple[Near, ...]:
        """The sessions in whose title all its words stand, small ones apart if they are no more; none for small ones alone, nor where
        these are too many to offer.
        """
        spoken = [word for word in words(self.question) if not word.isdecimal()]
        said, held = [stem(word) for word in spoken], []
        for one in titled(self.question, self.ready.names) if not single_words("function", "ask").issuperset(spoken) else ():
            title = {stem(word) for version in one.title.versions.values() for word in words(version)}
            if 2 * sum(word in title for word in said) >= len(said):
                held.append(one)
        return tuple(Near(f"session:{session.id}", 1.0) for session in held) if len(held) <= OFFERED else ()

    @cached_property
    def fits(self) -> Request | None:
        """What it asks of the programme, where that explains enough of it."""
        return self.request if self.request and self.request.coverage >= UNDERSTOOD else None


def judge(question: str, ready: Ready, now: datetime, context: Context | None = None) -> tuple[Judgement, Case]:
    """Decide what is said to a question; `now` is in the workshop's zone, `context` is what was spoken of before."""
    question = core(question)
    mended = index.read(question, ready.index)
    ranking = index.rank(mended, ready.index, ready.absent(now), index.strange(question, ready.index))
    case = Case(question, ready, ranking, request.read(question, mended, now, ready.knowledge, ready.names, context))
    return next(decided for rule in RULES if (decided := rule(case))), case


def _courtesy(case: Case) -> Judgement | None:
    """A text without a question is answered in kind, unless it is how an entry is asked for; "soirée" alone is not "bonne soirée"."""
    kind = None if case.worded else courtesy(case.question)
    return Judgement("greeting", f"courtesy: {kind}", courtesy=kind) if kind else None


def _itself(case: Case) -> Judgement | None:
    """What the bot keeps and when it is silent no entry tells, though one about other data or nights may be near."""
    catalogue, languages = case.ready.catalogue, case.ready.knowledge.workshop.languages
    named = any(words(case.question) in catalogue.names(languages, f"menu.say-{name}") for name in ABOUT_THE_BOT)
    return Judgement("unknown", "it is about the bot itself") if named and not case.worded else None


@lru_cache(maxsize=1024)  # what is curated is asked again and again
def _wordings(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(map(words, texts))


def _advice(case: Case) -> Judgement | None:
    """Advice about a patient is declined, unless the entry meant has wordings of that kind: its curator answers it on purpose.

    A question that the programme explains to its last word is about the programme ("when is high-dose chemotherapy?").
    """
    if not asks_advice(case.question) or (case.clear and _answers_advice(case.clear.wordings)):
        return None
    if case.fits and case.fits.coverage == 1 and (case.fits.names_time or case.fits.asks_schedule):
        return None
    return Judgement("declined", "advice about a patient", near=_nearest((*_offers(case.request), *case.titled), 1))


@lru_cache(maxsize=1024)
def _answers_advice(wordings: tuple[str, ...]) -> bool:
    return any(map(asks_advice, wordings))


def _timed(case: Case) -> Judgement | None:
    """A question about a time, or where something named is, is the programme's, unless an entry clearly meant knows more of it
    ("where is lunch today?") or says where it is.
    """
    fits = case.fits
    if (
        fits
        and not case.placed
        and (fits.asks_schedule or fits.asks_where_it_is or (fits.names_time and (fits.coverage == 1 or not case.clear)))
    ):
        return _by_programme(fits, "the programme: it is about a time or a place")
    return None


def _named(case: Case) -> Judgement | None:
    """A name alone, or who a person is, is the programme's: a word that several entries share is no reason to answer with one of them."""
    if case.fits and case.fits.coverage == 1 and (case.fits.bare or case.fits.reference.startswith("speaker:")):
        return _by_programme(case.fits, "the programme: it is a name")
    return None


def _curated(case: Case) -> Judgement | None:
    """An entry that is clearly meant answers, unless the question names what it does not speak of."""
    fits = None if case.placed else case.fits
    by_programme = fits is not None and fits.coverage == 1 and fits.programme_words and not fits.asks_event
    if not case.clear or (case.clear.unpublished and by_programme):
        return None  # "show me the whole schedule" is no question about whether an official one is out
    best, others = case.ranked[0], _nearest(case.ranked[1:], NEAR)
    if case.missing:
        names = ", ".join(sorted(f"{one.kind} {one.value}" for one in case.missing))
        return Judgement("unknown", f"the nearest entry does not speak of: {names}", score=best.score, near=_nearest(case.ranked, NEAR))
    outcome: Outcome = "unpublished" if case.clear.unpublished else "answer"
    return Judgement(outcome, "an entry is clearly meant", best.entry, best.score, others)


def _programme(case: Case) -> Judgement | None:
    """A question that the programme's words and names explain is the programme's."""
    if case.fits and case.fits.programme_words:
        return _by_programme(case.fits, "the programme: its words and names explain the question")
    return None


def _offer(case: Case) -> Judgement | None:
    """Two to four near entries are offered where the right one is probably among them."""
    near = _nearest((*case.offered, *_offers(case.fits)), OFFERED)
    if case.verdict == "unknown" or case.missing or len(near) < 2:
        return None
    return Judgement("choose", "several entries are near", score=near[0].score, near=near)


def _titled(case: Case) -> Judgement | None:
    """Words that all stand in the title of a session speak of it, where nothing else knows them."""
    rule, found = "all its words stand in a title", case.titled
    if len(found) > 1:
        return Judgement("choose", rule, score=1.0, near=found)
    return next((Judgement("answer", rule, one.entry, 1.0, request=request.about(one.entry, case.ready.names)) for one in found), None)


def _unknown(case: Case) -> Judgement:
    """Nothing fits; what is near may help."""
    near = _nearest((*case.ranked, *_offers(case.request)), NEAR)
    return Judgement("unknown", "nothing is near enough", score=near[0].score if near else 0.0, near=near)


RULES = (_courtesy, _itself, _advice, _timed, _named, _curated, _programme, _offer, _titled, _unknown)


def _by_programme(asked: Request, rule: str) -> Judgement:
    if len(asked.alternatives) > 1:
        return Judgement("choose", rule, score=asked.coverage, near=_nearest(_offers(asked), OFFERED))
    return Judgement("answer", rule, asked.reference, asked.coverage, request=asked)


def _offers(asked: Request | None) -> Iterator[Near]:
    """The sessions, topics, persons and rooms that the programme could show, where they explain half of the question."""
    if asked and asked.coverage >= 0.5:
        references = asked.alternatives or (asked.reference,)
        yield from (Near(reference, asked.coverage) for reference in references if not reference.startswith("programme:"))


def _nearest(near: Iterable[Near], most: int) -> tuple[Near, ...]:
    """The nearest ones, best first, wherever they come from."""
    return tuple(sorted(near, key=lambda one: -one.score)[:most])
