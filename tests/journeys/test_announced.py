"""Announcements from the program as a process: at Telegram's pace while people ask, and killed.

The longer proofs are `python3 dev.py bench announce`: 10,000 chats, and a hundred kills.
"""

import asyncio
import secrets
from pathlib import Path

from tests.journeys.announced import FLOOD, Announced, announced, killed

from workshop_bot.delivery.sender import WINDOW

CHATS = 100
ATTEMPTS = 3
"""A machine that others use stands still now and then; a bot that is too slow or too fast is so each time."""


def in_time(told: Announced) -> bool:
    """Whether it was as fast as Telegram allows, and no faster; nobody had to wait for it.

    Where all must wait, what is in flight is refused, and one more that leaves before a second chat tells that it is not the first's own.
    """
    within = told.took <= CHATS / 28 * 1.1 + 2 + FLOOD
    return within and told.refused <= WINDOW + 1 and told.others == 0 and told.apart >= 5 and told.waited <= 1


def test_p03_p07_p08_an_announcement_arrives_once_at_telegrams_pace_and_questions_do_not_wait(tmp_path: Path) -> None:
    late = []
    for attempt in range(ATTEMPTS):
        place = tmp_path / str(attempt)
        place.mkdir()
        told = asyncio.run(announced(place, CHATS, 3, 0.2))
        print(told)
        assert (told.delivered, told.blocked, told.doubled, told.lost, told.integrity) == (90, 10, 0, 0, "ok")
        assert told.told == "Delivered to 90 of 100.\n\n• 10 people have blocked the bot"
        if in_time(told):
            return
        late.append(told)
    raise AssertionError(late)


def test_p03_killed_it_loses_none_doubles_none_and_sends_the_uncertain_again_on_demand(tmp_path: Path) -> None:
    seed = secrets.randbelow(10**6)
    print("seed", seed)
    told = asyncio.run(killed(tmp_path, 45, 2, 0.2, seed))
    print(told)
    assert (told.doubled, told.lost, told.strangers, told.missing, told.integrity) == (0, 0, [], 0, "ok")
