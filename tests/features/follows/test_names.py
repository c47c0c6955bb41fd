"""What is followed, by its names."""

from typing import Any


def test_of_many_the_first_are_named_and_the_rest_is_counted(sam: Any) -> None:
    for day in range(2, 7):
        sam.says(f"/remind day 2024-12-0{day}")
    for topic in ("surgery", "neuroblastoma"):
        sam.says(f"/remind {topic}")
    assert sam.says("/remind").split("\n")[2] == (
        "You follow Mon 2 Dec, Tue 3 Dec, Wed 4 Dec, Thu 5 Dec, Fri 6 Dec, 2 more. Reminders come 15 min before."
    )


def test_what_is_gone_or_forged_is_named_as_it_was_written(sam: Any) -> None:
    for target in ("topic:gone", "day:2024-13-01"):
        assert sam.taps_data(f"follow:-{target}") == f"(edited) You were not following {target}."


def test_of_two_leads_the_longer_is_said_first(sam: Any) -> None:
    sam.says("/settings reminders 10 30")
    assert sam.says("/remind").split("\n")[2] == "You follow nothing yet. Reminders come 30 and 10 min before."
