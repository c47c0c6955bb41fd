"""An update of Telegram's → what we read of it. Nothing in it can raise: what does not parse is `unknown`, by its key names alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workshop_bot.delivery.turn import Incoming, Media
from workshop_bot.texts.markup import Mark, MarkKind, Rendered
from workshop_bot.texts.split import cut

ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of updates that we ask for, always all of them: Telegram remembers a list that is left out."""
LONGEST = 4096
"""Characters of a text that are read."""
_MOST = 2**53
"""Numbers of people and chats have 52 bits at most."""
_ANONYMOUS = 1087968824
"""Everybody's number who writes as an administrator without a name."""
_NOT_PEOPLE = {_ANONYMOUS, 136817688, 777000}
_THINGS = (
    *("photo", "voice", "sticker", "location", "video", "video_note", "audio", "document", "animation", "contact", "poll", "venue"),
    *("dice", "story", "paid_media", "checklist", "game"),
)
"""What people send that is no text; all else without a text is the service's own."""
_LOOKS: dict[str, MarkKind] = {
    **{"bold": "bold", "italic": "italic", "underline": "underline", "strikethrough": "strikethrough", "spoiler": "spoiler"},
    **{"code": "code", "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote", "text_link": "link"},
}
"""What people give their words that we give on; Telegram finds addresses and the like by itself."""
_MOST_LOOKS, _LONGEST_ADDRESS = 100, 2048
_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?(?=\s|$)")


@dataclass(frozen=True)
class Self:
    """Who we are at Telegram."""

    id: int
    name: str
    sees_all: bool = False
    """Whether privacy mode is off."""


def read(update: Any, me: Self) -> Incoming | None:
    """What we read of an update; None where it has not even a number."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _MOST:
        return None
    try:
        known = _read(number, update, me)
    except (LookupError, TypeError, ValueError, AttributeError):
        known = None
    return known or Incoming(number, "unknown", text=_clean(", ".join(sorted(map(str, update)))[:200]))


def _read(number: int, update: Mapping[str, Any], me: Self) -> Incoming | None:
    if message := update.get("message"):
        return _message(number, message, me)
    if message := update.get("edited_message"):
        incoming = _message(number, message, me)
        if incoming and incoming.media:  # the words below it were changed
            return replace(incoming, kind="edited", text="")
        return replace(incoming, kind="edited") if incoming and incoming.kind == "text" else None
    if tap := update.get("callback_query"):
        return _tap(number, tap)
    if query := update.get("inline_query"):
        who = query["from"]
        words = _text(query["query"])
        return Incoming(number, "inline", person=_person(who), text=words, query=_text(query["id"]), language=_tag(who))
    if member := update.get("my_chat_member"):
        chat = member["chat"]
        status = _text(member["new_chat_member"]["status"])
        private, who = chat["type"] == "private", member["from"]
        meant = chat["type"] != "channel"
        return Incoming(number, "member", _int(chat["id"]), _person(who), private, status, language=_tag(who), addressed=meant)
    return None


def _message(number: int, message: Mapping[str, Any], me: Self) -> Incoming | None:
    chat = message["chat"]
    base = Incoming(number, "other", _int(chat["id"]), private=chat["type"] == "private", message=_int(message["message_id"]))
    if "migrate_to_chat_id" in message:
        return replace(base, kind="moved", text=str(_int(message["migrate_to_chat_id"])))
    if chat["type"] == "channel" or "from" not in message:
        return replace(base, addressed=False)
    who = message["from"]
    anonymous = _int(who["id"]) == _ANONYMOUS and (message.get("sender_chat") or {}).get("id") == chat["id"]
    chosen = "via_bot" in message  # from the list of a bot: its words, as those that are forwarded are another's
    passed = chosen and (not base.private or message["via_bot"]["id"] == me.id)
    strange = who.get("is_bot") or "sender_chat" in message or message.get("is_automatic_forward") or passed
    answered = message.get("reply_to_message") or {}
    if "forum_topic_created" in answered:  # what is written in a topic bears its beginning where a reply bears what it answers
        answered = {}
    base = replace(
        base,
        person=0 if strange else _person(who),
        administrator=anonymous,
        language=_tag(who),
        thread=_int(message["message_thread_id"]) if message.get("is_topic_message") else None,
        forwarded="forward_origin" in message or chosen,
        replies_to=_int(answered["message_id"]) if answered else None,
        album=_text(message.get("media_group_id", "")),
    )
    to_us = (answered.get("from") or {}).get("id") == me.id
    if "text" in message:
        text, meant = _addressed(message["text"], message.get("entities") or (), me)
        looks = _marks(text, message.get("entities") or ()) if base.private else ()
        return replace(base, kind="text", text=text, marks=looks, addressed=base.private or meant or (to_us and not _elsewhere(text, me)))
    thing = next((name for name in _THINGS if name in message), "")
    base = replace(base, text=thing, addressed=bool(thing) and (base.private or to_us))
    media = _media(thing, message) if base.private else None
    if media is None:
        return base
    caption = _text(message.get("caption") or "")
    return replace(base, media=media, caption=caption, marks=_marks(caption, message.get("caption_entities") or ()))


def _media(thing: str, message: Mapping[str, Any]) -> Media | None:
    """The photo in its largest size, or the document."""
    if thing == "photo":
        return Media("photo", _text(message["photo"][-1]["file_id"]))
    return Media("document", _text(message["document"]["file_id"])) if thing == "document" else None


def _marks(text: str, entities: Sequence[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """How a text was formatted, as far as we can give it on."""
    marks = []
    for entity in entities[:_MOST_LOOKS]:
        kind, url = _LOOKS.get(entity["type"]), entity.get("url")
        if kind and len(url or "") <= _LONGEST_ADDRESS:
            marks.append(Mark(kind, _int(entity["offset"]), _int(entity["length"]), _text(url) if kind == "link" else None))
    return cut(Rendered(text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.length)))), 0, len(text)).marks


def _tap(number: int, tap: Mapping[str, Any]) -> Incoming:
    message = tap.get("message") or {}
    chat = message.get("chat") or {}
    where, person, private = _int(chat.get("id", 0)), _person(tap["from"]), chat.get("type", "private") == "private"
    return Incoming(
        number,
        "tap",
        where,
        person,
        private,
        _text(tap.get("data", "")),
        _int(message["message_id"]) if message else None,
        _int(message["message_thread_id"]) if message.get("is_topic_message") else None,
        _text(tap["id"]),
        _tag(tap["from"]),
        addressed=bool(chat) and chat.get("type") != "channel" and (where == person or not private),  # not in another's private chat
        name=_named(tap["from"]),
    )


def _addressed(text: str, entities: Sequence[Mapping[str, Any]], me: Self) -> tuple[str, bool]:
    """The text without a mention of us, and whether it is a command or a mention that means us."""
    if command := _COMMAND.match(text):
        return _text(text), command[1] is None or command[1].lower() == me.name.lower()
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in entities:
        if entity["type"] == "mention":
            start = 2 * _int(entity["offset"])
            end = start + 2 * _int(entity["length"])
            if units[start:end].decode("utf-16-le", "replace").lower() == f"@{me.name}".lower():
                return _text((units[:start] + units[end:]).decode("utf-16-le", "replace").strip()), True
    return _text(text), False


def _elsewhere(text: str, me: Self) -> bool:
    """Whether it is a command for another bot."""
    command = _COMMAND.match(text)
    return bool(command and command[1] and command[1].lower() != me.name.lower())


def _person(who: Mapping[str, Any]) -> int:
    number = _int(who["id"])
    return 0 if who.get("is_bot") or number in _NOT_PEOPLE else number


def _named(who: Mapping[str, Any]) -> str:
    """The name of a person on one line."""
    return " ".join(" ".join(_text(who.get(part, "")) for part in ("first_name", "last_name")).split())[:128]


def _int(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _MOST:
        raise ValueError("no number")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return _clean(value[:LONGEST])


def _clean(text: str) -> str:
    """The text without what no database takes: NUL and half letters, which only a broken program sends."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _tag(who: Mapping[str, Any]) -> str:
    return _text(who.get("language_code") or "")[:35]
