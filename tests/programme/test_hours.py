"""What the readers of hours do at the edges that the table of questions does not show."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.programme.days import Frame
from workshop_bot.programme.hours import clock_at, no_time_at, soon_at
from workshop_bot.programme.said import hear
from workshop_bot.texts.fold import words


def frame(question: str) -> Frame:
    now = datetime(2024, 12, 2, 23, 30, tzinfo=ZoneInfo("Europe/Paris"))
    return Frame(hear(question, words(question)), now, date(2024, 12, 2), date(2024, 12, 6))


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("2h", time(14)),
        ("02:00", time(2)),
        ("2 am", time(2)),
        ("7h", time(7)),
        ("9g15", time(9, 15)),
        ("9h rưỡi", time(9, 30)),
        ("2h rưỡi chiều", time(14, 30)),
        ("9 giờ 15 phút", time(9, 15)),
        ("at 9.30", time(9, 30)),
        ("9.30am", time(9, 30)),
        ("0h", time(0)),
        ("02h", time(2)),
        ("01 h 30", time(1, 30)),
        ("03 h", time(3)),
        ("07h tối", time(19)),
        ("2 giờ đêm", time(2)),
        ("11 giờ đêm", time(23)),
        ("12 giờ đêm", time(0)),
    ],
)
def test_a_clock_time(typed: str, hour: time) -> None:
    piece = clock_at(frame(typed), 0)
    assert piece is not None
    assert piece.hours == (hour, hour)


@pytest.mark.parametrize("typed", ["25h", "9h75", "9:75", "at 9 children", "9", "9.30", "from 5 to 3 years"])
def test_what_is_no_clock_time(typed: str) -> None:
    assert clock_at(frame(typed), 0) is None


@pytest.mark.parametrize("typed", ["5 years", "12 tháng tuổi", "3 mg", "pendant 2 heures", "kéo dài 30 phút"])
def test_what_is_no_time_at_all(typed: str) -> None:
    assert no_time_at(frame(typed), 0) is not None


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("in an hour", date(2024, 12, 3), time(0, 30)),
        ("1 tiếng rưỡi nữa", date(2024, 12, 3), time(1, 0)),
        ("dans 20 min", date(2024, 12, 2), time(23, 50)),
    ],
)
def test_soon_is_counted_over_midnight(typed: str, day: date, hour: time) -> None:
    piece = soon_at(frame(typed), 0)
    assert piece is not None
    assert (piece.days, piece.hours) == ((day,), (hour, hour))


@pytest.mark.parametrize("typed", ["2 giờ", "sau 2 giờ", "trong 2 ngày", "2 hours"])
def test_what_may_be_an_hour_or_a_length_is_not_soon(typed: str) -> None:
    assert soon_at(frame(typed), 0) is None
