"""The page of `/remind`: everything, days, topics, sessions, each with a tick where it is followed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from workshop_bot import owed
from workshop_bot.delivery.rows import dotted, in_rows, paired, ticked
from workshop_bot.delivery.turn import Button, Reply, Turn
from workshop_bot.features.follows import names
from workshop_bot.features.follows.changing import OFF
from workshop_bot.knowledge.model import Session
from workshop_bot.programme.card import joined
from workshop_bot.programme.timeline import is_over
from workshop_bot.store import follows
from workshop_bot.texts import dates, zones
from workshop_bot.texts.typed import number

DAYS, OPTIONS = 5, 20
"""At most so many buttons: days in a row, topics or sessions on a page."""


def follow_page(turn: Turn, part: str, first: str = "") -> Reply:
    """What can be followed, as a message that is edited in place."""
    followed = follows.of(turn.connection, turn.chat.chat)
    coming = [one for one in turn.ready.names.sessions if not one.cancelled and not is_over(one, turn.voice.now)]
    kind, _, rest = part.partition(":")
    back = (Button(turn.say("programme.back"), "remind:"),)
    if not coming and not followed:
        return turn.show(turn.say("follows.none-left" if turn.ready.knowledge.sessions else "programme.empty"))
    if kind == "session":  # those of the first day to come
        kind, rest = "day", str(coming[0].day) if coming else ""
    if kind in ("topics", "topic"):
        return turn.show(turn.say("follows.which-topic"), (*_topics(turn, followed, number(rest)), back))
    day, _, start = rest.partition(":")
    if kind == "day" and (of_day := [session for session in coming if str(session.day) == day]):
        days = in_rows(
            [Button(dotted(dates.short(turn.language, one), str(one) == day), f"remind:day:{one}") for one in _coming_days(coming)], DAYS
        )
        head = turn.say("follows.which-session", day=turn.voice.day(of_day[0].day))
        whose = turn.say("time.zone", place=zones.called(turn.language, turn.chat.zone)) if turn.chat.zone else ""  # those on the buttons
        return turn.show(joined(head, whose), (*_of_day(turn, followed, of_day, number(start)), *days, back))
    listed = names.listed(turn, [target for target, on in followed.items() if on and _exists(turn, target)])
    state = turn.say("follows.now", names=listed) if listed else turn.say("follows.nothing")
    asked, lead = (turn.say("follows.choose"), f" {names.lead(turn)}") if coming else (turn.say("follows.none-left"), "")
    return turn.show(joined(first, asked, f"{state}{lead}"), tuple(_choices(turn, followed, coming)))


def _choices(turn: Turn, followed: Mapping[str, bool], coming: Sequence[Session]) -> Iterator[tuple[Button, ...]]:
    """Everything; else days, topics; single sessions; to stop it all."""
    days = _coming_days(coming)
    if coming:
        yield (_toggle("all", turn.say("follows.all"), bool(followed.get("all")), ""),)
    if not followed.get("all"):
        yield from in_rows(
            [_toggle(f"day:{day}", dates.short(turn.language, day), bool(followed.get(f"day:{day}")), "") for day in days], DAYS
        )
    if coming:
        topics = (Button(turn.say("follows.topics"), "remind:topics"),) if turn.ready.knowledge.topics and not followed.get("all") else ()
        yield (*topics, Button(turn.say("follows.sessions"), f"remind:day:{days[0]}"))
    if any(followed.values()):
        yield (Button(turn.say("follows.stop-all"), f"follow:{OFF}<remind"),)


def _topics(turn: Turn, followed: Mapping[str, bool], start: int) -> Iterator[tuple[Button, ...]]:
    """Topics, some at a time, two in a row where both are short."""
    topics = [f"topic:{topic.id}" for topic in turn.ready.knowledge.topics]
    part = f"topics:{start}" if start else "topics"
    shown = topics[start : start + OPTIONS]
    yield from paired([_toggle(target, names.called(turn, target), bool(followed.get(target)), part) for target in shown])
    if start + OPTIONS < len(topics):
        yield (Button(turn.say("programme.more"), f"remind:topics:{start + OPTIONS}"),)


def _of_day(turn: Turn, followed: Mapping[str, bool], sessions: Sequence[Session], start: int) -> Iterator[tuple[Button, ...]]:
    """The sessions of a day, some at a time, one a row, with the hour at which they begin."""
    day = f"day:{sessions[0].day}"
    for session in sessions[start : start + OPTIONS]:
        target = f"session:{session.id}"
        words = " · ".join(filter(None, (_begins(turn, session), names.called(turn, target))))
        yield (_toggle(target, words, owed.wants(followed, session), f"{day}:{start}" if start else day),)
    if start + OPTIONS < len(sessions):
        yield (Button(turn.say("programme.more"), f"remind:{day}:{start + OPTIONS}"),)


def _begins(turn: Turn, session: Session) -> str:
    """The hour at which a session begins, by the reader's own clocks, with the day where theirs is another; nothing for no hour."""
    if session.begins is None:
        return ""
    begins = session.begins.astimezone(turn.voice.own) if turn.voice.own else session.begins
    day = "" if begins.date() == session.day else f"{dates.short(turn.language, begins)} "
    return f"{day}{dates.hours(turn.language, begins)}"


def _toggle(target: str, words: str, on: bool, part: str) -> Button:
    page = f"remind:{part}".rstrip(":")
    return Button(ticked(words, on), f"follow:{'-' if on else ''}{target}<{page}")


def _coming_days(sessions: Sequence[Session]) -> list[date]:
    return list(dict.fromkeys(session.day for session in sessions))


def _exists(turn: Turn, target: str) -> bool:
    return target == "all" or target.startswith("day:") or target in turn.ready.knowledge.items
