"""Where the messages stand that may be edited, by the name of their slot within a chat.

A text that needed several messages has several slots: NAME, NAME.2, NAME.3.
"""

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, func, select, text, update

from workshop_bot.store.tables import Moment, slots

_HERE = and_(slots.c.chat == bindparam("here"), slots.c.slot == bindparam("name"))
_FIND, _FILL = select(slots.c.message).where(_HERE), update(slots).where(_HERE)  # built once: for each message that is sent
_NEW = text("INSERT INTO slots (chat, slot, message, created) VALUES (:here, :name, :message, :created) ON CONFLICT DO NOTHING")
_NEW = _NEW.bindparams(bindparam("created", type_=Moment()))
_BEGINS = func.substr(slots.c.slot, 1, bindparam("length")) == bindparam("beginning")
_EMPTY_PARTS = delete(slots).where(slots.c.chat == bindparam("here"), _BEGINS)


def part(name: str, number: int) -> str:
    """The slot of the n-th message of a text, counted from 1."""
    return f"{name}.{number}" if name and number > 1 else name


def find(connection: Connection, chat: int, slot: str) -> int | None:
    """The message of a slot."""
    return connection.execute(_FIND, {"here": chat, "name": slot}).scalar_one_or_none()


def since(connection: Connection, chat: int, slot: str) -> datetime | None:
    """When the message of a slot came to stand there."""
    return connection.scalar(select(slots.c.created).where(slots.c.chat == chat, slots.c.slot == slot))


def name(connection: Connection, chat: int, message: int, beginning: str) -> str | None:
    """The slot that a message fills, of those whose name begins so."""
    here = (slots.c.chat == chat, slots.c.message == message, slots.c.slot.startswith(beginning, autoescape=True))
    return connection.scalar(select(slots.c.slot).where(*here).limit(1))


def fill(connection: Connection, chat: int, slot: str, message: int, now: datetime) -> bool:
    """From now on the slot is this message; whether it was another before."""
    known = connection.execute(_NEW, {"here": chat, "name": slot, "message": message, "created": now}).rowcount == 0
    if known:
        connection.execute(_FILL, {"here": chat, "name": slot, "message": message})
    return known


def empty(connection: Connection, chat: int, slot: str) -> None:
    """The message of this slot is no more."""
    connection.execute(delete(slots).where(slots.c.chat == chat, slots.c.slot == slot))


def empty_parts(connection: Connection, chat: int, slot: str) -> None:
    """The further messages of this slot belong to an older text: they stand as they are."""
    beginning = f"{slot}."
    connection.execute(_EMPTY_PARTS, {"here": chat, "beginning": beginning, "length": len(beginning)})


def forget(connection: Connection, chat: int) -> None:
    """Erase the slots of a chat."""
    connection.execute(delete(slots).where(slots.c.chat == chat))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is older; those messages are edited no more."""
    connection.execute(delete(slots).where(slots.c.created < before))
