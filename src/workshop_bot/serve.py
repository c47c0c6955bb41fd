"""One instance of the program: it takes the database for itself, serves, and ends when it is told to.

lock (with PostgreSQL a second instance stands by) ─> layout of the database ─> knowledge ─> App.run ─> lock given back
"""

import asyncio
import logging

from workshop_bot.app import App, at_sigterm
from workshop_bot.clock import Clock
from workshop_bot.config import Config
from workshop_bot.errors import DatabaseHeld
from workshop_bot.features import hooks
from workshop_bot.serving import begin
from workshop_bot.store.engine import Store
from workshop_bot.store.lock import Lock
from workshop_bot.store.schema import bring_up_to_date

log = logging.getLogger(__name__)

LOOK = 5.0
"""Seconds between two looks at the lock: of a standby whether it is free, of the one who holds it whether it is still theirs."""


def serve(config: Config, delete_webhook: bool = False) -> None:
    """Serve until SIGTERM, or Ctrl-C (KeyboardInterrupt, once it has stopped cleanly); WorkshopBotError says why it cannot."""
    asyncio.run(_serve(config, Clock(), delete_webhook))


async def _serve(config: Config, clock: Clock, delete_webhook: bool) -> None:
    stopping = asyncio.Event()
    at_sigterm(stopping.set)
    store = Store(config.database)
    lock = Lock(store)
    try:
        if await _take(lock, store, clock, stopping):
            bring_up_to_date(store)
            app = App(config, store, begin(config.knowledge, store, clock, hooks(config.organisers)), clock)
            await _watched(app, lock, stopping, delete_webhook)
    finally:
        lock.release()
        store.close()


async def _take(lock: Lock, store: Store, clock: Clock, stopping: asyncio.Event) -> bool:
    """Wait until the database is ours alone; with SQLite, which only one machine has, nobody stands by."""
    said = False
    while not stopping.is_set():
        if lock.take(clock.now()):
            return True
        if store.file is not None:
            raise lock.refusal()
        if not said:
            log.info("another instance serves; this one stands by")
            said = True
        await _rest(stopping)
    return False


async def _watched(app: App, lock: Lock, stopping: asyncio.Event, delete_webhook: bool) -> None:
    """Run it until it ends, is told to, or the lock is lost."""
    serving = asyncio.create_task(app.run(delete_webhook))
    lost = False
    try:
        while not (serving.done() or stopping.is_set() or lost):
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait((serving, stop), timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            lost = not await asyncio.to_thread(lock.held)
    finally:  # Ctrl-C cancels the loop above
        app.stop()
        await serving
    if lost:
        raise DatabaseHeld("the connection that holds the database was lost; another instance may serve now, start this one again")


async def _rest(stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), LOOK)
    except TimeoutError:
        return
