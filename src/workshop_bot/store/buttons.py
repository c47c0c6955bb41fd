"""What a button stands for, where its 64 bytes do not hold it."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workshop_bot.store.tables import buttons

_SAME = select(buttons.c.id).where(buttons.c.chat == bindparam("here"), buttons.c.data == bindparam("same")).limit(1)
"""Of a group that was met under two numbers there may be more."""
_NEW = insert(buttons)
_AGAIN = update(buttons).where(buttons.c.id == bindparam("name"))


def keep(connection: Connection, chat: int, data: str, now: datetime) -> str:
    """A name for the data within a chat: the same again for the same data, and kept as long as the newest that bears it."""
    known: str | None = connection.execute(_SAME, {"here": chat, "same": data}).scalar_one_or_none()
    if known is None:
        known = secrets.token_urlsafe(16)
        connection.execute(_NEW, {"id": known, "chat": chat, "data": data, "created": now})
    else:
        connection.execute(_AGAIN, {"name": known, "created": now})
    return known


def find(connection: Connection, name: str, chat: int) -> str | None:
    """The data of a name, in its own chat alone."""
    return connection.execute(select(buttons.c.data).where(buttons.c.id == name, buttons.c.chat == chat)).scalar_one_or_none()


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(buttons).where(buttons.c.chat == old).values(chat=new))


def forget(connection: Connection, chat: int) -> None:
    """Erase the buttons of a chat."""
    connection.execute(delete(buttons).where(buttons.c.chat == chat))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is older; those buttons are old then."""
    connection.execute(delete(buttons).where(buttons.c.created < before))
