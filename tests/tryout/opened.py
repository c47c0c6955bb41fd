"""The page as a browser opens it, without one: its double, its address, its line."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from workshop_bot.clock import TurnedClock
from workshop_bot.knowledge.read import usable
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.page import Ahead, Page

KNOWLEDGE = usable(Path(__file__).parents[2] / "knowledge")
EVE = datetime(2024, 12, 1, 11, tzinfo=UTC)
PATIENCE = 60  # seconds until a test gives up on a shared machine
Json = dict[str, Any]


class Opened:
    """A page with its double, and a browser's line to it."""

    def __init__(self, double: Double, page: Page, url: str, session: aiohttp.ClientSession) -> None:
        self.double, self.page, self.url, self.session = double, page, url, session

    async def line(self, origin: str | None = None) -> aiohttp.ClientWebSocketResponse:
        return await self.session.ws_connect(f"{self.url}ws", origin=origin or self.url.rstrip("/"))


async def nothing(people: Sequence[int]) -> Ahead:
    """No reminder is due, and nobody follows anything."""
    return Ahead()


def told(story: Callable[[Opened], Awaitable[Any]]) -> Any:
    async def opened() -> Any:
        clock = TurnedClock(EVE)

        async def advance(to: datetime) -> None:
            clock.turn(to)

        async with Double(clock) as double, aiohttp.ClientSession() as session:
            for number, name, language in ((1, "Lan", "vi"), (2, "Sam", "en")):
                double.add_person(number, name, language)
            double.add_group(-1, "Group", [1, 2])
            page = Page(double, lambda: KNOWLEDGE, advance, nothing)
            try:
                return await story(Opened(double, page, await page.open(0), session))
            finally:
                await page.close()

    return asyncio.run(opened())


async def until(line: aiohttp.ClientWebSocketResponse, kind: str) -> Json:
    while (event := await line.receive_json(timeout=PATIENCE))["type"] != kind:
        continue
    found: Json = event
    return found
