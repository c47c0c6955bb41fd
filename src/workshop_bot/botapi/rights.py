"""Who is an administrator of a group: asked of Telegram at each act that only they may do, since it changes and can be forged (P20)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from workshop_bot.delivery.turn import Incoming

_ADMINISTRATORS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def with_rights(bot: Bot, incomings: Sequence[Incoming], asked: Callable[[Incoming], bool]) -> list[Incoming]:
    """The updates, in their order; of those that are `asked` whether an administrator did it. Where Telegram does not say, none did."""
    looked_up = iter(await asyncio.gather(*(_looked_up(bot, one) for one in incomings if asked(one))))
    return [next(looked_up) if asked(one) else one for one in incomings]


async def _looked_up(bot: Bot, incoming: Incoming) -> Incoming:
    """Read raw: the library raises where one of an administrator's dozen rights is not told, and nothing could be kept any more."""
    asked = urlencode({"chat_id": incoming.chat, "user_id": incoming.person})
    try:
        member = await bot.request.post(f"{bot.base_url}/getChatMember?{asked}")
    except TelegramError:
        return incoming
    return replace(incoming, administrator=isinstance(member, dict) and member.get("status") in _ADMINISTRATORS)
