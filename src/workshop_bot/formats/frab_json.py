"""A programme as frab, c3voc and pretalx write it in JSON: in, and out as the schema of c3voc has it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from workshop_bot.formats import frab, hub
from workshop_bot.formats.frab import JOIN, OURS, Day, Event, moment, one_line
from workshop_bot.formats.frab_days import Placed, acronym, days, version
from workshop_bot.formats.json_values import mapping, mappings, text
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.knowledge.model import Knowledge

_ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]|UTC$")
"""The names of zones that the schema takes."""


def programme(found: Mapping[str, Any], asked: Asked) -> Programme:
    """The programme in this file, already parsed. Raises UnusableInput where it holds no session."""
    schedule = mapping(found.get("schedule"))
    conference = mapping(schedule.get("conference"))
    events = list(hub.events(schedule) if "events" in schedule else _events(conference))
    frab.bounded(len(events))
    return frab.programme(
        "frab-json",
        one_line(text(conference.get("title"))),
        text(conference.get("time_zone_name")),
        text(mapping(found.get("generator")).get("name")),
        events,
        asked,
    )


def _events(conference: Mapping[str, Any]) -> Iterator[Event]:
    count = 0
    for day in mappings(conference.get("days")):
        on, begins = moment(text(day.get("date"))), moment(text(day.get("day_start")))
        held = Day(on if type(on) is date else None, begins if isinstance(begins, datetime) else None)
        for room, events in mapping(day.get("rooms")).items():
            for event in mappings(events):
                count += 1
                yield _event(event, f"event {count}", held, room)


def _event(event: Mapping[str, Any], place: str, day: Day, room: str) -> Event:
    names = ("date", "start", "duration", "title", "subtitle", "track", "type", "language", "code", "guid", "slug")
    return Event(
        place=place,
        day=day,
        about=text(event.get("abstract")) or text(event.get("description")),
        room=text(event.get("room")) or room,
        number=text(event.get("id")),
        persons=tuple(text(person.get("public_name")) or text(person.get("name")) for person in mappings(event.get("persons"))),
        links=tuple((text(link.get("url")), text(link.get("title"))) for link in mappings(event.get("links"))),
        cancelled=False,
        **{name: text(event.get(name)) for name in names},
    )


def frab_json(knowledge: Knowledge, language: str) -> bytes:
    """The programme as `schedule.json`, its texts in one language; what it cannot hold is what `left_out` tells."""
    workshop, laid = knowledge.workshop, days(knowledge, language)
    conference: dict[str, Any] = {
        "acronym": acronym(knowledge),
        "title": workshop.name.pick(language, workshop.default_language)[0],
        "start": workshop.starts.isoformat(),
        "end": workshop.ends.isoformat(),
        "daysCount": len(laid),
        "timeslot_duration": "00:05",
        "days": [
            {
                "index": day.index,
                "date": day.on.isoformat(),
                "day_start": day.begins.isoformat(),
                "day_end": day.ends.isoformat(),
                "rooms": {name: [_written(one, name) for one in sessions] for name, sessions in day.rooms},
            }
            for day in laid
        ],
    }
    if _ZONE.match(workshop.timezone):
        conference["time_zone_name"] = workshop.timezone
    held = {"generator": {"name": OURS}, "schedule": {"version": version(laid), "conference": conference}}
    return json.dumps(held, ensure_ascii=False, indent=1).encode()


def _written(one: Placed, room: str) -> dict[str, Any]:
    return {
        "id": one.number,
        "guid": str(one.guid),
        "date": one.starts.isoformat(),
        "start": f"{one.starts:%H:%M}",
        "duration": one.duration,
        "room": room,
        "slug": one.slug,
        "url": one.join or one.guid.urn,
        "title": one.title,
        "subtitle": "",
        "track": one.track,
        "type": one.kind,
        "language": one.language or None,
        "abstract": one.about,
        "description": "",
        "persons": [{"id": number, "guid": str(known), "public_name": name} for number, known, name in one.persons],
        "links": [{"url": one.join, "type": "web", "title": JOIN}] if one.join else [],
    }
