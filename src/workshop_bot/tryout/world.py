"""Who is there and what was said: people, groups, messages, as Telegram's servers keep them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass
class Person:
    """Somebody with a Telegram account."""

    id: int
    name: str
    language: str
    organiser: bool = False
    added: bool = False
    started: bool = False
    """Whether they have written to the bot, so that it may write to them."""
    blocked: bool = False
    deleted: bool = False

    def user(self) -> Json:
        """As the Bot API tells of a person."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}


@dataclass
class Group:
    """A group in which the bot is a member."""

    id: int
    title: str
    members: list[int]
    administrators: set[int] = field(default_factory=set)
    topics: dict[int, str] = field(default_factory=dict)
    """Forum topics; a forum has at least one besides General."""
    moved_to: int | None = None
    has_bot: bool = True

    def chat(self) -> Json:
        """As the Bot API tells of a group."""
        return {"id": self.id, "type": "supergroup", "title": self.title, **({"is_forum": True} if self.topics else {})}


@dataclass
class Message:
    """One message; `sender` 0 is the bot."""

    id: int
    chat: int
    sender: int
    at: datetime
    text: str
    entities: Sequence[Json] = ()
    buttons: Sequence[Sequence[Json]] = ()
    reply_to: int | None = None
    thread: int | None = None
    edited: bool = False
    file: Mapping[str, Any] | None = None
    """`name` and `size`; `data` of what the bot has sent up itself; `kind` and `id` of what somebody has sent, and the bot has sent on."""
    thing: str = ""
    """photo, voice, sticker …: what it is if not text."""
    sealed: bool = False
    """Sent with a keyboard in place of buttons, so that it can never be edited."""

    def matches(self, text: str, entities: Sequence[Json], buttons: Sequence[Sequence[Json]]) -> bool:
        """Whether an edit would change nothing."""
        return (self.text, list(self.entities), list(self.buttons)) == (text, list(entities), list(buttons))


class World:
    """All of it, in memory."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.last_message = 0

    def add(self, chat: int, sender: int, at: datetime, text: str, **more: Any) -> Message:
        """A new message in a chat."""
        self.last_message += 1
        message = Message(self.last_message, chat, sender, at, text, **more)
        self.messages.setdefault(chat, {})[message.id] = message
        return message

    def find(self, chat: int, number: int | None) -> Message | None:
        """A message that is still there."""
        return self.messages.get(chat, {}).get(number or 0)


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts the places of looks."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
