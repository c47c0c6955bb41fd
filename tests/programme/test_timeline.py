"""Sessions along the clock, hourless and cancelled ones, and the hour that daylight saving repeats or skips."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.timeline import coming, end, has_begun, in_order, is_on, is_over, nearest_day, now_on, within

PARIS = ZoneInfo("Europe/Paris")


def session(name: str, starts: date, minutes: int | None = 45) -> Session:
    return Session.model_construct(id=name, title=Text(name), starts=starts, minutes=minutes)


def ids(sessions: tuple[Session, ...]) -> list[str]:
    return [session.id for session in sessions]


@given(st.permutations(range(10)))
def test_the_order_of_the_folder_does_not_matter(order: list[int]) -> None:
    day = datetime(2024, 12, 2, 9, tzinfo=PARIS)
    sessions = [session(f"s{count}", day + timedelta(hours=count % 4)) for count in range(9)] + [session("hourless", day.date())]
    assert in_order(sessions[count] for count in order) == in_order(sessions)
    assert in_order(sessions)[-1].id == "hourless"


def test_what_is_on_and_what_comes(knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    sessions = knowledge.sessions
    assert ids(now_on(in_order(sessions), at("3 09:30"))) == ["muscle-1", "tissue-2"]
    assert ids(now_on(sessions, at("4 09:10"))) == []  # cancelled
    assert ids(coming(sessions, at("2 09:45"))) == ["muscle-1", "tissue-2"]  # they begin together
    assert ids(coming(sessions, at("3 16:00"))) == ["surgery-2"]
    assert ids(coming(sessions, at("4 12:00"))) == ["rays"]
    assert ids(coming(sessions, at("6 16:30"))) == []


def test_a_session_is_on_from_its_first_moment_until_its_last(knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    opening = knowledge.sessions[0]
    assert [is_on(opening, at(f"2 {hour}")) for hour in ("08:29", "08:30", "08:59", "09:00")] == [False, True, True, False]


def test_without_an_end_it_lasts_an_hour_and_without_hours_its_day(at: Callable[[str], datetime]) -> None:
    open_ended, hourless = session("open", at("2 09:00"), None), session("hourless", date(2024, 12, 2), None)
    assert is_on(open_ended, at("2 09:59"))
    assert is_over(open_ended, at("2 10:00"))
    assert not has_begun(hourless, at("2 23:59"))
    assert is_over(hourless, at("3 00:00"))
    with pytest.raises(ValueError, match="hourless"):
        end(hourless)


def test_the_hour_that_comes_twice() -> None:
    first = session("first", datetime(2024, 10, 27, 2, 30, tzinfo=PARIS))
    again = session("again", datetime(2024, 10, 27, 2, 30, tzinfo=PARIS, fold=1))
    assert ids(in_order([again, first])) == ["first", "again"]
    moment = datetime(2024, 10, 27, 2, 45, tzinfo=PARIS)
    assert ids(now_on([first, again], moment)) == ["first"]
    assert ids(coming([first, again], moment)) == ["again"]


@pytest.mark.parametrize(
    ("hours", "held"),
    [
        ((time(9), time(9)), True),
        ((time(9, 44), time(9, 44)), True),
        ((time(9, 45), time(9, 45)), False),
        ((time(8, 59), time(8, 59)), False),
        ((time(0), time(12)), True),
        ((time(9, 1), time(12)), False),
        ((time(8), time(9)), False),
    ],
)
def test_within_hours(hours: tuple[time, time], held: bool, at: Callable[[str], datetime]) -> None:
    assert within(session("nine", at("2 09:00")), hours) is held
    assert not within(session("hourless", date(2024, 12, 2)), hours)


def test_over_midnight_it_is_on_late() -> None:
    assert within(session("party", datetime(2024, 12, 2, 22, tzinfo=PARIS), 180), (time(23), time(23)))


def test_the_nearest_day(knowledge: Knowledge) -> None:
    assert nearest_day(knowledge.sessions, date(2024, 11, 1)) == date(2024, 12, 2)
    assert nearest_day(knowledge.sessions, date(2025, 1, 1)) == date(2024, 12, 6)
    apart = [session("before", date(2024, 12, 2)), session("after", date(2024, 12, 4))]
    assert nearest_day(apart, date(2024, 12, 3)) == date(2024, 12, 4)
    assert nearest_day([], date(2024, 12, 3)) is None
