"""A question about the programme → what it asks for: the entry, the sessions, and how much of the question that explains.

    hear → mentions, asked → subject (whose sessions) → time (which of them) → reference

A decider: it never says whether to answer; `coverage` tells how many of the question's telling words it understood,
so that "the survival rate of neuroblastoma" is not taken for a question about the sessions on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from workshop_bot.knowledge.model import Knowledge, Session, Workshop
from workshop_bot.programme.hours import DAWN
from workshop_bot.programme.said import Said, hear
from workshop_bot.programme.timeline import coming, nearest_day, now_on, within
from workshop_bot.programme.when import PARTS, Asked, asked
from workshop_bot.programme.who import Mention, Names, mentions, stem

_SCHEDULE = ("when", "hour", "held", "cancelled", "length", "link")
_PROGRAMME_WORDS = ("session", "programme", "all", "speak", "start", "end", "ask")
_SILENT = (
    *("function", "follow", "there", "on", "at", "from", "to", "and", "date", "of", "in", "hour", "day", "honorific"),
    *("coming", "before", "after", "hence", "year-word", "count"),
)
_ALIKE = 0.6  # the share of a title's telling words that names the session


@dataclass(frozen=True)
class Context:
    """What was spoken of last: its reference (a session, topic, person or room), its day, and the entry that answered."""

    reference: str | None = None
    day: date | None = None
    entry: str | None = None


@dataclass(frozen=True)
class Request:
    """What a question asks of the programme.

    `sessions` are those it asks for, in order; where there are none, `nearest` are those to show instead.
    `alternatives` are the references that fit alike; `asks_schedule`: when, whether, how long, how many, by which link or whom something
    named is;
    `asks_people`: who speaks, at a time or there; `asks_place`: where; `asks_length`, `asks_link`, `asks_number` (of sessions) likewise;
    `asks_cancelled`: which do not take place; `asks_event`: when or where the workshop itself is, which no session tells;
    `bare` is a question of names alone; `coverage` is within 0–1.
    """

    reference: str
    sessions: tuple[Session, ...] = ()
    nearest: tuple[Session, ...] = ()
    asked: Asked = field(default_factory=Asked)
    programme_words: bool = False
    asks_schedule: bool = False
    asks_people: bool = False
    asks_place: bool = False
    asks_length: bool = False
    asks_link: bool = False
    asks_number: bool = False
    asks_cancelled: bool = False
    asks_event: bool = False
    bare: bool = False
    coverage: float = 0.0
    alternatives: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days it asks for; none where it names no time."""
        return self.asked.days

    @property
    def asks_where_it_is(self) -> bool:
        """Whether it asks where a session, topic or person is, not where the workshop is."""
        return self.asks_place and not self.reference.startswith("programme:")

    @property
    def names_time(self) -> bool:
        """Whether the question names a time: a day, a part of it, now, next, the first."""
        return self.asked.relation in ("now", "next", "day")


@dataclass(frozen=True)
class _Subject:
    """The sessions that a question's names leave, the names' references, and those that fit alike."""

    sessions: tuple[Session, ...]
    references: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()

    def first(self, kind: str) -> str | None:
        return next((reference for reference in self.references if reference.startswith(f"{kind}:")), None)


def read(
    text: str, words: tuple[str, ...], now: datetime, knowledge: Knowledge, names: Names, context: Context | None = None
) -> Request | None:
    """What a question asks of the programme, or None; `words` are folded and mended, `now` is in the workshop's zone."""
    if not knowledge.sessions or not words:
        return None
    said, context = hear(text, words), context or Context()
    found = tuple(one for one in mentions(said, names) if not _marks_time(said, one))
    taken = frozenset(place for mention in found for place in range(mention.start, mention.stop))
    time = asked(said, now, knowledge.workshop.starts, knowledge.workshop.ends, context.day, taken)
    if time.elsewhere:
        return None
    kinds = _kinds(said, names.sessions, taken | time.used)
    telling = _telling(said)
    explained = taken | time.used | kinds.keys() | _places(said, *_PROGRAMME_WORDS, "event")
    explained |= {place for place in telling if stem(said.words[place]) in names.workshop}
    asks = {sense.value for place in range(len(words)) if place not in taken and (sense := said.sense(place, "ask"))}
    people = "speakers" in asks or (bool(asks & {"who", "whose"}) and said.has("speak")) or ("whose" in asks and said.has("session"))
    number = _asks_number(said, taken)
    event = said.has("event") and telling <= explained
    hours = event and "hour" in asks  # "what time is the workshop?" no date tells
    event = event and not asks.isdisjoint(("when", "where") if knowledge.workshop.venue else ("when",))
    cancelled = "cancelled" in asks and telling <= explained and not said.has("event")
    day = None if said.has("event") else context.day
    named = _named(names.sessions, found, set(kinds.values()))
    leaning = Context() if cancelled else context  # "are there cancellations?" leans on nothing, though it says "there"
    subject = named or _spoken_of(names.sessions, said, time, leaning, not telling - explained)
    people = people or (bool(asks & {"who", "whose"}) and subject is not named)  # "who?" of what was spoken of
    if subject is None and time.relation is None:
        if titled := _titled(said, names, telling - explained):
            subject = titled
        elif "hour" in asks and said.has("start") != said.has("end") and telling <= explained:
            time = replace(time, days=(day or _edge(said, now.date(), knowledge.workshop),), relation="day")
        elif people and day and telling <= explained and not said.has("there"):
            time = replace(time, days=(day,), relation="day")
        elif said.has("programme") or event or hours or cancelled or (people and telling <= explained and not said.has("there")):
            time = replace(time, relation="all")
    event = event and subject is None and time.relation == "all" and not (people or said.has("programme") or _names_sessions(said))
    whole = people or event or hours or cancelled or said.has("programme", "session")
    if subject is None and (time.relation is None or (time.relation == "all" and not whole)):
        return None
    if subject is not None:
        subject, understood = _narrowed(said, subject, names, telling - explained)
        explained |= understood
    request = _request(subject, _completed(said, subject, time, context, now, knowledge.workshop, names.sessions), names.sessions, now)
    coverage = len(telling & explained) / len(telling) if telling else 1.0
    cancelled = cancelled and subject is None and time.relation in ("day", "all")
    if cancelled:
        request = replace(request, sessions=tuple(session for session in request.sessions if session.cancelled), nearest=())
    return replace(
        request,
        sessions=() if event else request.sessions,
        programme_words=bool(kinds) or said.has(*_PROGRAMME_WORDS),
        asks_schedule=cancelled or (subject is not None and (people or number or not asks.isdisjoint(_SCHEDULE))),
        asks_people=people,
        asks_place="where" in asks,
        asks_length="length" in asks,
        asks_link="link" in asks,
        asks_number=number,
        asks_cancelled=cancelled,
        asks_event=event,
        bare=len(taken) == len(words),
        coverage=coverage,
    )


def about(reference: str, names: Names) -> Request:
    """What is asked by choosing a session, topic, person or room by its reference: all its sessions."""
    return Request(reference, _of(names.sessions, reference), coverage=1.0)


def at(time: Asked, names: Names, now: datetime) -> Request:
    """What is asked by choosing a time: a day, now, next; `now` is in the workshop's zone."""
    return _request(None, time, names.sessions, now)


def sought(text: str, words: tuple[str, ...], names: Names) -> frozenset[str]:
    """The names and the kinds of sessions whose place a text asks for; none where it asks for no place."""
    said = hear(text, words)
    senses = [sense for place in range(len(words)) if (sense := said.sense(place, "ask", "kind"))]
    if not any(sense.role == "ask" and sense.value == "where" for sense in senses):
        return frozenset()
    return frozenset((*(one.reference for one in mentions(said, names)), *(one.value for one in senses if one.role == "kind")))


def _marks_time(said: Said, name: Mention) -> bool:
    """Whether a session is named to tell the time: "après le déjeuner" is the afternoon, though there is a session "Déjeuner"."""
    starts = (start for start in range(max(0, name.start - 4), name.start) if said.sense(start, "before", "after"))
    return any(sense.stop >= name.stop for start in starts for role in ("part", "ask") if (sense := said.sense(start, role)))


def _places(said: Said, *roles: str) -> frozenset[int]:
    """The places of all words in phrases that have one of the roles."""
    found = ((place, sense) for place, senses in enumerate(said.senses) for sense in senses.values() if sense.role in roles)
    return frozenset(at for place, sense in found for at in range(place, sense.stop))


def _telling(said: Said) -> frozenset[int]:
    """The places of the words that carry meaning: all but the small ones, and these too where they speak of the programme."""
    return frozenset(range(len(said.words))) - (_places(said, *_SILENT) - _places(said, *_PROGRAMME_WORDS))


def _names_sessions(said: Said) -> bool:
    """Whether it speaks of sessions, not of the workshop alone, which Vietnamese may call "buổi hội thảo"."""
    sessions = (sense for place in range(len(said.words)) if (sense := said.sense(place, "session")))
    return any(not said.sense(session.stop, "event") for session in sessions)


def _asks_number(said: Said, taken: frozenset[int]) -> bool:
    """Whether it asks how many sessions there are: "how many talks", "how many surgery talks"."""
    counts = (sense for place in range(len(said.words)) if (sense := said.sense(place, "count")))
    return said.has("session") and any(said.sense(count.stop, "session") or count.stop in taken for count in counts)


def _kinds(said: Said, sessions: Iterable[Session], taken: frozenset[int]) -> dict[int, str]:
    """The places that speak of a kind of session which the programme has, with the kind."""
    known = {session.kind for session in sessions}
    senses = ((place, sense) for place in range(len(said.words)) if place not in taken and (sense := said.sense(place, "kind")))
    return {at: sense.value for place, sense in senses if sense.value in known for at in range(place, sense.stop)}


def _of(sessions: Iterable[Session], reference: str) -> tuple[Session, ...]:
    """The sessions that a reference covers."""
    kind, _, name = reference.partition(":")
    return tuple(session for session in sessions if name in _covered_by(session, kind))


def _covered_by(session: Session, kind: str) -> tuple[str, ...]:
    match kind:
        case "session":
            return (session.id,)
        case "topic":
            return session.topics
        case "speaker":
            return session.speakers
        case "room":
            return session.room
    return ()


def _named(sessions: tuple[Session, ...], found: Sequence[Mention], kinds: set[str]) -> _Subject | None:
    """What the names and kinds of a question leave: what all of them share, or, where they share nothing, what any of them has."""
    spans: dict[int, list[str]] = {}
    for mention in found:
        spans.setdefault(mention.start, []).append(mention.reference)
    groups = [frozenset(session.id for reference in references for session in _of(sessions, reference)) for references in spans.values()]
    of_kind = frozenset(session.id for session in sessions if session.kind in kinds)
    if not groups and not of_kind:
        return None
    shared = frozenset.intersection(*groups) if groups else of_kind
    apart = len(groups) > 1 and not shared
    chosen = frozenset.union(*groups) if apart else shared
    chosen = chosen & of_kind or chosen
    left = tuple(session for session in sessions if session.id in chosen)
    references = tuple(dict.fromkeys(mention.reference for mention in found))
    several = [span for span in spans.values() if len(span) > 1] if not apart else [list(references)]
    alike = [reference for span in several for reference in span if not reference.startswith("session:")]
    alike = [reference for reference in alike if _of(left, reference)] or alike
    return _Subject(left, references, tuple(alike) if len(alike) > 1 and len(left) != 1 else ())


def _spoken_of(sessions: tuple[Session, ...], said: Said, time: Asked, context: Context, understood: bool) -> _Subject | None:
    """What was spoken of before, for "who speaks there?" and, of a topic, person or room, "and on Thursday?"."""
    if context.reference is None or not understood or (said.has("event") and not said.has("there")):
        return None  # "where is the workshop held?" speaks of the whole
    leans = said.has("ask", "speak", "start", "end", "there") if time.relation is None else said.sense(0, "follow") is not None
    if not leans or (time.relation is not None and context.reference.startswith("session:")):
        return None
    covered = _of(sessions, context.reference)
    return _Subject(covered, (context.reference,)) if covered else None


def _titled(said: Said, names: Names, places: frozenset[int]) -> _Subject | None:
    """The sessions whose title the question says for the most part; only where it speaks of the programme."""
    stems = {stem(said.words[place]) for place in places if not said.words[place].isdecimal()}
    if not stems or not said.has(*_PROGRAMME_WORDS):
        return None
    alike: dict[str, float] = {}
    for session, titles in names.titles.items():
        for title in titles:
            if shared := len(title & stems):
                alike[session] = max(alike.get(session, 0), shared / sum(not word.isdecimal() for word in title))
    best = max(alike.values(), default=0)
    left = tuple(session for session in names.sessions if alike.get(session.id) == best)
    return _Subject(left, tuple(f"session:{session.id}" for session in left)) if best >= _ALIKE else None


def _narrowed(said: Said, subject: _Subject, names: Names, places: frozenset[int]) -> tuple[_Subject, frozenset[int]]:
    """The sessions whose titles hold further words of the question, and the places of these words."""
    stems = {place: stem(said.words[place]) for place in places if not said.sense(place + 1, "unit")}  # no third talk in "3 years old"
    held = {session.id: frozenset[str]().union(*names.titles[session.id]) for session in subject.sessions}
    understood = frozenset(place for place, word in stems.items() if any(word in title for title in held.values()))
    asked_for = {stems[place] for place in understood}
    most = max((len(title & asked_for) for title in held.values()), default=0)
    left = tuple(session for session in subject.sessions if most == len(held[session.id] & asked_for))
    return replace(subject, sessions=left, alternatives=subject.alternatives if len(left) != 1 else ()), understood


def _edge(said: Said, today: date, workshop: Workshop) -> date:
    """The day that "what time does it start" is about: today, or where that is none of the workshop’s, its first or last."""
    if workshop.starts <= today <= workshop.ends:
        return today
    return workshop.starts if said.has("start") else workshop.ends


def _completed(
    said: Said, subject: _Subject | None, time: Asked, context: Context, now: datetime, workshop: Workshop, sessions: tuple[Session, ...]
) -> Asked:
    """The time with what the question leaves open: the day of "in the afternoon", the first of "when does it begin tomorrow"."""
    if subject is not None or time.relation != "day":
        return time
    nth = time.nth
    if not nth and not time.hours and said.has("start") != said.has("end"):
        nth = 1 if said.has("start") else -1
    days = time.days
    if not days and (time.part or time.hours or (time.nth and context.day and not said.has("event"))):
        today = now.date()
        day = context.day or (today if workshop.starts <= today <= workshop.ends else nearest_day(sessions, today))
        days = (day,) if day else ()
    return replace(time, days=days, nth=nth)


def _request(subject: _Subject | None, time: Asked, sessions: tuple[Session, ...], now: datetime) -> Request:
    chosen = sessions if subject is None else subject.sessions
    fitting, nearest = _at(chosen, time, now)
    if subject is None:
        days = {session.day for session in sessions}
        whole = time.relation == "day" and len(time.days) > 1 and days <= set(time.days) and not (time.part or time.hours or time.nth)
        return Request("programme:all" if whole else f"programme:{time.relation}", fitting, nearest, time)
    if not fitting and (time.relation != "now" or not nearest):
        nearest = chosen
    shown = fitting or nearest
    alike = tuple(one for one in subject.alternatives if not shown or _of(shown, one))
    out = set(subject.alternatives) - set(alike) if alike else set()  # "soft sarcoma" names the other one too, and shows nothing of it
    subject = replace(subject, references=tuple(one for one in subject.references if one not in out))
    return Request(_reference(subject, shown, time), fitting, nearest, time, alternatives=alike if len(alike) > 1 else ())


def _reference(subject: _Subject, shown: tuple[Session, ...], time: Asked) -> str:
    """The entry of CONTRACT §2: one session, a topic, a person, a room, else the day or the whole."""
    topic, titled = subject.first("topic"), subject.first("session")
    by_place = subject.first("speaker") or subject.first("room")
    if by_place and not topic and not titled:
        return by_place
    if len(shown) == 1:
        return f"session:{shown[0].id}"
    if topic or by_place:
        return topic or by_place or ""
    common = set.intersection(*(set(session.topics) for session in shown)) if shown else set()
    if common:
        return f"topic:{min(common)}"
    return "programme:day" if time.days or len({session.day for session in shown}) == 1 else "programme:all"


def _is_past_midnight(session: Session, evenings: tuple[date, ...]) -> bool:
    """Whether a session begins in the night after one of these evenings."""
    return session.begins is not None and session.begins.time() < DAWN and session.day - timedelta(days=1) in evenings


def _at(sessions: tuple[Session, ...], time: Asked, now: datetime) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """The sessions at the time asked for, and, where there are none, those nearest to it."""
    if time.relation == "now":
        on = now_on(sessions, now)
        return on, () if on else coming(sessions, now)
    if time.relation == "next":
        return coming(sessions, now), ()
    if time.relation != "day":
        return sessions, ()
    of_days = tuple(session for session in sessions if not time.days or session.day in time.days)
    hours = time.hours or PARTS.get(time.part)
    fitting = tuple(session for session in of_days if within(session, hours)) if hours else of_days
    if time.part == "evening" and not time.hours:
        fitting += tuple(session for session in sessions if _is_past_midnight(session, time.days))
    if time.nth:
        held = [session for session in fitting if not session.cancelled]
        fitting = tuple(held[time.nth - 1 : time.nth] if time.nth > 0 else held[time.nth :][:1])
    if fitting:
        return fitting, ()
    if of_days and hours and hours[0] == hours[1]:
        later = tuple(session for session in of_days if session.begins and session.begins.time() > hours[0])
        return (), later[:1] or of_days[-1:]
    if of_days or not time.days:
        return (), of_days
    nearest = nearest_day(sessions, time.days[0])
    return (), tuple(session for session in sessions if session.day == nearest)
