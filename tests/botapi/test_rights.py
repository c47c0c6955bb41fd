"""Who is an administrator: looked up at each act that needs it."""

import asyncio
from typing import Any

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberMember, ChatMemberOwner, User
from telegram.error import BadRequest

from workshop_bot.botapi.rights import with_rights
from workshop_bot.delivery.turn import Incoming

OWNER, ADMINISTRATOR, MEMBER, UNKNOWN = 1, 2, 3, 4


class Telegram:
    """Knows the members of one group."""

    async def get_chat_member(self, chat: int, person: int) -> ChatMember:
        user = User(person, "Someone", False)
        match person:
            case 1:
                return ChatMemberOwner(user, False)
            case 2:
                rights: Any = [False] * 13
                return ChatMemberAdministrator(user, *rights)
            case 3:
                return ChatMemberMember(user)
        raise BadRequest("Member not found")


def test_p20_those_asked_for_are_looked_up_the_others_stay_as_they_are() -> None:
    telegram: Any = Telegram()
    acts = [Incoming(number, "text", -7, person, False) for number, person in enumerate((OWNER, ADMINISTRATOR, MEMBER, UNKNOWN, OWNER))]
    looked_up = asyncio.run(with_rights(telegram, acts, lambda incoming: incoming.update < 4))
    assert [incoming.update for incoming in looked_up] == [0, 1, 2, 3, 4]
    assert [incoming.administrator for incoming in looked_up] == [True, True, False, False, False]
