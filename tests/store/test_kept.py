"""Answers that are kept as entries, on either database."""

from datetime import UTC, datetime, timedelta

from workshop_bot.store import kept, questions
from workshop_bot.store.engine import Store
from workshop_bot.store.kept import Kept

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
ORGANISER, OTHER = 4, 8


def test_an_organiser_has_one_draft(store: Store) -> None:
    with store.transaction() as connection:
        first = kept.begin(connection, ORGANISER, 1, NOW)
        other = kept.begin(connection, OTHER, 1, NOW)
        second = kept.begin(connection, ORGANISER, 2, NOW)
        kept.choose(connection, second.id, label="Pool")
        kept.choose(connection, second.id, without=[7])
        assert kept.find(connection, first.id) is None
        assert kept.find(connection, other.id) == other
        assert kept.find(connection, second.id) == Kept(
            second.id, ORGANISER, 2, {"label": "Pool", "without": [7]}, "", "", "", "draft", NOW
        )


def test_what_is_to_be_written_comes_in_order_and_of_an_answer_only_what_counts(store: Store) -> None:
    with store.transaction() as connection:
        first, second = kept.begin(connection, ORGANISER, 1, NOW), kept.begin(connection, OTHER, 2, NOW)
        assert kept.to_write(connection) == []
        assert kept.of_answer(connection, 1) is None
        kept.change(connection, second.id, state="unwanted", edits="[2]")
        kept.change(connection, first.id, state="wanted", edits="[1]")
        assert [one.edits for one in kept.to_write(connection)] == ["[1]", "[2]"]
        kept.change(connection, first.id, state="written")
        kept.change(connection, second.id, state="undone")
        assert kept.to_write(connection) == []
        assert (kept.of_answer(connection, 1), kept.of_answer(connection, 2)) == (kept.find(connection, first.id), None)


def test_what_is_old_or_somebodys_is_erased(store: Store) -> None:
    with store.transaction() as connection:
        kept.begin(connection, ORGANISER, 1, NOW)
        old = kept.begin(connection, OTHER, 1, NOW - timedelta(days=40))
        kept.tidy(connection, NOW - timedelta(days=30))
        assert kept.find(connection, old.id) is None
        kept.forget(connection, ORGANISER)
        assert connection.exec_driver_sql("SELECT count(*) FROM kept").scalar_one() == 0


def test_who_was_sent_the_answer_that_became_an_entry(store: Store) -> None:
    lan, sam = 1, 3
    with store.transaction() as connection:
        asked = questions.draft(connection, sam, "en", "a pool?", False, 9, NOW)
        answer = questions.begin(connection, ORGANISER, [asked.id], NOW)
        row = kept.begin(connection, ORGANISER, answer.id, NOW)
        kept.change(connection, row.id, entry="pool", state="wanted")
        assert not kept.was_answered(connection, sam, "faq:pool", NOW)
        questions.send(connection, answer, [asked.id], NOW)
        assert kept.was_answered(connection, sam, "faq:pool", NOW)
        assert not kept.was_answered(connection, sam, "faq:pool", NOW + timedelta(minutes=1))
        assert not kept.was_answered(connection, sam, "faq:fee", NOW)
        assert not kept.was_answered(connection, lan, "faq:pool", NOW)
        kept.change(connection, row.id, state="undone")
        assert not kept.was_answered(connection, sam, "faq:pool", NOW)
