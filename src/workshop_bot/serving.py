"""The knowledge in force: read whole, made ready, swapped whole; with errors the one that was taken over last serves on (P17).

look: changed, and still again? ─ read ─┬─ errors ──> said once, with their places; the old serves on
                                        └─ none ────> prepare ─> keep in the store ─> swap
"""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop_bot.answers import Ready, prepare
from workshop_bot.clock import Clock
from workshop_bot.delivery.writer import Writer
from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge.files import load
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.problems import Problem
from workshop_bot.knowledge.read import read, usable
from workshop_bot.knowledge.watch import Signature, Watch, signature, unpacked
from workshop_bot.store import folders
from workshop_bot.store.engine import Store

log = logging.getLogger(__name__)


class Serving:
    """One folder and what is in force of it; `ready` is replaced whole, never changed."""

    def __init__(self, folder: Path, ready: Ready, seen: Signature) -> None:
        self.folder, self.ready = folder, ready
        self._watch = Watch(dealt=seen, seen=seen)

    @property
    def name(self) -> str:
        """What a log line calls it: the workshop, and the beginning of the name of its bytes."""
        return f"{self.ready.knowledge.workshop.id} ({self.ready.knowledge.digest[:12]})"

    async def look(self, writer: Writer, clock: Clock) -> None:
        """Take a changed folder over once it is still; with errors say them and let the old serve on."""
        self._watch, changed = self._watch.look(await asyncio.to_thread(signature, self.folder))
        if not changed:
            return
        made = await asyncio.to_thread(_made_ready, self.folder)
        if not isinstance(made, Ready):
            log.error("the changed folder has errors, the old one serves on: %s", "; ".join(map(str, made[:5])))
        elif made.knowledge.digest != self.ready.knowledge.digest:
            files = await asyncio.to_thread(_files, self.folder)
            await writer.run(partial(folders.keep, digest=made.knowledge.digest, files=files, now=clock.now()))
            self.ready = made
            log.info("took the changed folder over: %s", self.name)


def begin(folder: Path, store: Store, clock: Clock) -> Serving:
    """What serves at a start: the folder, or where it has errors the one taken over last; KnowledgeUnusable with neither."""
    seen = signature(folder)
    with store.transaction() as connection:
        before = folders.kept(connection)
        try:
            knowledge = usable(folder)
        except KnowledgeUnusable as error:
            if before is None:
                raise
            log.error("%s; the one taken over last serves", error)
            knowledge = _kept(before)
        else:
            folders.keep(connection, knowledge.digest, _files(folder), clock.now())
    return Serving(folder, prepare(knowledge), seen)


def _made_ready(folder: Path) -> Ready | tuple[Problem, ...] | tuple[str]:
    try:
        reading = read(folder)
    except KnowledgeUnusable as error:
        return (str(error),)
    return prepare(reading.knowledge) if reading.knowledge else reading.problems


def _files(folder: Path) -> Mapping[str, bytes]:
    return {file.path: data for file, data in load(folder)[0]}


def _kept(files: Mapping[str, bytes]) -> Knowledge:
    with TemporaryDirectory(prefix="workshop-bot-") as place:
        return usable(unpacked(files, Path(place)))
