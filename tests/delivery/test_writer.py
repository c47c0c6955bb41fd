import asyncio
import logging
import threading

import pytest
from sqlalchemy import Connection
from tests.delivery.life import Live

from workshop_bot.delivery.writer import Trouble, Writer
from workshop_bot.errors import StoreUnavailable
from workshop_bot.store import meta
from workshop_bot.store.engine import Store


def note(connection: Connection) -> str:
    meta.put(connection, "noted", "yes")
    return threading.current_thread().name


def test_work_is_done_in_one_other_thread_and_committed(store: Store) -> None:
    async def story() -> set[str]:
        writer = Writer(store)
        names = {await writer.run(note) for _ in range(3)}
        writer.close()
        return names

    assert asyncio.run(story()) == {"writer_0"}
    with store.transaction() as connection:
        assert meta.get(connection, "noted") == "yes"


def test_what_raises_leaves_nothing(store: Store) -> None:
    def fail(connection: Connection) -> None:
        note(connection)
        raise LookupError

    async def story() -> None:
        writer = Writer(store)
        with pytest.raises(LookupError):
            await writer.run(fail)
        writer.close()

    asyncio.run(story())
    with store.transaction() as connection:
        assert meta.get(connection, "noted") is None


def test_p25_trouble_is_said_once_and_once_that_it_is_over(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> float:
        trouble = Trouble(asyncio.Event())
        for _ in range(8):
            await trouble.wait(StoreUnavailable("the disk is full; make room"))
        trouble.over()
        trouble.over()
        return asyncio.get_running_loop().time()

    with caplog.at_level(logging.INFO):
        waited = live(story())
    assert [record.getMessage() for record in caplog.records] == ["the disk is full; make room", "the database works again"]
    assert waited == 0.5 + 1 + 2 + 4 + 8 + 10 + 10 + 10
