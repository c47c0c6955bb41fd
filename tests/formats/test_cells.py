"""What a cell says of day, hour and length."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.formats.cells import Cell, When, day_within, length, month_first, slashed, when, words

HALF_PAST_NINE = timedelta(hours=9, minutes=30)
DAY = date(2024, 12, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "09:30",
        "9:30",
        "9.30",
        "09h30",
        "9 h 30",
        "9:30 AM",
        "9:30 a.m.",
        "9.30 Uhr",
        "9 giờ 30",
        "9g30",
        "09:30:00",
        time(9, 30),
        0.3958333333,
        "à 9h30",
    ],
)
def test_an_hour_is_read_as_people_write_it(cell: Cell) -> None:
    assert when(cell) == When(hour=HALF_PAST_NINE)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("13:10-13:30", (13, 10), (13, 30)),
        ("19.00- 21.00", (19, 0), (21, 0)),
        ("23:00-0:30", (23, 0), (0, 30)),
        ("9h – 10h30", (9, 0), (10, 30)),
        ("9 – 10h", (9, 0), (10, 0)),
        ("9h đến 10h30", (9, 0), (10, 30)),
        ("9:00 à 10:30", (9, 0), (10, 30)),
        ("9.00 bis 10.30 Uhr", (9, 0), (10, 30)),
        ("8:00 - 9:00 AM", (8, 0), (9, 0)),
        ("1-2:30 pm", (13, 0), (14, 30)),
        ("11 am - 1 pm", (11, 0), (13, 0)),
    ],
)
def test_two_hours_are_a_beginning_and_an_end(cell: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    hours = [timedelta(hours=hour, minutes=minute) for hour, minute in (first, last)]
    assert when(cell) == When(hour=hours[0], until=hours[1])


@pytest.mark.parametrize(
    "cell",
    [
        "2024-12-02", "2024/12/2", "02/12/2024", "2.12.2024", "02.12.24", "2 December 2024",
        "Dec 2, 2024", "Mon, 2 Dec 2024", "2nd December 2024",
        "lundi 2 décembre 2024", "le 2 décembre 2024",
        "Thứ Hai, 2/12/2024", "ngày 2 tháng 12 năm 2024", "Montag, 2. Dezember 2024", DAY, 45628.0,
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(cell: Cell) -> None:
    assert when(cell) == When(day=DAY)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-12-02\xa009:30",
        "2024-12-02T09:30",
        "02/12/2024 9:30",
        "2 décembre 2024 à 9h30",
        "Mon 2 Dec 2024, 9:30 am",
        datetime(2024, 12, 2, 9, 30),
    ],
)
def test_day_and_hour_may_stand_in_one_cell(cell: Cell) -> None:
    assert when(cell) == When(day=DAY, hour=HALF_PAST_NINE)


def test_a_moment_keeps_its_offset() -> None:
    ahead = timezone(timedelta(hours=7))
    assert when("2024-12-02T09:30:00+07:00") == When(day=DAY, hour=HALF_PAST_NINE, offset=ahead)
    assert when("2024-12-02 09:30Z") == When(day=DAY, hour=HALF_PAST_NINE, offset=timezone(timedelta()))


def test_the_month_stands_first_where_it_must() -> None:
    assert (month_first(["12/02/2024", "12/13/2024"]), month_first(["13/12/2024"]), month_first(["02/12/2024", None])) == (
        True,
        False,
        None,
    )
    assert when("12/02/2024", month_before_day=True) == When(day=DAY)
    assert [slashed("02/12/2024"), slashed("02.12.2024"), slashed("12/12/2024"), slashed(DAY)] == [True, False, False, False]


@pytest.mark.parametrize(
    "cell", ["", "Coffee", "12", "25:70", "31:00", "31/02/2024", "Session 1", "13:00 pm", True, None, "9" * 100, "-", "1:2:3:4"]
)
def test_what_says_no_time_is_none(cell: Cell) -> None:
    assert when(cell) is None


@pytest.mark.parametrize("cell", ["2", "Day 2", "Tag 2", "Jour 2", "Ngày 2", 2.0, 2])
def test_in_a_column_of_days_a_number_is_the_nth_one(cell: Cell) -> None:
    assert when(cell, days=True) == When(nth=2)


def test_in_a_column_of_days_the_year_may_be_missing() -> None:
    assert [when(cell, days=True) for cell in ("2/12", "02.12.", "Mon 2/12")] == [When(month_day=(12, 2))] * 3
    assert [when(cell, days=True) for cell in ("fri", "Thứ Sáu", "vendredi", "Freitag")] == [When(weekday=4)] * 4


def test_a_line_between_rows_may_name_the_day() -> None:
    assert day_within("Friday Sept 27 Afternoon") == When(month_day=(9, 27))
    assert day_within("Saturday") == When(weekday=5)
    assert day_within("Ngày 2 – Bệnh bạch cầu") == When(nth=2)
    assert day_within("Chương trình ngày 2/12/2024") == When(day=DAY)
    assert [day_within(text) for text in ("Session 1", "Sun protection", "", "A" * 100, "yes")] == [None] * 5


@pytest.mark.parametrize(
    "cell",
    ["1:30", "01:30:00", "90", "90 min", "90'", "1h30", "1 h 30 min", "1,5 Std.", "1.5 hours", "PT1H30M",
     "1 giờ 30 phút", 90, 90.0, time(1, 30), 0.0625,
     timedelta(minutes=90)],
)  # fmt: skip
def test_a_length_is_read_as_people_write_it(cell: Cell) -> None:
    assert length(cell) == timedelta(minutes=90)


@pytest.mark.parametrize("cell", ["", "soon", "0", "0:00", 0, -5, None, True, DAY, "999999", float("nan"), float("inf")])
def test_what_is_no_length_is_none(cell: Cell) -> None:
    assert length(cell) is None


def test_numbers_of_spreadsheets_are_whole_where_they_are() -> None:
    assert [words(cell) for cell in (1001.0, 1.5, None, " a \xa0 b\n", DAY, time(9, 30))] == [
        "1001",
        "1.5",
        "",
        "a b",
        "2024-12-02",
        "09:30:00",
    ]


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.timedeltas(), st.times(), st.from_regex(r"[0-9 :./hapm-]{0,20}"))
)
def test_any_cell_is_read_or_not(cell: Cell) -> None:
    for days in (True, False):
        assert isinstance(when(cell, days=days), When | None)
    assert isinstance(length(cell), timedelta | None)
    assert day_within(words(cell)) is None or isinstance(day_within(words(cell)), When)
