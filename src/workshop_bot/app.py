"""The program put together: built from `Config`, started and stopped in order.

lock ─> database ─> knowledge ─> who are we? ─> receiver, dispatcher, sender, jobs        and back again when it stops
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from workshop_bot import owed
from workshop_bot.botapi import profile, webhook
from workshop_bot.botapi.client import client
from workshop_bot.botapi.read import Self
from workshop_bot.botapi.receive import introduce, receive
from workshop_bot.botapi.rights import with_rights
from workshop_bot.botapi.send import send
from workshop_bot.clock import Clock, TurnedClock
from workshop_bot.config import Config
from workshop_bot.delivery import inbox
from workshop_bot.delivery.dispatch import Dispatcher, Service
from workshop_bot.delivery.pace import Pace
from workshop_bot.delivery.sender import WINDOW, Sender, end, take_over
from workshop_bot.delivery.ticks import next_due, put_due
from workshop_bot.delivery.turn import Incoming, Tick
from workshop_bot.delivery.words import word
from workshop_bot.delivery.writer import Writer
from workshop_bot.features import MENU, ROUTES, WORDERS, groups, ticks
from workshop_bot.jobs import Job, Jobs
from workshop_bot.serving import Serving
from workshop_bot.store import erase, pulse, schema
from workshop_bot.store.engine import Store

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that what is in hand has to end when the program stops."""
TELEGRAM = Pace()


class App:
    """One bot on one database, which it holds alone; the lock is its caller's."""

    def __init__(self, config: Config, store: Store, serving: Serving, clock: Clock, pace: Pace | None = TELEGRAM) -> None:
        self.config, self.store, self.serving, self.clock = config, store, serving, clock
        self.writer = Writer(store)
        self.client = client(config.token, config.api_url, WINDOW)
        self._name: str = ""
        words = partial(word, ready=lambda: serving.ready, bot=lambda: self._name, worders=WORDERS, ours=ROUTES.commands)
        self.sender = Sender(self.writer, partial(send, self.client.bot), words, pace, clock)
        self.dispatcher: Dispatcher | None = None
        self.menus: profile.Menus | None = None
        self.shown = profile.Shown(self.client.bot, lambda: serving.ready, MENU)
        self.stopping = asyncio.Event()
        self._polled: datetime | None = None
        self.ticks = ticks(config.organisers)
        table = (
            Job("look at the folder", 2, partial(serving.look, self.writer, clock, self.sender.wake)),
            *(Job(tick.name, tick.every, partial(self._tick, tick)) for tick in self.ticks),
            Job("menus", 5, self._look_at_menus),
            Job("pulse", 5, self._beat),
            Job("tidy", 3600, self._tidy),
        )
        self.jobs = Jobs(table, Clock(), self.writer.trouble)  # it ticks by the real clock, whatever the page turns

    async def run(self, delete_webhook: bool = False) -> None:
        """Serve until `stop`; Refused where a restart will not help."""
        self.jobs.start()
        try:
            await self._beat()
            if me := await introduce(self.client.bot, self.stopping):
                self._heard()
                await self._beat()
                if delete_webhook:
                    await webhook.delete(self.client.bot, self.stopping)
                await self._serve(me)
        finally:
            self.jobs.stop()
            await self.client.close()
            self.writer.close()

    def stop(self) -> None:
        """Take no more, end what is in hand, and leave the rest for the next start."""
        self.stopping.set()

    async def settled(self) -> None:
        """Wait until nothing waits to be handled or sent now, but no longer than `PATIENCE`: Telegram may be down."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while self.dispatcher and not (self.dispatcher.idle and self.sender.idle):
                    await self.dispatcher.still.wait()
                    await self.sender.still.wait()

    async def advance(self, clock: TurnedClock, to: datetime) -> None:
        """Turn the clock to a moment; what is due on the way is done at its own moment, in order."""
        await self.serving.look(self.writer, clock, self.sender.wake)  # what organisers have just done is due on the way too
        while (due := await self.next_due(clock.now())) and due <= to:
            await self._turn(clock, due)
        await self._turn(clock, to)
        await self.jobs.run_all()
        await self.settled()

    async def next_due(self, after: datetime) -> datetime | None:
        """The next moment after this one at which something is to be sent."""
        return await next_due(self.ticks, self.writer, after)

    async def _turn(self, clock: TurnedClock, to: datetime) -> None:
        clock.turn(to)
        for tick in self.ticks:
            await self._tick(tick)
        self.sender.wake()
        await self.settled()

    async def _tick(self, tick: Tick) -> None:
        if self.dispatcher is None:
            return  # the database is not known to be this bot's yet
        await put_due(tick, self.writer, lambda: self.serving.ready, self.clock, self.sender.wake)

    async def _serve(self, me: Self) -> None:
        self._name = me.name
        unclean = await self.writer.run(partial(take_over, bot=me.id, name=me.name))
        await self.writer.run(lambda connection: owed.plan_anew(connection, self.serving.ready.knowledge, self.clock.now()))
        owners = frozenset(self.config.organisers)
        serving, days = self.serving, self.config.retention_days
        service = Service(ROUTES, lambda: serving.ready, me.name, owners, me.sees_all, days, lambda: serving.aside)
        self.dispatcher = Dispatcher(self.writer, service, self.clock, self.sender.wake)
        self.menus = profile.Menus(self.client.bot, self.writer, lambda: serving.ready, owners, MENU)
        log.info("ready: @%s, knowledge %s, database %s", me.name, serving.name, self.store.name)
        showing = asyncio.create_task(self.shown.look())
        working = [asyncio.create_task(work) for work in (self._receive(me), self.dispatcher.run(unclean), self.sender.run())]
        try:
            await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
        finally:
            late = await self._end(working, showing)
        for ended in working:
            if not ended.cancelled() and (error := ended.exception()):
                raise error
        if not late:
            await self.writer.run(end)

    async def _end(self, working: list[asyncio.Task[None]], showing: asyncio.Task[None]) -> bool:
        """Stop what works, in the order in which messages go through; whether something was still in hand at the end."""
        self.stop()
        assert self.dispatcher
        self.dispatcher.stop()
        self.sender.stop()
        _, late = await asyncio.wait(working, timeout=PATIENCE)
        for task in (showing, *late):
            task.cancel()
        await asyncio.gather(*working, showing, return_exceptions=True)
        return bool(late)

    async def _receive(self, me: Self) -> None:
        if self.config.webhook:
            await webhook.serve(self.client.bot, self.config.webhook, me, self._keep, self.stopping, self._heard)
        else:
            await receive(self.client, me, self._keep, self.stopping, self._heard)

    async def _keep(self, incomings: Sequence[Incoming]) -> None:
        assert self.dispatcher
        known = await with_rights(self.client.bot, incomings, groups.asks_rights)
        await inbox.keep(known, self.writer, self.clock)
        self.dispatcher.wake()

    async def _look_at_menus(self) -> None:
        if self.menus:
            await self.menus.look()
            await self.shown.look()

    def _heard(self) -> None:
        self._polled = self.clock.now()

    async def _beat(self) -> None:
        await self.writer.run(partial(pulse.beat, now=self.clock.now(), heard=self._polled))

    async def _tidy(self) -> None:
        """Erase what is older than the retention, counted from the later of its own moment and the workshop's end."""
        workshop = self.serving.ready.knowledge.workshop
        before = self.clock.now() - timedelta(days=self.config.retention_days)
        if before.astimezone(workshop.zone).date() > workshop.ends:
            await self.writer.run(partial(erase.tidy, before=before))
        if self.store.file:
            schema.tidy_copies(self.store.file, before)


def at_sigterm(stop: Callable[[], None]) -> None:
    """Let a supervisor end the program; Ctrl-C does by itself, it cancels the main task."""
    try:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    except NotImplementedError:  # Windows
        signal.signal(signal.SIGTERM, lambda *_: stop())
