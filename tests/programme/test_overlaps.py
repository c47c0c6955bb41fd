"""Which sessions are on at the same time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.overlaps import overlapping, overlaps

HANOI, NEW_YORK = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("America/New_York")
NINE = datetime(2024, 12, 2, 9, tzinfo=HANOI)


def session(name: str, begins: datetime, minutes: int | None = 60, cancelled: bool = False) -> Session:
    return Session.model_construct(id=name, title=Text(everywhere=name), starts=begins, minutes=minutes, cancelled=cancelled)


def names(found: object) -> dict[str, list[str]]:
    assert isinstance(found, dict)
    return {name: [other.id for other in others] for name, others in found.items()}


def test_two_that_share_a_moment_overlap() -> None:
    first, second = session("first", NINE), session("second", NINE + timedelta(minutes=59))
    assert overlaps(first, second)
    assert overlaps(second, first)


def test_one_that_begins_as_the_other_ends_does_not() -> None:
    assert not overlaps(session("first", NINE), session("second", NINE + timedelta(minutes=60)))


def test_a_session_does_not_overlap_itself_nor_what_is_cancelled() -> None:
    assert not overlaps(session("first", NINE), session("first", NINE))
    assert not overlaps(session("first", NINE), session("second", NINE, cancelled=True))


def test_an_unknown_end_counts_as_an_hour() -> None:
    assert overlaps(session("first", NINE, None), session("second", NINE + timedelta(minutes=59)))
    assert not overlaps(session("first", NINE, None), session("second", NINE + timedelta(minutes=60)))


def test_without_hours_there_is_nothing_to_overlap() -> None:
    without = Session.model_construct(id="without", title=Text(everywhere="without"), starts=NINE.date())
    assert not overlaps(without, session("first", NINE))
    assert names(overlapping([without, session("first", NINE)])) == {}


def test_the_hour_that_daylight_saving_repeats_is_two_hours() -> None:
    first = datetime(2024, 11, 3, 1, 30, tzinfo=NEW_YORK)
    assert not overlaps(session("first", first, 30), session("second", first.replace(fold=1), 30))


def test_a_small_workshop(knowledge: Knowledge) -> None:
    assert names(overlapping(knowledge.sessions)) == {"tissue-2": ["muscle-1"], "muscle-1": ["tissue-2"]}


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 120), st.booleans()), max_size=12))
def test_each_pair_is_found_once_from_each_side(spans: list[tuple[int, int, bool]]) -> None:
    held = [
        session(f"s{number}", NINE + timedelta(minutes=begins), minutes, cancelled)
        for number, (begins, minutes, cancelled) in enumerate(spans)
    ]
    slow = {one.id: {other.id for other in held if overlaps(one, other)} for one in held}
    assert {name: set(others) for name, others in names(overlapping(held)).items()} == {
        name: found for name, found in slow.items() if found
    }
