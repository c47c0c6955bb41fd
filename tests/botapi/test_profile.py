"""Menus and descriptions, at the double of Telegram."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from tests.botapi.edge import CLAIRE, LAN, met

from workshop_bot.answers import Ready, prepare
from workshop_bot.botapi.profile import Menus, Profile, Shown, profiles, set_up
from workshop_bot.delivery.writer import Writer
from workshop_bot.features import MENU
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.read import usable
from workshop_bot.store import chats, organisers
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata
from workshop_bot.tryout.double import Double

Told = Callable[[Callable[[Double, Menus], Awaitable[None]]], None]
NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)

EXAMPLE = Path(__file__).resolve().parents[2] / "knowledge"
VI = Profile([("now", "Đang diễn ra"), ("help", "Trợ giúp")], [("now", "Đang diễn ra")], "Tôi trả lời câu hỏi.", "Trợ lý")
FR = Profile([("now", "Ce qui a lieu maintenant")], [], "Je réponds aux questions.", "Assistant")
SHOWN = {"": VI, "vi": VI, "fr": FR}


@cache
def shipped() -> Ready:
    """What serves with the shipped folder."""
    return prepare(usable(EXAMPLE))


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


def test_words_that_are_too_short_or_too_long_for_a_menu_cost_nobody_the_menu() -> None:
    menu = [("help", "帮助"), ("now", "现在"), ("next", "word " * 60), ("ask", "提问题")]

    async def story() -> list[str]:
        async with met() as (double, client):
            await set_up(client.bot, {"zh": Profile(menu, [], "", "")})
            return [one["description"] for one in double.commands["all_private_chats", 0, "zh"]]

    assert asyncio.run(story()) == ["帮助 – help", "现在 – now", f"{'word ' * 50}word…", "提问题"]


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
    shown = profiles(shipped(), MENU["private"], MENU["group"])
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


def renamed(name: str) -> Ready:
    """The shipped folder of a workshop with another name."""
    ready = shipped()
    workshop = ready.knowledge.workshop.model_copy(update={"name": Text(name)})
    return replace(ready, knowledge=replace(ready.knowledge, workshop=workshop))


class TestWhatIsShownOfAFolder:
    def test_is_set_anew_where_another_folder_words_it_otherwise(self) -> None:
        async def story() -> None:
            async with met() as (double, client):
                served = [renamed("Cells")]
                shown = Shown(client.bot, lambda: served[-1], MENU)
                await shown.look()
                double.calls.clear()
                await shown.look()
                served.append(renamed("Cells"))
                await shown.look()
                assert list(double.calls) == []
                served.append(renamed("Tissues"))
                await shown.look()
                assert {call.method for call in double.calls if call.method.startswith("set")} == {
                    "setmydescription",
                    "setmyshortdescription",
                }
                assert double.described["short_description", "en"] == "Assistant of Tissues"

        asyncio.run(story())

    def test_is_tried_again_where_telegram_is_not_reached_and_not_where_it_refuses(self, caplog: pytest.LogCaptureFixture) -> None:
        async def story() -> None:
            async with met() as (double, client):
                ready = renamed("Cells")
                shown = Shown(client.bot, lambda: ready, MENU)
                double.cut("getmydescription", 9)
                await shown.look()
                assert (("description", "") in double.described, caplog.messages) == (False, [])
                double.scripts.clear()
                double.refuse("setMyDescription", 1, 400, "Bad Request: description is refused")
                await shown.look()
                double.calls.clear()
                await shown.look()
                assert (list(double.calls), "Cells" in double.described["description", "en"], len(caplog.messages)) == ([], True, 1)

        asyncio.run(story())


def menu_of(double: Double, person: int) -> list[tuple[str, str]]:
    return [(one["command"], one["description"]) for one in double.commands["chat", person, ""]]


def shown(double: Double, person: int) -> tuple[list[str], str]:
    """The names of a person's commands, and what `/invite` is said to do."""
    menu = menu_of(double, person)
    return [name for name, _ in menu], dict(menu)["invite"]


class TestTheMenusOfOrganisers:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """Lan and Claire have begun a chat; Lan is named in the settings, Claire is an organiser."""
        opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
        metadata.create_all(opened.engine)
        with opened.transaction() as connection:
            for person, language in ((LAN, "vi"), (CLAIRE, "fr")):
                chats.meet(connection, person, True, NOW)
                chats.change(connection, person, seen=language)
            organisers.add(connection, CLAIRE, "organiser", NOW)
            organisers.add(connection, 99, "organiser", NOW)  # has not begun a chat
        yield opened
        opened.close()

    @pytest.fixture
    def told(self, store: Store) -> Iterator[Told]:
        """A story with menus in front of Telegram's double."""
        ready = shipped()
        writer = Writer(store)

        def tell(story: Callable[[Double, Menus], Awaitable[None]]) -> None:
            async def run() -> None:
                async with met() as (double, client):
                    await story(double, Menus(client.bot, writer, lambda: ready, (LAN,), MENU))

            asyncio.run(run())

        yield tell
        writer.close()

    def test_are_those_of_their_role_in_their_language(self, told: Told) -> None:
        async def story(double: Double, menus: Menus) -> None:
            await menus.look()
            assert shown(double, LAN) == (list(MENU["owner"]), "Mời và gỡ thành viên ban tổ chức")
            assert [name for name, _ in menu_of(double, CLAIRE)] == list(MENU["organiser"])
            assert set(double.commands) == {("chat", LAN, ""), ("chat", CLAIRE, "")}

        told(story)

    def test_change_with_role_and_language_and_go_with_the_rights(self, store: Store, told: Told) -> None:
        async def story(double: Double, menus: Menus) -> None:
            await menus.look()
            double.calls.clear()
            await menus.look()
            assert list(double.calls) == []
            with store.transaction() as connection:
                organisers.add(connection, CLAIRE, "owner", NOW)
                chats.change(connection, LAN, language="en")
            await menus.look()
            assert shown(double, CLAIRE) == (list(MENU["owner"]), "Inviter et retirer des organisateurs")
            assert shown(double, LAN) == (list(MENU["owner"]), "Invite and remove organisers")
            with store.transaction() as connection:
                organisers.remove(connection, CLAIRE)
            await menus.look()
            assert set(double.commands) == {("chat", LAN, "")}

        told(story)

    def test_go_also_from_those_who_were_removed_while_the_program_did_not_run(self, store: Store, told: Told) -> None:
        async def before(double: Double, menus: Menus) -> None:
            await menus.look()

        async def after(double: Double, menus: Menus) -> None:
            await menus.look()
            assert [(call.method, call.given["scope"]["chat_id"]) for call in double.calls if call.method != "getmycommands"] == [
                ("deletemycommands", CLAIRE),
                ("setmycommands", LAN),
            ]

        told(before)
        with store.transaction() as connection:
            organisers.remove(connection, CLAIRE)
        told(after)

    def test_are_tried_again_only_where_telegram_is_not_reached(self, told: Told, caplog: pytest.LogCaptureFixture) -> None:
        async def story(double: Double, menus: Menus) -> None:
            double.cut("getmycommands", 9)
            await menus.look()
            assert (double.commands, caplog.messages) == ({}, [])
            double.scripts.clear()
            double.refuse("setMyCommands", 1, 400, "Bad Request: chat not found")
            await menus.look()
            await menus.look()
            assert len(double.commands) == 1
            (said,) = caplog.messages
            assert re.fullmatch("the menu of organiser [0-9a-f]{8} is left as it is: Chat not found", said)

        told(story)
