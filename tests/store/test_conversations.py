"""What was spoken of last."""

from datetime import UTC, datetime, timedelta

import pytest

from workshop_bot.store import conversations
from workshop_bot.store.conversations import Conversation
from workshop_bot.store.engine import Store

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
LAN, SAM, GROUP = 1, 3, -1001
LISTED = ("session:opening", "topic:surgery")


def test_each_part_is_the_one_said_last(store: Store) -> None:
    with store.transaction() as connection:
        assert conversations.find(connection, LAN, LAN) == Conversation(LAN, LAN)
        conversations.remember(connection, LAN, LAN, listed=LISTED, listed_at=NOW)
        conversations.remember(connection, LAN, LAN, reference="topic:surgery", day="2024-12-02", spoken_at=NOW)
        expected = Conversation(LAN, LAN, listed=LISTED, listed_at=NOW, reference="topic:surgery", day="2024-12-02", spoken_at=NOW)
        assert conversations.find(connection, LAN, LAN) == expected
        conversations.remember(connection, LAN, LAN, listed=(), listed_at=None)
        assert conversations.find(connection, LAN, LAN).listed == ()


def test_in_a_group_each_person_has_their_own(store: Store) -> None:
    with store.transaction() as connection:
        for chat, person in ((GROUP, LAN), (GROUP, SAM), (SAM, SAM)):
            conversations.remember(connection, chat, person, reference=f"{chat}:{person}")
        conversations.forget(connection, SAM)
        found = {pair: conversations.find(connection, *pair).reference for pair in ((GROUP, LAN), (GROUP, SAM), (SAM, SAM))}
        assert found == {(GROUP, LAN): f"{GROUP}:{LAN}", (GROUP, SAM): "", (SAM, SAM): ""}
        conversations.move(connection, GROUP, -2002)
        assert conversations.find(connection, -2002, LAN).reference == f"{GROUP}:{LAN}"
        conversations.forget(connection, -2002)
        assert conversations.find(connection, -2002, LAN) == Conversation(-2002, LAN)


@pytest.mark.parametrize("part", ["dialogue_at", "listed_at", "spoken_at"])
def test_one_goes_when_all_its_parts_are_old(store: Store, part: str) -> None:
    with store.transaction() as connection:
        conversations.remember(connection, LAN, LAN, spoken_at=NOW - timedelta(days=9))
        conversations.remember(connection, SAM, SAM, dialogue_at=NOW - timedelta(days=9))
        conversations.remember(connection, SAM, SAM, **{part: NOW})
        conversations.tidy(connection, NOW)
        assert conversations.find(connection, LAN, LAN) == Conversation(LAN, LAN)
        assert conversations.find(connection, SAM, SAM) != Conversation(SAM, SAM)
        conversations.tidy(connection, NOW + timedelta(seconds=1))
        assert conversations.find(connection, SAM, SAM) == Conversation(SAM, SAM)
