"""Numbers, dates, hours and links are the same in every language, whatever its custom."""

from time import thread_time
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.facts import facts, unstated

SAME = [
    ({"1000"}, "Hơn 1.000 trẻ", "Plus de 1 000 enfants", "over 1,000 children"),
    ({"20", "80"}, "20% và 80 %", "20 % et 80 %", "**20%** and 80%"),
    ({"1500000"}, "1,5 triệu", "1,5 million", "1.5 million"),
    ({"2.5"}, "2,5 lần", "2,50 fois", "2.5 times"),
    ({"9:45", "14:30"}, "từ 09:45 đến 14:30", "de 9 h 45 à 14h30", "from 9:45 am to 2:30 p.m."),
    ({"14"}, "lúc 2 giờ chiều", "à 14 h", "at 2 pm"),
    ({"2"}, "kéo dài 2 giờ", "dure 2 heures", "lasts 2 hours"),
    ({"2:30"}, "2 giờ 30 phút", "2 h 30 min", "2 hours and 30 minutes"),
    ({"9:30"}, "9 giờ rưỡi", "9 h et demie", "9.30 am"),
    ({"2", "12"}, "ngày 2 tháng 12", "le 2 décembre", "on December 2"),
    ({"2", "12"}, "thứ Hai, 2/12", "lundi 2 déc.", "Monday the 2nd of December"),
    ({"2", "6", "12", "2024"}, "từ 2/12 đến 6/12/2024", "du 2 au 6 décembre 2024", "2–6 December 2024"),
    ({"2", "12", "2024"}, "02/12/2024", "2024-12-02", "2.12.2024"),
    ({"1", "5"}, "ngày 1 tháng 5", "le 1er mai", "May 1st"),
    ({"12"}, "trong tháng 12", "en décembre", "in December"),
    ({"2", "12"}, "Thứ 2, ngày 2/12", "lundi 2/12", "Monday 2/12"),
    (set(), "9 giờ sáng mai"[7:], "mars et mai", "it may march"),
    (
        {"https://bees.org/…/a", "a@bees.org"},
        "https://bees.org/vi/a, a@bees.org",
        "[ici](https://bees.org/fr/a) a@bees.org",
        "https://bees.org/en/a/ a@bees.org.",
    ),
]


@pytest.mark.parametrize(("stated", "vietnamese", "french", "english"), SAME, ids=[row[3] for row in SAME])
def test_each_custom_states_the_same(stated: set[str], vietnamese: str, french: str, english: str) -> None:
    assert facts(vietnamese, "vi") == stated
    assert facts(french, "fr") == stated
    assert facts(english, "en") == stated


@pytest.mark.parametrize(("one", "other"), [("20%", "80%"), ("1.000", "10.000"), ("2/12", "3/12"), ("9:45", "9:54"), ("9 am", "9 pm")])
def test_what_differs_is_not_the_same(one: str, other: str) -> None:
    assert facts(one, "en") != facts(other, "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "three languages"), ("fr", "trois langues"), ("vi", "ba ngôn ngữ"), ("de", "drei Sprachen"), ("en", "the 3 of us")],
)
def test_a_number_said_in_words_is_stated(language: str, text: str) -> None:
    assert unstated(frozenset({"3"}), facts(text, language), text, language) == []


def test_a_number_that_is_not_said_is_not_stated() -> None:
    assert unstated(frozenset({"3", "20", "1000"}), facts("1,000", "en"), "1,000 bees, one queen", "en") == ["20", "3"]
    assert unstated(frozenset({"3", "20"}), frozenset(), "zwanzig", "de") == ["20"]  # in a language unknown here small ones may be words


@given(st.text() | st.text("0123456789.,: hamp/-%@_*'", max_size=400), st.sampled_from(["vi", "fr", "en", "de"]))
def test_any_text_states_something_or_nothing(text: str, language: str) -> None:
    stated = facts(text, language)
    assert unstated(stated, stated, text, language) == []


@pytest.mark.parametrize("piece", ["1.111", "1", "1 ", "a", "a@", "1:1", "https://", "1h", "may 1"])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        return min(repeat(lambda: facts(piece * times, "en"), number=1, repeat=3, timer=thread_time))

    assert seconds(10_000) < 100 * seconds(500)  # twenty times the text: about 20 if linear, 400 if quadratic
