"""One person, on PostgreSQL, from the first word to the last; one group, on SQLite."""

import asyncio
from pathlib import Path

from sqlalchemy import select
from tests.journeys.running import ANSWER, NAME, QUESTION, called, new_double, running, said, until_said_in
from tests.postgres import Server

from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Message

GROUP = -100


def button(message: Message, words: str) -> str:
    """The data of the button that says this."""
    return str(next(one["callback_data"] for row in message.buttons for one in row if one["text"] == words))


async def tap(telegram: Double, person: int, message: Message, words: str, shows: str) -> None:
    """Tap a button of a message, and wait until the message shows something."""
    telegram.tap(person, message.chat, message.id, button(message, words))
    await telegram.until(lambda: shows in message.text and not telegram.taps)


def rows(url: str, number: int) -> set[str]:
    """The tables in which a person or a group stands."""
    store = Store(url)
    with store.reading() as connection:
        found = {table.name for table in metadata.sorted_tables if any(number in row for row in connection.execute(select(table)))}
    store.close()
    return found


async def forget(telegram: Double, person: int) -> None:
    """Ask to be forgotten, and say so once more."""
    before = len(said(telegram, person))
    telegram.write(person, "/forget")
    asked = await until_said_in(telegram, person, before + 1)
    telegram.tap(person, person, asked.id, asked.buttons[0][0]["callback_data"])
    await telegram.until(lambda: not asked.buttons and not telegram.taps)


def test_p21_a_person_asks_is_forgotten_begins_anew_chooses_comes_back_and_is_forgotten(tmp_path: Path, postgres: Server) -> None:
    person = 987654321012

    async def story(url: str) -> tuple[str, str, str, str]:
        settings = {"WORKSHOP_BOT_DATABASE": url}
        async with new_double() as telegram:
            telegram.add_person(person, "Sam", "en")
            async with running(telegram, tmp_path, settings):
                telegram.start(person)
                await until_said_in(telegram, person, 2)
                welcome = said(telegram, person)[0].text
                telegram.write(person, QUESTION)
                answer = (await until_said_in(telegram, person, 3)).text
                await forget(telegram, person)
                telegram.start(person)
                consent = await until_said_in(telegram, person, 6)
                assert said(telegram, person)[4].text == welcome
                await tap(telegram, person, consent, "Yes", "announcements will come here")
                telegram.write(person, "/settings")
                chosen = await until_said_in(telegram, person, 7)
                await tap(telegram, person, chosen, "Français", "Réglages")
            async with running(telegram, tmp_path, settings):
                telegram.write(person, "/settings")
                kept = (await until_said_in(telegram, person, 8)).text
                await forget(telegram, person)
            return welcome, answer, chosen.text, kept

    with postgres.fresh() as url:
        welcome, answer, chosen, kept = asyncio.run(story(url))
        left = rows(url, person)
    assert welcome.startswith("Pediatric Oncology Workshop 2024 is over")
    assert ANSWER in answer
    assert "Français" in chosen
    assert kept == chosen
    assert left == set()


def test_an_administrator_sets_up_a_group_and_nobody_else(tmp_path: Path) -> None:
    alerts = []

    async def story() -> list[str]:
        async with new_double() as telegram:
            telegram.add_person(1, "Sam", "en")
            telegram.add_person(2, "Lan", "en")
            telegram.add_group(GROUP, "Ward 5", [1, 2], administrators=[1])
            telegram.listen(lambda event: alerts.append(event["text"]) if event["type"] == "toast" and event["alert"] else None)
            async with running(telegram, tmp_path):
                telegram.write(2, f"/settings@{NAME}", GROUP)
                refused = await until_said_in(telegram, GROUP)
                telegram.write(1, f"/settings@{NAME}", GROUP)
                shown = await until_said_in(telegram, GROUP, 2)
                await tap(telegram, 1, shown, "Français", "Réglages")
                telegram.tap(2, GROUP, shown.id, button(shown, "English"))
                await telegram.until(lambda: not telegram.taps)
                await telegram.until(called(telegram, "getChatMember", times=4))
            return [refused.text, shown.text.splitlines()[1]]

    refused, shown = asyncio.run(story())
    assert refused == "Chỉ quản trị viên nhóm mới thay đổi được cài đặt của nhóm."  # the workshop's first language
    assert shown.endswith("Français")
    assert alerts == ["Seuls les administrateurs du groupe modifient ses réglages."]
