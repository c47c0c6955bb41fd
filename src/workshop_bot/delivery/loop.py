"""What the two loops of delivery share: they are woken when something new waits, stopped, and say when nothing waits."""

import asyncio


class Loop:
    """`still` is set while nothing waits; `wake` tells that something does, `stop` that no more is to be taken."""

    def __init__(self) -> None:
        self.still = asyncio.Event()
        self._woken = asyncio.Event()
        self._stopping = False

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return self.still.is_set()

    def wake(self) -> None:
        """Something new waits."""
        self.still.clear()
        self._woken.set()

    def stop(self) -> None:
        """Take no more; `run` returns when what is in hand is done."""
        self._stopping = True
        self._woken.set()
