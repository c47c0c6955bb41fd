"""The knowledge in force: read whole, made ready, swapped whole; with errors the one that was taken over last serves on (P17).

look: changed, and still again? ─ read ─┬─ errors ──> said once, with their places; the old serves on
                                        └─ none ────> prepare ─> keep in the store ─> swap
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from workshop_bot.answers import Ready, prepare
from workshop_bot.clock import Clock
from workshop_bot.delivery.writer import Writer
from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge.read import read, read_again, sound
from workshop_bot.knowledge.watch import Signature, Watch, signature
from workshop_bot.store import folders
from workshop_bot.store.engine import Store

log = logging.getLogger(__name__)

MOST_SAID = 5
"""Errors of a folder that a log line tells; `check` tells them all."""


class Serving:
    """One folder and what is in force of it; `ready` is replaced whole, never changed."""

    def __init__(self, folder: Path, ready: Ready, seen: Signature) -> None:
        self.folder, self.ready = folder, ready
        self.swapped: Callable[[], None] = lambda: None
        """Called after each swap."""
        self._watch = Watch(dealt=seen, seen=seen)

    @property
    def name(self) -> str:
        """What a log line calls it: the workshop, and the beginning of the name of its bytes."""
        return f"{self.ready.knowledge.workshop.id} ({self.ready.knowledge.digest[:12]})"

    async def look(self, writer: Writer, clock: Clock) -> None:
        """Take a changed folder over once it is still; with errors say them and let the old serve on."""
        watch, changed = self._watch.look(await asyncio.to_thread(signature, self.folder))
        if changed:
            await self._deal(writer, clock)
        self._watch = watch  # not before: what could not be kept is looked at again

    async def _deal(self, writer: Writer, clock: Clock) -> None:
        try:
            reading = await asyncio.to_thread(read, self.folder)
        except KnowledgeUnusable as error:
            log.error("%s; the old folder serves on", error)
            return
        if reading.knowledge is None:
            log.error("the changed folder has errors, the old one serves on: %s", "; ".join(map(str, reading.problems[:MOST_SAID])))
        elif reading.knowledge.digest != self.ready.knowledge.digest:
            made = await asyncio.to_thread(prepare, reading.knowledge)
            digest, files = reading.knowledge.digest, reading.files
            await writer.run(partial(folders.keep, digest=digest, files=files, now=clock.now()))
            self.ready = made
            log.info("took the changed folder over: %s", self.name)
            self.swapped()


def begin(folder: Path, store: Store, clock: Clock) -> Serving:
    """What serves at a start: the folder, or where it has errors the one taken over last; KnowledgeUnusable with neither."""
    seen = signature(folder)
    with store.transaction() as connection:
        before = folders.kept(connection)
        try:
            reading = read(folder)
            knowledge = sound(reading, folder)
        except KnowledgeUnusable as error:
            last = read_again(before).knowledge if before else None
            if last is None:
                raise
            log.error("%s; the one taken over last serves", error)
            knowledge = last
        else:
            folders.keep(connection, knowledge.digest, reading.files, clock.now())
    return Serving(folder, prepare(knowledge), seen)
