from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select

from workshop_bot.store import chats, follows, reminders, tables
from workshop_bot.store.engine import Store
from workshop_bot.store.reminders import Due, Planned

NOW = datetime(2024, 12, 2, 1, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BEGINS = NOW + 2 * HOUR
DAY, TOPIC = "day:2024-12-02", "topic:surgery"
TALK = Planned("talk", "v1", ("all", DAY, TOPIC, "session:talk"), BEGINS, NOW - 14 * HOUR)
OTHER = Planned("other", "v1", ("all", DAY, "session:other"), BEGINS + 3 * MINUTE, NOW - 14 * HOUR)
Row = tuple[int, str, int, datetime, str]
"""Chat, session, lead, due, state."""


def met(connection: Connection, chat: int, *targets: str, **choices: str | int | bool) -> None:
    """Somebody who follows these."""
    chats.meet(connection, chat, True, NOW)
    if choices:
        chats.change(connection, chat, **choices)
    for target in targets:
        follows.follow(connection, chat, target, NOW)


def rows(connection: Connection) -> list[Row]:
    table = tables.reminders.c
    found = connection.execute(select(table.chat, table.session, table.lead, table.due, table.state).order_by(table.chat, table.due))
    return [(row.chat, row.session, row.lead, row.due, row.state) for row in found]


def due(connection: Connection, now: datetime, limit: int = 10) -> list[tuple[int, str, int]]:
    return [astuple(one)[:3] for one in reminders.due(connection, now, 5 * MINUTE, limit)]


def waiting(*owed: tuple[int, int], session: Planned = TALK) -> list[Row]:
    """Rows of chats and leads as they wait before a session."""
    begins = session.begins or session.eve
    return [(chat, session.session, lead, begins - lead * MINUTE, "waiting") for chat, lead in owed]


def test_each_follower_is_owed_one_reminder_for_each_lead_however_many_targets_they_follow(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all", DAY, TOPIC, "session:talk")
        met(connection, 2, TOPIC, lead=60, second_lead=5)
        met(connection, 3, "session:other")
        met(connection, 4, "all", lead=0)
        met(connection, 5, "all", second_lead=15)
        met(connection, 6)
        reminders.plan(connection, TALK, NOW)
        assert rows(connection) == waiting((1, 15), (2, 60), (2, 5), (5, 15))


def test_who_is_silent_or_gone_or_has_stopped_it_is_owed_none(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all", silent=True)
        met(connection, 2, "all", gone="blocked")
        met(connection, 3, "all")
        follows.follow(connection, 3, "session:talk", NOW, stopped=True)
        met(connection, 4, "all")
        reminders.plan(connection, TALK, NOW)
        assert rows(connection) == waiting((4, 15))


def test_what_is_owed_no_more_goes_and_what_has_begun_does_not_come(store: Store) -> None:
    with store.transaction() as connection:
        for chat in (1, 2, 3):
            met(connection, chat, "all")
        reminders.plan(connection, TALK, NOW)
        follows.drop(connection, 1)
        chats.change(connection, 2, lead=30)
        chats.change(connection, 3, lead=120)  # that lead begins now
        reminders.plan(connection, TALK, NOW)
        assert rows(connection) == waiting((2, 30))


def test_planning_for_one_chat_leaves_the_others(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all")
        met(connection, 2, "all")
        reminders.plan_chat(connection, 1, [TALK], NOW)
        assert rows(connection) == waiting((1, 15))
        follows.drop(connection, 1)
        follows.drop(connection, 2)
        reminders.plan_chat(connection, 2, [TALK], NOW)
        assert rows(connection) == waiting((1, 15))
        reminders.unplan(connection, ["talk"], chat=2)
        assert rows(connection) == waiting((1, 15))
        reminders.unplan(connection, ["talk"])
        assert rows(connection) == []


def test_one_chat_is_planned_as_all_are(store: Store) -> None:
    eve = Planned("eve", "v1", (DAY, "session:eve"), None, NOW + HOUR)
    soon = Planned("soon", "v1", ("all", "session:soon"), NOW + 10 * MINUTE, NOW - 14 * HOUR)
    with store.transaction() as connection:
        met(connection, 1, "all", DAY, TOPIC, "session:talk")
        met(connection, 2, TOPIC, DAY, lead=60, second_lead=5)
        met(connection, 3, "all", "session:eve", lead=0)
        met(connection, 4, "all", second_lead=15, silent=True)
        met(connection, 5, "session:other", "session:soon", lead=5)
        follows.follow(connection, 1, "session:other", NOW, stopped=True)

        def both_ways(*sessions: Planned) -> list[Row]:
            by_chat = connection.begin_nested()
            for chat in range(1, 7):
                reminders.plan_chat(connection, chat, sessions, NOW)
            found = sorted(rows(connection))
            by_chat.rollback()
            for session in sessions:
                reminders.plan(connection, session, NOW)
            assert sorted(rows(connection)) == found
            return found

        assert len(both_ways(TALK, OTHER, eve, soon)) == 10
        follows.drop(connection, 1, ["all", DAY])
        follows.follow(connection, 5, "session:soon", NOW, stopped=True)
        chats.change(connection, 2, lead=15, second_lead=0)
        chats.change(connection, 3, lead=30)
        chats.change(connection, 4, silent=False)
        reminders.again(connection, 5, "soon", "v1", NOW + MINUTE)
        later = replace(TALK, version="v2", begins=BEGINS + HOUR)
        assert len(both_ways(later, replace(OTHER, begins=BEGINS + 9 * MINUTE), eve, soon)) == 11


def test_a_session_without_hours_is_owed_once_on_its_eve(store: Store) -> None:
    eve = replace(TALK, begins=None, eve=NOW + HOUR)
    with store.transaction() as connection:
        met(connection, 1, "all", second_lead=60)
        met(connection, 2, "all", lead=0)
        reminders.plan(connection, eve, NOW)
        assert rows(connection) == waiting((1, 0), (2, 0), session=eve)
        reminders.plan(connection, TALK, NOW)  # its hours are known now, under the same version
        assert rows(connection) == waiting((1, 60), (1, 15))


def test_p04_what_is_done_does_not_come_again_when_the_session_is_moved_away_and_back(store: Store) -> None:
    moved = replace(TALK, version="v2", begins=BEGINS + HOUR)
    with store.transaction() as connection:
        met(connection, 1, "all")
        reminders.plan(connection, TALK, NOW)
        at = BEGINS - 15 * MINUTE
        reminders.done(connection, reminders.due(connection, at, 5 * MINUTE, 10))
        reminders.plan(connection, moved, at)
        assert [row[3:] for row in rows(connection)] == [(at, "done"), (at + HOUR, "waiting")]
        reminders.plan(connection, TALK, at)
        assert [row[3:] for row in rows(connection)] == [(at, "done")]
        follows.drop(connection, 1)
        follows.follow(connection, 1, "all", at)
        reminders.plan(connection, TALK, at - HOUR)  # the clock was set back meanwhile
        assert [row[3:] for row in rows(connection)] == [(at, "done")]


def test_planning_anew_changes_nothing_that_stands(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all", second_lead=60)
        for _ in range(3):
            reminders.plan(connection, TALK, NOW)
        assert rows(connection) == waiting((1, 60), (1, 15))
        earlier = replace(TALK, begins=BEGINS - 10 * MINUTE)  # the rules of the zone have changed: the same wall clock, another moment
        reminders.plan(connection, earlier, NOW)
        assert rows(connection) == waiting((1, 60), (1, 15), session=earlier)


def test_due_brings_whole_chats_the_longest_waiting_first_with_what_is_due_soon(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all", quiet="22:00-07:00", zone="Europe/Paris")
        met(connection, 2, "all", lead=20)
        met(connection, 3, "session:other")
        for session in (TALK, OTHER):
            reminders.plan(connection, session, NOW)
        at = BEGINS - 15 * MINUTE
        assert due(connection, at - MINUTE) == [(2, "talk", 20), (2, "other", 20)]
        assert due(connection, at) == [(2, "talk", 20), (2, "other", 20), (1, "talk", 15), (1, "other", 15)]  # not 3: nothing is due now
        assert due(connection, at, limit=1) == [(2, "talk", 20), (2, "other", 20)]
        assert reminders.due(connection, at, MINUTE, 10)[-1] == Due(1, "talk", 15, "v1", at, "22:00-07:00", "Europe/Paris")
        assert reminders.next_due(connection, at) == at + 3 * MINUTE
        assert reminders.sessions(connection) == {"talk", "other"}
        reminders.done(connection, reminders.due(connection, at, 5 * MINUTE, 10))
        assert due(connection, at) == []
        assert reminders.next_due(connection, at) == at + 3 * MINUTE
        assert reminders.sessions(connection) == {"other"}


def test_p14_what_is_held_waits_for_its_moment_over_planning_anew(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all")
        reminders.plan(connection, TALK, NOW)
        at, until = BEGINS - 15 * MINUTE, BEGINS - 2 * MINUTE
        reminders.hold(connection, reminders.due(connection, at, 5 * MINUTE, 10), until)
        reminders.plan(connection, TALK, at)
        assert due(connection, until - timedelta(seconds=1)) == []
        assert due(connection, until) == [(1, "talk", 15)]


def test_p11_what_was_over_by_a_clock_ahead_waits_again_when_it_goes_back(store: Store) -> None:
    with store.transaction() as connection:
        met(connection, 1, "all", second_lead=60)
        reminders.plan(connection, TALK, NOW)
        ahead = NOW + timedelta(days=2)
        first, second = reminders.due(connection, ahead, MINUTE, 10)
        reminders.over(connection, [first], ahead)
        reminders.over(connection, [second], ahead + MINUTE)
        reminders.revive(connection, ahead + MINUTE)
        assert [row[4] for row in rows(connection)] == ["over", "over"]
        reminders.revive(connection, ahead)
        assert [row[4] for row in rows(connection)] == ["over", "waiting"]
        reminders.revive(connection, BEGINS)
        assert rows(connection) == waiting((1, 60), (1, 15))


def test_one_more_reminder_is_kept_once_and_goes_with_what_is_unplanned(store: Store) -> None:
    def wanted(first: datetime, then: datetime) -> list[tuple[int, datetime, str]]:
        return [(lead, due, state) for _, _, lead, due, state in rows(connection) if lead < 0 and due in (first, then)]

    with store.transaction() as connection:
        met(connection, 1, "all")
        reminders.plan(connection, TALK, NOW)
        reminders.again(connection, 1, "talk", "v1", NOW + MINUTE)
        reminders.again(connection, 1, "talk", "v1", NOW + 2 * MINUTE)  # tapped twice
        reminders.plan(connection, TALK, NOW)
        assert wanted(NOW + MINUTE, NOW + 2 * MINUTE) == [(-1, NOW + 2 * MINUTE, "waiting")]
        reminders.done(connection, reminders.due(connection, NOW + 2 * MINUTE, MINUTE, 10))
        reminders.again(connection, 1, "talk", "v1", NOW + 5 * MINUTE)
        assert wanted(NOW + 2 * MINUTE, NOW + 5 * MINUTE) == [(-1, NOW + 2 * MINUTE, "done"), (-2, NOW + 5 * MINUTE, "waiting")]
        reminders.unplan(connection, ["talk"], chat=1)
        assert [row[4] for row in rows(connection)] == ["done"]


def test_a_chat_that_is_gone_is_owed_nothing_and_what_is_done_stays(store: Store) -> None:
    with store.transaction() as connection:
        for chat in (1, 2):
            met(connection, chat, "all", second_lead=60)
        reminders.plan(connection, TALK, NOW)
        reminders.again(connection, 1, "talk", "v1", NOW + MINUTE)
        reminders.done(connection, [Due(1, "talk", 60, "v1", NOW)])
        reminders.drop_chat(connection, 1)
        assert [(row[0], row[2], row[4]) for row in rows(connection)] == [(1, 60, "done"), (2, 60, "waiting"), (2, 15, "waiting")]


def test_a_chats_reminders_move_and_are_forgotten_and_old_ones_go(store: Store) -> None:
    kept: Sequence[Due] = [Due(chat, "talk", 15, "v1", NOW) for chat in (1, 2, 3)]
    with store.transaction() as connection:
        names = ("chat", "session", "lead", "version", "due")
        connection.execute(insert(tables.reminders), [dict(zip(names, astuple(one), strict=False)) for one in kept])
        reminders.done(connection, kept[:1])
        reminders.over(connection, kept[1:2], NOW)
        reminders.tidy(connection, NOW)
        assert len(rows(connection)) == 3
        reminders.tidy(connection, NOW + MINUTE)
        assert rows(connection) == [(3, "talk", 15, NOW, "waiting")]
        reminders.move(connection, 3, 4)
        assert rows(connection) == [(4, "talk", 15, NOW, "waiting")]
        reminders.forget(connection, 4)
        assert rows(connection) == []


def test_nothing_is_done_or_held_of_nothing(store: Store) -> None:
    with store.transaction() as connection:
        reminders.done(connection, [])
        reminders.over(connection, [], NOW)
        reminders.hold(connection, [], NOW)
        assert rows(connection) == []
