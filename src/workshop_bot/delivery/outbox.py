"""Replies become rows that wait to be sent; long texts become several messages, edits find what they change."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop_bot.delivery.turn import Button, Delete, Edit, File, Inline, Keyboard, Reply, Say, Toast
from workshop_bot.delivery.written import act, to_json
from workshop_bot.store import buttons, outbox, slots
from workshop_bot.texts.split import split

ANSWERS, REMINDERS, BROADCASTS = 0, 1, 2
"""Ranks: the lower is sent first."""
DATA_LIMIT = 64
"""Bytes of a button's data; what is longer is kept in the store and named by `~ID`."""
TAP_LIFE, QUERY_LIFE = timedelta(seconds=150), timedelta(seconds=30)
"""For so long Telegram takes the answer to a tap or to an inline query."""


def put(
    connection: Connection,
    replies: Sequence[Reply],
    now: datetime,
    rank: int = ANSWERS,
    update: int | None = None,
    until: datetime | None = None,
) -> None:
    """Keep replies to be sent in their order; an edit of a message that still waits changes that message's words."""
    rows = []
    for reply in replies:
        for part in _parts(connection, reply):
            chat = 0 if isinstance(part, Toast | Inline) else part.chat
            slot = "" if isinstance(part, Toast | Inline | File) else part.slot
            stored = _with_short_data(connection, part, now)
            if isinstance(stored, Edit) and slot and outbox.reword(connection, chat, slot, to_json(_said(stored))):
                continue
            useful = now + TAP_LIFE if isinstance(part, Toast) else now + QUERY_LIFE if isinstance(part, Inline) else until
            rows.append(outbox.Row(chat, act(stored), to_json(stored), now, now, rank, slot, useful, update))
    outbox.put(connection, rows)


def _parts(connection: Connection, reply: Reply) -> Iterator[Reply]:
    """The messages that a reply is, the buttons under the last; what an edit leaves over is taken away."""
    if not isinstance(reply, Say | Edit):
        yield reply
        return
    texts = split(reply.text)
    for number, text in enumerate(texts, 1):
        part = replace(reply, text=text, buttons=reply.buttons if number == len(texts) else (), slot=_slot(reply.slot, number))
        if number == 1:
            yield part
        elif isinstance(part, Say):
            yield replace(part, replies_to=None)
        else:
            yield replace(part, message=None) if part.slot else Say(part.chat, part.text, part.buttons)
    number = len(texts) + 1
    while isinstance(reply, Edit) and reply.slot and slots.find(connection, reply.chat, _slot(reply.slot, number)):
        yield Delete(reply.chat, _slot(reply.slot, number))
        number += 1


def _slot(name: str, number: int) -> str:
    return f"{name}.{number}" if name and number > 1 else name


def _said(edit: Edit) -> Say:
    return Say(edit.chat, edit.text, edit.buttons, edit.slot)


def _with_short_data(connection: Connection, reply: Reply, now: datetime) -> Reply:
    if not isinstance(reply, Say | Edit) or all(len(button.data.encode()) <= DATA_LIMIT for row in reply.buttons for button in row):
        return reply
    return replace(reply, buttons=_short(connection, reply.chat, reply.buttons, now))


def _short(connection: Connection, chat: int, keyboard: Keyboard, now: datetime) -> Keyboard:
    def short(button: Button) -> Button:
        if len(button.data.encode()) <= DATA_LIMIT:
            return button
        return replace(button, data=f"~{buttons.keep(connection, chat, button.data, now)}")

    return tuple(tuple(map(short, row)) for row in keyboard)
