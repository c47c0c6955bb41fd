"""The one thread in which all of the store's work is done, so that the loop stays free and writers never wait for each other."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection

from workshop_bot.errors import StoreUnavailable
from workshop_bot.store.engine import Store

log = logging.getLogger(__name__)

T = TypeVar("T")


class Writer:
    """Runs plain functions within transactions of the store, one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.trouble = Trouble()
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
    """What hinders the store: said once, whoever meets it, and once when one of these could go on (P25)."""

    def __init__(self) -> None:
        self._met: set[object] = set()
        self._said: set[str] = set()

    @contextmanager
    def told(self, who: object) -> Iterator[None]:
        """Work of somebody who tries it again when the store has failed; StoreUnavailable goes on to them, said before."""
        try:
            yield
        except StoreUnavailable as error:
            if str(error) not in self._said:
                log.error("%s", error)
            self._said.add(str(error))
            self._met.add(who)
            raise
        if who in self._met:  # of others it may be that they had nothing to write
            log.warning("the database works again")
            self._met.clear()
            self._said.clear()
