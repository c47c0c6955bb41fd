"""A programme as frab, Pentabarf, wafer and pretalx write it in XML: in, and out as the schema of c3voc has it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.frab import Day, Event, clock, moment, one_line, programme
from workshop_bot.formats.programme import Asked, Programme

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_BYTES = 24 * 2**20
_MOST_MARKS = 1_000_000
"""Tags and attributes: each takes a hundred bytes of memory and more, however short it is."""


def read(data: bytes, asked: Asked) -> Programme:
    """The programme in this file. Raises UnusableInput for what is no such file, or would be too much to read."""
    root = _parsed(data)
    conference = root.find("conference")
    head = root if conference is None else conference
    generator = root.find("generator")
    change = clock(_text(head, "day_change")) or time()
    events: list[Event] = []
    for day in root.findall("day"):
        held = _day(day, change)
        for room in day.findall("room"):
            for event in room.findall("event"):
                events.append(_event(event, f"event {len(events) + 1}", held, room.get("name", "")))
    return programme(
        "frab-xml",
        one_line(_text(head, "title")),
        _text(head, "time_zone_name"),
        "" if generator is None else generator.get("name", ""),
        events,
        asked,
    )


def _parsed(data: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException  # only for who reads such a file
    from defusedxml.ElementTree import fromstring

    if len(data) > _MOST_BYTES or data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise UnusableInput(f"The XML is too large ({len(data) >> 20} MB): export the sessions of one workshop alone.")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise UnusableInput("The XML declares a document type or entities, which can hide other files: export it without them.") from None
    except (ParseError, ValueError, LookupError) as wrong:
        raise UnusableInput(f"The XML cannot be read ({one_line(str(wrong))[:80]}): export it again.") from None
    if root.tag != "schedule":
        raise UnusableInput(f"The XML is no schedule: it begins with <{one_line(root.tag)[:40]}>, not <schedule>.")
    return root


def _day(day: Element, change: time) -> Day:
    on, begins = moment(day.get("date", "")), moment(day.get("start", ""))
    return Day(on if type(on) is date else None, begins if isinstance(begins, datetime) else None, change)


def _event(event: Element, place: str, day: Day, room: str) -> Event:
    return Event(
        place=place,
        day=day,
        date=_text(event, "date"),
        start=_text(event, "start"),
        duration=_text(event, "duration"),
        title=_text(event, "title"),
        subtitle=_text(event, "subtitle"),
        about=_text(event, "abstract") or _text(event, "description"),
        room=_text(event, "room") or room,
        track=_text(event, "track"),
        type=_text(event, "type"),
        language=_text(event, "language"),
        code=event.get("code", ""),
        guid=event.get("guid", ""),
        number=event.get("id", ""),
        slug=_text(event, "slug"),
        persons=tuple(person.text or "" for person in event.iterfind("persons/person")),
        links=tuple((link.get("href", "").strip(), link.text or "") for link in event.iterfind("links/link")),
    )


def _text(inside: Element, name: str) -> str:
    return (inside.findtext(name) or "").strip()
