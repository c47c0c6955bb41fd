"""A session at another time: the time as an organiser types it, the session then, and what else is on.

Moments are compared and added in UTC, since the clocks of a zone may be set between two of them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from workshop_bot.knowledge.model import Session, Workshop
from workshop_bot.programme.said import hear
from workshop_bot.programme.timeline import end
from workshop_bot.programme.when import Asked, asked
from workshop_bot.texts.fold import fold, words

_DASHES = str.maketrans("−–", "--")
_SHIFT = re.compile(r"([+-])\s*(?:(\d{1,2})\s*(?:h|gio|tieng|heures?|hours?)\s*)?(?:(\d{1,4})\s*(?:p|ph|phut|mn|min|minutes?|')?)?\.?")

_BARE = re.compile(r"\d{1,2}(?:\.\d\d)?", re.ASCII)
"""An hour that is one only because an hour is what is asked for."""
_SMALL = ("function", "at", "on", "to", "date", "of", "day", "hour")
"""What a word that says no time may be beside one that does."""


def new_start(text: str, session: Session, now: datetime, workshop: Workshop) -> date | None:
    """When a session begins by what was typed, its own day or hour where only the other is said; None for what is no one moment.

    A moment in the workshop's zone; a date alone only for a session whose hours are not known and of which none were typed.
    `now` is in that zone.
    """
    text = text.strip().translate(_DASHES)
    shift = _SHIFT.fullmatch(fold(text))
    if shift and (shift[2] or shift[3]):
        minutes = int(f"{shift[1]}{int(shift[2] or 0) * 60 + int(shift[3] or 0)}")
        return later(session.begins, minutes) if session.begins else None
    text = f"at {text}" if _BARE.fullmatch(text) else text
    for typed in (text, f"ngày {text}"):  # "mai 9 giờ" is tomorrow where a time is what is asked for
        found = _asked(typed, session, now, workshop)
        if found and (start := _start(found, session, workshop)):
            return start
    return None


def later(moment: datetime, minutes: int) -> datetime:
    """A moment so many minutes on, on the clock of its zone."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def moved(session: Session, start: date) -> Session:
    """The session at another time, as long as it was."""
    ends = session.ends
    if ends and session.begins and isinstance(start, datetime):
        length = ends.astimezone(UTC) - session.begins.astimezone(UTC)
        ends = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    elif ends:
        ends = None  # it had an end without a beginning
    return session.model_copy(update={"starts": start, "ends": ends})


def at_once(session: Session, sessions: Iterable[Session]) -> tuple[Session, ...]:
    """What else is on while a session is, as far as hours are known."""
    return tuple(other for other in sessions if other.id != session.id and not other.cancelled and _overlap(session, other))


def clashes(session: Session, others: Iterable[Session]) -> Iterator[tuple[str, Session]]:
    """The rooms and speakers that sessions at the same time need too, as `room:ID` and `speaker:ID`, each with that session."""
    for other in others:
        yield from ((f"room:{room}", other) for room in session.room if room in other.room)
        yield from ((f"speaker:{speaker}", other) for speaker in session.speakers if speaker in other.speakers)


def _asked(typed: str, session: Session, now: datetime, workshop: Workshop) -> Asked | None:
    """The time in what was typed, if nothing else is in it but small words."""
    said = hear(typed, words(typed))
    found = asked(said, now, workshop.starts, workshop.ends, session.day)
    rest = [place for place in range(len(said.words)) if place not in found.used]
    if any(said.words[place][0].isdigit() or not said.sense(place, *_SMALL) for place in rest):
        return None
    return None if found.elsewhere or len(found.days) > 1 or found.nth else found


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
    return moment if moment.astimezone(UTC).astimezone(workshop.zone).time() == hour else None  # the hour that daylight saving skips


def _overlap(one: Session, other: Session) -> bool:
    if one.begins is None or other.begins is None:
        return False
    return one.begins.astimezone(UTC) < end(other) and other.begins.astimezone(UTC) < end(one)
