"""What a programme of another's file would change in a folder: sessions go by their ids, people, topics and rooms by their names.

What the file does not hold stays as the curator wrote it: other languages, links, kinds, topics that the file never names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from workshop_bot.formats.matched import Names, matched
from workshop_bot.formats.programme import Item, Programme
from workshop_bot.formats.told import Told, finish, later, text, told
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session, Speaker
from workshop_bot.knowledge.style import Written

Kind = Literal["new", "moved", "room", "renamed", "speakers", "topics", "summary", "kind", "link", "back", "cancelled", "gone"]
_OF_FIELD: Mapping[str, Kind] = {
    "title": "renamed",
    "summary": "summary",
    "starts": "moved",
    "ends": "moved",
    "minutes": "moved",
    "room": "room",
    "speakers": "speakers",
    "topics": "topics",
    "kind": "kind",
    "join": "link",
}
_ONE_EACH = ("frab-xml", "frab-json", "pretalx-json")
"""Forms in which a session has one room and one topic."""
_MOST_OF_A_ROOM = 3
"""From so many sessions on, a room under whose name none is left and that most left for one new name is the same room."""


@dataclass(frozen=True)
class Change:
    """One thing that becomes of a session, and how it was and will be said; `old` is empty where there was nothing."""

    kind: Kind
    session: str
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class Fitting:
    """What would be written: entries that are new, fields of those that are there (None: out), entries that go; and what that means.

    `foreign`: the folder has sessions, and the file none of them, so it may be another event's. `renamed` are rooms, old name → new.
    """

    changes: tuple[Change, ...]
    sessions: tuple[Written, ...]
    fields: Mapping[str, Mapping[str, Any]]
    removed: frozenset[str]
    rooms: tuple[Written, ...]
    speakers: tuple[Written, ...]
    topics: tuple[Written, ...]
    renamed: Mapping[str, str]
    room_names: Mapping[str, Mapping[str, Any]]
    foreign: bool


def fitted(programme: Programme, knowledge: Knowledge, remove: bool = False) -> Fitting:
    """What the programme would change; what is gone from it is cancelled, or goes with `remove`."""
    workshop = knowledge.workshop
    zone, own = ZoneInfo(programme.zone or workshop.timezone), workshop.zone
    by_id = {session.id: session for session in knowledge.sessions}
    items = matched(programme.items, knowledge, zone)
    rooms = Names({room.id: tuple(room.name.versions.values()) for room in workshop.rooms})
    renamed = _renamed_rooms(items, by_id, rooms, knowledge)
    for name, room in renamed.items():
        rooms.learn(room, name)
    speakers = Names({one.id: (one.name, *one.also, *_with_title(one)) for one in knowledge.speakers})
    also = {one.id: tuple(name for names in one.also.values() for name in names) for one in knowledge.topics}
    topics = Names({one.id: (*one.name.versions.values(), *also[one.id]) for one in knowledge.topics})
    named = frozenset(topics.id(name) for item in programme.items for name in item.topics)
    kinds = "kind" in programme.columns.values()
    new: list[Written] = []
    fields: dict[str, Mapping[str, Any]] = {}
    changes: list[Change] = []
    shown = _Shown(knowledge, rooms, speakers, topics)
    for name, item in items.items():
        old = by_id.get(name)
        same = old is not None and speakers.reads(old.speakers, item.speakers)
        people = old.speakers if old and same else speakers.ids(item.speakers)
        holds = told(item, zone, own, workshop.languages, rooms.ids(item.rooms), people, topics.ids(item.topics))
        if old is None:
            new.append({"id": name, **holds.entry()})
            changes.append(Change("new", name, holds.shown_title, "", _moment(holds.starts)))
            continue
        made = later(old, holds, workshop.default_language, named, kinds, programme.form in _ONE_EACH)
        if made:
            fields[name] = made
            changes += shown.changes(old, made, holds)
    gone = [session for session in knowledge.sessions if session.id not in items and (remove or not session.cancelled)]
    changes += [Change("gone", one.id, shown.title(one), _moment(one.starts), "") for one in gone]
    if not remove:
        fields |= {session.id: {"cancelled": "true"} for session in gone}
    return Fitting(
        changes=tuple(changes),
        sessions=tuple(new),
        fields=fields,
        removed=frozenset(session.id for session in gone) if remove else frozenset(),
        rooms=rooms.made(),
        speakers=speakers.made(),
        topics=topics.made(),
        renamed={_first(workshop.rooms, room, knowledge): name for name, room in renamed.items()},
        room_names={room: {"name": name} for name, room in renamed.items()},
        foreign=bool(by_id) and not by_id.keys() & items.keys(),
    )


def _with_title(speaker: Speaker) -> list[str]:
    """A person's name as tables have it, with their title before it."""
    return [f"{title} {speaker.name}" for title in speaker.title.versions.values()] if speaker.title else []


def _renamed_rooms(items: Mapping[str, Item], sessions: Mapping[str, Session], rooms: Names, knowledge: Knowledge) -> dict[str, str]:
    """New name → the room that only has another name: the file has it no more, and most of its sessions stand under a name not known."""
    in_file = {rooms.known(name) for item in items.values() for name in item.rooms}
    found: dict[str, str] = {}
    for room in knowledge.workshop.rooms:
        if room.id in in_file or not room.name.everywhere:
            continue
        went = [set(items[one].rooms) for one, session in sessions.items() if room.id in session.room and one in items]
        names = sorted({name for one in went for name in one if rooms.known(name) is None})
        best = max(names, key=lambda name: sum(name in one for one in went), default="")
        count = sum(best in one for one in went)
        if count >= _MOST_OF_A_ROOM and 2 * count > len(went) and best not in found:
            found[best] = room.id
    return found


def _first(rooms: Sequence[Any], wanted: str, knowledge: Knowledge) -> str:
    return next(_said(room.name, knowledge) for room in rooms if room.id == wanted)


def _said(words: Text, knowledge: Knowledge) -> str:
    default = knowledge.workshop.default_language
    return words.pick(default, default)[0]


def _moment(starts: date) -> str:
    return f"{starts:%Y-%m-%d %H:%M}" if isinstance(starts, datetime) else starts.isoformat()


def _span(starts: date, ends: datetime | None) -> str:
    if ends is None:
        return _moment(starts)
    return (
        f"{_moment(starts)}–{ends:%H:%M}"
        if ends.date() == starts or _day(starts) == ends.date()
        else f"{_moment(starts)} – {_moment(ends)}"
    )


def _day(starts: date) -> date:
    return starts.date() if isinstance(starts, datetime) else starts


@dataclass(frozen=True)
class _Shown:
    """How changes read to whoever imports."""

    knowledge: Knowledge
    rooms: Names
    speakers: Names
    topics: Names

    def title(self, session: Session) -> str:
        return _said(session.title, self.knowledge)

    def changes(self, old: Session, made: Mapping[str, Any], new: Told) -> list[Change]:
        kinds = dict.fromkeys(_OF_FIELD[field] for field in made if field in _OF_FIELD)
        if "cancelled" in made:
            kinds["cancelled" if made["cancelled"] else "back"] = None
        return [Change(kind, old.id, self.title(old), *self._sides(kind, old, made, new)) for kind in kinds]

    def _sides(self, kind: Kind, old: Session, made: Mapping[str, Any], new: Told) -> tuple[str, str]:
        if kind == "renamed":
            return self.title(old), text(made["title"], self.knowledge.workshop.default_language)
        if kind == "moved":
            return _span(old.starts, old.finishes), _span(new.starts, finish(old, new))
        if kind == "room":
            return self.rooms.said(old.room), self.rooms.said(new.rooms)
        if kind == "speakers":
            return self.speakers.said(old.speakers), self.speakers.said(new.speakers)
        if kind == "topics":
            return self.topics.said(old.topics), self.topics.said(made["topics"])
        if kind == "kind":
            return old.kind, made["kind"]
        return "", ""
