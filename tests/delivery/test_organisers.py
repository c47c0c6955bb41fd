"""Who of the organisers can be written to, and what each of them is told."""

import json

from sqlalchemy import Connection
from tests.delivery.life import START

from workshop_bot.delivery.organisers import heard, reachable, tell
from workshop_bot.store import chats, organisers
from workshop_bot.store.engine import Store


def meet(connection: Connection) -> None:
    """Organisers 5 and 6 of the store have begun a chat, 7 has not; of 1 to 4 one is silent, one gone, one a group."""
    for number in (1, 2, 3, 5, 6):
        chats.meet(connection, number, True, START)
    chats.meet(connection, 4, False, START)
    chats.change(connection, 2, silent=True)
    chats.change(connection, 3, gone="blocked")
    for number in (5, 6, 7, 1):
        organisers.add(connection, number, "organiser", START)


def test_whoever_has_begun_a_chat_and_not_ended_it_can_be_reached(store: Store) -> None:
    with store.transaction() as connection:
        assert reachable(connection, {1, 2}) == []
        meet(connection)
        assert reachable(connection, {4, 3, 2, 1}) == [1, 5, 6]


def test_who_has_not_begun_will_hear_and_who_has_ended_it_will_not(store: Store) -> None:
    with store.transaction() as connection:
        assert not heard(connection, frozenset())
        assert heard(connection, {1})
        chats.meet(connection, 1, True, START)
        chats.change(connection, 1, silent=True)
        assert not heard(connection, {1})
        organisers.add(connection, 5, "organiser", START)
        assert heard(connection, {1})


def test_each_is_told_once_and_the_words_are_found_when_it_is_sent(store: Store) -> None:
    with store.transaction() as connection:
        meet(connection)
        tell(connection, {1}, "taken", START, count=3, overruled=[["talk", "room", '["é"]']])
        rows = connection.exec_driver_sql("SELECT chat, act, state, data FROM outbox ORDER BY id").all()
    assert [row[:3] for row in rows] == [(number, "tell", "waiting") for number in (1, 5, 6)]
    assert {row[3] for row in rows} == {
        json.dumps({"what": "taken", "count": 3, "overruled": [["talk", "room", '["é"]']]}, ensure_ascii=False)
    }
