"""Who is an administrator of a group: asked of Telegram at each act that only they may do, since it changes and can be forged (P20)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from workshop_bot.delivery.turn import Incoming


async def with_rights(bot: Bot, incomings: Sequence[Incoming], asked: Callable[[Incoming], bool]) -> list[Incoming]:
    """The updates, in their order; of those that are `asked` whether an administrator did it. Where Telegram does not say, none did."""
    looked_up = iter(await asyncio.gather(*(_looked_up(bot, one) for one in incomings if asked(one))))
    return [next(looked_up) if asked(one) else one for one in incomings]


async def _looked_up(bot: Bot, incoming: Incoming) -> Incoming:
    try:
        member = await bot.get_chat_member(incoming.chat, incoming.person)
    except TelegramError:
        return incoming
    return replace(incoming, administrator=member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR))
