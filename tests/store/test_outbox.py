from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, event

from workshop_bot.store import chats, outbox
from workshop_bot.store.engine import Store
from workshop_bot.store.outbox import Row

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
SOON = timedelta(seconds=30)


def row(chat: int, rank: int = 0, due: datetime = NOW, **fields: object) -> Row:
    return replace(Row(chat, "say", "data", NOW, due, rank), **fields)  # type: ignore[arg-type]  # - the names are those of the fields


def put(connection: Connection, *rows: Row) -> None:
    for one in rows:
        if one.chat:
            chats.meet(connection, one.chat, one.chat > 0, NOW)
    outbox.put(connection, rows)


def ready(connection: Connection, limit: int = 10, now: datetime = NOW) -> list[int]:
    return [one.id for one in outbox.ready(connection, now, limit)]


def test_the_better_rank_comes_first_and_of_each_chat_and_rank_the_first_alone(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, 2), row(1, 0), row(1, 0), row(2, 0), row(2, 1))
        assert ready(connection) == [2, 4, 5, 1]
        assert ready(connection, 2) == [2, 4]


def test_none_comes_while_one_of_its_chat_is_being_sent_or_has_to_go_again_first(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1), row(1), row(1, 2), row(2))
        outbox.claim(connection, [1])
        assert ready(connection) == [4]
        first = outbox.in_flight(connection)[0]
        outbox.later(connection, first, NOW, 30, "too many requests")
        assert ready(connection) == [4, 3]
        assert ready(connection, now=NOW + SOON) == [1, 4, 3]
        outbox.finish(connection, 1, "sent", NOW)
        assert ready(connection) == [2, 4, 3]


def test_what_belongs_to_no_chat_waits_for_none(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(0), row(0), row(0))
        outbox.claim(connection, [1])
        assert ready(connection) == [2, 3]


def test_what_is_due_later_waits(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, due=NOW + 2 * SOON), row(2, due=NOW + SOON))
        assert ready(connection) == []
        assert outbox.seconds_to_next(connection, NOW) == 30
        assert outbox.next_due(connection, NOW) == NOW + SOON
        assert outbox.seconds_to_next(connection, NOW + 2 * SOON) is None


def test_p11_when_the_clock_went_back_the_length_of_the_wait_counts_for_each(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, due=NOW + SOON, wait=30.0), row(2, due=NOW + 2 * SOON, wait=60.0), row(3, due=NOW + SOON))
        before = NOW - timedelta(days=2)
        assert outbox.seconds_to_next(connection, before) == 30
        assert ready(connection, now=before + SOON) == [1, 3]
        assert ready(connection, now=before + 2 * SOON) == [1, 2, 3]


def test_p11_when_the_clock_went_back_what_was_due_is_due(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1), row(2, 2), row(3, due=NOW + SOON))
        before = NOW - timedelta(days=2)
        assert ready(connection, now=before) == []
        assert outbox.seconds_to_next(connection, before) == 0
        assert ready(connection, now=before) == [1, 2]
        assert outbox.seconds_to_next(connection, before) == 30


@pytest.mark.parametrize(("state", "data"), [("sent", ""), ("dropped", ""), ("unsure", "data")])
def test_p21_what_is_finished_is_blank_unless_a_person_may_want_it_sent(store: Store, state: str, data: str) -> None:
    with store.transaction() as connection:
        put(connection, row(1))
        assert outbox.finish(connection, 1, state, NOW, "because", 77)
        found = connection.exec_driver_sql("SELECT state, data, why, message FROM outbox").one()
        assert tuple(found) == (state, data, "because", 77)


def test_p21_of_somebody_forgotten_no_row_stays(store: Store) -> None:
    with store.transaction() as connection:
        outbox.put(connection, [row(1)])
        assert not outbox.finish(connection, 1, "sent", NOW)
        assert outbox.counts(connection) == {"doubled": 0}


def test_the_newest_of_a_slot_that_is_not_there_yet_is_found(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, slot="menu"), row(1, slot="menu"), row(1, slot="menu.2"), row(2, slot="menu"))
        found = outbox.of_slot(connection, 1, "menu")
        assert found
        assert found.id == 2
        outbox.reword(connection, 2, "other")
        outbox.claim(connection, [2])
        assert outbox.of_slot(connection, 1, "menu") == replace(found, data="other", state="sending", tries=1)
        assert outbox.of_slot(connection, 1, "menu", ("edit",)) is None
        outbox.finish(connection, 2, "sent", NOW)
        outbox.finish(connection, 1, "sent", NOW)
        assert outbox.of_slot(connection, 1, "menu") is None


def test_a_chat_is_dropped_moved_or_forgotten_alone(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1), row(2), row(-3))
        outbox.drop_chat(connection, 1, NOW, "blocked")
        outbox.move(connection, -3, -4)
        assert [one.chat for one in outbox.ready(connection, NOW, 10)] == [2, -4]
        outbox.forget(connection, 2)
        assert outbox.counts(connection) == {"dropped": 1, "waiting": 1, "doubled": 0}


def test_what_waits_is_told_for_health(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, due=NOW - SOON), row(2), row(3, due=NOW + SOON, doubled=True))
        assert outbox.oldest(connection, NOW) == NOW - SOON
        assert outbox.counts(connection) == {"waiting": 3, "doubled": 1}


def test_what_is_old_and_finished_goes(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1), row(2), row(3))
        outbox.finish(connection, 1, "sent", NOW)
        outbox.finish(connection, 2, "sent", NOW + timedelta(days=1))
        outbox.tidy(connection, NOW + SOON)
        assert outbox.counts(connection) == {"sent": 1, "waiting": 1, "doubled": 0}


def test_what_waits_is_found_through_an_index_however_much_is_finished(store: Store) -> None:
    if store.file is None:
        pytest.skip("the server plans by what it finds")
    plans = []
    with store.transaction() as connection:
        put(connection, row(1))

        def explain(*call: object) -> None:
            plans.append((call[2], call[3]))

        event.listen(connection, "before_cursor_execute", explain)
        outbox.ready(connection, NOW, 10)
        outbox.of_slot(connection, 1, "menu")
        outbox.next_due(connection, NOW)
        asked = list(plans)
        for statement, values in asked:
            lines = [line[3] for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]  # type: ignore[arg-type]  # - as asked
            assert all("outbox_" in line for line in lines if line.startswith(("SCAN", "SEARCH"))), lines


def test_what_was_tried_and_not_sent_is_counted_by_when_it_ended(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, *(row(chat) for chat in (1, 2, 3, 4, 5)))
        outbox.claim(connection, [1, 2, 3, 4])
        for number, state in enumerate(
            ("dropped", "unsure", "sent", "dropped", "dropped"), 1
        ):  # the fifth was of no use before it was tried
            outbox.finish(connection, number, state, NOW + (SOON if number == 4 else timedelta()))
        assert outbox.failed(connection, NOW, NOW + SOON) == 2
        assert outbox.failed(connection, NOW + SOON, NOW + 2 * SOON) == 1


def test_what_waits_for_the_end_of_quiet_hours_can_be_looked_at_again(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, due=NOW + 2 * SOON), row(1, 2, due=NOW + SOON), row(2, due=NOW + 2 * SOON))
        outbox.release(connection, 1, NOW + 2 * SOON, NOW)
        assert ready(connection) == [1]
        assert ready(connection, now=NOW + SOON) == [1, 2]


def test_a_broadcast_that_is_held_lets_others_pass_and_one_that_was_tried_does_not(store: Store) -> None:
    with store.transaction() as connection:
        put(connection, row(1, 2, NOW + SOON), row(1, 2), row(2, 0, NOW + SOON), row(2, 0))
        assert ready(connection) == [2]
        assert ready(connection, now=NOW + SOON) == [3, 1]
        outbox.claim(connection, [2])
        outbox.later(connection, outbox.in_flight(connection)[0], NOW, 60, "too many requests")
        put(connection, row(1, 2))
        assert ready(connection) == []
