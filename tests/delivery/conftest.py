"""A store, a clock whose time leaps, a server that takes messages, and the program's life between them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.delivery.life import ECHO, Chain, LeapingClock, Live, Server, leaping, made

from workshop_bot.store.engine import Store


@pytest.fixture
def clock() -> LeapingClock:
    return LeapingClock()


@pytest.fixture
def server(clock: LeapingClock) -> Server:
    return Server(clock)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty database."""
    return made(tmp_path)


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

    return partial(leaping, clock)
