"""A change of a session: seen before it is done, done once, undone for ten minutes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from workshop_bot.delivery.turn import Button, Reply
from workshop_bot.features.moves.desk import Desk, desk_of, expect, rooms_of, shown, zone
from workshop_bot.knowledge.model import Session
from workshop_bot.owed import targets
from workshop_bot.programme.card import hours, joined
from workshop_bot.programme.moving import at_once, clashes, version, wanted
from workshop_bot.programme.overrides import FIELDS, said
from workshop_bot.programme.timeline import has_begun, is_over
from workshop_bot.store import follows, overrides
from workshop_bot.store.overrides import Act, Override
from workshop_bot.texts.markup import as_typed

UNDO = timedelta(minutes=10)
"""For so long an act can be undone."""


def preview(desk: Desk, kind: str, session: Session, value: str) -> Sequence[Reply]:
    """What would change, who would hear of it, and what does not go well with it."""
    turn = desk.turn
    back = Button(turn.say("programme.back"), f"move:{kind}:of:{session.id}" if kind != "off" else f"move:off:on:{session.day}")
    then = wanted(session, kind, value, desk.programme.workshop)
    if then is None or then == session:
        return [turn.show(joined(shown(desk, session), turn.say("move.same"), zone(desk)), ((back,),))]
    if kind != "off":
        expect(desk, f"{kind}:{session.id}")
    count = _hearers(desk, session, then)
    told = turn.say("move.told", count=count) if count else turn.say("move.nobody")
    warnings = list(_warnings(desk, session, then))
    when = f"{hours(desk.voice, session, day=True)} · " if kind != "time" else ""
    text = joined(
        f"**{desk.voice.name(session.title)}**\n{when}{_said(desk, kind, session)} → **{_said(desk, kind, then)}**",
        told,
        "⚠️ " + "\n".join(warnings) if warnings else "",
        zone(desk),
    )
    act = f"{session.id}:{value}:{version(session)}"
    tell, hush = Button(turn.say("move.tell"), f"move:{kind}:tell:{act}"), Button(turn.say("move.hush"), f"move:{kind}:hush:{act}")
    apply = (tell, hush) if count else (replace(tell, words=turn.say("move.apply")),)  # who begins to follow it meanwhile hears of it
    return [turn.show(text, (apply, (back,)))]


def _warnings(desk: Desk, session: Session, then: Session) -> Iterator[str]:
    say, voice = desk.turn.say, desk.voice
    workshop = desk.programme.workshop
    if then.cancelled:
        return
    if then.starts != session.starts and has_begun(then, desk.now):
        yield say("move.past")
    if not workshop.starts <= then.day <= workshop.ends:
        yield say("move.outside")
    others = at_once(then, desk.programme.sessions)
    for reference, other in clashes(then, others):
        key, name = f"move.clash-{reference.partition(':')[0]}", desk.programme.items[reference].name  # type: ignore[union-attr]  # - a room or speaker
        who = as_typed(name) if isinstance(name, str) else voice.name(name)
        yield say(key, name=who, title=voice.name(other.title), hours=hours(voice, other, day=False))
    before = at_once(session, desk.programme.sessions) if not session.cancelled else ()
    fresh = [targets(other) for other in others if other not in before]
    if fresh and (count := follows.shared(desk.turn.connection, targets(then), fresh)):
        yield say("move.overlaps", count=count)


def carry_out(desk: Desk, kind: str, session: Session, value: str, seen: str, silent: bool) -> Sequence[Reply]:
    """Keep a change, if the session still is what the preview showed."""
    turn = desk.turn
    then = wanted(session, kind, value, desk.programme.workshop)
    if then is None or then == session:  # by a second tap, or by another organiser
        act = overrides.find(turn.connection, overrides.newest(turn.connection, session.id))
        if act and act.person == turn.incoming.person and not act.undone and turn.now - act.made <= UNDO:
            return [_told(desk, session, act.id, 0 if act.silent else _hearers(desk, session, session))]
        return [turn.show(joined(shown(desk, session), turn.say("move.same"), zone(desk)))]
    if seen != version(session):
        again = Button(turn.say("move.again"), f"move:{kind}:of:{session.id}")
        return [turn.show(joined(turn.say("move.changed"), shown(desk, session), zone(desk)), ((again,),))]
    folder = next(one for one in desk.folder.sessions if one.id == session.id)
    held = {row.field: row for row in overrides.all_(turn.connection) if row.session == session.id}
    rows = []
    for field in FIELDS:
        value, replaced = said(then, field), said(folder, field)
        if value != replaced:
            same = held[field] if field in held and held[field].value == value else None
            rows.append(same or Override(session.id, field, value, replaced, turn.incoming.person, turn.now))
    expect(desk, "")
    act_number = overrides.put(turn.connection, rows, turn.incoming.person, session.id, silent, turn.now)
    return [_told(desk, then, act_number, 0 if silent else _hearers(desk, session, then))]


def _told(desk: Desk, session: Session, act: int, count: int) -> Reply:
    turn = desk.turn
    heard = turn.say("move.hear", count=count) if count else turn.say("move.silent")
    undo = Button(turn.say("ask.undo"), f"move:undo:{act}")
    return turn.show(joined(f"{turn.say('move.done')}\n{shown(desk, session)}", heard, zone(desk)), ((undo,),))


def take_back(desk: Desk, act: Act | None) -> Sequence[Reply]:
    """Undo an act, if it is this organiser's, not older than UNDO, and the last of its session."""
    turn = desk.turn
    if act is None or act.person != turn.incoming.person or act.undone:
        return [turn.show(turn.say("move.undo-nothing"))]
    if turn.now - act.made > UNDO:
        return [turn.show(turn.say("move.undo-late"))]
    if overrides.newest(turn.connection, act.session) != act.id:
        return [turn.show(turn.say("move.undo-changed"))]
    overrides.undo(turn.connection, act, turn.incoming.person, turn.now)
    session = desk_of(turn).programme.session(act.session)
    again = joined(f"{turn.say('move.undone')}\n{shown(desk, session)}", zone(desk)) if session else turn.say("move.undone")
    return [turn.show(again)]


def _hearers(desk: Desk, session: Session, then: Session) -> int:
    """How many follow a session as it is or as it is to be; of what is over nobody hears."""
    if is_over(session, desk.now) and is_over(then, desk.now):
        return 0
    own = targets(session)[-1]
    either = dict.fromkeys((*targets(session), *targets(then)))
    return follows.count(desk.turn.connection, [*(target for target in either if target != own), own])


def _said(desk: Desk, kind: str, session: Session) -> str:
    """What a session says in what is to be changed."""
    if kind == "time":
        return hours(desk.voice, session, day=True)
    if kind == "room":
        return rooms_of(desk, session)
    return desk.turn.say("session.cancelled" if session.cancelled else "move.held")
