"""Meetings of a recurring event, by the rule alone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Event

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.recurring import meetings

FIRST = datetime(2024, 10, 25, 9, tzinfo=ZoneInfo("Europe/Paris"))  # a Friday; clocks are set on the 27th


def days(*lines: str) -> list[str]:
    event = Event.from_ical("\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")))
    return [f"{moment:%m-%d %H:%M %z}" for moment in meetings(event, FIRST, "event 1")]


def test_a_start_that_does_not_fit_the_rule_is_no_meeting() -> None:
    assert days("RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2") == ["10-31 09:00 +0100", "11-07 09:00 +0100"]


def test_the_hour_stays_when_clocks_are_set_and_every_second_week_is_left_out() -> None:
    assert days("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2") == ["10-25 09:00 +0200", "11-08 09:00 +0100"]


def test_the_end_in_utc_counts_on_the_events_clock() -> None:
    assert days("RRULE:FREQ=WEEKLY;UNTIL=20241101T080000Z") == ["10-25 09:00 +0200", "11-01 09:00 +0100"]
    assert days("RRULE:FREQ=WEEKLY;UNTIL=20241101T075959Z") == ["10-25 09:00 +0200"]
    assert days("RRULE:FREQ=WEEKLY;UNTIL=20241101") == ["10-25 09:00 +0200", "11-01 09:00 +0100"]


def test_what_is_taken_away_is_no_meeting() -> None:
    assert days("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/Paris:20241026T090000") == ["10-25 09:00 +0200", "10-27 09:00 +0100"]
    assert days("RRULE:FREQ=DAILY;COUNT=2", "EXDATE;VALUE=DATE:20241026") == ["10-25 09:00 +0200"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["RRULE:FREQ=HOURLY"], "its rule of recurrence is not one of days, weeks, months or years"),
        (["RRULE:FREQ=DAILY;BYHOUR=9,10"], "its rule of recurrence is not one of days, weeks, months or years"),
        (["RRULE:FREQ=DAILY;COUNT=1", "RRULE:FREQ=DAILY;COUNT=2"], "it has several rules of recurrence"),
    ],
)
def test_rules_of_other_kinds_are_refused(lines: list[str], said: str) -> None:
    with pytest.raises(UnusableInput, match=f"event 1: {said}"):
        days(*lines)
