"""What becomes due by the clock."""

from datetime import datetime, timedelta

from sqlalchemy import Connection
from tests.delivery.life import READY, START, Chain, LeapingClock, Live, say

from workshop_bot.delivery import outbox as sending
from workshop_bot.delivery.ticks import first, next_due, put_due
from workshop_bot.delivery.turn import Tick


def test_all_that_is_due_is_put_a_part_at_a_time(chain: Chain, clock: LeapingClock, live: Live) -> None:
    left, heard = [3, 2], []

    def part(connection: Connection, ready: object, now: datetime) -> int:
        heard.append((ready, now))
        return left.pop(0) if left else 0

    woken: list[int] = []
    tick = Tick("parts", 5, part, lambda connection, after: None)
    live(put_due(tick, chain.writer, lambda: READY, clock, lambda: woken.append(len(left))))
    assert woken == [1, 0]
    assert [ready for ready, _ in heard] == [READY] * 3
    assert chain.writer.commits == 3


HOUR = timedelta(hours=1)


def at(moment: datetime | None) -> Tick:
    return Tick("at", 5, lambda *_: 0, lambda connection, after: moment)


def test_the_first_of_several(chain: Chain, live: Live) -> None:
    ticks = [at(None), at(START + 3 * HOUR), at(START + HOUR)]
    assert live(chain.writer.run(lambda connection: first(ticks, connection, START))) == START + HOUR
    assert live(chain.writer.run(lambda connection: first([at(None)], connection, START))) is None


def test_the_next_moment_is_the_first_of_all_that_waits(chain: Chain, live: Live) -> None:
    async def story() -> list[datetime | None]:
        found = [await next_due([], chain.writer, START), await next_due([at(None), at(START + 3 * HOUR)], chain.writer, START)]
        await chain.writer.run(lambda connection: sending.put(connection, [say(11, "later")], START + 2 * HOUR))
        return [*found, await next_due([at(None), at(START + 3 * HOUR)], chain.writer, START)]

    assert live(story()) == [None, START + 3 * HOUR, START + 2 * HOUR]
