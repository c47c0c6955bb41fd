"""The programme in force: the folder with what organisers changed in the chat laid over it; swapped whole (P17), each change heard (P13).

look: folder changed, and still again? ─ read ─┬─ errors ──────────────────> organisers told once; the old serves on
      an act in the chat, an agreement?        ├─ many would hear of it ───> organisers asked first; the old serves on
            └──────────────────────────────────┴─> prepare ─> one transaction: folder kept, change handed on ─> swap

What was done while the program was down is heard too: at a start the programme in force is made again from the folder kept last.

An entry that an organiser keeps is written here and not in their turn: a turn may be undone and taken again, a file may not. What they
agreed to is a row; it is written where the folder is still what they saw, and what it leads to is in force at once, without another word.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from workshop_bot.answers import Ready, keep, prepare
from workshop_bot.clock import Clock
from workshop_bot.delivery.organisers import reachable, tell
from workshop_bot.delivery.outbox import put_off
from workshop_bot.delivery.turn import Aside
from workshop_bot.delivery.writer import Writer
from workshop_bot.errors import KnowledgeUnusable, StoreUnavailable
from workshop_bot.knowledge.edits import NotEdited, applied, from_json, write
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import read, read_again, sound
from workshop_bot.knowledge.watch import Signature, Watch, signature
from workshop_bot.matching.index import Index
from workshop_bot.programme.diff import asks_first, changes, to_json
from workshop_bot.programme.overrides import in_force, said
from workshop_bot.store import folders, kept, meta, overrides
from workshop_bot.store.engine import Store
from workshop_bot.store.kept import Kept
from workshop_bot.store.overrides import Override

log = logging.getLogger(__name__)

MOST_SAID = 5
"""Errors of a folder that a log line or a message tells; `check` tells them all."""
SHORT = 16
"""Letters of its digest by which a folder is named in a button."""
MOST_NAMED = 3
"""Changed sessions that organisers are told by name when a folder is in force; the rest is counted."""
KEPT = "kept"
"""The kind of the message that says what became of an entry that an organiser keeps."""
_PROGRAM = Path(__file__).resolve().parent
TOLD, ASKED, AGREED = "folder.told", "folder.asked", "folder.agreed"
"""What the store remembers of a folder that is not in force: the errors told last, the digest asked about, the digest agreed to."""


@dataclass(frozen=True)
class Hooks:
    """What a change of the programme sets off, and who is told or asked before; nothing and nobody unless said otherwise.

    `taken_over` gets the old and the new programme, and the sessions that were changed without wanting it told.
    """

    owners: frozenset[int] = frozenset()
    taken_over: Callable[[Connection, Knowledge, Knowledge, datetime, frozenset[str]], None] = lambda *_: None


@dataclass(frozen=True)
class _Found:
    """A folder as it was read: its knowledge and bytes, or why it cannot be used, with its errors if there is a folder at all."""

    knowledge: Knowledge | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    wrong: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Change:
    """From one programme in force to the next: a folder with these overrides laid over it, of which some are lost."""

    old: Knowledge
    new: Knowledge
    rows: list[Override]
    lost: tuple[Override, ...]


class Serving:
    """One folder and what is in force of it; `ready` is replaced whole, never changed. `aside` is a changed folder that is not in force.

    To one that is `lent` nothing is written: what organisers keep is in force as if it were, until the folder changes.
    """

    def __init__(
        self, folder: Path, kept: Knowledge, ready: Ready, seen: Signature, hooks: Hooks, held: _Found | None, aside: Aside | None
    ):
        self.folder, self.ready, self.aside, self.lent = folder, ready, aside, False
        self.swapped: Callable[[], None] = lambda: None
        """Called after each swap."""
        self._kept, self._hooks, self._held = kept, hooks, held
        self._watch = Watch(dealt=seen, seen=seen)
        self._looking = asyncio.Lock()
        self._indexed: Index | None = None

    @property
    def name(self) -> str:
        """What a log line calls it: the workshop, and the beginning of the name of its bytes."""
        return f"{self.ready.knowledge.workshop.id} ({self.ready.knowledge.digest[:12]})"

    async def look(self, writer: Writer, clock: Clock, put: Callable[[], None] = lambda: None) -> None:
        """Take a changed folder over once it is still, and what organisers did or agreed to; `put` is called where they may be told."""
        async with self._looking:
            watch, changed = self._watch.look(await asyncio.to_thread(signature, self.folder))
            if changed:
                await self._deal(writer, clock)
            acted, agreed, wishes = await writer.run(
                lambda connection: (overrides.new(connection), meta.get(connection, AGREED), kept.to_write(connection))
            )
            if self._held and self._held.knowledge and self._held.knowledge.digest == agreed:
                await self._take_over(writer, clock, self._held)
            elif acted:
                await self._swap(writer, clock)
                log.info("took over what organisers did, up to act %s", acted[-1].id)
            for wish in wishes:
                await self._write(writer, clock, wish)
            self._watch = watch  # not before: what could not be kept is looked at again
            if changed or acted or agreed or wishes:
                put()
            if self._indexed is not self.ready.index:
                keep.keep(self.ready)  # a tenth of a second, once a folder; in another thread it would hold 7 MB more for good
                self._indexed = self.ready.index

    async def _deal(self, writer: Writer, clock: Clock) -> None:
        found = await asyncio.to_thread(_find, self.folder)
        aside = await writer.run(
            partial(_held_back, hooks=self._hooks, kept=self._kept, found=found, old=self.ready.knowledge, now=clock.now())
        )
        if aside is None and found.knowledge and found.knowledge.digest != self._kept.digest:
            await self._take_over(writer, clock, found)
        elif found.errors:
            log.error("the changed folder has errors, the old one serves on: %s", "; ".join(found.errors[:MOST_SAID]))
        elif found.wrong:
            log.error("%s; the old folder serves on", found.wrong)
        elif aside:
            log.warning("the changed folder waits for the word of an organiser, the old one serves on")
        elif self.aside:
            log.info("the folder is again what is in force: %s", self.name)
        self.aside, self._held = aside, found if aside else None

    async def _take_over(self, writer: Writer, clock: Clock, found: _Found) -> None:
        await self._swap(writer, clock, found)
        self.aside = self._held = None
        log.info("took the changed folder over: %s", self.name)

    async def _write(self, writer: Writer, clock: Clock, wish: Kept) -> None:
        """Write what an organiser wants in the folder, or out of it, and take it over; or tell them why not, nothing being changed."""
        edits = from_json(wish.edits)
        try:
            if self.aside:
                raise NotEdited("aside", "")
            if not self.lent and self.folder.resolve().is_relative_to(_PROGRAM):
                raise NotEdited("example", "")
            files = applied(await writer.run(lambda connection: folders.kept(connection) or {}), edits)
            reading = await asyncio.to_thread(read_again, files)
            if reading.knowledge is None:
                raise NotEdited("errors", str(reading.problems[0]))
            if not self.lent:
                await asyncio.to_thread(write, self.folder, edits)
        except NotEdited as refused:
            await writer.run(partial(_not_written, wish=wish, refused=refused, now=clock.now()))
            log.warning("the entry %s is not written: %s", wish.entry, refused.why)
            return
        await self._swap(writer, clock, _Found(reading.knowledge, files), wish)
        log.info("the entry %s is %s: %s", wish.entry, "kept" if wish.state == "wanted" else "taken out", self.name)

    async def _swap(self, writer: Writer, clock: Clock, changed: _Found | None = None, wish: Kept | None = None) -> None:
        """Put the changed folder, else the one kept, in force, with all that organisers did in the chat until then."""
        folder = changed.knowledge if changed and changed.knowledge else self._kept
        index = None if changed else self.ready.index
        before = self.ready, self._kept
        done = False
        while not done:  # once more where an organiser acted meanwhile
            change = _changed(self.ready.knowledge, folder, await writer.run(overrides.all_))
            made = await asyncio.to_thread(prepare, change.new, index)

            def put(connection: Connection, change: _Change = change, made: Ready = made) -> bool:
                if not _put_in_force(connection, self._hooks, change, changed.files if changed else None, clock.now(), not wish):
                    return False
                if wish:
                    _written(connection, self._hooks, wish, self.lent, clock.now())
                self.ready, self._kept = made, folder  # here, so that what the writer does next finds the programme that the change led to
                return True

            try:
                done = await writer.run(put)
            except StoreUnavailable:
                self.ready, self._kept = before
                raise
            index = made.index
        if not changed and self._held and self._held.knowledge:
            self.aside = Aside(waiting=in_force(self._held.knowledge, change.rows)[0])
        self.swapped()


def begin(folder: Path, store: Store, clock: Clock, hooks: Hooks = Hooks()) -> Serving:
    """What serves at a start: the folder, or where it has errors or waits for a word the one kept; KnowledgeUnusable with neither."""
    seen, now = signature(folder), clock.now()
    with store.transaction() as connection:
        found = _find(folder)
        files = folders.kept(connection)
        last = found.knowledge if found.files == files or not files else read_again(files).knowledge
        kept = last or found.knowledge
        if kept is None:
            raise KnowledgeUnusable(found.wrong)
        old, _ = in_force(kept, overrides.in_force(connection))
        aside = _held_back(connection, hooks, kept, found, old, now)
        if found.wrong:
            log.error("%s; the one taken over last serves", found.wrong)
        serves = kept if aside or found.knowledge is None else found.knowledge
        change = _changed(old, serves, overrides.all_(connection))
        _put_in_force(connection, hooks, change, None if files == found.files or aside else found.files, now)
    return Serving(folder, serves, keep.prepared(change.new), seen, hooks, found if aside else None, aside)


def _find(folder: Path) -> _Found:
    errors: tuple[str, ...] = ()
    try:
        reading = read(folder)
        errors = tuple(map(str, reading.problems))
        return _Found(sound(reading, folder), reading.files)
    except KnowledgeUnusable as error:
        return _Found(wrong=str(error), errors=errors)


def _held_back(connection: Connection, hooks: Hooks, kept: Knowledge, found: _Found, old: Knowledge, now: datetime) -> Aside | None:
    """Why a folder does not come into force, of which organisers are told once, and when it is over; None where it may."""
    if found.knowledge is None:
        errors = found.errors or (found.wrong,)
        state = sha256("\n".join(errors).encode()).hexdigest()
        if meta.get(connection, TOLD) != state:
            meta.put(connection, TOLD, state)
            meta.take_out(connection, ASKED)  # so that they hear of a folder that waits again
            tell(connection, hooks.owners, "errors", now, lines=errors[:MOST_SAID], count=len(errors))
        return Aside(errors)
    mended = meta.take_out(connection, TOLD)
    digest = found.knowledge.digest
    new, _ = in_force(found.knowledge, overrides.all_(connection))
    if digest == kept.digest:
        if meta.take_out(connection, ASKED) or mended:
            tell(connection, hooks.owners, "back", now)
        return None
    asked = meta.get(connection, ASKED) == digest  # then it waits, also when fewer sessions are still to come by now
    if not (asked or asks_first(old, new, now)) or meta.get(connection, AGREED) == digest or not reachable(connection, hooks.owners):
        return None
    if not asked:
        meta.put(connection, ASKED, digest)
        tell(connection, hooks.owners, "ask", now, digest=digest[:SHORT], count=len(changes(old, new)))
    return Aside(waiting=new)


def _changed(old: Knowledge, folder: Knowledge, rows: list[Override]) -> _Change:
    new, lost = in_force(folder, rows)
    return _Change(old, new, rows, lost)


def _put_in_force(
    connection: Connection, hooks: Hooks, change: _Change, files: Mapping[str, bytes] | None, now: datetime, told: bool = True
) -> bool:
    """Hand the change on and keep what is in force from now on, a changed folder's files too; False where an organiser has acted since.

    Organisers are `told` that a changed folder is in force.
    """
    if overrides.all_(connection) != change.rows:
        return False
    acts = overrides.new(connection)
    aloud = {act.session for act in acts if not act.silent}
    hooks.taken_over(connection, change.old, change.new, now, frozenset(act.session for act in acts) - aloud)
    overrides.taken_over(connection)
    overrides.drop(connection, change.lost)
    overruled = [(one.session, one.field, one.value) for one in change.lost if _says(change.new, one) != one.value]
    if files is not None:
        folders.keep(connection, change.new.digest, files, now)
        meta.take_out(connection, ASKED)
        meta.take_out(connection, AGREED)
    if told and files is not None and change.old.digest != change.new.digest:  # the same at the very first start
        found = changes(change.old, change.new)
        named = [(one.session, one.old and to_json(one.old), one.new and to_json(one.new), one.kinds) for one in found[:MOST_NAMED]]
        tell(connection, hooks.owners, "taken", now, count=len(found), named=named, overruled=overruled)
    elif overruled:
        tell(connection, hooks.owners, "overruled", now, overruled=overruled)
    return True


def _says(programme: Knowledge, override: Override) -> str:
    """What a programme says where an override was; nothing where the session is gone."""
    session = programme.session(override.session)
    return said(session, override.field) if session else ""


def _written(connection: Connection, hooks: Hooks, wish: Kept, lent: bool, now: datetime) -> None:
    """An entry is in the folder, or out of it again; every organiser hears of it."""
    state = "written" if wish.state == "wanted" else "undone"
    kept.change(connection, wish.id, state=state, edits="", undo=wish.undo if state == "written" else "")
    for chat in reachable(connection, hooks.owners):
        put_off(connection, chat, KEPT, json.dumps({"kept": wish.id, "state": state, "lent": lent}), now)


def _not_written(connection: Connection, wish: Kept, refused: NotEdited, now: datetime) -> None:
    """All is as before; who wanted it hears why."""
    kept.change(connection, wish.id, state="draft" if wish.state == "wanted" else "written", edits="")
    data = {"kept": wish.id, "why": refused.why, "detail": refused.detail}
    put_off(connection, wish.person, KEPT, json.dumps(data, ensure_ascii=False), now)
