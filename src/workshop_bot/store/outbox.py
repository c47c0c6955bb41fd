"""What is to be sent, and what became of it; words are blanked when they are there.

waiting ─ claim ─> sending ─┬─> sent      it is there
   ^                        ├─> dropped   it cannot be sent, or is of no use any more; `why` says so
   └──── later, sorted ─────┴─> unsure    nobody knows; only a person decides
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from workshop_bot.store.tables import outbox

OPEN = ("waiting", "sending")


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


_earlier = outbox.alias("earlier")
_BEHIND = exists().where(
    _earlier.c.chat == outbox.c.chat,
    _earlier.c.rank == outbox.c.rank,
    _earlier.c.id < outbox.c.id,
    _earlier.c.state.in_(OPEN),
    outbox.c.chat != 0,
)
"""Whether another of the same chat and rank comes first; toasts and inline answers, which belong to no chat, wait for none."""
_COLUMNS = [outbox.c[name] for name in Row.__dataclass_fields__]


def put(connection: Connection, rows: Sequence[Row]) -> None:
    """Keep these to be sent, in their order."""
    if rows:
        values = [{name: value for name, value in vars(row).items() if name != "id"} | {"state": "waiting"} for row in rows]
        connection.execute(insert(outbox), values)


def ready(connection: Connection, now: datetime, limit: int) -> list[Row]:
    """The next that are due, the better ranks first; of each chat and rank the first alone, and none while one is being sent."""
    query = select(*_COLUMNS).where(outbox.c.state == "waiting", outbox.c.due <= now, ~_BEHIND)
    return [Row(*row) for row in connection.execute(query.order_by(outbox.c.rank, outbox.c.id).limit(limit))]


def claim(connection: Connection, number: int) -> None:
    """It is being sent."""
    connection.execute(update(outbox).where(outbox.c.id == number).values(state="sending", tries=outbox.c.tries + 1))


def drop_useless(connection: Connection, now: datetime) -> None:
    """Drop what was useful until now."""
    late = (outbox.c.state == "waiting", outbox.c.until.is_not(None), outbox.c.until < now)
    connection.execute(update(outbox).where(*late).values(state="dropped", why="too late", data="", finished=now))


def seconds_to_next(connection: Connection, now: datetime) -> float | None:
    """Seconds until the next that waits is due, no more than its own wait: the clock may have gone back. None where none waits."""
    row = connection.execute(
        select(outbox.c.id, outbox.c.due, outbox.c.wait)
        .where(outbox.c.state == "waiting", outbox.c.due > now)
        .order_by(outbox.c.due)
        .limit(1)
    ).first()
    if row is None:
        return None
    seconds: float = (row.due - now).total_seconds()
    if seconds > row.wait > 0:
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(due=now + timedelta(seconds=row.wait)))
        return float(row.wait)
    return seconds


def finish(connection: Connection, number: int, state: str, now: datetime, why: str = "", message: int | None = None) -> None:
    """It is sent, dropped or unsure: its words go, unless a person may still want them sent."""
    values: dict[str, object] = {"state": state, "finished": now, "why": why, "message": message}
    connection.execute(update(outbox).where(outbox.c.id == number).values(values if state == "unsure" else {**values, "data": ""}))


def later(connection: Connection, number: int, due: datetime, wait: float, why: str) -> None:
    """It waits again, so many seconds from now."""
    connection.execute(update(outbox).where(outbox.c.id == number).values(state="waiting", due=due, wait=wait, why=why))


def reword(connection: Connection, chat: int, slot: str, data: str) -> bool:
    """Put other words into a message of a slot that still waits; whether there was one."""
    here = (outbox.c.chat == chat, outbox.c.slot == slot, outbox.c.act == "say", outbox.c.state == "waiting")
    return connection.execute(update(outbox).where(*here).values(data=data)).rowcount > 0


def in_flight(connection: Connection) -> list[Row]:
    """What was being sent when the program ended."""
    return [Row(*row) for row in connection.execute(select(*_COLUMNS).where(outbox.c.state == "sending").order_by(outbox.c.id))]


def unsure(connection: Connection, number: int) -> None:
    """Nobody knows whether it is there."""
    connection.execute(update(outbox).where(outbox.c.id == number).values(state="unsure", why="the program ended while it was sent"))


def again(connection: Connection, number: int) -> None:
    """Send it once more, and count it as one that may arrive twice."""
    connection.execute(update(outbox).where(outbox.c.id == number).values(state="waiting", doubled=True))


def drop_chat(connection: Connection, chat: int, now: datetime, why: str) -> None:
    """Nothing more is sent to a chat."""
    connection.execute(
        update(outbox).where(outbox.c.chat == chat, outbox.c.state == "waiting").values(state="dropped", why=why, data="", finished=now)
    )


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(outbox).where(outbox.c.chat == old).values(chat=new))


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which something that waits is due."""
    found: datetime | None = connection.scalar(select(func.min(outbox.c.due)).where(outbox.c.state == "waiting", outbox.c.due > after))
    return found


def counts(connection: Connection) -> dict[str, int]:
    """How many are in each state, and how many may have arrived twice (`doubled`)."""
    states: dict[str, int] = dict(connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state)).tuples().all())
    return {**states, "doubled": connection.scalar(select(func.count()).where(outbox.c.doubled)) or 0}


def oldest(connection: Connection, now: datetime) -> datetime | None:
    """Since when the oldest that is due waits."""
    found: datetime | None = connection.scalar(select(func.min(outbox.c.due)).where(outbox.c.state.in_(OPEN), outbox.c.due <= now))
    return found


def forget(connection: Connection, chat: int) -> None:
    """Erase all rows of a chat."""
    connection.execute(delete(outbox).where(outbox.c.chat == chat))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is finished and older."""
    connection.execute(delete(outbox).where(outbox.c.state.not_in(OPEN), outbox.c.finished < before))
