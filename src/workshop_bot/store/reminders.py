"""Reminders as rows: made from follows × sessions by the database itself, due at a moment, done once.

A row's key is (chat, session, lead, version of the start). What is done stays under its key, so that a session that is moved away and
back, or followed again, reminds nobody twice; what waits and is owed no more goes when its session or its chat is planned anew.

    waiting ─┬─> done   it is handed on
       ^     └─> over   it was of no use any more
       └──────────┘     unless that was at a moment which is yet to come: the clock has gone back
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    CTE,
    BigInteger,
    Connection,
    Delete,
    Insert,
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
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from workshop_bot.store import follows
from workshop_bot.store.follows import FOLLOWERS
from workshop_bot.store.tables import EPOCH, Moment, chats, reminders


@dataclass(frozen=True)
class Due:
    """A reminder whose moment has come, with the quiet hours and the zone of its chat."""

    chat: int
    session: str
    lead: int
    version: str
    due: datetime
    quiet: str = ""
    zone: str = ""


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
_MINUTE = literal(60_000_000, BigInteger)
"""In microseconds, as moments are kept."""
_WAITS = text("reminders.state = 'waiting'")
"""To the letter as in the index, so that it serves; so is `_OVER`."""
_OVER = text("reminders.state = 'over'")


def plan(connection: Connection, session: Planned, now: datetime) -> None:
    """Make the reminders that followers of a session are owed from now on, and take the others away."""
    eve = session.begins is None
    values = {
        "of": session.session,
        "as_of": session.version,
        "targets": session.targets,
        "own": session.targets[-1],
        "due": ((session.begins or session.eve) - EPOCH) // timedelta(microseconds=1),
        "now": now,
    }
    for statement in _plan(connection.dialect.name, eve):
        connection.execute(statement, values)


def plan_chat(connection: Connection, chat: int, sessions: Collection[Planned], now: datetime) -> None:
    """The same for one chat and these sessions: a tap may concern the whole programme, and would take two statements for each."""
    reached = select(chats.c.lead, chats.c.second_lead).where(chats.c.chat == chat, ~chats.c.silent, chats.c.gone == "")
    leads = connection.execute(reached).first()
    followed = follows.of(connection, chat) if leads else {}
    owed = {
        (one.session, lead, one.version): (one.begins or one.eve) - timedelta(minutes=lead)
        for one in sessions
        if follows.wants(followed, one.targets)
        for lead in ({*leads} - {0} if leads and one.begins else {EVE})
    }
    planned = {one.session for one in sessions}
    waits = select(*reminders.c["session", "lead", "version"]).where(_WAITS, reminders.c.chat == chat, reminders.c.lead >= 0)
    there = [(name, lead, version) for name, lead, version in connection.execute(waits) if name in planned]
    gone = [{"here": chat, "of": key[0], "before": key[1], "as_of": key[2]} for key in there if key not in owed]
    if gone:
        connection.execute(_GONE, gone)
    come = [
        {"chat": chat, "session": key[0], "lead": key[1], "version": key[2], "due": due, "state": "waiting"}
        for key, due in owed.items()
        if due > now
    ]
    if come:
        connection.execute(_unless_there(_insert(connection.dialect.name)), come)


def unplan(connection: Connection, sessions: Collection[str], chat: int | None = None) -> None:
    """Nobody is owed a reminder of these any more, not one asked for again either: they are off or over; of one chat alone, if given."""
    gone = delete(reminders).where(_WAITS, reminders.c.session.in_(sessions))
    connection.execute(gone if chat is None else gone.where(reminders.c.chat == chat))


def due(connection: Connection, now: datetime, soon: timedelta, limit: int) -> list[Due]:
    """What is due, chat by chat, the longest waiting first; of these chats what is due soon as well: it goes with it.

    The limit counts reminders that are due, so that no more is looked at where a hundred thousand are.
    """
    waits = (
        select(reminders.c.chat, reminders.c.due).where(_WAITS, reminders.c.due <= now).order_by(reminders.c.due).limit(limit).subquery()
    )
    first = select(waits.c.chat, func.min(waits.c.due).label("since")).group_by(waits.c.chat).subquery()
    columns = [reminders.c[name] for name in ("chat", "session", "lead", "version", "due")] + [chats.c.quiet, chats.c.zone]
    rows = (
        select(*columns)
        .join(first, first.c.chat == reminders.c.chat)
        .join(chats, chats.c.chat == reminders.c.chat)
        .where(_WAITS, reminders.c.due <= now + soon)
    )
    return [Due(*row) for row in connection.execute(rows.order_by(first.c.since, reminders.c.chat, reminders.c.due, reminders.c.session))]


def done(connection: Connection, rows: Sequence[Due]) -> None:
    """They are handed on."""
    if rows:
        connection.execute(_DONE, [_key(row) for row in rows])


def over(connection: Connection, rows: Sequence[Due], now: datetime) -> None:
    """They are of no use any more."""
    if rows:
        connection.execute(_FOUND_OVER, [{**_key(row), "now": now} for row in rows])


def revive(connection: Connection, now: datetime) -> None:
    """What was over by a clock that was ahead waits again."""
    connection.execute(_REVIVE, {"now": now})


def hold(connection: Connection, rows: Sequence[Due], until: datetime) -> None:
    """They wait for the end of quiet hours; handed on or not."""
    if rows:
        connection.execute(_HOLD, [{**_key(row), "until": until} for row in rows])


def release(connection: Connection, chat: int, until: datetime, now: datetime) -> None:
    """What a chat was to hear at the end of its quiet hours is due now; what is due then by itself too: plan it anew."""
    held = _WAITS, reminders.c.chat == chat, reminders.c.due == until, reminders.c.lead >= 0
    connection.execute(update(reminders).where(*held).values(due=now))


def again(connection: Connection, chat: int, session: str, version: str, due: datetime) -> None:
    """One more reminder of a session, asked for by a tap; one that was asked for and waits comes then."""
    asked = reminders.c.chat == chat, reminders.c.session == session, reminders.c.version == version, reminders.c.lead < 0
    if connection.execute(update(reminders).where(_WAITS, *asked).values(due=due)).rowcount == 0:
        lowest = connection.scalar(select(func.min(reminders.c.lead)).where(*asked))
        row = {"chat": chat, "session": session, "lead": (lowest or 0) - 1, "version": version, "due": due}
        connection.execute(insert(reminders), row)


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which a reminder is due."""
    found: datetime | None = connection.scalar(select(func.min(reminders.c.due)).where(_WAITS, reminders.c.due > after))
    return found


def sessions(connection: Connection) -> Collection[str]:
    """The sessions that somebody waits to be reminded of."""
    return set(connection.scalars(select(reminders.c.session).where(_WAITS).distinct()))


def drop_chat(connection: Connection, chat: int) -> None:
    """A chat is owed nothing any more, not what it asked for again either: it is silent or gone."""
    connection.execute(delete(reminders).where(_WAITS, reminders.c.chat == chat))


def forget(connection: Connection, chat: int) -> None:
    """Erase the reminders of a chat."""
    connection.execute(delete(reminders).where(reminders.c.chat == chat))


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(reminders).where(reminders.c.chat == old).values(chat=new))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is done and older."""
    connection.execute(delete(reminders).where(reminders.c.state != "waiting", reminders.c.due < before))


_ROW = and_(
    reminders.c.chat == bindparam("here"),
    reminders.c.session == bindparam("of"),
    reminders.c.lead == bindparam("before"),
    reminders.c.version == bindparam("as_of"),
)
_NOW = bindparam("now", type_=Moment())
_GONE = delete(reminders).where(_WAITS, _ROW)
_DONE = update(reminders).where(_ROW).values(state="done")
_FOUND_OVER = update(reminders).where(_ROW).values(state="over", found=_NOW)
_HOLD = update(reminders).where(_ROW).values(due=bindparam("until", type_=Moment()), state="waiting")
_REVIVE = update(reminders).where(_OVER, reminders.c.found > _NOW).values(state="waiting")


def _key(row: Due) -> dict[str, int | str]:
    return {"here": row.chat, "of": row.session, "before": row.lead, "as_of": row.version}


@cache
def _plan(dialect: str, eve: bool) -> tuple[Delete, Insert]:
    """What is owed no more goes, what is owed and not there comes; built once, since a start plans each session of the programme."""
    leads = chats.c.lead, chats.c.second_lead
    right = reminders.c.lead == EVE if eve else and_(reminders.c.lead > 0, reminders.c.lead.in_(leads))
    still = FOLLOWERS.where(chats.c.chat == reminders.c.chat, right).correlate(reminders).exists()
    here = _WAITS, reminders.c.session == bindparam("of"), reminders.c.lead >= 0
    gone = delete(reminders).where(*here, or_(reminders.c.version != bindparam("as_of"), ~still))
    who = FOLLOWERS.cte()
    owed = _eve(who) if eve else _before(who)
    columns = [reminders.c[name] for name in ("chat", "session", "lead", "version", "due", "state")]
    rows = select(owed.c.chat, bindparam("of"), owed.c.lead, bindparam("as_of"), owed.c.due, literal("waiting"))
    return gone, _unless_there(_insert(dialect).from_select(columns, rows.where(owed.c.due > _NOW)))


def _insert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(reminders) if dialect == "sqlite" else postgresql.insert(reminders)


def _unless_there(made: sqlite.Insert | postgresql.Insert) -> Insert:
    """What is there already and done stays; what waits comes when it is due now."""
    changed = and_(_WAITS, reminders.c.due != made.excluded.due)
    key = [reminders.c[name] for name in ("chat", "session", "lead", "version")]
    return made.on_conflict_do_update(index_elements=key, set_={"due": made.excluded.due}, where=changed)


def _eve(who: CTE) -> Subquery:
    """(chat, lead, due) of the one reminder on the evening before."""
    return select(who.c.chat, literal(EVE).label("lead"), bindparam("due", type_=BigInteger).label("due")).subquery()


def _before(who: CTE) -> Subquery:
    """(chat, lead, due) of each reminder so many minutes before, as the chats have chosen."""
    parts = [
        select(chats.c.chat, lead.label("lead"), (bindparam("due", type_=BigInteger) - lead * _MINUTE).label("due"))
        .join(who, who.c.chat == chats.c.chat)
        .where(lead > 0, lead != other)
        for lead, other in ((chats.c.lead, 0), (chats.c.second_lead, chats.c.lead))
    ]
    return union_all(*parts).subquery()
