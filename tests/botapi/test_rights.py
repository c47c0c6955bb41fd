"""Who is an administrator: looked up at each act that needs it."""

import asyncio
from typing import Any

import pytest
from aiohttp import web
from tests.botapi.edge import served

from workshop_bot.botapi.rights import with_rights
from workshop_bot.delivery.turn import Incoming

GROUP = -7
MEMBERS: dict[str, Any] = {  # of an administrator no more than the status is told, as by a server that is older or newer than the library
    "1": {"status": "creator", "user": {"id": 1, "is_bot": False, "first_name": "An"}, "is_anonymous": False},
    "2": {"status": "administrator", "user": {"id": 2}},
    "3": {"status": "member", "user": {"id": 3, "is_bot": False, "first_name": "Binh"}},
    "4": {"status": "some day another one"},
    "5": ["administrator"],
    "6": {"status": ["administrator"]},
}
UNKNOWN = 7


async def member(request: web.Request) -> web.Response:
    """What Telegram knows of a member of the group."""
    given = {**request.query, **await request.post()}
    assert (request.path.rpartition("/")[2], given["chat_id"]) == ("getChatMember", str(GROUP))
    if found := MEMBERS.get(str(given["user_id"])):
        return web.json_response({"ok": True, "result": found})
    return web.json_response({"ok": False, "error_code": 400, "description": "Bad Request: member not found"}, status=400)


@pytest.mark.parametrize(
    ("person", "administrator"), [(1, True), (2, True), (3, False), (4, False), (5, False), (6, False), (UNKNOWN, False)]
)
def test_p20_whoever_is_asked_for_is_looked_up_by_the_status_alone(person: int, administrator: bool) -> None:
    async def story() -> list[Incoming]:
        async with served(member) as client:
            return await with_rights(client.bot, [Incoming(1, "text", GROUP, person, False)], lambda incoming: True)

    assert asyncio.run(story()) == [Incoming(1, "text", GROUP, person, False, administrator=administrator)]


def test_p20_those_asked_for_are_looked_up_the_others_stay_as_they_are() -> None:
    acts = [Incoming(number, "text", GROUP, person, False) for number, person in enumerate((1, 2, 3, UNKNOWN, 1))]

    async def story() -> list[Incoming]:
        async with served(member) as client:
            return await with_rights(client.bot, acts, lambda incoming: incoming.update < 4)

    looked_up = asyncio.run(story())
    assert [incoming.update for incoming in looked_up] == [0, 1, 2, 3, 4]
    assert [incoming.administrator for incoming in looked_up] == [True, True, False, False, False]
