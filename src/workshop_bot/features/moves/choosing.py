"""Which session, and what shall become of it: chosen from lists by a tap, a number or words."""

from collections.abc import Sequence
from datetime import date, timedelta

from workshop_bot.delivery.rows import in_rows
from workshop_bot.delivery.turn import Button, Reply
from workshop_bot.features.moves.applying import preview
from workshop_bot.features.moves.desk import Desk, expect, shown, zone
from workshop_bot.knowledge.model import Session
from workshop_bot.knowledge.moments import later
from workshop_bot.programme.card import joined, line
from workshop_bot.programme.moving import written
from workshop_bot.programme.timeline import in_order
from workshop_bot.texts import dates

SHIFTS = (-30, -15, 15, 30, 60)
"""Minutes by which a tap moves a session."""
NUMBERS, DAYS, NUMBERED = 8, 5, 64
"""Numbers in a row of buttons, days in a row, numbers at all."""


def day_list(desk: Desk, kind: str, day: date | None, first: str = "") -> Sequence[Reply]:
    """The sessions of a day to choose from."""
    sessions = in_order(session for session in desk.programme.sessions if session.day == day)
    if day is None:
        return [desk.turn.show(desk.turn.say("programme.empty"))]
    heading = f"{desk.turn.say(f'move.which-{kind}')}\n{desk.voice.day(day)}"
    return session_list(desk, kind, joined(first, heading), sessions, dated=False)


def session_list(desk: Desk, kind: str, heading: str, sessions: Sequence[Session], dated: bool) -> Sequence[Reply]:
    """Sessions to choose from, by a tap, a number or words."""
    turn = desk.turn
    expect(desk, kind, tuple(f"session:{session.id}" for session in sessions))
    lines = [f"{number}. {line(desk.voice, session, dated, provisional=False)}" for number, session in enumerate(sessions, 1)]
    numbers = [Button(str(number), f"move:{kind}:of:{session.id}") for number, session in enumerate(sessions[:NUMBERED], 1)]
    days = [
        Button(dates.short(turn.language, day), f"move:{kind}:on:{day}")
        for day in sorted({session.day for session in desk.programme.sessions})
    ]
    text = joined("\n".join([heading, *lines]), turn.say("move.tap"), zone(desk))
    return [turn.show(text, (*in_rows(numbers, NUMBERS), *in_rows(days, DAYS)))]


def choices(desk: Desk, kind: str, session: Session) -> Sequence[Reply]:
    """What shall become of a session: its time or room is asked for; whether it takes place has one other answer."""
    turn = desk.turn
    if kind == "off":
        return preview(desk, kind, session, "0" if session.cancelled else "1")
    back = (Button(turn.say("programme.back"), f"move:{kind}:on:{session.day}"),)
    expect(desk, f"{kind}:{session.id}")
    head = shown(desk, session)
    if kind == "room":
        rooms = tuple(
            (Button(desk.voice.pick(room.name), f"move:room:to:{session.id}:{room.id}"),)
            for room in desk.programme.workshop.rooms
            if (room.id,) != session.room
        )
        return [turn.show(joined(head, turn.say("move.where" if rooms else "move.no-rooms"), zone(desk)), (*rooms, back))]
    shifts = tuple(
        Button(_length(desk, minutes), f"move:time:to:{session.id}:{written(later(session.begins, timedelta(minutes=minutes)))}")
        for minutes in (SHIFTS if session.begins else ())
        if session.begins
    )
    return [turn.show(joined(head, turn.say("move.when"), zone(desk)), (*in_rows(shifts, 3), back))]


def _length(desk: Desk, minutes: int) -> str:
    sign, length = "−" if minutes < 0 else "+", abs(minutes)
    key = "move.minutes" if length % 60 else "move.hours"
    return f"{sign}{desk.turn.say(key, count=length if length % 60 else length // 60)}"
