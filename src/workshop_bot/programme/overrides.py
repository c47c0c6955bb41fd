"""What organisers changed in the chat, laid over the folder: field by field, until the folder says something new of that field.

Values are JSON: a start or an end is a moment with its offset, a start without hours a date alone, a room the list of its ids.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from workshop_bot.knowledge.model import Knowledge, Session


class Change(Protocol):
    """One field of one session: its value in the place of the one that the folder had when it was changed."""

    @property
    def session(self) -> str:
        """The id of the session."""

    @property
    def field(self) -> str:
        """One of FIELDS."""

    @property
    def value(self) -> str:
        """What holds."""

    @property
    def replaced(self) -> str:
        """What the folder said."""


Held = TypeVar("Held", bound=Change)


def _moment(value: Any, zone: ZoneInfo) -> datetime | None:
    return datetime.fromisoformat(value).astimezone(zone) if value else None


def _start(value: Any, zone: ZoneInfo) -> date | None:
    return _moment(value, zone) if "T" in value else date.fromisoformat(value)


FIELDS: Mapping[str, Callable[[Any, ZoneInfo], Any]] = {
    "starts": _start,
    "ends": _moment,
    "room": lambda value, zone: tuple(value),
    "cancelled": lambda value, zone: value,
}
"""What can be changed in the chat, and how its value is read back."""


def said(session: Session, field: str) -> str:
    """What a session says in a field, as JSON."""
    value = getattr(session, field)
    return json.dumps(value.isoformat() if isinstance(value, date) else value)


def with_value(session: Session, field: str, value: str, zone: ZoneInfo) -> Session:
    """The session with another value in a field."""
    return session.model_copy(update={field: FIELDS[field](json.loads(value), zone)})


def in_force(folder: Knowledge, changes: Sequence[Held]) -> tuple[Knowledge, tuple[Held, ...]]:
    """The folder with the changes laid over it, and the changes that are lost.

    Lost is what is said of a session that is gone or of a field of which the folder now says something else, a room that is gone, and
    a time of which the folder changed one end so that the two do not fit any more.
    """
    sessions, lost = {session.id: session for session in folder.sessions}, []
    rooms = {room.id for room in folder.workshop.rooms}
    held: dict[str, list[Held]] = {}
    for change in changes:
        session = sessions.get(change.session)
        known = change.field != "room" or rooms.issuperset(json.loads(change.value))
        if session and known and said(session, change.field) == change.replaced:
            held.setdefault(session.id, []).append(change)
        else:
            lost.append(change)
    for name, own in held.items():
        whole = _changed(sessions[name], own, folder.workshop.zone)
        if not _ends_after_it_begins(whole):
            lost += [change for change in own if change.field in ("starts", "ends")]
            own = [change for change in own if change.field not in ("starts", "ends")]
            whole = _changed(sessions[name], own, folder.workshop.zone)
        sessions[name] = whole
    return (replace(folder, sessions=tuple(sessions.values())) if held else folder), tuple(lost)


def undone(programme: Knowledge, changes: Iterable[Change]) -> Knowledge:
    """The folder again, from the programme that these changes are laid over."""
    sessions = {session.id: session for session in programme.sessions}
    for change in changes:
        if session := sessions.get(change.session):
            sessions[session.id] = with_value(session, change.field, change.replaced, programme.workshop.zone)
    return replace(programme, sessions=tuple(sessions.values()))


def _changed(session: Session, changes: Iterable[Change], zone: ZoneInfo) -> Session:
    for change in changes:
        session = with_value(session, change.field, change.value, zone)
    return session


def _ends_after_it_begins(session: Session) -> bool:
    if session.ends is None:
        return True
    if session.begins is None:
        return session.day <= session.ends.date()
    return session.begins.astimezone(UTC) <= session.ends.astimezone(UTC)
