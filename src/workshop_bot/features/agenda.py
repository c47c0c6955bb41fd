"""The agenda: what a person follows, by day, with what overlaps, and as a calendar file."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from workshop_bot import owed
from workshop_bot.delivery.dialogue import listed
from workshop_bot.delivery.rows import in_rows
from workshop_bot.delivery.turn import Button, File, Reply, Turn
from workshop_bot.formats.calendar import calendar, fingerprint
from workshop_bot.knowledge.model import Session
from workshop_bot.programme.card import Voice, joined, line, notes, with_moments
from workshop_bot.programme.diff import Known, from_json, known, to_json
from workshop_bot.programme.overlaps import overlapping
from workshop_bot.programme.timeline import in_order, is_over
from workshop_bot.store import follows, revisions
from workshop_bot.texts.markup import render

NUMBERS, NUMBERED = 8, 64
"""Numbers in a row of buttons; sessions that get one; the numbers after it can be typed."""


def agenda(turn: Turn) -> Sequence[Reply]:
    """`/agenda`: what is followed and not over, and a calendar file of all of it; what to do where nothing is followed."""
    knowledge, followed = turn.ready.knowledge, follows.of(turn.connection, turn.chat.chat)
    mine = in_order(session for session in knowledge.sessions if owed.wants(followed, session))
    choose = (Button(turn.say("agenda.choose"), "open:remind"),)
    lost = _lost(turn, followed)
    if not mine:
        empty = turn.show(turn.say("agenda.empty"), (choose,) if knowledge.sessions else ())
        return [empty, *([_file(turn, lost)] if lost else [])]
    voice = turn.voice
    coming = [session for session in mine if not is_over(session, voice.now)]
    references = tuple(f"session:{session.id}" for session in coming)
    listed(turn, references)
    count = len([session for session in coming if not session.cancelled])
    first = turn.say("agenda.sessions", count=count) if coming else turn.say("agenda.over")
    text = joined(first, *_days(voice, coming), notes(voice, coming, brief=True))
    page = with_moments(render(text), coming, turn.language)
    buttons = (*in_rows(_numbers(turn, references), NUMBERS), choose)
    return [turn.show(page, buttons), _file(turn, in_order([*mine, *lost]))]


def _days(voice: Voice, sessions: Sequence[Session]) -> Iterator[str]:
    """A block a day: the sessions, numbered through all days, each with the numbers of those that are on at the same time."""
    numbers = {session.id: number for number, session in enumerate(sessions, 1)}
    beside, mixed = overlapping(sessions), len({session.provisional for session in sessions}) > 1
    for day, held in groupby(sessions, key=lambda session: session.day):
        lines = []
        for session in held:
            others = ", ".join(str(numbers[other.id]) for other in beside.get(session.id, ()))
            overlap = f" · _{voice.say('agenda.overlap', numbers=others)}_" if others else ""
            lines.append(f"{numbers[session.id]}. {line(voice, session, day=False, provisional=mixed)}{overlap}")
        name = voice.day(day)
        yield "\n".join([f"**{name[:1].upper()}{name[1:]}**", *lines])


def _numbers(turn: Turn, references: Sequence[str]) -> list[Button]:
    """A button for each session, whose card comes below the agenda."""
    return [Button(str(number), f"see:{turn.language}:{reference}") for number, reference in enumerate(references[:NUMBERED], 1)]


def _lost(turn: Turn, followed: Mapping[str, bool]) -> Sequence[Session]:
    """What is followed, stands in calendars and is in the programme no more: cancelled, to a calendar; not what was over when it went."""
    knowledge, voice = turn.ready.knowledge, turn.voice
    told = revisions.others(turn.connection, [session.id for session in knowledge.sessions])
    sessions = (from_json(one, knowledge.workshop.zone).session.model_copy(update={"cancelled": True}) for one in told)
    return [session for session in sessions if owed.wants(followed, session) and not is_over(session, voice.now)]


def _file(turn: Turn, sessions: Sequence[Session]) -> Reply:
    """The calendar file, what is over and what is cancelled too."""
    knowledge = turn.ready.knowledge
    given = {session.id: (fingerprint(session, knowledge), to_json(known(knowledge, session.id) or Known(session))) for session in sessions}
    counts = revisions.count(turn.connection, given)
    data = calendar(sessions, counts, knowledge, turn.language, turn.ready.catalogue, turn.now)
    return File(turn.incoming.chat, turn.say("agenda.file"), data, render(turn.say("agenda.about")))
