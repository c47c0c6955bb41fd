"""What was spoken of last with a person in a chat: an open dialogue, a list with numbers, a session, topic or day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from workshop_bot.store.tables import conversations


@dataclass(frozen=True)
class Conversation:
    """See the table; each part has the moment at which it was said."""

    chat: int
    person: int
    dialogue: str = ""
    dialogue_at: datetime | None = None
    listed: tuple[str, ...] = ()
    listed_at: datetime | None = None
    entry: str = ""
    language: str = ""
    reference: str = ""
    day: str = ""
    spoken_at: datetime | None = None


_HERE = and_(conversations.c.chat == bindparam("here"), conversations.c.person == bindparam("who"))
_FIND, _REMEMBER, _NEW = select(conversations).where(_HERE), update(conversations).where(_HERE), insert(conversations)
"""Built once: for each question."""


def find(connection: Connection, chat: int, person: int) -> Conversation:
    """What was spoken of; an empty one where nothing was."""
    row = connection.execute(_FIND, {"here": chat, "who": person}).first()
    if row is None:
        return Conversation(chat, person)
    return Conversation(**{**row._mapping, "listed": tuple(row.listed.split("\n")) if row.listed else ()})


def remember(connection: Connection, chat: int, person: int, **values: str | tuple[str, ...] | datetime | None) -> None:
    """Put these in the place of what was spoken of before."""
    kept = {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
    if connection.execute(_REMEMBER, {"here": chat, "who": person, **kept}).rowcount == 0:
        connection.execute(_NEW, {"chat": chat, "person": person, **kept})


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(conversations).where(conversations.c.chat == old).values(chat=new))


def forget(connection: Connection, chat: int) -> None:
    """Erase what was spoken of in a chat, or with a person anywhere."""
    connection.execute(delete(conversations).where(or_(conversations.c.chat == chat, conversations.c.person == chat)))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase those of which no part was said later."""
    moments = (conversations.c.dialogue_at, conversations.c.listed_at, conversations.c.spoken_at)
    connection.execute(delete(conversations).where(*(or_(moment.is_(None), moment < before) for moment in moments)))
