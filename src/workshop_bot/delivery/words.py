"""The words of what goes out: those of a message that waited as a kind and ids, and nothing in them to tap but what is ours."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from workshop_bot.answers import Ready
from workshop_bot.delivery.outbox import short
from workshop_bot.delivery.turn import Delete, Edit, File, Inline, Occasion, Reply, Say, Worded, Worder, spoken
from workshop_bot.logs import trace
from workshop_bot.store import chats
from workshop_bot.store.outbox import Row
from workshop_bot.texts.literal import literal
from workshop_bot.texts.markup import Rendered, together
from workshop_bot.texts.split import LIMIT, split

log = logging.getLogger(__name__)

_GOES_ON = " …"
SILENT = "the chat wants nothing any more"


def word(
    connection: Connection,
    row: Row,
    now: datetime,
    ready: Callable[[], Ready],
    bot: Callable[[], str],
    worders: Mapping[str, Worder],
    ours: Collection[str],
) -> Worded:
    """A message that waited, in words; in their place until when it waits, or why it is of no use any more. `ours` are our commands.

    What raises is our fault: it is said, leaves no trace in the store, and does not hold up what else waits.
    """
    chat = chats.find(connection, row.chat)
    if chat is None or chat.silent or chat.gone:
        return SILENT
    try:
        with connection.begin_nested():
            said = worders[row.act](Occasion(connection, now, ready(), chat, spoken(chat, ready()), bot(), row.data))
    except OperationalError:
        raise  # it is the store that fails, not this message
    except Exception as error:
        log.error("message %s (%s) could not be worded: %s", row.id, row.act, trace(error))
        return "our fault, see the log"
    if isinstance(said, str | datetime | Delete):
        return said
    text = one_message(literal(said.text, commands=ours, name=bot()))
    return replace(said, text=text, buttons=short(connection, row.chat, said.buttons, now))


def one_message(text: Rendered) -> Rendered:
    """The text; where it is longer than a message its beginning, for of what is too long Telegram takes nothing."""
    return text if text.units <= LIMIT else together(split(text, LIMIT - len(_GOES_ON))[0], Rendered(_GOES_ON, ()))


def as_typed(reply: Reply, commands: Collection[str], bot: str) -> Reply:
    """The reply with nothing to tap in its text but our own commands and name, whatever was typed into it (P22)."""
    mended = partial(literal, commands=commands, name=bot)
    if isinstance(reply, Inline):
        return replace(reply, articles=tuple(replace(article, text=one_message(mended(article.text))) for article in reply.articles))
    return replace(reply, text=mended(reply.text)) if isinstance(reply, Say | Edit | File) else reply
