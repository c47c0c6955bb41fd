"""What is kept of a person: told, copied, kept in silence, erased. Each act is about who does it, never about a number that was sent."""

import json
from collections.abc import Sequence
from datetime import datetime

from workshop_bot.delivery.turn import Button, Edit, File, Reply, Turn
from workshop_bot.store import chats, erase, notices, people, reminders
from workshop_bot.texts.markup import render


def privacy(turn: Turn) -> Sequence[Reply]:
    """`/privacy`: what is kept, for how long, who sees it, the person's number, how to erase; in eight lines."""
    kept = turn.say("privacy.kept", count=turn.retention, person=turn.incoming.person)
    return [turn.show(kept, ((Button(turn.say("privacy.copy"), "privacy:copy"),),))]


def copy(turn: Turn) -> Sequence[Reply]:
    """All rows of the person as a file."""
    rows = people.copy(turn.connection, turn.incoming.person)
    data = json.dumps(rows, ensure_ascii=False, indent=2, default=_moment)
    return [File(turn.incoming.chat, turn.say("privacy.file"), data, render(turn.say("privacy.copied")))]


def stop(turn: Turn) -> Sequence[Reply]:
    """`/stop`: nothing is sent that the person did not ask for, until they write again; what waits to be told by itself goes."""
    chats.change(turn.connection, turn.incoming.chat, silent=True)
    reminders.drop_chat(turn.connection, turn.incoming.chat)
    notices.forget(turn.connection, turn.incoming.chat)
    return [turn.show(turn.say("privacy.stopped"))]


def forget(turn: Turn) -> Sequence[Reply]:
    """`/forget`: asks once."""
    erase, keep = Button(turn.say("privacy.erase"), "forget:yes", style="danger"), Button(turn.say("privacy.keep"), "forget:no")
    return [turn.show(turn.say("privacy.forget"), ((erase, keep),))]


def forgotten(turn: Turn) -> Sequence[Reply]:
    """The answer to that: all rows of the person go, this turn's own too; the one that confirms it goes when it was sent."""
    if turn.argument != "yes":
        return [turn.show(turn.say("privacy.not-erased"))]
    erase.forget(turn.connection, turn.incoming.person, turn.incoming.update)
    return [Edit(turn.incoming.chat, render(turn.say("privacy.erased")), message=turn.incoming.message)]


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
