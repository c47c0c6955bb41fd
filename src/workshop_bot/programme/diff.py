"""What changed from one programme to another, as far as people hear of it.

No change is: a room that has another name, or an id that is gone while most of its sessions stand under one new id; speakers in another
order, or a name put right; a summary, topics, provisional. To people what is cancelled and what is gone is the same: it does not happen.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Room, Session, Speaker
from workshop_bot.programme.timeline import has_begun, is_over
from workshop_bot.texts.fold import typed

Kind = Literal["cancelled", "gone", "back", "new", "moved", "room", "speakers", "title", "join"]
MANY, SHARE = 5, 0.25
"""A file that moves or takes away more sessions than this, and more than this share of those to come, asks first."""


@dataclass(frozen=True)
class Known:
    """A session as people know it, with the names of its rooms and speakers; of the session only what people hear counts."""

    session: Session
    rooms: tuple[Text, ...] = ()
    speakers: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Whether it takes place."""
        return not self.session.cancelled


@dataclass(frozen=True)
class Change:
    """What became of a session, None where it is not in the programme; `kinds` in the order of `Kind`."""

    session: str
    old: Known | None
    new: Known | None
    kinds: tuple[Kind, ...]

    def is_past(self, now: datetime) -> bool:
        """Whether the session is over, both as it was and as it is, so that nobody needs to hear of it."""
        return all(is_over(known.session, now) for known in (self.old, self.new) if known)


def changes(old: Knowledge, new: Knowledge) -> list[Change]:
    """The sessions that changed so that people hear of it, in the order of the programmes."""
    rooms = renamed(old, new)
    names = dict.fromkeys(session.id for one in (old, new) for session in one.sessions)
    found = (between(name, known(old, name), known(new, name), rooms) for name in names)
    return [change for change in found if change.kinds]


def between(name: str, old: Known | None, new: Known | None, rooms: Mapping[str, str]) -> Change:
    """A session as it was and as it is; `rooms` are the renamed ones, old id → new id."""
    return Change(name, old, new, tuple(_kinds(old, new, rooms)))


def known(programme: Knowledge, name: str) -> Known | None:
    """A session of a programme by its id, as people know it."""
    items, session = programme.items, programme.session(name)
    if session is None:
        return None
    rooms = tuple(room.name for one in session.room if isinstance(room := items.get(f"room:{one}"), Room))
    return Known(session, rooms, tuple(who.name for one in session.speakers if isinstance(who := items.get(f"speaker:{one}"), Speaker)))


def renamed(old: Knowledge, new: Knowledge) -> dict[str, str]:
    """Rooms that only have another id: the old one is gone, and most of its sessions stand under one that was not there."""
    before, after = ({room.id for room in one.workshop.rooms} for one in (old, new))
    later = {session.id: session for session in new.sessions}
    held: Counter[str] = Counter()
    went: Counter[tuple[str, str]] = Counter()
    for session in old.sessions:
        if session.id in later:
            held.update(before & set(session.room) - after)
            went.update((gone, made) for gone in set(session.room) - after for made in set(later[session.id].room) - before)
    found = {gone: made for (gone, made), count in went.items() if 2 * count > held[gone]}
    shared = Counter(found.values())  # two rooms that became one are no renaming
    return {gone: made for gone, made in found.items() if shared[made] == 1}


def asks_first(old: Knowledge, new: Knowledge, now: datetime) -> bool:
    """Whether so many sessions were moved or taken away that it could be a mistake; organisers are asked before people are told."""
    moment = now.astimezone(old.workshop.zone)
    to_come = sum(not session.cancelled and not has_begun(session, moment) for session in old.sessions)
    told = sum(bool({"moved", "cancelled", "gone"} & set(one.kinds)) and not one.is_past(moment) for one in changes(old, new))
    return told > MANY and told > SHARE * to_come


def to_json(known: Known) -> str:
    """What people hear of a session, as text."""
    session = known.session
    values = {
        "id": session.id,
        "title": _versions(session.title),
        "starts": session.starts.isoformat(),
        "ends": session.finishes and session.finishes.isoformat(),
        "topics": session.topics,
        "room": session.room,
        "speakers": session.speakers,
        "join": session.join,
        "cancelled": session.cancelled,
        "rooms": [_versions(room) for room in known.rooms],
        "names": known.speakers,
    }
    return json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, zone: ZoneInfo) -> Known:
    """The session again, its hours in this zone."""
    values: dict[str, Any] = json.loads(text)
    rooms, names = (tuple(values.pop(key, ())) for key in ("rooms", "names"))
    starts, ends = values["starts"], values.get("ends")
    values |= {key: tuple(values[key]) for key in ("topics", "room", "speakers") if key in values}
    values |= {"title": _text(values["title"]), "ends": _moment(ends, zone) if ends else None}
    values["starts"] = _moment(starts, zone) if "T" in starts else date.fromisoformat(starts)
    session = Session.model_construct(**values)
    return Known(session, tuple(map(_text, rooms)), names)


def _kinds(old: Known | None, new: Known | None, rooms: Mapping[str, str]) -> list[Kind]:
    was, is_ = bool(old and old.on), bool(new and new.on)
    if not is_:
        return (["cancelled"] if new else ["gone"]) if was else []
    if old is None or new is None:
        return ["new"]
    kinds: list[Kind] = [] if was else ["back"]
    then, now = old.session, new.session
    if _hours(then) != _hours(now):
        kinds.append("moved")
    if {rooms.get(room, room) for room in then.room} != set(now.room) and set(old.rooms) != set(new.rooms):
        kinds.append("room")
    if set(then.speakers) != set(now.speakers) and set(old.speakers) != set(new.speakers):
        kinds.append("speakers")
    if _retitled(then.title, now.title):
        kinds.append("title")
    if then.join != now.join:
        kinds.append("join")
    return kinds


def _hours(session: Session) -> tuple[date, datetime | None]:
    begins, finishes = (moment.astimezone(UTC) if moment else None for moment in (session.begins, session.finishes))
    return begins or session.day, finishes


def _retitled(old: Text, new: Text) -> bool:
    """Whether a language has other words; one that came or went is no other title, nor is the form of its quotes."""
    before, after = ({language: typed(title) for language, title in one.versions.items()} for one in (old, new))
    shared = before.keys() & after.keys()
    return any(before[code] != after[code] for code in shared) if shared else set(before.values()).isdisjoint(after.values())


def _versions(text: Text) -> str | dict[str, str]:
    return text.everywhere or dict(text.by_language)


def _text(versions: str | dict[str, str]) -> Text:
    return Text(everywhere=versions) if isinstance(versions, str) else Text(by_language=tuple(versions.items()))


def _moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).astimezone(zone)
