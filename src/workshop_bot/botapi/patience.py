"""Waiting for Telegram: longer each time, said once when it begins and once when it is over (P9, P12)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from workshop_bot.botapi.refusals import brief, from_telegram, seconds
from workshop_bot.errors import TokenRefused

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 1.0, 60.0
"""Seconds between two tries, unless Telegram asks for more."""
CONFLICT = 5.0
"""Seconds until we ask again where somebody else asks, too."""
T = TypeVar("T")


class Patience:
    """Waits that grow while something does not work, and end when the program stops."""

    def __init__(self, stopping: asyncio.Event, longest: float = LONGEST) -> None:
        self._stopping, self._longest = stopping, longest
        self._seconds, self._said = 0.0, set[str]()

    async def wait(self, why: str = "", detail: str = "", least: float = 0.0) -> None:
        """Wait twice as long as the last time, and at least so many seconds; each `why` is said once, without one nothing."""
        if why and why not in self._said:
            log.warning("%s%s", why, f" ({detail})" if detail else "")
            self._said.add(why)
        self._seconds = min(max(SHORTEST, self._seconds * 2), self._longest)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), max(self._seconds, least))

    def over(self) -> None:
        """It works."""
        if self._said:
            log.warning("Telegram answers again")
        self._seconds, self._said = 0.0, set()


async def patiently(call: Callable[[], Awaitable[T]], stopping: asyncio.Event) -> T | None:
    """What the call returns, made until Telegram answers; None where the program stops before. TokenRefused ends the program."""
    patience = Patience(stopping)
    while not stopping.is_set():
        try:
            result = await until(stopping, call())
        except TelegramError as error:
            await patience.wait(*told(error))
        else:
            patience.over()
            return result
    return None


async def until(stopping: asyncio.Event, work: Awaitable[T]) -> T | None:
    """What the work returns, or None when the program stops first."""
    working, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((working, stop), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        stop.cancel()
        if working.cancel():
            await asyncio.gather(working, return_exceptions=True)


def told(error: TelegramError) -> tuple[str, str, float]:
    """What to say of a call that failed, what it said itself, and how long to wait at least; TokenRefused ends the program."""
    detail = brief(error)
    if isinstance(error, InvalidToken) and from_telegram(error):
        raise TokenRefused(f"Telegram does not know the token ({detail}); get the present one from @BotFather")
    if isinstance(error, RetryAfter):
        return "Telegram asks for patience", "", seconds(error)
    if isinstance(error, Conflict) and "webhook" in detail.lower():
        return "a webhook is set for this bot and gets the messages: start it once with: workshop-bot run --delete-webhook", "", CONFLICT
    if isinstance(error, Conflict):
        return "another program uses this token and gets the messages: end one of them", "", CONFLICT
    if from_telegram(error):
        return f"Telegram refuses a call, which is made again: {detail}", "", 0.0
    return "Telegram cannot be reached, it is tried again", detail, 0.0
