"""A reply → one call to Telegram → what became of it. Looks go as entities, never as markup: nothing typed can become any (P22)."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, LinkPreviewOptions, MessageEntity
from telegram import ReplyParameters as To
from telegram.error import TelegramError

from workshop_bot.botapi.keyboards import keyboard
from workshop_bot.botapi.refusals import Again, brief, is_ours, verdict
from workshop_bot.delivery.turn import Delete, Edit, File, GiveUp, Inline, Media, Outcome, Reply, Say, Sent, Toast
from workshop_bot.texts.markup import Rendered

log = logging.getLogger(__name__)

_KINDS = {"link": MessageEntity.TEXT_LINK, "time": MessageEntity.DATE_TIME}
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_CACHE = 60
"""Seconds that Telegram may show an inline answer again."""


async def send(bot: Bot, reply: Reply) -> Outcome:
    """Send it, mended as long as Telegram refuses what can be mended; never raises but TokenRefused."""
    while True:
        try:
            return Sent(await _call(bot, reply))
        except TelegramError as error:
            if is_ours(error):
                log.error("our fault, Telegram refuses a message: %s", brief(error))
            found = verdict(error, repeatable=not isinstance(reply, Say | File))
            if not isinstance(found, Again):
                return Sent(reply.message) if isinstance(found, Sent) and isinstance(reply, Edit) else found
            mended = _mended(reply, found)
            if mended == reply:
                return GiveUp(brief(error))
            reply = mended


async def _call(bot: Bot, reply: Reply) -> int | None:
    """Make the call; the number of the message that stands there."""
    match reply:
        case Say(media=Media(kind, file)):
            send_it = bot.send_photo if kind == "photo" else bot.send_document
            shown = await send_it(
                reply.chat,
                file,
                caption=reply.text.text or None,
                caption_entities=entities(reply.text),
                reply_markup=keyboard(reply.buttons),
                reply_parameters=_to(reply.replies_to),
                message_thread_id=reply.thread,
                disable_notification=reply.silent or None,
            )
            return shown.message_id
        case Say():
            sent = await bot.send_message(
                reply.chat,
                reply.text.text,
                entities=entities(reply.text),
                reply_markup=keyboard(reply.buttons),
                reply_parameters=_to(reply.replies_to),
                message_thread_id=reply.thread,
                link_preview_options=_NO_PREVIEW,
                disable_notification=reply.silent or None,
            )
            return sent.message_id
        case Edit(caption=True):
            await bot.edit_message_caption(
                reply.chat,
                reply.message,
                caption=reply.text.text,
                caption_entities=entities(reply.text),
                reply_markup=keyboard(reply.buttons),
            )
            return reply.message
        case Edit():
            await bot.edit_message_text(
                reply.text.text,
                reply.chat,
                reply.message,
                entities=entities(reply.text),
                reply_markup=keyboard(reply.buttons),
                link_preview_options=_NO_PREVIEW,
            )
            return reply.message
        case Delete():
            if reply.message:
                await bot.delete_message(reply.chat, reply.message)
        case Toast():
            await bot.answer_callback_query(reply.query, reply.text[:200] or None, show_alert=reply.alert)
        case File():
            filed = await bot.send_document(
                reply.chat,
                reply.data.encode(),
                caption=reply.text.text,
                caption_entities=entities(reply.text),
                filename=reply.name,
                reply_parameters=_to(reply.replies_to),
                message_thread_id=reply.thread,
            )
            return filed.message_id
        case Inline():
            await _inline(bot, reply)
        case _:
            assert_never(reply)
    return None


async def _inline(bot: Bot, reply: Inline) -> None:
    results = [
        InlineQueryResultArticle(
            article.id,
            article.title,
            InputTextMessageContent(article.text.text, entities=entities(article.text), link_preview_options=_NO_PREVIEW),
            description=article.description,
        )
        for article in reply.articles
    ]
    button = InlineQueryResultsButton(reply.button, start_parameter=reply.start or None) if reply.button else None
    await bot.answer_inline_query(reply.query, results, cache_time=_CACHE, is_personal=True, button=button)


def entities(text: Rendered) -> list[MessageEntity]:
    """The looks of a text, as Telegram counts them: in UTF-16 units."""
    return [
        MessageEntity(
            _KINDS.get(mark.kind, mark.kind),
            mark.start,
            mark.length,
            url=mark.url,
            unix_time=None if mark.unix is None else datetime.fromtimestamp(mark.unix, UTC),
        )
        for mark in text.marks
    ]


def _to(message: int | None) -> To | None:
    return To(message, allow_sending_without_reply=True) if message else None


def _mended(reply: Reply, again: Again) -> Reply:
    """The reply without what Telegram refuses of it."""
    match reply, again.mend:
        case Say() | File(), "without reply":
            return replace(reply, replies_to=None)
        case Say() | File(), "without thread":
            return replace(reply, thread=None)
        case Say() | Edit(), "without buttons":
            return replace(reply, buttons=())
        case Say() | Edit() | File(), "without marks":
            return replace(reply, text=Rendered(reply.text.text, ()))
        case Edit(only=False), "anew":
            return reply.anew
    return reply
