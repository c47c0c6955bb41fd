"""What organisers do to the programme from a phone: another time, another room, cancelled or held after all; and back again.

    /move · /room · /cancel_session [words] ─> which session? ─> what then? ─> preview ─> done ─> undo, for ten minutes · /undo

move:KIND:on:DAY lists, move:KIND:of:SESSION asks, move:KIND:to:SESSION:VALUE previews, move:KIND:tell|hush:SESSION:VALUE:VERSION does it,
move:undo:ACT takes it back. KIND is time, room or off; VALUE a start (20241202T1430, or the day alone), rooms (hall-a+hall-b), or 1 for
cancelled and 0; VERSION names the session as the preview showed it, so that of two organisers one acts and the other is told.
What is done is kept as overrides; the programme that serves follows within two seconds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from workshop_bot.delivery.dialogue import numbered
from workshop_bot.delivery.turn import Reply, Turn
from workshop_bot.features.moves.applying import carry_out, preview, take_back
from workshop_bot.features.moves.choosing import choices, day_list, session_list
from workshop_bot.features.moves.desk import Desk, desk_of, expect, today
from workshop_bot.knowledge.model import Session
from workshop_bot.matching import index
from workshop_bot.programme.moving import new_start, parted, wanted, written
from workshop_bot.programme.request import read
from workshop_bot.programme.said import hear
from workshop_bot.programme.timeline import in_order
from workshop_bot.programme.who import mentions, titled
from workshop_bot.store import overrides
from workshop_bot.texts.fold import words
from workshop_bot.texts.typed import day, number


def move(turn: Turn) -> Sequence[Reply]:
    """`/move`: another time for a session; the words after it may name both."""
    return _asked(desk_of(turn), "time", turn.argument)


def room(turn: Turn) -> Sequence[Reply]:
    """`/room`: another room for a session."""
    return _asked(desk_of(turn), "room", turn.argument)


def cancel_session(turn: Turn) -> Sequence[Reply]:
    """`/cancel_session`: a session does not take place, or does after all."""
    return _asked(desk_of(turn), "off", turn.argument)


def undo(turn: Turn) -> Sequence[Reply]:
    """`/undo`: takes back what this organiser did last."""
    return take_back(desk_of(turn), overrides.last(turn.connection, turn.incoming.person))


def typed(turn: Turn, about: str) -> Sequence[Reply] | None:
    """What is typed while a session, its time or its room is asked for; what is none of these may be a question (None)."""
    desk = desk_of(turn)
    kind, _, name = about.partition(":")
    session = desk.programme.session(name)
    if session is None:
        known = _numbered(desk, turn.argument) or _found(desk, turn.argument)
        return _asked(desk, kind, turn.argument) if known else None
    if value := _READ[kind](desk, session, turn.argument):
        return preview(desk, kind, session, value)
    expect(desk, about if any(letter.isdigit() for letter in turn.argument) else "")
    return [turn.show(turn.say(f"move.how-{kind}"))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of these messages; one that names what is no more lists the sessions of today."""
    desk = desk_of(turn)
    kind, _, rest = turn.argument.partition(":")
    step, _, rest = rest.partition(":")
    if kind == "undo":
        return take_back(desk, overrides.find(turn.connection, number(step)))
    if kind not in _READ:
        return day_list(desk, "time", today(desk))
    name, _, rest = rest.partition(":")
    value, _, seen = rest.partition(":")
    session = desk.programme.session(name)
    if step == "on" or session is None:
        return day_list(desk, kind, day(name) or today(desk))
    if step == "of":
        return choices(desk, kind, session)
    if wanted(session, kind, value, desk.programme.workshop) is None:
        return choices(desk, kind, session)
    if step in ("tell", "hush"):
        return carry_out(desk, kind, session, value, seen, step == "hush")
    return preview(desk, kind, session, value)


def _asked(desk: Desk, kind: str, text: str) -> Sequence[Reply]:
    """What the words after a command, or in a dialogue, ask for: a session, perhaps with its new time or room."""
    turn = desk.turn
    if not text:
        return day_list(desk, kind, today(desk))
    if session := _numbered(desk, text):
        return choices(desk, kind, session)
    named: Sequence[Session] = ()
    for first, rest in parted(text):
        sessions = _in_programme(desk, titled(first, desk.turn.ready.names))
        if len(sessions) == 1 and (value := _READ[kind](desk, sessions[0], rest)):
            return preview(desk, kind, sessions[0], value)
        named = sessions if len(sessions) == 1 else named
    found = _found(desk, text) or named
    if len(found) == 1:
        return choices(desk, kind, found[0])
    if found:
        return session_list(desk, kind, turn.say(f"move.which-{kind}"), found, dated=True)
    return day_list(desk, kind, today(desk), turn.say("move.not-found"))


def _numbered(desk: Desk, text: str) -> Session | None:
    """The session that a bare number means in the last list."""
    return desk.programme.session(numbered(desk.turn, text).removeprefix("session:"))


def _found(desk: Desk, text: str) -> Sequence[Session]:
    """The sessions that words speak of, by their title, else all understood as a question is."""
    ready = desk.turn.ready
    if named := titled(text, ready.names):
        return _in_programme(desk, named)
    asked = read(f"programme {text}", index.read(f"programme {text}", ready.index), desk.now, ready.knowledge, ready.names)
    if asked is None or asked.coverage < 1 or asked.reference == "programme:all":
        return ()
    return _in_programme(desk, asked.sessions or asked.nearest)


def _in_programme(desk: Desk, sessions: Iterable[Session]) -> Sequence[Session]:
    """These sessions as they are about to be."""
    return in_order(known for session in sessions if (known := desk.programme.session(session.id)))


def _time(desk: Desk, session: Session, text: str) -> str:
    start = new_start(text, session, desk.now, desk.programme.workshop)
    return written(start) if start else ""


def _rooms(desk: Desk, session: Session, text: str) -> str:
    named = {mention.reference for mention in mentions(hear(text, words(text)), desk.turn.ready.names)}
    return "+".join(room.id for room in desk.programme.workshop.rooms if f"room:{room.id}" in named)


_READ: Mapping[str, Callable[[Desk, Session, str], str]] = {"time": _time, "room": _rooms, "off": lambda desk, session, text: ""}
"""Kind of change → what is typed as a button's value; nothing where it is none."""
