from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from tests.delivery.life import START, say

from workshop_bot.delivery.outbox import BROADCASTS, DATA_LIMIT, REMINDERS, put, put_off, put_off_all
from workshop_bot.delivery.turn import Button, Delete, Edit, Inline, Media, Reply, Say, Toast
from workshop_bot.delivery.written import from_json
from workshop_bot.store import buttons, outbox, slots
from workshop_bot.store.engine import Store
from workshop_bot.texts.markup import Rendered

LONG = "A sentence of words. " * 300


def edit(words: str, slot: str = "menu", **fields: Any) -> Edit:
    return Edit(1, Rendered(words, ()), slot=slot, **fields)


def queued(store: Store, *replies: Reply, **fields: Any) -> list[Reply]:
    """What waits when these were put."""
    with store.transaction() as connection:
        put(connection, replies, START, **fields)
        return waiting(connection)


def waiting(connection: Connection) -> list[Reply]:
    found = connection.exec_driver_sql("SELECT act, data FROM outbox WHERE state = 'waiting' ORDER BY id").all()
    return [from_json(*row) for row in found]


def test_replies_wait_in_their_order(store: Store) -> None:
    replies: list[Reply] = [Toast("q"), say(1, "a"), say(2, "b"), Inline("q", ())]
    assert queued(store, *replies) == replies


def test_a_long_text_is_several_messages_with_the_buttons_under_the_last(store: Store) -> None:
    keyboard = ((Button("Back", "menu"),),)
    first, second = queued(store, say(1, LONG, buttons=keyboard, slot="menu", replies_to=7, thread=3))
    assert isinstance(first, Say)
    assert isinstance(second, Say)
    assert (first.buttons, first.slot, first.replies_to, first.thread) == ((), "menu", 7, 3)
    assert (second.buttons, second.slot, second.replies_to, second.thread) == (keyboard, "menu.2", None, 3)
    assert f"{first.text.text} {second.text.text}" == LONG.rstrip() or first.text.text + " " + second.text.text == LONG


def test_an_edit_of_what_still_waits_changes_its_words_and_keeps_whom_it_replies_to(store: Store) -> None:
    queued(store, say(1, "old", slot="menu", replies_to=7), rank=BROADCASTS)
    assert queued(store, edit("new"), edit("newest")) == [say(1, "newest", slot="menu", replies_to=7)]


def test_an_edit_of_an_edit_that_waits_is_one_edit(store: Store) -> None:
    assert queued(store, edit("a", message=5), edit("b", message=5)) == [edit("b", message=5)]


def test_an_edit_within_one_turn_finds_its_message(store: Store) -> None:
    assert queued(store, say(1, "a", slot="menu"), edit("b")) == [say(1, "b", slot="menu")]


def test_an_edit_of_another_chats_slot_is_its_own(store: Store) -> None:
    assert queued(store, say(2, "a", slot="menu"), edit("b")) == [say(2, "a", slot="menu"), edit("b")]


def test_a_shorter_text_needs_no_second_message_any_more(store: Store) -> None:
    queued(store, say(1, LONG, slot="menu"))
    assert queued(store, edit("short")) == [say(1, "short", slot="menu")]


def test_a_shorter_text_takes_away_what_is_there(store: Store) -> None:
    with store.transaction() as connection:
        for number in (1, 2, 3):
            slots.fill(connection, 1, slots.part("menu", number), 10 + number, START)
    assert queued(store, edit("short")) == [edit("short"), Delete(1, "menu.2"), Delete(1, "menu.3")]


def test_a_longer_text_without_a_slot_goes_on_in_a_new_message(store: Store) -> None:
    first, second = queued(store, edit(LONG, slot="", message=5))
    assert (type(first), type(second)) == (Edit, Say)
    assert getattr(first, "message", None) == 5


@pytest.mark.parametrize("data", ["page:" + "é" * 29 + "x", "page:3"])
def test_data_that_fits_stays(store: Store, data: str) -> None:
    assert len(data.encode()) <= DATA_LIMIT
    (said,) = queued(store, say(1, "a", buttons=((Button("Go", data),),)))
    assert isinstance(said, Say)
    assert said.buttons[0][0].data == data


def test_data_that_does_not_fit_is_kept_under_a_name(store: Store) -> None:
    data = "page:" + "é" * 30
    (said,) = queued(store, say(1, "a", buttons=((Button("Go", data),),)))
    assert isinstance(said, Say)
    name = said.buttons[0][0].data
    assert name[0] == "~"
    assert len(name) <= DATA_LIMIT
    with store.transaction() as connection:
        assert buttons.find(connection, name[1:], 1) == data


def test_each_kind_is_useful_for_its_time(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, [Toast("q"), Inline("q", ()), say(1, "a")], START, until=START + timedelta(hours=1))
        useful = [row.until for row in outbox.ready(connection, START, 10)]
    assert useful == [START + timedelta(seconds=150), START + timedelta(seconds=30), START + timedelta(hours=1)]


def test_what_waits_as_a_kind_and_ids_is_put_off_for_each_chat(store: Store) -> None:
    until = START + timedelta(hours=1)
    with store.transaction() as connection:
        put_off(connection, 1, "remind", "opening", START, until)
        put_off_all(connection, "remind", {2: "closing", 3: "opening"}, START)
        put_off_all(connection, "remind", {}, START)
        kept = [(row.chat, row.act, row.data, row.rank, row.until) for row in outbox.ready(connection, START, 10)]
    assert kept == [
        (1, "remind", "opening", REMINDERS, until),
        (2, "remind", "closing", REMINDERS, None),
        (3, "remind", "opening", REMINDERS, None),
    ]


def test_a_photo_comes_with_a_short_text_and_before_a_long_one(store: Store) -> None:
    photo = Media("photo", "photo-1")
    (short,) = queued(store, say(1, "a", media=photo, slot="menu"))
    assert short == say(1, "a", media=photo, slot="menu")
    first, second, *others = queued(store, say(2, LONG, media=photo, slot="menu", replies_to=7))[1:]
    assert first == say(2, "", media=photo, slot="menu", replies_to=7)
    assert isinstance(second, Say)
    assert (second.media, second.slot, second.replies_to, len(others)) == (None, "menu.2", None, 1)
