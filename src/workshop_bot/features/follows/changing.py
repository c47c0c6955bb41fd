"""Following, and following no more: the rows, the reminders that hang on them, and what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workshop_bot import owed
from workshop_bot.delivery.offer import ahead, moments
from workshop_bot.delivery.turn import Turn
from workshop_bot.features.follows import names
from workshop_bot.knowledge.model import Session
from workshop_bot.programme.card import distance
from workshop_bot.programme.overlaps import overlapping
from workshop_bot.programme.timeline import is_over
from workshop_bot.store import follows, reminders
from workshop_bot.texts import dates

OFF = "off"
"""The change that stops all that is followed."""


@dataclass(frozen=True)
class Outcome:
    """What a change did: its first line, what must be known beside, and the changes that take it back, none where nothing changed."""

    first: str
    notes: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()


def apply(turn: Turn, changes: Sequence[str], spoken: int | None = None) -> Outcome:
    """Follow, and follow no more; then say it of the first `spoken` changes, or of all."""
    connection, chat, knowledge = turn.connection, turn.chat.chat, turn.ready.knowledge
    before = follows.of(connection, chat)
    why = {change: _impossible(turn, change) for change in changes}
    refusals, allowed = list(filter(None, why.values())), [change for change in changes if not why[change]]
    for change in allowed:
        _set(turn, change)
    after = follows.of(connection, chat)
    differ = [target for target in {**before, **after} if before.get(target) != after.get(target)]
    concerned = [session for session in knowledge.sessions if not set(differ).isdisjoint(owed.targets(session))]
    owed.plan(connection, knowledge, turn.now, concerned, chat)
    reminders.unplan(connection, [one.id for one in concerned if not owed.wants(after, one)], chat)  # what was asked for again goes too
    differ.sort(key=lambda target: target.startswith("session:"))  # what is wider first: whether a session is stopped rests on it
    undo = tuple(target if before.get(target) or after.get(target) is False else f"-{target}" for target in differ)
    if not allowed:
        return Outcome(refusals[0] if refusals else turn.say("follows.gone"), tuple(refusals[1 : names.NAMED]))
    first, notes = _told(turn, allowed[:spoken], bool(differ), any(before.values()), after)
    new = {session.id for session in concerned if owed.wants(after, session) and not owed.wants(before, session)}
    return Outcome(first, (*notes, *_clashes(turn, after, new), *refusals[: names.NAMED]), undo)


def refuse(turn: Turn, found: Sequence[str]) -> Outcome:
    """No reminder of any of it any more, by whatever it is followed."""
    if found == ("all",):
        return apply(turn, [OFF])
    sessions = [f"-session:{one.id}" for target in found if not target.startswith("session:") for one in ahead(turn, target)]
    return apply(turn, [*(f"-{target}" for target in found), *sessions], len(found))


def _set(turn: Turn, change: str) -> None:
    """Change one row; a session of something that is followed is stopped alone."""
    connection, chat, target = turn.connection, turn.chat.chat, change.removeprefix("-")
    session = turn.ready.knowledge.items.get(target)
    if change == OFF:
        follows.drop(connection, chat)
    elif not isinstance(session, Session):
        follows.follow(connection, chat, target, turn.now) if change == target else follows.drop(connection, chat, [target])
    elif change == target:
        if not owed.wants(follows.of(connection, chat), session):
            follows.follow(connection, chat, target, turn.now)
    else:
        follows.drop(connection, chat, [target])
        if owed.wants(follows.of(connection, chat), session):
            follows.follow(connection, chat, target, turn.now, stopped=True)


def _impossible(turn: Turn, change: str) -> str:
    """Why something cannot be followed; nothing where it can, and where it is followed no more."""
    if change.startswith("-") or change == OFF:
        return ""
    kind, _, name = change.partition(":")
    item = turn.ready.knowledge.items.get(change)
    named = names.named(turn, change)
    begins = f"{named[:1].upper()}{named[1:]}"
    if isinstance(item, Session):
        over = "cancelled" if item.cancelled else "over" if is_over(item, turn.voice.now) else ""
        return turn.say(f"follows.{over}", name=begins) if over else ""
    days = turn.ready.knowledge.days
    if change != "all" and not (kind == "topic" and item) and not (kind == "day" and name in map(str, days)):
        return turn.say("follows.gone")
    last = date.fromisoformat(name) if kind == "day" else days[-1]
    return turn.say("follows.over", name=begins) if (last, bool(ahead(turn, change))) < (turn.voice.now.date(), True) else ""


def _told(turn: Turn, changes: Sequence[str], differ: bool, had: bool, after: Mapping[str, bool]) -> tuple[str, tuple[str, ...]]:
    """What was done: its first line, and what belongs to it."""
    more, less = ([one for one in changes if one.startswith("-") is sign] for sign in (False, True))
    if changes == [OFF]:
        return turn.say("follows.off" if had else "follows.nothing"), ()
    if len(more) == 1 and not less:
        return _followed(turn, more[0], after)
    gone = turn.say("follows.stopped" if differ else "follows.was-not", names=names.listed(turn, [one[1:] for one in less])) if less else ""
    come = turn.say("follows.will", names=names.listed(turn, more)) if more else ""
    sessions = [item for target in more if isinstance(item := turn.ready.knowledge.items.get(target), Session)]
    return " ".join(filter(None, (come, come and names.lead(turn), gone))), _late(turn, sessions)


def _followed(turn: Turn, target: str, after: Mapping[str, bool]) -> tuple[str, tuple[str, ...]]:
    """What is said of one thing that is followed now."""
    item = turn.ready.knowledge.items.get(target)
    if isinstance(item, Session):
        return _when(turn, item), () if moments(turn, item) else (turn.say("follows.told"),)
    sessions = ahead(turn, target)
    wanted = [session for session in sessions if owed.wants(after, session)]
    left_out = turn.say("follows.left-out", count=len(sessions) - len(wanted)) if len(sessions) > len(wanted) else ""
    first = turn.say("follows.will-all", names=names.listed(turn, [target]), count=len(wanted))
    return f"{first} {names.lead(turn)}", tuple(filter(None, (left_out, *_late(turn, wanted))))


def _late(turn: Turn, sessions: Sequence[Session]) -> tuple[str, ...]:
    """Those that come too soon for a reminder, and how soon."""
    return tuple(_when(turn, session) for session in sessions if not moments(turn, session))[: names.NAMED]


def _when(turn: Turn, session: Session) -> str:
    """When one is reminded of a session; where it is too late for that, how long is left."""
    voice, name = turn.voice, f"**{names.named(turn, f'session:{session.id}')}**"
    due = moments(turn, session)
    if not due:
        return turn.say("follows.late", name=name, left=distance(voice, session))
    when = dates.day_and_hours(turn.language, due[0], year=voice.is_far(due[0].date()))
    if len(due) > 1:
        when = turn.say("welcome.and", first=when, last=dates.hours(turn.language, due[1]))
    return turn.say("follows.when", name=name, when=when)


def _clashes(turn: Turn, after: Mapping[str, bool], new: set[str]) -> tuple[str, ...]:
    """That what is followed now is on at the same time as something else that is followed."""
    now = turn.voice.now
    wanted = [one for one in turn.ready.names.sessions if owed.wants(after, one) and not is_over(one, now)]
    found = overlapping(wanted)
    pairs = {frozenset((name, other.id)) for name in new for other in found.get(name, ())}
    clashing = [session for session in wanted if any(session.id in pair for pair in pairs)]
    if len(pairs) > 1:
        return (turn.say("follows.clashes", count=len(clashing)),)
    called = [names.named(turn, f"session:{session.id}") for session in clashing]
    return (turn.say("follows.clash", first=called[0], second=called[1]),) if pairs else ()
