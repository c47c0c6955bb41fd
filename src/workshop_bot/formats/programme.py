"""A programme as another's file holds it, before it is fitted into a folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from workshop_bot.knowledge.model import Kind

Form = Literal["csv", "xlsx", "ics", "frab-xml", "frab-json", "pretalx-json"]


@dataclass(frozen=True)
class Item:
    """One session of a file.

    `starts` and `ends` are aware where the file tells the offset or zone, else wall-clock times of whatever zone holds (`Programme.zone`);
    `starts` is a date alone where no hours are given. `title` and `summary` are texts by language, `""` where the file does not say which.
    """

    place: str
    """Where it stands: `row 12`, `line 40`, `event 7`."""
    key: str
    """What the source calls it for good: a code, a UID, a guid; empty where it has nothing of the kind."""
    title: Mapping[str, str]
    starts: datetime | date
    ends: datetime | None = None
    rooms: tuple[str, ...] = ()
    """By name, as all people and topics here."""
    speakers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    summary: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = "talk"
    join: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Note:
    """Something in a file that was read in one way of several, or left out: where, and what."""

    place: str
    said: str


@dataclass(frozen=True)
class Programme:
    """What was found in a file; `zone` is the IANA name that it gives, empty where it gives none."""

    form: Form
    items: tuple[Item, ...]
    title: str = ""
    zone: str = ""
    notes: tuple[Note, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of a table: what each column that is read was taken for, header → meaning."""


@dataclass(frozen=True)
class Asked:
    """What whoever imports says beside the file: `columns` meaning → header or number; `zone` an IANA name or empty."""

    columns: Mapping[str, str] = field(default_factory=dict)
    first_day: date | None = None
    minutes: int | None = None
    zone: str = ""


def repeated(items: Sequence[Item]) -> Iterator[Note]:
    """A note at each item whose key another before it has."""
    seen: set[str] = set()
    for item in items:
        if item.key and item.key in seen:
            yield Note(item.place, f'the id "{item.key}" stands twice')
        seen.add(item.key)
