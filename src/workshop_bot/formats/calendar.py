"""Sessions as a calendar file (iCalendar, RFC 5545) that calendars keep up to date: each event goes by the session's id for good.

A newer file tells them what is newer by SEQUENCE, which the caller counts up where `fingerprint` has changed. What is cancelled stays
in the file as cancelled: calendars do not take away what is merely missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session, Speaker
from workshop_bot.texts.catalogue import Catalogue
from workshop_bot.texts.markup import plain

if TYPE_CHECKING:
    from icalendar import Event, Timezone

_PRODUCT = "-//workshop-bot//agenda//EN"
_AROUND = timedelta(days=366)
"""The zone's rules are told from so long before the first session until so long after the last."""


def calendar(
    sessions: Sequence[Session], counts: Mapping[str, int], knowledge: Knowledge, language: str, catalogue: Catalogue, now: datetime
) -> str:
    """The file of these sessions; `counts` says of each how often it has changed."""
    from icalendar import Calendar  # only for who wants a file

    workshop = knowledge.workshop
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", workshop.name.pick(language, workshop.default_language)[0])
    days = [session.day for session in sessions if session.begins]
    if days:
        made.add_component(_zone(workshop.zone, min(days) - _AROUND, max(days) + _AROUND))
    for session in sessions:
        made.add_component(_event(session, counts[session.id], knowledge, language, catalogue, now))
    written: bytes = made.to_ical()
    return written.decode()


def fingerprint(session: Session, knowledge: Knowledge) -> str:
    """Another one when a calendar must hear of a session anew: it is changed, or its room has another name."""
    rooms = [room for room in knowledge.workshop.rooms if room.id in session.room]
    return sha256(repr((session, rooms)).encode()).hexdigest()[:32]


def _event(session: Session, count: int, knowledge: Knowledge, language: str, catalogue: Catalogue, now: datetime) -> Event:
    from icalendar import Event

    def pick(text: Text | None) -> str:
        return text.pick(language, knowledge.workshop.default_language)[0] if text else ""

    event = Event()
    event.add("uid", f"{session.id}@{knowledge.workshop.id}")
    event.add("dtstamp", now)
    event.add("sequence", count)
    event.add("summary", pick(session.title))
    event.add("dtstart", _told(session.begins) if session.begins else session.day)
    if session.begins and session.finishes:
        event.add("dtend", _told(session.finishes))
    event.add("status", "CANCELLED" if session.cancelled else "TENTATIVE" if session.provisional else "CONFIRMED")
    if rooms := ", ".join(pick(room.name) for room in knowledge.workshop.rooms if room.id in session.room):
        event.add("location", rooms)
    if session.join:
        event.add("url", session.join)
    if topics := [pick(topic.name) for topic in knowledge.topics if topic.id in session.topics]:
        event.add("categories", topics)
    items = knowledge.items
    speakers = [item.name for name in session.speakers if isinstance(item := items.get(f"speaker:{name}"), Speaker)]
    about = [
        catalogue.say(language, "session.speakers", speakers=", ".join(speakers), count=len(speakers)) if speakers else "",
        plain(pick(session.summary)),
        (pick(knowledge.workshop.provisional) or catalogue.say(language, "session.provisional-note")) if session.provisional else "",
    ]
    if any(about):
        event.add("description", "\n".join(filter(None, about)))
    return event


def _told(moment: datetime) -> datetime:
    """A moment in its zone; the second of two that clocks show alike in UTC, since a calendar takes the first for meant."""
    return moment.astimezone(UTC) if moment.fold else moment


def _zone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The rules of a zone, so that calendars need not know it by name; each begins at what clocks showed until then."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    told = Timezone()
    told.add("tzid", zone.key)
    begins = datetime.combine(first, datetime.min.time(), UTC)
    for moment, before in ((begins, begins.astimezone(zone).utcoffset()), *_changes(zone, begins, (last - first).days)):
        after = moment.astimezone(zone)
        rule = TimezoneDaylight() if after.dst() else TimezoneStandard()
        rule.add("dtstart", (moment + (before or timedelta())).replace(tzinfo=None))
        rule.add("tzoffsetfrom", before)
        rule.add("tzoffsetto", after.utcoffset())
        rule.add("tzname", after.tzname())
        told.add_component(rule)
    return told


def _changes(zone: ZoneInfo, begins: datetime, days: int) -> Iterator[tuple[datetime, timedelta | None]]:
    """When clocks are set, and how far from UTC they were before."""
    for day in range(days):
        early, late = begins + timedelta(days=day), begins + timedelta(days=day + 1)
        before = early.astimezone(zone).utcoffset()
        if late.astimezone(zone).utcoffset() == before:
            continue
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) // 2
            early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
        yield late.replace(microsecond=0), before
