"""A loop that is woken is still no more, until it says so again."""

import asyncio

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
