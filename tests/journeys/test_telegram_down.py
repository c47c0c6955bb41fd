"""Telegram is down, refuses, or cuts us off: it is waited out, and no answer is lost."""

import asyncio
from pathlib import Path

import pytest
from tests.journeys.running import QUESTION, TOKEN, add_people, called, new_double, running, said, start, until_said_in


def test_p12_it_starts_while_telegram_is_down_and_says_so_once(tmp_path: Path) -> None:
    async def story() -> tuple[list[str], int]:
        async with new_double() as telegram:
            telegram.add_person(1, "Sam", "en")
            telegram.faults.down = True
            program = await start(telegram, tmp_path)
            await telegram.until(called(telegram, "getMe", times=2))
            telegram.faults.down = False
            telegram.write(1, QUESTION)
            await until_said_in(telegram, 1)
            await program.terminate()
            return [line.partition(": ")[2] for line in program.saying(" warning ")], len(said(telegram, 1))

    warnings, answers = asyncio.run(story())
    assert [line.partition(" (")[0].strip() for line in warnings] == [
        "Telegram cannot be reached, it is tried again",
        "Telegram answers again",
    ]
    assert answers == 1


@pytest.mark.parametrize("late", [False, True], ids=["at the start", "later"])
def test_p12_p19_a_refused_token_ends_it_for_good(tmp_path: Path, late: bool) -> None:
    async def story() -> tuple[int, str]:
        async with new_double() as telegram:
            telegram.revoked = not late
            program = await start(telegram, tmp_path)
            if late:
                await program.until_said("ready")
                telegram.revoked = True
                telegram.updates.end()
            return await program.exit_code(), "".join(program.lines)

    code, lines = asyncio.run(story())
    assert code == 3
    assert "error: Telegram does not know the token" in lines
    assert "Traceback" not in lines
    assert TOKEN not in lines


def test_p06_lost_answers_server_errors_and_refusals_lose_no_answer(tmp_path: Path) -> None:
    async def story() -> list[int]:
        async with new_double() as telegram:
            people = add_people(telegram, 7)
            async with running(telegram, tmp_path):
                telegram.refuse("sendMessage", status=500, description="Internal Server Error: restart")
                telegram.refuse("sendMessage", status=429, description="Too Many Requests: retry after 1", retry_after=1)
                telegram.refuse("sendMessage", status=429, description="Too Many Requests: please wait")
                telegram.refuse("sendMessage", status=502, description="Bad Gateway")
                telegram.cut("sendMessage")
                telegram.cut("sendMessage", after=True)
                for person in people:
                    telegram.write(person, QUESTION)
                await telegram.until(lambda: all(said(telegram, person) for person in people), timeout=60)
                await telegram.until(called(telegram, "sendMessage", times=13), timeout=60)
            return sorted(len(said(telegram, person)) for person in people)

    assert asyncio.run(story()) == [1, 1, 1, 1, 1, 1, 2]  # the one whose answer was lost came twice: better than never
