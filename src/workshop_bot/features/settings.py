"""What a person has chosen, as one message that is edited in place: language, announcements.

/settings [language fr | announcements urgent]  ·  set:language:fr  ·  set:announcements:all
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshop_bot.delivery.turn import Button, Keyboard, Reply, Turn
from workshop_bot.store import chats
from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import endonym, name

ANNOUNCEMENTS = ("all", "urgent", "none")


def settings(turn: Turn) -> Sequence[Reply]:
    """`/settings`: what is chosen, or a change in words: `/settings language fr`, `/settings thông báo tin khẩn`."""
    typed = words(turn.argument)
    if not typed:
        return [_shown(turn)]
    for what, value, called in _choices(turn):
        if typed == called:
            return [_shown(_changed(turn, what, value))]
    return [turn.show(turn.say("settings.how"))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of that message: it changes one thing, and tapping the one before takes it back."""
    what, _, value = turn.argument.partition(":")
    known = {(one, choice) for one, choice, _ in _choices(turn)}
    return [_shown(_changed(turn, what, value) if (what, value) in known else turn)]


def _changed(turn: Turn, what: str, value: str) -> Turn:
    """The turn after a choice is kept, in the language chosen."""
    if what == "language":
        chats.change(turn.connection, turn.chat.chat, language=value, others=0)
        return replace(turn, language=value, chat=replace(turn.chat, language=value))
    chats.change(turn.connection, turn.chat.chat, announcements=value)
    return replace(turn, chat=replace(turn.chat, announcements=value))


def _shown(turn: Turn) -> Reply:
    kept = _announcements(turn)
    text = turn.say("settings.now", language=endonym(turn.language), announcements=turn.say(f"settings.told-{kept}"))
    languages = tuple(
        Button(_ticked(endonym(one), one == turn.language), f"set:language:{one}") for one in turn.ready.knowledge.workshop.languages
    )
    told = tuple(Button(_ticked(turn.say(f"settings.{one}"), one == kept), f"set:announcements:{one}") for one in ANNOUNCEMENTS)
    buttons: Keyboard = (languages, told) if len(languages) > 1 else (told,)
    return turn.show(text, buttons, "" if turn.incoming.kind == "tap" else "settings")


def _announcements(turn: Turn) -> str:
    """Whoever did not answer gets urgent ones."""
    return turn.chat.announcements if turn.chat.announcements in ANNOUNCEMENTS else "urgent"


def _choices(turn: Turn) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What can be chosen, its value, and the words that choose it, in any of the workshop's languages and in English."""
    languages = turn.ready.knowledge.workshop.languages
    say = turn.ready.catalogue.say
    for reader in dict.fromkeys((*languages, "en")):
        for language in languages:
            for called in (language, endonym(language), name(language, reader)):
                yield "language", language, words(f"{say(reader, 'settings.language')} {called}")
        for value in ANNOUNCEMENTS:
            for called in (value, say(reader, f"settings.{value}")):
                yield "announcements", value, words(f"{say(reader, 'settings.announcements')} {called}")


def _ticked(label: str, on: bool) -> str:
    return f"✓ {label}" if on else label
