"""Which reminders are owed, and when a summary: the programme of days and hours as rows of a database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from workshop_bot import owed
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session, Workshop
from workshop_bot.store import chats, follows, reminders
from workshop_bot.store.chats import Chat
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata

HANOI, PARIS = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Paris")
ZONES = (
    "Europe/Paris", "Europe/London", "America/New_York", "America/St_Johns", "America/Santiago", "America/Havana",
    "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Auckland",
)  # fmt: skip
NOW = datetime(2024, 12, 2, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LAN = 1


def session(name: str = "talk", starts: date = datetime(2024, 12, 2, 14, tzinfo=HANOI), **fields: Any) -> Session:
    return Session.model_construct(id=name, title=Text(name), starts=starts, **fields)


def programme(*sessions: Session) -> Knowledge:
    return Knowledge(Workshop.model_construct(starts=date(2024, 12, 2), ends=date(2024, 12, 6), timezone=HANOI.key), sessions=sessions)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A database in which Lan follows everything."""
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    metadata.create_all(store.engine)
    with store.transaction() as opened:
        chats.meet(opened, LAN, True, NOW)
        follows.follow(opened, LAN, "all", NOW)
        yield opened
    store.close()


def waiting(connection: Connection) -> list[tuple[str, datetime]]:
    """What is to come, however far ahead."""
    return [(one.session, one.due) for one in reminders.due(connection, NOW + 365 * DAY, MINUTE, 9)]


def test_a_session_is_planned_a_cancelled_one_is_not(connection: Connection) -> None:
    owed.plan(connection, programme(session(), session("other", cancelled=True)), NOW)
    assert waiting(connection) == [("talk", datetime(2024, 12, 2, 6, 45, tzinfo=UTC))]
    owed.plan(connection, programme(session(cancelled=True), session("other")), NOW)
    assert waiting(connection) == [("other", datetime(2024, 12, 2, 6, 45, tzinfo=UTC))]


def test_without_hours_it_is_the_evening_before_in_the_workshops_zone(connection: Connection) -> None:
    owed.plan(connection, programme(session(starts=date(2024, 12, 4))), NOW)
    assert waiting(connection) == [("talk", datetime(2024, 12, 3, 11, tzinfo=UTC))]


def test_only_these_sessions_and_only_this_chat(connection: Connection) -> None:
    knowledge = programme(session(), session("other"))
    owed.plan(connection, knowledge, NOW, [knowledge.sessions[0]])
    assert [name for name, _ in waiting(connection)] == ["talk"]
    owed.plan(connection, knowledge, NOW, chat=2)
    assert [name for name, _ in waiting(connection)] == ["talk"]


def test_p13_a_session_moved_into_the_past_reminds_nobody(connection: Connection) -> None:
    owed.plan(connection, programme(session()), NOW)
    owed.plan(connection, programme(session(starts=datetime(2024, 12, 2, 7, tzinfo=HANOI))), NOW)
    assert waiting(connection) == []


def test_p04_what_is_due_and_was_not_sent_stays_over_a_start_after_its_session_began(connection: Connection) -> None:
    knowledge = programme(session())
    owed.plan(connection, knowledge, NOW)
    owed.plan_anew(connection, knowledge, datetime(2024, 12, 2, 7, 5, tzinfo=UTC))
    assert waiting(connection) == [("talk", datetime(2024, 12, 2, 6, 45, tzinfo=UTC))]


def test_p11_a_clock_ahead_takes_no_reminder_away(connection: Connection) -> None:
    knowledge = programme(session())
    owed.plan(connection, knowledge, NOW)
    for chat in (None, LAN):
        owed.plan(connection, knowledge, NOW + 2 * DAY, chat=chat)
    assert waiting(connection) == [("talk", datetime(2024, 12, 2, 6, 45, tzinfo=UTC))]


def test_planned_anew_what_is_gone_from_the_programme_goes(connection: Connection) -> None:
    owed.plan(connection, programme(session(), session("gone")), NOW)
    owed.plan_anew(connection, programme(session()), NOW)
    assert [name for name, _ in waiting(connection)] == ["talk"]


def test_planned_anew_a_summary_comes_at_its_next_hour_unless_it_is_due(connection: Connection) -> None:
    def planned(due: datetime | None) -> datetime | None:
        chats.change(connection, LAN, summary="07:30", summary_due=due)
        owed.plan_anew(connection, programme(), NOW)
        found = chats.find(connection, LAN)
        assert found
        return found.summary_due

    tomorrow = datetime(2024, 12, 3, 0, 30, tzinfo=UTC)
    assert [planned(due) for due in (None, NOW + 3 * DAY, NOW)] == [tomorrow, tomorrow, NOW]


@pytest.mark.parametrize(
    ("summary", "zone", "after", "due"),
    [
        ("", "", "2024-12-02T01:00", None),
        ("07:30", "", "2024-12-02T01:00", "2024-12-03T00:30"),
        ("07:30", "Europe/Paris", "2024-12-02T01:00", "2024-12-02T06:30"),
        ("07:30", "+02:00", "2024-12-02T01:00", "2024-12-02T05:30"),
        ("07:30", "", "2024-06-01T00:00", "2024-12-01T00:30"),  # the eve of the first day
        ("20:00", "", "2024-06-01T00:00", "2024-12-01T13:00"),
        ("20:00", "", "2024-12-06T12:00", "2024-12-06T13:00"),
        ("20:00", "", "2024-12-06T13:00", "2024-12-07T13:00"),  # a session stands on the day after the last
        ("20:00", "", "2024-12-07T13:00", None),
        ("00:00", "", "2024-12-07T13:00", None),
    ],
)
def test_a_summary_comes_from_the_eve_of_the_first_day_to_the_last(summary: str, zone: str, after: str, due: str | None) -> None:
    knowledge = programme(session(starts=date(2024, 12, 7)))
    found = owed.next_summary(Chat(LAN, True, summary=summary, zone=zone), knowledge, datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert found == (datetime.fromisoformat(due).replace(tzinfo=UTC) if due else None)


@pytest.mark.parametrize(
    ("followed", "wanted"),
    [
        ({}, False),
        ({"all": True}, True),
        ({"day:2024-12-02": True}, True),
        ({"day:2024-12-03": True}, False),
        ({"topic:surgery": True}, True),
        ({"session:talk": True}, True),
        ({"all": True, "session:talk": False}, False),
        ({"all": False}, False),
    ],
)
def test_who_follows_a_session_and_who_has_stopped_it(connection: Connection, followed: dict[str, bool], wanted: bool) -> None:
    talk = session(topics=("surgery",))
    assert owed.wants(followed, talk) == wanted
    follows.drop(connection, LAN)
    for target, on in followed.items():
        follows.follow(connection, LAN, target, NOW, stopped=not on)
    owed.plan(connection, programme(talk), NOW)
    assert bool(waiting(connection)) == wanted


def test_p04_a_version_names_the_wall_clock_and_the_zone() -> None:
    nine = datetime(2024, 10, 27, 2, 30, tzinfo=PARIS)
    names = [
        owed.version(session(starts=starts), zone)
        for starts, zone in ((nine, PARIS), (nine.replace(fold=1), PARIS), (nine.replace(tzinfo=HANOI), HANOI), (nine.date(), PARIS))
    ]
    assert names == [
        "2024-10-27T02:30 Europe/Paris",
        "2024-10-27T02:30+ Europe/Paris",
        "2024-10-27T02:30 Asia/Ho_Chi_Minh",
        "2024-10-27 Europe/Paris",
    ]
    longest = owed.version(session(starts=nine), ZoneInfo("America/Argentina/ComodRivadavia"))
    assert len(longest) <= 40


@pytest.mark.parametrize("zone", ZONES)
@given(start=st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)), lead=st.integers(5, 120))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_p11_a_reminder_is_so_many_minutes_before_over_gap_and_fold(zone: str, start: datetime, lead: int) -> None:
    begins = start.replace(tzinfo=ZoneInfo(zone))
    due = owed.due(session(starts=begins), lead, ZoneInfo(zone))
    assert (begins.astimezone(UTC) - due) == lead * MINUTE
    eve = owed.due(session(starts=start.date()), 0, ZoneInfo(zone)).astimezone(ZoneInfo(zone))
    assert (eve.date(), eve.hour, eve.minute) == (start.date() - DAY, 18, 0)
