"""How often sessions have changed between the calendar files that were given away."""

from sqlalchemy import Connection

from workshop_bot.store import revisions
from workshop_bot.store.engine import Store


def counted(connection: Connection, **sessions: str) -> dict[str, int]:
    """The counts of sessions at these hours."""
    return revisions.count(connection, {name: (hour, f"told at {hour}") for name, hour in sessions.items()})


def test_a_count_rises_when_a_session_has_changed_since_the_last_file(store: Store) -> None:
    with store.transaction() as connection:
        assert counted(connection, opening="nine", closing="four") == {"opening": 0, "closing": 0}
        assert counted(connection, opening="nine") == {"opening": 0}
        assert counted(connection, opening="ten", closing="four", new="x") == {"opening": 1, "closing": 0, "new": 0}
    with store.transaction() as connection:
        assert counted(connection, opening="ten", closing="four") == {"opening": 1, "closing": 0}


def test_what_is_moved_away_and_back_is_newer_still(store: Store) -> None:
    with store.transaction() as connection:
        assert [counted(connection, opening=hour)["opening"] for hour in ("nine", "ten", "nine")] == [0, 1, 2]


def test_nothing_is_counted_for_nothing(store: Store) -> None:
    with store.transaction() as connection:
        assert counted(connection) == {}


def test_looking_at_the_counts_gives_nothing_away(store: Store) -> None:
    with store.transaction() as connection:
        counted(connection, opening="nine", closing="four")
        for _ in range(2):
            assert revisions.counts(connection, {"opening": "ten", "closing": "four", "new": "x"}) == {"opening": 1, "closing": 0}
        assert counted(connection, opening="ten") == {"opening": 1}


def test_what_was_given_away_is_known_as_it_was_told_last(store: Store) -> None:
    with store.transaction() as connection:
        counted(connection, opening="nine", closing="four")
        assert revisions.count(connection, {"opening": ("nine", "as it is called now")}) == {"opening": 0}
    with store.transaction() as connection:
        assert revisions.others(connection, ["new"]) == ["told at four", "as it is called now"]
        assert revisions.others(connection, ["closing", "opening"]) == []
