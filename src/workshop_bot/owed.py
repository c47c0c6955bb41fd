"""Which reminders the followers of sessions are owed, and when a morning summary: the programme, as rows that the store makes of it.

A change of the programme, of what a chat follows or of what it has chosen plans anew what it concerns; a start of the program, all.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme import quiet
from workshop_bot.store import awaited, chats, follows, notices, outbox, questions, reminders
from workshop_bot.store.chats import Chat
from workshop_bot.store.reminders import Planned
from workshop_bot.texts.zones import own

EVENING = time(18)
"""When followers are reminded of tomorrow's sessions whose hours are not known, in the workshop's zone."""


def plan(
    connection: Connection, knowledge: Knowledge, now: datetime, sessions: Iterable[Session] | None = None, chat: int | None = None
) -> None:
    """Plan the reminders of these sessions, else of all, for all who follow them or for one chat.

    What is due already and was not sent stays, also when its session has begun: whoever sends it says so, or drops it.
    """
    concerned = list(knowledge.sessions if sessions is None else sessions)
    reminders.unplan(connection, [session.id for session in concerned if session.cancelled], chat)
    held = [planned(session, knowledge.workshop.zone) for session in concerned if not session.cancelled]
    if chat is not None:
        reminders.plan_chat(connection, chat, held, now)
        return
    for one in held:
        reminders.plan(connection, one, now)


def plan_anew(connection: Connection, knowledge: Knowledge, now: datetime) -> None:
    """Plan everything that comes by itself, for everybody: the folder, its dates or the rules of zones may be others than before."""
    reminders.unplan(connection, set(reminders.sessions(connection)) - {session.id for session in knowledge.sessions})
    plan(connection, knowledge, now)
    for chat in chats.with_a_summary(connection):
        if chat.summary_due is None or chat.summary_due > now:  # what is due already comes, or is dropped as late
            chats.change(connection, chat.chat, summary_due=next_summary(chat, knowledge, now))


def next_summary(chat: Chat, knowledge: Knowledge, after: datetime) -> datetime | None:
    """When the next morning summary of a chat comes, not before the eve of the first day; None after the last, and where it wants none."""
    if not chat.summary:
        return None
    workshop = knowledge.workshop
    days = knowledge.days
    begins, ends = (datetime.combine(day, time(), workshop.zone) for day in (days[0], days[-1] + timedelta(days=1)))
    found = quiet.next_summary(chat.summary, own(chat.zone, workshop.zone), max(after, begins.astimezone(UTC) - timedelta(days=1)))
    return found if found < ends else None


def release(connection: Connection, knowledge: Knowledge, chat: Chat, now: datetime) -> None:
    """What the quiet hours of a chat, as it had chosen them until now, hold back is due at once: it comes, or the new ones hold it."""
    until = quiet.quiet_until(chat.quiet, own(chat.zone, knowledge.workshop.zone), now)
    if until is None:
        return
    for kept in (reminders, notices, awaited, questions, outbox):
        kept.release(connection, chat.chat, until, now)
    plan(connection, knowledge, now, chat=chat.chat)
    if chat.summary_due == until != next_summary(chat, knowledge, now):
        chats.change(connection, chat.chat, summary_due=now)


def wants(followed: Mapping[str, bool], session: Session) -> bool:
    """Whether who follows these targets (see `store.follows.of`) follows a session."""
    return follows.wants(followed, targets(session))


def planned(session: Session, zone: ZoneInfo) -> Planned:
    """A session as the store plans it."""
    begins = session.begins.astimezone(UTC) if session.begins else None
    return Planned(session.id, version(session, zone), targets(session), begins, _eve(session, zone))


def due(session: Session, lead: int, zone: ZoneInfo) -> datetime:
    """When a reminder so many minutes before a session is due; the evening before where its hours are not known."""
    return session.begins.astimezone(UTC) - timedelta(minutes=lead) if session.begins else _eve(session, zone)


def version(session: Session, zone: ZoneInfo) -> str:
    """Names the start of a session: its wall-clock time and zone; another one is another reminder."""
    start = session.begins or session.day
    second = "+" if session.begins and session.begins.fold else ""  # the hour that daylight saving repeats
    return f"{start.isoformat()[:16]}{second} {zone.key[-22:]}"


def targets(session: Session) -> tuple[str, ...]:
    """What a session is followed by, its own last."""
    return ("all", f"day:{session.day}", *(f"topic:{topic}" for topic in session.topics), f"session:{session.id}")


def _eve(session: Session, zone: ZoneInfo) -> datetime:
    return datetime.combine(session.day - timedelta(days=1), EVENING, zone).astimezone(UTC)
