"""What is asked of somebody in a chat: an open dialogue, `NAME:ABOUT`, takes what they type next."""

from datetime import timedelta

from workshop_bot.delivery.turn import Turn
from workshop_bot.store import conversations

OPEN = timedelta(minutes=10)
"""For so long a dialogue takes what is typed."""


def expect(turn: Turn, dialogue: str = "") -> None:
    """What is typed next is for this dialogue; without one it is a question again."""
    moment = turn.now if dialogue else None
    conversations.remember(turn.connection, turn.incoming.chat, turn.partner, dialogue=dialogue, dialogue_at=moment)


def expected(turn: Turn) -> tuple[str, str]:
    """Name and subject of the dialogue that takes what is typed now; empty where none does."""
    talk = conversations.find(turn.connection, turn.incoming.chat, turn.partner)
    if talk.dialogue_at is None or turn.now - talk.dialogue_at > OPEN:
        return "", ""
    name, _, about = talk.dialogue.partition(":")
    return name, about
