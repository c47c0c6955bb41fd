from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.quiet import held_until, next_summary, quiet_until

HANOI, PARIS = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Paris")
ZONES = (
    "Asia/Ho_Chi_Minh", "Europe/Paris", "Europe/London", "America/New_York", "America/St_Johns", "America/Santiago", "America/Havana",
    "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Auckland",
)  # fmt: skip
"""Hanoi, and ten that put their clocks forward and back: at midnight, at one, two or three, by half an hour."""
zones = st.sampled_from(ZONES).map(ZoneInfo) | st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
clocks = st.times(max_value=time(23, 59)).map(lambda clock: clock.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC))


def written(first: time, last: time) -> str:
    return f"{first:%H:%M}-{last:%H:%M}"


def test_p14_quiet_hours_go_over_midnight() -> None:
    evening, night = datetime(2024, 12, 2, 22, tzinfo=HANOI), datetime(2024, 12, 3, 2, tzinfo=HANOI)
    morning = datetime(2024, 12, 3, tzinfo=UTC)  # seven in Hanoi
    second = timedelta(seconds=1)
    assert quiet_until("22:00-07:00", HANOI, evening - second) is None
    assert {quiet_until("22:00-07:00", HANOI, moment) for moment in (evening, night, morning - second)} == {morning}
    assert quiet_until("22:00-07:00", HANOI, morning) is None
    assert quiet_until("", HANOI, night) is None
    assert quiet_until("22:00-22:00", HANOI, evening) is None


def test_p14_quiet_hours_of_paris_hold_in_hanois_morning() -> None:
    night = datetime(2024, 12, 2, 9, tzinfo=HANOI)  # three in Paris
    assert quiet_until("22:00-07:00", PARIS, night) == datetime(2024, 12, 2, 6, tzinfo=UTC)
    assert quiet_until("22:00-07:00", PARIS, datetime(2024, 12, 2, 13, tzinfo=HANOI)) is None


@pytest.mark.parametrize(
    ("zone", "quiet", "first", "last"),
    [
        ("Europe/Paris", "02:30-05:00", "2024-03-31T00:30", "2024-03-31T03:00"),  # 02:30 is skipped: from an hour before
        ("Europe/Paris", "22:00-02:30", "2024-03-30T21:00", "2024-03-31T01:30"),  # ... to an hour after
        ("Europe/Paris", "02:30-05:00", "2024-10-27T00:30", "2024-10-27T04:00"),  # 02:30 comes twice: from the first
        ("Europe/Paris", "22:00-02:30", "2024-10-26T20:00", "2024-10-27T01:30"),  # ... to the second
        ("America/Havana", "00:30-06:00", "2024-03-10T04:30", "2024-03-10T10:00"),  # the gap begins at midnight
        ("Africa/Cairo", "00:15-05:00", "2024-04-25T21:15", "2024-04-26T02:00"),  # an hour before is the day before
    ],
)
def test_p14_quiet_hours_hold_where_clocks_are_put_forward_and_back(zone: str, quiet: str, first: str, last: str) -> None:
    begins, ends = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (first, last))
    second = timedelta(seconds=1)
    found = [quiet_until(quiet, ZoneInfo(zone), moment) for moment in (begins - second, begins, ends - second, ends)]
    assert found == [None, ends, ends, None]


@given(zones, clocks, clocks, moments)
def test_p14_whenever_the_clock_shows_a_quiet_hour_it_is_quiet(zone: ZoneInfo, first: time, last: time, now: datetime) -> None:
    shown = now.astimezone(zone).time()
    quiet = first <= shown < last if first <= last else shown >= first or shown < last
    assert quiet <= (quiet_until(written(first, last), zone, now) is not None)


@given(zones, clocks, clocks, moments)
def test_p14_quiet_ends_when_the_clock_shows_its_end(zone: ZoneInfo, first: time, last: time, now: datetime) -> None:
    ends = quiet_until(written(first, last), zone, now)
    if ends:
        assert now < ends <= now + timedelta(hours=26)
        assert ends.tzinfo is UTC
        shown = ends.astimezone(zone)
        skipped = shown.replace(tzinfo=None) - datetime.combine(shown.date(), last)
        assert skipped in (timedelta(), timedelta(minutes=30), timedelta(hours=1))
        assert shown.utcoffset() == now.astimezone(zone).utcoffset() or skipped >= timedelta()


def session(knowledge: Knowledge, number: str) -> Session:
    found = knowledge.items[f"session:{number}"]
    assert isinstance(found, Session)
    return found


def test_p14_a_session_that_begins_before_the_quiet_ends_holds_no_reminder(knowledge: Knowledge) -> None:
    night = datetime(2024, 12, 3, 8, 45, tzinfo=HANOI)
    nine, rays = session(knowledge, "tissue-2"), session(knowledge, "rays")
    assert held_until("22:00-07:00", PARIS, night, nine) is None
    assert held_until("22:00-03:00", PARIS, night, nine) == datetime(2024, 12, 3, 2, tzinfo=UTC)  # it begins as quiet ends
    assert held_until("22:00-07:00", PARIS, night, rays) == datetime(2024, 12, 3, 6, tzinfo=UTC)  # its hours are not known
    assert held_until("", PARIS, night, rays) is None


def test_the_summary_comes_next_when_the_clock_shows_its_hour() -> None:
    half_past = datetime(2024, 12, 2, 0, 30, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert next_summary("07:30", HANOI, half_past - second) == half_past
    assert next_summary("07:30", HANOI, half_past) == half_past + timedelta(days=1)
    for day, before, after in ((date(2024, 3, 31), 6, 5), (date(2024, 10, 27), 5, 6)):  # Paris puts its clocks forward and back
        eve, morning = (datetime.combine(day, time(hour, 30), UTC) for hour in (before, after))
        assert next_summary("07:30", PARIS, eve - timedelta(days=1)) == morning


@given(zones, clocks, moments)
def test_p11_the_summary_comes_once_each_day_over_every_change_of_the_clock(zone: ZoneInfo, clock: time, now: datetime) -> None:
    days: list[date] = []
    for _ in range(4):
        now = next_summary(f"{clock:%H:%M}", zone, now)
        shown = now.astimezone(zone).replace(tzinfo=None)
        days.append((shown - timedelta(hours=shown.hour < clock.hour)).date())  # a skipped 23:30 comes after midnight
        wall = datetime.combine(days[-1], clock)
        assert shown == wall or wall.replace(tzinfo=zone).astimezone(UTC) == now  # an hour off only where that hour is skipped
        assert timedelta() <= shown - wall <= timedelta(hours=1)
    assert days == [days[0] + timedelta(days=count) for count in range(4)]


@pytest.mark.parametrize(
    ("zone", "clock", "moment"),
    [
        ("Europe/Paris", "02:30", "2024-03-31T01:30"),  # skipped: half past three
        ("Europe/Paris", "02:30", "2024-10-27T00:30"),  # twice: the first
        ("Australia/Lord_Howe", "02:15", "2024-10-05T15:45"),  # half an hour is skipped
    ],
)
def test_p11_a_summary_in_a_gap_or_a_fold_comes_once(zone: str, clock: str, moment: str) -> None:
    found = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert next_summary(clock, ZoneInfo(zone), found - timedelta(hours=12)) == found
    assert next_summary(clock, ZoneInfo(zone), found) >= found + timedelta(hours=22)
