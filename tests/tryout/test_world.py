"""Messages stand in their chats under rising numbers."""

from datetime import UTC, datetime

from workshop_bot.tryout.world import Group, World, units

NOW = datetime(2024, 12, 1, tzinfo=UTC)


def test_messages_are_found_in_their_chat_alone() -> None:
    world = World()
    first, second = world.add(1, 1, NOW, "Hello"), world.add(2, 0, NOW, "Hi")
    assert [world.find(1, first.id), world.find(2, first.id), world.find(2, second.id), world.find(1, None)] == [first, None, second, None]
    assert (first.id, second.id) == (1, 2)


def test_an_edit_that_changes_nothing_is_seen() -> None:
    message = World().add(1, 0, NOW, "Hello", buttons=[[{"text": "x", "url": "https://a.b"}]])
    assert message.matches("Hello", [], [[{"text": "x", "url": "https://a.b"}]])
    assert not message.matches("Hello", [], [])


def test_a_group_with_topics_is_a_forum() -> None:
    assert [Group(-1, "G", [], topics=topics).chat() for topics in ({}, {42: "Talks"})] == [
        {"id": -1, "type": "supergroup", "title": "G"},
        {"id": -1, "type": "supergroup", "title": "G", "is_forum": True},
    ]


def test_lengths_are_counted_in_utf16_units() -> None:
    assert [units(text) for text in ("abc", "đã", "😀", "")] == [3, 2, 2, 0]
