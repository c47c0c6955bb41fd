"""What people ask the organisers, on either database."""

from datetime import UTC, datetime, timedelta

from workshop_bot.store import outbox, people, questions
from workshop_bot.store.engine import Store
from workshop_bot.store.outbox import Row
from workshop_bot.store.questions import Question

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LAN, SAM, ORGANISER = 1, 3, 4


def ask(store: Store, chat: int, text: str, minutes: int = 0) -> Question:
    """One that is open."""
    with store.transaction() as connection:
        now = NOW + timedelta(minutes=minutes)
        made = questions.draft(connection, chat, "en", text, False, 9, now)
        questions.change(connection, [made.id], state="open", waits=now + timedelta(days=1))
        found = questions.find(connection, made.id)
    assert found
    return found


def texts(found: list[Question]) -> list[str]:
    return [one.text for one in found]


def test_a_chat_has_one_draft(store: Store) -> None:
    with store.transaction() as connection:
        first = questions.draft(connection, LAN, "vi", "một", False, None, NOW)
        second = questions.draft(connection, LAN, "vi", "hai", True, 9, NOW)
        other = questions.draft(connection, SAM, "en", "one", False, None, NOW)
        assert questions.find(connection, first.id) is None
        assert questions.find(connection, second.id) == Question(second.id, LAN, "vi", "hai", True, "", 9, "draft", NOW, None, None, None)
        assert questions.find(connection, other.id) == other
        assert questions.waiting(connection) == []


def test_those_that_wait_come_oldest_first_and_those_put_off_last(store: Store) -> None:
    first, _, _ = ask(store, LAN, "first"), ask(store, SAM, "second", 1), ask(store, LAN, "third", 2)
    with store.transaction() as connection:
        assert texts(questions.waiting(connection)) == ["first", "second", "third"]
        assert texts(questions.waiting(connection, LAN)) == ["first", "third"]
        questions.change(connection, [first.id], later=NOW + timedelta(hours=1))
        assert texts(questions.waiting(connection)) == ["second", "third", "first"]
        assert texts(questions.some(connection, [first.id, 99])) == ["first"]
        questions.drop(connection, first.id)
        assert questions.find(connection, first.id) is None


def test_an_answer_is_a_draft_until_it_is_sent(store: Store) -> None:
    one, two = ask(store, LAN, "one"), ask(store, SAM, "two")
    with store.transaction() as connection:
        questions.begin(connection, ORGANISER, [one.id], NOW)
        draft = questions.begin(connection, ORGANISER, [one.id, two.id], NOW)
        questions.type_(connection, draft.id, {"vi": "Có ạ", "en": "Yes"})
        given = questions.given(connection, draft.id)
        assert given
        assert (given.questions, given.texts, given.sent) == ((one.id, two.id), {"vi": "Có ạ", "en": "Yes"}, None)
        questions.send(connection, given, [one.id], NOW)
        sent = questions.given(connection, draft.id)
        assert sent
        assert sent.sent == NOW
        assert [(row.state, row.answer) for row in questions.some(connection, [one.id, two.id])] == [("answered", draft.id), ("open", None)]
        assert texts(questions.waiting(connection)) == ["two"]
        assert questions.given(connection, 99) is None


def test_who_still_waits_is_found_when_it_is_due(store: Store) -> None:
    first = ask(store, LAN, "first")
    ask(store, SAM, "second", 1)
    tomorrow = NOW + timedelta(days=1)
    with store.transaction() as connection:
        assert questions.next_due(connection, NOW) == tomorrow
        assert questions.still_waiting(connection, tomorrow - timedelta(seconds=1), 9) == []
        assert texts(questions.still_waiting(connection, tomorrow, 9)) == ["first"]
        questions.change(connection, [first.id], waits=None)
        assert questions.next_due(connection, NOW) == tomorrow + timedelta(minutes=1)


def test_p21_a_person_is_forgotten_with_the_copies_on_their_way(store: Store) -> None:
    mine, theirs = ask(store, LAN, "mine"), ask(store, SAM, "theirs")
    with store.transaction() as connection:
        for one in (mine, theirs):
            outbox.put(connection, [Row(ORGANISER, "say", one.text, NOW, NOW, slot=questions.slot(one.id))])
        questions.begin(connection, SAM, [mine.id], NOW)
        questions.forget(connection, LAN)
        assert people.copy(connection, LAN) == {}
        assert [row.data for row in outbox.ready(connection, NOW, 9)] == ["theirs"]
        assert set(people.copy(connection, SAM)) == {"questions", "answers"}


def test_p21_what_is_old_goes(store: Store) -> None:
    ask(store, LAN, "old")
    ask(store, LAN, "new", 60)
    with store.transaction() as connection:
        questions.begin(connection, ORGANISER, [1], NOW)
        questions.tidy(connection, NOW + timedelta(minutes=30))
        assert texts(questions.waiting(connection)) == ["new"]
        assert people.copy(connection, ORGANISER) == {}


def test_what_quiet_hours_hold_is_due_when_they_are_given_up(store: Store) -> None:
    until = NOW + timedelta(hours=3)
    mine, theirs = ask(store, LAN, "mine"), ask(store, SAM, "theirs")
    with store.transaction() as connection:
        questions.change(connection, [mine.id, theirs.id], waits=until)
        questions.release(connection, LAN, until, NOW)
        questions.release(connection, SAM, until - timedelta(minutes=1), NOW)
        assert texts(questions.still_waiting(connection, NOW, 9)) == ["mine"]
