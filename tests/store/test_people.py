"""All rows of one person, whatever the table."""

from datetime import UTC, datetime
from pathlib import Path

from workshop_bot.store import chats, conversations, outbox, people, slots
from workshop_bot.store.engine import Store
from workshop_bot.store.outbox import Row
from workshop_bot.store.tables import metadata

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LAN, SAM, GROUP = 1, 3, -1001


def test_a_copy_holds_the_rows_of_one_person_alone(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    metadata.create_all(store.engine)
    with store.transaction() as connection:
        for chat in (LAN, SAM, GROUP):
            chats.meet(connection, chat, chat > 0, NOW)
        conversations.remember(connection, SAM, SAM, reference="topic:surgery")
        conversations.remember(connection, GROUP, SAM, reference="topic:radiotherapy")
        conversations.remember(connection, GROUP, LAN, reference="topic:gliomas")
        slots.fill(connection, LAN, "settings", 7, NOW)
        copy = people.copy(connection, SAM)
        assert sorted(copy) == ["chats", "conversations"]
        assert [row["started"] for row in copy["chats"]] == [NOW]
        assert [(row["chat"], row["reference"]) for row in copy["conversations"]] == [(SAM, "topic:surgery"), (GROUP, "topic:radiotherapy")]
        assert people.copy(connection, 999) == {}
    store.close()


def test_p23_a_copy_holds_none_of_the_copies_before_it(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    metadata.create_all(store.engine)
    with store.transaction() as connection:
        outbox.put(connection, [Row(SAM, "file", "all that is kept", NOW, NOW), Row(SAM, "say", "It is on Tuesday.", NOW, NOW)])
        assert [row["data"] for row in people.copy(connection, SAM)["outbox"]] == ["It is on Tuesday."]
    store.close()
