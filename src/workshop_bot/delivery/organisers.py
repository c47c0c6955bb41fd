"""The people who run the workshop: who of them can be written to, and what they are told, each in their own language."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.delivery.outbox import put_off
from workshop_bot.delivery.turn import Edit, Turn, spoken
from workshop_bot.store import chats, organisers, questions, slots
from workshop_bot.store.questions import Question
from workshop_bot.texts.markup import Rendered, render, together


def role(turn: Turn) -> str:
    """The rights of who does it, looked up at each act (P20): owner, organiser, or empty for none."""
    if turn.incoming.person in turn.owners:
        return "owner"
    found = organisers.find(turn.connection, turn.incoming.person)
    return found.role if found else ""


def reachable(connection: Connection, owners: Collection[int]) -> list[int]:
    """The organisers, those of the settings (`owners`) and those of the store, who have begun a chat and have not ended it."""
    return [chat.chat for _, chat in organisers.met(connection, owners) if chat.private and not chat.silent]


def heard(connection: Connection, owners: Collection[int]) -> bool:
    """Whether what is asked reaches an organiser: now, or as soon as one of them begins a chat."""
    people = {*owners, *(one.person for one in organisers.all_(connection))}
    return bool(reachable(connection, owners)) or any(chats.find(connection, person) is None for person in people)


def tell(connection: Connection, owners: Collection[int], what: str, now: datetime, **values: object) -> None:
    """Every organiser hears of something; the worder `tell` finds the words for what it is and for its values."""
    for chat in reachable(connection, owners):
        put_off(connection, chat, "tell", json.dumps({"what": what, **values}, ensure_ascii=False), now)


def mark(turn: Turn, about: Iterable[Question], key: str, **values: str | int) -> list[Edit]:
    """The copies of these questions at the other organisers say what became of them, and have no buttons any more."""
    edits = []
    for number in reachable(turn.connection, turn.owners):
        chat = chats.find(turn.connection, number)
        for one in about if chat and number != turn.chat.chat else ():
            assert chat
            if slots.find(turn.connection, number, questions.slot(one.id)):
                said = turn.ready.catalogue.say(spoken(chat, turn.ready), key, **values)
                edits.append(Edit(number, together(render(said), Rendered(one.text, ()), between="\n\n"), slot=questions.slot(one.id)))
    return edits
