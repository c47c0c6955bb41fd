"""When a question asks about: the table of what people type, and what holds for any text at all."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.programme.said import hear
from workshop_bot.programme.when import Asked, asked
from workshop_bot.texts.fold import words

MONDAY, FRIDAY = date(2024, 12, 2), date(2024, 12, 6)
NOW = datetime(2024, 12, 2, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TABLE: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("times.yaml").read_text(encoding="utf-8"))
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(sorted({word for said in TABLE.values() for one in said for word in str(one).split()})), max_size=12).map(
        " ".join
    ),
)


def when(question: str, now: datetime = NOW, anchor: date | None = None) -> Asked:
    return asked(hear(question, words(question)), now, MONDAY, FRIDAY, anchor)


def told(time_asked: Asked) -> str:
    """What was understood, in the words of the table."""
    if time_asked.elsewhere:
        return "another year"
    nth = {0: "", 1: "first", 2: "second", -1: "last"}[time_asked.nth]
    hours = [f"{hour:%H:%M}" if hour not in (time.min, time.max) else "" for hour in time_asked.hours or ()]
    relation = time_asked.relation if time_asked.relation in ("now", "next", "all") else ""
    said = " ".join(filter(None, [relation, named(time_asked.days), time_asked.part, "–".join(hours), nth]))
    return said or "nothing"


def named(days: tuple[date, ...]) -> str:
    names = [f"{day.day} {day:%b}" + (f" {day.year}" if day.year != 2024 else "") for day in days]
    if len(days) < 3:
        return ", ".join(names)
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    return f"{days[0].day if days[0].month == days[-1].month else names[0]}–{names[-1]}"


@pytest.mark.parametrize(("meaning", "question"), [(meaning, str(question)) for meaning, asked in TABLE.items() for question in asked])
def test_what_people_type(meaning: str, question: str) -> None:
    assert told(when(question)) == meaning


@given(TYPED)
def test_any_text_is_read(text: str) -> None:
    understood = when(text)
    assert understood.used <= set(range(len(words(text))))
    assert list(understood.days) == sorted(set(understood.days))
    if understood.relation in (None, "all"):
        assert (understood.days, understood.part, understood.hours, understood.nth) == ((), "", None, 0)


@pytest.mark.parametrize("question", ["sessions from 1/1/1900", "sessions before 31/12/2200", "from 1/1/1900 to 6/12/2024"])
def test_p23_a_stretch_of_years_is_no_more_than_the_days_of_the_workshop(question: str) -> None:
    assert when(question).days == tuple(MONDAY + timedelta(days=count) for count in range(5))


@pytest.mark.parametrize("between", [", ", ",", " and ", ", ngày "])
def test_p23_hundreds_of_numbers_are_read_and_no_days(between: str) -> None:
    assert len(when(between.join(["1"] * 1_000)).days) < 2


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (day, names)
        for day, names in enumerate(
            [
                ("Monday", "lundi", "thứ hai", "thu hai", "first day", "premier jour", "ngày thứ nhất", "J1"),
                ("Tuesday", "mardi", "thứ ba", "thu ba", "second day", "deuxième jour", "ngày thứ hai", "J2"),
                ("Wednesday", "mercredi", "thứ tư", "thu tu", "third day", "troisième jour", "ngày thứ ba", "J3"),
                ("Thursday", "jeudi", "thứ năm", "thu nam", "fourth day", "quatrième jour", "ngày thứ tư", "J4"),
                ("Friday", "vendredi", "thứ sáu", "thu sau", "fifth day", "cinquième jour", "ngày thứ năm", "J5"),
            ]
        )
    ],
)
@pytest.mark.parametrize("now", [NOW - timedelta(days=20), NOW, NOW + timedelta(days=2), NOW + timedelta(days=200)])
def test_a_day_of_the_workshop_is_the_same_by_weekday_date_and_number(day: int, names: tuple[str, ...], now: datetime) -> None:
    number = 2 + day
    dates = (f"{number}/12", f"2024-12-0{number}", f"{number} décembre", f"December {number}", f"ngày {number} tháng 12", f"day {day + 1}")
    assert {when(name, now).days for name in (*names, *dates)} == {(MONDAY + timedelta(days=day),)}


@pytest.mark.parametrize(
    ("question", "now", "day"),
    [
        ("tomorrow", datetime(2024, 11, 30, 9), date(2024, 12, 1)),
        ("demain", datetime(2024, 12, 31, 23, 59), date(2025, 1, 1)),
        ("Monday", datetime(2024, 11, 20, 9), date(2024, 12, 2)),
        ("next Monday", datetime(2024, 11, 20, 9), date(2024, 12, 2)),
        ("lundi prochain", datetime(2024, 12, 2, 9), date(2024, 12, 9)),
        ("last Tuesday", datetime(2024, 12, 5, 9), date(2024, 12, 3)),
        ("thứ ba tuần này", datetime(2024, 12, 5, 9), date(2024, 12, 3)),
        ("Saturday", datetime(2024, 11, 20, 9), date(2024, 12, 7)),
        ("hôm qua", datetime(2024, 3, 1, 9), date(2024, 2, 29)),
    ],
)
def test_what_depends_on_the_moment(question: str, now: datetime, day: date) -> None:
    assert when(question, now.replace(tzinfo=NOW.tzinfo)).days == (day,)


@pytest.mark.parametrize("question", ["the next day", "et le lendemain ?", "hôm sau"])
def test_the_day_after_leans_on_the_day_spoken_of(question: str) -> None:
    assert when(question, anchor=date(2024, 12, 4)).days == (date(2024, 12, 5),)


def test_a_name_is_not_a_time() -> None:
    question = "Sunday workshop tomorrow"
    assert asked(hear(question, words(question)), NOW, MONDAY, FRIDAY, taken=frozenset({0})).days == (date(2024, 12, 3),)


def test_the_words_of_time_are_told() -> None:
    assert when("is there a talk from Tuesday to Thursday morning").used == {5, 6, 7, 8}


def test_in_two_hours_counts_real_hours_when_clocks_change() -> None:
    paris = ZoneInfo("Europe/Paris")
    before = datetime(2024, 10, 27, 1, 30, tzinfo=paris)
    said = hear("in two hours", words("in two hours"))
    assert asked(said, before, date(2024, 10, 26), date(2024, 10, 28)).hours == (time(2, 30), time(2, 30))
    assert asked(said, datetime(2024, 3, 31, 1, 30, tzinfo=paris), date(2024, 3, 30), date(2024, 4, 1)).hours == (time(4, 30), time(4, 30))
