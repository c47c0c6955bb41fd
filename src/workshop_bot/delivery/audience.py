"""Whom an announcement is for: what an audience is called, and the buttons to choose one, each with how many would get it.

An audience is `all`, `room`, `online`, `language:fr`, `day:2024-12-02`, `topic:ID`, `session:ID` or `groups`; the choices stand on pages:
``, `day`, `topic[:FIRST]`, `session:DAY[:FIRST]`.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from workshop_bot import owed
from workshop_bot.answers import Ready
from workshop_bot.answers.wording import label
from workshop_bot.delivery.rows import dotted, in_rows
from workshop_bot.delivery.turn import Button, Keyboard, Turn, spoken
from workshop_bot.store import follows
from workshop_bot.store.chats import Chat
from workshop_bot.texts import dates
from workshop_bot.texts.languages import name
from workshop_bot.texts.markup import as_typed
from workshop_bot.texts.typed import day, number

PLAIN = ("all", "room", "online", "groups")
OPTIONS, IN_A_ROW = 20, 2
"""Topics or sessions on a page; languages in a row, so that a phone shows their names whole."""


def exists(turn: Turn, audience: str) -> bool:
    """Whether there is such an audience in this workshop."""
    kind, _, rest = audience.partition(":")
    workshop = turn.ready.knowledge.workshop
    if kind == "language":
        return rest in workshop.languages
    if kind == "day":
        return rest in {str(session.day) for session in turn.ready.knowledge.sessions}
    if kind in ("topic", "session"):
        return audience in turn.ready.knowledge.items
    return audience in ("all", "groups") or (audience in PLAIN and workshop.mode == "hybrid")


def includes(connection: Connection, ready: Ready, chat: Chat, audience: str) -> bool:
    """Whether a chat is of an audience, whatever it wants to hear."""
    kind, _, rest = audience.partition(":")
    if chat.private == (kind == "groups"):
        return False
    mode = ready.knowledge.workshop.mode
    if kind in ("room", "online"):
        return chat.presence in (kind, "both") or (not chat.presence and mode in (kind, "hybrid"))
    if kind == "language":
        return spoken(chat, ready) == rest
    if kind in ("day", "topic", "session"):
        followed = follows.of(connection, chat.chat)
        return any(owed.wants(followed, one) for one in ready.knowledge.sessions if audience in owed.targets(one))
    return True


def called(turn: Turn, audience: str) -> str:
    """What an audience is called within a sentence; one that is gone as it was written."""
    kind, _, rest = audience.partition(":")
    if kind == "language":
        return turn.say("announce.language", language=name(rest, turn.language))
    return turn.say("announce.followers", name=_name(turn, audience)) if rest else turn.say(f"announce.{kind}")


def named(turn: Turn, audience: str) -> str:
    """The same within markup."""
    return as_typed(called(turn, audience))


def choices(turn: Turn, part: str, count: Callable[[str], int], button: Callable[[str, str], Button]) -> Keyboard:
    """The buttons of a page; `button` makes one of its words and of the audience, or of the further page (`?topic`), that it leads to."""

    def counted(words: str, audience: str) -> Button:
        return button(turn.say("announce.counted", name=words, count=count(audience)), audience)

    kind, _, rest = part.partition(":")
    knowledge = turn.ready.knowledge
    days = list(dict.fromkeys(session.day for session in turn.ready.names.sessions))
    if kind == "day":
        return tuple((counted(dates.day(turn.language, one), f"day:{one}"),) for one in days)
    if kind == "topic":
        topics = [f"topic:{topic.id}" for topic in knowledge.topics]
        return tuple(_page(turn, topics, number(rest), "topic", counted, button))
    if kind == "session" and days:
        named, _, start = rest.partition(":")
        chosen = named if named in map(str, days) else str(days[0])
        sessions = [f"session:{one.id}" for one in turn.ready.names.sessions if str(one.day) == chosen]
        others = tuple(button(dotted(dates.short(turn.language, one), str(one) == chosen), f"?session:{one}") for one in days)
        return (*_page(turn, sessions, number(start), f"session:{chosen}", counted, button), others)
    return tuple(_first(turn, counted, button))


def _first(turn: Turn, counted: Callable[[str, str], Button], button: Callable[[str, str], Button]) -> Iterator[tuple[Button, ...]]:
    knowledge = turn.ready.knowledge
    yield (counted(turn.say("announce.all-button"), "all"),)
    if knowledge.workshop.mode == "hybrid":
        yield counted(turn.say("settings.room"), "room"), counted(turn.say("settings.online"), "online")
    languages = knowledge.workshop.languages
    if len(languages) > 1:
        spoken_ = [counted(name(language, turn.language).capitalize(), f"language:{language}") for language in languages]
        yield from in_rows(spoken_, IN_A_ROW)
    if knowledge.sessions:
        topics = (button(turn.say("announce.by-topic"), "?topic"),) if knowledge.topics else ()
        yield (button(turn.say("announce.by-day"), "?day"), *topics)
        yield (button(turn.say("announce.by-session"), "?session"),)
    yield (counted(turn.say("announce.groups-button"), "groups"),)


def _page(
    turn: Turn,
    audiences: list[str],
    start: int,
    part: str,
    counted: Callable[[str, str], Button],
    button: Callable[[str, str], Button],
) -> Iterator[tuple[Button, ...]]:
    for audience in audiences[start : start + OPTIONS]:
        yield (counted(_name(turn, audience), audience),)
    if start + OPTIONS < len(audiences):
        yield (button(turn.say("programme.more"), f"?{part}:{start + OPTIONS}"),)


def _name(turn: Turn, audience: str) -> str:
    kind, _, rest = audience.partition(":")
    if kind == "day" and (on := day(rest)):
        return dates.day(turn.language, on)
    return label(audience, turn.ready, turn.language) if audience in turn.ready.knowledge.items else audience
