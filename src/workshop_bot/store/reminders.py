"""Reminders as rows: made from follows × sessions by the database itself, due at a moment, done once.

A row's key is (chat, session, lead, version of the start). What is done stays under its key, so that a session that is moved away and
back, or followed again, reminds nobody twice; what waits and is owed no more goes when its session or its chat is planned anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Subquery,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from workshop_bot.store import follows
from workshop_bot.store.tables import EPOCH, Moment, chats, reminders


@dataclass(frozen=True)
class Due:
    """A reminder whose moment has come."""

    chat: int
    session: str
    lead: int
    version: str
    due: datetime


@dataclass(frozen=True)
class Planned:
    """A session as reminders know it. `targets`: what it is followed by, its own last; `begins` is None where hours are not known.

    `eve` is when followers are reminded of a session without hours.
    """

    session: str
    version: str
    targets: tuple[str, ...]
    begins: datetime | None
    eve: datetime


EVE = 0
"""The lead of the one reminder of a session whose hours are not known."""
_WAITS = text("reminders.state = 'waiting'")


def plan(connection: Connection, session: Planned, now: datetime, chat: int | None = None) -> None:
    """Make the reminders that followers of a session are owed from now on, and take the others away; of one chat alone, if given."""
    owed = _owed(session, chat)
    here = (_of(session.session, chat), reminders.c.lead >= 0)
    still = select(owed.c.chat).where(owed.c.chat == reminders.c.chat, owed.c.lead == reminders.c.lead).exists()
    connection.execute(delete(reminders).where(*here, or_(reminders.c.version != session.version, ~still)))
    columns = ["chat", "session", "lead", "version", "due", "state"]
    rows = select(owed.c.chat, literal(session.session), owed.c.lead, literal(session.version), owed.c.due, literal("waiting"))
    made = _insert(connection).from_select(columns, rows.where(owed.c.due > literal(now, Moment())))
    key = [reminders.c.chat, reminders.c.session, reminders.c.lead, reminders.c.version]
    anew = made.on_conflict_do_update(index_elements=key, set_={"due": made.excluded.due}, where=reminders.c.state == "waiting")
    connection.execute(anew)


def unplan(connection: Connection, session: str, chat: int | None = None) -> None:
    """Nobody is owed a reminder of this session any more: it is cancelled, gone or over; of one chat alone, if given."""
    connection.execute(delete(reminders).where(_of(session, chat)))


def due(connection: Connection, now: datetime, soon: timedelta, limit: int) -> list[Due]:
    """What is due, chat by chat, the longest waiting first; of these chats what is due soon as well: it goes with it."""
    ready = select(reminders.c.chat, func.min(reminders.c.due).label("since")).where(_WAITS, reminders.c.due <= now)
    first = ready.group_by(reminders.c.chat).order_by(text("since")).limit(limit).subquery()
    columns = [reminders.c[name] for name in Due.__dataclass_fields__]
    rows = select(*columns).join(first, first.c.chat == reminders.c.chat).where(_WAITS, reminders.c.due <= now + soon)
    return [Due(*row) for row in connection.execute(rows.order_by(first.c.since, reminders.c.chat, reminders.c.due, reminders.c.session))]


def done(connection: Connection, rows: Sequence[Due]) -> None:
    """They are handed on, or of no use any more."""
    if rows:
        connection.execute(_DONE, [_key(row) for row in rows])


def hold(connection: Connection, rows: Sequence[Due], until: datetime) -> None:
    """They wait for the end of quiet hours."""
    if rows:
        connection.execute(_HOLD, [{**_key(row), "until": until} for row in rows])


def again(connection: Connection, chat: int, session: str, version: str, due: datetime) -> None:
    """One more reminder of a session, asked for by a tap."""
    lowest = connection.scalar(
        select(func.min(reminders.c.lead)).where(reminders.c.chat == chat, reminders.c.session == session, reminders.c.version == version)
    )
    row = {"chat": chat, "session": session, "lead": min(lowest or 0, 0) - 1, "version": version, "due": due}
    connection.execute(insert(reminders), row)


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which a reminder is due."""
    found: datetime | None = connection.scalar(select(func.min(reminders.c.due)).where(_WAITS, reminders.c.due > after))
    return found


def sessions(connection: Connection) -> Collection[str]:
    """The sessions that somebody waits to be reminded of."""
    return set(connection.scalars(select(reminders.c.session).where(_WAITS).distinct()))


def forget(connection: Connection, chat: int) -> None:
    """Erase the reminders of a chat."""
    connection.execute(delete(reminders).where(reminders.c.chat == chat))


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(reminders).where(reminders.c.chat == old).values(chat=new))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is done and older."""
    connection.execute(delete(reminders).where(reminders.c.state != "waiting", reminders.c.due < before))


def _of(session: str, chat: int | None) -> ColumnElement[bool]:
    """What waits of a session, for one chat or for all."""
    return and_(_WAITS, reminders.c.session == session, true() if chat is None else reminders.c.chat == chat)


_ROW = and_(
    reminders.c.chat == bindparam("here"),
    reminders.c.session == bindparam("of"),
    reminders.c.lead == bindparam("before"),
    reminders.c.version == bindparam("as_of"),
)
_DONE = update(reminders).where(_ROW).values(state="done")
_HOLD = update(reminders).where(_ROW).values(due=bindparam("until", type_=Moment()))


def _key(row: Due) -> dict[str, int | str]:
    return {"here": row.chat, "of": row.session, "before": row.lead, "as_of": row.version}


def _owed(session: Planned, chat: int | None) -> Subquery:
    """(chat, lead, due) of each reminder that the followers of a session are owed, as far as their leads go."""
    everybody = chats.c.chat.in_(follows.followers(session.targets))
    who = everybody if chat is None else and_(everybody, chats.c.chat == chat)
    if session.begins is None:
        return select(chats.c.chat, literal(EVE).label("lead"), literal(session.eve, Moment()).label("due")).where(who).subquery()
    begins = literal((session.begins - EPOCH) // timedelta(microseconds=1), BigInteger)
    parts = [
        select(chats.c.chat, lead.label("lead"), (begins - lead * 60_000_000).label("due")).where(who, lead > 0)
        for lead in (chats.c.lead, chats.c.second_lead)
    ]
    return union_all(*parts).subquery()


def _insert(connection: Connection) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(reminders) if connection.dialect.name == "sqlite" else postgresql.insert(reminders)
