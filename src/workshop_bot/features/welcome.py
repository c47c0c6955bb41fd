"""The first contact, and `/help`: what this is, what to type, in which language, and whether the organisers may write.

`hello:LANGUAGE` says the welcome in that language, in place; `hello:languages` shows the languages to choose from.
`news:all` and `news:urgent` answer whether the organisers may write.
"""

from collections.abc import Sequence
from dataclasses import replace

from workshop_bot.answers.examples import examples
from workshop_bot.delivery.rows import ticked
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Reply, Say, Turn
from workshop_bot.programme.card import joined
from workshop_bot.store import chats
from workshop_bot.texts import dates
from workshop_bot.texts.languages import endonym, name
from workshop_bot.texts.markup import render


def start(turn: Turn) -> Sequence[Reply]:
    """`/start` and `/help`: the welcome; at the first time with all languages, and the question whether the organisers may write."""
    if turn.chat.announcements:
        return [turn.show(_welcome(turn), _buttons(turn))]
    chats.change(turn.connection, turn.chat.chat, announcements="asked")
    consent = Say(turn.chat.chat, render(turn.say("welcome.consent")), _yes_or_no(turn, ""), "consent")
    return [turn.show(_welcome(turn), _buttons(turn, languages=True)), consent]


def lost_link(turn: Turn) -> Sequence[Reply]:
    """A deep link to what is not there: that is said, then the welcome."""
    return [turn.show(turn.say("welcome.lost-link")), *start(turn)]


def again(turn: Turn) -> Sequence[Reply]:
    """The welcome with all languages, in the one that was tapped; the question below it too, where it is still open."""
    if turn.argument not in turn.ready.knowledge.workshop.languages:
        return [turn.show(_welcome(turn), _buttons(turn, languages=True))]
    chats.change(turn.connection, turn.chat.chat, language=turn.argument, others=0)
    turn = replace(turn, language=turn.argument)
    welcome = turn.show(_welcome(turn), _buttons(turn, languages=True))
    consent = Edit(turn.chat.chat, render(turn.say("welcome.consent")), _yes_or_no(turn, ""), "consent")
    return [welcome, consent] if turn.chat.announcements == "asked" else [welcome]


def news(turn: Turn) -> Sequence[Reply]:
    """Whether the organisers may write; a tap on the other answer takes it back."""
    kept = turn.argument if turn.argument == "all" else "urgent"
    chats.change(turn.connection, turn.chat.chat, announcements=kept)
    return [turn.show(turn.say(f"welcome.news-{kept}"), _yes_or_no(turn, kept))]


def _welcome(turn: Turn) -> str:
    """What this is, when, where and in which languages; then what to type. After the end what can still be asked."""
    workshop = turn.ready.knowledge.workshop
    hello = turn.say(
        "welcome.over" if _over(turn) else "welcome.hello",
        workshop=turn.voice.name(workshop.name),
        dates=dates.span(turn.language, workshop.starts, workshop.ends),
        place=_place(turn),
        languages=_languages(turn),
    )
    return joined(hello, turn.say("welcome.type-or-tap" if _examples(turn) else "welcome.type"))


def _over(turn: Turn) -> bool:
    """Whether the workshop has ended."""
    workshop = turn.ready.knowledge.workshop
    return turn.now.astimezone(workshop.zone).date() > workshop.ends


def _place(turn: Turn) -> str:
    """Where it takes place, as far as that is known, and whether one can take part from afar."""
    workshop = turn.ready.knowledge.workshop
    venue = turn.voice.name(workshop.venue) or turn.say("welcome.in-person")
    return {
        "room": venue,
        "online": turn.say("welcome.online"),
        "hybrid": turn.say("welcome.and-online", place=venue),
    }[workshop.mode]


def _languages(turn: Turn) -> str:
    """The workshop's languages as the reader calls them, their own first."""
    own, *others = sorted(turn.ready.knowledge.workshop.languages, key=lambda language: language != turn.language)
    first, last = [name(language, turn.language) for language in (own, *others)], ""
    if others:
        last = first.pop()
    return turn.say("welcome.and", first=", ".join(first), last=last) if others else first[0]


def _examples(turn: Turn) -> Keyboard:
    return tuple((Button(words, f"see:{turn.language}:{entry}"),) for entry, words in examples(turn.ready, turn.language, turn.now))


def _buttons(turn: Turn, languages: bool = False) -> Keyboard:
    several = len(turn.ready.knowledge.workshop.languages) > 1
    row = [Button(turn.say("welcome.programme"), "open:programme")] if turn.ready.knowledge.sessions else []
    if row and not _over(turn):
        row.append(Button(turn.say("welcome.remind"), "open:remind"))
    if several and not languages:
        row.append(Button(turn.say("welcome.language"), "hello:languages"))
    all_languages = (_all_languages(turn),) if several and languages else ()
    return (*_examples(turn), *((tuple(row),) if row else ()), *all_languages)


def _all_languages(turn: Turn) -> tuple[Button, ...]:
    return tuple(
        Button(ticked(endonym(language), language == turn.language), f"hello:{language}")
        for language in turn.ready.knowledge.workshop.languages
    )


def _yes_or_no(turn: Turn, kept: str) -> Keyboard:
    yes, no = (
        Button(ticked(turn.say(key), value == kept), f"news:{value}") for key, value in (("welcome.yes", "all"), ("welcome.no", "urgent"))
    )
    return ((yes, no),)
