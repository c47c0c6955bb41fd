"""One speaker (P9): a second instance, a standby, another program with the same token."""

import asyncio
from pathlib import Path

from tests.journeys.running import QUESTION, new_double, running, said, start, until_said_in
from tests.postgres import Server

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def test_p09_a_second_one_ends_and_another_poller_elsewhere_is_said_waited_out_and_never_fought(tmp_path: Path) -> None:
    async def story() -> tuple[int, int, str, list[str], int]:
        async with new_double() as telegram:
            telegram.add_person(1, "Sam", "en")
            async with running(telegram, tmp_path) as first:
                second = await start(telegram, tmp_path)
                code = await second.exit_code()
                telegram.refuse("getUpdates", status=409, description=CONFLICT)  # another one asks, also where the first does not just now
                telegram.updates.end()
                await first.until_said("another program uses this token")
                telegram.write(1, QUESTION)
                await until_said_in(telegram, 1)
            return code, first.process.pid, "".join(second.lines), first.saying("another program"), len(said(telegram, 1))

    code, pid, lines, conflicts, answers = asyncio.run(story())
    assert code == 1
    assert f"another instance holds the database {tmp_path / 'bot.db'} (process {pid}, since " in lines
    assert (len(conflicts), answers) == (1, 1)


def test_p09_a_standby_takes_over_within_30_seconds_and_answers_what_was_asked_meanwhile(tmp_path: Path, postgres: Server) -> None:
    async def story(url: str) -> tuple[float, int, int, list[str]]:
        settings = {"WORKSHOP_BOT_DATABASE": url}
        async with new_double() as telegram:
            telegram.add_person(1, "Sam", "en")
            async with running(telegram, tmp_path, settings) as first:
                standby = await start(telegram, tmp_path, settings)
                await standby.until_said("this one stands by")
                await first.kill()
            killed = telegram.clock.monotonic()
            telegram.write(1, QUESTION)
            await until_said_in(telegram, 1)
            took = telegram.clock.monotonic() - killed
            return took, await standby.terminate(), len(said(telegram, 1)), standby.saying("stands by")

    with postgres.fresh() as url:
        took, code, answers, stood_by = asyncio.run(story(url))
    assert took <= 30
    assert code == 0
    assert answers == 1
    assert len(stood_by) == 1
