"""The one thread in which all of the store's work is done, so that the loop stays free and writers never wait for each other."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection

from workshop_bot.errors import StoreUnavailable
from workshop_bot.store.engine import Store

log = logging.getLogger(__name__)

LONGEST = 10.0
"""Seconds between two looks at a store that does not work."""
T = TypeVar("T")


class Writer:
    """Runs plain functions within transactions of the store, one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "writer")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What the work returns, once its changes are committed; what it raises undoes them."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._within, work)

    def _within(self, work: Callable[[Connection], T]) -> T:
        with self._store.transaction() as connection:
            return work(connection)

    def close(self) -> None:
        """Let the work in hand end, and take no more."""
        self._thread.shutdown()


class Trouble:
    """Waits while the store cannot be used, longer each time, and says once that it is so and once that it is over (P25)."""

    def __init__(self, woken: asyncio.Event) -> None:
        self._woken = woken
        self._seconds = 0.0

    async def wait(self, error: StoreUnavailable) -> None:
        """The store has failed: wait, but no longer than until something wakes us."""
        if not self._seconds:
            log.error("%s", error)
        self._seconds = min(max(0.5, self._seconds * 2), LONGEST)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), self._seconds)
        self._woken.clear()

    def over(self) -> None:
        """The store has worked."""
        if self._seconds:
            log.warning("the database works again")
        self._seconds = 0.0
