"""What concerns all nouns at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import inspect

from workshop_bot.store import (
    announcements,
    asked,
    awaited,
    buttons,
    chats,
    conversations,
    erase,
    follows,
    inbox,
    kept,
    notices,
    organisers,
    outbox,
    overrides,
    people,
    questions,
    reminders,
    schema,
    slots,
)
from workshop_bot.store.chats import Chat
from workshop_bot.store.engine import Store
from workshop_bot.store.inbox import Waiting
from workshop_bot.store.outbox import Row
from workshop_bot.store.tables import metadata

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LAN, SAM, GROUP = 7_000_000_001, 7_000_000_003, -100_7_000_000_005


def lives(store: Store, chat: int, person: int, update: int, words: str, now: datetime = NOW) -> None:
    """All that the store may know of a person in a chat."""
    with store.transaction() as connection:
        chats.meet(connection, chat, chat > 0, now)
        chats.change(connection, chat, language="vi", gone=words)
        inbox.keep(connection, [Waiting(update, now, chat, person, "text", 0, words)])
        outbox.put(connection, [Row(chat, "say", words, now, now, slot="answer:9")])
        slots.fill(connection, chat, "settings", 9, now)
        buttons.keep(connection, chat, f"ask:{words}", now)
        moments = {"dialogue_at": now, "listed_at": now, "spoken_at": now}
        conversations.remember(connection, chat, person, dialogue=words, listed=(words,), reference=words, **moments)
        chats.change(connection, chat, gone="")
        follows.follow(connection, chat, "session:opening", now)
        session = reminders.Planned("opening", "v", ("session:opening",), now + timedelta(hours=1), now)
        reminders.plan_chat(connection, chat, [session], now)
        notices.keep(connection, "opening", words, ("session:opening",), now)
        chats.change(connection, chat, gone=words[:80])
        organisers.add(connection, person, "organiser", now)
        organisers.guessed(connection, person, now)
        changed = overrides.Override("opening", "room", "[]", "[]", person, now)
        overrides.put(connection, [changed], person, "opening", False, now)
        asked.keep(connection, asked.mark(connection, person), "vi", words, "unknown", "", now)
        if chat > 0:  # organisers are asked, and what is not published is waited for, in private alone
            awaited.keep(connection, awaited.Wait(chat, "faq:fee", "vi", 9, now))
            sent = questions.draft(connection, chat, "vi", words, False, 9, now)
            given = questions.begin(connection, person, [sent.id], now)
            questions.type_(connection, given.id, {"vi": words})
            announcements.draft(connection, person, now, texts={"vi": words})
            kept.choose(connection, kept.begin(connection, person, given.id, now).id, label=words)


def count(store: Store) -> int:
    with store.reading() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version", "meta", "acts", "overrides"}
        return sum(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in sorted(names))


def test_what_waits_for_a_chat_that_is_lost_is_dropped_and_its_reminders_are(store: Store) -> None:
    for chat in (LAN, SAM):
        lives(store, chat, chat, chat, "words")
    with store.transaction() as connection:
        erase.lose(connection, LAN, "blocked" * 20, NOW)
        lost = chats.find(connection, LAN)
        assert lost
        assert lost.gone == ("blocked" * 20)[: erase.LONGEST]
        assert [row.chat for row in outbox.ready(connection, NOW, 9)] == [SAM]
        assert [row.chat for row in reminders.due(connection, NOW + timedelta(hours=1), timedelta(0), 9)] == [SAM]


def test_p21_all_tables_with_people_in_them_are_erased(store: Store) -> None:
    lives(store, LAN, LAN, 1, "first")
    with store.reading() as connection:
        known = people.copy(connection, LAN)
    assert set(known) == {table.name for table in metadata.sorted_tables if {"chat", "person", "whose"} & set(table.c.keys())}
    with store.transaction() as connection:
        erase.forget(connection, LAN)
    assert count(store) == 0


def test_p21_forgetting_one_person_leaves_the_others(store: Store) -> None:
    for update, (chat, person) in enumerate(((LAN, LAN), (SAM, SAM), (GROUP, SAM), (GROUP, LAN))):
        lives(store, chat, person, update, f"{chat}:{person}")
    with store.transaction() as connection:
        before = people.copy(connection, LAN)
        erase.forget(connection, SAM)
        assert people.copy(connection, SAM) == {}
        assert people.copy(connection, LAN) == before
        assert chats.find(connection, GROUP)


@pytest.mark.parametrize("seed", range(3))
def test_p21_no_byte_of_a_person_is_left(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    print(f"seed {seed}")
    file = tmp_path / "bot.db"
    store = Store(f"sqlite:///{file}")
    schema.bring_up_to_date(store)
    order = list(range(150))
    random.shuffle(order)
    for number in order:  # in any order, of any length: pages are split and filled again
        lives(store, number + 1, number + 1, number, f"<<{number + 1}>>" * random.randint(1, 90))
    gone = random.sample(order, 20)
    for number in gone:
        with store.transaction() as connection:
            erase.forget(connection, number + 1)
    for path in tmp_path.glob("bot.db*"):
        written = path.read_bytes()
        assert [number for number in gone if f"<<{number + 1}>>".encode() in written] == [], path.name
    assert b"<<%d>>" % (order[0] + 1) in file.read_bytes() or order[0] in gone
    store.close()


class TestAGroupWithAnotherNumber:
    def test_keeps_all_but_the_places_of_its_messages(self, store: Store) -> None:
        lives(store, -5, SAM, 1, "words")
        with store.transaction() as connection:
            before = people.copy(connection, -5)
            erase.move(connection, -5, GROUP)
            assert people.copy(connection, -5) == {}
            after = people.copy(connection, GROUP)
            there = {name: [{**row, "chat": GROUP} for row in rows] for name, rows in before.items() if name != "slots"}
            assert after == {**there, "chats": [{**row, "gone": ""} for row in there["chats"]]}  # it lives, whatever was said of the old

    def test_is_told_of_it_twice(self, store: Store) -> None:
        lives(store, -5, SAM, 1, "words")
        with store.transaction() as connection:
            erase.move(connection, -5, GROUP)
            slots.fill(connection, GROUP, "settings", 10, NOW)
            before = people.copy(connection, GROUP)
            erase.move(connection, -5, GROUP)
            erase.move(connection, GROUP, GROUP)
            assert people.copy(connection, GROUP) == before

    def test_was_met_under_the_new_one_before(self, store: Store) -> None:
        lives(store, -5, SAM, 1, "words")
        with store.transaction() as connection:
            chats.meet(connection, GROUP, False, NOW)
            conversations.remember(connection, GROUP, SAM, reference="topic:gliomas")
            erase.move(connection, -5, GROUP)
            assert chats.find(connection, GROUP) == Chat(GROUP, False, "vi", started=NOW)
            assert conversations.find(connection, GROUP, SAM).reference == "words"

    def test_is_met_under_the_old_one_again(self, store: Store) -> None:
        lives(store, -5, SAM, 1, "words")
        later = NOW + timedelta(minutes=1)
        with store.transaction() as connection:
            erase.move(connection, -5, GROUP)
            before = people.copy(connection, GROUP)
            chats.meet(connection, -5, False, later)
            conversations.remember(connection, -5, SAM, reference="topic:gliomas", spoken_at=later)
            outbox.put(connection, [Row(-5, "say", "late", later, later)])
            erase.move(connection, -5, GROUP)
            assert people.copy(connection, -5) == {}
            assert {**people.copy(connection, GROUP), "outbox": []} == {**before, "outbox": []}
            assert [(row.chat, row.data) for row in outbox.ready(connection, later, 9)] == [(GROUP, "words")]


def test_p21_what_is_old_and_finished_goes(store: Store) -> None:
    lives(store, LAN, LAN, 1, "old", NOW - timedelta(days=40))
    lives(store, SAM, SAM, 2, "new")
    with store.transaction() as connection:
        inbox.done(connection, [1])
        for row in outbox.ready(connection, NOW, 9):
            if row.chat == LAN:
                outbox.finish(connection, row.id, "sent", NOW - timedelta(days=40))
        before = people.copy(connection, SAM)
        erase.tidy(connection, NOW - timedelta(days=30))
        assert set(people.copy(connection, LAN)) == {"acts", "awaited", "chats", "follows", "notices", "organisers", "reminders"}
        assert people.copy(connection, SAM) == before
