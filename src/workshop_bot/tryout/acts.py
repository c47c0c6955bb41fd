"""What people do in Telegram: write, edit, tap, block; each act becomes the update that the bot would get."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workshop_bot.clock import Clock
from workshop_bot.tryout.limits import CAPTION, Pace
from workshop_bot.tryout.updates import Updates
from workshop_bot.tryout.world import Group, Json, Message, Person, World, units

TAP_LIFE, INLINE_LIFE = 150.0, 30.0
"""Seconds within which a tap and an inline query can be answered."""
SENT_ON = ("photo", "document")
"""What the bot sends on by its id."""
START = re.compile(r"[A-Za-z0-9_-]{0,64}")
_MARKED = re.compile(
    r"(?<![\w/@])(?:(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@\w+)?)(?![\w/])|(?P<mention>@[A-Za-z]\w{3,31})\b|(?P<url>https?://[^\s<>]*[\w/]))"
)
_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass
class Asked:
    """A tap or an inline query that waits for its answer."""

    id: str
    person: int
    chat: int
    at: float
    results: Sequence[Json] = field(default_factory=list)


class Acts:
    """The world, the updates that wait, and who listens to what happens."""

    def __init__(self, clock: Clock, name: str, strict: bool = True, sees_all: bool = False) -> None:
        self.clock, self.sees_all, self.pace = clock, sees_all, Pace(strict)
        self.bot: Json = {"id": 1, "is_bot": True, "first_name": name, "username": name}
        self.world, self.updates = World(), Updates(clock)
        self.taps: dict[str, Asked] = {}
        self.queries: dict[str, Asked] = {}
        self.answered_queries: dict[str, Asked] = {}
        """The last ones, whose results can still be sent."""
        self.commands: dict[tuple[str, int, str], list[Json]] = {}
        """Menus by scope, chat and language."""
        self.described: dict[tuple[str, str], str] = {}
        """Name and descriptions by language."""
        self.undelivered: Json = {}
        """When a webhook has failed last, and how."""
        self.files: dict[str, Json] = {}
        """What people have sent, by its id."""
        self._listeners: list[Callable[[Json], None]] = []
        self._asked = 0

    # --- who is there ---

    def add_person(self, number: int, name: str, language: str, **more: bool) -> Person:
        """Somebody new, who has not written to the bot."""
        self.world.people[number] = person = Person(number, name, language, **more)
        return person

    def add_group(
        self, number: int, title: str, members: Sequence[int], administrators: Sequence[int] = (), topics: Sequence[int] = ()
    ) -> Group:
        """A group with the bot in it; with topics it is a forum."""
        group = Group(number, title, list(members), set(administrators), {topic: f"Topic {topic}" for topic in topics})
        self.world.groups[number] = group
        return group

    def listen(self, listener: Callable[[Json], None]) -> None:
        """Tell it of everything that happens."""
        self._listeners.append(listener)

    def tell(self, event: Json) -> None:
        """Something has happened."""
        for listener in self._listeners:
            listener(event)

    def show(self, message: Message) -> None:
        """A message is new, or has changed."""
        self.tell({"type": "message", "chat": message.chat, "message": message})

    def deliver_to(self, url: str, secret: str) -> None:
        """Updates are delivered to an address, which is told the secret; to none if "" and asked for then."""
        self.updates.webhook = url or None

    # --- what they do ---

    def write(
        self,
        person: int,
        text: str,
        chat: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        forwarded: bool = False,
        anonymous: bool = False,
    ) -> int:
        """Somebody writes; the number of the message. The bot gets it if it may see it."""
        where, text = self._goes_to(person, chat), _typed(text)
        message = self.world.add(where, person, self.clock.now(), text, reply_to=reply_to, thread=thread, entities=with_marks((), text))
        self.show(message)
        if self._sees(message):
            update = self.as_json(message)
            if forwarded:
                update["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Somebody", "date": update["date"]}
            if anonymous:
                update |= {"from": _ANONYMOUS, "sender_chat": update["chat"]}
            self.updates.put("message", update)
        return message.id

    def start(self, person: int, parameter: str = "") -> int:
        """Somebody presses Start, or follows a link t.me/BOT?start=PARAMETER."""
        if not START.fullmatch(parameter):
            raise ValueError("a start parameter has at most 64 of A-Z, a-z, 0-9, _ and -")
        return self.write(person, f"/start {parameter}".strip())

    def edit(self, person: int, chat: int | None, number: int, text: str) -> None:
        """Somebody changes what they wrote."""
        message = self.world.messages[person if chat is None else chat][number]
        if message.sender != person:
            raise ValueError("only one's own messages can be edited")
        text = _typed(text)
        message.text, message.edited, message.entities = text, True, with_marks((), text)
        self.show(message)
        if self._sees(message):
            self.updates.put("edited_message", {**self.as_json(message), "edit_date": int(self.clock.now().timestamp())})

    def send_thing(self, person: int, kind: str, chat: int | None = None, album: str = "", caption: str = "", name: str = "") -> int:
        """Somebody sends a photo, a voice note, a sticker, a location …; a photo or a document can be sent on by its id."""
        where, caption = self._goes_to(person, chat), _typed(caption)[:CAPTION]
        file: Json = {"id": f"{kind}-{len(self.files) + 1}", "kind": kind, "name": name or kind, "size": 0}
        self.files[file["id"]] = file
        shown = file if kind in SENT_ON else None
        looks = with_marks((), caption)
        message = self.world.add(where, person, self.clock.now(), caption, thing=kind, file=shown, entities=looks)
        self.show(message)
        if self._sees(message):
            self.updates.put("message", {**self.as_json(message), **({"media_group_id": album} if album else {})})
        return message.id

    def tap(self, person: int, chat: int, message: int, data: str) -> str:
        """Somebody taps a button, which need not be there (any more); the number of the query."""
        query = self._ask(self.taps, TAP_LIFE, person, chat)
        found = self.world.find(chat, message)
        shown = self.as_json(found) if found else {"message_id": message, "date": 0, "chat": self._chat_json(chat)}
        who = self.world.people[person].user()
        self.updates.put("callback_query", {"id": query, "from": who, "message": shown, "chat_instance": str(chat), "data": data})
        return query

    def ask_inline(self, person: int, words: str) -> str:
        """Somebody types the bot's name and words in any chat; the number of the query."""
        query = self._ask(self.queries, INLINE_LIFE, person, 0)
        self.updates.put("inline_query", {"id": query, "from": self.world.people[person].user(), "query": words[:256], "offset": ""})
        return query

    def choose_inline(self, person: int, chat: int, query: str, result: str) -> int:
        """Somebody sends one of the results into a chat."""
        chosen = next(one for one in self.answered_queries[query].results if one["id"] == result)
        content = chosen["input_message_content"]
        message = self.world.add(chat, person, self.clock.now(), content["message_text"], entities=content.get("entities") or ())
        self.show(message)
        if chat == person or chat in self.world.groups:
            self.updates.put("message", {**self.as_json(message), "via_bot": self.bot})
        return message.id

    def block(self, person: int, blocked: bool = True) -> None:
        """Somebody blocks the bot, or lets it write again."""
        who = self.world.people[person]
        if who.blocked != blocked:
            who.blocked = blocked
            before, after = ("member", "kicked") if blocked else ("kicked", "member")
            self._member({"id": person, "type": "private", "first_name": who.name}, who.user(), before, after)
            self.tell({"type": "blocked", "person": person})

    def delete_account(self, person: int) -> None:
        """Somebody leaves Telegram."""
        self.world.people[person].deleted = True

    def add_bot(self, group: int, person: int, there: bool = True) -> None:
        """A member adds the bot to a group, or takes it out."""
        self.world.groups[group].has_bot = there
        before, after = ("left", "member") if there else ("member", "left")
        self._member(self.world.groups[group].chat(), self.world.people[person].user(), before, after)

    def migrate(self, number: int) -> int:
        """A group becomes a supergroup under another number."""
        old = self.world.groups[number]
        new = replace(old, id=number - 1_000_000, moved_to=None)
        self.world.groups[new.id], old.moved_to = new, new.id
        for group, said in ((old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})):
            content = {"message_id": 1, "date": int(self.clock.now().timestamp()), "chat": group.chat(), **said}
            self.updates.put("message", {**content, "from": _ANONYMOUS, "sender_chat": group.chat()})
        return new.id

    def junk(self, update: Any) -> None:
        """Anything at all among the updates."""
        number = update.get("update_id") if isinstance(update, dict) else None
        self.updates.put_raw(number if isinstance(number, int) else 0, "message", update)

    # --- as the Bot API tells it ---

    def as_json(self, message: Message) -> Json:
        """A message as the Bot API tells of it."""
        group = self.world.groups.get(message.chat)
        sender = self.bot if message.sender == 0 else self.world.people[message.sender].user()
        told: Json = {"message_id": message.id, "from": sender, "chat": self._chat_json(message.chat), "date": int(message.at.timestamp())}
        if message.text and not message.file:
            told |= {"text": message.text, "entities": list(message.entities)}
        if message.file:
            told |= _as_file(message.file)
        elif message.thing:
            told |= {message.thing: {"file_id": message.thing, "file_unique_id": message.thing}}
        if message.file and message.text:
            told |= {"caption": message.text, "caption_entities": list(message.entities)}
        if message.thread is not None and group and group.topics:
            told |= {"message_thread_id": message.thread, "is_topic_message": True}
        if message.buttons:
            told["reply_markup"] = {"inline_keyboard": [list(row) for row in message.buttons]}
        if message.reply_to is not None and (answered := self.world.find(message.chat, message.reply_to)):
            told["reply_to_message"] = {**self.as_json(replace(answered, reply_to=None))}
        return told

    def _chat_json(self, chat: int) -> Json:
        if group := self.world.groups.get(chat):
            return group.chat()
        person = self.world.people.get(chat)
        return {"id": chat, "type": "private", "first_name": person.name if person else ""}

    def _sees(self, message: Message) -> bool:
        """Whether the bot gets a message: in a group with privacy mode, commands to it and replies to it alone."""
        group = self.world.groups.get(message.chat)
        if group is None or self.sees_all:
            return True
        answered = self.world.find(message.chat, message.reply_to)
        command = re.match(r"/[A-Za-z0-9_]+(?:@(\w+))?", message.text)
        to_us = command and (command[1] or self.bot["username"]).lower() == self.bot["username"].lower()
        return group.has_bot and bool(to_us or (answered and answered.sender == 0))

    def _goes_to(self, person: int, chat: int | None) -> int:
        """The chat in which somebody says something; in private that starts the bot, and unblocks it."""
        who = self.world.people[person]
        if who.deleted:
            raise ValueError("this account is deleted")
        if chat is not None and chat != person:
            return chat
        self.block(person, False)
        who.started = True
        return person

    def _ask(self, waiting: dict[str, Asked], life: float, person: int, chat: int) -> str:
        now = self.clock.monotonic()
        while waiting and now - next(iter(waiting.values())).at > life:
            del waiting[next(iter(waiting))]
        self._asked += 1
        waiting[str(self._asked)] = Asked(str(self._asked), person, chat, now)
        return str(self._asked)

    def _member(self, chat: Json, who: Json, before: str, after: str) -> None:
        content = {"chat": chat, "from": who, "date": int(self.clock.now().timestamp())}
        was, now = ({"user": self.bot, "status": status} for status in (before, after))
        self.updates.put("my_chat_member", {**content, "old_chat_member": was, "new_chat_member": now})


def with_marks(entities: Sequence[Json], text: str) -> list[Json]:
    """The looks of a text with what Telegram marks by itself: commands, mentions, web addresses, where no look is yet."""
    found = list(entities)
    for match in _MARKED.finditer(text):
        start, length = units(text[: match.start()]), units(match[0])
        if not any(one["offset"] < start + length and start < one["offset"] + one["length"] for one in entities):
            found.append({"type": match.lastgroup, "offset": start, "length": length})
    return sorted(found, key=lambda one: (one["offset"], -one["length"]))


def _as_file(file: Mapping[str, Any]) -> Json:
    """A photo or a document."""
    known = {"file_id": file.get("id", "x"), "file_unique_id": file.get("id", "x")}
    if file.get("kind") == "photo":
        return {
            "photo": [{**known, "file_id": f"{known['file_id']}-small", "width": 90, "height": 60}, {**known, "width": 900, "height": 600}]
        }
    return {"document": {**known, "file_name": file["name"]}}


def _typed(text: str) -> str:
    """A text as the apps send it: no longer than one message, without half letters."""
    return text[:4096].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
