"""Answers that organisers keep as entries of the folder: what they chose, then what is to be written, then what would take it back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, literal, select, update

from workshop_bot.store.tables import answers, kept, questions


@dataclass(frozen=True)
class Kept:
    """See the table; `state` is draft, wanted (it is to be written), written, unwanted (it is to be taken out) or undone."""

    id: int
    person: int
    answer: int
    choices: Mapping[str, Any]
    entry: str
    edits: str
    undo: str
    state: str
    made: datetime


def begin(connection: Connection, person: int, answer: int, now: datetime) -> Kept:
    """An answer of which nothing is chosen yet, in the place of any other draft of this organiser."""
    connection.execute(delete(kept).where(kept.c.person == person, kept.c.state == "draft"))
    row = {"person": person, "answer": answer, "choices": "{}", "state": "draft", "made": now}
    return _kept(connection.execute(insert(kept).returning(*kept.c), row).one())


def find(connection: Connection, number: int) -> Kept | None:
    """One by its number."""
    row = connection.execute(select(kept).where(kept.c.id == number)).first()
    return _kept(row) if row else None


def of_answer(connection: Connection, answer: int) -> Kept | None:
    """What was kept of an answer already, or is being written."""
    row = connection.execute(select(kept).where(kept.c.answer == answer, kept.c.state.in_(("wanted", "written", "unwanted")))).first()
    return _kept(row) if row else None


def was_answered(connection: Connection, chat: int, entry: str, since: datetime) -> bool:
    """Whether the organisers have sent a chat, since a moment, the answer that became this entry (`faq:ID`)."""
    here = questions.c.answer == kept.c.answer, answers.c.id == kept.c.answer
    theirs = questions.c.chat == chat, questions.c.state == "answered", answers.c.sent >= since
    became = literal("faq:") + kept.c.entry == entry, kept.c.state.in_(("wanted", "written"))
    return connection.scalar(select(kept.c.id).where(*here, *theirs, *became).limit(1)) is not None


def to_write(connection: Connection) -> list[Kept]:
    """What is to be written into the folder, or taken out of it, in the order in which it was wished."""
    found = select(kept).where(kept.c.state.in_(("wanted", "unwanted"))).order_by(kept.c.id)
    return [_kept(row) for row in connection.execute(found)]


def choose(connection: Connection, number: int, **choices: Any) -> None:
    """Add to what was chosen for a draft."""
    row = find(connection, number)
    if row:
        text = json.dumps({**row.choices, **choices}, ensure_ascii=False)
        connection.execute(update(kept).where(kept.c.id == number).values(choices=text))


def change(connection: Connection, number: int, **values: str) -> None:
    """Set columns of one."""
    connection.execute(update(kept).where(kept.c.id == number).values(**values))


def forget(connection: Connection, person: int) -> None:
    """Erase what an organiser kept; what is in the folder stays there."""
    connection.execute(delete(kept).where(kept.c.person == person))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is older."""
    connection.execute(delete(kept).where(kept.c.made < before))


def _kept(row: Any) -> Kept:
    return Kept(**{**row._mapping, "choices": json.loads(row.choices)})
