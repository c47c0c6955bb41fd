"""What people ask the organisers, from draft to answer, and what organisers answer; without names, but for those who want to be named."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop_bot.store.tables import answers, outbox, questions


@dataclass(frozen=True)
class Question:
    """See the table; `state` is draft, open, answered, refused or withdrawn."""

    id: int
    chat: int
    language: str
    text: str
    masked: bool
    name: str
    message: int | None
    state: str
    asked: datetime
    later: datetime | None
    waits: datetime | None
    answer: int | None


@dataclass(frozen=True)
class Given:
    """An answer, a draft until it is `sent`: to these questions, in each of these languages as a human typed it."""

    id: int
    person: int
    questions: tuple[int, ...]
    texts: Mapping[str, str]
    made: datetime
    sent: datetime | None


SLOTS = "question:"
"""How the slots begin that copies of questions have in organisers' chats."""


def slot(question: int) -> str:
    """The slot that a copy of a question has in each organiser's chat."""
    return f"{SLOTS}{question}"


def draft(connection: Connection, chat: int, language: str, text: str, masked: bool, message: int | None, now: datetime) -> Question:
    """A question that is not sent yet, in the place of any other such of this chat."""
    connection.execute(delete(questions).where(questions.c.chat == chat, questions.c.state == "draft"))
    row = {"chat": chat, "language": language, "text": text, "masked": masked, "message": message, "state": "draft", "asked": now}
    made = connection.execute(insert(questions).returning(*questions.c), row).one()
    return Question(*made)


def find(connection: Connection, question: int) -> Question | None:
    """A question by its number."""
    row = connection.execute(select(questions).where(questions.c.id == question)).first()
    return Question(*row) if row else None


def some(connection: Connection, ids: Iterable[int]) -> list[Question]:
    """Those of these questions that are still there, oldest first."""
    found = select(questions).where(questions.c.id.in_(list(ids))).order_by(questions.c.asked, questions.c.id)
    return [Question(*row) for row in connection.execute(found)]


def waiting(connection: Connection, chat: int | None = None) -> list[Question]:
    """The open questions, those of one chat or all, oldest first; what was put off comes behind the others."""
    here = () if chat is None else (questions.c.chat == chat,)
    order = (func.coalesce(questions.c.later, questions.c.asked), questions.c.id)
    return [Question(*row) for row in connection.execute(select(questions).where(questions.c.state == "open", *here).order_by(*order))]


def taken_back(connection: Connection, chat: int, since: datetime) -> int:
    """How many of the questions that a chat has asked since it has taken back."""
    mine = (questions.c.chat == chat, questions.c.state == "withdrawn", questions.c.asked > since)
    return connection.scalar(select(func.count()).where(*mine)) or 0


def change(connection: Connection, ids: Iterable[int], **values: str | int | datetime | None) -> None:
    """Set columns of these questions."""
    connection.execute(update(questions).where(questions.c.id.in_(list(ids))).values(**values))


def drop(connection: Connection, question: int) -> None:
    """Erase a question."""
    connection.execute(delete(questions).where(questions.c.id == question))


def still_waiting(connection: Connection, now: datetime, limit: int) -> list[Question]:
    """The open questions whose askers are to be told now that they wait."""
    found = select(questions).where(questions.c.state == "open", questions.c.waits <= now).order_by(questions.c.waits).limit(limit)
    return [Question(*row) for row in connection.execute(found)]


def release(connection: Connection, chat: int, until: datetime, now: datetime) -> None:
    """What the chat was to hear at the end of its quiet hours is due now."""
    connection.execute(update(questions).where(questions.c.chat == chat, questions.c.waits == until).values(waits=now))


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which somebody is told that a question waits."""
    found: datetime | None = connection.scalar(
        select(func.min(questions.c.waits)).where(questions.c.state == "open", questions.c.waits > after)
    )
    return found


def begin(connection: Connection, person: int, ids: Sequence[int], now: datetime) -> Given:
    """An answer of this organiser that has no words yet, in the place of any that was not sent."""
    connection.execute(delete(answers).where(answers.c.person == person, answers.c.sent.is_(None)))
    row = {"person": person, "questions": " ".join(map(str, ids)), "texts": "{}", "made": now}
    made = connection.execute(insert(answers).returning(*answers.c), row).one()
    return _given(*made)


def given(connection: Connection, answer: int) -> Given | None:
    """An answer by its number."""
    row = connection.execute(select(answers).where(answers.c.id == answer)).first()
    return _given(*row) if row else None


def type_(connection: Connection, answer: int, texts: Mapping[str, str]) -> None:
    """The words of an answer, by language."""
    connection.execute(update(answers).where(answers.c.id == answer).values(texts=json.dumps(texts, ensure_ascii=False)))


def send(connection: Connection, answer: Given, ids: Sequence[int], now: datetime) -> None:
    """The answer is sent, and is from now on the one of these questions."""
    connection.execute(update(answers).where(answers.c.id == answer.id).values(sent=now))
    change(connection, ids, state="answered", answer=answer.id)


def forget(connection: Connection, chat: int) -> None:
    """Erase what a person asked, copies on their way to organisers too, and what they answered as an organiser."""
    mine = connection.scalars(select(questions.c.id).where(questions.c.chat == chat)).all()
    connection.execute(delete(outbox).where(outbox.c.slot.in_(list(map(slot, mine)))))
    connection.execute(delete(questions).where(questions.c.chat == chat))
    connection.execute(delete(answers).where(answers.c.person == chat))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is older, whatever became of it."""
    connection.execute(delete(questions).where(questions.c.asked < before))
    connection.execute(delete(answers).where(answers.c.made < before))


def _given(number: int, person: int, ids: str, texts: str, made: datetime, sent: datetime | None) -> Given:
    return Given(number, person, tuple(map(int, ids.split())), json.loads(texts), made, sent)
