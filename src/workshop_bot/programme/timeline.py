"""The sessions along the clock: their order, what is on, what comes.

Moments are compared in UTC, since Python compares two of one zone by their wall clock, which daylight saving repeats.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from workshop_bot.knowledge.model import Session

_UNKNOWN_LENGTH = timedelta(hours=1)  # how long a session without an end counts as being on


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sessions by their beginning, those without hours after the others of their day; the folder's order does not matter."""
    return tuple(sorted(sessions, key=_place))


def is_on(session: Session, moment: datetime) -> bool:
    """Whether a session is going on; one without hours never is."""
    return has_begun(session, moment) and not is_over(session, moment)


def has_begun(session: Session, moment: datetime) -> bool:
    """Whether a session has begun, or its day is over where no hours are known."""
    if session.begins is None:
        return session.day < moment.date()
    return session.begins.astimezone(UTC) <= moment.astimezone(UTC)


def is_over(session: Session, moment: datetime) -> bool:
    """Whether a session has ended, or its day where no hours are known."""
    if session.begins is None:
        return session.day < moment.date()
    return end(session) <= moment.astimezone(UTC)


def end(session: Session) -> datetime:
    """The end of a session with hours, in UTC; an hour after its beginning where nothing else is known."""
    if session.finishes is not None:
        return session.finishes.astimezone(UTC)
    if session.begins is None:
        raise ValueError(f"session {session.id} has no hours")
    return session.begins.astimezone(UTC) + _UNKNOWN_LENGTH


def now_on(sessions: Iterable[Session], moment: datetime) -> tuple[Session, ...]:
    """What is going on, without what is cancelled."""
    return tuple(session for session in sessions if not session.cancelled and is_on(session, moment))


def coming(sessions: Iterable[Session], moment: datetime) -> tuple[Session, ...]:
    """What begins next, several where they begin together; without what is cancelled. Today's without hours come after those with."""
    ahead = in_order(session for session in sessions if not session.cancelled and not has_begun(session, moment))
    return tuple(session for session in ahead if _together(session, ahead[0]))


def within(session: Session, hours: tuple[time, time]) -> bool:
    """Whether a session begins between two times of its day; of two equal ones, whether it is on then."""
    if session.begins is None:
        return False
    first, last = hours
    begins = session.begins.time()
    if first < last:
        return first <= begins < last
    finishes = end(session).astimezone(session.begins.tzinfo)
    return begins <= first and (finishes.date() > session.day or first < finishes.time())


def nearest_day(sessions: Sequence[Session], day: date) -> date | None:
    """The day with sessions that is nearest to another; of two equally near the later."""
    return min((session.day for session in sessions), key=lambda one: (abs((one - day).days), one < day), default=None)


def _place(session: Session) -> tuple[date, bool, datetime, str]:
    begins = session.begins.astimezone(UTC) if session.begins else datetime.max.replace(tzinfo=UTC)
    return session.day, session.begins is None, begins, session.id


def _together(session: Session, first: Session) -> bool:
    return (session.day, session.begins) == (first.day, first.begins)
