"""What was received and waits to be handled; each update once, blanked when it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, or_, select, update

from workshop_bot.store.tables import EPOCH, inbox


@dataclass(frozen=True)
class Waiting:
    """An update that waits: its number, when it came, whose it is, how often it was tried, and what was read of it."""

    update: int
    received: datetime
    chat: int
    person: int
    kind: str
    tries: int
    data: str


_COLUMNS = [inbox.c[name] for name in Waiting.__dataclass_fields__]
_WAITS = inbox.c.state == literal_column("'waiting'")
"""To the letter as in the index, so that it serves."""
_THESE = inbox.c.update.in_(bindparam("numbers", expanding=True))
_KNOWN, _DONE = select(inbox.c.update).where(_THESE), update(inbox).where(_THESE).values(state="done", data="", person=0)
_WAITING = select(*_COLUMNS).where(_WAITS).order_by(inbox.c.arrival).limit(bindparam("most"))
_KEEP = insert(inbox)
_LAST = select(inbox.c.arrival).where(_WAITS).order_by(inbox.c.arrival.desc()).limit(1)
"""What is asked all the time is built once."""


def keep(connection: Connection, rows: Sequence[Waiting]) -> int:
    """Keep what is new of these, in their order; how many that were."""
    known = set(connection.scalars(_KNOWN, {"numbers": [row.update for row in rows]}))
    new = list({row.update: row for row in rows if row.update not in known}.values())
    if new:
        moment = (new[0].received - EPOCH) // timedelta(microseconds=1)
        newest = max(last(connection), moment)  # behind those that wait, though the clock may have gone back
        connection.execute(_KEEP, [{**vars(row), "arrival": newest + number, "state": "waiting"} for number, row in enumerate(new, 1)])
    return len(new)


def waiting(connection: Connection, limit: int, but: Collection[int] = ()) -> list[Waiting]:
    """The next that wait, in the order of their arrival, without those of some people."""
    query = _WAITING.where(inbox.c.person.not_in(but)) if but else _WAITING
    return [Waiting(*row) for row in connection.execute(query, {"most": limit})]


def in_turns(connection: Connection, limit: int) -> list[Waiting]:
    """Of those that wait the first of each person, before the second of any; these in the order of their arrival."""
    turn = func.row_number().over(partition_by=inbox.c.person, order_by=inbox.c.arrival)
    these = select(inbox.c.update).where(_WAITS).order_by(turn, inbox.c.arrival).limit(limit)
    return [Waiting(*row) for row in connection.execute(select(*_COLUMNS).where(inbox.c.update.in_(these)).order_by(inbox.c.arrival))]


def last(connection: Connection) -> int:
    """The arrival of the newest that waits; 0 where none does."""
    return connection.scalar(_LAST) or 0


def take_in_hand(connection: Connection, until: int) -> tuple[Waiting, int] | None:
    """The first that waits and came no later than this arrival, with the number of times that it was taken in hand."""
    query = select(*_COLUMNS, inbox.c.hands).where(_WAITS, inbox.c.arrival <= until)
    row = connection.execute(query.order_by(inbox.c.arrival).limit(1)).first()
    if row is None:
        return None
    taken = Waiting(*row[:-1])
    connection.execute(update(inbox).where(inbox.c.update == taken.update).values(hands=row.hands + 1))
    return taken, row.hands + 1


def done(connection: Connection, updates: Sequence[int]) -> None:
    """They are handled: what was read of them goes."""
    connection.execute(_DONE, {"numbers": updates})


def park(connection: Connection, number: int, why: str) -> None:
    """Leave it aside for good; what was read of it goes, the reason stays."""
    connection.execute(update(inbox).where(inbox.c.update == number).values(state="parked", data="", why=why))


def tried(connection: Connection, number: int) -> int:
    """Count one more try; how many there were."""
    count: int = connection.execute(
        update(inbox).where(inbox.c.update == number).values(tries=inbox.c.tries + 1).returning(inbox.c.tries)
    ).scalar_one()
    return count


def counts(connection: Connection) -> dict[str, int]:
    """How many are in each state."""
    return {row[0]: row[1] for row in connection.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))}


def parked(connection: Connection, first: datetime, last: datetime) -> int:
    """How many of those that came from a moment on and before another are left aside."""
    here = (inbox.c.state == "parked", inbox.c.received >= first, inbox.c.received < last)
    return connection.scalar(select(func.count()).select_from(inbox).where(*here)) or 0


def oldest(connection: Connection) -> datetime | None:
    """When the oldest that waits was received."""
    return connection.execute(select(inbox.c.received).where(_WAITS).order_by(inbox.c.arrival).limit(1)).scalar_one_or_none()


def forget(connection: Connection, chat: int, request: int | None = None) -> None:
    """Erase all rows of a person or a group; what waits and came after the update of the request begins anew, and stays."""
    arrival = connection.scalar(select(inbox.c.arrival).where(inbox.c.update == request))
    gone = delete(inbox).where(or_(inbox.c.chat == chat, inbox.c.person == chat))
    connection.execute(gone if arrival is None else gone.where(or_(~_WAITS, inbox.c.arrival <= arrival)))


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(inbox).where(inbox.c.chat == old).values(chat=new))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is finished and older."""
    connection.execute(delete(inbox).where(~_WAITS, inbox.c.received < before))
