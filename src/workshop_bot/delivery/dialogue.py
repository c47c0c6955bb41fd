"""What was spoken of in a chat, with whom it is spoken there, and what that makes of what they type next.

An open dialogue, `NAME:ABOUT`, takes it; else a bare number means one of the last list; else a question may lean on what was spoken of.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from workshop_bot.delivery.turn import Turn
from workshop_bot.store import conversations, slots
from workshop_bot.store.conversations import Conversation
from workshop_bot.texts.typed import number

OPEN = timedelta(minutes=10)
"""For so long a dialogue takes what is typed."""
LISTED = timedelta(minutes=10)
"""For so long a bare number means the last list."""


def talk(turn: Turn) -> Conversation:
    """What was spoken of; an empty one where nothing was."""
    return conversations.find(turn.connection, turn.incoming.chat, turn.partner)


def remember(turn: Turn, **values: str | tuple[str, ...] | datetime | None) -> None:
    """Put these columns in the place of what was spoken of before."""
    conversations.remember(turn.connection, turn.incoming.chat, turn.partner, **values)


def expect(turn: Turn, dialogue: str = "") -> None:
    """What is typed next is for this dialogue; without one it is a question again."""
    remember(turn, dialogue=dialogue, dialogue_at=turn.now if dialogue else None)


def expected(turn: Turn) -> tuple[str, str]:
    """Name and subject of the dialogue that takes what is typed now; empty where none does."""
    spoken = talk(turn)
    if spoken.dialogue_at is None or turn.now - spoken.dialogue_at > OPEN:
        return "", ""
    name, _, about = spoken.dialogue.partition(":")
    return name, about


def first_of_album(turn: Turn) -> bool:
    """Whether a message is the first of its album, or of none; what was sent together is dealt with once."""
    album, chat, message = turn.incoming.album, turn.incoming.chat, turn.incoming.message
    return not album or not message or not slots.fill(turn.connection, chat, f"album:{album}", message, turn.now)


def listed(turn: Turn, references: Sequence[str]) -> None:
    """A number that is typed next means one of these, counted from 1: references, or what buttons stand for."""
    remember(turn, listed=tuple(references), listed_at=turn.now)


def numbered(turn: Turn, typed: str) -> str:
    """What a bare number means in the last list; empty where it means nothing there, or is none."""
    place = number(typed, 3)
    if not place:
        return ""
    spoken = talk(turn)
    lately = spoken.listed_at is not None and turn.now - spoken.listed_at <= LISTED
    return spoken.listed[place - 1] if lately and place <= len(spoken.listed) else ""
