"""Killed, or stopped: nothing that a person wrote is lost, and little comes twice.

The longer proof is `python3 dev.py bench kills`: a hundred kills while a thousand questions come in.
"""

import asyncio
import secrets
from pathlib import Path

from tests.journeys.kills import killed
from tests.journeys.running import add_people, called, new_double, running, said

from workshop_bot.delivery.sender import AHEAD, WINDOW


def test_p01_p02_p15_nothing_is_lost_and_little_doubled_when_it_is_killed_at_random(tmp_path: Path, store_url: str) -> None:
    seed = secrets.randbelow(10**6)
    print("seed", seed)
    told = asyncio.run(killed(tmp_path, questions=60, kills=3, seed=seed, url=store_url))
    assert (told.asked, told.unanswered) == (60, 0)
    assert told.doubled == told.owned
    assert told.flown <= WINDOW + AHEAD
    assert told.integrity == "ok"


def test_p10_it_ends_cleanly_under_load_and_goes_on(tmp_path: Path) -> None:
    async def story() -> tuple[int, float, list[int], list[str]]:
        async with new_double() as telegram:
            people = add_people(telegram, 40)
            async with running(telegram, tmp_path) as program:
                for person in people:
                    telegram.write(person, "when does the workshop begin?")
                await telegram.until(called(telegram, "sendMessage"))
                began = telegram.clock.monotonic()
                code = await program.terminate()
                took = telegram.clock.monotonic() - began
            async with running(telegram, tmp_path) as program:
                await telegram.until(lambda: all(said(telegram, person) for person in people))
            return code, took, [len(said(telegram, person)) for person in people], program.saying("did not end cleanly")

    code, took, answers, unclean = asyncio.run(story())
    assert code == 0
    assert took <= 8
    assert answers == [1] * 40
    assert unclean == []
