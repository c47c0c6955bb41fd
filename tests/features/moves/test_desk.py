"""The programme as organisers work on it."""

from typing import Any

from tests.features.moving import session

from workshop_bot.store import overrides


def test_the_programme_there_builds_on_what_is_not_in_force_yet(asthma_world: Any, boss: Any) -> None:
    for hour in ("9:30", "10:00"):
        boss.says(f"/move use an inhaler {hour}")
        boss.taps("Apply")
    assert boss.says("/room use an inhaler").split("\n")[1] == "Mon 3 Jun, 10:00–10:45 · Hall A"
    boss.says("/room use an inhaler hall b")
    boss.taps("Apply")
    found = session(asthma_world, "inhalers-1")
    assert (f"{found.starts:%H:%M}", found.room) == ("10:00", ("hall-b",))
    with asthma_world.store.transaction() as connection:
        assert {row.field: row.replaced for row in overrides.all_(connection)} == {
            "starts": '"2030-06-03T09:00:00+07:00"',
            "room": '["hall-a"]',
        }
