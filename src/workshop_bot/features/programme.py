"""The programme: a day, what is on now or next, the sessions of a topic, a room or a person, a session's card.

    /programme [words] · /now · /next ──┐
    show:PLACE[<BACK] (a button) ───────┴─> page: text, a number for each session, the days, Filter

PLACE is `day:2024-12-02`, `now`, `next`, `all`, `session:ID`, `topic:ID`, `room:ID`, `speaker:ID` or `filter[:KIND[:FIRST]]`;
BACK is the place that a card or the filter leads back to. A page edits the one before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from workshop_bot.answers.wording import label
from workshop_bot.delivery import dialogue
from workshop_bot.delivery.offer import offer
from workshop_bot.delivery.rows import evenly, paired, ticked
from workshop_bot.delivery.turn import Button, Keyboard, Reply, Turn
from workshop_bot.knowledge.model import Session
from workshop_bot.matching import index
from workshop_bot.programme import timeline
from workshop_bot.programme.card import joined, with_moments
from workshop_bot.programme.listing import listing
from workshop_bot.programme.request import Request, about, at, read
from workshop_bot.programme.when import Asked, Relation
from workshop_bot.texts import dates, typed
from workshop_bot.texts.markup import as_typed, render

NUMBERS, DAYS, OPTIONS = 8, 5, 20
"""At most so many buttons: numbers in a row, days in a row, options on a page of the filter."""
NUMBERED = 64
"""Sessions that get a button; the numbers after it can be typed."""
SPOKEN = timedelta(minutes=10)
"""For so long the buttons of a list go on in the language that it was asked for in."""
UNDERSTOOD = 0.5
"""The share of the words after `/programme` that must speak of it; "programme" itself is one of them."""
_TIMES: Mapping[str, Relation] = {"now": "now", "next": "next", "all": "all"}
_LINKS = {"s": "session", "t": "topic", "r": "room"}


def programme(turn: Turn) -> Sequence[Reply]:
    """`/programme`: today, or the day nearest to it; with words, what they ask for; with a number, the day of that number."""
    if not turn.argument or not turn.ready.knowledge.sessions:
        return _day(turn, _today(turn))
    if numbered := linked(turn, f"d_{turn.argument}"):
        return numbered
    ready = turn.ready
    text = f"programme {turn.argument}"  # the command is half of the question: "all", or words of a title
    asked = read(text, index.read(text, ready.index), _now(turn), ready.knowledge, ready.names)
    if asked is None or asked.coverage <= UNDERSTOOD:
        return _day(turn, _today(turn), turn.say("programme.not-found"))
    return _choice(turn, asked.alternatives) if len(asked.alternatives) > 1 else _page(turn, asked)


def now(turn: Turn) -> Sequence[Reply]:
    """`/now`: what is on, and how long still."""
    return _page(turn, at(Asked(relation="now"), turn.ready.names, _now(turn)))


def coming(turn: Turn) -> Sequence[Reply]:
    """`/next`: what comes next, and when."""
    return _page(turn, at(Asked(relation="next"), turn.ready.names, _now(turn)))


def show(turn: Turn) -> Sequence[Reply]:
    """The page that a button names, in the language spoken just now; one that is no more gives today's, and says so."""
    turn = as_spoken(turn)
    place, _, back = turn.argument.partition("<")
    kind, _, name = place.partition(":")
    if kind == "filter":
        return _filter(turn, name, back)
    return shown(turn, place, back) or _day(turn, _today(turn), turn.say("programme.not-found"))


def as_spoken(turn: Turn) -> Turn:
    """The turn in the language that was spoken just now."""
    talk = dialogue.talk(turn)
    lately = talk.spoken_at is not None and turn.now - talk.spoken_at <= SPOKEN
    return replace(turn, language=talk.language) if lately and talk.language in turn.ready.knowledge.workshop.languages else turn


def linked(turn: Turn, link: str) -> Sequence[Reply]:
    """What a deep link leads to: `s_ID` a session, `t_ID` a topic, `r_ID` a room, `d_N` the Nth day; nothing for one that is not there."""
    kind, _, name = link.partition("_")
    if kind == "d":
        nth = typed.number(name, 3)
        day = turn.ready.knowledge.workshop.starts + timedelta(days=nth - 1)
        return _day(turn, day) if nth and day <= turn.ready.knowledge.workshop.ends else ()
    return shown(turn, f"{_LINKS[kind]}:{name}") if kind in _LINKS else ()


def shown(turn: Turn, place: str, back: str = "") -> Sequence[Reply]:
    """The page of a place, where it exists; nothing for one that does not."""
    kind, _, name = place.partition(":")
    if relation := _TIMES.get(place):
        return _page(turn, at(Asked(relation=relation), turn.ready.names, _now(turn)))
    if kind == "day":
        on = typed.day(name)
        return _day(turn, on) if on else ()
    if kind in ("session", "topic", "room", "speaker") and place in turn.ready.knowledge.items:
        return _page(turn, about(place, turn.ready.names), back=back)
    return ()


def _day(turn: Turn, day: date | None, first: str = "") -> Sequence[Reply]:
    if day is None:
        return [turn.show(turn.say("programme.empty"))]
    return _page(turn, at(Asked(days=(day,), relation="day"), turn.ready.names, _now(turn)), first)


def _page(turn: Turn, request: Request, first: str = "", back: str = "") -> Sequence[Reply]:
    """What was asked for, with the buttons that lead on from it; it is what a number or a question may lean on next."""
    text = listing(turn.voice, request)
    sessions = request.sessions or request.nearest
    place = _place(request)
    if place.startswith("session:"):
        _remember(turn, place, sessions)
        leads_back = (Button(turn.say("programme.back"), f"show:{back or f'day:{sessions[0].day}'}"),)
        return [_shown(turn, joined(first, text), sessions, (*offer(turn, place, f"show<{back}".rstrip("<")), leads_back))]
    _remember(turn, place, sessions, tuple(f"session:{session.id}" for session in sessions))
    if place in ("now", "next"):
        return [_shown(turn, joined(first, text), sessions, (*_of_clock(turn, sessions, place), *_clock(turn, place)))]
    followed = offer(turn, place, "show") if place.startswith(("day:", "topic:")) else ()
    filters = _filters(turn, place)
    if filters and len(followed) == len(followed[0] if followed else ()) == 1:
        followed, filters = ((*followed[0], *filters[0]),), ()
    buttons = (*_numbers(turn, sessions, place), *_days(turn, place), *followed, *filters)
    return [_shown(turn, joined(first, text), sessions, buttons)]


def _shown(turn: Turn, text: str, sessions: Sequence[Session], buttons: Keyboard) -> Reply:
    """A page whose hours can be tapped to see one's own."""
    return turn.show(with_moments(render(text), sessions, turn.language), buttons)


def _place(request: Request) -> str:
    """Where a page is found again: its reference, or its day; of several days the whole programme."""
    kind, _, name = request.reference.partition(":")
    if kind != "programme":
        return request.reference
    if name in ("now", "next"):
        return name
    days = request.days or tuple({session.day for session in request.sessions or request.nearest})
    return f"day:{days[0]}" if len(days) == 1 else "all"


def _remember(turn: Turn, place: str, sessions: Sequence[Session], listed: tuple[str, ...] | None = None) -> None:
    """A card leaves the list that it was chosen from open."""
    days = {session.day for session in sessions}
    reference = place if place in turn.ready.knowledge.items else ""
    spoken: dict[str, str | datetime | tuple[str, ...]] = {
        "entry": reference or f"programme:{place.partition(':')[0]}",  # programme:day, :now, :next
        "language": turn.language,
        "reference": reference,
        "day": min(days).isoformat() if len(days) == 1 else "",
        "spoken_at": turn.now,
    }
    if listed is not None:
        spoken |= {"listed": listed, "listed_at": turn.now}
    dialogue.remember(turn, **spoken)


def _choice(turn: Turn, references: Sequence[str]) -> Sequence[Reply]:
    """Several things of one name: which is meant."""
    labels = [label(reference, turn.ready, turn.language) for reference in references]
    dialogue.listed(turn, references)
    lines = "\n".join(f"{number}. {as_typed(words)}" for number, words in enumerate(labels, 1))
    buttons = tuple((Button(words, f"show:{reference}"),) for words, reference in zip(labels, references, strict=True))
    return [turn.show(f"{turn.say('ask.choose')}\n{lines}", buttons)]


def _numbers(turn: Turn, sessions: Sequence[Session], place: str) -> Keyboard:
    def data(session: Session) -> str:
        return f"show:session:{session.id}" if place == f"day:{session.day}" else f"show:session:{session.id}<{place}"

    return evenly([Button(str(number), data(session)) for number, session in enumerate(sessions[:NUMBERED], 1)], NUMBERS)


def _of_clock(turn: Turn, sessions: Sequence[Session], place: str) -> Keyboard:
    """To what is on now or comes next; a single session bears no number there, and can be followed at once."""
    if len(sessions) != 1:
        return _numbers(turn, sessions, place)
    target = f"session:{sessions[0].id}"
    opened, followed = Button(turn.say("programme.open"), f"show:{target}<{place}"), offer(turn, target, f"show<{place}")
    return ((opened, *followed[0]),) if followed and len(followed[0]) == 1 else ((opened,), *followed)


def _clock(turn: Turn, place: str) -> Keyboard:
    """To what comes next from what is on, and back, where that is something else; and to the day."""
    now, sessions, day = _now(turn), turn.ready.names.sessions, _today(turn)
    on = timeline.now_on(sessions, now)
    other = () if not on else ("now",) if place == "next" else ("next",) if timeline.coming(sessions, now) else ()
    leads = [Button(turn.say(f"programme.open-{one}"), f"show:{one}") for one in other]
    whole = [Button(turn.say("programme.open-day"), f"show:day:{day}")] if day else []
    return ((*leads, *whole),) if leads or whole else ()


def _days(turn: Turn, place: str) -> Keyboard:
    def words(day: date) -> str:
        return ticked(dates.short(turn.language, day), place == f"day:{day}")

    return evenly([Button(words(day), f"show:day:{day}") for day in turn.ready.knowledge.days], DAYS)


def _filters(turn: Turn, place: str) -> Keyboard:
    return ((Button(turn.say("programme.filter"), f"show:filter<{place}"),),) if any(True for _ in _kinds(turn)) else ()


def _filter(turn: Turn, name: str, back: str) -> Sequence[Reply]:
    """What the programme can be narrowed to: the kinds of things that have sessions, or those of one kind, some at a time."""
    kinds = dict(_kinds(turn))
    kind, _, first = name.partition(":")
    if not kind and len(kinds) == 1:
        kind = next(iter(kinds))
    leads_back = (Button(turn.say("programme.back"), f"show:{back or f'day:{_today(turn)}'}"),)
    if kind not in kinds:
        choices = tuple((Button(turn.say(f"programme.by-{one}"), f"show:filter:{one}<{back}"),) for one in kinds)
        return [turn.show(turn.say("programme.filter-by"), (*choices, leads_back))]
    start = typed.number(first, 4)
    references = kinds[kind][start : start + OPTIONS]
    options = paired([Button(label(reference, turn.ready, turn.language), f"show:{reference}") for reference in references])
    following = start + OPTIONS
    more = ((Button(turn.say("programme.more"), f"show:filter:{kind}:{following}<{back}"),),) if following < len(kinds[kind]) else ()
    return [turn.show(turn.say(f"programme.filter-by-{kind}"), (*options, *more, leads_back))]


def _kinds(turn: Turn) -> Iterator[tuple[str, list[str]]]:
    """Of topics, rooms and speakers those that have sessions, in the folder's order."""
    knowledge = turn.ready.knowledge
    for kind, items, held in (
        ("topic", knowledge.topics, {topic for session in knowledge.sessions for topic in session.topics}),
        ("room", knowledge.workshop.rooms, {room for session in knowledge.sessions for room in session.room}),
        ("speaker", knowledge.speakers, {speaker for session in knowledge.sessions for speaker in session.speakers}),
    ):
        references = [f"{kind}:{item.id}" for item in items if item.id in held]
        if references:
            yield kind, references


def _today(turn: Turn) -> date | None:
    """Today, where it is a day of the workshop, else the nearest with sessions; None where there are none at all."""
    workshop, sessions, today = turn.ready.knowledge.workshop, turn.ready.names.sessions, _now(turn).date()
    if sessions and workshop.starts <= today <= workshop.ends:
        return today
    return timeline.nearest_day(sessions, today)


def _now(turn: Turn) -> datetime:
    return turn.now.astimezone(turn.ready.knowledge.workshop.zone)
