"""What was asked and what became of it, on either database."""

from datetime import UTC, datetime, timedelta

from workshop_bot.store import asked, people
from workshop_bot.store.asked import Asked
from workshop_bot.store.engine import Store

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LAN, SAM = 7_000_000_001, 7_000_000_003


def ask(store: Store, person: int, text: str, minutes: int = 0, outcome: str = "answer", entry: str = "faq:dates") -> None:
    with store.transaction() as connection:
        asked.keep(connection, asked.mark(connection, person), "en", text, outcome, entry, NOW + timedelta(minutes=minutes))


def texts(found: list[Asked]) -> list[str]:
    return [one.text for one in found]


def test_the_last_of_a_person_is_found(store: Store) -> None:
    ask(store, LAN, "when is it?")
    ask(store, LAN, "where is it?", 1)
    ask(store, SAM, "who is it?", 2)
    with store.transaction() as connection:
        assert asked.last(connection, asked.mark(connection, LAN), NOW) == Asked(
            2, NOW + timedelta(minutes=1), "en", "where is it?", "answer", "faq:dates"
        )
        assert asked.last(connection, asked.mark(connection, LAN), NOW + timedelta(minutes=2)) is None
        assert asked.last(connection, asked.mark(connection, 5), NOW) is None


def test_the_one_that_came_to_something_is_found(store: Store) -> None:
    ask(store, LAN, "when?")
    ask(store, LAN, "when then?", 1)
    ask(store, LAN, "what?", 2, "choose", "")
    with store.transaction() as connection:
        found = asked.answered(connection, asked.mark(connection, LAN), "answer", "faq:dates")
        assert found
        assert found.text == "when then?"
        assert asked.answered(connection, asked.mark(connection, LAN), "choose", "faq:dates") is None
        assert asked.answered(connection, asked.mark(connection, SAM), "answer", "faq:dates") is None
        asked.change(connection, found.id, wrong=True, meant="faq:fee")
        assert asked.between(connection)[1] == Asked(
            2, NOW + timedelta(minutes=1), "en", "when then?", "answer", "faq:dates", "faq:fee", wrong=True
        )


def test_a_span_has_its_first_moment_and_not_its_last(store: Store) -> None:
    for minutes in (2, 0, 1):
        ask(store, LAN, str(minutes), minutes)
    one, two = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    with store.reading() as connection:
        assert texts(asked.between(connection)) == ["0", "1", "2"]
        assert texts(asked.between(connection, one, two)) == ["1"]


def test_p21_no_number_of_a_person_stands_beside_a_question(store: Store) -> None:
    ask(store, LAN, "when is it?")
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM asked").mappings().all()
    assert len(rows) == 1
    assert str(LAN) not in str(dict(rows[0]))


def test_p21_what_is_of_nobody_has_no_words_and_is_not_found(store: Store) -> None:
    ask(store, 0, "when is it?")
    with store.reading() as connection:
        assert texts(asked.between(connection)) == [""]
        assert asked.last(connection, asked.mark(connection, 0), NOW) is None
        assert asked.answered(connection, asked.mark(connection, 0), "answer", "faq:dates") is None


def test_p21_a_persons_own_is_copied_and_forgotten(store: Store) -> None:
    ask(store, LAN, "when is it?")
    ask(store, SAM, "where is it?")
    with store.transaction() as connection:
        assert [row["text"] for row in people.copy(connection, LAN)["asked"]] == ["when is it?"]
        asked.forget(connection, LAN)
        assert people.copy(connection, LAN) == {}
        assert texts(asked.between(connection)) == ["where is it?"]


def test_p21_what_is_older_goes(store: Store) -> None:
    ask(store, LAN, "old")
    ask(store, LAN, "new", 1)
    with store.transaction() as connection:
        asked.tidy(connection, NOW + timedelta(minutes=1))
        assert texts(asked.between(connection)) == ["new"]
