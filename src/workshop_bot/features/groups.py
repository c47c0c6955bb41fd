"""In groups: what works there is said, personal things are led to the private chat, administrators choose language and announcements."""

import re
from collections.abc import Sequence

from workshop_bot.delivery.privately import link
from workshop_bot.delivery.rows import ticked
from workshop_bot.delivery.turn import Button, Handler, Incoming, Keyboard, Reply, Say, Toast, Turn
from workshop_bot.store import chats, erase
from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import endonym, names, supported
from workshop_bot.texts.markup import as_typed, render

_SETTINGS = re.compile(r"/settings(?:@|\s|$)", re.IGNORECASE)
_HERE, _GONE = ("member", "administrator", "restricted"), ("left", "kicked")


def joined(turn: Turn) -> Sequence[Reply]:
    """The bot came into a group, and says hello in the language of who brought it; or it was sent away, and writes no more."""
    incoming, connection = turn.incoming, turn.connection
    if incoming.private:
        return ()
    if incoming.text in _GONE:
        erase.lose(connection, incoming.chat, incoming.text, turn.now)
    if incoming.text not in _HERE or not (turn.chat.gone or turn.chat.started == turn.now):
        return ()
    workshop = turn.ready.knowledge.workshop
    language = turn.chat.language or supported(incoming.language, workshop.languages) or turn.language
    chats.change(connection, incoming.chat, gone="", seen=language)
    name = as_typed(workshop.name.pick(language, workshop.default_language)[0])
    hello = turn.ready.catalogue.say(language, f"groups.hello{_mention(turn)}", workshop=name, bot=turn.bot)
    return [Say(incoming.chat, render(hello))]


def help_(turn: Turn) -> Sequence[Reply]:
    """`/help` and `/start` in a group."""
    return [turn.show(turn.say(f"groups.help{_mention(turn)}", bot=turn.bot), _privately(turn))]


def apart(private: Handler, start: str) -> Handler:
    """A handler of something personal: in a group it leads to the private chat, where `/start` followed by `start` does the same.

    With the words that were written in the group, where the same person goes there; see `delivery.privately`.
    """

    def handler(turn: Turn) -> Sequence[Reply]:
        incoming = turn.incoming
        if incoming.private:
            return private(turn)
        if incoming.kind == "tap":
            return [Toast(incoming.query, turn.say("groups.personal"), alert=True)]
        return [turn.show(turn.say("groups.personal"), _privately(turn, start, turn.argument))]

    return handler


def asks_rights(incoming: Incoming) -> bool:
    """Whether it must be looked up if an administrator of the group did this: its settings are spoken of."""
    if incoming.private or not incoming.person or incoming.forwarded:
        return False
    return (incoming.kind == "text" and _SETTINGS.match(incoming.text) is not None) or (
        incoming.kind == "tap" and incoming.text.startswith("group:")
    )


def settings(turn: Turn) -> Sequence[Reply]:
    """`/settings` of a group, with words (`/settings fr`) and by its buttons, `group:announcements:all`; for administrators alone."""
    incoming, workshop = turn.incoming, turn.ready.knowledge.workshop
    if not incoming.administrator:
        refused = turn.say("groups.refused")
        return [Toast(incoming.query, refused, alert=True)] if incoming.kind == "tap" else [turn.show(refused)]
    language, announcements = turn.language, turn.chat.announcements
    what, value = _chosen(turn)
    if what == "language" and value in workshop.languages:
        language = value
        chats.change(turn.connection, incoming.chat, language=language)
    if what == "announcements" and value in ("all", "none"):
        announcements = value
        chats.change(turn.connection, incoming.chat, announcements=announcements)

    def say(key: str, **values: str | int) -> str:
        return turn.ready.catalogue.say(language, key, **values)

    here = announcements == "all"
    text = f"{say('groups.settings', language=endonym(language))}\n{say('groups.announced' if here else 'groups.not-announced')}"
    languages = tuple(Button(ticked(endonym(one), one == language), f"group:language:{one}") for one in workshop.languages)
    places = (("groups.announce", "all", here), ("groups.announce-not", "none", not here))
    return [turn.show(text, (languages, tuple(Button(ticked(say(key), on), f"group:announcements:{one}") for key, one, on in places)))]


def _chosen(turn: Turn) -> tuple[str, str]:
    """What is set to which value, by a tap or by words; nothing where they name neither a language nor one of the buttons."""
    if turn.incoming.kind == "tap":
        what, _, value = turn.argument.partition(":")
        return what, value
    typed, languages = words(turn.argument), turn.ready.knowledge.workshop.languages
    if language := next((one for one in languages if typed in names(one, (*languages, "en"))), ""):
        return "language", language
    for key, value in (("groups.announce", "all"), ("groups.announce-not", "none")):
        if typed in turn.ready.catalogue.names(languages, key):
            return "announcements", value
    return "", ""


def _privately(turn: Turn, start: str = "", words: str = "") -> Keyboard:
    return ((Button(turn.say("groups.open"), url=link(turn, start, words)),),)


def _mention(turn: Turn) -> str:
    """Whether mentions reach the bot, as the end of a key."""
    return "-mention" if turn.sees_all else ""
