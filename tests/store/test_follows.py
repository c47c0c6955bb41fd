"""What chats want to be reminded of."""

from datetime import UTC, datetime, timedelta

import pytest

from workshop_bot.store import chats, follows
from workshop_bot.store.engine import Store

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LAN, CLAIRE, SAM = 11, 12, 13
TARGETS = ("all", "day:2024-12-02", "topic:surgery", "session:opening")


@pytest.fixture
def met(store: Store) -> Store:
    with store.transaction() as connection:
        for chat in (LAN, CLAIRE, SAM):
            chats.meet(connection, chat, True, NOW)
    return store


def test_what_is_followed_and_what_is_stopped_in_the_order_in_which_it_was_chosen(met: Store) -> None:
    with met.transaction() as connection:
        follows.follow(connection, LAN, "day:2024-12-02", NOW)
        follows.follow(connection, LAN, "session:opening", NOW + timedelta(minutes=1), stopped=True)
        follows.follow(connection, LAN, "all", NOW + timedelta(minutes=2))
        assert list(follows.of(connection, LAN).items()) == [("day:2024-12-02", True), ("session:opening", False), ("all", True)]
        assert follows.of(connection, CLAIRE) == {}


def test_a_target_is_kept_once_and_changes_its_mind(met: Store) -> None:
    with met.transaction() as connection:
        for stopped in (False, False, True):
            follows.follow(connection, LAN, "session:opening", NOW, stopped)
        assert follows.of(connection, LAN) == {"session:opening": False}
        follows.follow(connection, LAN, "session:opening", NOW)
        assert follows.of(connection, LAN) == {"session:opening": True}


def test_some_or_all_of_a_chat_are_dropped(met: Store) -> None:
    with met.transaction() as connection:
        for chat in (LAN, CLAIRE):
            for target in TARGETS:
                follows.follow(connection, chat, target, NOW)
        follows.drop(connection, LAN, ["all", "topic:surgery", "topic:gone"])
        assert follows.of(connection, LAN) == {"day:2024-12-02": True, "session:opening": True}
        follows.drop(connection, LAN, [])
        assert len(follows.of(connection, LAN)) == 2
        follows.drop(connection, LAN)
        assert (follows.of(connection, LAN), len(follows.of(connection, CLAIRE))) == ({}, 4)


def test_followers_are_counted_once_without_those_who_stopped_it_or_are_silent_or_gone(met: Store) -> None:
    with met.transaction() as connection:
        for target in TARGETS:
            follows.follow(connection, LAN, target, NOW)
        follows.follow(connection, CLAIRE, "topic:surgery", NOW)
        follows.follow(connection, SAM, "topic:other", NOW)
        assert sorted(row.chat for row in connection.execute(follows.followers(TARGETS))) == [LAN, CLAIRE]
        assert (follows.count(connection, TARGETS), follows.count(connection, ("all",)), follows.count(connection, ("x",))) == (2, 1, 0)
        follows.follow(connection, LAN, "session:opening", NOW, stopped=True)
        assert follows.count(connection, TARGETS) == 1
        assert follows.count(connection, ("all", "session:another")) == 1
        chats.change(connection, CLAIRE, silent=True)
        assert follows.count(connection, TARGETS) == 0
        chats.change(connection, CLAIRE, silent=False, gone="blocked")
        assert follows.count(connection, TARGETS) == 0


def test_who_follows_other_sessions_too_is_counted(met: Store) -> None:
    with met.transaction() as connection:
        for chat, targets in ((LAN, TARGETS), (CLAIRE, ("session:opening", "session:other")), (SAM, ("session:opening",))):
            for target in targets:
                follows.follow(connection, chat, target, NOW)
        other, closing = ("all", "session:other"), ("session:closing",)
        assert follows.shared(connection, TARGETS, [other, closing]) == 2
        assert follows.shared(connection, TARGETS, [closing]) == follows.shared(connection, TARGETS, []) == 0


def test_a_chats_follows_move_and_are_forgotten(met: Store) -> None:
    with met.transaction() as connection:
        follows.follow(connection, LAN, "all", NOW)
        follows.move(connection, LAN, SAM)
        assert (follows.of(connection, LAN), follows.of(connection, SAM)) == ({}, {"all": True})
        follows.forget(connection, SAM)
        assert follows.of(connection, SAM) == {}


def test_all_that_chats_follow_but_not_of_who_is_silent_or_gone(store: Store) -> None:
    with store.transaction() as connection:
        for chat in (LAN, CLAIRE, SAM):
            chats.meet(connection, chat, True, NOW)
            follows.follow(connection, chat, "all", NOW)
        follows.follow(connection, LAN, "session:opening", NOW, stopped=True)
        chats.change(connection, CLAIRE, silent=True)
        chats.change(connection, SAM, gone="blocked")
        assert follows.everyone(connection) == {LAN: {"all": True, "session:opening": False}}


def test_a_session_of_its_own_counts_more_than_what_is_wider() -> None:
    day, own = "day:2024-12-02", "session:a"
    known: list[dict[str, bool]] = [{}, {day: True}, {day: True, own: False}, {own: True}, {"session:b": True}]
    assert [follows.wants(followed, ("all", day, own)) for followed in known] == [False, True, False, True, False]
