"""Long polling: ask for updates, keep them, and only then let Telegram forget them (P1).

The library's own call parses a whole batch at once, so that one malformed update would deafen the bot; here each is read alone.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from workshop_bot.botapi.client import POLL, Client
from workshop_bot.botapi.read import ALLOWED, Self, read
from workshop_bot.botapi.refusals import seconds
from workshop_bot.delivery.turn import Incoming
from workshop_bot.errors import StoreUnavailable, TokenRefused

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
"""Seconds between two tries when Telegram does not answer."""

Keep = Callable[[Sequence[Incoming]], Awaitable[object]]


class Patience:
    """Waits that grow while something does not work; says once what is wrong, and once that it is over."""

    def __init__(self, stopping: asyncio.Event) -> None:
        self._stopping, self._seconds, self._said = stopping, 0.0, ""

    async def wait(self, why: str, seconds: float | None = None) -> None:
        """Wait so long, or longer than the last time, but no longer than until the program stops."""
        self._seconds = seconds or min(max(1.0, self._seconds * 2), LONGEST_WAIT)
        if why != self._said:
            log.warning("%s", why)
            self._said = why
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), self._seconds)

    def over(self) -> None:
        """It works."""
        if self._said:
            log.warning("Telegram answers again")
        self._seconds, self._said = 0.0, ""


async def introduce(bot: Bot, stopping: asyncio.Event) -> Self | None:
    """Who we are, asked until Telegram answers (P12); None where the program was stopped before. TokenRefused where it does not know us."""
    patience = Patience(stopping)
    while not stopping.is_set():
        try:
            user = await bot.get_me()
        except TelegramError as error:
            await patience.wait(*told(error))
        else:
            patience.over()
            return Self(user.id, user.username or "", bool(user.can_read_all_group_messages))
    return None


async def receive(client: Client, me: Self, keep: Keep, stopping: asyncio.Event, polled: Callable[[], None]) -> None:
    """Keep what comes until the program stops; `polled` is called after each good answer. TokenRefused where it is revoked."""
    patience, offset = Patience(stopping), None
    while not stopping.is_set():
        try:
            updates = await _until(stopping, get_updates(client, offset))
            if updates is None:
                return
            polled()
            incomings = [incoming for update in updates if (incoming := read(update, me))]
            if incomings:
                await keep(incomings)
                offset = max(incoming.update for incoming in incomings) + 1
            patience.over()
        except TelegramError as error:
            await patience.wait(*told(error))
        except StoreUnavailable as error:
            await patience.wait(str(error))


async def get_updates(client: Client, offset: int | None) -> list[Any]:
    """The raw updates from this one on; asking for them lets Telegram forget those before."""
    asked = {"timeout": POLL, "limit": 100, "allowed_updates": json.dumps(ALLOWED), **({"offset": offset} if offset else {})}
    answer = await client.polling.post(f"{client.bot.base_url}/getUpdates?{urlencode(asked)}")
    return answer if isinstance(answer, list) else []


async def _until(stopping: asyncio.Event, work: Awaitable[list[Any]]) -> list[Any] | None:
    """What the work returns, or None when the program stops first: what Telegram has sent meanwhile it will send again."""
    task, stop = asyncio.ensure_future(work), asyncio.create_task(stopping.wait())
    await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if task.done():
        return task.result()
    task.cancel()
    with suppress(asyncio.CancelledError, TelegramError):
        await task
    return None


def told(error: TelegramError) -> tuple[str, float | None]:
    """What to say of a call that failed, and how long to wait where Telegram or reason tells; TokenRefused ends the program."""
    text = error.message
    if isinstance(error, InvalidToken):
        raise TokenRefused(f"Telegram does not know the token ({text}); get the present one from @BotFather")
    if isinstance(error, RetryAfter):
        return "Telegram asks for patience", seconds(error)
    if isinstance(error, Conflict) and "webhook" in text.lower():
        return "a webhook is set for this bot: run it once with --delete-webhook", 10.0
    if isinstance(error, Conflict):
        return "another program uses this token and gets the messages: end one of them", 5.0
    return f"Telegram cannot be reached ({text}); it is tried again", None
