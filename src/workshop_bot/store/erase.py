"""What concerns several nouns at once: a chat is lost, a person is forgotten, a group has another number, what is old goes."""

from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.store import (
    announcements,
    asked,
    awaited,
    buttons,
    chats,
    conversations,
    follows,
    inbox,
    kept,
    notices,
    organisers,
    outbox,
    overrides,
    questions,
    reminders,
    slots,
)
from workshop_bot.store.engine import erased

LONGEST = 80
"""Letters of the reason why a chat is gone."""


def lose(connection: Connection, chat: int, why: str, now: datetime) -> None:
    """Nothing can be sent to a chat any more, until it writes again: what waits for it is dropped, and so are its reminders."""
    chats.change(connection, chat, gone=why[:LONGEST])
    outbox.drop_chat(connection, chat, now, why)
    reminders.drop_chat(connection, chat)


def forget(connection: Connection, chat: int, request: int | None = None) -> None:
    """Leave no row of a person or a group, and in SQLite's file and journal no byte (P21); what came after that request stays."""
    inbox.forget(connection, chat, request)
    for noun in (
        outbox,
        slots,
        conversations,
        buttons,
        follows,
        reminders,
        notices,
        organisers,
        overrides,
        questions,
        announcements,
        kept,
        awaited,
        asked,
        chats,
    ):
        noun.forget(connection, chat)
    erased(connection)


def move(connection: Connection, old: int, new: int) -> None:
    """Carry everything of a group over to its new number, under which it lives; its messages are others there, so that none can be edited.

    Where it has been met under both, what is known for longer stays: something from the old chat may come after the move.
    """
    if old == new:  # told once more, of what was moved already
        return
    slots.forget(connection, old)
    if known := chats.find(connection, old):
        there = chats.find(connection, new)
        again = there and there.started and known.started and there.started < known.started
        for noun in (chats, conversations, follows, reminders, notices):
            noun.forget(connection, old if again else new)
    for noun in (inbox, outbox, conversations, buttons, follows, reminders, notices, chats):
        noun.move(connection, old, new)
    chats.change(connection, new, gone="")


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is finished and older."""
    for noun in (
        inbox,
        outbox,
        slots,
        conversations,
        buttons,
        reminders,
        organisers,
        overrides,
        questions,
        announcements,
        kept,
        asked,
    ):
        noun.tidy(connection, before)
    erased(connection)
