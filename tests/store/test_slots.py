from datetime import UTC, datetime, timedelta

from workshop_bot.store import slots
from workshop_bot.store.engine import Store

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)


def test_a_slot_is_its_newest_message_in_its_chat(store: Store) -> None:
    with store.transaction() as connection:
        slots.fill(connection, 1, "menu", 5, NOW)
        slots.fill(connection, 1, "menu", 6, NOW)
        slots.fill(connection, 2, "menu", 7, NOW)
        assert [slots.find(connection, chat, "menu") for chat in (1, 2, 3)] == [6, 7, None]
        slots.empty(connection, 1, "menu")
        assert [slots.find(connection, chat, "menu") for chat in (1, 2)] == [None, 7]


def test_the_parts_of_a_text_have_names(store: Store) -> None:
    assert [slots.part("menu", number) for number in (1, 2, 3)] == ["menu", "menu.2", "menu.3"]
    assert slots.part("", 2) == ""
    with store.transaction() as connection:
        for slot in ("menu", "menu.2", "menu.3", "menu2", "m%.2"):
            slots.fill(connection, 1, slot, 5, NOW)
        slots.empty_parts(connection, 1, "menu")
        slots.empty_parts(connection, 1, "m%")
        found = connection.exec_driver_sql("SELECT slot FROM slots ORDER BY slot").scalars().all()
        assert found == ["menu", "menu2"]


def test_a_chat_is_forgotten_and_what_is_old_goes(store: Store) -> None:
    with store.transaction() as connection:
        slots.fill(connection, 1, "menu", 5, NOW)
        slots.fill(connection, 2, "menu", 5, NOW)
        slots.fill(connection, 2, "settings", 6, NOW + timedelta(days=1))
        slots.forget(connection, 1)
        slots.tidy(connection, NOW + timedelta(hours=1))
        assert connection.exec_driver_sql("SELECT chat, slot FROM slots").all() == [(2, "settings")]


def test_a_message_names_its_slot(store: Store) -> None:
    with store.transaction() as connection:
        slots.fill(connection, 4, "question:7", 20, NOW)
        slots.fill(connection, 4, "questionable", 21, NOW)
        assert slots.name(connection, 4, 20, "question:") == "question:7"
        assert slots.name(connection, 4, 21, "question:") is None
        assert slots.name(connection, 5, 20, "question:") is None


def test_it_is_known_since_when_a_message_stands_there(store: Store) -> None:
    with store.transaction() as connection:
        slots.fill(connection, 1, "menu", 5, NOW)
        slots.fill(connection, 1, "menu", 5, NOW + timedelta(hours=1))
        assert slots.since(connection, 1, "menu") == NOW
        assert slots.since(connection, 2, "menu") is None
