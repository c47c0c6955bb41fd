"""The clock is set while messages wait: what was to go goes, as long after as it had to wait (P11)."""

from datetime import timedelta

import pytest
from tests.delivery.life import Chain, LeapingClock, Live, Server, say
from tests.delivery.test_sender import LATER, NOTHING, answering, put

from workshop_bot.delivery.outbox import ANSWERS, BROADCASTS, REMINDERS
from workshop_bot.delivery.pace import Pace
from workshop_bot.delivery.written import to_json
from workshop_bot.store import chats, outbox
from workshop_bot.store.outbox import Row


def test_p11_a_clock_that_goes_back_makes_no_wait_longer(chain: Chain, live: Live) -> None:
    put(chain, say(1, "a"))
    chain.server.answers = answering(LATER)

    async def story() -> None:
        await chain.start()
        await chain.settle()
        chain.clock.ahead -= timedelta(days=2)
        chain.sender.wake()
        await chain.clock.sleep(6)
        await chain.stop()

    live(story())
    assert chain.server.texts == ["a"]


@pytest.mark.parametrize("rank", [ANSWERS, REMINDERS, BROADCASTS])
def test_p11_a_clock_that_goes_back_holds_up_nothing_that_was_to_go_at_once(
    rank: int, url: str, clock: LeapingClock, server: Server, live: Live
) -> None:
    chain = Chain(url, NOTHING, clock, server, Pace())
    put(chain, *(say(1, str(number)) for number in range(9)), rank=rank)

    async def story() -> int:
        await chain.start()
        await clock.sleep(1)
        before = len(server.texts)
        clock.ahead -= timedelta(hours=2)
        await clock.sleep(20)
        await chain.stop()
        return before

    assert 0 < live(story()) < 9
    assert server.texts == [str(number) for number in range(9)]
    chain.close()


def test_p11_what_waits_for_hours_goes_when_its_hour_comes_also_where_the_machine_has_slept(chain: Chain, live: Live) -> None:
    now = chain.clock.now()
    held = Row(1, "say", to_json(say(1, "a")), now, now + timedelta(hours=8), BROADCASTS)
    chain.read(lambda connection: chats.meet(connection, 1, True, now))
    chain.read(lambda connection: outbox.put(connection, [held]))

    async def story() -> list[str]:
        await chain.start()
        await chain.clock.sleep(60)
        before = chain.server.texts
        chain.clock.ahead += timedelta(hours=9)
        await chain.clock.sleep(6)
        await chain.stop()
        return before

    assert live(story()) == []
    assert chain.server.texts == ["a"]
