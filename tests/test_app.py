"""The program put together in front of the small Telegram: asked, stopped, its clock turned."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.journeys.running import PATIENCE, TOKEN

from workshop_bot.app import App
from workshop_bot.clock import TurnedClock
from workshop_bot.config import Config
from workshop_bot.errors import ForeignDatabase, TokenRefused
from workshop_bot.features import MENU
from workshop_bot.serving import begin
from workshop_bot.store import meta, organisers, pulse
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.tryout.double import Double

FOLDER = Path(__file__).parents[1] / "knowledge"
EVE = datetime(2024, 12, 1, 11, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SAM = 5


class Running:
    """The program with its Telegram, its clock and its database."""

    def __init__(self, place: Path, double: Double, clock: TurnedClock) -> None:
        self.double, self.clock = double, clock
        self.store = Store(f"sqlite:///{place / 'bot.db'}")
        bring_up_to_date(self.store)
        self.app = App(Config(TOKEN, FOLDER, api_url=double.url), self.store, begin(FOLDER, self.store, clock), clock)


def told(place: Path, story: Callable[[Running], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        clock = TurnedClock(EVE)
        async with Double(clock, TOKEN, "test_workshop_bot") as double:
            double.add_person(SAM, "Sam", "en")
            running = Running(place, double, clock)
            serving = asyncio.create_task(running.app.run())
            try:
                return await story(running)
            finally:
                running.app.stop()
                try:
                    await asyncio.wait_for(serving, PATIENCE)
                finally:
                    running.store.close()

    return asyncio.run(run())


async def answered(running: Running, question: str) -> str:
    number = running.double.write(SAM, question)
    await running.double.until(lambda: running.double.messages(SAM)[-1].id > number)
    return running.double.messages(SAM)[-1].text.partition("\n")[0]


def test_a_question_is_answered_at_the_moment_of_the_clock(tmp_path: Path) -> None:
    async def story(running: Running) -> list[str]:
        first = await answered(running, "what is on now?")
        await running.app.advance(running.clock, EVE + timedelta(hours=15))
        return [first, await answered(running, "what is on now?")]

    before, during = told(tmp_path, story)
    assert before == "The workshop has not begun: it starts on Mon 2 Dec."
    assert during.startswith("Now: ")


def test_menus_and_descriptions_are_set_in_each_language(tmp_path: Path) -> None:
    async def story(running: Running) -> list[tuple[str, str]]:
        double = running.double
        await double.until(lambda: len(double.described) == 8)
        menus = double.commands
        return [(language, menus["all_private_chats", 0, language][0]["description"]) for language in ("", "vi", "fr", "en")]

    found = told(tmp_path, story)
    assert found[0][1] == found[1][1] != found[2][1] != found[3][1]  # the workshop's first language is for all others
    assert found[3] == ("en", "The programme, by day, topic or speaker")


def test_an_organiser_has_a_menu_of_their_own(tmp_path: Path) -> None:
    async def story(running: Running) -> list[str]:
        await answered(running, "hello")
        with running.store.transaction() as connection:
            organisers.add(connection, SAM, "owner", EVE)
        await running.app.advance(running.clock, EVE + timedelta(minutes=1))
        return [command["command"] for command in running.double.commands["chat", SAM, ""]]

    assert told(tmp_path, story) == list(MENU["owner"])


def test_p04_what_is_due_on_the_way_comes_in_order_each_at_its_own_moment(tmp_path: Path) -> None:
    async def story(running: Running) -> list[tuple[str, str]]:
        await answered(running, "/remind 2 December")
        before = len(running.double.messages(SAM))
        await running.app.advance(running.clock, EVE + timedelta(days=1))
        reminded = running.double.messages(SAM)[before:]
        return [(message.at.astimezone(ZONE).strftime("%H:%M"), message.text.partition("\n")[0]) for message in reminded]

    assert told(tmp_path, story) == [
        ("08:15", "⏰ In 15 min: Opening of the workshop"),
        ("08:45", "⏰ In 15 min: Neuroblastoma – presentation 1"),
        ("10:00", "⏰ In 15 min: Neuroblastoma – presentation 2"),
        ("10:45", "⏰ In 15 min: Radiotherapy – presentation 1"),
        ("13:15", "⏰ In 15 min: High-dose chemotherapy – presentation 1"),
        ("14:30", "⏰ In 15 min: Discussion of real cases 1"),
    ]


def test_p26_its_pulse_is_well_as_soon_as_it_serves(tmp_path: Path) -> None:
    async def story(running: Running) -> str:
        await running.double.until(lambda: any(call.method == "getupdates" for call in running.double.calls) or running.double.idle())
        await answered(running, "hello")
        with running.store.reading() as connection:
            now = running.clock.now()
            return pulse.illness(pulse.find(connection), pulse.load(connection, now), now)

    assert told(tmp_path, story) == ""


def test_p16_the_database_of_another_bot_is_refused(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    bring_up_to_date(store)
    with store.transaction() as connection:
        meta.belong(connection, 42, "other_bot")
    store.close()

    async def story(running: Running) -> None:
        await running.double.until(lambda: bool(running.double.calls))

    with pytest.raises(ForeignDatabase, match="@other_bot"):
        told(tmp_path, story)


def test_p12_a_refused_token_ends_it(tmp_path: Path) -> None:
    async def story(running: Running) -> None:
        running.double.revoked = True
        await running.double.until(lambda: any(call.status == 401 for call in running.double.calls))

    with pytest.raises(TokenRefused):
        told(tmp_path, story)


@pytest.mark.parametrize("loop", ["receive", "Sender.run", "Dispatcher.run"])
def test_a_loop_that_ends_by_an_error_that_nobody_expected_ends_the_program(
    loop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def odd(*_: object) -> None:
        raise LookupError(loop)

    async def story(running: Running) -> None:
        await asyncio.wait_for(running.app.stopping.wait(), PATIENCE)  # it stops by itself

    monkeypatch.setattr(f"workshop_bot.app.{loop}", odd)
    with pytest.raises(LookupError, match=loop):
        told(tmp_path, story)


def test_the_clock_can_be_turned_while_telegram_is_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop_bot.app.PATIENCE", 0.2)

    async def story(running: Running) -> datetime:
        await answered(running, "hello")
        running.double.faults.down = True
        await running.app.advance(running.clock, EVE + timedelta(days=2))
        running.double.faults.down = False
        return running.clock.now()

    assert told(tmp_path, story) >= EVE + timedelta(days=2)
