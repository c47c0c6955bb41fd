"""Telegram calls us: each update is kept before it is answered 200 (P1), and nobody is heard who does not know the secret."""

import asyncio
import hmac
import json
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import TelegramError

from workshop_bot.botapi.patience import patiently
from workshop_bot.botapi.read import ALLOWED, Self, read
from workshop_bot.botapi.receive import Keep
from workshop_bot.config import Webhook
from workshop_bot.errors import StoreUnavailable, WorkshopBotError

LARGEST = 1_000_000
"""Bytes of an update that are read."""
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def serve(bot: Bot, hook: Webhook, me: Self, keep: Keep, stopping: asyncio.Event, heard: Callable[[], None]) -> None:
    """Take what Telegram delivers until the program stops; `heard` is called after each good delivery, and once it is set up."""
    from aiohttp import web  # a server, which costs whoever polls a part of the start and of the memory

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
        await stopping.wait()
    finally:
        await runner.cleanup()


async def delete(bot: Bot, stopping: asyncio.Event) -> None:
    """Take away a webhook that is set; what waits at Telegram stays there."""
    await patiently(partial(bot.delete_webhook, drop_pending_updates=False), stopping)


async def _set(bot: Bot, hook: Webhook) -> bool:
    return await bot.set_webhook(hook.url, allowed_updates=list(ALLOWED), secret_token=hook.secret, max_connections=20)


async def answers(bot: Bot) -> bool:
    """Whether Telegram can be reached, which a webhook that nobody calls does not tell."""
    try:
        await bot.get_webhook_info()
    except TelegramError:
        return False
    return True
