"""Days, hours and moments: what is understood, in which zone, and what is said of the rest."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from workshop_bot.knowledge.fields import Day, End, Moment, Start, Until
from workshop_bot.knowledge.moments import later, not_before

PARIS = ZoneInfo("Europe/Paris")


class Talk(BaseModel):
    starts: Start | None = None
    ends: End | None = None
    first: Day | None = None
    last: Annotated[Day | None, not_before("first")] = None
    since: Moment | None = None
    until: Until | None = None


def read(zone: ZoneInfo = PARIS, /, **fields: str) -> Any:
    """What is read of the last of these fields, or the code and message of what is wrong with it."""
    try:
        return getattr(Talk.model_validate(fields, context={"zone": zone}), list(fields)[-1])
    except ValidationError as error:
        return f"{error.errors()[-1]['type']}: {error.errors()[-1]['msg']}"


def paris(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=PARIS)  # type: ignore[misc, arg-type]  # - year to minute, which mypy cannot count


class TestAMoment:
    @pytest.mark.parametrize("written", ["2024-03-30 09:45", "2024-03-30T09:45", "2024-03-30  9:45", "2024-03-30 09:45:00"])
    def test_without_an_offset_is_in_the_workshop_s_zone(self, written: str) -> None:
        assert read(starts=written) == paris(2024, 3, 30, 9, 45)

    @pytest.mark.parametrize("written", ["2024-03-30 09:45Z", "2024-03-30T10:45+01:00", "2024-03-30 15:45 +0600", "2024-03-30 04:15-05:30"])
    def test_with_an_offset_is_brought_into_it(self, written: str) -> None:
        assert (read(starts=written), read(starts=written).tzinfo) == (datetime(2024, 3, 30, 9, 45, tzinfo=UTC), PARIS)

    def test_may_be_a_date_alone_where_the_hour_is_not_known(self) -> None:
        assert read(starts="2024-03-30") == date(2024, 3, 30)

    def test_as_an_end_may_be_an_hour_of_the_day_it_begins_on(self) -> None:
        assert read(starts="2024-03-30 09:00", ends="9:45") == paris(2024, 3, 30, 9, 45)
        assert read(starts="2024-03-30 22:00", ends="2024-03-31 00:30") == paris(2024, 3, 31, 0, 30)

    def test_that_summer_time_skips_does_not_exist(self) -> None:
        wrong = "skipped-hour: 2024-03-31 02:30 does not exist in Europe/Paris, where clocks go forward"
        assert read(starts="2024-03-31 02:30") == wrong
        assert read(starts="2024-03-31 01:00", ends="02:30") == wrong

    def test_that_autumn_shows_twice_is_the_first_of_the_two(self) -> None:
        assert read(starts="2024-10-27 02:30").astimezone(UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("written", "wrong"),
        [
            ("2024-02-30", "bad-date: there is no day 2024-02-30"),
            ("2023-02-29", "bad-date: there is no day 2023-02-29"),
            ("0000-01-01", "bad-date: there is no day 0000-01-01"),
            ("0001-01-01 00:00", "bad-date: the year 0001 is out of range"),
            ("9999-12-31", "bad-date: the year 9999 is out of range"),
            ("tomorrow", 'bad-date: "tomorrow" is not a date'),
            ("20240330", 'bad-date: "20240330" is not a date'),
            ("٢٠٢٤-٠٣-٣٠", 'bad-date: "٢٠٢٤-٠٣-٣٠" is not a date'),
            ("2024-03-30 24:00", 'bad-time: there is no hour "2024-03-30 24:00"'),
            ("2024-03-30 09:60", 'bad-time: there is no hour "2024-03-30 09:60"'),
            ("2024-03-30 09:00+99:00", 'bad-time: there is no hour "2024-03-30 09:00+99:00"'),
            ("2024-03-30 9:5", 'bad-time: "2024-03-30 9:5" is not a date'),
        ],
    )
    def test_that_no_calendar_and_no_clock_has_is_refused(self, written: str, wrong: str) -> None:
        assert read(starts=written) == wrong

    @pytest.mark.parametrize("written", ["0945", "45", "9h45", "2024-03-30", "later"])
    def test_as_an_end_needs_an_hour(self, written: str) -> None:
        assert read(starts="2024-03-30 09:00", ends=written) == f'bad-time: "{written}" is not a time'

    def test_as_an_end_needs_an_hour_to_begin_from(self) -> None:
        assert read(starts="2024-03-30", ends="09:45") == "bad-time: it ends at an hour and begins at none"


class TestTheSpanOfAnEntry:
    def test_begins_with_its_first_day_and_lasts_through_its_last(self) -> None:
        assert read(since="2024-03-30") == paris(2024, 3, 30)
        assert read(until="2024-03-30") == paris(2024, 3, 31)
        assert read(until="2024-03-30 12:00") == paris(2024, 3, 30, 12)

    def test_begins_when_the_clocks_have_gone_forward_where_they_do_so_at_midnight(self) -> None:
        assert read(ZoneInfo("Asia/Beirut"), since="2024-03-31").isoformat() == "2024-03-31T01:00:00+03:00"


class TestOrder:
    @pytest.mark.parametrize(
        "fields",
        [
            {"starts": "2024-03-30 09:00", "ends": "08:59"},
            {"starts": "2024-03-30 09:00", "ends": "2024-03-29 10:00"},
            {"starts": "2024-03-31", "ends": "2024-03-30 10:00"},
            {"first": "2024-03-31", "last": "2024-03-30"},
            {"since": "2024-03-31", "until": "2024-03-29"},
        ],
    )
    def test_nothing_ends_before_it_begins(self, fields: dict[str, str]) -> None:
        assert str(read(**fields)).startswith("end-before-start: the end (2024-03-")

    def test_it_may_end_when_it_begins(self) -> None:
        assert read(starts="2024-03-30 09:00", ends="09:00") == paris(2024, 3, 30, 9)
        assert read(first="2024-03-30", last="2024-03-30") == date(2024, 3, 30)

    def test_in_the_hour_that_comes_twice_moments_count_not_clocks(self) -> None:
        ends = read(starts="2024-10-27 02:50", ends="2024-10-27 02:10+01:00")
        assert ends.astimezone(UTC) == datetime(2024, 10, 27, 1, 10, tzinfo=UTC)

    def test_a_wrong_beginning_is_told_once(self) -> None:
        with pytest.raises(ValidationError) as raised:
            Talk.model_validate({"starts": "soon", "ends": "09:45"}, context={"zone": PARIS})
        assert [error["loc"] for error in raised.value.errors()] == [("starts",)]


ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
WALLS = st.datetimes(datetime(1970, 1, 1), datetime(2037, 12, 31)).map(lambda moment: moment.replace(second=0, microsecond=0))


@given(ZONES, WALLS)
def test_a_wall_clock_is_shown_again_as_it_was_written_or_was_skipped(zone: ZoneInfo, wall: datetime) -> None:
    moment = read(zone, starts=f"{wall:%Y-%m-%d %H:%M}")
    shown = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if isinstance(moment, str):
        assert moment.startswith("skipped-hour")
        assert shown != wall
    else:
        assert moment.replace(tzinfo=None) == wall == shown


@given(ZONES, WALLS, st.integers(-23 * 60, 23 * 60))
def test_an_offset_names_the_moment_whatever_the_zone(zone: ZoneInfo, wall: datetime, minutes: int) -> None:
    offset = timezone(timedelta(minutes=minutes))
    assert read(zone, starts=f"{wall:%Y-%m-%d %H:%M}{wall.replace(tzinfo=offset):%z}").astimezone(UTC) == wall.replace(tzinfo=offset)


class TestLater:
    @given(ZONES, WALLS, st.timedeltas(-timedelta(days=400), timedelta(days=400)))
    def test_counts_the_time_that_passes_whatever_clocks_do(self, zone: ZoneInfo, wall: datetime, length: timedelta) -> None:
        moment = wall.replace(tzinfo=zone)
        found = later(moment, length)
        assert found.astimezone(UTC) - moment.astimezone(UTC) == length
        assert found.tzinfo is zone

    @given(WALLS, st.timedeltas(-timedelta(days=400), timedelta(days=400)))
    def test_without_a_zone_the_clock_alone_counts(self, wall: datetime, length: timedelta) -> None:
        assert later(wall, length) == wall + length
