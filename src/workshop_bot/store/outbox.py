"""What is to be sent, and what became of it; words are blanked when they are there.

waiting ─ claim ─> sending ─┬─> sent      it is there
   ^                        ├─> dropped   it cannot be sent, or is of no use any more; `why` says so
   └──── later, sorted ─────┴─> unsure    nobody knows; only a person decides
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
    update,
)

from workshop_bot.store.tables import EPOCH, chats, outbox

FEW = 15
"""So many messages go out to any chat, a group too, in less than a minute."""


@dataclass(frozen=True)
class Row:
    """One thing to send; see the table for what the columns mean. `id` is 0 until it is kept."""

    chat: int
    act: str
    data: str
    created: datetime
    due: datetime
    rank: int = 0
    slot: str = ""
    until: datetime | None = None
    update: int | None = None
    id: int = 0
    wait: float = 0.0
    tries: int = 0
    doubled: bool = False
    state: str = "waiting"


OPEN = text("outbox.state IN ('waiting', 'sending')")
"""To the letter as in the indexes, so that they serve: what is finished may be a thousand times as much."""
_WAITS = and_(OPEN, outbox.c.state == literal_column("'waiting'"))
_earlier = outbox.alias("earlier")
_BEHIND = exists().where(
    text("earlier.state IN ('waiting', 'sending')"),
    _earlier.c.chat == outbox.c.chat,
    or_(
        and_(
            _earlier.c.rank == outbox.c.rank,
            _earlier.c.id < outbox.c.id,
            or_(_earlier.c.rank < 2, _earlier.c.tries > 0, _earlier.c.due <= bindparam("now")),
        ),
        and_(_earlier.c.id != outbox.c.id, _earlier.c.state == literal_column("'sending'")),
    ),
    outbox.c.chat != 0,
)
"""Whether another of the same chat comes first or is being sent; toasts and inline answers, which belong to no chat, wait for none.

A broadcast that was never tried and is due later, held until the end of quiet hours, lets others pass.
"""
_COLUMNS = [outbox.c[name] for name in Row.__dataclass_fields__]
_KNOWN = or_(outbox.c.chat == 0, exists().where(chats.c.chat == outbox.c.chat))
_FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"), _KNOWN)
    .values(state=bindparam("to"), finished=bindparam("at"), why=bindparam("because"), message=bindparam("place"))
)
_FINISH_BLANK = _FINISH.values(data="")
_READY = (
    select(*_COLUMNS)
    .where(_WAITS, outbox.c.due <= bindparam("now"), ~_BEHIND)
    .order_by(outbox.c.rank, outbox.c.id)
    .limit(bindparam("most"))
)
_CLAIM = update(outbox).where(outbox.c.id.in_(bindparam("numbers", expanding=True))).values(state="sending", tries=outbox.c.tries + 1)
_FARTHER = and_(_WAITS, type_coerce(outbox.c.due, BigInteger) > bindparam("microseconds", type_=BigInteger) + outbox.c.wait * 1_000_000 + 1)
_TOO_FAR = select(outbox.c.wait).where(_FARTHER).distinct()
_AS_LONG = update(outbox).where(_FARTHER, outbox.c.wait == bindparam("length")).values(due=bindparam("then"))
_PUT = insert(outbox)
_NEXT_DUE = select(func.min(outbox.c.due)).where(_WAITS, outbox.c.due > bindparam("now"))
"""What is asked for each message is built once."""


def put(connection: Connection, rows: Sequence[Row]) -> None:
    """Keep these to be sent, in their order; of what is due later also for how long it waits."""
    if rows:
        waits = [row.wait or max((row.due - row.created).total_seconds(), 0.0) for row in rows]
        kept = [{**vars(row), "wait": wait} for row, wait in zip(rows, waits, strict=True)]
        connection.execute(_PUT, [{name: value for name, value in row.items() if name != "id"} for row in kept])


def ready(connection: Connection, now: datetime, limit: int) -> list[Row]:
    """The next that are due, the better ranks first; of each chat and rank the first alone, and none while one is being sent."""
    return [Row(*row) for row in connection.execute(_READY, {"now": now, "most": limit})]


def claim(connection: Connection, numbers: Sequence[int]) -> None:
    """They are being sent."""
    if numbers:
        connection.execute(_CLAIM, {"numbers": numbers})


def seconds_to_next(connection: Connection, now: datetime) -> float | None:
    """Seconds until the next that waits is due; None where none is.

    None is further off than its own wait: then the clock has gone back, and the wait counts, also of what did not have to wait at all.
    """
    microseconds = (now - EPOCH) // timedelta(microseconds=1)
    lengths = connection.scalars(_TOO_FAR, {"microseconds": microseconds}).all()
    for seconds in lengths:
        then = now + timedelta(seconds=seconds)
        connection.execute(_AS_LONG, {"microseconds": microseconds, "length": seconds, "then": then})
    due = now if 0 in lengths else next_due(connection, now)
    return None if due is None else (due - now).total_seconds()


def finish(connection: Connection, number: int, state: str, now: datetime, why: str = "", message: int | None = None) -> bool:
    """It is sent, dropped or unsure: its words go, unless a person may still want them sent; whether it is somebody's.

    Of somebody who was forgotten meanwhile the row goes, and nothing else may be kept of it.
    """
    values = {"number": number, "to": state, "at": now, "because": why, "place": message}
    if connection.execute(_FINISH if state == "unsure" else _FINISH_BLANK, values).rowcount:
        return True
    connection.execute(delete(outbox).where(outbox.c.id == number))
    return False


def later(connection: Connection, row: Row, now: datetime, wait: float, why: str) -> None:
    """It waits again, so many seconds from now; tries and doubts as the row has them."""
    values = {"state": "waiting", "due": now + timedelta(seconds=wait), "wait": wait, "why": why}
    connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values, tries=row.tries, doubled=row.doubled))


def release(connection: Connection, chat: int, until: datetime, now: datetime) -> None:
    """What waits for the end of a chat's quiet hours is looked at again now."""
    connection.execute(update(outbox).where(_WAITS, outbox.c.chat == chat, outbox.c.due == until).values(due=now, wait=0))


def of_slot(connection: Connection, chat: int, slot: str, acts: Sequence[str] = ("say", "edit")) -> Row | None:
    """The newest message of a slot that is not there yet, or the newest change of it."""
    here = (OPEN, outbox.c.chat == chat, outbox.c.slot == slot, outbox.c.act.in_(acts))
    row = connection.execute(select(*_COLUMNS).where(*here).order_by(outbox.c.id.desc()).limit(1)).first()
    return Row(*row) if row else None


def reword(connection: Connection, number: int, data: str) -> None:
    """Put other words into a message that waits."""
    connection.execute(update(outbox).where(outbox.c.id == number).values(data=data))


def in_flight(connection: Connection) -> list[Row]:
    """What was being sent when the program ended."""
    sending = outbox.c.state == literal_column("'sending'")
    return [Row(*row) for row in connection.execute(select(*_COLUMNS).where(OPEN, sending).order_by(outbox.c.id))]


def drop_chat(connection: Connection, chat: int, now: datetime, why: str) -> None:
    """Nothing more is sent to a chat."""
    values = {"state": "dropped", "why": why, "data": "", "finished": now}
    connection.execute(update(outbox).where(_WAITS, outbox.c.chat == chat).values(values))


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(outbox).where(outbox.c.chat == old).values(chat=new))


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which something that waits is due."""
    found: datetime | None = connection.scalar(_NEXT_DUE, {"now": after})
    return found


def counts(connection: Connection) -> dict[str, int]:
    """How many are in each state, and how many may have arrived twice (`doubled`)."""
    states = {row[0]: row[1] for row in connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))}
    return {**states, "doubled": connection.scalar(select(func.count()).where(outbox.c.doubled)) or 0}


def failed(connection: Connection, first: datetime, last: datetime) -> int:
    """How many were tried and given up, or nobody knows of, from a moment on and before another."""
    when = (outbox.c.finished >= first, outbox.c.finished < last)
    tried = (outbox.c.state.in_(("dropped", "unsure")), outbox.c.tries > 0)
    return connection.scalar(select(func.count()).select_from(outbox).where(*when, *tried)) or 0


def oldest(connection: Connection, now: datetime) -> datetime | None:
    """Since when the oldest answer that is due waits, of the chats that few wait for: one with many waits for its own pace."""
    due = (OPEN, outbox.c.rank == 0, outbox.c.due <= now)
    chats_ = select(func.min(outbox.c.due).label("since")).where(*due).group_by(outbox.c.chat).having(func.count() <= FEW).subquery()
    found: datetime | None = connection.scalar(select(func.min(chats_.c.since)))
    return found


def forget(connection: Connection, chat: int) -> None:
    """Erase all rows of a chat."""
    connection.execute(delete(outbox).where(outbox.c.chat == chat))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is finished and older."""
    connection.execute(delete(outbox).where(outbox.c.finished < before))
