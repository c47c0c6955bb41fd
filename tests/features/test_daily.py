"""One line a day to organisers, in the evening of the workshop's zone and without a sound (P26)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.features.conftest import ORGANISER, OTHER

from workshop_bot.delivery.turn import Say
from workshop_bot.features import daily
from workshop_bot.store import asked, chats, inbox, outbox
from workshop_bot.store.inbox import Waiting
from workshop_bot.store.outbox import Row


@pytest.fixture
def morning(asthma_world: Any, boss: Any) -> Any:
    """An organiser has begun, and the evening's line is planned."""
    boss.says("hello")
    asthma_world.tick()
    return asthma_world


@pytest.fixture
def sam(morning: Any, person: Any) -> Any:
    return person(morning, 3, "en")


def test_p26_it_says_what_was_asked_and_what_waits(morning: Any, boss: Any, sam: Any) -> None:
    sam.says("Is lunch provided?")
    sam.says("may I bring my dog?")
    sam.says("/organisers Where do I park?")
    sam.taps("Send")
    morning.at("2030-06-03 19:59")
    assert boss.hears() == ""
    morning.at("2030-06-03 20:00")
    morning.tick()
    (line,) = morning.heard[ORGANISER]
    assert isinstance(line, Say)
    assert line.silent
    assert boss.hears() == "Mon 3 Jun: 2 questions, 2 without an answer (/stats). 1 question waits for you: /inbox"
    assert boss.hears() == ""


def test_p26_it_says_what_went_wrong(morning: Any, boss: Any) -> None:
    with morning.store.transaction() as connection:
        outbox.put(connection, [Row(0, "toast", "", morning.now, morning.now)] * 4)
        rows = outbox.ready(connection, morning.now, 9)
        outbox.claim(connection, [row.id for row in rows[1:]])
        for row in rows:  # one of which had become useless before anybody tried to send it
            outbox.finish(connection, row.id, "dropped", morning.now, "why")
        inbox.keep(connection, [Waiting(99, morning.now, 3, 3, "text", 0, "")])
        inbox.park(connection, 99, "raised")
    morning.at("2030-06-03 20:00")
    assert boss.hears() == (
        "Mon 3 Jun: no questions. ⚠️ 3 messages could not be sent. 1 message to me could not be handled; please tell whoever runs me."
    )


def test_p26_on_a_day_with_nothing_there_is_none(morning: Any, boss: Any) -> None:
    for day in (3, 4):
        morning.at(f"2030-06-0{day} 20:00")
        assert boss.hears() == ""


def test_what_was_told_is_not_told_again(morning: Any, boss: Any, sam: Any) -> None:
    sam.says("Is lunch provided?")
    morning.at("2030-06-03 20:00")
    assert boss.hears().startswith("Mon 3 Jun: 1 question,")
    sam.says("Is lunch provided?")
    morning.at("2030-06-04 20:00")
    assert boss.hears().startswith("Tue 4 Jun: 1 question,")
    morning.at("2030-06-05 20:00")
    assert boss.hears() == ""


@pytest.mark.parametrize(("moment", "heard"), [("2030-06-03 22:59", True), ("2030-06-03 23:00", False)])
def test_late_by_three_hours_it_is_left_out(morning: Any, boss: Any, sam: Any, moment: str, heard: bool) -> None:
    sam.says("Is lunch provided?")
    morning.at(moment)
    assert bool(boss.hears()) == heard
    morning.at("2030-06-04 20:00")
    assert boss.hears() == ""


def test_p14_quiet_hours_hold_it(morning: Any, boss: Any, sam: Any) -> None:
    with morning.store.transaction() as connection:
        chats.change(connection, ORGANISER, quiet="19:30-07:00")
    sam.says("Is lunch provided?")
    morning.at("2030-06-03 20:00")
    assert boss.hears() == ""
    morning.at("2030-06-04 07:00")
    assert boss.hears().startswith("Mon 3 Jun: 1 question,")


def test_p11_a_clock_set_back_doubles_none(morning: Any, boss: Any, sam: Any) -> None:
    sam.says("Is lunch provided?")
    morning.at("2030-06-03 20:00")
    assert boss.hears()
    morning.at("2030-06-03 19:50")
    assert boss.hears() == ""
    morning.at("2030-06-03 20:01")
    assert boss.hears() == ""


def test_p11_a_clock_that_was_far_ahead_silences_none(morning: Any, boss: Any, sam: Any) -> None:
    morning.at("2031-01-01 12:00")
    assert boss.hears() == ""
    morning.at("2030-06-03 12:00")
    assert boss.hears() == ""
    sam.says("Is lunch provided?")
    morning.at("2030-06-03 20:00")
    assert boss.hears().startswith("Mon 3 Jun: 1 question,")


def test_only_organisers_who_have_begun_hear_it(morning: Any, sam: Any, other: Any) -> None:
    sam.says("Is lunch provided?")
    morning.at("2030-06-03 20:00")
    assert sam.hears() == ""
    assert other.hears() == ""


def test_it_is_due_where_there_is_something_to_tell_and_somebody_to_hear_it(morning: Any, sam: Any) -> None:
    evening = morning.now + timedelta(hours=12)

    def due(after: datetime, owners: frozenset[int] = frozenset({ORGANISER})) -> datetime | None:
        with morning.store.transaction() as connection:
            return daily.next_due(connection, after, owners)

    assert due(morning.now) is None
    sam.says("Is lunch provided?")
    assert (due(morning.now), due(evening)) == (evening, None)
    with morning.store.transaction() as connection:
        assert len(asked.between(connection)) == 1
        chats.change(connection, ORGANISER, silent=True)
        chats.change(connection, OTHER, silent=True)
    assert due(morning.now) is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "Thứ Hai 3/6: 1 câu hỏi, 1 câu chưa được trả lời (/stats)."),
        ("fr", "Le lundi 3 juin\u202f: 1 question\u202f; sans réponse\u202f: 1 (/stats)."),
    ],
)
def test_it_speaks_ones_language(asthma_world: Any, person: Any, language: str, line: str) -> None:
    boss = person(asthma_world, ORGANISER, language)
    boss.says("Is lunch provided?")
    asthma_world.tick()
    asthma_world.at("2030-06-03 20:00")
    assert boss.hears() == line
