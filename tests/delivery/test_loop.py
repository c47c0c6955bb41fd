"""A loop that is woken is still no more, until it says so again."""

import asyncio

from tests.delivery.life import Live

from workshop_bot.delivery.loop import Loop


def test_it_is_idle_from_when_it_is_still_until_it_is_woken() -> None:
    async def story() -> list[bool]:
        loop = Loop()
        found = [loop.idle]
        loop.still.set()
        found.append(loop.idle)
        loop.wake()
        return [*found, loop.idle]

    assert asyncio.run(story()) == [False, True, False]


def test_p25_it_waits_longer_each_time_that_the_store_fails_until_it_works(live: Live) -> None:
    async def story() -> list[float]:
        loop, ends = Loop(), []
        for _ in range(7):
            await loop.hindered()
            ends.append(asyncio.get_running_loop().time())
        loop.goes_on()
        await loop.hindered()
        loop.wake()
        await loop.hindered()  # woken, it looks at once
        return [*ends, asyncio.get_running_loop().time()]

    assert live(story()) == [0.5, 1.5, 3.5, 7.5, 15.5, 25.5, 35.5, 36.0]
