"""The events of a schedule as c3voc's successor of its JSON has them (`schedule2`): one list, each with both its moments."""

from collections.abc import Iterator, Mapping
from typing import Any

from workshop_bot.formats.frab import Day, Event
from workshop_bot.formats.json_values import localised, mapping, mappings, text

_GONE = ("CANCELED", "WITHDRAWN", "DELETED")
_NOT_PUBLIC = ("DRAFT", "SUBMITTED", "REJECTED")


def events(schedule: Mapping[str, Any]) -> Iterator[Event]:
    """The events that are public; a track is named where the conference names it, else by its slug."""
    tracks = {text(track.get("slug")): text(track.get("name")) for track in mappings(mapping(schedule.get("conference")).get("tracks"))}
    for count, event in enumerate(mappings(schedule.get("events")), 1):
        if event.get("state") not in _NOT_PUBLIC:
            yield _event(event, f"event {count}", tracks)


def _event(event: Mapping[str, Any], place: str, tracks: Mapping[str, str]) -> Event:
    track, language = mapping(event.get("track")), text(event.get("language"))
    slug = text(track.get("slug"))
    names = ("title", "subtitle", "type", "code", "guid", "slug")
    return Event(
        place=place,
        day=Day(),
        date=text(event.get("start")),
        end=text(event.get("end")),
        about=localised(event.get("abstract"), language) or localised(event.get("description"), language),
        room=text(mapping(event.get("room")).get("name")),
        track=text(track.get("name")) or tracks.get(slug, "") or slug,
        language=language,
        persons=tuple(text(person.get("name")) for person in mappings(event.get("participants"))),
        links=tuple((text(link.get("url")), text(link.get("title"))) for link in mappings(event.get("links"))),
        cancelled=event.get("state") in _GONE,
        **{name: text(event.get(name)) for name in names},
    )
