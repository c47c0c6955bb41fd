"""Changes that followers have not heard yet."""

from datetime import UTC, datetime, timedelta

import pytest

from workshop_bot.store import chats, follows, notices, outbox
from workshop_bot.store.engine import Store
from workshop_bot.store.notices import Notice
from workshop_bot.store.outbox import Row

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
LAN, CLAIRE, SAM = 11, 12, 13
TARGETS = ("all", "day:2024-12-02", "session:opening")


@pytest.fixture
def followed(store: Store) -> Store:
    """Lan follows the session, Claire its day, Sam another day."""
    with store.transaction() as connection:
        for chat, target in ((LAN, "session:opening"), (CLAIRE, "day:2024-12-02"), (SAM, "day:2024-12-03")):
            chats.meet(connection, chat, True, NOW)
            follows.follow(connection, chat, target, NOW)
    return store


def test_p13_each_follower_is_to_hear_of_it(followed: Store) -> None:
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        assert notices.due(connection, NOW, 9, "change") == []
        assert notices.next_due(connection, NOW) == LATER
        assert notices.next_due(connection, LATER) is None
        assert notices.due(connection, LATER, 9, "change") == [Notice(chat, "opening", "9:00", LATER) for chat in (LAN, CLAIRE)]
        assert notices.due(connection, LATER, 1, "change") == [Notice(LAN, "opening", "9:00", LATER)]


def test_p13_who_has_not_heard_of_the_last_change_knows_what_they_knew(followed: Store) -> None:
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        notices.drop(connection, CLAIRE, ["opening", "another"])
        notices.keep(connection, "opening", "10:00", TARGETS, LATER + timedelta(minutes=1))
        found = notices.due(connection, LATER + timedelta(minutes=1), 9, "change")
    assert [(notice.chat, notice.told) for notice in found] == [(LAN, "9:00"), (CLAIRE, "10:00")]


def test_p13_what_chats_hear_goes(followed: Store) -> None:
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        notices.keep(connection, "closing", "17:00", ("session:opening",), LATER)
        notices.drop_all(connection, [Notice(LAN, "opening", "9:00", LATER), Notice(CLAIRE, "opening", "9:00", LATER)])
        notices.drop_all(connection, [])
        assert notices.due(connection, LATER, 9, "change") == [Notice(LAN, "closing", "17:00", LATER)]


def test_p14_each_comes_with_the_quiet_hours_and_the_zone_of_its_chat(followed: Store) -> None:
    with followed.transaction() as connection:
        chats.change(connection, LAN, quiet="22:00-07:00", zone="Europe/Paris")
        notices.keep(connection, "opening", "9:00", ("session:opening",), LATER)
        assert notices.due(connection, LATER, 9, "change") == [Notice(LAN, "opening", "9:00", LATER, "22:00-07:00", "Europe/Paris")]


def test_p13_what_waits_of_a_chat_comes_together(followed: Store) -> None:
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        notices.keep(connection, "closing", "17:00", ("session:opening",), LATER + timedelta(hours=1))
        assert [(notice.chat, notice.session) for notice in notices.due(connection, LATER, 9, "change")] == [
            (LAN, "closing"),
            (LAN, "opening"),
            (CLAIRE, "opening"),
        ]


def test_p14_what_is_held_waits_for_the_end_of_quiet_hours(followed: Store) -> None:
    morning = NOW + timedelta(hours=5)
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        notices.hold(connection, LAN, morning)
        assert [notice.chat for notice in notices.due(connection, LATER, 9, "change")] == [CLAIRE]
        assert notices.next_due(connection, LATER) == morning


def test_p13_of_a_chat_to_which_one_is_on_its_way_nothing_is_due(followed: Store) -> None:
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        outbox.put(connection, [Row(LAN, "change", "", NOW, NOW), Row(CLAIRE, "remind", "", NOW, NOW)])
        assert [notice.chat for notice in notices.due(connection, LATER, 9, "change")] == [CLAIRE]
        (row,) = (row for row in outbox.ready(connection, NOW, 9) if row.chat == LAN)
        outbox.claim(connection, [row.id])
        assert [notice.chat for notice in notices.due(connection, LATER, 9, "change")] == [CLAIRE]
        outbox.finish(connection, row.id, "sent", NOW)
        assert [notice.chat for notice in notices.due(connection, LATER, 9, "change")] == [LAN, CLAIRE]


def test_p14_what_could_not_be_told_is_put_back(followed: Store) -> None:
    rows = [Notice(LAN, "closing", "17:00", LATER), Notice(LAN, "opening", "9:00", LATER)]
    with followed.transaction() as connection:
        notices.put_back(connection, rows)
        assert notices.due(connection, LATER, 9, "change") == rows


def test_it_goes_with_the_chat_and_moves_with_the_group(followed: Store) -> None:
    with followed.transaction() as connection:
        notices.keep(connection, "opening", "9:00", TARGETS, LATER)
        notices.forget(connection, LAN)
        notices.move(connection, CLAIRE, -100)
        chats.move(connection, CLAIRE, -100)
        assert [notice.chat for notice in notices.due(connection, LATER, 9, "change")] == [-100]
