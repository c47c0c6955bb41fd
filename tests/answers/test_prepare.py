"""A folder made ready: which entries exist when, and which words are known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.answers import Answer, Ready, answer, prepare
from workshop_bot.answers.prepare import exists
from workshop_bot.knowledge.model import Entry, Knowledge, Valid

At = Callable[[str], datetime]
Ask = Callable[..., Answer]
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("when", "there"), [("2 23:59", False), ("3 00:00", True), ("4 11:59", True), ("4 12:00", False), ("5 09:00", False)]
)
def test_an_entry_exists_from_its_first_moment_until_its_last(when: str, there: bool, at: At, ready: Ready) -> None:
    assert ready.absent(at(when)) == (frozenset() if there else {"faq:badges"})
    assert [ready.has(one, at(when)) for one in ("faq:badges", "faq:fee", "session:opening", "faq:gone", "")] == [
        there,
        True,
        True,
        False,
        False,
    ]


def test_an_entry_without_a_span_always_exists(curated: Callable[[str], Entry]) -> None:
    assert [exists(curated("fee"), moment) for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))] == [
        True,
        True,
    ]


def test_an_open_span_has_one_end(at: At, curated: Callable[[str], Entry]) -> None:
    begins, ends = Valid.model_construct(since=at("4 00:00")), Valid.model_construct(until=at("4 00:00"))
    badges = curated("badges")
    found = [
        exists(badges.model_copy(update={"valid": valid}), at(when))
        for valid in (begins, ends)
        for when in ("3 23:59", "4 00:00", "30 00:00")
    ]
    assert found == [False, True, True, True, False, False]


def test_in_the_hour_that_comes_twice_moments_count_not_clocks(curated: Callable[[str], Entry]) -> None:
    first = datetime(2030, 10, 27, 2, 30, tzinfo=PARIS)
    badges = curated("badges").model_copy(update={"valid": Valid.model_construct(until=first)})
    assert exists(badges, first - timedelta(minutes=1))
    assert not exists(badges, first.replace(minute=10, fold=1))


@given(st.datetimes(datetime(2030, 6, 1), datetime(2030, 6, 7)), st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"]))
def test_the_zone_one_asks_from_changes_nothing(ready: Ready, moment: datetime, zone: str) -> None:
    moment = moment.replace(tzinfo=UTC)
    assert ready.absent(moment) == ready.absent(moment.astimezone(ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("how do I regsiter?", "faq:registration"),
        ("when does Claire Moreua speak?", "speaker:moreau"),
        ("what is on tomorow?", "programme:day"),
    ],
)
def test_slips_are_mended_in_wordings_names_and_hours(question: str, entry: str, ask: Ask) -> None:
    assert ask(question).entry == entry


@pytest.mark.parametrize("question", ["hội trường A ở đâu?", "a ơi cho e hỏi hội trường a", "Hall A", "salle A"])
def test_a_letter_in_a_name_is_known_without_an_entry_that_holds_it(question: str, knowledge: Knowledge, at: At) -> None:
    assert answer(question, prepare(replace(knowledge, faq=())), at("3 09:10")).entry == "room:hall-a"
