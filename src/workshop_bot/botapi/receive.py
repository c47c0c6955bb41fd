"""Long polling: ask for updates, keep them, and only then let Telegram forget them (P1).

The library's own call parses a whole batch at once, so that one malformed update would deafen the bot; here each is read alone.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import TelegramError

from workshop_bot.botapi.client import POLL, Client
from workshop_bot.botapi.patience import Patience, patiently, told, until
from workshop_bot.botapi.read import ALLOWED, Self, read
from workshop_bot.delivery.loop import LONGEST
from workshop_bot.delivery.turn import Incoming
from workshop_bot.errors import StoreUnavailable

Keep = Callable[[Sequence[Incoming]], Awaitable[object]]


async def introduce(bot: Bot, stopping: asyncio.Event) -> Self | None:
    """Who we are, asked until Telegram answers (P12); None where the program was stopped before. TokenRefused where it does not know us."""
    user = await patiently(bot.get_me, stopping)
    return Self(user.id, user.username or "", bool(user.can_read_all_group_messages)) if user else None


async def receive(client: Client, me: Self, keep: Keep, stopping: asyncio.Event, polled: Callable[[], None]) -> None:
    """Keep what comes until the program stops; `polled` is called after each good answer. TokenRefused where it is revoked."""
    telegram, store, offset = Patience(stopping), Patience(stopping, LONGEST), None
    while not stopping.is_set():
        try:
            updates = await until(stopping, get_updates(client, offset))
            if updates is None:
                return  # what Telegram has sent meanwhile it will send again
            polled()
            incomings = [incoming for update in updates if (incoming := read(update, me))]
            if updates and not incomings:
                await telegram.wait("Telegram sends updates without numbers, which cannot be confirmed")
                continue
            telegram.over()
            if incomings:
                await keep(incomings)
                offset = max(incoming.update for incoming in incomings) + 1
                store.over()
            else:
                offset = None  # all is confirmed, and after a quiet week Telegram's numbers may begin anew with lower ones
        except TelegramError as error:
            await telegram.wait(*told(error))
        except StoreUnavailable:  # said where it was met
            await store.wait()


async def get_updates(client: Client, offset: int | None) -> list[Any]:
    """The raw updates from this one on; asking for them lets Telegram forget those before."""
    asked = {"timeout": POLL, "limit": 100, "allowed_updates": json.dumps(ALLOWED), **({"offset": offset} if offset else {})}
    answer = await client.polling.post(f"{client.bot.base_url}/getUpdates?{urlencode(asked)}")
    if not isinstance(answer, list):
        raise TelegramError("no list of updates")
    return answer
