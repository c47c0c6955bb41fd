"""One instance takes the database for itself, serves, and ends when it is told to."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.journeys.running import TOKEN

from workshop_bot import serve
from workshop_bot.clock import Clock
from workshop_bot.config import Config
from workshop_bot.errors import DatabaseHeld, KnowledgeUnusable
from workshop_bot.store.engine import Store
from workshop_bot.store.lock import Lock
from workshop_bot.tryout.double import Double

FOLDER = Path(__file__).parents[1] / "knowledge"


def served(database: str, folder: Path, story: Callable[[Double], Awaitable[None]]) -> None:
    """Serve while the story goes on; it ends with SIGTERM."""

    async def told(double: Double) -> None:
        await story(double)
        os.kill(os.getpid(), signal.SIGTERM)

    async def run() -> None:
        async with Double(Clock(), TOKEN, "test_workshop_bot") as double:
            double.add_person(5, "Sam", "en")
            telling = asyncio.create_task(told(double))
            try:
                await serve._serve(Config(TOKEN, folder, database, api_url=double.url), Clock(), delete_webhook=False)
                await telling
            finally:
                telling.cancel()

    asyncio.run(run())


async def nothing(double: Double) -> None:
    """Say nothing and wait for the end."""
    await double.until(lambda: False)


def test_it_serves_until_it_is_told_to_end_and_lets_go_of_the_database(store_url: str) -> None:
    answers = []

    async def story(double: Double) -> None:
        double.write(5, "when does the workshop begin?")
        await double.until(lambda: len(double.messages(5)) == 2)
        answers.append(double.messages(5)[1].text.partition(",")[0])

    served(store_url, FOLDER, story)
    lock = Lock(Store(store_url))
    assert lock.take(Clock().now())
    lock.release()
    assert len(answers) == 1


def test_p09_with_sqlite_a_second_one_says_who_holds_the_database(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'bot.db'}"
    lock = Lock(Store(database))
    assert lock.take(Clock().now())
    with pytest.raises(DatabaseHeld, match=f"process {os.getpid()}"):
        served(database, FOLDER, nothing)
    lock.release()


def test_a_first_start_with_a_folder_that_cannot_be_used_ends(tmp_path: Path) -> None:
    (tmp_path / "workshop.yaml").write_text("workshop: [")
    with pytest.raises(KnowledgeUnusable, match=r"workshop\.yaml:2:1: error syntax"):
        served(f"sqlite:///{tmp_path / 'bot.db'}", tmp_path, nothing)


def test_p09_a_standby_takes_over_when_the_database_is_free(
    store_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if store_url.startswith("sqlite"):
        return  # nobody stands by there
    monkeypatch.setattr(serve, "LOOK", 0.1)
    caplog.set_level(logging.INFO)
    first = Lock(Store(store_url))
    assert first.take(Clock().now())

    async def story(double: Double) -> None:
        while "stands by" not in caplog.text:
            await Clock().sleep(0.01)
        first.release()
        double.write(5, "when does the workshop begin?")
        await double.until(lambda: len(double.messages(5)) == 2)

    served(store_url, FOLDER, story)
    assert [record.getMessage() for record in caplog.records if "stands by" in record.getMessage()] == [
        "another instance serves; this one stands by"
    ]
