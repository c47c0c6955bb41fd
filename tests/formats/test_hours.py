"""When the sessions of a table begin and end."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from tests.formats.tables import FIRST, Rows, hours, notes, read

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.programme import Asked


def test_rows_that_only_name_the_day_hold_for_those_below() -> None:
    found = read(["Time", "Title"], ["2 December 2024"], ["09:00", "a"], ["Tuesday, 3 December 2024: leukaemia"], ["10:00", "b"])
    assert hours(found) == [("02 09:00", ""), ("03 10:00", "")]


def test_the_day_may_stand_above_the_header_which_is_written_anew_each_day() -> None:
    header = ["Horaire", "Intitulé"]
    found = read(
        ["Atelier, 2–6 décembre 2024"], ["Lundi 2 décembre 2024"], header, ["9h", "a"], ["Mardi 3 décembre 2024"], header, ["10h", "b"]
    )
    assert hours(found) == [("02 09:00", ""), ("03 10:00", "")]
    assert found.notes == ()


def test_the_days_of_the_whole_programme_are_not_the_first_one() -> None:
    with pytest.raises(UnusableInput, match="--first-day"):
        read(["2–6 December 2024"], ["Time", "Title"], ["9:00", "a"])


def test_a_date_holds_until_the_next() -> None:
    assert hours(read(["Date", "Time", "Title"], ["2024-12-02", "09:00", "a"], ["", "10:00", "b"])) == [
        ("02 09:00", "02 10:00"),
        ("02 10:00", ""),
    ]


def test_day_numbers_weekdays_and_days_without_a_year_count_from_the_first_day() -> None:
    found = read(
        ["Day", "Time", "Title"],
        ["1", "09:00-10:00", "a"], ["Ngày 2", "9h-10h", "b"], ["Wed", "9:00-10:00", "c"], ["5/12", "9:00-10:00", "d"],
        asked=Asked(first_day=FIRST),
    )  # fmt: skip
    assert hours(found) == [(f"{day} 09:00", f"{day} 10:00") for day in ("02", "03", "04", "05")]


@pytest.mark.parametrize("day", ["1", "Mon", "2/12", ""])
def test_without_a_first_day_what_tells_no_date_is_refused(day: str) -> None:
    with pytest.raises(UnusableInput, match=r"--first-day YYYY-MM-DD$"):
        read(["Day", "Time", "Title"], [day, "09:00", "a"])


def test_after_midnight_it_is_still_that_days_night_unless_its_own_date_stands_there() -> None:
    asked = Asked(first_day=FIRST)
    night = read(["Time", "Title"], ["23:00-0:30", "a"], ["0:30-1:00", "b"], asked=asked)
    assert hours(night) == [
        ("02 23:00", "03 00:30"),
        ("03 00:30", "03 01:00"),
    ]
    dated = read(
        ["Date", "Day", "Start", "Duration", "Title"], ["2024-12-02", "1", "23:00", "1:00", "a"], ["2024-12-03", "1", "0:00", "60", "b"]
    )
    assert hours(dated) == [("02 23:00", "03 00:00"), ("03 00:00", "03 01:00")]
    assert hours(read(["Time", "Title"], ["24:30", "a"], asked=asked)) == [("03 00:30", "")]


def test_what_has_no_end_ends_when_the_next_begins_in_its_room_or_after_the_minutes_that_are_asked() -> None:
    rows: Rows = [
        ["Date", "Time", "Title", "Room"],
        [FIRST, "09:00", "a", "A"],
        [FIRST, "09:30", "b", "B"],
        [FIRST, "10:00", "c", "A"],
        [FIRST, "11:00", "d", ""],
    ]
    assert [end for _, end in hours(read(*rows))] == ["02 10:00", "02 11:00", "02 11:00", ""]
    assert [end for _, end in hours(read(*rows, asked=Asked(minutes=20)))] == ["02 09:20", "02 09:50", "02 10:20", "02 11:20"]


def test_where_some_rows_tell_an_end_the_others_have_none() -> None:
    assert hours(read(["Date", "Start", "End", "Title"], [FIRST, "09:00", "", "a"], [FIRST, "10:00", "11:00", "b"])) == [
        ("02 09:00", ""),
        ("02 10:00", "02 11:00"),
    ]


def test_a_date_alone_is_a_session_whose_hours_are_not_known() -> None:
    found = read(["Date", "Start", "Title"], ["2024-12-02", "", "a"], [date(2024, 12, 3), time(9), "b"])
    assert [item.starts for item in found.items] == [FIRST, datetime(2024, 12, 3, 9)]


def test_a_moment_with_its_offset_stays_so() -> None:
    (item,) = read(["Start", "End", "Title"], ["2024-12-02T09:00+07:00", "10:00", "a"]).items
    ahead = timezone(timedelta(hours=7))
    assert (item.starts, item.ends) == (datetime(2024, 12, 2, 9, tzinfo=ahead), datetime(2024, 12, 2, 10, tzinfo=ahead))


def test_hours_that_fall_back_without_any_date_are_told() -> None:
    found = read(["Time", "Title"], ["14:00-15:00", "a"], ["9:00-10:00", "b"], asked=Asked(first_day=FIRST))
    assert notes(found) == ["row 3: it begins before the row above; still 2024-12-02: give each row its date where a day begins"]


def test_the_month_may_stand_first() -> None:
    found = read(["Date", "Time", "Title"], ["12/02/2024", "9:00 AM", "a"], ["12/13/2024", "1:30 PM", "b"])
    assert [item.starts for item in found.items] == [datetime(2024, 12, 2, 9), datetime(2024, 12, 13, 13, 30)]
