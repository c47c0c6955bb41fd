"""Changes of what people follow: kept until they have settled, told once, worded when they are sent, from the programme in force.

    taken_over ─> a notice a follower and session, with the session as they know it
       tick: settled 60 s, or at once when it is near
         ├─ quiet hours ───────────────> held until their end
         ├─ changed back, or over ─────> dropped
         └─ the rest ─> one message a chat ── worded, compared once more ──> heard; what waits of the same sessions goes

At most one message a chat waits in the outbox: what comes meanwhile waits as notices, so that nothing is told twice.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection

from workshop_bot import owed
from workshop_bot.answers import Ready
from workshop_bot.delivery.outbox import put_off_all
from workshop_bot.delivery.rows import in_rows
from workshop_bot.delivery.turn import Button, Keyboard, Occasion, Say, Tick
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme import diff, telling
from workshop_bot.programme.card import Voice, notes
from workshop_bot.programme.diff import Change
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.programme.telling import Reader
from workshop_bot.programme.timeline import is_over
from workshop_bot.store import conversations, follows, meta, notices, reminders
from workshop_bot.store.chats import Chat
from workshop_bot.store.notices import Notice
from workshop_bot.store.reminders import Planned
from workshop_bot.texts.markup import Rendered, render, together
from workshop_bot.texts.split import split
from workshop_bot.texts.zones import own

SETTLES, NEAR = timedelta(seconds=60), timedelta(minutes=30)
"""A change is told after so long; at once where the session begins so soon, or is on."""
CHATS = 500
"""So many at a time, so that answers go between."""
MOST, LENGTH, WHOLE = 10, 3_500, 4_000
"""So many sessions are told in one message, of so many units in all; the rest is counted. No message is longer than WHOLE."""
IN_A_ROW = 8
ACT = "change"
ROOMS = "rooms.renamed"
"""Where the store remembers which ids of rooms became which, for sessions that are known by the older."""


def taken_over(connection: Connection, old: Knowledge, new: Knowledge, now: datetime, silent: frozenset[str] = frozenset()) -> None:
    """A programme is in force in the place of another: keep what followers are to hear, not of the silent, and plan reminders anew."""
    _remember_rooms(connection, old, new)
    for change in diff.changes(old, new):
        if change.session in silent or change.is_past(now.astimezone(new.workshop.zone)):
            continue
        due = now if _is_near(change, now) else now + SETTLES
        before, after = (owed.targets(known.session) if known else () for known in (change.old, change.new))
        if change.old:
            notices.keep(connection, change.session, diff.to_json(change.old), before, due)
        if change.new and change.new.on and after != before:  # those who did not follow it as it was know nothing of it
            notices.keep(connection, change.session, "", after, due)
    _plan(connection, old, new, now)


def tell(connection: Connection, ready: Ready, now: datetime) -> int:
    """Put what is due into the outbox, one message a chat; how many notices were dealt with."""
    found, rooms = notices.due(connection, now, CHATS, ACT), _rooms(connection)
    known = {(row.session, row.told) for row in found}  # many know the same
    news = {one: any(_changes(dict([one]), ready.knowledge, rooms, now)) for one in known}
    over: list[Notice] = []
    going: dict[int, str] = {}
    for chat, rows in groupby(found, lambda row: row.chat):
        waiting = list(rows)
        if until := _quiet_until(waiting[0], ready.knowledge, now):
            notices.hold(connection, chat, until)
            continue
        over += waiting
        if any(news[row.session, row.told] for row in waiting):
            going[chat] = json.dumps({row.session: row.told for row in waiting})
    put_off_all(connection, ACT, going, now)
    notices.drop_all(connection, over)
    return len(found)


TICK = Tick("changes", 5, tell, notices.next_due)


def word(occasion: Occasion) -> Say | str:
    """The words of what a chat has not heard, or why there is nothing to hear."""
    connection, chat, knowledge, now = occasion.connection, occasion.chat, occasion.ready.knowledge, occasion.now
    told: dict[str, str] = json.loads(occasion.data)
    notices.drop(connection, chat.chat, list(told))  # of these it hears the newest now
    if until := _quiet_until(chat, knowledge, now):
        notices.put_back(connection, [Notice(chat.chat, session, known, until) for session, known in told.items()])
        return "it waits for the end of quiet hours"
    lead = timedelta(minutes=max(chat.lead, chat.second_lead))
    reader, followed = Reader(occasion.voice, chat.presence, lead), follows.of(connection, chat.chat)
    found = (_as_heard(change, reader, followed) for change in _changes(told, knowledge, _rooms(connection), now))
    heard = telling.in_telling_order(change for change in found if change.kinds)
    return _message(occasion, heard, reader, followed) if heard else "it was changed back, is over, or does not concern the reader"


def _message(occasion: Occasion, heard: Sequence[Change], reader: Reader, followed: Mapping[str, bool]) -> Say:
    voice, knowledge = reader.voice, occasion.ready.knowledge
    mine = [session for session in knowledge.sessions if owed.wants(followed, session)]
    single = len(heard) == 1
    blocks: list[Rendered] = []
    for number, change in enumerate(heard[:MOST], 1):
        made = telling.block(change, reader, mine)
        blocks.append(made if single else together(Rendered(f"{number}. ", ()), made))
        if len(blocks) > 1 and sum(block.units for block in blocks) > LENGTH:
            blocks.pop()
            break
    shown = heard[: len(blocks)]
    if not single:  # a number that is typed next means one of these
        named = tuple(f"session:{change.session}" for change in shown)
        conversations.remember(occasion.connection, occasion.chat.chat, occasion.chat.chat, listed=named, listed_at=occasion.now)
    parts = [*blocks]
    if not single:
        parts.insert(0, render(voice.say("change.many", count=len(heard))))
    if len(shown) < len(heard):
        parts.append(render(voice.say("remind.more", count=len(heard) - len(shown))))
    if said := notes(voice, [telling.now_or_then(change) for change in shown if telling.shows_hours(change)]):
        parts.append(render(said))
    text = together(Rendered("⚠️ ", ()), together(*parts, between="\n\n"))
    return Say(occasion.chat.chat, split(text, WHOLE)[0], _buttons(voice, shown, single))


def _buttons(voice: Voice, shown: Sequence[Change], single: bool) -> Keyboard:
    """The way to each session that is still there, and to the new calendar; of a single one that takes place, the end of its reminders."""
    calendar = Button(voice.say("agenda.open"), "open:agenda")
    if not single:
        numbered = [Button(str(number), f"show:session:{one.session}") for number, one in enumerate(shown, 1) if one.new]
        return (*in_rows(numbered, IN_A_ROW), (calendar,))
    (change,) = shown
    if change.new is None:
        return ((calendar,),)
    show = Button(voice.say("programme.open"), f"show:session:{change.session}")
    comes = change.new.on and not is_over(change.new.session, voice.now)
    return ((show, calendar), *(((Button(voice.say("remind.stop"), f"stop:{change.session}"),),) if comes else ()))


def _changes(told: Mapping[str, str], knowledge: Knowledge, rooms: Mapping[str, str], now: datetime) -> Iterator[Change]:
    """What became of sessions since they were as people know them, as far as it is not over."""
    zone = knowledge.workshop.zone
    for session, text in told.items():
        then = diff.from_json(text, zone) if text else None
        change = diff.between(session, then, diff.known(knowledge, session), rooms)
        if change.kinds and not change.is_past(now.astimezone(zone)):
            yield change


def _as_heard(change: Change, reader: Reader, followed: Mapping[str, bool]) -> Change:
    """The change with what of it a reader hears; nothing where they do not follow the session, as it was or as it is."""
    if not any(owed.wants(followed, known.session) for known in (change.old, change.new) if known):
        return replace(change, kinds=())
    if change.old is None and followed.get(f"session:{change.session}"):
        return replace(change, kinds=("back",))  # they followed it by itself when it was gone
    return replace(change, kinds=telling.heard(change, reader))


def _is_near(change: Change, now: datetime) -> bool:
    sessions = [known.session for known in (change.old, change.new) if known]
    return any(
        session.begins is not None and session.begins.astimezone(UTC) - NEAR <= now and not is_over(session, now) for session in sessions
    )


def _plan(connection: Connection, old: Knowledge, new: Knowledge, now: datetime) -> None:
    """Plan anew what changed; everything where the days or the zone of the workshop are others."""
    before, after = ((one.workshop.starts, one.workshop.ends, one.workshop.timezone) for one in (old, new))
    if before != after:
        owed.plan_anew(connection, new, now)
        return
    was = {session.id: _planned(session, old) for session in old.sessions}
    reminders.unplan(connection, was.keys() - {session.id for session in new.sessions})
    owed.plan(connection, new, now, [session for session in new.sessions if was.get(session.id) != _planned(session, new)])


def _planned(session: Session, programme: Knowledge) -> tuple[Planned, bool]:
    return owed.planned(session, programme.workshop.zone), session.cancelled


def _remember_rooms(connection: Connection, old: Knowledge, new: Knowledge) -> None:
    """Carry on which rooms only have another id; an id that is there again is its own."""
    known, made = _rooms(connection), diff.renamed(old, new)
    here = {room.id for room in new.workshop.rooms}
    carried = {was: made.get(now, now) for was, now in known.items()} | made
    kept = {was: now for was, now in carried.items() if was not in here}
    if kept != known:
        meta.put(connection, ROOMS, json.dumps(kept))


def _rooms(connection: Connection) -> dict[str, str]:
    kept: dict[str, str] = json.loads(meta.get(connection, ROOMS) or "{}")
    return kept


def _quiet_until(chat: Chat | Notice, knowledge: Knowledge, now: datetime) -> datetime | None:
    return quiet_until(chat.quiet, own(chat.zone, knowledge.workshop.zone), now)
