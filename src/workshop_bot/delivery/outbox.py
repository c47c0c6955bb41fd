"""Replies become rows that wait to be sent; long texts become several messages, edits find what they change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import Connection

from workshop_bot.delivery.turn import Button, Delete, Edit, File, Inline, Keyboard, Reply, Say, Toast
from workshop_bot.delivery.written import act, from_json, to_json
from workshop_bot.store import buttons, outbox, slots
from workshop_bot.store.outbox import Row
from workshop_bot.texts.markup import Rendered
from workshop_bot.texts.split import CAPTION, split

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
    for reply in replies:
        rows = []
        for part in _parts(connection, reply, now):
            if isinstance(part, Edit) and part.slot:
                waiting = outbox.of_slot(connection, part.chat, part.slot)
                if waiting and waiting.state == "waiting":
                    reword(connection, waiting, part)
                    continue
            chat = 0 if isinstance(part, Toast | Inline) else part.chat
            slot = "" if isinstance(part, Toast | Inline | File) else part.slot
            useful = now + TAP_LIFE if isinstance(part, Toast) else now + QUERY_LIFE if isinstance(part, Inline) else until
            rows.append(Row(chat, act(part), to_json(part), now, now, rank, slot, useful, update))
        outbox.put(connection, rows)


def reword(connection: Connection, waiting: Row, edit: Edit) -> None:
    """Put the words and buttons of an edit into the message, or the older edit, that it overtook."""
    older = from_json(waiting.act, waiting.data)
    assert isinstance(older, Say | Edit)
    outbox.reword(connection, waiting.id, to_json(replace(older, text=edit.text, buttons=edit.buttons)))


def _parts(connection: Connection, reply: Reply, now: datetime) -> Iterator[Reply]:
    """The messages that a reply is, the buttons under the last; what an edit leaves over is taken away."""
    if not isinstance(reply, Say | Edit):
        yield reply
        return
    texts = split(reply.text)
    if isinstance(reply, Say) and reply.media:
        texts = (reply.text,) if reply.text.units <= CAPTION else (Rendered("", ()), *texts)
    for number, text in enumerate(texts, 1):
        keyboard = short(connection, reply.chat, reply.buttons, now) if number == len(texts) else ()
        part = replace(reply, text=text, buttons=keyboard, slot=slots.part(reply.slot, number))
        if number == 1:
            yield part
        elif isinstance(part, Say):
            yield replace(part, replies_to=None, media=None)
        else:
            further = replace(part, message=None, replies_to=None)
            yield further if further.slot else further.anew
    if isinstance(reply, Edit) and reply.slot:
        yield from _left_over(connection, reply, len(texts) + 1, now)


def _left_over(connection: Connection, edit: Edit, first: int, now: datetime) -> Iterator[Delete]:
    for number in count(first):
        slot = slots.part(edit.slot, number)
        row, there = outbox.of_slot(connection, edit.chat, slot), slots.find(connection, edit.chat, slot)
        if row and row.state == "waiting":
            outbox.finish(connection, row.id, "dropped", now, "the text is shorter now")
        elif not row and not there:
            return
        if there or (row and row.state == "sending"):
            yield Delete(edit.chat, slot)


def put_off(connection: Connection, chat: int, act: str, data: str, now: datetime, until: datetime | None = None, slot: str = "") -> None:
    """Keep a message whose words are found just before it is sent, by the worder of that name; after `until` it is of no use."""
    outbox.put(connection, [Row(chat, act, data, now, now, REMINDERS, slot, until)])


def put_off_all(connection: Connection, act: str, data: Mapping[int, str], now: datetime, until: datetime | None = None) -> None:
    """Keep one such message for each chat."""
    outbox.put(connection, [Row(chat, act, kept, now, now, REMINDERS, until=until) for chat, kept in data.items()])


def short(connection: Connection, chat: int, keyboard: Keyboard, now: datetime) -> Keyboard:
    """The buttons with their data cut to what Telegram takes; what is longer is kept in the store."""

    def cut(button: Button) -> Button:
        if len(button.data.encode()) <= DATA_LIMIT:
            return button
        return replace(button, data=f"~{buttons.keep(connection, chat, button.data, now)}")

    return tuple(tuple(map(cut, row)) for row in keyboard)
