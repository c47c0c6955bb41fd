"""The talks of pretalx's API, as a bare list or as a page of results; only what a programme shows is looked at.

Answers to organisers' questions, notes and addresses stand beside it in the same file and are never read.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.frab import bounded, clean, ended, headed, known_zone, language, moment, one_line
from workshop_bot.formats.json_values import localised, mappings, text
from workshop_bot.formats.kinds import kind
from workshop_bot.formats.names import published
from workshop_bot.formats.programme import Asked, Item, Note, Programme, repeated
from workshop_bot.knowledge.moments import later

_GONE = ("canceled", "cancelled", "withdrawn")
_NOT_PUBLIC = ("submitted", "rejected", "draft", "deleted")
_WEEK = 7 * 24 * 60


def programme(talks: Sequence[Any], asked: Asked, more: bool = False) -> Programme:
    """The programme in these talks, already parsed; `more` where the file is one page of several.

    Raises UnusableInput where none is a talk with a time.
    """
    bounded(len(talks))
    zone = known_zone(asked.zone)
    notes = [Note("file", "it is one page of several: the other talks are not in it")] if more else []
    items: list[Item] = []
    for count, talk in enumerate(talks, 1):
        place = f"talk {count}"
        if not isinstance(talk, Mapping) or not headed(_named(talk.get("title"), "")):
            notes.append(Note(place, "left out: it has no title, or one that is too long"))
        elif talk.get("state") in _NOT_PUBLIC:
            notes.append(Note(place, f"left out: it is {talk['state']}"))
        else:
            slots = [slot for slot in _slots(talk) if isinstance(moment(_start(slot)), datetime)]
            if not slots:
                notes.append(Note(place, "left out: it has no time"))
            for number, slot in enumerate(sorted(slots, key=_start), 1):
                items.append(_item(talk, slot, number, place, notes))
    if not items:
        raise UnusableInput("the list holds no talk with a title and a time; export it again once the schedule is published")
    return Programme("pretalx-json", tuple(items), zone=zone.key if zone else "", notes=(*notes, *repeated(items)))


def _slots(talk: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from mappings(talk.get("slots") or [talk.get("slot")])


def _start(slot: Mapping[str, Any]) -> str:
    return text(slot.get("start"))


def _item(talk: Mapping[str, Any], slot: Mapping[str, Any], number: int, place: str, notes: list[Note]) -> Item:
    spoken = language(_named(talk.get("content_locale"), ""))
    title, about = headed(_named(talk.get("title"), spoken)), talk.get("abstract") or talk.get("description")
    code, room, track = (one_line(_named(value, spoken)) for value in (talk.get("code"), slot.get("room"), talk.get("track")))
    told = clean(about) if isinstance(about, str) else ""
    people, left_out = published(one_line(_named(one.get("name"), spoken)) for one in mappings(talk.get("speakers")))
    notes += [Note(place, left_out)] if left_out else []
    starts = datetime.fromisoformat(_start(slot))
    return Item(
        place=place,
        key=f"{code}-{number}" if code and number > 1 else code,
        title={spoken: title},
        starts=starts,
        ends=_ends(starts, slot.get("end"), talk.get("duration")),
        rooms=(room,) if room else (),
        speakers=people,
        topics=(track,) if track else (),
        summary={spoken: told} if told else {},
        kind=kind(title, one_line(_named(talk.get("submission_type"), spoken))),
        cancelled=talk.get("state") in _GONE,
    )


def _ends(starts: datetime, told: Any, minutes: Any) -> datetime | None:
    length = timedelta(minutes=minutes) if type(minutes) is int and 0 < minutes <= _WEEK else timedelta()
    return ended(starts, text(told)) or (later(starts, length) if length else None)


def _named(value: Any, spoken: str) -> str:
    """A name as it stands or by language; of an object its name."""
    return localised(value["name"] if isinstance(value, Mapping) and "name" in value else value, spoken)
