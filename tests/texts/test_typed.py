"""Times as people type them, in three languages."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.typed import LONGEST, SHORTEST, day, hour, lead_times, number, span


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        *((typed, time(7, 30)) for typed in ("7:30", "07:30", "7h30", "7 h 30", "7\u202fh\u202f30", "à 7 h 30", "7 giờ 30", "7 giờ rưỡi")),
        *((typed, time(7)) for typed in ("7", "7h", "7 am", "7 giờ sáng", "lúc 7 giờ", "at 7:00", "7 heures du matin")),
        *((typed, time(19)) for typed in ("19", "7 pm", "7 giờ tối", "7 h du soir")),
        *((typed, time(0)) for typed in ("0", "24:00", "12 am", "0h00")),
        *((typed, time(22)) for typed in ("22.00", "10 giờ đêm", "10pm")),
        ("1 giờ đêm", time(1)),
        ("12 giờ trưa", time(12)),
    ],
)
def test_a_time_of_day(typed: str, at: time) -> None:
    assert hour(typed) == at


@pytest.mark.parametrize("typed", ["", "25", "7:60", "7:3", "-7", "seven", "7 8", "7-8", "7:30:00", "😀"])
def test_what_is_no_time_of_day(typed: str) -> None:
    assert hour(typed) is None


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        *(
            (typed, time(22), time(7))
            for typed in (
                *("22-7", "22 - 7", "22h-7h", "22 h – 7 h", "22:00-07:00", "22:00—7:00", "10 pm - 7 am", "from 22 to 7", "22 until 7"),
                *("de 22 h à 7 h", "22h à 7h", "entre 22 h et 7 h", "từ 22 giờ đến 7 giờ", "22 giờ tới 7 giờ", "10 giờ tối - 7 giờ sáng"),
            )
        ),
        ("22h30-6h15", time(22, 30), time(6, 15)),
        ("13-14", time(13), time(14)),
        ("23-24", time(23), time(0)),
    ],
)
def test_from_when_to_when(typed: str, first: time, last: time) -> None:
    assert span(typed) == (first, last)


@pytest.mark.parametrize("typed", ["", "22", "22-", "-7", "22-22", "0-24", "22-25", "22-7-9", "22 7", "22:99-7", "quiet"])
def test_what_is_no_span(typed: str) -> None:
    assert span(typed) is None


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *((typed, (30,)) for typed in ("30", "30 min", "30 minutes", "30 phút", "30p", "30 min before", "30 phút trước", "30 30")),
        *(
            (typed, (30, 10))
            for typed in ("30 10", "10 30", "30, 10", "30 and 10", "30 min et 10 min avant", "30 phút và 10 phút", "30/10")
        ),
        *((typed, (60,)) for typed in ("60", "1 h", "1 hour", "1 giờ", "1 tiếng", "1 heure")),
        ("1h30 15", (90, 15)),
        ("2h", (120,)),
        ("120 5", (120, 5)),
    ],
)
def test_one_or_two_lead_times(typed: str, minutes: tuple[int, ...]) -> None:
    assert lead_times(typed) == minutes


@pytest.mark.parametrize("typed", ["", "4", "121", "3 h", "30 4", "30 20 10", "-30", "0", "many", "30.5", "3010"])
def test_what_are_no_lead_times(typed: str) -> None:
    assert lead_times(typed) is None


@given(st.text(max_size=40) | st.from_regex(r"\A[0-9٠-٩]{1,4}[ h:.-]?[0-9a-z ²½-]{0,12}\Z"))
def test_whatever_is_typed_is_read_or_not(typed: str) -> None:
    first, last = span(typed) or (time(0), time(1))
    leads = lead_times(typed) or (SHORTEST,)
    assert hour(typed) == hour(f" {typed} ")
    assert first != last
    assert leads == tuple(sorted({*leads}, reverse=True))
    assert (len(leads) <= 2, leads[-1] >= SHORTEST, leads[0] <= LONGEST) == (True, True, True)


@pytest.mark.parametrize(
    ("typed", "named"), [("7", 7), ("007", 7), ("9" * 15, 10**15 - 1), ("9" * 16, 0), ("-1", 0), ("1.5", 0), ("", 0), ("x", 0), ("²", 0)]
)
def test_the_number_that_a_button_names(typed: str, named: int) -> None:
    assert number(typed) == named


def test_a_number_of_few_digits() -> None:
    assert [number(typed, 3) for typed in ("999", "1000")] == [999, 0]


@pytest.mark.parametrize(("named", "on"), [("2024-12-02", date(2024, 12, 2)), ("2024-02-30", None), ("all", None), ("", None)])
def test_a_button_names_a_day_or_none(named: str, on: date | None) -> None:
    assert day(named) == on
