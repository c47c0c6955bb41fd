"""What the page is told of the small Telegram: people, chats, messages, the programme, the clock, as the browser wants them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.texts import dates
from workshop_bot.texts.languages import detect
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Group, Json, Message, Person

LANGUAGES = ("vi", "fr", "en")
"""The languages that the page itself speaks."""


def person(one: Person) -> Json:
    """Somebody in the list on the left."""
    role = "organiser" if one.organiser else "participant"
    return {"id": one.id, "name": one.name, "language": one.language, "role": role, "added": one.added}


def private_chat(double: Double, one: Person, zone: ZoneInfo) -> Json:
    """Somebody's chat with the bot."""
    shown = [message(double, said, zone) for said in double.messages(one.id)]
    commands = {str(one.id): menu(double, one, private=True)}
    return {"id": one.id, "kind": "private", "people": [one.id], "messages": shown, "commands": commands, "started": one.started}


def group_chat(double: Double, group: Group, zone: ZoneInfo) -> Json:
    """A group with its members; the page calls it in its own language."""
    shown = [message(double, said, zone) for said in double.messages(group.id)]
    commands = {str(number): menu(double, double.world.people[number], private=False) for number in group.members}
    return {"id": group.id, "kind": "group", "people": group.members, "messages": shown, "commands": commands, "started": True}


def message(double: Double, said: Message, zone: ZoneInfo) -> Json:
    """One message; a bot's says in which language it is, for those who have it read aloud."""
    file = said.file and {"name": said.file["name"], "size": said.file["size"], "kind": said.file.get("kind", "document")}
    if said.file and "data" in said.file:
        file = {**(file or {}), "url": f"/files/{said.chat}/{said.id}"}
    reader = double.world.people.get(said.chat)
    language = None if said.sender else detect(said.text, LANGUAGES) or (reader.language if reader else None)
    return {
        "id": said.id,
        "from": said.sender,
        "at": said.at.astimezone(zone).isoformat(timespec="seconds"),
        "text": said.text,
        "entities": list(said.entities),
        "buttons": [[_button(button) for button in row] for row in said.buttons],
        "reply_to": said.reply_to,
        "edited": said.edited,
        "file": file,
        "language": language,
    }


def menu(double: Double, one: Person, private: bool) -> Sequence[Json]:
    """The commands that somebody's app shows: those of their language, else of all others."""
    scopes = [("chat", one.id), ("all_private_chats", 0)] if private else [("all_group_chats", 0)]
    for scope, chat in [*scopes, ("default", 0)]:
        for language in (one.language, ""):
            if commands := double.commands.get((scope, chat, language)):
                return commands
    return []


def clock(now: datetime, zone: ZoneInfo, moving: bool) -> Json:
    """The clock on the right."""
    return {"now": now.astimezone(zone).isoformat(timespec="seconds"), "moving": moving, "zone": zone.key}


def programme(knowledge: Knowledge) -> Json:
    """What the workshop is called, and its days with their sessions, for the strip."""
    workshop = knowledge.workshop
    return {
        "days": [{"date": day.isoformat(), "sessions": _sessions(knowledge, day)} for day in knowledge.days],
        "name": _languages(workshop.name, workshop.default_language),
        "place": {language: dates.place(language, workshop.zone) for language in LANGUAGES},
    }


def _sessions(knowledge: Knowledge, day: date) -> list[Json]:
    held = sorted((one for one in knowledge.sessions if one.day == day), key=lambda one: (one.begins is None, str(one.starts)))
    return [_session(one, knowledge.workshop.default_language) for one in held]


def _session(one: Session, default: str) -> Json:
    def moment(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    told: dict[str, Any] = {
        "id": one.id,
        "title": _languages(one.title, default),
        "starts": moment(one.begins),
        "ends": moment(one.finishes),
    }
    return {**told, "provisional": one.provisional, "cancelled": one.cancelled}


def _languages(text: Text, default: str) -> dict[str, str]:
    return {language: text.pick(language, default)[0] for language in LANGUAGES}


def _button(button: Json) -> Json:
    told = {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url"), "style": button.get("style")}
    return {key: value for key, value in told.items() if value is not None}
