"""How several sessions read: what is on, what comes, a day, a topic, a person, a room, the whole programme.

The first line answers; then the sessions, numbered; what is provisional is said once, at the end.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import groupby

from workshop_bot.knowledge.model import Room, Session, Speaker, Topic
from workshop_bot.programme.card import Voice, card, distance, joined, line, notes, own_hours, person, there, where, whole_minutes
from workshop_bot.programme.request import Request
from workshop_bot.programme.when import Asked
from workshop_bot.texts import dates

MOST_NAMED = 30
"""People that one line names."""
_EDGES = {1: "day.first", -1: "day.last"}


def listing(voice: Voice, request: Request) -> str:
    """What a request asks for, in the markup of answers; never empty."""
    knowledge = voice.knowledge
    kind, _, name = request.reference.partition(":")
    item = knowledge.items.get(request.reference)
    if request.asks_event:
        workshop = knowledge.workshop
        days = voice.say("programme.dates", dates=dates.span(voice.language, workshop.starts, workshop.ends))
        return _heading(", ".join(filter(None, [days, voice.name(workshop.venue)])))
    if kind == "programme":
        first = _speakers(voice, request) if name == "all" else _asked_first(voice, request) if name == "day" or request.sessions else ""
        return joined(first, _clock(voice, request) if name in ("now", "next") else _days(voice, request))
    if isinstance(item, Session):
        subject = next((topic.name for topic in knowledge.topics if topic.id in item.topics), item.title)
        missed = voice.say("programme.none-of", name=_named(voice, request, voice.name(subject)))
        shown = card(voice, item)
        number = voice.say("programme.sessions-of", name=voice.name(subject), count=1) if request.sessions and request.asks_number else ""
        first = _heading(number) if number else _asked_first(voice, request)
        return joined(first, "" if request.sessions else _heading(missed), shown)
    if isinstance(item, Speaker):
        known = voice.name(item.affiliation), voice.pick(item.about)
        return joined(_facts(voice, request), _about(voice, request, person(voice, item), "programme.speaker-empty", *known))
    if isinstance(item, Room):
        name, way = voice.name(item.name), voice.pick(item.where)
        if request.asks_place and way:
            return joined(_heading(way), _of(voice, request, name, "programme.room-empty"))
        return _about(voice, request, name, "programme.room-empty", way)
    if isinstance(item, Topic):
        shown = _of(voice, request, voice.name(item.name), "programme.topic-empty", after=voice.pick(item.summary))
        return joined(_asked_first(voice, request), shown)
    raise KeyError(request.reference)


def _asked_first(voice: Voice, request: Request) -> str:
    """What the first lines answer beside a time, each in a line: who speaks, where, how long, by which link."""
    return "\n".join(filter(None, (_speakers(voice, request), _facts(voice, request))))


def _facts(voice: Voice, request: Request) -> str:
    return "\n".join(filter(None, (_rooms(voice, request), _length(voice, request), _links(voice, request))))


def _speakers(voice: Voice, request: Request) -> str:
    """Who speaks, where that is asked: all in the order of the one session, else of the folder; nothing where they are too many to name."""
    shown = request.sessions or request.nearest
    if not request.asks_people or not shown:
        return ""
    known = {speaker.id: speaker for speaker in voice.knowledge.speakers}
    held = {name for session in shown for name in session.speakers}
    order = shown[0].speakers if len(shown) == 1 else known
    people = [person(voice, known[name]) for name in order if name in held]
    if not people:
        return _heading(voice.say("programme.no-speakers"))
    return _heading(voice.say("session.speakers", speakers=", ".join(people), count=len(people))) if len(people) <= MOST_NAMED else ""


def _rooms(voice: Voice, request: Request) -> str:
    """Where it is, where that is asked: the rooms, with the numbers of their sessions where they differ, or that none is named."""
    shown = request.sessions or request.nearest
    if not request.asks_place or not shown:
        return ""
    rooms = where(voice, shown)
    if len({session.room for session in shown}) > 1:
        held = (
            (room, [str(number) for number, one in enumerate(shown, 1) if room.id in one.room]) for room in voice.knowledge.workshop.rooms
        )
        rooms = ", ".join(f"{voice.name(room.name)} ({', '.join(numbers)})" for room, numbers in held if numbers)
    return _heading(voice.say("session.room", room=rooms) if rooms else voice.say("programme.no-rooms"))


def _length(voice: Voice, request: Request) -> str:
    """How long they last, where that is asked, or that it is not known."""
    shown = request.sessions or request.nearest
    if not request.asks_length or not shown:
        return ""
    lengths = sorted({whole_minutes(one.begins, one.finishes) for one in shown if one.begins and one.finishes})
    said = "–".join(dict.fromkeys((str(lengths[0]), str(lengths[-1])))) if lengths else ""
    return _heading(voice.say("session.length", length=said, count=len(shown)) if said else voice.say("programme.no-length"))


def _links(voice: Voice, request: Request) -> str:
    """The links, where they are asked for, with the numbers of their sessions where they differ, or that none is published."""
    shown = request.sessions or request.nearest
    if not request.asks_link or not shown:
        return ""
    held: dict[str, list[str]] = {}
    for number, one in enumerate(shown, 1):
        if one.join:
            held.setdefault(one.join, []).append(str(number))
    if not held:
        return _heading(voice.say("programme.no-link"))
    alike = len({one.join for one in shown}) == 1
    return voice.say("session.join", url=", ".join(link if alike else f"{link} ({', '.join(numbers)})" for link, numbers in held.items()))


def _about(voice: Voice, request: Request, name: str, empty: str, *known: str) -> str:
    """A person or a room: what is known of it before its sessions, unless a time is asked for."""
    known = tuple(filter(None, known))
    if request.asks_schedule or request.names_time or not known:
        return _of(voice, request, name, empty, after=joined(*known))
    if request.sessions:
        return _of(voice, request, name, empty, between=joined(*known) + "\n")
    return joined(f"{_heading(name)}\n{known[0]}", *known[1:], voice.say(empty, name=name))


def _clock(voice: Voice, request: Request) -> str:
    """What is on or comes next; where nothing is, why, and what comes then."""
    if request.sessions:
        return _announced(voice, f"programme.{request.asked.relation}", request.sessions)
    workshop, today = voice.knowledge.workshop, voice.now.date()
    ahead = bool(request.nearest)
    if today < workshop.starts:
        empty = voice.say("programme.not-begun", day=voice.day(workshop.starts))
    elif today > workshop.ends or (not ahead and today == workshop.ends):
        empty = voice.say("programme.over", day=voice.day(workshop.ends))
    else:
        empty = voice.say("programme.now-empty" if ahead else "programme.next-empty")
    return joined(_heading(empty), _announced(voice, "programme.next", request.nearest) if ahead else "")


def _announced(voice: Voice, key: str, sessions: Sequence[Session]) -> str:
    """Sessions of one moment: one under its title, several as a list."""
    if len(sessions) > 1:
        return joined(f"{_heading(voice.say(key))}\n{_lines(voice, sessions, with_day=True)}", notes(voice, sessions, brief=True))
    only = sessions[0]
    state = [own_hours(voice, only, day=True), distance(voice, only), voice.say("session.provisional") if only.provisional else ""]
    return joined(f"**{voice.say(key)} {voice.name(only.title)}**\n{' · '.join(filter(None, state))}", notes(voice, sessions))


def _days(voice: Voice, request: Request) -> str:
    """The sessions of days, or the whole programme, day by day."""
    name, whole = _when(voice, request.asked), voice.name(voice.knowledge.workshop.name)
    if request.asks_cancelled and not request.sessions:
        held = [session for session in voice.knowledge.sessions if not request.days or session.day in request.days]
        return joined(_heading(voice.say("programme.none-cancelled", name=name or whole)), notes(voice, held, brief=True))
    if request.sessions:
        if request.asked.nth in _EDGES and len(request.sessions) == 1:
            day = _when(voice, request.asked, near=False) or voice.day(request.sessions[0].day)
            heading = voice.say(_EDGES[request.asked.nth], day=day)
        elif request.asks_cancelled:
            heading = voice.say("programme.cancelled", name=name or whole, count=len(request.sessions))
        elif name:
            heading = voice.say("programme.sessions-of", name=name, count=len(request.sessions))
        else:
            heading = voice.say("programme.all", workshop=whole)
        return _list(voice, heading, request.sessions, dated=not name)
    plain = len(request.days) == 1 and not (request.asked.part or request.asked.hours or request.asked.nth)
    empty = voice.say("day.empty", day=voice.day(request.days[0])) if plain else voice.say("programme.none-of", name=name or whole)
    other = {session.day for session in request.nearest} - set(request.days)
    nearest = voice.say("day.nearest", day=voice.day(min(other))) if len(other) == 1 else ""
    return _list(voice, empty, request.nearest, nearest)


def _of(voice: Voice, request: Request, name: str, empty: str, between: str = "", after: str = "") -> str:
    """The sessions of a topic, a person or a room, under a heading."""
    if request.sessions:
        heading = voice.say("programme.sessions-of", name=_named(voice, request, name), count=len(request.sessions))
    elif request.nearest:
        heading = voice.say("programme.none-of", name=_named(voice, request, name))
    else:
        heading = voice.say(empty, name=name)
    dated = len(request.days) != 1 or not request.sessions
    return _list(voice, heading, request.sessions or request.nearest, between, after, dated)


def _list(voice: Voice, heading: str, sessions: Sequence[Session], between: str = "", after: str = "", dated: bool = False) -> str:
    """A heading and numbered sessions, each with its day unless the heading has it; many sessions stand under their days."""
    days = {session.day for session in sessions}
    if len(days) > 1 and len(sessions) > 2 * len(days):
        blocks, number = [], 1
        for day, held in groupby(sessions, key=lambda session: session.day):
            of_day = list(held)
            blocks.append(f"{_heading(_relative(voice, day))}\n{_lines(voice, of_day, with_day=False, number=number)}")
            number += len(of_day)
        return joined(_heading(heading), between.rstrip(), *blocks, after, notes(voice, sessions, brief=True))
    lines = _lines(voice, sessions, dated or len(days) > 1)
    first, second = (f"{_heading(heading)}\n{lines}", "") if not between else (_heading(heading), f"{between}\n{lines}")
    return joined(first.rstrip(), second, after, notes(voice, sessions, brief=True))


def _lines(voice: Voice, sessions: Sequence[Session], with_day: bool, number: int = 1) -> str:
    mixed = len({session.provisional for session in sessions}) > 1
    return "\n".join(f"{count}. {line(voice, session, with_day, mixed)}" for count, session in enumerate(sessions, number))


def _heading(words: str) -> str:
    return f"**{words[:1].upper()}{words[1:]}**"  # "mardi 3 décembre" at the beginning of a line


def _named(voice: Voice, request: Request, name: str) -> str:
    """A name with the time that was asked for, an hour or a part of any day too."""
    when = _when(voice, request.asked, near=False)
    return f"{name}, {when}" if when else _hours(voice, name, voice.now.date(), request.asked)


def _when(voice: Voice, time_asked: Asked, near: bool = True) -> str:
    """The time asked for as a heading, `near` days by their distance too; empty where none was."""
    days = time_asked.days
    if not days:
        return voice.say(f"time.{time_asked.relation}") if time_asked.relation in ("now", "next") else ""
    if len(days) > 1:
        whole = (days[-1] - days[0]).days == len(days) - 1
        named = dates.span(voice.language, days[0], days[-1]) if whole else ", ".join(map(voice.day, days))
        return _hours(voice, named, days[0], time_asked)
    return _relative(voice, days[0], time_asked) if near else _hours(voice, voice.day(days[0]), days[0], time_asked)


def _relative(voice: Voice, day: date, time_asked: Asked | None = None) -> str:
    """A day, named by its distance too where it is today or beside it."""
    key = {-1: "day.yesterday", 0: "day.today", 1: "day.tomorrow"}.get((day - voice.now.date()).days)
    named = _hours(voice, voice.day(day), day, time_asked)
    return voice.say(key, day=named) if key and _is_one_day(voice, day) else named


def _is_one_day(voice: Voice, day: date) -> bool:
    """Whether the reader's calendar calls a day of the workshop, and today, as the workshop's does."""
    return voice.today == voice.now.date() and all(voice.on(one) == day for one in voice.knowledge.sessions if one.day == day)


def _hours(voice: Voice, named: str, day: date, time_asked: Asked | None) -> str:
    if time_asked is None:
        return named
    if time_asked.hours is None:
        return voice.say(f"day.{time_asked.part}", day=named) if time_asked.part else named
    first, last = (datetime.combine(day, hour) for hour in time_asked.hours)
    if last.time() == time.max:
        said = voice.say("time.from", hour=dates.hours(voice.language, first))
    elif first.time() == time.min and last != first:
        said = voice.say("time.until", hour=dates.hours(voice.language, last))
    else:
        said = dates.hours(voice.language, first, last)
    return f"{named}, {there(voice, said) if voice.own else said}"
