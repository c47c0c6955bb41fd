"""Reminders in quiet hours: held to their end, true when they come, and never longer than the hours last (P14)."""

import pytest
from tests.features.conftest import Person, World
from tests.features.test_reminders import LATER, follow, moved, outbox_says


@pytest.fixture
def mai(made_up: World) -> Person:
    """Somebody at the made-up workshop, on its first day at ten past nine."""
    return Person(made_up, 7, "en")


def test_p14_quiet_hours_hold_what_begins_after_them_and_it_comes_at_their_end(mai: Person) -> None:
    follow(mai, "all", quiet="12:00-13:50")
    mai.world.at(LATER)
    assert mai.hears() == ""
    mai.world.at("2030-06-03 13:50")
    assert mai.hears().startswith("⏰ In 10 min: Pollen and dust\n")


def test_p14_what_begins_within_quiet_hours_comes_at_its_time(mai: Person) -> None:
    follow(mai, "all", quiet="22:00-09:30", zone="Europe/Paris")
    mai.world.at(LATER)
    assert mai.hears().startswith("⏰ In 15 min: Pollen and dust\n9:00–10:00 (14:00–15:00 Hanoi time)")


def test_p14_what_is_held_comes_merged_and_only_if_still_true(mai: Person) -> None:
    follow(mai, "all", quiet="08:00-14:20", lead=120, second_lead=15)
    moved(mai.world, "inhalers-2", 24 * 60 + 330)  # the third day, 14:30
    moved(mai.world, "cases", 24 * 60 + 60)  # 15:00
    mai.world.at("2030-06-05 14:19")
    assert mai.hears() == ""
    mai.world.at("2030-06-05 14:20")
    heard = mai.hears()
    assert [line for line in heard.splitlines() if ": " in line and " min" in line] == [
        "⏰ In 10 min: Inhalers for infants",
        "In 40 min: Clinical cases",
        "In 100 min: Closing",
    ]


def test_p14_what_was_not_sent_before_quiet_hours_waits_for_their_end(mai: Person) -> None:
    follow(mai, "all", quiet="13:46-13:55")
    mai.world.at(LATER)
    outbox_says(mai.world)
    mai.world.later(2)
    assert mai.hears() == ""
    assert mai.world.dropped == ["it waits for the end of quiet hours"]
    mai.world.at("2030-06-03 13:55")
    assert mai.hears().startswith("⏰ In 5 min: Pollen and dust\n")


def test_p14_what_is_held_follows_quiet_hours_that_are_changed_meanwhile(mai: Person) -> None:
    follow(mai, "all", quiet="12:00-13:55", lead=30, second_lead=5)  # the second one is due at that very end by itself
    mai.world.at(LATER)
    assert mai.hears() == ""
    mai.says("/settings quiet 12:00-13:46")
    assert "⏰" not in mai.hears()
    mai.world.at("2030-06-03 13:46")
    assert mai.hears().startswith("⏰ In 14 min: Pollen and dust\n")
    mai.world.at("2030-06-03 13:54")
    assert mai.hears() == ""
    mai.world.at("2030-06-03 13:55")
    assert mai.hears().startswith("⏰ In 5 min: Pollen and dust\n")


def test_p14_what_is_held_comes_at_once_when_quiet_hours_end_by_a_choice(mai: Person) -> None:
    follow(mai, "all", quiet="12:00-13:50")
    mai.world.at(LATER)
    assert mai.hears() == ""
    mai.says("/settings zone Paris")
    assert mai.hears().startswith("⏰ In 15 min: Pollen and dust\n")
