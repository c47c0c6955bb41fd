from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.features.conftest import Person, World

from workshop_bot import owed
from workshop_bot.features import TICKS
from workshop_bot.store import chats, follows


def choose(person: Person, *targets: str, summary: str = "07:30", **choices: str) -> None:
    """Somebody who was met follows these, and wants a summary at an hour."""
    world = person.world
    with world.store.transaction() as connection:
        chats.meet(connection, person.number, True, world.now)
        chats.change(connection, person.number, seen=person.language[:2], announcements="urgent", summary=summary, lead=0, **choices)
        for target in targets:
            follows.follow(connection, person.number, target, world.now)
    again(world)


def again(world: World) -> None:
    """All is planned anew, as at a start of the program."""
    with world.store.transaction() as connection:
        owed.plan_anew(connection, world.ready.knowledge, world.now)


@pytest.fixture
def mai(made_up: World) -> Person:
    """Somebody at the made-up workshop, on its first day at ten past nine."""
    return Person(made_up, 7, "en")


def test_what_is_followed_comes_at_the_hour_once_a_day(mai: Person) -> None:
    choose(mai, "topic:inhalers", "session:cases")
    mai.world.at("2030-06-04 07:29")
    assert mai.hears() == ""
    mai.world.later(1)
    assert mai.hears() == (
        "Today, Tue 4 Jun: 2 sessions that you follow\n\n"
        "Inhalers for infants · 9:00–10:00 · Room: Hall B · provisional\nClinical cases · 14:00–15:30 · Room: Hall B\n\n"
        "These hours are placeholders. Hanoi time.\n[Open the programme]"
    )
    assert mai.hears() == ""
    assert mai.row.summary_due == datetime(2030, 6, 5, 0, 30, tzinfo=UTC)
    assert mai.taps("Open the programme").startswith("Today, Tue 4 Jun")


def test_what_is_over_or_stopped_or_cancelled_is_not_in_it(mai: Person) -> None:
    choose(mai, "all", summary="15:00")
    with mai.world.store.transaction() as connection:
        follows.follow(connection, mai.number, "session:cases", mai.world.now, stopped=True)
    knowledge = mai.world.ready.knowledge
    sessions = tuple(one.model_copy(update={"cancelled": one.id == "inhalers-2"}) for one in knowledge.sessions)
    mai.world.ready = replace(mai.world.ready, knowledge=replace(knowledge, sessions=sessions))
    mai.world.at("2030-06-03 15:00")  # pollen and dust has just ended
    assert mai.hears() == ""
    assert mai.world.dropped == ["nothing is on"]


def test_the_next_day_counts_as_far_as_the_next_summary(mai: Person) -> None:
    choose(mai, "all", summary="20:00")
    mai.world.at("2030-06-03 20:00")
    assert mai.hears().splitlines()[:3] == [
        "The next 24 hours: 2 sessions that you follow",
        "",
        "Inhalers for infants · Tue 4 Jun, 9:00–10:00 · Room: Hall B · provisional",
    ]


def test_the_first_comes_before_the_first_day_and_none_after_the_last(mai: Person) -> None:
    mai.world.at("2030-05-01 12:00")
    choose(mai, "all", summary="20:00")
    assert mai.row.summary_due == datetime(2030, 6, 2, 13, tzinfo=UTC)
    mai.world.at("2030-06-02 20:00")
    assert mai.hears().startswith("The next 24 hours: 3 sessions that you follow\n")
    mai.world.at("2030-06-05 15:00")
    mai.world.tick()
    choose(mai, summary="16:20")
    mai.world.at("2030-06-05 16:20")
    assert mai.hears().startswith("Today, Wed 5 Jun: 1 session that you follow\n\nClosing · 16:00–16:30\n")
    assert mai.row.summary_due is None
    again(mai.world)
    assert mai.row.summary_due is None


def test_who_follows_nothing_that_day_hears_of_the_programme(mai: Person) -> None:
    choose(mai, "session:closing")
    mai.world.at("2030-06-04 07:30")
    assert mai.hears() == "Today, Tue 4 Jun: no session that you follow; the programme has 2.\n[Open the programme]"


def test_nothing_is_said_where_nothing_is_on(mai: Person) -> None:
    choose(mai, "all", summary="17:00")
    mai.world.ready = replace(mai.world.ready, knowledge=replace(mai.world.ready.knowledge, sessions=()))
    mai.world.at("2030-06-03 17:00")
    assert mai.hears() == ""
    assert mai.world.dropped == ["nothing is on"]


def test_ones_own_zone_is_that_of_the_hour_and_comes_first(mai: Person) -> None:
    choose(mai, "all", zone="Europe/Paris")
    mai.world.at("2030-06-03 12:30")  # half past seven in Paris
    assert mai.hears().splitlines()[:4] == [
        "The next 24 hours: 2 sessions that you follow",
        "",
        "Pollen and dust · Mon 3 Jun, 9:00–10:00 (14:00–15:00 Hanoi time) · Room: Hall B",
        "Inhalers for infants · Tue 4 Jun, 4:00–5:00 (9:00–10:00 Hanoi time) · Room: Hall B · provisional",
    ]
    assert mai.row.summary_due == datetime(2030, 6, 4, 5, 30, tzinfo=UTC)


def test_p14_quiet_hours_hold_it_to_their_end(mai: Person) -> None:
    choose(mai, "all", quiet="22:00-08:00")
    mai.world.at("2030-06-04 07:30")
    assert mai.hears() == ""
    mai.world.at("2030-06-04 08:00")
    assert mai.hears().startswith("Today, Tue 4 Jun: 2 sessions that you follow\n")
    assert mai.row.summary_due == datetime(2030, 6, 5, 0, 30, tzinfo=UTC)


def test_p14_quiet_hours_that_are_changed_meanwhile_hold_it_no_longer_than_they_last(mai: Person) -> None:
    choose(mai, "all", quiet="22:00-08:00")
    mai.world.at("2030-06-04 07:45")
    assert mai.hears() == ""
    mai.says("/settings quiet off")
    assert mai.hears().startswith("Today, Tue 4 Jun: 2 sessions that you follow\n")


def test_a_summary_at_the_end_of_quiet_hours_stays_there_when_they_are_changed(mai: Person) -> None:
    choose(mai, "all", quiet="22:00-07:30")
    mai.world.at("2030-06-04 07:15")
    mai.says("/settings quiet off")
    assert mai.hears() == ""
    mai.world.at("2030-06-04 07:30")
    assert mai.hears().startswith("Today, Tue 4 Jun: 2 sessions that you follow\n")


@pytest.mark.parametrize(("moment", "heard"), [("2030-06-04 10:29", True), ("2030-06-04 10:30", False)])
def test_late_by_three_hours_it_is_dropped(mai: Person, moment: str, heard: bool) -> None:
    choose(mai, "all")
    mai.world.at(moment)
    assert bool(mai.hears()) == heard
    assert mai.row.summary_due == datetime(2030, 6, 5, 0, 30, tzinfo=UTC)


def test_who_wants_none_by_then_hears_none(mai: Person) -> None:
    choose(mai, "all")
    mai.world.at("2030-06-04 07:30")
    with mai.world.store.transaction() as connection:
        for tick in TICKS:
            tick.run(connection, mai.world.ready, mai.world.now)
        chats.change(connection, mai.number, summary="")
    assert mai.hears() == ""
    assert mai.world.dropped == ["no summary is wanted any more"]


def test_who_is_silent_hears_none_and_is_asked_again_the_next_day(mai: Person) -> None:
    choose(mai, "all")
    with mai.world.store.transaction() as connection:
        chats.change(connection, mai.number, silent=True)
    mai.world.at("2030-06-04 07:30")
    assert mai.hears() == ""
    assert mai.world.dropped == []
    assert mai.row.summary_due == datetime(2030, 6, 5, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "first"),
    [("vi", "Hôm nay, Thứ Ba 4/6: anh/chị theo dõi 2 buổi"), ("fr", "Aujourd’hui, mardi 4 juin\u202f: 2 sessions que vous suivez")],
)
def test_it_speaks_ones_language(made_up: World, language: str, first: str) -> None:
    reader = Person(made_up, 8, language)
    choose(reader, "all")
    made_up.at("2030-06-04 07:30")
    assert reader.hears().splitlines()[0] == first


def test_p11_a_clock_set_back_doubles_none(mai: Person) -> None:
    choose(mai, "all")
    mai.world.at("2030-06-04 07:30")
    assert mai.hears()
    mai.world.at("2030-06-04 07:25")
    assert mai.hears() == ""
    mai.world.later(6)
    assert mai.hears() == ""


def test_p11_a_start_finds_what_a_clock_ahead_put_off(mai: Person) -> None:
    choose(mai, "all")
    mai.world.at("2030-06-06 12:00")
    assert mai.hears() == ""
    assert mai.row.summary_due is None
    mai.world.at("2030-06-03 20:00")
    again(mai.world)
    assert mai.row.summary_due == datetime(2030, 6, 4, 0, 30, tzinfo=UTC)
