"""The methods of the Bot API that the bot uses, each as Telegram answers it: a result, or a Refusal."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from workshop_bot.tryout.acts import INLINE_LIFE, START, TAP_LIFE, Acts, Asked, with_marks
from workshop_bot.tryout.limits import CAPTION, LONGEST, Refusal, bad, buttons_of, formatted
from workshop_bot.tryout.world import Group, Json, Message, Person

LARGEST_FILE = 50_000_000
"""Bytes that go up."""
MOST_ANSWERED = 100
"""So many inline queries are kept with their results."""
SCOPES = (
    *("default", "all_private_chats", "all_group_chats", "all_chat_administrators"),
    *("chat", "chat_administrators", "chat_member"),
)
_TOO_LARGE = "Request Entity Too Large"
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup"
    " of the message"
)


def get_me(telegram: Acts, given: Json) -> Any:
    """Who the bot is."""
    return {
        **telegram.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": telegram.sees_all,
        "supports_inline_queries": True,
    }


def send_message(telegram: Acts, given: Json) -> Any:
    """A new text."""
    chat = _chat(telegram, given)
    message = _say(telegram, chat, given, *_formatted(given, "text", "entities"))
    return telegram.as_json(message)


def send_document(telegram: Acts, given: Json) -> Any:
    """A new file."""
    chat = _chat(telegram, given)
    document = given.get("document")
    if not isinstance(document, tuple):
        return _send_on(telegram, chat, given, "document")
    name, data = document
    if not data:
        raise bad("file must be non-empty")
    if len(data) > LARGEST_FILE:
        raise Refusal(413, _TOO_LARGE)
    file = {"name": name, "size": len(data), "data": data}
    message = _say(telegram, chat, given, *_formatted(given, "caption", "caption_entities"), file)
    return telegram.as_json(message)


def send_photo(telegram: Acts, given: Json) -> Any:
    """A photo that somebody has sent before."""
    return _send_on(telegram, _chat(telegram, given), given, "photo")


def edit_message_text(telegram: Acts, given: Json) -> Any:
    """Another text for a message of the bot's own."""
    message = _own(telegram, given)
    if message.file:
        raise bad("there is no text in the message to edit")
    return _edit(telegram, message, *_formatted(given, "text", "entities"), buttons_of(given.get("reply_markup")))


def edit_message_caption(telegram: Acts, given: Json) -> Any:
    """Other words below a photo or a document of the bot's own."""
    message = _own(telegram, given)
    if not message.file:
        raise bad("there is no caption in the message to edit")
    return _edit(telegram, message, *_formatted(given, "caption", "caption_entities"), buttons_of(given.get("reply_markup")))


def edit_message_reply_markup(telegram: Acts, given: Json) -> Any:
    """Other buttons for a message of the bot's own."""
    message = _own(telegram, given)
    return _edit(telegram, message, message.text, list(message.entities), buttons_of(given.get("reply_markup")))


def delete_message(telegram: Acts, given: Json) -> Any:
    """Take a message away, within 48 hours."""
    chat = _chat(telegram, given)
    message = telegram.world.find(chat, given.get("message_id"))
    if message is None:
        raise bad("message to delete not found")
    if chat in telegram.world.groups and message.sender != 0:
        raise bad("message can't be deleted")
    if (telegram.clock.now() - message.at).total_seconds() > 48 * 3600:
        raise bad("message can't be deleted for everyone")
    del telegram.world.messages[chat][message.id]
    telegram.tell({"type": "deleted", "chat": chat, "id": message.id})
    return True


def answer_callback_query(telegram: Acts, given: Json) -> Any:
    """End the waiting of a tapped button."""
    tap = _asked(telegram, telegram.taps, given.get("callback_query_id"), TAP_LIFE)
    text = str(given.get("text") or "")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    telegram.tell({"type": "toast", "person": tap.person, "chat": tap.chat, "text": text, "alert": bool(given.get("show_alert"))})
    return True


def answer_inline_query(telegram: Acts, given: Json) -> Any:
    """The results below what somebody types after the bot's name."""
    query = _asked(telegram, telegram.queries, given.get("inline_query_id"), INLINE_LIFE)
    results = given.get("results") or []
    ids = [str(result.get("id", "")) for result in results]
    if len(results) > 50 or len(set(ids)) < len(ids) or any(not 1 <= len(number.encode()) <= 64 for number in ids):
        raise bad("RESULT_ID_INVALID")
    query.results = [_article(result) for result in results]
    button = given.get("button")
    if button and not START.fullmatch(str(button.get("start_parameter", "x"))):
        raise bad("START_PARAM_INVALID")
    shown = [{"id": one["id"], **{key: str(one.get(key, "")) for key in ("title", "description")}} for one in query.results]
    start = {"text": str(button["text"]), "start": str(button.get("start_parameter", ""))} if button else None
    telegram.tell({"type": "inline", "person": query.person, "query": query.id, "results": shown, "button": start})
    telegram.answered_queries[query.id] = query
    if len(telegram.answered_queries) > MOST_ANSWERED:
        del telegram.answered_queries[next(iter(telegram.answered_queries))]
    return True


def get_chat_member(telegram: Acts, given: Json) -> Any:
    """Whether somebody belongs to a group, and as what."""
    group, person = telegram.world.groups.get(_chat(telegram, given)), telegram.world.people.get(int(given.get("user_id", 0)))
    if group is None or person is None:
        raise bad("member not found")
    if person.id in group.administrators:
        rights = (
            "manage_chat",
            "delete_messages",
            "manage_video_chats",
            "restrict_members",
            "promote_members",
            "change_info",
            "invite_users",
        )
        stories = {f"can_{name}_stories": False for name in ("post", "edit", "delete")}
        may = {"can_be_edited": False, "is_anonymous": False, **stories, **{f"can_{name}": True for name in rights}}
        return {"status": "administrator", "user": person.user(), **may}
    return {"status": "member" if person.id in group.members else "left", "user": person.user()}


def send_chat_action(telegram: Acts, given: Json) -> Any:
    """Show that the bot types."""
    telegram.tell({"type": "typing", "chat": _chat(telegram, given)})
    return True


def set_my_commands(telegram: Acts, given: Json) -> Any:
    """The menu of commands for a scope and a language."""
    commands, scope = given.get("commands") or [], _scope(given)
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name, description = str(command.get("command", "")), str(command.get("description", ""))
        if not 1 <= len(name) <= 32 or not all(letter in "abcdefghijklmnopqrstuvwxyz0123456789_" for letter in name):
            raise bad("BOT_COMMAND_INVALID")
        if not 3 <= len(description) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    telegram.commands[scope] = [{"command": one["command"], "description": one["description"]} for one in commands]
    telegram.tell({"type": "commands"})
    return True


def get_my_commands(telegram: Acts, given: Json) -> Any:
    """The menu of exactly this scope and language."""
    return telegram.commands.get(_scope(given), [])


def delete_my_commands(telegram: Acts, given: Json) -> Any:
    """No menu for a scope and a language."""
    telegram.commands.pop(_scope(given), None)
    telegram.tell({"type": "commands"})
    return True


def _describing(key: str, longest: int) -> "tuple[Method, Method]":
    def put(telegram: Acts, given: Json) -> Any:
        text = str(given.get(key) or "")
        if len(text) > longest:
            raise bad(f"{key} is too long")
        telegram.described[key, str(given.get("language_code") or "")] = text
        return True

    def get(telegram: Acts, given: Json) -> Any:
        return {key: telegram.described.get((key, str(given.get("language_code") or "")), "")}

    return put, get


def set_webhook(telegram: Acts, given: Json) -> Any:
    """From now on updates are delivered."""
    url, secret = str(given.get("url") or ""), str(given.get("secret_token") or "")
    if not url:
        return delete_webhook(telegram, given)
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if url.startswith("https://") and urlsplit(url).port not in (None, 443, 80, 88, 8443):
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    telegram.updates.remember(given.get("allowed_updates"))
    if given.get("drop_pending_updates"):
        telegram.updates.drop()
    telegram.deliver_to(url, secret)
    return True


def delete_webhook(telegram: Acts, given: Json) -> Any:
    """From now on updates are asked for."""
    telegram.deliver_to("", "")
    if given.get("drop_pending_updates"):
        telegram.updates.drop()
    return True


def get_webhook_info(telegram: Acts, given: Json) -> Any:
    """Where updates are delivered."""
    known = {"url": telegram.updates.webhook or "", "has_custom_certificate": False, "pending_update_count": telegram.updates.waiting}
    return {**known, **telegram.undelivered}


def _chat(telegram: Acts, given: Json) -> int:
    """The chat that is meant, if the bot may write there."""
    try:
        chat = int(given.get("chat_id", 0))
    except (TypeError, ValueError):
        raise bad("chat not found") from None
    if group := telegram.world.groups.get(chat):
        return _group(group)
    person: Person | None = telegram.world.people.get(chat)
    if person is None:
        raise bad("chat not found")
    if person.deleted:
        raise Refusal(403, "Forbidden: user is deactivated")
    if person.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    if not person.started:
        raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def _group(group: Group) -> int:
    if group.moved_to:
        raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.moved_to)
    if not group.has_bot:
        raise Refusal(403, "Forbidden: bot was kicked from the supergroup chat")
    return group.id


def _formatted(given: Json, text: str, entities: str) -> tuple[str, list[Json]]:
    """A text or a caption with its looks, those too that Telegram finds by itself."""
    if given.get("parse_mode"):
        raise bad("can't parse entities: no markup is read here, send entities")
    if text == "caption" and not given.get("caption"):
        return "", []
    words, looks = formatted(given.get(text), given.get(entities), CAPTION if text == "caption" else LONGEST)
    return words, with_marks(looks, words)


def _article(result: Json) -> Json:
    """An inline result with its text as it will stand there."""
    content = result.get("input_message_content") or {}
    text, looks = _formatted(content, "message_text", "entities")
    return {**result, "id": str(result["id"]), "input_message_content": {**content, "message_text": text, "entities": looks}}


def _asked(telegram: Acts, waiting: dict[str, Asked], number: Any, life: float) -> Asked:
    """The tap or inline query that is answered, if there is still time."""
    asked = waiting.pop(str(number), None)
    if asked is None or telegram.clock.monotonic() - asked.at > life:
        raise bad(_TOO_OLD)
    return asked


def _send_on(telegram: Acts, chat: int, given: Json, kind: str) -> Any:
    """Send a photo or a document on, by its id."""
    if not given.get(kind):
        raise bad(f"there is no {kind} in the request")
    file = telegram.files.get(str(given[kind]))
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file["kind"] != kind:
        raise bad("type of file mismatch")
    return telegram.as_json(_say(telegram, chat, given, *_formatted(given, "caption", "caption_entities"), file))


def _say(telegram: Acts, chat: int, given: Json, text: str, entities: list[Json], file: Json | None = None) -> Message:
    """Put a message of the bot's into a chat."""
    reply = given.get("reply_parameters") or {}
    answered = telegram.world.find(chat, reply.get("message_id"))
    if answered is None and reply.get("message_id") is not None and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    thread = given.get("message_thread_id")
    group = telegram.world.groups.get(chat)
    if thread is not None and (group is None or thread not in group.topics):
        raise bad("message thread not found")
    markup = given.get("reply_markup") or {}
    buttons = buttons_of(markup)
    telegram.pace.check(chat, telegram.clock.monotonic())
    message = telegram.world.add(
        chat,
        0,
        telegram.clock.now(),
        text,
        entities=entities,
        buttons=buttons,
        reply_to=answered and answered.id,
        thread=answered.thread if answered else thread,
        file=file,
        sealed=bool(markup) and "inline_keyboard" not in markup,
    )
    telegram.show(message)
    return message


def _own(telegram: Acts, given: Json) -> Message:
    chat = _chat(telegram, given)
    message = telegram.world.find(chat, given.get("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message.sender != 0 or message.sealed:
        raise bad("message can't be edited")
    return message


def _edit(telegram: Acts, message: Message, text: str, entities: list[Json], buttons: list[list[Json]]) -> Any:
    if message.matches(text, entities, buttons):
        raise bad(_NOT_MODIFIED)
    message.edited = message.edited or message.text != text
    message.text, message.entities, message.buttons = text, entities, buttons
    telegram.show(message)
    return telegram.as_json(message)


def _scope(given: Json) -> tuple[str, int, str]:
    """What a menu is for; of a scope that names a person, the person is not looked at."""
    scope, language = given.get("scope") or {"type": "default"}, str(given.get("language_code") or "")
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad("invalid language code specified")
    return str(scope["type"]), int(scope.get("chat_id") or 0), language


Method = Callable[[Acts, Json], Any]

_DESCRIPTION, _SHORT, _NAME = _describing("description", 512), _describing("short_description", 120), _describing("name", 64)
METHODS: Mapping[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "getchatmember": get_chat_member,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmydescription": _DESCRIPTION[0],
    "getmydescription": _DESCRIPTION[1],
    "setmyshortdescription": _SHORT[0],
    "getmyshortdescription": _SHORT[1],
    "setmyname": _NAME[0],
    "getmyname": _NAME[1],
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
"""By their names in small letters, as Telegram takes them in any; getUpdates waits and stands with the server."""
