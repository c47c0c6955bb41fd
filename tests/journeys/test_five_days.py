"""A workshop of five days in seconds, with faults: what is sent equals what a plain, slow forecast says (P4, P11, P13, P14)."""

import asyncio
import random
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection
from tests.delivery.life import Inline, Killed, LeapingClock, Server, leaping, made
from tests.journeys.days import Change, Forecast, Person, people, programme, script, write

from workshop_bot import owed
from workshop_bot.answers import Ready, prepare
from workshop_bot.delivery.sender import AHEAD, WINDOW, Sender, sort_out
from workshop_bot.delivery.ticks import put_due
from workshop_bot.delivery.turn import Outcome, Reply, Say, TryLater, Unsure, Worded
from workshop_bot.delivery.words import word
from workshop_bot.features import ROUTES, TICKS, WORDERS, changes
from workshop_bot.knowledge.read import usable
from workshop_bot.store import chats, follows, outbox, reminders
from workshop_bot.store.engine import Store

TITLE = re.compile(r"Meeting M\d\d")
Said = Counter[tuple[int, frozenset[str]]]
"""Who was reminded of which meetings in one message, and how often."""


class Days:
    """The program without its edge: what it keeps, what becomes due, what it sends; it can be killed and started again."""

    def __init__(self, place: Path, seed: int, many: int, happen: int, faults: bool) -> None:
        self.chance = random.Random(seed)
        self.place, self.url, self.faults = place, made(place), faults
        self.clock = LeapingClock()
        self.server = Server(self.clock)
        self.server.answers = self.fault
        meetings = programme(self.chance)
        self.forecast = Forecast(people(self.chance, many, meetings), meetings)
        self.script = list(script(self.chance, self.forecast.persons, meetings, happen))
        write(place, self.forecast.meetings)
        self.ready = prepare(usable(place))
        self.doubtful = 0
        """Messages that may have arrived twice: their answer was lost, or the process was killed with them in flight."""
        self.open()

    def read(self) -> Ready:
        """The folder as it is now; nobody asks questions, so that the index may be an old one."""
        write(self.place, self.forecast.meetings)
        return prepare(usable(self.place), self.ready.index)

    def open(self) -> None:
        self.store = Store(self.url)
        self.writer = Inline(self.store, self.clock)

    def words(self, connection: Connection, row: outbox.Row, now: datetime) -> Worded:
        return word(connection, row, now, lambda: self.ready, lambda: "days_bot", WORDERS, ROUTES.commands)

    def fault(self, reply: Reply) -> Outcome | None:
        """Now and then Telegram refuses, or its answer is lost after the message has arrived."""
        chance = self.chance.random() if self.faults else 1.0
        if chance < 0.01:
            return TryLater(1.0, "502")
        if chance < 0.015:
            self.server.arrived.append(reply)
            self.doubtful += 1
            return Unsure("cut")
        return None

    def begin(self) -> None:
        """Everybody is met, has chosen, and is owed what follows from it."""
        now = self.clock.now()
        with self.store.transaction() as connection:
            for person in self.forecast.persons.values():
                chats.meet(connection, person.chat, True, now)
                keep(connection, person, now)
            owed.plan(connection, self.ready.knowledge, now)
        self.forecast.plan(now)

    async def happens(self, change: Change) -> None:
        """To the program and to the forecast alike."""
        now = self.clock.now()
        if change.kind == "down":
            await self.down(timedelta(minutes=self.chance.choice((1, 20, 90, 480))))
        elif change.person:
            self.forecast.persons[change.chat] = change.person
            with self.store.transaction() as connection:
                keep(connection, change.person, now)
                owed.plan(connection, self.ready.knowledge, now, chat=change.chat)
            self.forecast.plan(now, change.chat)
        elif change.meeting:
            self.forecast.meetings[change.meeting.id] = change.meeting
            before, self.ready = self.ready, self.read()
            with self.store.transaction() as connection:
                changes.taken_over(connection, before.knowledge, self.ready.knowledge, now)
            self.forecast.plan(now)

    async def down(self, length: timedelta) -> None:
        """The process is not there for a while; at its next start all is planned anew."""
        self.store.close()
        await self.clock.sleep(length.total_seconds())
        self.open()
        with self.store.transaction() as connection:
            sort_out(connection)
            owed.plan(connection, self.ready.knowledge, self.clock.now())
        self.forecast.plan(self.clock.now())

    async def tick(self) -> Said:
        """What is due now is put into the outbox and sent, to the last retry; who was reminded of what."""
        before = len(self.server.arrived)
        if self.faults and self.chance.random() < 0.02:
            self.writer.steps = self.chance.randint(1, 60)
        try:
            await self.sent()
        except Killed:
            self.writer.die()
            self.open()
            with self.store.transaction() as connection:
                flying = sort_out(connection)
            assert flying <= WINDOW + AHEAD
            self.doubtful += flying
            await self.sent()
        self.writer.steps = -1
        return Counter(reminded(reply) for reply in self.server.arrived[before:] if isinstance(reply, Say) and reply.text.text[0] == "⏰")

    async def sent(self) -> None:
        sender = Sender(self.writer, self.server.send, self.words, None, self.clock)
        for tick in TICKS:
            await put_due(tick, self.writer, lambda: self.ready, self.clock, sender.wake)
        sending = asyncio.create_task(sender.run())
        try:
            while not sending.done() and await self.writer.run(open_rows):
                still = asyncio.create_task(sender.still.wait())
                await asyncio.wait((still, sending), return_when=asyncio.FIRST_COMPLETED)
                still.cancel()
                await self.clock.sleep(1)
                sender.wake()
            sender.stop()
            await sending
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def pass_by(self) -> None:
        """From the eve to the last evening: after each moment what was sent is what the forecast says."""
        self.begin()
        while True:
            now = self.clock.now()
            with self.store.transaction() as connection:
                planned = reminders.next_due(connection, now)
            assert planned == self.forecast.next_due(now)
            moment = min(filter(None, (planned, self.script[0].at if self.script else None)), default=None)
            if moment is None:
                return
            await self.clock.sleep(max(0.0, (moment - now).total_seconds()))
            if self.script and self.script[0].at <= self.clock.now():
                await self.happens(self.script.pop(0))
            doubtful, owed_now = self.doubtful, Counter(self.forecast.due(self.clock.now()).items())
            said = await self.tick()
            assert owed_now - said == Counter(), f"lost at {moment}"
            assert set(said) == set(owed_now), f"wrong at {moment}"
            assert (said - owed_now).total() <= self.doubtful - doubtful, f"doubled at {moment}"


def keep(connection: Connection, person: Person, now: datetime) -> None:
    """What a person has chosen, as their taps leave it."""
    lead, second = person.leads
    chats.change(connection, person.chat, lead=lead, second_lead=second, quiet=person.quiet, zone=person.zone, silent=person.silent)
    chats.change(connection, person.chat, language=person.language)
    follows.drop(connection, person.chat)
    for target, on in person.follows.items():
        follows.follow(connection, person.chat, target, now, stopped=not on)


def reminded(reply: Say) -> tuple[int, frozenset[str]]:
    """Whom a message reminds of which meetings."""
    return reply.chat, frozenset(title.removeprefix("Meeting ").lower() for title in TITLE.findall(reply.text.text))


def open_rows(connection: Connection) -> bool:
    """Whether messages are on their way."""
    return not outbox.counts(connection).keys().isdisjoint(("waiting", "sending"))


def lived(place: Path, seed: int, many: int, happen: int, faults: bool) -> Days:
    """Five days from one seed."""
    print(f"seed {seed}, {many} people, {happen} events")
    days = Days(place, seed, many, happen, faults)
    try:
        leaping(days.clock, days.pass_by())
    finally:
        days.store.close()
    return days


@pytest.mark.parametrize("seed", range(1))
def test_p04_each_reminder_owed_comes_once_and_none_is_wrong(tmp_path: Path, seed: int) -> None:
    days = lived(tmp_path, seed, 60, 90, faults=False)
    assert days.doubtful == 0
    assert len(days.server.arrived) > 60


@pytest.mark.parametrize("seed", range(1, 3))
def test_p04_p11_p14_also_with_lost_answers_outages_and_kills(tmp_path: Path, seed: int) -> None:
    assert len(lived(tmp_path, seed, 60, 90, faults=True).server.arrived) > 60
