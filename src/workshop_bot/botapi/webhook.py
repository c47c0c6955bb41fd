"""Telegram calls us: each update is kept before it is answered 200 (P1), and nobody is heard who does not know the secret.

A webhook that cannot be reached, or that is another's by now, hears nothing of it; therefore Telegram is asked now and then (P26).
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from telegram import Bot
from telegram.error import TelegramError

from workshop_bot.botapi.patience import patiently
from workshop_bot.botapi.read import ALLOWED, Self, read
from workshop_bot.botapi.receive import Keep
from workshop_bot.config import Webhook
from workshop_bot.errors import StoreUnavailable, WorkshopBotError

log = logging.getLogger(__name__)

LARGEST = 1_000_000
"""Bytes of an update that are read."""
LOOK = 30.0
"""Seconds between two questions how it fares with our webhook."""
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def serve(bot: Bot, hook: Webhook, me: Self, keep: Keep, stopping: asyncio.Event, heard: Callable[[], None]) -> None:
    """Take what Telegram delivers until the program stops; `heard` is called after each delivery, and while Telegram finds no fault."""
    from aiohttp import web  # a server, which costs whoever polls a part of the start and of the memory

    arrived = 0

    async def deliver(request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, hook.secret.encode()):
            return web.Response(status=401)
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            incoming = read(json.loads(await request.read()), me)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            if incoming:
                await keep([incoming])
        except StoreUnavailable:  # said where it was met
            return web.Response(status=503, headers={"Retry-After": "10"})
        nonlocal arrived
        arrived += 1
        heard()
        return web.Response()

    application = web.Application(client_max_size=LARGEST)
    application.router.add_post(urlsplit(hook.url).path or "/", deliver)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=3.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, hook.host, hook.port).start()
        except OSError as error:
            raise WorkshopBotError(f"cannot listen on {hook.host}:{hook.port}: {error.strerror}; free it, or name another") from None
        if await patiently(partial(_set, bot, hook), stopping):
            heard()
        await _watch(bot, hook, lambda: arrived, stopping, heard)
    finally:
        await runner.cleanup()


async def delete(bot: Bot, stopping: asyncio.Event) -> None:
    """Take away a webhook that is set; what waits at Telegram stays there."""
    await patiently(partial(bot.delete_webhook, drop_pending_updates=False), stopping)


async def _set(bot: Bot, hook: Webhook) -> bool:
    return await bot.set_webhook(hook.url, allowed_updates=list(ALLOWED), secret_token=hook.secret, max_connections=20)


async def _watch(bot: Bot, hook: Webhook, arrived: Callable[[], int], stopping: asyncio.Event, heard: Callable[[], None]) -> None:
    """Ask Telegram until the program stops; what is wrong is said once. `arrived`: how many deliveries there have been."""
    failed, failing, seen, said = None, False, 0, ""
    while not await _stops(stopping):
        try:
            info: Any = await bot.request.post(f"{bot.base_url}/getWebhookInfo")
            last, waits = info.get("last_error_date") or 0, info.get("pending_update_count")
        except (TelegramError, AttributeError):
            continue
        anew = failed is not None and last != failed  # the first that is told of may be of a time before ours
        failing = bool(waits) and (anew or (failing and arrived() == seen))
        failed, seen, wrong = last, arrived(), ""
        if _plain(info.get("url") or "") != _plain(hook.url):
            wrong = "another program has set or taken away the webhook and gets the messages: end it, then start this one again"
        elif failing:
            wrong = f"Telegram cannot deliver to the webhook, it says: {str(info.get('last_error_message'))[:200]}"
        if wrong not in ("", said):
            log.warning("%s", wrong)
        elif said and not wrong:
            log.warning("Telegram delivers to the webhook again")
        said = wrong
        if not wrong:
            heard()


def _plain(url: str) -> str:
    """An address as it compares: Telegram may tell it with small letters, a path, its port or signs encoded."""
    return unquote(url).lower().replace(":443", "", 1).rstrip("/")


async def _stops(stopping: asyncio.Event) -> bool:
    """Whether the program stops before it is time to ask again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), LOOK)
    return stopping.is_set()
