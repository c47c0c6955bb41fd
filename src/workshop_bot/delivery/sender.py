"""From the outbox to Telegram: claimed just before it is sent, at Telegram's pace, until it is there or cannot be.

    one transaction: note what became of the last ones ─> claim the next ─┐
              ^                                                           v
              └──────────────── outcome <── send (at most WINDOW at once) ┘

A better rank overtakes; within a chat and a rank the order holds, over retries too: one is in flight, the others wait behind it (P5).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from workshop_bot.clock import Clock
from workshop_bot.delivery.outbox import BROADCASTS
from workshop_bot.delivery.pace import Buckets, Pace
from workshop_bot.delivery.turn import Delete, Edit, GiveUp, Moved, Outcome, Reply, Say, Sent, TryLater, Unsure
from workshop_bot.delivery.writer import Trouble, Writer
from workshop_bot.delivery.written import from_json
from workshop_bot.errors import StoreUnavailable, WorkshopBotError
from workshop_bot.store import chats, erase, outbox, slots
from workshop_bot.store.outbox import Row

log = logging.getLogger(__name__)

WINDOW = 8
"""So many are in flight at once: enough for Telegram's pace at 250 ms, few enough to know after a kill which may arrive twice."""
TRIES = 20
"""A message is tried so often before it is given up: with waits that grow to five minutes, more than an hour of a broken line."""
DOUBTS = 2
"""An answer whose fate is unknown is sent so often in all: a double is better than silence."""

Send = Callable[[Reply], Awaitable[Outcome]]


@dataclass(frozen=True)
class Flown:
    """A row that was sent, and what became of it."""

    row: Row
    reply: Reply
    outcome: Outcome


class Sender:
    """The loop; `send` never raises but for what ends the program."""

    def __init__(self, writer: Writer, send: Send, pace: Pace | None, clock: Clock) -> None:
        self._writer, self._send, self._clock = writer, send, clock
        self._buckets = Buckets(pace)
        self._woken = asyncio.Event()
        self._stopping = False
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._landed: list[Flown] = []
        self._rests = False
        self._failed: WorkshopBotError | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is to be sent now."""
        return self._rests and not self._flying and not self._landed

    def wake(self) -> None:
        """Something new waits."""
        self._rests = False
        self._woken.set()

    def stop(self) -> None:
        """Claim no more; `run` returns when what is in flight has landed and is noted."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send what waits and what comes, until it is stopped."""
        trouble = Trouble(self._woken)
        while not self._stopping or self._flying or self._landed:
            self._woken.clear()
            landed, self._landed = self._landed, []
            try:
                claimed, seconds, rests = await self._writer.run(partial(self._turn_over, landed))
            except StoreUnavailable as error:
                self._landed = landed + self._landed
                await trouble.wait(error)
                continue
            trouble.over()
            for row, reply in claimed:
                self._flying[row.id] = asyncio.create_task(self._fly(row, reply))
            self._rests = rests
            if not self._landed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), seconds)
            if self._failed:
                raise self._failed

    async def _fly(self, row: Row, reply: Reply) -> None:
        try:
            outcome = await self._send(reply)
        except WorkshopBotError as error:  # the token is refused: it ends the program, and the row is sorted out at the next start
            self._failed = error
        except Exception:
            log.exception("message %s could not be sent", row.id)
            self._landed.append(Flown(row, reply, GiveUp("our fault, see the log")))
        else:
            self._landed.append(Flown(row, reply, outcome))
        del self._flying[row.id]
        self._woken.set()

    def _turn_over(self, landed: list[Flown], connection: Connection) -> tuple[list[tuple[Row, Reply]], float | None, bool]:
        """Note what became of those that landed, and claim the next; the seconds until there may be more, and whether nothing is due."""
        for flown in landed:
            self._note(connection, flown)
        if self._stopping:
            return [], None, False
        now, mono = self._clock.now(), self._clock.monotonic()
        outbox.drop_useless(connection, now)
        claimed: list[tuple[Row, Reply]] = []
        seconds: float | None = None
        due = outbox.ready(connection, now, WINDOW * 4)
        for row in due:
            wait = self._buckets.wait_everywhere(mono)
            if wait or len(self._flying) + len(claimed) >= WINDOW:
                seconds = wait or None
                break
            if wait := self._buckets.wait(row.chat, mono):
                seconds = wait if seconds is None else min(seconds, wait)
                continue
            self._buckets.take(row.chat, mono, message=row.act in ("say", "file"))
            reply = _aimed(connection, row)
            outbox.claim(connection, row.id)
            claimed.append((row, reply))
        if not due:
            seconds = outbox.seconds_to_next(connection, now)
        return claimed, seconds, not due

    def _note(self, connection: Connection, flown: Flown) -> None:
        """Write down what became of a message."""
        row, reply, now = flown.row, flown.reply, self._clock.now()
        match flown.outcome:
            case Sent(message):
                outbox.finish(connection, row.id, "sent", now, message=message)
                if row.slot and message and not isinstance(reply, Delete):
                    slots.fill(connection, row.chat, row.slot, message, now)
                elif isinstance(reply, Delete):
                    slots.empty(connection, row.chat, row.slot)
            case TryLater(seconds, why, everywhere):
                self._buckets.hold(0 if everywhere else row.chat, self._clock.monotonic() + seconds, self._clock.monotonic())
                self._again(connection, row, seconds, why)
            case Moved(new):
                erase.move(connection, row.chat, new)
                outbox.later(connection, row.id, now, 0, "the group has moved")
            case Unsure(why) if row.rank >= BROADCASTS:
                outbox.finish(connection, row.id, "unsure", now, why)
            case Unsure(why):
                self._again(connection, row, min(2.0**row.tries, 30), why, DOUBTS)
            case GiveUp(why, gone, forget):
                log.info("message %s is given up: %s", row.id, why)
                outbox.finish(connection, row.id, "dropped", now, why)
                if forget:
                    erase.forget(connection, row.chat)
                elif gone:
                    chats.change(connection, row.chat, gone=why)
                    outbox.drop_chat(connection, row.chat, now, why)

    def _again(self, connection: Connection, row: Row, seconds: float, why: str, tries: int = TRIES) -> None:
        now = self._clock.now()
        if row.tries + 1 >= tries:
            log.warning("message %s is given up after %s tries: %s", row.id, row.tries + 1, why)
            outbox.finish(connection, row.id, "dropped", now, why)
        else:
            outbox.later(connection, row.id, now + timedelta(seconds=seconds), seconds, why)


def sort_out(connection: Connection) -> int:
    """What was in flight when the program ended: answers and reminders go once more, broadcasts are unsure; how many there were."""
    rows = outbox.in_flight(connection)
    for row in rows:
        if row.rank >= BROADCASTS:
            outbox.unsure(connection, row.id)
        else:
            outbox.again(connection, row.id)
    return len(rows)


def _aimed(connection: Connection, row: Row) -> Reply:
    """The reply with the number of the message it changes; an edit of a message that is not there says it anew."""
    reply = from_json(row.act, row.data)
    if not isinstance(reply, Edit | Delete) or not reply.slot:
        return reply
    message = slots.find(connection, row.chat, reply.slot) or reply.message
    if message is None and isinstance(reply, Edit):
        return Say(reply.chat, reply.text, reply.buttons, reply.slot)
    return replace(reply, message=message)
