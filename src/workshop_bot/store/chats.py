"""People and groups that the bot has met."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from workshop_bot.store.tables import chats


@dataclass(frozen=True)
class Chat:
    """A person's private chat, or a group; see the table for what the columns mean."""

    chat: int
    private: bool
    language: str = ""
    seen: str = ""
    others: int = 0
    announcements: str = ""
    silent: bool = False
    gone: str = ""
    started: datetime | None = None
    lead: int = 15
    second_lead: int = 0
    presence: str = ""
    quiet: str = ""
    zone: str = ""
    summary: str = ""
    summary_due: datetime | None = None


_FIND_ANY = select(*(chats.c[name] for name in Chat.__dataclass_fields__))
_FIND = _FIND_ANY.where(chats.c.chat == bindparam("number"))
_MEET = insert(chats)
_CHANGE = update(chats).where(chats.c.chat == bindparam("number"))


def find(connection: Connection, chat: int) -> Chat | None:
    """The row of a chat, if it was met."""
    row = connection.execute(_FIND, {"number": chat}).first()
    return Chat(*row) if row else None


def meet(connection: Connection, chat: int, private: bool, now: datetime) -> Chat:
    """The row of a chat, made when it is new."""
    known = find(connection, chat)
    if known is None:
        connection.execute(_MEET, {"chat": chat, "private": private, "started": now})
        known = Chat(chat, private, started=now)
    return known


def change(connection: Connection, chat: int, **values: str | int | bool | datetime | None) -> None:
    """Set columns of a chat's row."""
    connection.execute(_CHANGE, {"number": chat, **values})


def with_summary(connection: Connection, now: datetime, limit: int) -> list[Chat]:
    """The chats whose morning summary is due."""
    due = _FIND_ANY.where(chats.c.summary_due <= now).order_by(chats.c.summary_due).limit(limit)
    return [Chat(*row) for row in connection.execute(due)]


def with_a_summary(connection: Connection) -> list[Chat]:
    """The chats that have chosen a morning summary."""
    return [Chat(*row) for row in connection.execute(_FIND_ANY.where(chats.c.summary != "").order_by(chats.c.chat))]


def next_summary(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which a summary is due."""
    found: datetime | None = connection.scalar(select(func.min(chats.c.summary_due)).where(chats.c.summary_due > after))
    return found


def forget(connection: Connection, chat: int) -> None:
    """Erase the row."""
    connection.execute(delete(chats).where(chats.c.chat == chat))


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(chats).where(chats.c.chat == old).values(chat=new))
