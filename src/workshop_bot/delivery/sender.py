"""The loop that sends: a row is claimed just before it is sent, at Telegram's pace, until it is there or cannot be.

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
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from workshop_bot.clock import Clock
from workshop_bot.delivery.loop import Loop
from workshop_bot.delivery.outbox import BROADCASTS, reword
from workshop_bot.delivery.pace import Meter, Pace
from workshop_bot.delivery.turn import Delete, Edit, GiveUp, Inline, Moved, Outcome, Reply, Say, Sent, Toast, TryLater, Unsure, Worded
from workshop_bot.delivery.writer import Writer
from workshop_bot.delivery.written import ACTS, from_json
from workshop_bot.errors import StoreUnavailable, WorkshopBotError
from workshop_bot.logs import short
from workshop_bot.store import announcements, erase, meta, outbox, slots
from workshop_bot.store.outbox import Row

log = logging.getLogger(__name__)

WINDOW = 8
"""So many are in flight at once: enough for Telegram's pace at 250 ms, few enough to know after a kill which may arrive twice."""
AHEAD = 8
"""So many more are claimed, and take off as soon as others land, not when the store has time; a kill finds them in flight, too."""
TRIES = 20
"""A message is tried so often before it is given up: with waits that grow to five minutes, an hour and a half of refusals."""
LIFE = timedelta(hours=24)
"""After so long nobody waits for it any more; Telegram, too, keeps what people write for a day."""
DOUBTS = 3
"""A message whose fate is unknown is sent so often in all: a double is better than silence, a flood is not."""
SOON, LOOK = 1.0, 5.0
"""Seconds after which what is due later is looked for, where something is sent just now (mostly that lands before), and where nothing is:
the clock may be set meanwhile, and the machine may sleep.
"""
LONGEST_WAIT, LONGEST_HOLD = 300.0, 60.0
"""Seconds between two tries of a message, and of any message while there is no connection."""

_ENDS = TryLater(0, "the program ends", everywhere=True)
RUNNING = "running"
"""What stands in the database while the program runs, and after it was killed."""

Send = Callable[[Reply], Awaitable[Outcome]]
Word = Callable[[Connection, Row, datetime], Worded]
"""The words of a row that is kept as a kind and ids, or until when it waits, or why it is of no use any more."""
REPEATABLE = (announcements.CORRECT, announcements.WITHDRAW)
"""Broadcasts that change what stands there: they may go twice."""


@dataclass(frozen=True)
class Flown:
    """A row that was sent, and what became of it."""

    row: Row
    reply: Reply
    outcome: Outcome


@dataclass(frozen=True)
class Claimed:
    """What is to be sent now, the seconds until there may be more (None: when something lands or comes), and whether nothing is due."""

    rows: tuple[tuple[Row, Reply], ...] = ()
    seconds: float | None = None
    rests: bool = False


class Sender(Loop):
    """The loop; `send` never raises but for what ends the program. `still` is set while nothing is to be sent now."""

    def __init__(self, writer: Writer, send: Send, word: Word, pace: Pace | None, clock: Clock) -> None:
        super().__init__()
        self._writer, self._send, self._word, self._clock = writer, send, word, clock
        self._meter = Meter(pace)
        self._window = asyncio.Semaphore(WINDOW)
        self._refused: TryLater | None = None
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._landed: list[Flown] = []
        self._silence = 0.0
        self._failed: WorkshopBotError | None = None

    async def run(self) -> None:
        """Send what waits and what comes, until it is stopped."""
        while not self._stopping or self._flying or self._landed:
            self._woken.clear()
            landed, self._landed = self._landed, []
            full = not landed and len(self._flying) >= WINDOW + AHEAD
            try:
                with self._writer.trouble.told(self):
                    claimed = Claimed() if full else await self._writer.run(partial(self._turn_over, landed))
            except StoreUnavailable:
                self._landed = landed + self._landed
                await self.hindered()
                continue
            self.goes_on()
            if claimed.rows:
                self._refused = None
            for row, reply in claimed.rows:
                self._flying[row.id] = asyncio.create_task(self._fly(row, reply))
            if self._stopping and not self._flying and not self._landed:
                break
            if claimed.rests and not self._flying and not self._woken.is_set():
                self.still.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), claimed.seconds)
            if self._failed:
                raise self._failed

    async def _fly(self, row: Row, reply: Reply) -> None:
        try:
            async with self._window:
                if seconds := self._meter.depart(row.chat, self._clock.monotonic()):
                    await self._clock.sleep(seconds)
                outcome = (_ENDS if self._stopping else self._refused) or await self._send(reply)
            if isinstance(outcome, TryLater) and outcome.everywhere:
                self._refused = outcome  # what was claimed ahead need not ask, too
        except WorkshopBotError as error:  # the token is refused: it ends the program, and the row is sorted out at the next start
            self._failed = error
        except Exception as error:
            log.error("message %s could not be sent: %s", row.id, type(error).__name__, exc_info=error)
            self._landed.append(Flown(row, reply, GiveUp("our fault, see the log")))
        else:
            self._landed.append(Flown(row, reply, outcome))
        del self._flying[row.id]
        self._woken.set()

    def _turn_over(self, landed: list[Flown], connection: Connection) -> Claimed:
        """Note what became of those that landed, and claim the next."""
        for flown in landed:
            self._note(connection, flown)
        return Claimed() if self._stopping else self._claim(connection)

    def _claim(self, connection: Connection) -> Claimed:
        now, mono = self._clock.now(), self._clock.monotonic()
        due = outbox.ready(connection, now, WINDOW + AHEAD + self._meter.busy(mono))
        claimed: dict[int, tuple[Row, Reply]] = {}
        waits: list[float] = []
        seen: set[int] = set()
        for row in due:
            if len(self._flying) + len(claimed) >= WINDOW + (AHEAD if row.rank < BROADCASTS else 0):
                break  # broadcasts are not claimed ahead: those that a kill leaves in doubt are only those that were sent
            if wait := self._meter.wait_everywhere(mono):
                waits.append(wait)
                break
            message = row.act not in ("edit", "delete", "toast", "inline")
            if row.chat and row.chat in seen:
                continue  # of another rank; its turn comes when the first has landed, and it may have got other words
            if wait := self._meter.wait(row.chat, message, mono):
                waits.append(wait)
                continue
            seen.add(row.chat)
            if reply := self._useful(connection, row):
                self._meter.take(row.chat, message, mono)
                claimed[row.id] = replace(row, tries=row.tries + 1), reply
            else:
                waits.append(0)  # it made way for the next of its chat
        if claimed:
            waits.append(SOON)
        elif (next_due := outbox.seconds_to_next(connection, now)) is not None:
            waits.append(min(next_due, LOOK))
        outbox.claim(connection, list(claimed))
        return Claimed(tuple(claimed.values()), min(waits, default=None), not due and 0 not in waits)

    def _useful(self, connection: Connection, row: Row) -> Reply | None:
        """The reply as it goes out: to the chat's number of today, and to the message that it changes; None where there is no use in it."""
        now = self._clock.now()
        if row.until and row.until < now:
            outbox.finish(connection, row.id, "dropped", now, "too late")
            return None
        reply = from_json(row.act, row.data) if row.act in ACTS else self._word(connection, row, now)
        if isinstance(reply, datetime):
            outbox.later(connection, row, now, (reply - now).total_seconds(), "")
            return None
        if isinstance(reply, str):
            outbox.finish(connection, row.id, "dropped", now, reply)
            return None
        if isinstance(reply, Toast | Inline):
            return reply
        reply = replace(reply, chat=row.chat)
        if not isinstance(reply, Edit | Delete) or not reply.slot:
            return reply
        message = slots.find(connection, row.chat, reply.slot) or reply.message
        if message is None and isinstance(reply, Edit):
            if waiting := outbox.of_slot(connection, row.chat, reply.slot, ("say",)):
                reword(connection, waiting, reply)
                outbox.finish(connection, row.id, "dropped", now, "its message has not gone out yet, and got its words")
                return None
            return reply.anew
        return replace(reply, message=message)

    def _note(self, connection: Connection, flown: Flown) -> None:
        """Write down what became of a message."""
        row, reply, now = flown.row, flown.reply, self._clock.now()
        match flown.outcome:
            case Sent(message):
                self._silence = 0.0
                if outbox.finish(connection, row.id, "sent", now, message=message):
                    _place(connection, row, reply, message, now)
            case TryLater(seconds, why, everywhere=True):
                if not self._meter.wait_everywhere(self._clock.monotonic()):
                    self._silence = min(max(seconds, self._silence * 2), LONGEST_HOLD)
                self._meter.hold(0, self._silence, self._clock.monotonic())
                self._again(connection, replace(row, tries=row.tries - 1), 0, why)  # it is not this message's fault
            case TryLater(seconds, why):
                self._meter.hold(row.chat, seconds, self._clock.monotonic())  # of a toast nobody knows where; so everywhere
                self._again(connection, row, max(seconds, min(2.0 ** (row.tries - 1), LONGEST_WAIT)), why)
            case Moved(new):
                erase.move(connection, row.chat, new)
                self._again(connection, row, 0, "the group has moved")
            case Unsure(why) if row.rank >= BROADCASTS:
                outbox.finish(connection, row.id, "unsure", now, why)
            case Unsure(why) if row.doubled and row.tries >= DOUBTS:
                self._give_up(connection, row, why)
            case Unsure(why):
                self._again(connection, replace(row, doubled=True), 2.0**row.tries, why)
            case GiveUp(why, gone, deleted):
                self._give_up(connection, row, why)
                if deleted:
                    erase.forget(connection, row.chat)
                elif gone and row.chat:
                    erase.lose(connection, row.chat, why, now)

    def _again(self, connection: Connection, row: Row, seconds: float, why: str) -> None:
        if row.tries >= TRIES or self._clock.now() - row.created > LIFE:
            self._give_up(connection, row, why)
        else:
            outbox.later(connection, row, self._clock.now(), seconds, why)

    def _give_up(self, connection: Connection, row: Row, why: str) -> None:
        log.warning("message %s to chat %s is given up at try %s: %s", row.id, short(row.chat), row.tries, why)
        outbox.finish(connection, row.id, "dropped", self._clock.now(), why)


def take_over(connection: Connection, bot: int, name: str) -> bool:
    """From now on this program serves this bot from the database; whether the one before did not end cleanly."""
    meta.belong(connection, bot, name)
    flying, unclean = sort_out(connection), meta.get(connection, RUNNING) is not None
    meta.put(connection, RUNNING, "yes")
    if unclean:
        log.warning("the program did not end cleanly the last time; %s", _in_flight(flying))
    return unclean


def _in_flight(many: int) -> str:
    match many:
        case 0:
            return "nothing was in flight"
        case 1:
            return "one message was in flight, and may have arrived"
    return f"{many} messages were in flight, and may have arrived"


def end(connection: Connection) -> None:
    """The program ends cleanly."""
    meta.take_out(connection, RUNNING)


def sort_out(connection: Connection) -> int:
    """What was in flight when the program ended: answers and reminders go once more, broadcasts are unsure; how many there were."""
    why = "the program ended while it was sent"
    rows = outbox.in_flight(connection)
    for row in rows:
        if row.rank >= BROADCASTS and row.act not in REPEATABLE:
            outbox.finish(connection, row.id, "unsure", row.due, why)
        elif row.tries >= TRIES:
            outbox.finish(connection, row.id, "dropped", row.due, why)
        else:
            outbox.later(connection, replace(row, doubled=True), row.due, 0, why)
    return len(rows)


def _place(connection: Connection, row: Row, reply: Reply, message: int | None, now: datetime) -> None:
    """Remember where the message of a slot stands."""
    if isinstance(reply, Delete):
        slots.empty(connection, row.chat, row.slot)
    elif row.slot and message:
        known = slots.fill(connection, row.chat, row.slot, message, now)
        if known and isinstance(reply, Say):
            slots.empty_parts(connection, row.chat, row.slot)
