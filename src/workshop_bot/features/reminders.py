"""Reminders of followed sessions: put into the outbox when they are due, worded when they are sent, from the programme in force.

    rows that are due, and of these chats what is due within five minutes
      ├─ over, cancelled ─> dropped
      ├─ quiet hours ─────> held until their end
      └─ the rest ────────> one message a chat ── worded ──> Again in 5 min · Stop for this session

again:SESSION[+SESSION…]  ·  stop:SESSION[:SESSION+SESSION…]  ·  wake: the same; after the second colon what the message is about
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection

from workshop_bot import owed
from workshop_bot.answers import Ready
from workshop_bot.delivery.outbox import put_off_all
from workshop_bot.delivery.turn import Button, Keyboard, Occasion, Reply, Say, Tick, Turn
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme import reminding
from workshop_bot.programme.card import Voice, joined, line, notes, with_moments
from workshop_bot.programme.quiet import held_until
from workshop_bot.programme.timeline import has_begun, in_order, is_over
from workshop_bot.store import follows, reminders
from workshop_bot.store.reminders import Due
from workshop_bot.texts import dates
from workshop_bot.texts.markup import Rendered, render
from workshop_bot.texts.zones import own

SOON = timedelta(minutes=5)
"""What is due so soon goes with the first; after so long "again" comes."""
SOME = 500
"""So many that are due are dealt with at a time, so that answers go between."""
STOPS = 3
"""With more sessions than that in one message, each is stopped from what one follows."""


def remind(connection: Connection, ready: Ready, now: datetime) -> int:
    """Put what is due into the outbox, one message a chat; how many reminders were dealt with."""
    reminders.revive(connection, now)
    found = reminders.due(connection, now, SOON, SOME)
    going: list[Due] = []
    over: list[Due] = []
    for row in found:
        session = ready.knowledge.session(row.session)
        if session is None or session.cancelled or is_over(session, now.astimezone(ready.knowledge.workshop.zone)):
            over.append(row)
        elif until := _held(row, session, ready.knowledge, now):
            reminders.hold(connection, [row], max(row.due, until))
        else:
            going.append(row)
    messages = groupby(going, lambda row: row.chat)
    kept = {chat: json.dumps([(row.session, row.lead, row.version) for row in rows]) for chat, rows in messages}
    put_off_all(connection, "remind", kept, now)
    reminders.done(connection, going)
    reminders.over(connection, over, now)
    return len(found)


TICK = Tick("remind", 5, remind, reminders.next_due)


def word(occasion: Occasion) -> Say | str:
    """The words of a reminder, or why it is of no use any more; what was not sent before quiet hours waits for their end."""
    knowledge, now, chat = occasion.ready.knowledge, occasion.now, occasion.chat
    voice, zone, followed = occasion.voice, knowledge.workshop.zone, follows.of(occasion.connection, chat.chat)
    kept: dict[str, Session] = {}
    why = ""
    for name, lead, version in json.loads(occasion.data):
        session, row = knowledge.session(name), Due(chat.chat, name, lead, version, now, chat.quiet, chat.zone)
        if session is None or not reminding.takes_place(session, voice):
            reminders.over(occasion.connection, [row], now)
            why = "it is over or does not take place"
        elif lead >= 0 and not owed.wants(followed, session):
            why = "it is not followed any more"
        elif lead >= 0 and version != owed.version(session, zone) and owed.due(session, lead, zone) > now:
            why = "it was moved, and is reminded of anew"
        elif until := _held(row, session, knowledge, now):
            reminders.hold(occasion.connection, [row], until)
            why = "it waits for the end of quiet hours"
        else:
            kept[name] = session
    if not kept:
        return why
    text, buttons = _message(occasion, in_order(kept.values()), followed)
    return Say(chat.chat, text, buttons)


def again(turn: Turn) -> Sequence[Reply]:
    """*Again in 5 min*: one more reminder of what the message is about, as far as it has not begun."""
    sessions, zone, at = _named(turn, turn.argument), turn.ready.knowledge.workshop.zone, turn.now + SOON
    followed = follows.of(turn.connection, turn.chat.chat)
    coming = [one for one in sessions if followed.get(f"session:{one.id}", True) and _may_come_again(one, turn.now)]
    for session in coming:
        reminders.again(turn.connection, turn.chat.chat, session.id, owed.version(session, zone), at)
    hour = dates.hours(turn.language, at.astimezone(own(turn.chat.zone, zone)))
    return _shown(turn, sessions, turn.say("remind.again-at", hour=hour) if coming else "")


def stop(turn: Turn) -> Sequence[Reply]:
    """*Stop for this session*: it is stopped though its day or topic is followed."""
    return _set(turn, stopped=True)


def wake(turn: Turn) -> Sequence[Reply]:
    """*Remind me again*: it is followed as if it had not been stopped."""
    return _set(turn, stopped=False)


def _set(turn: Turn, stopped: bool) -> Sequence[Reply]:
    name, _, others = turn.argument.partition(":")
    session = turn.ready.knowledge.session(name)
    if session:
        follows.follow(turn.connection, turn.chat.chat, f"session:{name}", turn.now, stopped)
        if stopped:
            reminders.unplan(turn.connection, [name], turn.chat.chat)
        else:
            owed.plan(turn.connection, turn.ready.knowledge, turn.now, [session], turn.chat.chat)
    return _shown(turn, _named(turn, others or name))


def _shown(turn: Turn, sessions: Sequence[Session], last: str = "") -> Sequence[Reply]:
    """The message of a reminder as it is now, in its place."""
    if not sessions:
        return [turn.show(turn.say("programme.not-found"))]
    text, buttons = _message(turn, sessions, follows.of(turn.connection, turn.chat.chat), last)
    return [turn.show(text, buttons)]


def _message(to: Turn | Occasion, sessions: Sequence[Session], followed: Mapping[str, bool], last: str = "") -> tuple[Rendered, Keyboard]:
    """Reminders of these, what is stopped or over by the way, and the buttons; `last` says that it comes again."""
    voice, chat = to.voice, to.chat
    stopped = [session for session in sessions if not followed.get(f"session:{session.id}", True)]
    live = [session for session in sessions if session not in stopped and reminding.takes_place(session, voice)]
    rest = [_rest(voice, session, session in stopped) for session in sessions if session not in live]
    said = f"⏰ {reminding.blocks(voice, live, chat.presence)}" if live else ""
    text = render(joined(said, "\n".join(rest), f"_{last}_" if last else "", notes(voice, live)))
    return with_moments(text, live, to.language), tuple(_buttons(voice, sessions, live, stopped, chat.presence, bool(last)))


def _rest(voice: Voice, session: Session, stopped: bool) -> str:
    if stopped:
        return voice.say("remind.stopped", title=f"**{voice.name(session.title)}**")
    return line(voice, session, day=False, provisional=False, brief=False)


def _buttons(
    voice: Voice, sessions: Sequence[Session], live: Sequence[Session], stopped: Sequence[Session], presence: str, asked: bool
) -> Iterator[tuple[Button, ...]]:
    """The way online first; *Again* unless it is asked for already; *Stop*, or its undoing."""
    single, names = len(sessions) == 1, "+".join(session.id for session in sessions)

    def words(key: str, session: Session) -> str:
        return voice.say(key) if single else voice.say(f"{key}-of", title=reminding.titled(voice, session))

    for session in live:
        if link := reminding.online(voice, session, presence):
            yield (Button(words("remind.join", session), url=link, style="primary"),)
    coming = any(_may_come_again(session, voice.now) for session in live)
    repeat = (Button(voice.say("remind.again"), f"again:{names}"),) if coming and not asked else ()
    ends = [
        Button(words(f"remind.{route}", session), f"{route}:{session.id}" if single else f"{route}:{session.id}:{names}")
        for session in sessions
        if session in live or session in stopped
        for route in ("wake" if session in stopped else "stop",)
    ]
    rows = [(*repeat, *ends)] if single else [repeat, *((end,) for end in ends if len(sessions) <= STOPS)]
    yield from filter(None, rows)


def _may_come_again(session: Session, now: datetime) -> bool:
    return session.begins is not None and not session.cancelled and not has_begun(session, now)


def _held(row: Due, session: Session, knowledge: Knowledge, now: datetime) -> datetime | None:
    """Until when quiet hours hold a reminder; what a tap asked for comes all the same."""
    zone = own(row.zone, knowledge.workshop.zone)
    return held_until(row.quiet, zone, now, session) if row.lead >= 0 else None


def _named(turn: Turn, names: str) -> Sequence[Session]:
    """The sessions of a button, those that are still in the programme, in their order."""
    found = (turn.ready.knowledge.session(name) for name in dict.fromkeys(names.split("+")))
    return in_order(filter(None, found))
