"""Which reminders the followers of sessions are owed: the programme, as rows that the store makes of it.

A change of the programme, of what a chat follows or of what it has chosen plans anew what it concerns.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.timeline import has_begun
from workshop_bot.store import reminders
from workshop_bot.store.reminders import Planned

EVENING = time(18)
"""When followers are reminded of tomorrow's sessions whose hours are not known, in the workshop's zone."""


def plan(
    connection: Connection, knowledge: Knowledge, now: datetime, sessions: Iterable[Session] | None = None, chat: int | None = None
) -> None:
    """Plan the reminders of these sessions, else of all, for all their followers or for one chat; what takes place no more reminds nobody."""
    zone = knowledge.workshop.zone
    for session in knowledge.sessions if sessions is None else sessions:
        if session.cancelled or has_begun(session, now.astimezone(zone)):
            reminders.unplan(connection, session.id, chat)
        else:
            reminders.plan(connection, planned(session, zone), now, chat)


def planned(session: Session, zone: ZoneInfo) -> Planned:
    """A session as the store plans it."""
    eve = datetime.combine(session.day - timedelta(days=1), EVENING, zone).astimezone(UTC)
    begins = session.begins.astimezone(UTC) if session.begins else None
    return Planned(session.id, version(session, zone), targets(session), begins, eve)


def version(session: Session, zone: ZoneInfo) -> str:
    """Names the start of a session: its wall-clock time and zone; another one is another reminder."""
    start = session.begins or session.day
    second = "+" if session.begins and session.begins.fold else ""  # the hour that daylight saving repeats
    return f"{start.isoformat()[:16]}{second} {zone.key[-22:]}"


def targets(session: Session) -> tuple[str, ...]:
    """What a session is followed by, its own last."""
    return ("all", f"day:{session.day}", *(f"topic:{topic}" for topic in session.topics), f"session:{session.id}")
