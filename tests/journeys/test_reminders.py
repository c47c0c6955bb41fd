"""Reminders from the program as a process: killed, down, twice, at Telegram's pace, with its clock set."""

import asyncio
import os
import secrets
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from tests.journeys.due import TITLE, folder, follow_all, overdue, paced, soon, start_all
from tests.journeys.running import PATIENCE, called, new_double, running, said, start, until_said_in
from tests.postgres import Server

from workshop_bot.clock import Clock
from workshop_bot.delivery.sender import AHEAD, WINDOW

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@pytest.mark.parametrize("kills", [5])
def test_p02_p04_none_is_lost_and_none_doubled_but_those_in_flight_at_a_kill(tmp_path: Path, kills: int) -> None:
    seed = secrets.randbelow(10**6)
    print("seed", seed)
    told = asyncio.run(overdue(tmp_path, 150, kills, seed))
    print(told)
    assert (told.lost, told.doubled, told.integrity) == (0, told.owned, "ok")
    assert told.flown <= 16


def test_p02_p04_on_postgresql_too(tmp_path: Path, postgres: Server) -> None:
    seed = secrets.randbelow(10**6)
    print("seed", seed)
    with postgres.fresh() as url:
        told = asyncio.run(overdue(tmp_path, 60, 2, seed, url))
    print(told)
    assert (told.lost, told.doubled) == (0, told.owned)


def test_p04_it_comes_within_thirty_seconds_of_its_time(tmp_path: Path) -> None:
    async def story() -> float:
        due = Clock().now().astimezone(UTC).replace(microsecond=0) + timedelta(seconds=12)
        knowledge = folder(tmp_path, due + timedelta(minutes=15))
        follow_all(f"sqlite:///{tmp_path / 'bot.db'}", knowledge, 1, due - timedelta(hours=2))
        async with new_double() as telegram:
            start_all(telegram, 1)
            async with running(telegram, tmp_path, {"WORKSHOP_BOT_KNOWLEDGE": str(knowledge)}):
                at_rest = max(due, telegram.clock.now())
                await until_said_in(telegram, 1)
                return (telegram.clock.now() - at_rest).total_seconds()

    assert 0 <= asyncio.run(story()) <= 30


def test_p09_a_standby_goes_on_where_the_other_was_killed(tmp_path: Path, postgres: Server) -> None:
    many = 100  # four seconds at Telegram's pace, and the kill comes with the first

    async def story(url: str) -> tuple[float, set[int]]:
        begins = soon(10)
        knowledge = folder(tmp_path, begins)
        settings = {"WORKSHOP_BOT_DATABASE": url, "WORKSHOP_BOT_KNOWLEDGE": str(knowledge)}
        async with new_double() as telegram:
            start_all(telegram, many)
            first = await start(telegram, tmp_path, settings)
            await first.until_said("ready")
            standby = await start(telegram, tmp_path, settings)
            await standby.until_said("this one stands by")
            follow_all(url, knowledge, many, begins - timedelta(hours=2))
            await telegram.until(called(telegram, "sendMessage"), PATIENCE)
            await first.kill()
            assert not all(said(telegram, chat) for chat in range(1, many + 1))
            killed = telegram.clock.monotonic()
            await telegram.until(lambda: all(said(telegram, chat) for chat in range(1, many + 1)), PATIENCE)
            took = telegram.clock.monotonic() - killed
            await standby.terminate()
            return took, {len(said(telegram, chat)) for chat in range(1, many + 1)}

    with postgres.fresh() as url:
        took, times = asyncio.run(story(url))
    assert took <= 30 + many / 28
    assert times <= {1, 2}


def test_p07_p08_many_due_at_once_go_at_telegrams_pace_and_a_question_does_not_wait(tmp_path: Path) -> None:
    told = asyncio.run(paced(tmp_path, 400, 3))
    print(told)
    assert (told.lost, told.doubled, told.integrity) == (0, 0, "ok")
    assert told.refused <= WINDOW + AHEAD  # those in flight at one refusal: a machine under load bunches what was sent apart
    assert sorted(told.waited)[1] <= 1.0


def test_p11_the_wall_clock_set_forward_and_back_under_the_real_scheduler(tmp_path: Path) -> None:
    assert FAKETIME, "needs Debian's package libfaketime"
    hands = tmp_path / "hands"

    def turn(offset: str) -> None:
        new = hands.with_suffix(".new")
        new.write_text(offset, encoding="ascii")
        os.replace(new, hands)

    async def story() -> list[list[str]]:
        begins = soon(180)
        knowledge = folder(tmp_path, begins)
        follow_all(f"sqlite:///{tmp_path / 'bot.db'}", knowledge, 1, soon(-60))
        turn("+0")
        settings = {
            "WORKSHOP_BOT_KNOWLEDGE": str(knowledge),
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(hands),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
        found = []
        async with new_double() as telegram:
            start_all(telegram, 1)
            async with running(telegram, tmp_path, settings) as program:
                await telegram.until(called(telegram, "setMyShortDescription"), PATIENCE)  # it watches its clock by then
                for number, (offset, many) in enumerate((("-2d", 0), ("-30s", 0), ("+168m", 1), ("-1d", 1), ("+170m", 1)), 1):
                    turn(offset)
                    await program.until_said("the clock was set", number)
                    if many:
                        await until_said_in(telegram, 1)
                    telegram.write(1, "/now")
                    await telegram.until(lambda number=number, many=many: len(said(telegram, 1)) == number + many, PATIENCE)  # type: ignore[misc]  # - bound now
                    found.append([message.text for message in said(telegram, 1) if TITLE in message.text and "⏰" in message.text])
        return found

    found = asyncio.run(story())
    assert [len(texts) for texts in found] == [0, 0, 1, 1, 1]
