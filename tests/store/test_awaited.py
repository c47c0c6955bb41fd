"""Who waits for what is not published."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from workshop_bot.store import awaited, chats
from workshop_bot.store.awaited import Due, Wait
from workshop_bot.store.engine import Store

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
LAN, CLAIRE, SAM = 11, 12, 13
FEE, MEALS = "faq:fee", "faq:meals"


@pytest.fixture
def waiting(store: Store) -> Store:
    """Lan waits for both, Claire and Sam for one each."""
    with store.transaction() as connection:
        for number, (chat, entry) in enumerate(((LAN, FEE), (LAN, MEALS), (CLAIRE, FEE), (SAM, MEALS))):
            chats.meet(connection, chat, True, NOW)
            awaited.keep(connection, Wait(chat, entry, "fr", 100 + number, NOW - timedelta(minutes=number)))
    return store


def test_one_waits_once_for_an_entry_and_can_wait_no_more(waiting: Store) -> None:
    with waiting.transaction() as connection:
        awaited.keep(connection, Wait(LAN, FEE, "vi", None, NOW))
        assert awaited.waits(connection, LAN, FEE)
        assert [awaited.drop(connection, LAN, FEE) for _ in range(2)] == [True, False]
        assert not awaited.waits(connection, LAN, FEE)
        assert awaited.waits(connection, LAN, MEALS)


def test_what_is_waited_for_is_told_once_each(waiting: Store) -> None:
    with waiting.transaction() as connection:
        assert awaited.entries(connection) == [FEE, MEALS]


def test_a_wait_is_due_as_its_entry_is_and_no_more_where_it_is_not(waiting: Store) -> None:
    with waiting.transaction() as connection:
        awaited.set_due(connection, {})
        assert awaited.due(connection, LATER, 9) == []
        awaited.set_due(connection, {FEE: NOW, MEALS: LATER})
        claire, lan = Wait(CLAIRE, FEE, "fr", 102, NOW - timedelta(minutes=2), NOW), Wait(LAN, FEE, "fr", 100, NOW, NOW)
        assert awaited.due(connection, NOW, 9) == [Due(claire, "", ""), Due(lan, "", "")]
        assert awaited.due(connection, NOW, 1) == [Due(claire, "", "")]
        assert [awaited.next_due(connection, moment) for moment in (NOW - timedelta(1), NOW, LATER)] == [NOW, LATER, None]
        awaited.set_due(connection, {FEE: None})
        assert awaited.due(connection, NOW, 9) == []


def test_who_wants_nothing_now_is_left_alone_and_hears_it_when_they_write_again(waiting: Store) -> None:
    with waiting.transaction() as connection:
        awaited.set_due(connection, {FEE: NOW})
        chats.change(connection, LAN, silent=True)
        chats.change(connection, CLAIRE, gone="blocked")
        assert awaited.due(connection, NOW, 9) == []
        chats.change(connection, LAN, silent=False)
        assert [one.wait.chat for one in awaited.due(connection, NOW, 9)] == [LAN]


def test_p14_what_is_held_is_due_when_quiet_hours_end(waiting: Store) -> None:
    with waiting.transaction() as connection:
        chats.change(connection, LAN, quiet="22:00-07:00", zone="Europe/Paris")
        awaited.set_due(connection, {FEE: NOW, MEALS: LATER + timedelta(1)})
        awaited.hold(connection, LAN, LATER)
        assert [one.wait.chat for one in awaited.due(connection, NOW, 9)] == [CLAIRE]
        held = Wait(LAN, FEE, "fr", 100, NOW, LATER)
        assert awaited.due(connection, LATER, 9)[1:] == [Due(held, "22:00-07:00", "Europe/Paris")]
        awaited.keep(connection, replace(held, due=None))
        assert [one.wait.chat for one in awaited.due(connection, LATER, 9)] == [CLAIRE]


def test_p21_what_a_person_waits_for_is_forgotten(waiting: Store) -> None:
    with waiting.transaction() as connection:
        awaited.forget(connection, LAN)
        assert [awaited.waits(connection, LAN, entry) for entry in (FEE, MEALS)] == [False, False]
        assert awaited.entries(connection) == [FEE, MEALS]
