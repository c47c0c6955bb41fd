"""Telegram calls us: each update is kept before it is answered 200 (P1), and nobody is heard who does not know the secret."""

import asyncio
import hmac
import logging
from collections.abc import Callable
from json import JSONDecodeError
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError

from workshop_bot.botapi.read import ALLOWED, Self, read
from workshop_bot.botapi.receive import Keep, Patience, told
from workshop_bot.config import Webhook
from workshop_bot.errors import StoreUnavailable

log = logging.getLogger(__name__)

LARGEST = 1_000_000
"""Bytes of an update that are read."""
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def serve(bot: Bot, hook: Webhook, me: Self, keep: Keep, stopping: asyncio.Event, heard: Callable[[], None]) -> None:
    """Take what Telegram delivers until the program stops; `heard` is called after each good delivery, and once it is set up."""
    application = web.Application(client_max_size=LARGEST)

    async def deliver(request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), hook.secret.encode()):
            return web.Response(status=401)
        try:
            incoming = read(await request.json(), me)
        except (JSONDecodeError, UnicodeDecodeError):
            return web.Response(status=400)
        if incoming:
            try:
                await keep([incoming])
            except StoreUnavailable as error:
                log.error("%s", error)
                return web.Response(status=503, headers={"Retry-After": "10"})
        heard()
        return web.Response()

    application.router.add_post(urlsplit(hook.url).path or "/", deliver)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=3.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, hook.host, hook.port).start()
        patience = Patience(stopping)
        while not stopping.is_set():
            try:
                await bot.set_webhook(hook.url, allowed_updates=list(ALLOWED), secret_token=hook.secret, max_connections=20)
            except TelegramError as error:
                await patience.wait(*told(error))
            else:
                patience.over()
                heard()
                await stopping.wait()
    finally:
        await runner.cleanup()


async def delete(bot: Bot) -> None:
    """Take away a webhook that is set; what waits at Telegram stays there."""
    await bot.delete_webhook(drop_pending_updates=False)
