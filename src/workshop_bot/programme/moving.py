"""What an organiser asks for: which session, at what time or in which room; the session then, and what else is on.

Moments are compared and added in UTC, since the clocks of a zone may be set between two of them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from workshop_bot.knowledge.model import Session, Workshop
from workshop_bot.knowledge.moments import is_skipped, later
from workshop_bot.programme.overlaps import overlaps
from workshop_bot.programme.overrides import FIELDS, said
from workshop_bot.programme.said import hear
from workshop_bot.programme.when import Asked, asked
from workshop_bot.texts.fold import fold, words

MOST_WORDS = 20
"""Words in which a session and its new time or room are looked for."""
_DASHES = str.maketrans("−–", "--")
_SHIFT = re.compile(r"([+-])\s*(?:(\d{1,2})\s*(?:h|gio|tieng|heures?|hours?)\s*)?(?:(\d{1,4})\s*(?:p|ph|phut|mn|min|minutes?|')?)?\.?")

_BARE = re.compile(r"\d{1,2}(?:\.\d\d)?", re.ASCII)
"""An hour that is one only because an hour is what is asked for."""
_WRITTEN = re.compile(r"(\d{8})(?:T(\d{4})(\+?))?", re.ASCII)
_SMALL = ("function", "at", "on", "to", "date", "of", "day", "hour")
"""What a word that says no time may be beside one that does."""


def parted(text: str) -> Iterator[tuple[str, str]]:
    """The words in two parts, the second as long as possible; a bare number belongs to the first: "surgery 2"."""
    parts = text.split()
    for at in range(1, len(parts) if len(parts) <= MOST_WORDS else 0):
        rest = " ".join(parts[at:])
        if not _BARE.fullmatch(rest):
            yield " ".join(parts[:at]), rest


def new_start(text: str, session: Session, now: datetime, workshop: Workshop) -> date | None:
    """When a session begins by what was typed, its own day or hour where only the other is said; None for what is no one moment.

    A moment in the workshop's zone; a date alone only for a session whose hours are not known and of which none were typed.
    `now` is in that zone.
    """
    text = text.strip().translate(_DASHES)
    shift = _SHIFT.fullmatch(fold(text))
    if shift and (shift[2] or shift[3]):
        minutes = int(f"{shift[1]}{int(shift[2] or 0) * 60 + int(shift[3] or 0)}")
        return later(session.begins, timedelta(minutes=minutes)) if session.begins else None
    starts = (_start(found, session, workshop) for found in times_asked_for(text, session.day, now, workshop))
    return next(filter(None, starts), None)


def times_asked_for(text: str, anchor: date, now: datetime, workshop: Workshop) -> Iterator[Asked]:
    """What was typed as `time_alone` reads it, where a time is what is asked for: a bare number is an hour, "mai 9 giờ" is tomorrow."""
    text = f"at {text}" if _BARE.fullmatch(text) else text
    yield from filter(None, (time_alone(typed, anchor, now, workshop) for typed in (text, f"ngày {text}")))


def time_alone(typed: str, anchor: date, now: datetime, workshop: Workshop) -> Asked | None:
    """The time in what was typed, if nothing else is in it but small words; `anchor` is the day that was spoken of."""
    heard = hear(typed, words(typed))
    found = asked(heard, now, workshop.starts, workshop.ends, anchor)
    rest = [place for place in range(len(heard.words)) if place not in found.used]
    if any(heard.words[place][0].isdigit() or not heard.sense(place, *_SMALL) for place in rest):
        return None
    return None if found.elsewhere or len(found.days) > 1 or found.nth else found


def moved(session: Session, start: date) -> Session:
    """The session at another time, as long as it was."""
    ends = session.ends
    if ends and session.begins and isinstance(start, datetime):
        ends = later(start, ends.astimezone(UTC) - session.begins.astimezone(UTC))
    elif ends:
        ends = None  # it had an end without a beginning
    return session.model_copy(update={"starts": start, "ends": ends})


def at_once(session: Session, sessions: Iterable[Session]) -> tuple[Session, ...]:
    """What else is on while a session is."""
    return tuple(other for other in sessions if overlaps(session, other))


def clashes(session: Session, others: Iterable[Session]) -> Iterator[tuple[str, Session]]:
    """The rooms and speakers that sessions at the same time need too, as `room:ID` and `speaker:ID`, each with that session."""
    for other in others:
        yield from ((f"room:{room}", other) for room in session.room if room in other.room)
        yield from ((f"speaker:{speaker}", other) for speaker in session.speakers if speaker in other.speakers)


def written(start: date) -> str:
    """A start as it stands in a button's data: 20241202T1430, with a + in the hour that comes a second time, or the day alone."""
    return f"{start:%Y%m%dT%H%M}{'+' if start.fold else ''}" if isinstance(start, datetime) else f"{start:%Y%m%d}"


def wanted(session: Session, kind: str, value: str, workshop: Workshop) -> Session | None:
    """The session as a button's data wants it: a `time` as written, a `room` as ids with + between, `off` 1 or 0; None for what is none."""
    if kind == "off":
        return session.model_copy(update={"cancelled": value == "1"})
    if kind == "room":
        rooms = tuple(value.split("+"))
        return session.model_copy(update={"room": rooms}) if {room.id for room in workshop.rooms}.issuperset(rooms) else None
    found = _WRITTEN.fullmatch(value)
    try:
        if found and found[2]:
            moment = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M").replace(tzinfo=workshop.zone, fold=int(bool(found[3])))
            return moved(session, later(moment, timedelta()))
        return moved(session, date.fromisoformat(found[1])) if found and not session.begins else None
    except (ValueError, OverflowError):
        return None


def version(session: Session) -> str:
    """Names all that can be changed of a session, as it is."""
    return sha256("\n".join(said(session, field) for field in FIELDS).encode()).hexdigest()[:8]


def _start(found: Asked, session: Session, workshop: Workshop) -> date | None:
    day = found.days[0] if found.days else session.day
    if found.hours is None:
        if not found.days or found.part:
            return None
        hour = session.begins.time() if session.begins else None
    elif found.hours[0] == time.min != found.hours[1]:
        return None  # "before ten"
    else:
        hour = found.hours[0]
    if hour is None:
        return day
    moment = datetime.combine(day, hour, workshop.zone)
    return None if is_skipped(moment) else moment
