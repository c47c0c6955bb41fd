"""What the schedules of frab, Pentabarf and c3voc say of an event, in XML and JSON alike, and how it is read.

The moment is the one of `date`, which tells its offset. Where that is missing, the clock of `start` counts within the conference day:
from when the day begins until it begins again, so that a quarter past midnight is on the next date. `day@date` is not trusted where
the day tells its bounds: some write the date before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.kinds import kind
from workshop_bot.formats.names import published
from workshop_bot.formats.programme import Asked, Form, Item, Note, Programme, repeated
from workshop_bot.knowledge.fields import is_language, is_link
from workshop_bot.knowledge.model import Kind
from workshop_bot.knowledge.moments import later

OURS = "workshop-bot"
"""What `generator` says of a file that was written here: its slugs hold our ids, its types our kinds."""
JOIN = "join"
"""What the link for those online is called."""
MARK = "-session"
"""What our slugs end with, so that they are long enough and end with a letter."""

_MOST = 20_000
"""Sessions that a workshop has at most."""
_LONGEST = 1000
"""Characters of a title: longer ones are no title, and slow to look at."""
_UNSEEN = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
_LENGTH = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?", re.ASCII)
_CODE = re.compile(r"[0-9A-Z]{6}", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A conference day, as far as the file tells of it; `change` is the clock at which the next one begins."""

    on: date | None = None
    begins: datetime | None = None
    change: time = time()


@dataclass(frozen=True)
class Event:
    """An event as its file tells it, texts as they stand, empty where it says nothing; `links` are pairs of address and title."""

    place: str
    day: Day = Day()
    date: str = ""
    start: str = ""
    duration: str = ""
    end: str = ""
    title: str = ""
    subtitle: str = ""
    about: str = ""
    room: str = ""
    track: str = ""
    type: str = ""
    language: str = ""
    code: str = ""
    guid: str = ""
    number: str = ""
    slug: str = ""
    persons: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False


def programme(form: Form, title: str, zone: str, generator: str, events: Sequence[Event], asked: Asked) -> Programme:
    """What the events make; what cannot be a session is left out with a note. Raises UnusableInput where none is left."""
    hours = known_zone(asked.zone or zone)
    items: list[Item] = []
    notes: list[Note] = []
    for event in events:
        item = _item(event, hours, ours=generator == OURS, notes=notes)
        if item:
            items.append(item)
    if not items:
        raise UnusableInput("the schedule holds no session with a title and a time; export it again once sessions are in it")
    return Programme(form, tuple(items), title, hours.key if hours else "", (*notes, *repeated(items)))


def bounded(count: int) -> None:
    """Raises UnusableInput for more sessions than a workshop has."""
    if count > _MOST:
        raise UnusableInput(f"the file holds {count} sessions, more than {_MOST}; export the sessions of one workshop alone")


def headed(title: str) -> str:
    """The title on one line, empty where there is none or a text too long to be one."""
    return one_line(title) if len(title) <= _LONGEST else ""


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of this name, None for none. Raises UnusableInput where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, LookupError):  # a folder of the zone data, a path that leaves it, a name that it does not have
        raise UnusableInput(f'no time zone "{name[:60]}"; name the right one by --timezone, such as Asia/Ho_Chi_Minh') from None


def clean(text: str) -> str:
    """The text without characters that cannot be seen or stored, its line ends alike."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(clean(text).split())


def moment(text: str) -> datetime | date | None:
    """A moment or a day as ISO 8601 writes it, None for all else and for years that no workshop is in."""
    try:
        read = date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if 1970 <= read.year < 2200 else None


def language(code: str) -> str:
    """The language of a text, empty where the file tells none."""
    plain = re.split(r"[-_]", code.strip().lower())[0]
    return plain if is_language(plain) else ""


def ended(starts: datetime | date, told: str) -> datetime | None:
    """The moment of an end as ISO 8601 writes it, in the zone of the start; None where it is none, or does not come after the start."""
    ends = moment(told.strip())
    if (
        not isinstance(starts, datetime)
        or not isinstance(ends, datetime)
        or (ends.tzinfo is None) != (starts.tzinfo is None)
        or ends <= starts
    ):
        return None
    return ends.astimezone(starts.tzinfo) if ends.tzinfo else ends


def clock(text: str) -> time | None:
    """A time of day such as `09:30`, None for all else."""
    found = _CLOCK.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 and int(found[2]) < 60 else None


def _item(event: Event, zone: ZoneInfo | None, *, ours: bool, notes: list[Note]) -> Item | None:
    title, starts = headed(event.title), _starts(event, zone)
    if not title or starts is None:
        notes.append(Note(event.place, "left out: it has no title, or one that is too long" if not title else "left out: it has no time"))
        return None
    clocks = [f"{one:%H:%M}" for one in (starts, moment(event.date.strip())) if isinstance(one, datetime)]
    if clocks and (told := clock(event.start)) and f"{told:%H:%M}" not in clocks:
        notes.append(Note(event.place, f"its start says {told:%H:%M}, its date {starts:%H:%M %z}".rstrip() + ": the date counts"))
    spoken = language(event.language)
    people, left_out = published(map(one_line, event.persons))
    notes += [Note(event.place, left_out)] if left_out else []
    about = "\n\n".join(filter(None, map(clean, (event.subtitle, event.about))))
    track, room = one_line(event.track), one_line(event.room)
    return Item(
        place=event.place,
        key=_key(event, ours),
        title={spoken: title},
        starts=starts,
        ends=ended(starts, event.end) or _ends(event, starts, notes),
        rooms=(room,) if room else (),
        speakers=people,
        topics=(track,) if track and track != "No Track" else (),
        summary={spoken: about} if about else {},
        kind=_kind(title, event.type.strip(), ours),
        join=next((url for url, called in event.links if called.strip().lower() == JOIN and is_link(url)), ""),
        cancelled=event.cancelled,
    )


def _key(event: Event, ours: bool) -> str:
    """Our id in a slug of ours, else the code, the guid, the number. Slugs of others hold rooms and hours, which change."""
    if ours and event.slug.endswith(MARK):
        return clean(event.slug.partition("-")[2].removesuffix(MARK))
    code = event.code or (event.slug if _CODE.fullmatch(event.slug) else "")
    return one_line(code) or one_line(event.guid) or one_line(event.number)


def _kind(title: str, called: str, ours: bool) -> Kind:
    told: dict[str, Kind] = {one: one for one in get_args(Kind)} if ours else {}
    return told.get(called) or kind(title, called)


def _starts(event: Event, zone: ZoneInfo | None) -> datetime | date | None:
    told, hour, day = moment(event.date.strip()), clock(event.start.strip()), event.day
    if isinstance(told, datetime):
        return told.astimezone(zone) if told.tzinfo and zone else told
    if told is None and day.begins and hour:
        begins = day.begins.astimezone(zone) if day.begins.tzinfo and zone else day.begins
        on = begins.date() if hour >= begins.time() else begins.date() + timedelta(days=1)
        return datetime.combine(on, hour, begins.tzinfo)
    on_date = told or day.on
    if on_date is None or hour is None:
        return on_date
    night = told is None and hour < day.change
    return datetime.combine(on_date + timedelta(days=night), hour, zone)


def _ends(event: Event, starts: datetime | date, notes: list[Note]) -> datetime | None:
    found = _LENGTH.fullmatch(event.duration.strip())
    if event.duration.strip() and not found:
        notes.append(Note(event.place, "its duration cannot be read: it has no end"))
    length = timedelta(hours=int(found[1]), minutes=int(found[2])) if found else timedelta()
    return later(starts, length) if length and isinstance(starts, datetime) else None
