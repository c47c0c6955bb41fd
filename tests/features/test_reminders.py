from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.features.conftest import Person, World

from workshop_bot import owed
from workshop_bot.delivery.turn import Say
from workshop_bot.features import TICKS
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Session
from workshop_bot.store import chats, follows


def follow(person: Person, *targets: str, **choices: str | int) -> None:
    """Somebody who was met follows these, and has chosen."""
    world = person.world
    with world.store.transaction() as connection:
        chats.meet(connection, person.number, True, world.now)
        chats.change(connection, person.number, seen=person.language[:2], announcements="urgent", **choices)
        for target in targets:
            follows.follow(connection, person.number, target, world.now)
        owed.plan(connection, world.ready.knowledge, world.now, chat=person.number)


def change(world: World, name: str, **fields: object) -> None:
    """The folder says something else of a session, and all is planned anew; nobody is told."""
    knowledge = world.ready.knowledge

    def changed(session: Session) -> Session:
        return session.model_copy(update=fields) if session.id == name else session

    world.ready = replace(world.ready, knowledge=replace(knowledge, sessions=tuple(map(changed, knowledge.sessions))))
    with world.store.transaction() as connection:
        owed.plan_anew(connection, world.ready.knowledge, world.now)


def moved(world: World, name: str, minutes: int) -> None:
    session = world.ready.knowledge.items[f"session:{name}"]
    assert isinstance(session, Session)
    assert session.begins
    shift = timedelta(minutes=minutes)
    change(world, name, starts=session.begins + shift, ends=session.finishes + shift if session.finishes else None)


@pytest.fixture
def mai(made_up: World) -> Person:
    """Somebody at the made-up workshop, on its first day at ten past nine."""
    return Person(made_up, 7, "en")


LATER = "2030-06-03 13:45"
"""A quarter of an hour before the session of the afternoon."""


def again(world: World) -> None:
    """The same programme is planned anew, as at a start of the program."""
    with world.store.transaction() as connection:
        owed.plan_anew(connection, world.ready.knowledge, world.now)


def outbox_says(world: World) -> None:
    """What is due goes to the outbox, but Telegram is down."""
    with world.store.transaction() as connection:
        for tick in TICKS:
            tick.run(connection, world.ready, world.now)


def test_p04_a_reminder_comes_once_at_its_moment_with_the_true_time_left(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at("2030-06-03 13:44")
    assert mai.hears() == ""
    mai.world.at(LATER)
    assert mai.hears() == (
        "⏰ In 15 min: Pollen and dust\n14:00–15:00 · Room: Hall B\n\nHanoi time.\n[Again in 5 min] [Stop for this session]"
    )
    again(mai.world)
    mai.world.later(1)
    assert mai.hears() == ""


def test_a_reminder_in_each_language(made_up: World, person: Callable[[World, int, str], Person]) -> None:
    lan, claire = person(made_up, 1, "vi"), person(made_up, 2, "fr")
    follow(lan, "topic:allergy")
    follow(claire, "session:allergy-1")
    made_up.at(LATER)
    assert lan.hears() == (
        "⏰ Còn 15 phút: Phấn hoa và bụi nhà\n14:00–15:00 · Địa điểm: Hội trường B\n\nGiờ Hà Nội.\n"
        "[Nhắc lại sau 5 phút] [Dừng nhắc buổi này]"
    )
    assert claire.hears() == (
        "⏰ Dans 15 min\u202f: Pollens et poussières\n14\u202fh – 15\u202fh · Lieu\u202f: Salle B\n\nHeure locale\u202f: Hanoï.\n"
        "[Rappeler dans 5 min] [Ne plus rappeler]"
    )


def test_the_moment_of_the_hours_is_marked_so_that_a_tap_shows_ones_own_time(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    mai.world.tick()
    (reply,) = mai.world.heard[mai.number]
    assert isinstance(reply, Say)
    assert [mark.unix for mark in reply.text.marks if mark.kind == "time"] == [int(datetime(2030, 6, 3, 7, tzinfo=UTC).timestamp())]


def test_ones_own_zone_comes_first_and_the_workshops_in_brackets(mai: Person) -> None:
    follow(mai, "all", zone="Europe/Paris")
    mai.world.at(LATER)
    assert mai.hears().splitlines()[1] == "9:00–10:00 (14:00–15:00 Hanoi time) · Room: Hall B"
    assert mai.taps("Again in 5 min").splitlines()[3] == "I will remind you again at 8:50."


def test_what_is_provisional_is_said_to_be(mai: Person) -> None:
    follow(mai, "session:inhalers-2")
    mai.world.at("2030-06-04 08:45")
    assert mai.hears().splitlines()[1:4] == ["9:00–10:00 · Room: Hall B · provisional", "", "These hours are placeholders. Hanoi time."]


@pytest.mark.parametrize(
    ("presence", "mode", "room", "link"),
    [
        ("", None, True, True),
        ("room", None, True, False),
        ("online", None, False, True),
        ("both", None, True, True),
        ("online", "room", True, False),
        ("room", "online", False, True),
    ],
)
def test_the_room_is_for_those_there_and_the_link_for_those_online(
    mai: Person, presence: str, mode: str | None, room: bool, link: bool
) -> None:
    change(mai.world, "allergy-1", join="https://example.org/live", mode=mode)
    follow(mai, "all", presence=presence)
    mai.world.at(LATER)
    heard = mai.hears()
    assert ("Room: Hall B" in heard, "[Join online → https://example.org/live]" in heard) == (room, link)
    button = mai.world.shown[mai.number, mai.world.newest[mai.number]].buttons[0][0]
    assert (button.style == "primary") == link


def test_p04_those_within_five_minutes_come_as_one_each_with_its_own_time_left(mai: Person) -> None:
    follow(mai, "all")
    moved(mai.world, "allergy-1", 24 * 60 + 5)
    moved(mai.world, "inhalers-2", 5 * 60 + 6)
    mai.world.at("2030-06-04 13:45")
    assert mai.hears() == (
        "⏰ In 15 min: Clinical cases\n14:00–15:30 · Room: Hall B\n\n"
        "In 20 min: Pollen and dust\n14:05–15:05 · Room: Hall B\n\n"
        "Hanoi time.\n"
        "[Again in 5 min]\n[Stop: Clinical cases]\n[Stop: Pollen and dust]"
    )
    mai.world.later(5)
    assert mai.hears() == ""
    mai.world.later(1)
    assert mai.hears().startswith("⏰ In 15 min: Inhalers for infants\n")


def test_many_at_once_have_a_line_each_and_the_last_ones_are_counted(mai: Person) -> None:
    (talk,) = (session for session in mai.world.ready.knowledge.sessions if session.id == "cases")
    copies = tuple(talk.model_copy(update={"id": f"case-{number:02}", "title": Text(f"Case {number}")}) for number in range(1, 23))
    mai.world.ready = replace(mai.world.ready, knowledge=replace(mai.world.ready.knowledge, sessions=copies))
    follow(mai, "all")
    mai.world.at("2030-06-04 13:45")
    lines = mai.hears().splitlines()
    assert lines[0] == "⏰ In 15 min: Case 1 · 14:00–15:30 · Room: Hall B"
    assert lines[20:] == ["and 2 more: /agenda", "", "Hanoi time.", "[Again in 5 min]"]


@pytest.mark.parametrize(
    ("minutes", "first"), [(0, "Beginning now"), (0.9, "Beginning now"), (10.5, "Began 10 min ago"), (59, "Began 59 min ago")]
)
def test_p04_late_after_an_outage_it_says_so(mai: Person, minutes: float, first: str) -> None:
    follow(mai, "all")
    mai.world.at("2030-06-03 14:00")
    mai.world.later(minutes)
    heard = mai.hears()
    assert heard.splitlines()[0] == f"⏰ {first}: Pollen and dust"
    assert heard.splitlines()[-1] == "[Stop for this session]"


def test_p04_nothing_comes_for_what_is_over(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at("2030-06-03 15:00")
    assert mai.hears() == ""
    assert mai.world.dropped == []


def test_p11_what_was_over_by_a_clock_that_was_ahead_comes_when_it_is_set_back(mai: Person) -> None:
    follow(mai, "all")
    mai.world.later(2 * 24 * 60)
    mai.world.tick()
    mai.world.heard.clear()
    mai.world.at(LATER)
    assert mai.hears().startswith("⏰ In 15 min: Pollen and dust\n")
    assert mai.hears() == ""


def test_p11_what_was_in_the_outbox_when_the_clock_leapt_comes_too(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    outbox_says(mai.world)
    mai.world.later(24 * 60)
    assert "Pollen" not in mai.hears()
    assert mai.world.dropped == ["it is over or does not take place"]
    mai.world.at("2030-06-03 13:40")
    mai.world.tick()
    mai.world.heard.clear()
    mai.world.at(LATER)
    assert mai.hears().startswith("⏰ In 15 min: Pollen and dust\n")


def test_p04_it_is_worded_when_sent(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    outbox_says(mai.world)
    mai.world.later(8)
    assert mai.hears().startswith("⏰ In 7 min: Pollen and dust\n")


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda mai: change(mai.world, "allergy-1", cancelled=True), "it is over or does not take place"),
        (lambda mai: mai.taps_data("stop:allergy-1"), "it is not followed any more"),
        (lambda mai: moved(mai.world, "allergy-1", 60), "it was moved, and is reminded of anew"),
        (lambda mai: mai.world.later(75), "it is over or does not take place"),
    ],
)
def test_p04_what_is_no_longer_true_when_it_is_sent_is_dropped(mai: Person, happens: Callable[[Person], object], why: str) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    outbox_says(mai.world)
    happens(mai)
    assert "Pollen" not in mai.hears()
    assert mai.world.dropped == [why]


def test_p04_moved_to_what_is_within_its_lead_it_is_said_truly(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    outbox_says(mai.world)
    moved(mai.world, "allergy-1", -5)
    assert mai.hears().startswith("⏰ In 10 min: Pollen and dust\n13:55–14:55")


def test_moved_away_and_back_it_comes_once(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    assert mai.hears()
    moved(mai.world, "allergy-1", 60)
    moved(mai.world, "allergy-1", -60)
    mai.world.later(5)
    assert mai.hears() == ""


def test_two_lead_times_are_two_reminders(mai: Person) -> None:
    follow(mai, "session:allergy-1", lead=60, second_lead=10)
    mai.world.at("2030-06-03 13:00")
    assert mai.hears().startswith("⏰ In 60 min: ")
    mai.world.at("2030-06-03 13:50")
    assert mai.hears().startswith("⏰ In 10 min: ")


def test_a_session_without_hours_is_said_the_evening_before(mai: Person) -> None:
    follow(mai, "topic:inhalers")
    change(mai.world, "inhalers-2", starts=date(2030, 6, 4), minutes=None, ends=None)
    mai.world.at("2030-06-03 17:59")
    assert mai.hears() == ""
    mai.world.at("2030-06-03 18:00")
    assert mai.hears() == (
        "⏰ Tomorrow: Inhalers for infants\nTue 4 Jun, hours not known yet · Room: Hall B · provisional\n\n"
        "These hours are placeholders.\n[Stop for this session]"
    )


def test_again_comes_after_five_minutes_in_quiet_hours_too(mai: Person) -> None:
    follow(mai, "all", lead=20, quiet="13:41-13:55")
    mai.world.at("2030-06-03 13:40")
    mai.hears()
    assert mai.taps("Again in 5 min") == (
        "(edited) ⏰ In 20 min: Pollen and dust\n14:00–15:00 · Room: Hall B\n\nI will remind you again at 13:45.\n\nHanoi time.\n"
        "[Stop for this session]"
    )
    mai.taps_data("again:allergy-1")  # tapped twice
    mai.world.later(5)
    assert mai.hears().startswith("⏰ In 15 min: Pollen and dust\n")
    mai.taps("Again in 5 min")
    mai.world.later(5)
    assert mai.hears().startswith("⏰ In 10 min: Pollen and dust\n")
    mai.world.later(5)
    assert mai.hears() == ""


def test_stop_is_for_this_session_alone_and_undone_in_place(mai: Person) -> None:
    follow(mai, "all", lead=30, second_lead=15)
    mai.world.at("2030-06-03 13:30")
    mai.hears()
    mai.taps("Again in 5 min")
    assert mai.taps("Stop for this session") == "(edited) No more reminders: Pollen and dust\n[Remind me again]"
    mai.world.at("2030-06-03 13:40")
    assert mai.hears() == ""
    assert mai.taps("Remind me again").splitlines()[0] == "(edited) ⏰ In 20 min: Pollen and dust"
    mai.world.at(LATER)
    assert mai.hears().startswith("⏰ In 15 min: Pollen and dust\n")
    mai.taps("Stop for this session")
    mai.world.at("2030-06-04 08:30")
    assert mai.hears().startswith("⏰ In 30 min: Inhalers for infants\n")


def test_of_several_one_is_stopped_and_the_others_stay(mai: Person) -> None:
    follow(mai, "all", lead=30, second_lead=15)
    moved(mai.world, "inhalers-2", 5 * 60)
    mai.world.at("2030-06-04 13:30")
    mai.hears()
    assert mai.taps("Stop: Clinical cases") == (
        "(edited) ⏰ In 30 min: Inhalers for infants\n14:00–15:00 · Room: Hall B · provisional\n\nNo more reminders: Clinical cases\n\n"
        "These hours are placeholders. Hanoi time.\n[Again in 5 min]\n[Remind me again: Clinical cases]\n[Stop: Inhalers for infants]"
    )
    assert "I will remind you again at 13:35." in mai.taps("Again in 5 min")
    mai.world.later(5)
    assert mai.hears().splitlines()[-1] == "[Again in 5 min] [Stop for this session]"
    mai.taps("Remind me again: Clinical cases")
    mai.world.at("2030-06-04 13:45")
    assert mai.hears().startswith("⏰ In 15 min: Clinical cases\n")


def test_a_tap_on_an_old_reminder_says_how_things_are(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    mai.hears()
    mai.world.at("2030-06-03 15:30")
    assert mai.taps("Again in 5 min") == "(edited) 14:00–15:00 · Pollen and dust · ended 30 min ago"
    mai.world.later(5)
    assert mai.hears() == ""


@pytest.mark.parametrize("data", ["again:nothing", "stop:nothing", "wake:nothing", "again:", "stop::", "stop:lan"])
def test_a_button_of_a_session_that_is_gone_says_so(mai: Person, data: str) -> None:
    follow(mai, "all")
    assert mai.taps_data(data) == "(edited) I do not find that in the programme."


def test_in_a_group_the_buttons_do_nothing(mai: Person) -> None:
    follow(mai, "all")
    assert mai.taps_data("stop:allergy-1", group=True).startswith("(alert) ")
    mai.world.at(LATER)
    assert mai.hears().startswith("⏰ In 15 min")


def test_who_is_silent_by_then_hears_nothing(mai: Person) -> None:
    follow(mai, "all")
    mai.world.at(LATER)
    outbox_says(mai.world)
    with mai.world.store.transaction() as connection:
        chats.change(connection, mai.number, silent=True)
    assert mai.hears() == ""
    assert mai.world.dropped == ["the chat wants nothing any more"]
