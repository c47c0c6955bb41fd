"""What a button stands for."""

import re
from datetime import UTC, datetime, timedelta

from workshop_bot.store import buttons
from workshop_bot.store.engine import Store

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LONG = "ask:" + "é" * 100
LAN, SAM = 1, 3


def test_p20_a_name_cannot_be_guessed_and_serves_its_own_chat_alone(store: Store) -> None:
    with store.transaction() as connection:
        names = {buttons.keep(connection, chat, data, NOW) for chat in (LAN, SAM) for data in (LONG, LONG + "!")}
        assert len(names) == 4
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", name) for name in names)
        name = buttons.keep(connection, LAN, LONG, NOW)
        assert name in names
        assert buttons.find(connection, name, LAN) == LONG
        assert buttons.find(connection, name, SAM) is None
        assert buttons.find(connection, "x" * 22, LAN) is None


def test_a_name_that_is_used_again_grows_no_older(store: Store) -> None:
    with store.transaction() as connection:
        again, old = buttons.keep(connection, LAN, LONG, NOW), buttons.keep(connection, LAN, "old", NOW)
        assert buttons.keep(connection, LAN, LONG, NOW + timedelta(days=2)) == again
        buttons.tidy(connection, NOW + timedelta(days=1))
        assert (buttons.find(connection, again, LAN), buttons.find(connection, old, LAN)) == (LONG, None)


def test_they_are_forgotten_and_move_with_their_chat(store: Store) -> None:
    with store.transaction() as connection:
        mine, theirs = buttons.keep(connection, LAN, LONG, NOW), buttons.keep(connection, -5, LONG, NOW)
        buttons.forget(connection, LAN)
        buttons.move(connection, -5, -1005)
        assert buttons.find(connection, mine, LAN) is None
        assert buttons.find(connection, theirs, -1005) == LONG


def test_of_a_group_that_was_met_under_two_numbers_both_names_serve(store: Store) -> None:
    with store.transaction() as connection:
        names = {buttons.keep(connection, chat, LONG, NOW) for chat in (-5, -1005)}
        buttons.move(connection, -5, -1005)
        assert buttons.keep(connection, -1005, LONG, NOW) in names
        assert [buttons.find(connection, name, -1005) for name in names] == [LONG, LONG]
