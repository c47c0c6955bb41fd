"""Reminders by a clock that lies: it leaps ahead and back, by seconds and by days, and is right again now and then."""

import random
import secrets
from collections import Counter
from datetime import timedelta

import pytest
from tests.features.conftest import Person, World
from tests.features.test_reminders import again, follow

from workshop_bot.delivery.turn import Say
from workshop_bot.programme.timeline import end

STEP = timedelta(minutes=10)
LEAPS = [timedelta(seconds=seconds) for seconds in (30, 300, 7_200, 28_800, 86_400, 172_800)]
LEAD = timedelta(minutes=15)


@pytest.mark.parametrize("seed", [secrets.randbelow(10**6) for _ in range(3)])
def test_p11_whatever_the_clock_does_each_reminder_comes_once(made_up: World, seed: int) -> None:
    print("seed", seed)
    chance, reader = random.Random(seed), Person(made_up, 7, "en")
    follow(reader, "all")
    sessions = {session.title.pick("en", "en")[0]: session for session in made_up.ready.knowledge.sessions[2:]}
    begins = {title: session.begins for title, session in sessions.items() if session.begins}
    heard: Counter[str] = Counter()
    owed: set[str] = set()
    true, wrong, until = made_up.now, timedelta(), 0
    for step in range(60 * 6):
        true += STEP
        if step == until:  # every second time it is right
            wrong = timedelta() if wrong else chance.choice(LEAPS) * chance.choice((1, -1))
            until = step + chance.randint(1, 12)
        made_up.now = true + wrong
        if chance.random() < 0.05:
            again(made_up)
        made_up.tick()
        for reply in made_up.heard.pop(reader.number, []):
            assert isinstance(reply, Say)
            heard.update(title for title in begins if title in reply.text.text)
        owed |= {title for title, start in begins.items() if not wrong and start - LEAD <= true < end(sessions[title])}
    assert {title for title, times in heard.items() if times > 1} == set()
    assert owed - heard.keys() == set()
