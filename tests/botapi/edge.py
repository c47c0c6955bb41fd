"""The edge to Telegram in front of its double, over a real socket."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from workshop_bot.botapi.client import Client, client
from workshop_bot.botapi.read import Self
from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double

TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
ME = Self(123456789, "test_workshop_bot")
LAN, CLAIRE, GROUP, TOPIC = 11, 12, -100500, 7


@asynccontextmanager
async def met() -> AsyncIterator[tuple[Double, Client]]:
    """Telegram, where Lan has started the bot and shares a forum with it; and our client of it."""
    async with Double(Clock(), TOKEN, ME.name, strict=False) as double, reached(double.url) as edge:
        double.add_person(LAN, "Lan", "vi").started = True
        double.add_person(CLAIRE, "Claire", "fr")
        double.add_group(GROUP, "Ward 3", [LAN, CLAIRE], [LAN], topics=[TOPIC])
        yield double, edge


@asynccontextmanager
async def reached(root: str) -> AsyncIterator[Client]:
    """Our client of what is there."""
    edge = client(TOKEN, root, 8)
    try:
        yield edge
    finally:
        await edge.close()


@asynccontextmanager
async def answering(status: int, body: str, content_type: str = "text/html") -> AsyncIterator[Client]:
    """Our client of something that is not Telegram, and answers all calls alike."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, content_type=content_type)

    async with served(answer) as edge:
        yield edge


@asynccontextmanager
async def served(answer: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[Client]:
    """Our client of whatever answers so."""
    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with reached(f"http://127.0.0.1:{runner.addresses[0][1]}") as edge:
            yield edge
    finally:
        await runner.cleanup()


@asynccontextmanager
async def nobody() -> AsyncIterator[Client]:
    """Our client of an address at which nobody listens."""
    async with Double(Clock(), TOKEN) as double:
        address = double.url
    async with reached(address) as edge:
        yield edge
