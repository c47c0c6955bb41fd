"""What the readers of days do at the edges that the table of questions does not show."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.programme.days import Frame, date_at, day_number_at, month_days, stretch, through, weekday_at
from workshop_bot.programme.said import hear
from workshop_bot.texts.fold import words


def frame(question: str, starts: date = date(2024, 12, 2), ends: date = date(2024, 12, 6)) -> Frame:
    now = datetime.combine(starts, datetime.min.time(), ZoneInfo("Europe/Paris"))
    return Frame(hear(question, words(question)), now, starts, ends)


@pytest.mark.parametrize("typed", ["31/2", "30/02/2024", "0/12", "32 December", "February 30", "13/13/2024"])
def test_what_is_no_date(typed: str) -> None:
    assert date_at(frame(typed), 0) is None


@pytest.mark.parametrize(
    ("typed", "starts", "found"),
    [
        ("3 January", date(2024, 12, 30), date(2025, 1, 3)),
        ("31/12", date(2025, 1, 2), date(2024, 12, 31)),
        ("le 1", date(2024, 11, 29), date(2024, 12, 1)),
        ("le 30", date(2024, 12, 1), date(2024, 11, 30)),
        ("6/10", date(2024, 6, 10), date(2024, 6, 10)),
        ("10/6", date(2024, 6, 10), date(2024, 6, 10)),
        ("29 February", date(2024, 2, 26), date(2024, 2, 29)),
    ],
)
def test_what_is_left_open_falls_to_the_workshop(typed: str, starts: date, found: date) -> None:
    piece = date_at(frame(typed, starts, starts.replace(day=starts.day + 1) if starts.day < 29 else starts), 0)
    assert piece is not None
    assert piece.days == (found,)


def test_a_month_of_another_year_is_elsewhere() -> None:
    piece = date_at(frame("december 2023"), 0)
    assert piece is not None
    assert piece.elsewhere


@pytest.mark.parametrize("typed", ["31/12/9999", "1/1/0001", "31 December 9999", "6/12/9024"])
def test_a_day_of_a_year_that_nobody_means_is_elsewhere(typed: str) -> None:
    piece = date_at(frame(typed), 0)
    assert piece is not None
    assert piece.elsewhere


def test_ngay_thu_sau_is_friday_only_where_no_sixth_day_is() -> None:
    week, fortnight = frame("ngày thứ sáu"), frame("ngày thứ sáu", ends=date(2024, 12, 13))
    assert day_number_at(week, 0) is None
    counted = day_number_at(fortnight, 0)
    assert counted is not None
    assert counted.days == (date(2024, 12, 7),)


def test_of_two_mondays_the_one_to_come() -> None:
    two_weeks = Frame(
        hear("Monday", ("monday",)), datetime(2024, 12, 4, tzinfo=ZoneInfo("Europe/Paris")), date(2024, 12, 2), date(2024, 12, 13)
    )
    piece = weekday_at(two_weeks, 0)
    assert piece is not None
    assert piece.days == (date(2024, 12, 9),)


def test_the_days_of_a_month_and_of_a_stretch() -> None:
    assert len(month_days(2024, 2)) == 29
    assert through(date(2024, 12, 31), date(2025, 1, 1)) == (date(2024, 12, 31), date(2025, 1, 1))
    assert through(date(2025, 1, 1), date(2024, 12, 31)) == ()


def test_of_a_stretch_of_years_the_days_of_the_workshop_count() -> None:
    here, week = frame(""), through(date(2024, 12, 2), date(2024, 12, 6))
    assert stretch(here, date(2024, 11, 30), date(2024, 12, 2)) == through(date(2024, 11, 30), date(2024, 12, 2))
    assert stretch(here, date(1900, 1, 1), date(2200, 12, 31)) == week
    assert stretch(here, date(2024, 12, 5), date(2200, 12, 31)) == week[3:]
    assert stretch(here, date(1900, 1, 1), date(2010, 1, 1)) == ()
