"""What the two loops of delivery share: they are woken when something new waits, stopped, and say when nothing waits."""

import asyncio
from contextlib import suppress

LONGEST = 10.0
"""Seconds between two tries of what the store could not do."""


class Loop:
    """`still` is set while nothing waits; `wake` tells that something does, `stop` that no more is to be taken."""

    def __init__(self) -> None:
        self.still = asyncio.Event()
        self._woken = asyncio.Event()
        self._stopping = False
        self._seconds = 0.0

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return self.still.is_set()

    def wake(self) -> None:
        """Something new waits."""
        self.still.clear()
        self._woken.set()

    async def hindered(self) -> None:
        """The store has failed: wait, longer each time, but no longer than until something wakes us."""
        self._seconds = min(max(0.5, self._seconds * 2), LONGEST)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), self._seconds)

    def goes_on(self) -> None:
        """The store has worked."""
        self._seconds = 0.0

    def stop(self) -> None:
        """Take no more; `run` returns when what is in hand is done."""
        self._stopping = True
        self._woken.set()
