"""A programme laid out as the forms of frab and c3voc have it: conference days, each with its rooms, each with its events.

A conference day lasts from four in the morning until four on the next date, so that what begins at night is on the day before.
Each session is named for good by a UUID (version 5) of its and the workshop's id.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from workshop_bot.formats.frab import MARK
from workshop_bot.formats.programme import Note
from workshop_bot.knowledge.model import Kind, Knowledge, Session

_CHANGE = timedelta(hours=4)
_LONGEST = timedelta(hours=100)
"""Lengths are two digits of hours and two of minutes."""


@dataclass(frozen=True)
class Placed:
    """A session as the forms hold it, its texts in one language; `language` is empty where the title is the same in all."""

    guid: UUID
    number: int
    slug: str
    title: str
    language: str
    starts: datetime
    duration: str
    kind: Kind
    track: str
    about: str
    persons: tuple[tuple[int, UUID, str], ...]
    """Number, UUID and name."""
    join: str


@dataclass(frozen=True)
class ConferenceDay:
    """A conference day with its rooms by name, in the order of the workshop; the empty name holds what has no room."""

    index: int
    on: date
    begins: datetime
    ends: datetime
    rooms: tuple[tuple[str, tuple[Placed, ...]], ...]


def acronym(knowledge: Knowledge) -> str:
    """The workshop's id as both schemas take it."""
    return knowledge.workshop.id.replace("-", "_").ljust(4, "_")


def guid(knowledge: Knowledge, kind: str, name: str) -> UUID:
    """What a session, speaker or room of this workshop is called for good, everywhere."""
    return uuid5(uuid5(NAMESPACE_URL, knowledge.workshop.id), name if kind == "session" else f"{kind}:{name}")


def version(days: Sequence[ConferenceDay]) -> str:
    """Another one whenever anything in the days is."""
    return sha256(repr(days).encode()).hexdigest()[:12]


def left_out(knowledge: Knowledge) -> tuple[Note, ...]:
    """What these forms cannot hold, by session."""
    notes: list[Note] = []
    for session in knowledge.sessions:
        if session.cancelled or session.begins is None:
            notes.append(Note(session.id, "left out: it is cancelled" if session.cancelled else "left out: its hours are not known"))
            continue
        if len(session.room) > 1:
            notes.append(Note(session.id, "only the first of its rooms is told"))
        if len(session.topics) > 1:
            notes.append(Note(session.id, "only the first of its topics is told"))
        if session.finishes and _length(session) >= _LONGEST:
            notes.append(Note(session.id, "it lasts too long: its end is not told"))
    return tuple(notes)


def days(knowledge: Knowledge, language: str) -> tuple[ConferenceDay, ...]:
    """The days that have sessions, in order; the first of the workshop where none has."""
    workshop = knowledge.workshop
    held = [session for session in knowledge.sessions if session.begins and not session.cancelled]
    names = {room.id: room.name.pick(language, workshop.default_language)[0] for room in workshop.rooms} | {"": ""}
    topics = {topic.id: topic.name.pick(language, workshop.default_language)[0] for topic in knowledge.topics}
    people = {one.id: (number, guid(knowledge, "speaker", one.id), one.name) for number, one in enumerate(knowledge.speakers, 1)}
    numbers = _numbers([guid(knowledge, "session", session.id) for session in held])
    by_day: dict[date, dict[str, list[Placed]]] = {}
    for session in sorted(held, key=lambda session: (session.begins, session.id)):
        if session.begins:
            day = (session.begins.replace(tzinfo=None) - _CHANGE).date()
            room = names.get(session.room[0] if session.room else "", "")
            by_day.setdefault(day, {}).setdefault(room, []).append(
                _placed(session, session.begins, numbers, topics, people, knowledge, language)
            )
    order = list(dict.fromkeys(names.values()))
    return tuple(
        ConferenceDay(
            index,
            day,
            datetime.combine(day, time(), workshop.zone) + _CHANGE,
            datetime.combine(day, time(), workshop.zone) + _CHANGE + timedelta(hours=23, minutes=59),
            tuple((room, tuple(rooms[room])) for room in sorted(rooms, key=order.index)),
        )
        for index, (day, rooms) in enumerate(sorted(by_day.items() or [(workshop.starts, {})]), 1)
    )


def _placed(
    session: Session,
    begins: datetime,
    numbers: Mapping[UUID, int],
    topics: Mapping[str, str],
    people: Mapping[str, tuple[int, UUID, str]],
    knowledge: Knowledge,
    language: str,
) -> Placed:
    default = knowledge.workshop.default_language
    title, spoken = session.title.pick(language, default)
    about, in_which = session.summary.pick(spoken, default) if session.summary else ("", spoken)
    name = guid(knowledge, "session", session.id)
    minutes = int(_length(session).total_seconds()) // 60 if _length(session) < _LONGEST else 0
    return Placed(
        guid=name,
        number=numbers[name],
        slug=f"{acronym(knowledge)}-{session.id}{MARK}",
        title=title,
        language="" if session.title.everywhere else spoken,
        starts=begins,
        duration=f"{minutes // 60:02}:{minutes % 60:02}",
        kind=session.kind,
        track=topics.get(session.topics[0], "") if session.topics else "",
        about=about if in_which == spoken else "",
        persons=tuple(people[one] for one in session.speakers if one in people),
        join=session.join or "",
    )


def _length(session: Session) -> timedelta:
    begins, finishes = session.begins, session.finishes
    return finishes.astimezone(UTC) - begins.astimezone(UTC) if begins and finishes else timedelta()


def _numbers(names: Sequence[UUID]) -> dict[UUID, int]:
    """A number for each, as small as old readers want it, the same in every file unless two of a workshop would have it."""
    numbers: dict[UUID, int] = {}
    taken: set[int] = {0}
    for name in sorted(names):
        number = name.int >> 97
        while number in taken:
            number += 1
        taken.add(number)
        numbers[name] = number
    return numbers


def writable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
