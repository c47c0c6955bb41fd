import asyncio
import threading
from contextlib import suppress

import pytest
from sqlalchemy import Connection

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


class TestTrouble:
    def meet(self, trouble: Trouble, who: str, fault: str = "") -> None:
        with suppress(StoreUnavailable), trouble.told(who):
            if fault:
                raise StoreUnavailable(fault)

    def test_p25_is_said_once_by_all_and_once_that_it_is_over(self, caplog: pytest.LogCaptureFixture) -> None:
        trouble = Trouble()
        for who in ("sender", "inbox", "sender", "pulse"):
            self.meet(trouble, who, "the disk is full; make room")
        for who in ("tidy", "inbox", "sender", "inbox"):
            self.meet(trouble, who)
        assert caplog.messages == ["the disk is full; make room", "the database works again"]

    def test_p25_is_not_over_because_somebody_had_nothing_to_write(self, caplog: pytest.LogCaptureFixture) -> None:
        trouble = Trouble()
        self.meet(trouble, "inbox", "the disk is full; make room")
        self.meet(trouble, "sender")
        self.meet(trouble, "inbox", "the disk is full; make room")
        assert caplog.messages == ["the disk is full; make room"]

    def test_p25_of_another_kind_and_again_is_said_too(self, caplog: pytest.LogCaptureFixture) -> None:
        trouble = Trouble()
        for fault in ("it is locked", "it is full", "it is locked", "", "it is full"):
            self.meet(trouble, "inbox", fault)
        assert caplog.messages == ["it is locked", "it is full", "the database works again", "it is full"]

    def test_goes_on_to_whoever_tries_again(self) -> None:
        with pytest.raises(StoreUnavailable), Trouble().told("inbox"):
            raise StoreUnavailable("it is full")
