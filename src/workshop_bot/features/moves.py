"""What organisers do to the programme from a phone: another time, another room, cancelled or held after all; and back again.

    /move · /room · /cancel_session [words] ─> which session? ─> what then? ─> preview ─> done ─> undo, for ten minutes · /undo

move:KIND:on:DAY lists, move:KIND:of:SESSION asks, move:KIND:to:SESSION:VALUE previews, move:KIND:tell|hush:SESSION:VALUE:VERSION does it,
move:undo:ACT takes it back. KIND is time, room or off; VALUE a start (20241202T1430, or the day alone), rooms (hall-a+hall-b), or 1 for
cancelled and 0; VERSION names the session as the preview showed it, so that of two organisers one acts and the other is told.
What is done is kept as overrides; the programme that serves follows within two seconds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workshop_bot.delivery.turn import Button, Keyboard, Reply, Turn
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.matching import index
from workshop_bot.owed import targets
from workshop_bot.programme.card import Voice, hours, joined, line
from workshop_bot.programme.moving import at_once, clashes, later, new_start, parted, titled, version, wanted, written
from workshop_bot.programme.overrides import FIELDS, in_force, said, undone
from workshop_bot.programme.request import read
from workshop_bot.programme.said import hear
from workshop_bot.programme.timeline import has_begun, in_order, is_over, nearest_day
from workshop_bot.programme.who import mentions
from workshop_bot.store import conversations, follows, organisers, overrides
from workshop_bot.store.overrides import Act, Override
from workshop_bot.texts import dates
from workshop_bot.texts.fold import words

UNDO = timedelta(minutes=10)
"""For so long an act can be undone."""
LISTED = timedelta(minutes=10)
"""For so long a bare number means the last list."""
SHIFTS = (-30, -15, 15, 30, 60)
"""Minutes by which a tap moves a session."""
NUMBERS, DAYS, NUMBERED = 8, 5, 64
"""Numbers in a row of buttons, days in a row, numbers at all."""


@dataclass(frozen=True)
class _Desk:
    """An organiser's turn with the programme as it is about to be: with what was done since the one in force was made."""

    turn: Turn
    folder: Knowledge
    programme: Knowledge

    @property
    def voice(self) -> Voice:
        return Voice(self.programme, self.turn.language, self.turn.ready.catalogue, self.now)

    @property
    def now(self) -> datetime:
        """The moment on the workshop's clock."""
        return self.turn.now.astimezone(self.programme.workshop.zone)

    def session(self, name: str) -> Session | None:
        found = self.programme.items.get(f"session:{name}")
        return found if isinstance(found, Session) else None


def move(turn: Turn) -> Sequence[Reply]:
    """`/move`: another time for a session; the words after it may name both."""
    return _asked(_desk(turn), "time", turn.argument)


def room(turn: Turn) -> Sequence[Reply]:
    """`/room`: another room for a session."""
    return _asked(_desk(turn), "room", turn.argument)


def cancel_session(turn: Turn) -> Sequence[Reply]:
    """`/cancel_session`: a session does not take place, or does after all."""
    return _asked(_desk(turn), "off", turn.argument)


def undo(turn: Turn) -> Sequence[Reply]:
    """`/undo`: takes back what this organiser did last."""
    return _undone(_desk(turn), overrides.last(turn.connection, turn.incoming.person))


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """What is typed while a session, its time or its room is asked for; what is none of these may be a question (None)."""
    person = turn.incoming.person
    if person not in turn.owners and organisers.find(turn.connection, person) is None:
        return None  # no organiser any more
    desk = _desk(turn)
    kind, _, name = about.partition(":")
    session = desk.session(name)
    if session is None:
        known = _numbered(desk, turn.argument) or _found(desk, turn.argument)
        return _asked(desk, kind, turn.argument) if known else None
    if value := _READ[kind](desk, session, turn.argument):
        return _preview(desk, kind, session, value)
    _open(desk, about if any(letter.isdigit() for letter in turn.argument) else "")
    return [turn.show(turn.say(f"move.how-{kind}"))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of these messages; one that names what is no more lists the sessions of today."""
    desk = _desk(turn)
    kind, _, rest = turn.argument.partition(":")
    step, _, rest = rest.partition(":")
    if kind == "undo":
        return _undone(desk, overrides.find(turn.connection, int(step)) if step.isdecimal() and len(step) < 16 else None)
    if kind not in _READ:
        return _listed(desk, "time", _today(desk))
    name, _, rest = rest.partition(":")
    value, _, seen = rest.partition(":")
    session = desk.session(name)
    if step == "on" or session is None:
        return _listed(desk, kind, _day(name) or _today(desk))
    if step == "of":
        return _of(desk, kind, session)
    if wanted(session, kind, value, desk.programme.workshop) is None:
        return _of(desk, kind, session)
    if step in ("tell", "hush"):
        return _done(desk, kind, session, value, seen, step == "hush")
    return _preview(desk, kind, session, value)


def _desk(turn: Turn) -> _Desk:
    folder = undone(turn.ready.knowledge, overrides.in_force(turn.connection))
    return _Desk(turn, folder, in_force(folder, overrides.all_(turn.connection))[0])


def _asked(desk: _Desk, kind: str, text: str) -> Sequence[Reply]:
    """What the words after a command, or in a dialogue, ask for: a session, perhaps with its new time or room."""
    turn = desk.turn
    if not text:
        return _listed(desk, kind, _today(desk))
    if session := _numbered(desk, text):
        return _of(desk, kind, session)
    for first, rest in parted(text):
        sessions = titled(first, desk.programme.sessions)
        if len(sessions) == 1 and (value := _READ[kind](desk, sessions[0], rest)):
            return _preview(desk, kind, sessions[0], value)
    found = _found(desk, text)
    if len(found) == 1:
        return _of(desk, kind, found[0])
    if found:
        return _list(desk, kind, turn.say(f"move.which-{kind}"), found, dated=True)
    return _listed(desk, kind, _today(desk), turn.say("move.not-found"))


def _numbered(desk: _Desk, text: str) -> Session | None:
    """The session that a bare number means in the last list."""
    turn = desk.turn
    talk = conversations.find(turn.connection, turn.incoming.chat, turn.partner)
    if not (text.isdecimal() and len(text) < 4 and talk.listed_at and turn.now - talk.listed_at <= LISTED):
        return None
    return desk.session(dict(enumerate(talk.listed, 1)).get(int(text), "").removeprefix("session:"))


def _found(desk: _Desk, text: str) -> Sequence[Session]:
    """The sessions that words speak of, by their title, else all understood as a question is."""
    if named := titled(text, desk.programme.sessions):
        return named
    ready = desk.turn.ready
    asked = read(f"programme {text}", index.read(f"programme {text}", ready.index), desk.now, ready.knowledge, ready.names)
    if asked is None or asked.coverage < 1 or asked.reference == "programme:all":
        return ()
    return in_order(known for session in asked.sessions or asked.nearest if (known := desk.session(session.id)))


def _listed(desk: _Desk, kind: str, day: date | None, first: str = "") -> Sequence[Reply]:
    sessions = in_order(session for session in desk.programme.sessions if session.day == day)
    if day is None:
        return [desk.turn.show(desk.turn.say("programme.empty"))]
    heading = f"{desk.turn.say(f'move.which-{kind}')}\n{desk.voice.day(day)}"
    return _list(desk, kind, joined(first, heading), sessions, dated=False)


def _list(desk: _Desk, kind: str, heading: str, sessions: Sequence[Session], dated: bool) -> Sequence[Reply]:
    """Sessions to choose from, by a tap, a number or words."""
    turn = desk.turn
    _open(desk, kind, tuple(f"session:{session.id}" for session in sessions))
    lines = [f"{number}. {line(desk.voice, session, dated, provisional=False)}" for number, session in enumerate(sessions, 1)]
    numbers = [Button(str(number), f"move:{kind}:of:{session.id}") for number, session in enumerate(sessions[:NUMBERED], 1)]
    days = [
        Button(dates.short(turn.language, day), f"move:{kind}:on:{day}")
        for day in sorted({session.day for session in desk.programme.sessions})
    ]
    return [turn.show(joined("\n".join([heading, *lines]), turn.say("move.tap")), (*_rows(numbers, NUMBERS), *_rows(days, DAYS)))]


def _of(desk: _Desk, kind: str, session: Session) -> Sequence[Reply]:
    """What shall become of a session: its time or room is asked for; whether it takes place has one other answer."""
    turn = desk.turn
    if kind == "off":
        return _preview(desk, kind, session, "0" if session.cancelled else "1")
    back = (Button(turn.say("programme.back"), f"move:{kind}:on:{session.day}"),)
    _open(desk, f"{kind}:{session.id}")
    shown = _shown(desk, session)
    if kind == "room":
        rooms = tuple(
            (Button(desk.voice.pick(room.name), f"move:room:to:{session.id}:{room.id}"),)
            for room in desk.programme.workshop.rooms
            if (room.id,) != session.room
        )
        return [turn.show(joined(shown, turn.say("move.where" if rooms else "move.no-rooms")), (*rooms, back))]
    shifts = tuple(
        Button(_length(desk, minutes), f"move:time:to:{session.id}:{written(later(session.begins, minutes))}")
        for minutes in (SHIFTS if session.begins else ())
        if session.begins
    )
    return [turn.show(joined(shown, turn.say("move.when")), (*_rows(shifts, 3), back))]


def _preview(desk: _Desk, kind: str, session: Session, value: str) -> Sequence[Reply]:
    """What would change, who would hear of it, and what does not go well with it."""
    turn = desk.turn
    back = Button(turn.say("programme.back"), f"move:{kind}:of:{session.id}" if kind != "off" else f"move:off:on:{session.day}")
    then = wanted(session, kind, value, desk.programme.workshop)
    if then is None or then == session:
        return [turn.show(joined(_shown(desk, session), turn.say("move.same")), ((back,),))]
    if kind != "off":
        _open(desk, f"{kind}:{session.id}")
    count = _hearers(desk, session, then)
    told = turn.say("move.told", count=count) if count else turn.say("move.nobody")
    warnings = list(_warnings(desk, session, then))
    when = f"{hours(desk.voice, session, day=True)} · " if kind != "time" else ""
    text = joined(
        f"**{desk.voice.pick(session.title)}**\n{when}{_said(desk, kind, session)} → **{_said(desk, kind, then)}**",
        told,
        "⚠️ " + "\n".join(warnings) if warnings else "",
    )
    act = f"{session.id}:{value}:{version(session)}"
    tell, hush = Button(turn.say("move.tell"), f"move:{kind}:tell:{act}"), Button(turn.say("move.hush"), f"move:{kind}:hush:{act}")
    apply = (tell, hush) if count else (replace(tell, words=turn.say("move.apply")),)  # who begins to follow it meanwhile hears of it
    return [turn.show(text, (apply, (back,)))]


def _warnings(desk: _Desk, session: Session, then: Session) -> Iterator[str]:
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
        who = name if isinstance(name, str) else voice.pick(name)
        yield say(key, name=who, title=voice.pick(other.title), hours=hours(voice, other, day=False))
    before = at_once(session, desk.programme.sessions) if not session.cancelled else ()
    fresh = [targets(other) for other in others if other not in before]
    if fresh and (count := follows.shared(desk.turn.connection, targets(then), fresh)):
        yield say("move.overlaps", count=count)


def _done(desk: _Desk, kind: str, session: Session, value: str, seen: str, silent: bool) -> Sequence[Reply]:
    """Keep a change, if the session still is what the preview showed."""
    turn = desk.turn
    then = wanted(session, kind, value, desk.programme.workshop)
    if then is None or then == session:  # by a second tap, or by another organiser
        act = overrides.find(turn.connection, overrides.newest(turn.connection, session.id))
        if act and act.person == turn.incoming.person and not act.undone and turn.now - act.made <= UNDO:
            return [_told(desk, session, act.id, 0 if act.silent else _hearers(desk, session, session))]
        return [turn.show(joined(_shown(desk, session), turn.say("move.same")))]
    if seen != version(session):
        again = Button(turn.say("move.again"), f"move:{kind}:of:{session.id}")
        return [turn.show(joined(turn.say("move.changed"), _shown(desk, session)), ((again,),))]
    folder = next(one for one in desk.folder.sessions if one.id == session.id)
    held = {row.field: row for row in overrides.all_(turn.connection) if row.session == session.id}
    rows = []
    for field in FIELDS:
        value, replaced = said(then, field), said(folder, field)
        if value != replaced:
            same = held[field] if field in held and held[field].value == value else None
            rows.append(same or Override(session.id, field, value, replaced, turn.incoming.person, turn.now))
    _open(desk, "")
    act_number = overrides.put(turn.connection, rows, turn.incoming.person, session.id, silent, turn.now)
    return [_told(desk, then, act_number, 0 if silent else _hearers(desk, session, then))]


def _told(desk: _Desk, session: Session, act: int, count: int) -> Reply:
    turn = desk.turn
    heard = turn.say("move.hear", count=count) if count else turn.say("move.silent")
    return turn.show(
        joined(f"{turn.say('move.done')}\n{_shown(desk, session)}", heard), ((Button(turn.say("ask.undo"), f"move:undo:{act}"),),)
    )


def _undone(desk: _Desk, act: Act | None) -> Sequence[Reply]:
    turn = desk.turn
    if act is None or act.person != turn.incoming.person or act.undone:
        return [turn.show(turn.say("move.undo-nothing"))]
    if turn.now - act.made > UNDO:
        return [turn.show(turn.say("move.undo-late"))]
    if overrides.newest(turn.connection, act.session) != act.id:
        return [turn.show(turn.say("move.undo-changed"))]
    overrides.undo(turn.connection, act, turn.incoming.person, turn.now)
    session = _desk(turn).session(act.session)
    return [turn.show("\n".join([turn.say("move.undone"), *([_shown(desk, session)] if session else [])]))]


def _time(desk: _Desk, session: Session, text: str) -> str:
    start = new_start(text, session, desk.now, desk.programme.workshop)
    return written(start) if start else ""


def _rooms(desk: _Desk, session: Session, text: str) -> str:
    named = {mention.reference for mention in mentions(hear(text, words(text)), desk.turn.ready.names)}
    return "+".join(room.id for room in desk.programme.workshop.rooms if f"room:{room.id}" in named)


_READ: Mapping[str, Callable[[_Desk, Session, str], str]] = {"time": _time, "room": _rooms, "off": lambda desk, session, text: ""}
"""Kind of change → what is typed as a button's value; nothing where it is none."""


def _hearers(desk: _Desk, session: Session, then: Session) -> int:
    """How many follow a session as it is or as it is to be; of what is over nobody hears."""
    if is_over(session, desk.now) and is_over(then, desk.now):
        return 0
    own = targets(session)[-1]
    either = dict.fromkeys((*targets(session), *targets(then)))
    return follows.count(desk.turn.connection, [*(target for target in either if target != own), own])


def _shown(desk: _Desk, session: Session) -> str:
    """A session with all that can be changed of it."""
    facts = [hours(desk.voice, session, day=True), _rooms_of(desk, session) if session.room else ""]
    state = f"_{desk.turn.say('session.cancelled')}_" if session.cancelled else ""
    return f"**{desk.voice.pick(session.title)}**\n{' · '.join(filter(None, [*facts, state]))}"


def _said(desk: _Desk, kind: str, session: Session) -> str:
    """What a session says in what is to be changed."""
    if kind == "time":
        return hours(desk.voice, session, day=True)
    if kind == "room":
        return _rooms_of(desk, session)
    return desk.turn.say("session.cancelled" if session.cancelled else "move.held")


def _rooms_of(desk: _Desk, session: Session) -> str:
    names = [desk.voice.pick(room.name) for room in desk.programme.workshop.rooms if room.id in session.room]
    return ", ".join(names) or desk.turn.say("move.no-room")


def _length(desk: _Desk, minutes: int) -> str:
    sign, length = "−" if minutes < 0 else "+", abs(minutes)
    key = "move.minutes" if length % 60 else "move.hours"
    return f"{sign}{desk.turn.say(key, count=length if length % 60 else length // 60)}"


def _open(desk: _Desk, about: str, listed: tuple[str, ...] | None = None) -> None:
    """What is typed next answers this; with nothing the dialogue is over."""
    turn = desk.turn
    spoken: dict[str, str | datetime | tuple[str, ...] | None] = {
        "dialogue": f"move:{about}" if about else "",
        "dialogue_at": turn.now if about else None,
    }
    if listed is not None:
        spoken |= {"listed": listed, "listed_at": turn.now}
    conversations.remember(turn.connection, turn.incoming.chat, turn.partner, **spoken)


def _rows(buttons: Sequence[Button], most: int) -> Keyboard:
    return tuple(tuple(buttons[start : start + most]) for start in range(0, len(buttons), most))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _today(desk: _Desk) -> date | None:
    """The day with sessions that is nearest."""
    return nearest_day(desk.programme.sessions, desk.now.date())
