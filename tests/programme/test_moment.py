"""Moments as organisers type them: when an announcement goes out, and until when it counts."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.knowledge.model import Workshop
from workshop_bot.knowledge.read import usable
from workshop_bot.programme.moment import counts_until, end_of_day, moment

WORKSHOP: Workshop = usable(Path(__file__).resolve().parents[2] / "knowledge").workshop
NOW = datetime(2024, 12, 2, 13, 32, tzinfo=WORKSHOP.zone)

MOMENTS = {
    "17:00": "02 17:00",
    "17": "02 17:00",
    "17h": "02 17:00",
    "17 h 30": "02 17:30",
    "5pm": "02 17:00",
    "9:00": "03 09:00",
    "tomorrow noon": "03 12:00",
    "demain midi": "03 12:00",
    "trưa mai": "03 12:00",
    "mai 9 giờ": "03 09:00",
    "3/12 14:30": "03 14:30",
    "le 3 décembre à 14 h": "03 14:00",
    "ngày 3/12 lúc 14h30": "03 14:30",
    "5 giờ chiều": "02 17:00",
    "8h sáng mai": "03 08:00",
    "mardi 9 h": "03 09:00",
    "+30 min": "02 14:02",
    "in 20 min": "02 13:52",
    "dans 2 heures": "02 15:32",
    "2 tiếng nữa": "02 15:32",
}
ENDS = {
    "tomorrow": "03 23:59",
    "demain": "03 23:59",
    "ngày mai": "03 23:59",
    "tonight": "02 23:59",
    "tối nay": "02 23:59",
    "chiều nay": "02 18:00",
    "6/12": "06 23:59",
    "until 17:00": "02 17:00",
    "jusqu'à 17 h": "02 17:00",
    "đến 17 giờ": "02 17:00",
}


@pytest.mark.parametrize("text", MOMENTS)
@pytest.mark.parametrize("end", [False, True])
def test_reads_a_moment(text: str, end: bool) -> None:
    found = moment(text, NOW, WORKSHOP, end)
    assert found
    assert f"{found:%d %H:%M}" == MOMENTS[text]


@pytest.mark.parametrize("text", ENDS)
def test_reads_until_when_something_lasts(text: str) -> None:
    found = moment(text, NOW, WORKSHOP, end=True)
    assert found
    assert f"{found:%d %H:%M}" == ENDS[text]


@pytest.mark.parametrize(
    "text", ["tomorrow", "tonight", "hello", "from 5 to 7", "before ten", "", "now", "The bus leaves at 17:00", "25:00"]
)
def test_reads_nothing_in_what_is_no_one_moment(text: str) -> None:
    assert moment(text, NOW, WORKSHOP) is None


def test_goes_by_the_clock_of_the_reader() -> None:
    found = moment("17:00", NOW.astimezone(ZoneInfo("Europe/Paris")), WORKSHOP)
    assert found
    assert found.isoformat() == "2024-12-02T17:00:00+01:00"


def test_knows_no_hour_that_daylight_saving_skips() -> None:
    now = datetime(2024, 3, 30, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert moment("tomorrow 2:30 am", now, WORKSHOP) is None


def test_a_day_ends_in_the_workshops_zone() -> None:
    last = datetime(2024, 12, 2, 16, 59, tzinfo=UTC)
    assert end_of_day(date(2024, 12, 2), WORKSHOP) == last
    assert end_of_day(datetime(2024, 12, 1, 18, tzinfo=UTC), WORKSHOP) == last


def test_what_is_told_counts_for_the_day_and_before_the_workshop_to_its_end() -> None:
    assert counts_until(NOW, WORKSHOP) == end_of_day(date(2024, 12, 2), WORKSHOP)
    assert counts_until(datetime(2024, 11, 20, tzinfo=UTC), WORKSHOP) == end_of_day(date(2024, 12, 6), WORKSHOP)
