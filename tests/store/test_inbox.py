from datetime import UTC, datetime, timedelta

from workshop_bot.store import inbox
from workshop_bot.store.engine import Store
from workshop_bot.store.inbox import Waiting

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)


def row(update: int, person: int = 1, received: datetime = NOW, chat: int | None = None) -> Waiting:
    return Waiting(update, received, person if chat is None else chat, person, "text", 0, f"data {update}")


def updates(rows: list[Waiting]) -> list[int]:
    return [one.update for one in rows]


def test_each_update_is_kept_once_in_the_order_of_arrival(store: Store) -> None:
    with store.transaction() as connection:
        assert inbox.keep(connection, [row(9), row(3), row(9)]) == 2
        assert inbox.keep(connection, [row(3), row(5)]) == 1
        assert inbox.waiting(connection, 10) == [row(9), row(3), row(5)]
        assert updates(inbox.waiting(connection, 2)) == [9, 3]
        inbox.keep(connection, [row(2)])  # numbers may begin anew, and tell nothing of what came first
        assert updates(inbox.waiting(connection, 10)) == [9, 3, 5, 2]


def test_an_update_that_is_done_is_blank_and_stays_known(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1), row(2)])
        inbox.done(connection, [1])
        assert inbox.keep(connection, [row(1)]) == 0
        assert inbox.waiting(connection, 10) == [row(2)]
        assert [tuple(found) for found in connection.exec_driver_sql("SELECT person, data FROM inbox WHERE state = 'done'")] == [(0, "")]


def test_some_people_may_be_left_out(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1, 1), row(2, 1), row(3, 2), row(4, 3), row(5, 2)])
        assert updates(inbox.waiting(connection, 10, {1, 3})) == [3, 5]


def test_p23_people_take_turns(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1, 1), row(2, 1), row(3, 1), row(4, 1), row(5, 2), row(6, 3), row(7, 2), row(8, 2)])
        inbox.done(connection, [1])
        shares = [updates(inbox.in_turns(connection, limit)) for limit in (2, 3, 5, 10)]
        assert shares == [[2, 5], [2, 5, 6], [2, 3, 5, 6, 7], [2, 3, 4, 5, 6, 7, 8]]


def test_one_is_taken_in_hand_and_counted(store: Store) -> None:
    with store.transaction() as connection:
        assert (inbox.last(connection), inbox.take_in_hand(connection, 0)) == (0, None)
        inbox.keep(connection, [row(1), row(2)])
        until = inbox.last(connection)
        inbox.keep(connection, [row(3)])
        assert [inbox.take_in_hand(connection, until) for _ in range(2)] == [(row(1), 1), (row(1), 2)]
        inbox.done(connection, [1, 2])
        assert inbox.take_in_hand(connection, until) is None


def test_tries_are_counted_and_what_is_parked_is_blank_with_its_reason(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1), row(2)])
        assert [inbox.tried(connection, 1) for _ in range(2)] == [1, 2]
        inbox.park(connection, 1, "raised")
        assert inbox.counts(connection) == {"parked": 1, "waiting": 1}
        found = connection.exec_driver_sql("SELECT data, why FROM inbox WHERE state = 'parked'").one()
        assert tuple(found) == ("", "raised")


def test_the_oldest_that_waits_is_known(store: Store) -> None:
    with store.transaction() as connection:
        assert inbox.oldest(connection) is None
        inbox.keep(connection, [row(1), row(2, received=NOW + timedelta(minutes=1))])
        inbox.done(connection, [1])
        assert inbox.oldest(connection) == NOW + timedelta(minutes=1)


def test_p21_a_person_is_forgotten_in_groups_too(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1, 1), row(2, 1, chat=-5), row(3, 2, chat=-5)])
        inbox.forget(connection, 1)
        assert updates(inbox.waiting(connection, 10)) == [3]


def test_p01_what_came_after_the_wish_to_be_forgotten_is_not_lost(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1), row(9), row(2), row(3, 2)])
        inbox.done(connection, [1])
        inbox.forget(connection, 1, 9)
        assert updates(inbox.waiting(connection, 10)) == [2, 3]


def test_a_group_moves_with_what_waits(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1, 1, chat=-5), row(2, 1)])
        inbox.move(connection, -5, -6)
        assert [one.chat for one in inbox.waiting(connection, 10)] == [-6, 1]


def test_what_is_old_and_finished_goes(store: Store) -> None:
    with store.transaction() as connection:
        inbox.keep(connection, [row(1), row(2), row(3, received=NOW + timedelta(days=1))])
        inbox.done(connection, [1, 3])
        inbox.tidy(connection, NOW + timedelta(hours=1))
        assert inbox.counts(connection) == {"waiting": 1, "done": 1}


def test_what_is_left_aside_is_counted_by_when_it_came(store: Store) -> None:
    later = NOW + timedelta(days=1)
    with store.transaction() as connection:
        inbox.keep(connection, [row(1), row(2), row(3, received=later)])
        inbox.park(connection, 1, "raised")
        inbox.park(connection, 3, "raised")
        assert inbox.parked(connection, NOW, later) == 1
        assert inbox.parked(connection, later, later + timedelta(days=1)) == 1
