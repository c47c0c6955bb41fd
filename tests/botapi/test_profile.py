"""Menus and descriptions, at the double of Telegram."""

import asyncio
from pathlib import Path

import pytest
from tests.botapi.edge import met

from workshop_bot.answers import prepare
from workshop_bot.botapi.profile import Profile, profiles, set_up
from workshop_bot.features import MENU
from workshop_bot.knowledge.read import usable

EXAMPLE = Path(__file__).resolve().parents[2] / "knowledge"
VI = Profile([("now", "Đang diễn ra"), ("help", "Trợ giúp")], [("now", "Đang diễn ra")], "Tôi trả lời câu hỏi.", "Trợ lý")
FR = Profile([("now", "Ce qui a lieu maintenant")], [], "Je réponds aux questions.", "Assistant")
SHOWN = {"": VI, "vi": VI, "fr": FR}


def commands(profile: Profile) -> list[list[dict[str, str]]]:
    return [[{"command": name, "description": words} for name, words in menu] for menu in (profile.private, profile.group)]


def test_each_language_gets_its_menus_and_descriptions_and_all_others_the_defaults() -> None:
    async def story() -> None:
        async with met() as (double, client):
            await set_up(client.bot, SHOWN)
            for code, profile in SHOWN.items():
                scopes = (("all_private_chats", 0, code), ("all_group_chats", 0, code))
                assert [double.commands.get(scope, []) for scope in scopes] == commands(profile)
                assert double.described["description", code] == profile.description
                assert double.described["short_description", code] == profile.short

    asyncio.run(story())


def test_only_what_differs_is_written() -> None:
    async def story() -> None:
        async with met() as (double, client):
            await set_up(client.bot, SHOWN)
            double.calls.clear()
            await set_up(client.bot, SHOWN)
            assert {call.method[:3] for call in double.calls} == {"get"}
            changed = Profile(FR.private, FR.group, FR.description, "Guide")
            double.calls.clear()
            await set_up(client.bot, {**SHOWN, "fr": changed})
            assert [call.method for call in double.calls if call.method.startswith("set")] == ["setmyshortdescription"]
            assert double.described["short_description", "fr"] == "Guide"

    asyncio.run(story())


def test_what_is_refused_is_said_and_does_not_cost_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.refuse("setMyCommands", 1, 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
            double.refuse("setMyDescription", 1, 429, "Too Many Requests: retry after 9", retry_after=9)
            await set_up(client.bot, SHOWN)
            assert ("all_private_chats", 0, "") not in double.commands
            assert ("description", "") not in double.described
            assert double.commands["all_private_chats", 0, "vi"] == commands(VI)[0]
            assert double.described["short_description", ""] == VI.short

    asyncio.run(story())
    assert caplog.messages == [
        "the bot's menu or description is left as it is for all other languages: Bot_command_description_invalid",
        "the bot's menu or description is left as it is for all other languages: Flood control exceeded. Retry in 0:00:09",
    ]


def test_the_workshops_own_profile_is_taken_as_it_is() -> None:
    shown = profiles(prepare(usable(EXAMPLE)), MENU["private"], MENU["group"])
    assert set(shown) == {"", "vi", "fr", "en"}
    assert shown[""] == shown["vi"]

    async def story() -> None:
        async with met() as (double, client):
            await set_up(client.bot, shown)
            assert {call.status for call in double.calls} == {200}
            for code, profile in shown.items():
                assert [name for name, _ in profile.private] == list(MENU["private"])
                assert double.commands["all_group_chats", 0, code] == commands(profile)[1]

    asyncio.run(story())
