"""Where the messages stand that may be edited, by the name of their slot within a chat.

A text that needed several messages has several slots: NAME, NAME.2, NAME.3.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from workshop_bot.store.tables import slots


def part(name: str, number: int) -> str:
    """The slot of the n-th message of a text, counted from 1."""
    return f"{name}.{number}" if name and number > 1 else name


def find(connection: Connection, chat: int, slot: str) -> int | None:
    """The message of a slot."""
    return connection.execute(select(slots.c.message).where(slots.c.chat == chat, slots.c.slot == slot)).scalar_one_or_none()


def fill(connection: Connection, chat: int, slot: str, message: int, now: datetime) -> None:
    """From now on the slot is this message."""
    here = (slots.c.chat == chat, slots.c.slot == slot)
    if connection.execute(update(slots).where(*here).values(message=message)).rowcount == 0:
        connection.execute(insert(slots).values(chat=chat, slot=slot, message=message, created=now))


def empty(connection: Connection, chat: int, slot: str) -> None:
    """The message of this slot is no more."""
    connection.execute(delete(slots).where(slots.c.chat == chat, slots.c.slot == slot))


def empty_parts(connection: Connection, chat: int, slot: str) -> None:
    """The further messages of this slot belong to an older text: they stand as they are."""
    connection.execute(delete(slots).where(slots.c.chat == chat, slots.c.slot.startswith(f"{slot}.", autoescape=True)))


def forget(connection: Connection, chat: int) -> None:
    """Erase the slots of a chat."""
    connection.execute(delete(slots).where(slots.c.chat == chat))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is older; those messages are edited no more."""
    connection.execute(delete(slots).where(slots.c.created < before))
