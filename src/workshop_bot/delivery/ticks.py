"""What becomes due by the clock: put into the outbox a part at a time, so that answers go between (P8)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.clock import Clock
from workshop_bot.delivery.turn import Tick
from workshop_bot.delivery.writer import Writer
from workshop_bot.store import outbox


async def put_due(tick: Tick, writer: Writer, ready: Callable[[], Ready], clock: Clock, put: Callable[[], None]) -> None:
    """All that is due now; `put` is called after each part."""
    while await writer.run(lambda connection: tick.run(connection, ready(), clock.now())):
        put()


def first(ticks: Sequence[Tick], connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which one of them becomes due."""
    return min(filter(None, (tick.next_due(connection, after) for tick in ticks)), default=None)


async def next_due(ticks: Sequence[Tick], writer: Writer, after: datetime) -> datetime | None:
    """The next moment after this one at which something waits to be sent, or becomes due."""

    def found(connection: Connection) -> datetime | None:
        return min(filter(None, (outbox.next_due(connection, after), first(ticks, connection, after))), default=None)

    return await writer.run(found)
