"""A real Chromium for tests of the page, and a small server that tells the page whatever a test wants it to hear."""

import asyncio
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # - it bears no types
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import workshop_bot

STATIC = Path(workshop_bot.__file__).parent / "tryout" / "static"
PATIENCE = 60.0
"""Seconds until a test gives up on a shared machine."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
PLACES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")

Json = dict[str, Any]


def chromium() -> str:
    """Where Chromium is; without one the test is skipped, but fails on a machine that checks for others."""
    for place in PLACES:
        if found := shutil.which(place):
            return found
    missing = "no Chromium was found: install the Debian package `chromium`"
    if os.environ.get("CI") == "true":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for the tests of one module: while it runs, `asyncio.run` cannot be used beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS.split())
        yield browser
        browser.close()


def opened(
    browser: Browser,
    url: str,
    wrong: list[str],
    *,
    size: tuple[int, int] = (1280, 800),
    scheme: str = "light",
    language: str = "en-GB",
) -> Page:
    """A fresh page, as somebody with this screen, theme and language sees it.

    What goes wrong in it is added to `wrong`: errors, warnings, and requests to anywhere else.
    """
    context: BrowserContext = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=language,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith((url, url.replace("http", "ws"))) else None)
    page.goto(url)
    return page


def complaints(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it is now."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


class Teller:
    """Serves the page, tells it events, and keeps what the page asks for."""

    def __init__(self, state: Json) -> None:
        self.state = state
        self.acts: list[Json] = []
        self.url = ""
        self.wrong: list[str] = []
        """What went wrong in the pages that it serves."""
        self._lines: set[web.WebSocketResponse] = set()
        self._heard = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._end, self._takes = asyncio.Event(), asyncio.Event()
        self._takes.set()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()))

    def __enter__(self) -> "Teller":
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(PATIENCE)
        self._loop.close()

    def tell(self, *events: Json) -> None:
        """Tell every page these events, in order."""

        async def send() -> None:
            for event in events:
                for line in self._lines:
                    await line.send_json(event)

        asyncio.run_coroutine_threadsafe(send(), self._loop).result(PATIENCE)

    def hang_up(self) -> None:
        """Cut every line, as a program that ends does; who calls again waits until `pick_up`."""

        async def close() -> None:
            self._takes.clear()
            for line in list(self._lines):
                await line.close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(PATIENCE)

    def pick_up(self) -> None:
        """Take lines again."""
        self._loop.call_soon_threadsafe(self._takes.set)

    def act(self, do: str, times: int = 1) -> Json:
        """The newest act of a kind, once the page has sent so many of them."""
        with self._heard:
            assert self._heard.wait_for(lambda: len([one for one in self.acts if one["do"] == do]) >= times, PATIENCE), self.acts
            return [one for one in self.acts if one["do"] == do][-1]

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_get("/", self._index)
        app.router.add_get("/ws", self._line)
        app.router.add_static("/static", STATIC)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        self._ready.set()
        await self._end.wait()
        await runner.cleanup()

    async def _index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": "default-src 'self'"})

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        await self._takes.wait()
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json(self.state)
        self._lines.add(line)
        async for message in line:
            if message.type == WSMsgType.TEXT:
                with self._heard:
                    self.acts.append(json.loads(message.data))
                    self._heard.notify_all()
        self._lines.discard(line)
        return line
