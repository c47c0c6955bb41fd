"""A store, a clock whose time leaps, a server that takes messages, and the program's life between them."""

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.delivery.life import ECHO, Chain, LeapingClock, LeapingLoop, Live, Server

from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata


@pytest.fixture
def clock() -> LeapingClock:
    return LeapingClock()


@pytest.fixture
def server(clock: LeapingClock) -> Server:
    return Server(clock)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty database."""
    address = f"sqlite:///{tmp_path / 'bot.db'}"
    store = Store(address)
    metadata.create_all(store.engine)
    store.close()
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture
def chain(url: str, clock: LeapingClock, server: Server) -> Iterator[Chain]:
    """A life of the program that says everything again, without a pace."""
    made = Chain(url, ECHO, clock, server)
    yield made
    made.close()


@pytest.fixture
def live(clock: LeapingClock) -> Live:
    """Run a story in a loop whose time leaps; what it began is dropped at its end."""

    def run(story: Coroutine[Any, Any, Any]) -> Any:
        with asyncio.Runner(loop_factory=LeapingLoop) as runner:
            try:
                return runner.run(story)
            finally:
                clock.before += runner.get_loop().time()

    return run
