"""What was asked and what became of it: no name, no number, and a person's own found again only to be copied or erased (P21).

Beside a question stands a mark made of the person's number and a secret of this database: who reads the table sees nobody in it, and
`/forget` and the copy of one's own, which know the number, find all of a person's.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workshop_bot.store import meta
from workshop_bot.store.tables import asked

SECRET = "asked.secret"
"""What the store remembers for the marks."""


@dataclass(frozen=True)
class Asked:
    """A question; see the table. `text` is empty where none is kept."""

    id: int
    at: datetime
    language: str
    text: str
    outcome: str
    entry: str = ""
    meant: str = ""
    wrong: bool = False
    again: bool = False


_COLUMNS = [asked.c[name] for name in Asked.__dataclass_fields__]
_NEW = insert(asked)
_LAST = select(*_COLUMNS).where(asked.c.whose == bindparam("mine"), asked.c.at >= bindparam("since")).order_by(asked.c.id.desc()).limit(1)
"""Built once: for each question."""


def mark(connection: Connection, person: int) -> str:
    """What stands for a person beside their questions; nothing for nobody in particular (0)."""
    if not person:
        return ""
    secret = meta.get(connection, SECRET)
    if secret is None:
        secret = secrets.token_hex(16)
        meta.put(connection, SECRET, secret)
    return blake2b(str(person).encode(), digest_size=12, key=bytes.fromhex(secret)).hexdigest()


def keep(connection: Connection, whose: str, language: str, text: str, outcome: str, entry: str, now: datetime) -> None:
    """Keep a question beside a mark; without one, where its words could not be found again to be erased, without its text."""
    row = {"at": now, "language": language, "text": text if whose else "", "outcome": outcome, "entry": entry}
    connection.execute(_NEW, {"whose": whose, **row})


def last(connection: Connection, whose: str, since: datetime) -> Asked | None:
    """What stands last beside a mark, no longer ago than since then."""
    row = connection.execute(_LAST, {"mine": whose, "since": since}).first() if whose else None
    return Asked(*row) if row else None


def answered(connection: Connection, whose: str, outcome: str, entry: str) -> Asked | None:
    """The question beside a mark that came to this last."""
    here = (asked.c.whose == whose, asked.c.outcome == outcome, asked.c.entry == entry)
    row = connection.execute(select(*_COLUMNS).where(*here).order_by(asked.c.id.desc()).limit(1)).first() if whose else None
    return Asked(*row) if row else None


def change(connection: Connection, number: int, **values: str | bool) -> None:
    """Set columns of a question."""
    connection.execute(update(asked).where(asked.c.id == number).values(**values))


def between(connection: Connection, first: datetime | None = None, last: datetime | None = None) -> list[Asked]:
    """What was asked from a moment on and before another, else from the first kept to the last, in its order."""
    span = (*(() if first is None else (asked.c.at >= first,)), *(() if last is None else (asked.c.at < last,)))
    return [Asked(*row) for row in connection.execute(select(*_COLUMNS).where(*span).order_by(asked.c.at, asked.c.id))]


def of(connection: Connection, person: int) -> list[dict[str, object]]:
    """All that is kept of a person's questions, as it stands in the table."""
    found = select(asked).where(asked.c.whose == mark(connection, person)).order_by(asked.c.id)
    return [dict(row) for row in connection.execute(found).mappings()]


def forget(connection: Connection, chat: int) -> None:
    """Erase a person's questions."""
    connection.execute(delete(asked).where(asked.c.whose == mark(connection, chat)))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is older."""
    connection.execute(delete(asked).where(asked.c.at < before))
