"""The chain from inbox to outbox without a network: a loop whose time leaps, a store that can be killed at any statement, and a server
that takes messages as the test says.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, event

from workshop_bot.answers import Ready
from workshop_bot.clock import Clock
from workshop_bot.delivery.dispatch import Dispatcher, Service
from workshop_bot.delivery.inbox import keep
from workshop_bot.delivery.pace import Pace
from workshop_bot.delivery.sender import Sender, sort_out
from workshop_bot.delivery.turn import Incoming, Outcome, Reply, Route, Routes, Say, Sent, Turn
from workshop_bot.delivery.writer import Writer
from workshop_bot.store import chats
from workshop_bot.store.engine import Store
from workshop_bot.store.outbox import Row
from workshop_bot.store.tables import metadata
from workshop_bot.texts.markup import Rendered

START = datetime(2024, 12, 2, 3, tzinfo=UTC)
ORGANISER = 4
T = TypeVar("T")
Live = Callable[[Coroutine[Any, Any, Any]], Any]
"""Runs a story in a loop whose time leaps; what it returns."""


def no_words(connection: Connection, row: Row, now: datetime) -> Say | str:
    """Here nothing waits as a kind and ids."""
    raise KeyError(row.act)


class Leap(selectors.DefaultSelector):
    """Where the loop would wait for a moment, the moment comes at once."""

    time = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("all wait for something that nobody does")
        if not ready:
            self.time += timeout or 0
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop in which an hour takes no time."""

    def __init__(self) -> None:
        self.leap = Leap()
        super().__init__(self.leap)

    def time(self) -> float:
        return self.leap.time


class LeapingClock(Clock):
    """The clock of such a loop; `ahead` turns its hands."""

    def __init__(self) -> None:
        self.before = 0.0  # seconds of the loops that have ended
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.monotonic()) + self.ahead

    def monotonic(self) -> float:
        try:
            return self.before + asyncio.get_running_loop().time()
        except RuntimeError:
            return self.before


class Killed(BaseException):
    """The process is no more."""


class Inline(Writer):
    """Works at once, on the loop; `steps` more statements or commits are done, and then the process is killed (-1: never)."""

    def __init__(self, store: Store, clock: Clock, steps: int = -1) -> None:
        super().__init__(store)
        self._clock, self.steps, self.commits = clock, steps, 0
        self.failing: Exception | None = None
        self._raw: list[Any] = []
        event.listen(store.engine, "connect", lambda raw, record: self._raw.append(raw))
        event.listen(store.engine, "before_cursor_execute", self._step)
        event.listen(store.engine, "commit", self._step)

    async def run(self, work: Callable[[Connection], T]) -> T:
        await self._clock.sleep(0)
        if self.failing:
            raise self.failing
        result = self._within(work)
        self.commits += 1
        return result

    def _step(self, *_: object) -> None:
        if self.steps == 0:
            raise Killed
        self.steps -= 1

    def die(self) -> None:
        """The end of the process: what was not committed is gone."""
        for raw in self._raw:
            raw.close()


class Server:
    """Where messages arrive: `arrived` in order, and the times at which they did."""

    def __init__(self, clock: Clock, latency: float = 0.05) -> None:
        self.clock, self.latency = clock, latency
        self.arrived: list[Reply] = []
        self.times: list[float] = []
        self.answers: Callable[[Reply], Outcome | None] = lambda reply: None
        """What is answered instead of taking the message."""
        self.flying = self.most = 0

    async def send(self, reply: Reply) -> Outcome:
        self.flying += 1
        self.most = max(self.most, self.flying)
        try:
            await self.clock.sleep(self.latency / 2)
            refused = self.answers(reply)
            if refused is None:
                self.arrived.append(reply)
                self.times.append(self.clock.monotonic())
            await self.clock.sleep(self.latency / 2)
            return Sent(len(self.arrived)) if refused is None else refused
        finally:
            self.flying -= 1

    @property
    def texts(self) -> list[str]:
        """What arrived, as words."""
        return [reply.text.text for reply in self.arrived if isinstance(reply, Say)]


class Chain:
    """One life of the program, from inbox to server."""

    def __init__(self, url: str, routes: Routes, clock: LeapingClock, server: Server, pace: Pace | None = None, steps: int = -1) -> None:
        self.store = Store(url)
        self.clock, self.server = clock, server
        self.writer = Inline(self.store, clock, steps)
        self.service = Service(routes, lambda: READY, "pow_bot", frozenset({ORGANISER}))
        self.sender = Sender(self.writer, server.send, no_words, pace, clock)
        self.dispatcher = Dispatcher(self.writer, self.service, clock, self.sender.wake)
        self.tasks: list[asyncio.Task[None]] = []

    async def start(self, unclean: bool = False) -> int:
        """Go on where the last life ended; how many messages were in flight."""
        doubled = await self.writer.run(sort_out)
        self.tasks = [asyncio.create_task(self.dispatcher.run(unclean)), asyncio.create_task(self.sender.run())]
        return doubled

    async def receive(self, *incomings: Incoming) -> None:
        """As the receiver does it."""
        await keep(incomings, self.writer, self.clock)
        self.dispatcher.wake()

    async def settle(self) -> None:
        """Until nothing waits, or until one of the loops has ended."""

        async def still() -> None:
            while not (self.dispatcher.idle and self.sender.idle):
                await self.dispatcher.still.wait()
                await self.sender.still.wait()

        await self.unless_ended(still())

    async def unless_ended(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work returns, unless a loop raises before."""
        task = asyncio.create_task(work)
        await asyncio.wait([task, *self.tasks], return_when=asyncio.FIRST_COMPLETED)
        ended = next((one for one in [task, *self.tasks] if one.done() and one.exception()), None)
        if ended:
            for one in [task, *self.tasks]:
                one.cancel()
            await asyncio.gather(task, *self.tasks, return_exceptions=True)
            ended.result()
        return await task

    async def stop(self) -> None:
        """As the program ends when it is asked to."""
        self.dispatcher.stop()
        self.sender.stop()
        await asyncio.gather(*self.tasks)

    def read(self, question: Callable[[Connection], T]) -> T:
        """Look into the store."""
        with self.store.transaction() as connection:
            return question(connection)

    def close(self) -> None:
        self.writer.close()
        self.store.close()


READY = cast(
    Ready,
    SimpleNamespace(knowledge=SimpleNamespace(workshop=SimpleNamespace(languages=("vi", "fr", "en"), default_language="vi"), sessions=())),
)


def echo(turn: Turn) -> Sequence[Reply]:
    """Says the same again, and counts it in the chat's row."""
    chats.change(turn.connection, turn.incoming.chat, others=turn.chat.others + 1)
    return [say(turn.incoming.chat, turn.incoming.text)]


def say(chat: int, text: str, **fields: Any) -> Say:
    return Say(chat, Rendered(text, ()), **fields)


def text(update: int, person: int, words: str, **fields: Any) -> Incoming:
    """Somebody writes in the private chat."""
    known: dict[str, Any] = {"chat": person, "person": person, "text": words, "message": update}
    return Incoming(update, "text", **(known | fields))


def named(name: str) -> Route:
    return Route(lambda turn: [say(turn.incoming.chat, f"{name} {turn.argument}".strip())])


ECHO = Routes({}, {}, {"text": echo})


def made(folder: Path) -> str:
    """An empty database in a folder."""
    return with_tables(f"sqlite:///{folder / 'bot.db'}")


def with_tables(address: str) -> str:
    """The address of a database in which all tables are made."""
    store = Store(address)
    metadata.create_all(store.engine)
    store.close()
    return address


def leaping(clock: LeapingClock, story: Coroutine[Any, Any, T]) -> T:
    """Run a story in a loop whose time leaps; what it began is dropped at its end."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        try:
            return runner.run(story)
        finally:
            clock.before += runner.get_loop().time()


def send_all(chain: Chain, live: Live, seconds: float = 0) -> list[str]:
    """Send what waits, and what is due within so many seconds after; the texts that arrived."""

    async def story() -> None:
        await chain.start()
        await chain.settle()
        if seconds:
            await chain.unless_ended(chain.clock.sleep(seconds))
        await chain.settle()
        await chain.stop()

    live(story())
    return chain.server.texts
