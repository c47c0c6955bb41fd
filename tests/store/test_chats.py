"""People and groups that the bot has met."""

from datetime import UTC, datetime

from workshop_bot.store import chats
from workshop_bot.store.chats import Chat
from workshop_bot.store.engine import Store

NOW, LATER = datetime(2024, 12, 2, 3, tzinfo=UTC), datetime(2024, 12, 3, 3, tzinfo=UTC)
LAN, BIG = 1, 7_123_456_789  # today's numbers do not fit into 32 bits


def test_one_is_met_once(store: Store) -> None:
    with store.transaction() as connection:
        assert chats.find(connection, BIG) is None
        assert chats.meet(connection, BIG, True, NOW) == Chat(BIG, True, started=NOW)
        assert chats.meet(connection, BIG, True, LATER) == Chat(BIG, True, started=NOW)
        assert chats.find(connection, BIG) == Chat(BIG, True, started=NOW)


def test_what_changes_is_of_this_chat_alone(store: Store) -> None:
    with store.transaction() as connection:
        chats.meet(connection, LAN, True, NOW)
        chats.meet(connection, BIG, True, NOW)
        chats.change(connection, LAN, language="vi", silent=True, others=2)
        assert chats.find(connection, LAN) == Chat(LAN, True, "vi", others=2, silent=True, started=NOW)
        assert chats.find(connection, BIG) == Chat(BIG, True, started=NOW)
        chats.forget(connection, LAN)
        assert chats.find(connection, LAN) is None
        assert chats.find(connection, BIG) == Chat(BIG, True, started=NOW)


def test_a_group_keeps_its_settings_under_another_number(store: Store) -> None:
    with store.transaction() as connection:
        chats.meet(connection, -5, False, NOW)
        chats.change(connection, -5, language="fr")
        chats.move(connection, -5, -1005)
        assert chats.find(connection, -5) is None
        assert chats.find(connection, -1005) == Chat(-1005, False, "fr", started=NOW)


def test_summaries_are_due_the_longest_waiting_first(store: Store) -> None:
    with store.transaction() as connection:
        for chat, due in ((LAN, LATER), (2, NOW), (3, None)):
            chats.meet(connection, chat, True, NOW)
            chats.change(connection, chat, summary="07:30", summary_due=due)
        chats.meet(connection, BIG, True, NOW)
        assert [one.chat for one in chats.with_a_summary(connection)] == [LAN, 2, 3]
        assert [one.chat for one in chats.with_summary(connection, LATER, 9)] == [2, LAN]
        assert [one.chat for one in chats.with_summary(connection, LATER, 1)] == [2]
        assert [one.chat for one in chats.with_summary(connection, NOW, 9)] == [2]
        assert chats.next_summary(connection, NOW) == LATER
        assert chats.next_summary(connection, LATER) is None
