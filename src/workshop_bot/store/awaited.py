"""Who waits for an unpublished entry to be published: one row per chat and entry, with the moment at which they are to hear of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from workshop_bot.store.tables import awaited, chats


@dataclass(frozen=True)
class Wait:
    """See the table; `due` is None as long as the entry is not published."""

    chat: int
    entry: str
    language: str
    message: int | None
    since: datetime
    due: datetime | None = None


@dataclass(frozen=True)
class Due:
    """A wait that is over, with the quiet hours and the zone of its chat."""

    wait: Wait
    quiet: str
    zone: str


_WAITS = select(awaited.c.chat).where(awaited.c.chat == bindparam("here"), awaited.c.entry == bindparam("for"))
"""Built once: for each question that nothing is published about."""
_SET_DUE = update(awaited).where(awaited.c.entry == bindparam("of")).values(due=bindparam("then"))


def keep(connection: Connection, wait: Wait) -> None:
    """From now on this chat waits so for this entry."""
    drop(connection, wait.chat, wait.entry)
    connection.execute(insert(awaited), asdict(wait))


def drop(connection: Connection, chat: int, entry: str) -> bool:
    """The chat waits for this entry no more; whether it did."""
    return connection.execute(delete(awaited).where(awaited.c.chat == chat, awaited.c.entry == entry)).rowcount > 0


def waits(connection: Connection, chat: int, entry: str) -> bool:
    """Whether a chat waits for an entry."""
    return connection.scalar(_WAITS, {"here": chat, "for": entry}) is not None


def entries(connection: Connection) -> list[str]:
    """What is waited for."""
    return list(connection.scalars(select(awaited.c.entry).distinct().order_by(awaited.c.entry)))


def set_due(connection: Connection, moments: Mapping[str, datetime | None]) -> None:
    """Who waits for these entries is to hear of them then; where it is None, they wait on."""
    if moments:
        connection.execute(_SET_DUE, [{"of": entry, "then": moment} for entry, moment in moments.items()])


def due(connection: Connection, now: datetime, limit: int) -> list[Due]:
    """Whose wait is over, those first who have waited longest; not of chats that want nothing now."""
    here = (awaited.c.due <= now, ~chats.c.silent, chats.c.gone == "")
    found = select(*awaited.c, chats.c.quiet, chats.c.zone).join(chats, chats.c.chat == awaited.c.chat).where(*here)
    rows = connection.execute(found.order_by(awaited.c.since, awaited.c.chat, awaited.c.entry).limit(limit))
    return [Due(Wait(*row[:-2]), row.quiet, row.zone) for row in rows]


def hold(connection: Connection, chat: int, until: datetime) -> None:
    """What the chat is to hear waits for the end of quiet hours."""
    connection.execute(update(awaited).where(awaited.c.chat == chat, awaited.c.due < until).values(due=until))


def release(connection: Connection, chat: int, until: datetime, now: datetime) -> None:
    """What the chat was to hear at the end of its quiet hours is due now."""
    connection.execute(update(awaited).where(awaited.c.chat == chat, awaited.c.due == until).values(due=now))


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which somebody is to hear of something."""
    found: datetime | None = connection.scalar(select(func.min(awaited.c.due)).where(awaited.c.due > after))
    return found


def forget(connection: Connection, chat: int) -> None:
    """Erase what a chat waits for."""
    connection.execute(delete(awaited).where(awaited.c.chat == chat))
