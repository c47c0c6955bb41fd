"""Changes in quiet hours: held to their end, told merged and only if still true (P14)."""

from datetime import UTC, datetime

import pytest
from tests.features.conftest import Person, World
from tests.features.test_changes import change, follow, hears, moved, settled

from workshop_bot.features import changes


@pytest.fixture
def mai(made_up: World) -> Person:
    """An English reader on the evening before the made-up workshop."""
    made_up.at("2030-06-02 18:00")
    return Person(made_up, 7, "en")


def test_p14_quiet_hours_hold_what_comes_and_let_it_come_merged_if_still_true(mai: Person) -> None:
    follow(mai, "all", quiet="22:00-07:00", zone="Europe/Paris")
    world = mai.world
    world.now = datetime(2030, 6, 2, 20, 30, tzinfo=UTC)  # half past ten at night in Paris
    change(world, allergy_1=moved(world, 3, 15), cases={"cancelled": True})
    assert settled(mai) == ""
    change(world, cases={"cancelled": False}, closing={"room": ("hall-a",)})
    world.now = datetime(2030, 6, 3, 4, 59, tzinfo=UTC)
    assert "⚠️" not in hears(mai)
    world.now = datetime(2030, 6, 3, 5, tzinfo=UTC)
    assert hears(mai).startswith("⚠️ 2 changes to what you follow\n\n1. Moved: Pollen and dust\n")


def test_p14_quiet_hours_that_are_changed_meanwhile_hold_no_longer_than_they_last(mai: Person) -> None:
    follow(mai, "all", quiet="22:00-07:00")
    world = mai.world
    world.at("2030-06-02 22:30")
    change(world, allergy_1=moved(world, 3, 15))
    assert settled(mai) == ""
    mai.says("/settings quiet 22-6")
    assert "⚠️" not in hears(mai)
    world.at("2030-06-03 06:00")
    assert hears(mai).startswith("⚠️ Moved: Pollen and dust\n")


def test_p14_quiet_hours_hold_what_could_not_be_sent_before(mai: Person) -> None:
    follow(mai, "all", quiet="22:00-07:00")
    world = mai.world
    world.at("2030-06-02 21:58")
    change(world, allergy_1=moved(world, 3, 15))
    world.later(1)
    with world.store.transaction() as connection:
        assert changes.tell(connection, world.ready, world.now) == 1
    world.later(1)
    change(world, allergy_1=moved(world, 3, 16))
    assert hears(mai) == ""
    assert world.dropped == ["it waits for the end of quiet hours"]
    world.at("2030-06-03 06:59")
    assert hears(mai) == ""
    world.at("2030-06-03 07:00")
    assert hears(mai).startswith("⚠️ Moved: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~ → Mon 3 Jun, 16:00–17:00\n")
