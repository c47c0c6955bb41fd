"""The way from a group to the private chat, with what somebody wrote in the group: it is found again by the same person alone."""

from workshop_bot.delivery.turn import Turn
from workshop_bot.store import buttons


def link(turn: Turn, start: str, words: str = "") -> str:
    """The address of the private chat, where `/start` followed by `start` does something with these words; of the mere chat without it."""
    if start and words and turn.incoming.person:
        start = f"{start}_{buttons.keep(turn.connection, turn.incoming.person, words, turn.now)}"
    return f"https://t.me/{turn.bot}{f'?start={start}' if start else ''}"


def words_of(turn: Turn, named: str) -> str:
    """The words that this person wrote in a group, by the name that the link gave them; none for another's."""
    return buttons.find(turn.connection, named, turn.incoming.person) or ""
