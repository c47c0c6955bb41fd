"""How updates wait: oldest first, confirmed by asking for later ones, one poller at a time, not for ever."""

import asyncio
from typing import Any

import pytest
from tests.tryout.telegram import StillClock

from workshop_bot.clock import Clock
from workshop_bot.tryout.limits import Refusal
from workshop_bot.tryout.updates import Updates

PATIENCE = 30  # seconds until a test gives up on a shared machine


def numbers(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


def test_the_oldest_come_first_and_stay_until_a_later_one_is_asked_for() -> None:
    async def story() -> list[list[int]]:
        updates = Updates(StillClock(), first=10)
        for _ in range(3):
            updates.put("message", {})
        return [numbers(await updates.get(offset)) for offset in (0, 0, 11, 13)]

    assert asyncio.run(story()) == [[10, 11, 12], [10, 11, 12], [11, 12], []]


def test_no_more_than_the_limit_come_at_once() -> None:
    async def story() -> list[int]:
        updates = Updates(StillClock())
        for _ in range(150):
            updates.put("message", {})
        return [len(await updates.get(limit=limit)) for limit in (1, 100, 500)]

    assert asyncio.run(story()) == [1, 100, 100]


def test_a_long_poll_ends_when_something_comes() -> None:
    async def story() -> list[int]:
        updates = Updates(Clock(), first=5)
        asked = asyncio.create_task(updates.get(timeout=30))
        await asyncio.wait({asked}, timeout=0.01)
        updates.put("message", {})
        return numbers(await asyncio.wait_for(asked, PATIENCE))

    assert asyncio.run(story()) == [5]


@pytest.mark.parametrize("turns", range(3))
def test_p09_a_second_poller_ends_the_wait_of_the_first(turns: int) -> None:
    async def story() -> str:
        updates = Updates(Clock())
        first = asyncio.create_task(updates.get(timeout=50))
        for _ in range(turns):  # of the loop: the first one has asked, and waits
            await Clock().sleep(0)
        second = asyncio.create_task(updates.get(timeout=50))
        with pytest.raises(Refusal) as refused:
            await asyncio.wait_for(first, PATIENCE)
        second.cancel()
        return refused.value.description

    assert asyncio.run(story()) == "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def test_polling_is_refused_while_a_webhook_is_set() -> None:
    updates = Updates(StillClock())
    updates.webhook = "https://example.org/"
    with pytest.raises(Refusal) as refused:
        asyncio.run(updates.get())
    assert (refused.value.status, refused.value.description) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )


def test_only_kinds_that_were_asked_for_come() -> None:
    async def story() -> list[list[str]]:
        updates = Updates(StillClock())
        for kind in ("message", "chat_member"):
            updates.put(kind, {})
        by_default = [kind for update in await updates.get() for kind in update if kind != "update_id"]
        await updates.get(updates.put("message", {}) + 1, allowed=["chat_member"])
        for kind in ("message", "chat_member"):
            updates.put(kind, {})
        return [by_default, [kind for update in await updates.get() for kind in update if kind != "update_id"]]

    assert asyncio.run(story()) == [["message"], ["chat_member"]]


@pytest.mark.parametrize(("kind", "life"), [("callback_query", 150), ("inline_query", 30), ("message", 24 * 3600)])
def test_an_update_does_not_wait_for_ever(kind: str, life: int) -> None:
    async def story() -> list[int]:
        clock = StillClock()
        updates = Updates(clock)
        updates.put(kind, {})
        found = []
        for seconds in (life - 1, 2):
            clock.seconds += seconds
            found.append(len(await updates.get()))
        return found

    assert asyncio.run(story()) == [1, 0]


@pytest.mark.parametrize("junk", [[], {"update_id": "x"}, {"message": 1}, 5])
def test_junk_waits_and_goes_like_any_other(junk: Any) -> None:
    async def story() -> list[int]:
        updates = Updates(StillClock())
        updates.put_raw(0, "message", junk)
        return [len(await updates.get()), len(await updates.get(5))]

    assert asyncio.run(story()) == [1, 0]


def test_a_negative_offset_throws_away_all_that_is_older() -> None:
    async def story() -> list[list[int]]:
        updates = Updates(StillClock(), first=10)
        for _ in range(4):
            updates.put("message", {})
        return [numbers(await updates.get(offset)) for offset in (-2, 0, -9)]

    assert asyncio.run(story()) == [[12, 13], [12, 13], [12, 13]]


def test_what_a_webhook_has_not_taken_in_time_is_gone() -> None:
    clock = StillClock()
    updates = Updates(clock)
    updates.put("callback_query", {"id": "1"})
    assert updates.take() is not None
    clock.seconds += 151
    assert updates.take() is None


@pytest.mark.parametrize("timeout", [-1.0, float("nan")])
def test_a_wait_of_no_time_ends_at_once(timeout: float) -> None:
    assert asyncio.run(Updates(StillClock()).get(timeout=timeout)) == []
