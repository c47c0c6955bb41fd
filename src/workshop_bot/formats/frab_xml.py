"""A programme as frab, Pentabarf, wafer and pretalx write it in XML: in, and out as the schema of c3voc has it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.frab import JOIN, OURS, Day, Event, bounded, clock, moment, one_line, programme
from workshop_bot.formats.frab_days import acronym, days, version, writable
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.knowledge.model import Knowledge

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_BYTES = 16 * 2**20
_MOST_MARKS = 750_000
"""Tags and attributes, which count thrice: each takes a hundred bytes of memory and more, however short it is."""
_ATTRIBUTE = re.compile(rb"=[\s\0]*[\"']")


def read(data: bytes, asked: Asked) -> Programme:
    """The programme in this file. Raises UnusableInput for what is no such file, or would be too much to read."""
    root = _parsed(data)
    bounded(len(root.findall("day/room/event")))
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

    if len(data) > _MOST_BYTES or data.count(b"<") + 3 * sum(1 for _ in _ATTRIBUTE.finditer(data)) > _MOST_MARKS:
        raise UnusableInput(f"the XML is too large ({len(data) >> 20} MB); export the sessions of one workshop alone")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise UnusableInput("the XML declares a document type or entities, which can hide other files; export it without them") from None
    except (ParseError, ValueError, LookupError) as wrong:
        raise UnusableInput(f"the XML cannot be read ({one_line(str(wrong))[:80]}); export it again") from None
    if root.tag != "schedule":
        raise UnusableInput(f"the XML is no schedule: it begins with <{one_line(root.tag)[:40]}>, not <schedule>; export the schedule")
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


def frab_xml(knowledge: Knowledge, language: str) -> bytes:
    """The programme as `schedule.xml`, its texts in one language; what it cannot hold is what `left_out` tells."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    workshop, laid = knowledge.workshop, days(knowledge, language)

    def add(inside: Element, name: str, text: str, **attributes: str) -> None:
        SubElement(inside, name, attributes).text = writable(text)

    root = Element("schedule")
    SubElement(root, "generator", name=OURS)
    add(root, "version", version(laid))
    conference = SubElement(root, "conference")
    add(conference, "title", workshop.name.pick(language, workshop.default_language)[0])
    add(conference, "acronym", acronym(knowledge))
    add(conference, "start", workshop.starts.isoformat())
    add(conference, "end", workshop.ends.isoformat())
    add(conference, "days", str(len(laid)))
    add(conference, "time_zone_name", workshop.timezone)
    for day in laid:
        bounds = {"date": day.on.isoformat(), "start": day.begins.isoformat(), "end": day.ends.isoformat(), "index": str(day.index)}
        within = SubElement(root, "day", bounds)
        for name, sessions in day.rooms:
            room = SubElement(within, "room", name=writable(name))
            for one in sessions:
                event = SubElement(room, "event", id=str(one.number), guid=str(one.guid))
                add(event, "date", one.starts.isoformat())
                add(event, "start", f"{one.starts:%H:%M}")
                add(event, "duration", one.duration)
                add(event, "room", name)
                add(event, "slug", one.slug)
                add(event, "title", one.title)
                add(event, "track", one.track)
                add(event, "type", one.kind)
                if one.language:
                    add(event, "language", one.language)
                add(event, "abstract", one.about)
                persons = SubElement(event, "persons")
                for number, known, person in one.persons:
                    add(persons, "person", person, id=str(number), guid=str(known))
                if one.join:
                    add(SubElement(event, "links"), "link", JOIN, href=writable(one.join))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
