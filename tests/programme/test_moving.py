"""A session at another time: what organisers type, how long it lasts then, and what else is on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge, Session, Workshop
from workshop_bot.knowledge.moments import later
from workshop_bot.programme.moving import at_once, clashes, moved, new_start, parted, version, wanted, written

PARIS = Workshop.model_validate(
    {"id": "w", "name": "W", "starts": "2024-03-30", "ends": "2024-04-02", "timezone": "Europe/Paris", "languages": ["fr"]}
)


def session(name: str, knowledge: Knowledge) -> Session:
    found = knowledge.items[f"session:{name}"]
    assert isinstance(found, Session)
    return found


def paris(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=PARIS.zone)


def spring(**fields: Any) -> Session:
    """A session of an hour before the clocks go forward, on 31 March at two."""
    made = Session.model_validate({"id": "talk", "title": "Talk", "starts": "2024-03-30"}, context={"zone": PARIS.zone})
    return made.model_copy(update={"starts": paris("2024-03-31 01:15"), "ends": paris("2024-03-31 01:55")} | fields)


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("typed", "day_and_hour"),
        [
            ("14:30", "2 14:30"),
            ("14.30", "2 14:30"),
            ("14h30", "2 14:30"),
            ("14 h", "2 14:00"),
            ("14", "2 14:00"),
            ("lúc 2 giờ chiều", "2 14:00"),
            ("9h rưỡi", "2 09:30"),
            ("2 pm", "2 14:00"),
            ("3/12 14h30", "3 14:30"),
            ("14h30 ngày 3 tháng 12", "3 14:30"),
            ("mai 9 giờ", "3 09:00"),
            ("demain 10 h", "3 10:00"),
            ("mardi à 10 h", "3 10:00"),
            ("3 December at 2:30", "3 14:30"),
            ("day 2, 10:00", "3 10:00"),
            ("to 14:30", "2 14:30"),
            ("14:30–15:15", "2 14:30"),
            ("tomorrow", "3 09:00"),  # its own hour
            ("3/12", "3 09:00"),
            ("in 30 minutes", "2 08:30"),
            ("+30 min", "2 09:30"),
            ("+30", "2 09:30"),
            ("−15 phút", "2 08:45"),
            ("- 15'", "2 08:45"),
            ("+1 h", "2 10:00"),
            ("+ 1 h 30", "2 10:30"),
            ("+1 tiếng", "2 10:00"),
            ("-600", "1 23:00"),
        ],
    )
    def test_is_a_moment(self, typed: str, day_and_hour: str, knowledge: Knowledge, at: Any) -> None:
        assert new_start(typed, session("tissue-1", knowledge), at("2 08:00"), knowledge.workshop) == at(day_and_hour)

    @pytest.mark.parametrize(
        "typed",
        [
            *("", "hello", "+", "afternoon", "before 10", "25:00", "14:75", "30/2 10:00", "31/11", "3 to 5 December", "next", "1430 x"),
            *("move it to 14:30", "in hall B at 14:30", "the second session", "demain ou mercredi", "12/2023", "9 mg"),
        ],
    )
    def test_is_no_moment(self, typed: str, knowledge: Knowledge, at: Any) -> None:
        assert new_start(typed, session("tissue-1", knowledge), at("2 08:00"), knowledge.workshop) is None

    def test_gives_a_session_without_hours_its_hour_or_another_day(self, knowledge: Knowledge, at: Any) -> None:
        rays = session("rays", knowledge)
        starts = [new_start(typed, rays, at("2 08:00"), knowledge.workshop) for typed in ("14:30", "4/12", "4/12 9:00", "+30")]
        assert starts == [at("5 14:30"), date(2024, 12, 4), at("4 09:00"), None]

    def test_is_no_hour_that_daylight_saving_skips(self) -> None:
        now = paris("2024-03-30 12:00")
        typed = {hour: new_start(hour, spring(), now, PARIS) for hour in ("2:30 am", "3:30 am")}
        assert typed == {"2:30 am": None, "3:30 am": paris("2024-03-31 03:30")}

    def test_as_a_length_is_a_length_of_real_time(self) -> None:
        assert new_start("+1 h", spring(), paris("2024-03-30 12:00"), PARIS) == paris("2024-03-31 03:15")

    @given(st.text(max_size=40))
    def test_may_be_anything(self, knowledge: Knowledge, at: Any, typed: str) -> None:
        start = new_start(typed, session("tissue-1", knowledge), at("2 08:00"), knowledge.workshop)
        assert start is None or isinstance(start, datetime)


def test_words_are_parted_so_that_a_bare_number_stays_with_the_session() -> None:
    assert list(parted("surgery 2 14:30")) == [("surgery", "2 14:30"), ("surgery 2", "14:30")]
    assert list(parted("surgery 2")) == list(parted("surgery")) == list(parted("")) == list(parted("word " * 50)) == []


class TestMoved:
    def test_it_is_as_long_as_it_was(self, knowledge: Knowledge, at: Any) -> None:
        assert moved(session("tissue-1", knowledge), at("3 23:30")).finishes == at("4 00:15")
        assert moved(session("tissue-2", knowledge), at("3 23:30")).finishes == at("4 00:15")  # it has minutes
        assert moved(session("machines-1", knowledge), at("3 10:00")).finishes is None

    def test_over_a_change_of_the_clock_too(self) -> None:
        there = moved(spring(), paris("2024-03-31 01:30"))
        assert there.ends == paris("2024-03-31 03:10")

    def test_what_had_an_end_and_no_beginning_has_neither(self, knowledge: Knowledge) -> None:
        assert moved(spring(starts=date(2024, 3, 31)), date(2024, 4, 1)) == spring(starts=date(2024, 4, 1), ends=None)

    @given(st.integers(-5000, 5000))
    def test_there_and_back_it_is_the_same(self, minutes: int) -> None:
        there = moved(spring(), later(paris("2024-03-31 01:15"), timedelta(minutes=minutes)))
        assert there.begins
        assert there.finishes
        assert (there.finishes.astimezone(UTC) - there.begins.astimezone(UTC)).total_seconds() == 40 * 60
        assert moved(there, later(there.begins, -timedelta(minutes=minutes))) == spring()


class TestTheDataOfAButton:
    @pytest.mark.parametrize("start", ["2024-10-27T02:30", "2024-10-27T02:30 again", "2024-10-27", "2024-03-31T03:00"])
    def test_is_read_back_as_it_was_written(self, start: str) -> None:
        hour = "T" in start
        moment = paris(start[:16]).replace(fold=int(" " in start)) if hour else date.fromisoformat(start)
        found = wanted(spring(starts=date(2024, 3, 31), ends=None), "time", written(moment), PARIS)
        assert found
        assert found.starts.isoformat() == moment.isoformat()

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("time", ""),
            ("time", "20241301"),
            ("time", "20240331T9999"),
            ("time", "00010101T0000"),
            ("time", "20240331"),
            ("time", "x"),
            ("room", "attic"),
            ("room", ""),
        ],
    )
    def test_that_is_forged_is_nothing(self, kind: str, value: str) -> None:
        assert wanted(spring(), kind, value, PARIS) is None

    def test_names_a_session_by_all_that_can_be_changed(self) -> None:
        cancelled = wanted(spring(), "off", "1", PARIS)
        assert cancelled
        assert wanted(cancelled, "off", "0", PARIS) == spring()
        assert len({version(spring()), version(cancelled), version(spring(ends=None)), version(spring(room=("a",)))}) == 4
        assert version(spring()) == version(spring(join="https://example.org"))


class TestWhatElseIsOn:
    def test_is_what_overlaps_and_takes_place(self, knowledge: Knowledge, at: Any) -> None:
        def on(name: str, moment: str) -> list[str]:
            return [other.id for other in at_once(moved(session(name, knowledge), at(moment)), knowledge.sessions)]

        assert on("tissue-1", "2 09:00") == []
        assert on("tissue-1", "3 09:00") == ["tissue-2", "muscle-1"]
        assert on("tissue-1", "3 09:30") == ["tissue-2", "muscle-1", "coffee"]
        assert on("tissue-1", "4 09:00") == []  # what is there is cancelled
        assert on("tissue-1", "5 09:00") == []  # what is there has no hours
        assert on("rays", "3 10:29") == ["coffee"]

    def test_a_session_without_hours_overlaps_nothing(self, knowledge: Knowledge) -> None:
        assert at_once(session("rays", knowledge), knowledge.sessions) == ()

    def test_clashes_where_a_room_or_a_speaker_is_needed_twice(self, knowledge: Knowledge, at: Any) -> None:
        there = moved(session("tissue-1", knowledge), at("3 09:15"))
        assert [(reference, other.id) for reference, other in clashes(there, at_once(there, knowledge.sessions))] == [
            ("room:hall-b", "tissue-2"),
            ("room:hall-a", "muscle-1"),
        ]
        there = moved(session("tissue-1", knowledge), at("3 14:15"))
        assert [(reference, other.id) for reference, other in clashes(there, at_once(there, knowledge.sessions))] == [
            ("speaker:dien", "surgery-1")
        ]
