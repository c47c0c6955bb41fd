"""A store, a clock whose time leaps, a server that takes messages, and the program's life between them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection
from tests.delivery.life import ECHO, Chain, LeapingClock, Live, Server, leaping, made, with_tables
from tests.postgres import Server as Postgres

from workshop_bot.answers import Ready, prepare
from workshop_bot.delivery.turn import Incoming, Turn
from workshop_bot.knowledge.read import usable
from workshop_bot.store.chats import Chat
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata


@pytest.fixture
def clock() -> LeapingClock:
    return LeapingClock()


@pytest.fixture
def server(clock: LeapingClock) -> Server:
    return Server(clock)


@pytest.fixture(scope="session")
def on_server(postgres: Postgres) -> Iterator[str]:
    """One database on the server for all tests here: to make one takes longer than most of them."""
    with postgres.fresh() as address:
        yield with_tables(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, of either kind."""
    if request.param == "sqlite":
        return made(tmp_path)
    address: str = request.getfixturevalue("on_server")
    store = Store(address)
    with store.transaction() as connection:
        connection.exec_driver_sql(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")
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

    return partial(leaping, clock)


@pytest.fixture(scope="session")
def ready() -> Ready:
    """The shipped workshop."""
    return prepare(usable(Path(__file__).parents[2] / "knowledge"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A transaction in a database with nothing in it."""
    opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    metadata.create_all(opened.engine)
    with opened.transaction() as begun:
        yield begun
    opened.close()


@pytest.fixture
def turn(connection: Connection, ready: Ready) -> Turn:
    """Somebody who writes in English, on the first day at ten in Hanoi."""
    return Turn(Incoming(1, "text", 4, 4), datetime(2024, 12, 2, 3, tzinfo=UTC), connection, ready, Chat(4, True), "en", "pow_bot")
