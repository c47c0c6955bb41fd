"""Dates and hours as each language writes them. `_` stands for the narrow no-break space."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.dates import day, day_and_hours, hours, place, short, span

TUESDAY = date(2024, 12, 3)
NINE = datetime(2024, 12, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
QUARTER_TO_TEN = NINE + timedelta(minutes=45)


def narrow(text: str) -> str:
    return text.replace("_", "\u202f")


@pytest.mark.parametrize(
    ("language", "without_year", "with_year"),
    [
        ("vi", "Thứ Ba 3/12", "Thứ Ba 3/12/2024"),
        ("fr", "mardi 3 décembre", "mardi 3 décembre 2024"),
        ("en", "Tue 3 Dec", "Tue 3 Dec 2024"),
        ("fr-CA", "mardi 3 décembre", "mardi 3 décembre 2024"),
        ("de", "Di., 3. Dez.", "Di., 3. Dez. 2024"),
        ("xx", "Tue 3 Dec", "Tue 3 Dec 2024"),
    ],
)
def test_a_day(language: str, without_year: str, with_year: str) -> None:
    assert day(language, TUESDAY) == without_year
    assert day(language, TUESDAY, year=True) == with_year


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "3/12"), ("fr", "3 déc."), ("en", "3 Dec"), ("fr-CA", "3 déc."), ("de", "3. Dez."), ("xx", "3 Dec")]
)
def test_a_day_on_a_small_button(language: str, said: str) -> None:
    assert short(language, TUESDAY) == said


def test_the_first_of_a_month_in_french() -> None:
    assert day("fr", date(2024, 12, 1)) == "dimanche 1er décembre"
    assert day("fr", date(2024, 12, 11)) == "mercredi 11 décembre"
    assert span("fr", date(2024, 12, 1), date(2024, 12, 6)) == "du 1er au 6 décembre 2024"


@pytest.mark.parametrize(
    ("language", "from_to", "alone", "early"),
    [
        ("vi", "09:00–09:45", "09:00", "00:05"),
        ("fr", "9_h – 9_h_45", "9_h", "0_h_05"),
        ("en", "9:00–9:45", "9:00", "0:05"),
        ("de", "09:00–09:45 Uhr", "09:00", "00:05"),
        ("xx", "9:00–9:45", "9:00", "0:05"),
    ],
)
def test_hours(language: str, from_to: str, alone: str, early: str) -> None:
    assert hours(language, NINE, QUARTER_TO_TEN) == narrow(from_to)
    assert hours(language, NINE) == hours(language, NINE, NINE) == narrow(alone)
    assert hours(language, NINE.replace(hour=0, minute=5)) == narrow(early)


@pytest.mark.parametrize(
    ("language", "said", "overnight"),
    [
        ("vi", "Thứ Ba 3/12, 09:00–09:45", "Thứ Ba 3/12, 09:00 – Thứ Tư 4/12, 09:45"),
        ("fr", "mardi 3 décembre, 9_h – 9_h_45", "mardi 3 décembre, 9_h – mercredi 4 décembre, 9_h_45"),
        ("en", "Tue 3 Dec, 9:00–9:45", "Tue 3 Dec, 9:00 – Wed 4 Dec, 9:45"),
    ],
)
def test_a_day_with_its_hours(language: str, said: str, overnight: str) -> None:
    assert day_and_hours(language, NINE, QUARTER_TO_TEN) == narrow(said)
    assert day_and_hours(language, NINE, QUARTER_TO_TEN + timedelta(days=1)) == narrow(overnight)
    assert day_and_hours(language, TUESDAY) == day(language, TUESDAY)
    assert day_and_hours(language, TUESDAY, year=True) == day(language, TUESDAY, year=True)


@pytest.mark.parametrize(("language", "said"), [("vi", "Thứ Ba 3/12, 09:00"), ("fr", "mardi 3 décembre à 9_h"), ("en", "Tue 3 Dec, 9:00")])
def test_a_day_with_one_hour(language: str, said: str) -> None:
    assert day_and_hours(language, NINE) == day_and_hours(language, NINE, NINE) == narrow(said)


@pytest.mark.parametrize(
    ("language", "week", "months", "years", "one_day"),
    [
        ("vi", "2–6/12/2024", "30/11 – 2/12/2024", "30/12/2024 – 2/1/2025", "2/12/2024"),
        (
            "fr",
            "du 2 au 6 décembre 2024",
            "du 30 novembre au 2 décembre 2024",
            "du 30 décembre 2024 au 2 janvier 2025",
            "le 2 décembre 2024",
        ),
        ("en", "2–6 December 2024", "30 November – 2 December 2024", "30 December 2024 – 2 January 2025", "2 December 2024"),
        ("ja", "2024年12月2日～6日", "2024年11月30日～12月2日", "2024年12月30日～2025年1月2日", "2024年12月2日"),
    ],
)
def test_a_span_of_days(language: str, week: str, months: str, years: str, one_day: str) -> None:
    second, sixth = date(2024, 12, 2), date(2024, 12, 6)
    assert span(language, second, sixth) == week
    assert span(language, date(2024, 11, 30), second) == months
    assert span(language, date(2024, 12, 30), date(2025, 1, 2)) == years
    assert span(language, second, second) == one_day


@given(st.sampled_from(["vi", "fr", "en", "de", "ar", "th", "zh-Hant", "xx"]), st.datetimes(), st.timedeltas(timedelta(0), timedelta(400)))
def test_no_moment_makes_it_fail(language: str, starts: datetime, long: timedelta) -> None:
    ends = min(starts, datetime.max - long) + long
    assert day_and_hours(language, starts, ends, year=True)
    assert span(language, starts.date(), ends.date())


@pytest.mark.parametrize(
    ("zone", "language", "said"),
    [
        ("Asia/Ho_Chi_Minh", "vi", "Hà Nội"),
        ("Asia/Ho_Chi_Minh", "fr-CA", "Hanoï"),
        ("Asia/Ho_Chi_Minh", "de", "Hanoi"),
        ("America/New_York", "fr", "New York"),
        ("UTC", "en", "UTC"),
    ],
)
def test_the_city_of_a_zone(zone: str, language: str, said: str) -> None:
    assert place(language, ZoneInfo(zone)) == said
