"""The moments that organisers choose for an announcement: on buttons and typed, on the clock of their own zone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from workshop_bot.delivery.scheduling import choices, chosen, read
from workshop_bot.delivery.turn import Turn
from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement

NOW = datetime(2024, 12, 2, 6, 32, tzinfo=UTC)  # 13:32 in Hanoi
TONIGHT = datetime(2024, 12, 2, 16, 59, tzinfo=UTC)


@pytest.fixture
def turn(turn: Turn) -> Turn:
    return replace(turn, now=NOW)


@pytest.fixture
def draft(connection: Connection) -> Announcement:
    return announcements.draft(connection, 4, NOW, until=TONIGHT)


def test_buttons_name_moments_to_come(turn: Turn) -> None:
    assert list(choices(turn, "due")) == [
        ("In 30 min", "20241202T0702"),
        ("In 60 min", "20241202T0732"),
        ("Today 18:00", "20241202T1100"),
        ("Tomorrow 8:00", "20241203T0100"),
        ("Do not schedule", "now"),
    ]
    assert [value for _, value in choices(turn, "until")] == ["tonight", "end", "always"]


def test_they_are_of_the_organisers_zone(turn: Turn) -> None:
    paris = replace(turn, chat=replace(turn.chat, zone="Europe/Paris"))
    assert list(choices(paris, "due"))[2:4] == [("Today 8:00", "20241202T0700"), ("Today 18:00", "20241202T1700")]


def test_what_goes_out_later_counts_through_that_day(turn: Turn, draft: Announcement) -> None:
    due = datetime(2024, 12, 4, 2, tzinfo=UTC)
    assert chosen(turn, draft, "due", "20241204T0200") == {"due": due, "until": datetime(2024, 12, 4, 16, 59, tzinfo=UTC)}
    assert chosen(turn, replace(draft, until=None), "due", "20241204T0200") == {"due": due, "until": None}
    assert chosen(turn, draft, "due", "20241202T0700") == {"due": datetime(2024, 12, 2, 7, tzinfo=UTC), "until": TONIGHT}
    assert chosen(turn, draft, "due", "now") == {"due": None}


def test_until_when_is_a_name(turn: Turn, draft: Announcement) -> None:
    assert chosen(turn, draft, "until", "tonight") == {"until": TONIGHT}
    assert chosen(turn, draft, "until", "end") == {"until": datetime(2024, 12, 6, 16, 59, tzinfo=UTC)}
    assert chosen(turn, draft, "until", "always") == {"until": None}


@pytest.mark.parametrize(("step", "value"), [("until", "x"), ("due", "x"), ("due", "20249999T9999"), ("due", "")])
def test_what_is_forged_changes_nothing(turn: Turn, draft: Announcement, step: str, value: str) -> None:
    assert chosen(turn, draft, step, value) == {}


def test_typed_ones_are_read(turn: Turn, draft: Announcement) -> None:
    assert read(turn, draft, "due", "17:00") == {"due": datetime(2024, 12, 2, 10, tzinfo=UTC), "until": TONIGHT}
    assert read(turn, draft, "until", "tomorrow") == {"until": datetime(2024, 12, 3, 16, 59, tzinfo=UTC)}
    assert read(turn, draft, "due", "1/12 9:00") == "past"
    assert read(turn, draft, "due", "soon") == "misread"
