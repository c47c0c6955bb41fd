"""What the bot does for people, and who does what: command or button → handler.

A feature is plain functions from a `Turn` to replies, and knows no other feature; where two meet, they meet here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.answers.again import language_to_speak
from workshop_bot.delivery.dialogue import expect, expected, talk
from workshop_bot.delivery.organisers import heard, role
from workshop_bot.delivery.privately import words_of
from workshop_bot.delivery.turn import Handler, Reply, Route, Routes, Tick, Turn, Worder
from workshop_bot.features import (
    agenda,
    announce,
    announced,
    announcing,
    answering,
    ask,
    awaited,
    changes,
    correcting,
    daily,
    follows,
    groups,
    inline,
    keeping,
    lost,
    moves,
    organisers,
    privacy,
    programme,
    questions,
    reload,
    reminders,
    settings,
    stats,
    summary,
    welcome,
)
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.matching.courtesy import core
from workshop_bot.programme.plea import plea
from workshop_bot.programme.wish import early
from workshop_bot.serving import Hooks
from workshop_bot.store import slots
from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import detect


def _start(turn: Turn) -> Sequence[Reply]:
    """`/start`, where a link may lead to something: it is shown at once; who is new is welcomed below it."""
    link = turn.argument
    name, _, kept = link.partition("_")
    if name in _LINKED:
        return _LINKED[name](replace(turn, argument=words_of(turn, kept)))
    if link in ("", "inline"):
        return [*welcome.start(turn), *(questions.begun(turn) if role(turn) else ())]
    shown = organisers.linked(turn, link, ORGANISERS) or ask.linked(turn, link) or programme.linked(turn, link)
    if not shown:
        return welcome.lost_link(turn)
    return [*shown, *(() if turn.chat.announcements else welcome.start(turn))]


def _arriving(turn: Turn) -> Sequence[Reply]:
    """`/start`, by whatever link: and what was announced before, as long as it counts."""
    return [*_start(turn), *announced.late(turn)]


def _help(turn: Turn) -> Sequence[Reply]:
    """`/help`: what `/start` says, and to an organiser what they can do."""
    return [*welcome.start(turn), *organisers.help_(turn, ORGANISERS)]


def _here(private: Handler, group: Handler) -> Handler:
    """One of two handlers, by where it is said."""
    return lambda turn: (private if turn.incoming.private else group)(turn)


def _anew(handler: Handler) -> Handler:
    """A handler for a button whose message stays: it answers with a new one."""
    return lambda turn: handler(replace(turn.anew, argument=""))


def _opened(turn: Turn) -> Sequence[Reply]:
    """A button for something whole, which answers with a new message."""
    return _anew(OPENED.get(turn.argument, programme.programme))(turn)


def _early(handler: Handler) -> Handler:
    """A handler of what `/remind` is given: how long before, where that is said, is chosen too, unless the rest is not understood."""

    def handle(turn: Turn) -> Sequence[Reply]:
        lengths, rest = early(turn.argument)
        if not lengths:
            return handler(turn)
        first, second = (*lengths, 0)[:2]
        lead = replace(turn, argument=f"lead {' '.join(map(str, lengths))}")
        if not rest:
            return settings.settings(lead)
        answer = handler(replace(turn, argument=rest, chat=replace(turn.chat, lead=first, second_lead=second)))
        if answer:
            settings.settings(lead)
        return answer

    return handle


def _follow(turn: Turn) -> Sequence[Reply]:
    """*Remind me* and *Stop reminding*: under another feature's page that is shown anew, so that it says what holds now.

    Such a page is named after `<`: `show[<BACK]`, or `pick:LANGUAGE`; what it is about is what is followed.
    """
    changes, _, page = turn.argument.partition("<")
    name, back = page[:4], page[4:]
    if name not in ("show", "pick"):
        return follows.tapped(turn)
    target = changes.removeprefix("-")
    turn = programme.as_spoken(turn) if name == "show" else ask.in_language(turn, back[1:])
    toast, *below = follows.changed(replace(turn, argument=changes))
    if name == "show":
        return [toast, *programme.show(replace(turn, argument=f"{target}{back}")), *below]
    return [toast, *ask.pick(replace(turn, argument=f"{turn.language}:{target}")), *below]


def _reach(turn: Turn) -> Sequence[Reply]:
    """*Ask the organisers*: through the bot, or where it knows none of them, how to reach them."""
    asked = ask.asked_before(turn)
    if not heard(turn.connection, turn.owners):
        return ask.reach(turn)
    handler = groups.apart(lambda here: questions.reach(here, asked.words, asked.message), "organisers")
    return handler(ask.in_language(turn, asked.language))


def _await(turn: Turn) -> Sequence[Reply]:
    """*Tell me when it is known*, on and off: the answer that it stands under is shown as it is now."""
    before = ask.asked_before(turn)
    toast = awaited.toggled(ask.in_language(turn, before.language), before.entry, before.message)
    return [*toast, *ask.again(turn)]


def _typed(turn: Turn) -> Sequence[Reply]:
    """Plain text: a reply to the copy of a question, the answer to what an open dialogue asked for, a number of a list, else a question."""
    answered = answering.replied(replace(turn, argument=turn.incoming.text))
    if answered is not None:
        expect(turn)
        return _taken(turn, answered)
    answer = _in_dialogue(turn, DIALOGUES)
    if answer is None:
        return answering.chosen(turn) or _by_name(turn) or _pleaded(turn) or _asked(turn)
    return _taken(turn, answer)


def _other(turn: Turn) -> Sequence[Reply]:
    """What is no text: a photo or a document for an announcement, by its caption or in the dialogue; else it is not read."""
    answer = announce.captioned(turn)
    if answer is None:
        answer = _in_dialogue(turn, TAKING_FILES)
    return ask.other(turn) if answer is None else _taken(turn, answer)


def _in_dialogue(turn: Turn, takers: Mapping[str, Callable[[Turn, str], Sequence[Reply] | None]]) -> Sequence[Reply] | None:
    """What an open dialogue makes of it; None where none is open, or it was no answer."""
    name, about = expected(turn)
    if name not in takers or turn.incoming.forwarded:
        return None
    expect(turn)
    return takers[name](turn, about) if name in ANYBODYS or role(turn) else None


def _asked(turn: Turn) -> Sequence[Reply]:
    """A question: about what was announced, else any."""
    return announced.asked(turn, turn.argument) or ask.ask(turn)


def _taken(turn: Turn, answer: Sequence[Reply]) -> Sequence[Reply]:
    """What a dialogue made of a message, which is no question then: no change of it is answered as one."""
    if message := turn.incoming.message:
        slots.fill(turn.connection, turn.incoming.chat, f"taken:{message}", message, turn.now)
    return answer


def _taking(handler: Handler) -> Handler:
    """A command that takes the words behind it as they are."""
    return lambda turn: _taken(turn, handler(turn))


def _edited(turn: Turn) -> Sequence[Reply]:
    """A question that was changed."""
    if slots.find(turn.connection, turn.incoming.chat, f"taken:{turn.incoming.message}"):
        return [turn.show(turn.say("ask.taken"))]
    return announced.asked(turn, turn.argument) or ask.edited(turn)


def _agreeing(handler: Handler) -> Handler:
    """A handler in which people may agree to announcements: whoever does gets what still counts."""
    return lambda turn: [*handler(turn), *announced.agreed(turn)]


def _by_name(turn: Turn) -> Sequence[Reply]:
    """What a command does, where the whole text is what it is called, or asks for just that: "settings", "what do you keep about me"."""
    text, catalogue, languages = (
        core(ask.without_mention(turn, turn.argument)),
        turn.ready.catalogue,
        turn.ready.knowledge.workshop.languages,
    )
    typed, private = words(text), turn.incoming.private
    if turn.incoming.forwarded or not 0 < len(typed) <= LONGEST_NAME:
        return ()
    if private and (language := language_to_speak(text, languages)):
        return ROUTES.commands["settings"].handler(replace(turn, argument=language))
    for name in NAMED if private else NAMED_IN_GROUPS:
        if typed in catalogue.names(languages, f"menu.say-{name}"):
            command, _, setting = name.partition("-")
            return ROUTES.commands[command].handler(replace(turn, argument=setting))
    return ()


def _pleaded(turn: Turn) -> Sequence[Reply]:
    """What is done where a text plainly asks to be reminded of something in the programme, or no more: the same as by `/remind`."""
    typed = ask.without_mention(turn, turn.argument)
    asked = None if turn.incoming.forwarded else plea(typed)
    if asked is None:
        return ()
    language = detect(typed, turn.ready.knowledge.workshop.languages) or turn.language
    handler = _early(follows.by_words) if asked else follows.remind
    return groups.apart(handler, "remind")(replace(turn, argument=asked, language=language))


def _cancel(turn: Turn) -> Sequence[Reply]:
    """`/cancel`: leaves the open dialogue, if there is one."""
    if talk(turn).dialogue:
        expect(turn)
        return [turn.show(turn.say("ask.left"))]
    return ask.cancel(turn)


NAMED = ("agenda", "settings", "settings-zone", "settings-quiet", "organisers", "privacy", "stop", "forget", "help")
"""The commands, and settings, that are understood by name too; of the others the name is a question."""
NAMED_IN_GROUPS = ("privacy", "forget")
"""There a person's other commands by name are questions about the workshop."""
LONGEST_NAME = 10
"""Words."""

OPENED: dict[str, Handler] = {
    "programme": programme.programme,
    "remind": groups.apart(_early(follows.remind), "remind"),
    "agenda": groups.apart(agenda.agenda, "agenda"),
}
"""What a button `open:NAME` shows."""

_LINKED = {
    "remind": _early(follows.remind),
    "agenda": agenda.agenda,
    "settings": settings.settings,
    "privacy": privacy.privacy,
    "stop": privacy.stop,
    "forget": privacy.forget,
    "organisers": questions.organisers,
}
"""What a group's button leads to in the private chat."""

ROUTES = Routes(
    commands={
        "start": Route(_here(_arriving, groups.help_)),
        "help": Route(_here(_help, groups.help_)),
        "ask": Route(_asked),
        "programme": Route(programme.programme),
        "now": Route(programme.now),
        "next": Route(programme.coming),
        "remind": Route(groups.apart(_early(follows.remind), "remind")),
        "agenda": Route(groups.apart(agenda.agenda, "agenda")),
        "settings": Route(_here(_agreeing(settings.settings), groups.settings)),
        "privacy": Route(groups.apart(privacy.privacy, "privacy")),
        "stop": Route(groups.apart(privacy.stop, "stop")),
        "forget": Route(groups.apart(privacy.forget, "forget")),
        "organisers": Route(groups.apart(_taking(questions.organisers), "organisers")),
        "announce": Route(_taking(announce.announce), organisers=True),
        "inbox": Route(answering.inbox, organisers=True),
        "move": Route(moves.move, organisers=True),
        "room": Route(moves.room, organisers=True),
        "cancel": Route(_cancel),
        "cancel_session": Route(moves.cancel_session, organisers=True),
        "undo": Route(moves.undo, organisers=True),
        "reload": Route(reload.reload, organisers=True),
        "stats": Route(stats.stats, organisers=True),
        "invite": Route(organisers.invite, organisers=True),
    },
    buttons={
        "see": Route(ask.see),
        "pick": Route(ask.pick),
        "not": Route(ask.mistaken),
        "reach": Route(_reach),
        "await": Route(groups.apart(_await, "")),
        "relay": Route(groups.apart(questions.tapped, "organisers")),
        "switch": Route(groups.apart(ask.switch, "settings")),
        "show": Route(programme.show),
        "open": Route(_opened),
        "follow": Route(groups.apart(_follow, "remind")),
        "remind": Route(groups.apart(follows.pages, "remind")),
        "hello": Route(groups.apart(welcome.again, "")),
        "news": Route(groups.apart(_agreeing(welcome.news), "")),
        "set": Route(groups.apart(_agreeing(settings.tapped), "settings")),
        "group": Route(groups.settings),
        "again": Route(groups.apart(reminders.again, "")),
        "stop": Route(groups.apart(reminders.stop, "")),
        "wake": Route(groups.apart(reminders.wake, "")),
        "privacy": Route(groups.apart(privacy.copy, "privacy")),
        "forget": Route(groups.apart(privacy.forgotten, "forget")),
        "bulletin": Route(announced.again),
        "announce": Route(announce.tapped, organisers=True),
        "correct": Route(correcting.tapped, organisers=True),
        "inbox": Route(answering.tapped, organisers=True),
        "keep": Route(keeping.tapped, organisers=True),
        "move": Route(moves.tapped, organisers=True),
        "reload": Route(reload.tapped, organisers=True),
        "stats": Route(stats.tapped, organisers=True),
        "rights": Route(organisers.tapped, organisers=True),
    },
    kinds={"text": _typed, "edited": _edited, "other": _other, "inline": inline.inline, "member": groups.joined},
    lost=lost.lost,
    apart=groups.apart(lost.lost, ""),
    parked=lost.parked,
)

DIALOGUES: dict[str, Callable[[Turn, str], Sequence[Reply] | None]] = {
    "settings": settings.answered,
    "organisers": questions.typed,
    "inbox": answering.typed,
    "keep": keeping.typed,
    "move": moves.typed,
    "announce": announce.typed,
    "correct": correcting.typed,
}
"""Who takes what is typed while a dialogue is open, kept as `NAME:ABOUT` in the conversation: given the turn and ABOUT.

It is closed before; who asks on opens it anew. None: this was no answer, but a question.
"""

ANYBODYS = ("settings", "organisers")
"""The dialogues that anybody may have; the others take nothing from who is no organiser (any more)."""

TAKING_FILES: dict[str, Callable[[Turn, str], Sequence[Reply] | None]] = {"announce": announce.typed, "correct": correcting.typed}
"""Who of these takes photos and documents, too."""

WORDERS: dict[str, Worder] = {
    "remind": reminders.word,
    "summary": summary.word,
    "tell": reload.word,
    changes.ACT: changes.word,
    "copy": questions.word_copy,
    "digest": questions.word_digest,
    keeping.ACT: keeping.word,
    "waits": questions.word_waits,
    awaited.ACT: awaited.word,
    "daily": daily.word,
    **announcing.WORDERS,
}
"""Kind of a message that waits → who finds its words."""

TICKS: tuple[Tick, ...] = (reminders.TICK, summary.TICK, changes.TICK, awaited.TICK, questions.TICK, announcing.TICK)
"""What becomes due by the clock for those who asked for it."""

ORGANISERS = tuple(name for name, route in ROUTES.commands.items() if route.organisers)
"""The commands of organisers."""


def ticks(owners: Iterable[int]) -> tuple[Tick, ...]:
    """All that becomes due by the clock, for a bot whose settings name these organisers."""
    return (*TICKS, daily.tick(frozenset(owners)))


def hooks(owners: Iterable[int]) -> Hooks:
    """What a change of the programme sets off, for a bot whose settings name these organisers."""
    return Hooks(frozenset(owners), _taken_over)


def _taken_over(connection: Connection, old: Knowledge, new: Knowledge, now: datetime, silent: frozenset[str]) -> None:
    """Another programme is in force: followers hear what changed, who waits for something that it is published now."""
    changes.taken_over(connection, old, new, now, silent)
    awaited.taken_over(connection, new, now)


MENU: dict[str, tuple[str, ...]] = {
    "private": ("programme", "now", "next", "remind", "agenda", "organisers", "settings", "privacy", "stop", "forget", "help"),
    "group": ("ask", "programme", "now", "next", "settings", "help"),
}
_BEGUN = tuple(name for name in ROUTES.commands if name in (*ORGANISERS, "cancel"))  # else who types /cancel is offered /cancel_session
MENU |= {role: (*organisers.of_role(role, _BEGUN), *MENU["private"]) for role in organisers.ROLES}
"""The commands in the menu, for people, groups and organisers; what each does stands under `menu.COMMAND` in the catalogue."""
