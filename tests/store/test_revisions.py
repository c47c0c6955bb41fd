"""How often sessions have changed between the calendar files that were given away."""

from workshop_bot.store import revisions
from workshop_bot.store.engine import Store


def test_a_count_rises_when_a_session_has_changed_since_the_last_file(store: Store) -> None:
    with store.transaction() as connection:
        assert revisions.count(connection, {"opening": "nine", "closing": "four"}) == {"opening": 0, "closing": 0}
        assert revisions.count(connection, {"opening": "nine"}) == {"opening": 0}
        assert revisions.count(connection, {"opening": "ten", "closing": "four", "new": "x"}) == {"opening": 1, "closing": 0, "new": 0}
    with store.transaction() as connection:
        assert revisions.count(connection, {"opening": "ten", "closing": "four"}) == {"opening": 1, "closing": 0}


def test_what_is_moved_away_and_back_is_newer_still(store: Store) -> None:
    with store.transaction() as connection:
        counted = [revisions.count(connection, {"opening": hour})["opening"] for hour in ("nine", "ten", "nine")]
    assert counted == [0, 1, 2]


def test_nothing_is_counted_for_nothing(store: Store) -> None:
    with store.transaction() as connection:
        assert revisions.count(connection, {}) == {}
