"""The records of a folder of knowledge: frozen, plain, read whole and swapped whole.

They are pydantic models: `read` fills them from the YAML, `schema` draws the JSON Schema and the reference from them.
Moments are aware and in the workshop's zone once read; a session whose hours are not known yet has a date alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from workshop_bot.knowledge.fields import (
    Day,
    End,
    Expectation,
    Id,
    Language,
    Languages,
    Link,
    Minutes,
    Moment,
    Several,
    Start,
    Text,
    Wordings,
    YesNo,
    ZoneName,
)

Mode = Literal["room", "online", "hybrid"]
Kind = Literal["opening", "talk", "discussion", "break", "social", "closing"]


class Record(BaseModel):
    """What all records share: they never change, and know no key but those they name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Room(Record):
    """A place where sessions are held."""

    id: Id
    name: Text
    where: Text | None = None


class Contact(Record):
    """A way to reach the organisers."""

    label: Text
    email: str | None = None
    phone: str | None = None
    url: Link | None = None


class Source(Record):
    """Where a fact was published; address and date only where they are known."""

    id: Id
    title: Text
    url: Link | None = None
    date: Day | None = None


class Workshop(Record):
    """What holds for the whole workshop."""

    id: Id
    name: Text
    starts: Day
    ends: Day
    timezone: ZoneName
    languages: Languages
    mode: Mode = "hybrid"
    venue: Text | None = None
    contacts: tuple[Contact, ...] = ()
    rooms: tuple[Room, ...] = ()
    sources: tuple[Source, ...] = ()
    provisional: Text | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of all wall-clock times in the folder."""
        return ZoneInfo(self.timezone)

    @property
    def default_language(self) -> str:
        """The language of those whose own the workshop does not have."""
        return self.languages[0]


class Session(Record):
    """One line of the programme; a session that moves keeps its id."""

    id: Id
    title: Text
    summary: Text | None = None
    starts: Start
    ends: End | None = None
    minutes: Minutes | None = None
    kind: Kind = "talk"
    topics: tuple[Id, ...] = ()
    speakers: tuple[Id, ...] = ()
    room: Several = ()
    join: Link | None = None
    mode: Mode | None = None
    provisional: YesNo = False
    cancelled: YesNo = False

    @property
    def day(self) -> date:
        """The day it begins, in the workshop's zone."""
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts

    @property
    def begins(self) -> datetime | None:
        """When it begins; None while its hours are not known."""
        return self.starts if isinstance(self.starts, datetime) else None

    @property
    def finishes(self) -> datetime | None:
        """When it ends, from `ends` or `minutes`; None where neither is known."""
        if self.ends is not None:
            return self.ends
        if self.begins is not None and self.minutes is not None:
            return (self.begins.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.begins.tzinfo)
        return None


class Topic(Record):
    """What sessions are about."""

    id: Id
    name: Text
    also: Wordings = Field(default_factory=dict)
    summary: Text | None = None


class Speaker(Record):
    """A person of the programme or of the report."""

    id: Id
    name: str
    also: tuple[str, ...] = ()
    title: Text | None = None
    affiliation: Text | None = None
    about: Text | None = None


class Valid(Record):
    """From when until when an entry exists; a date alone means its beginning (`from`) or its end (`until`)."""

    since: Moment | None = Field(default=None, alias="from")
    until: Moment | None = None


class Entry(Record):
    """One curated question with its answer; without an answer only where nothing was published."""

    id: Id
    label: Text
    questions: Wordings
    answer: Text | None = None
    source: Several = ()
    topics: tuple[Id, ...] = ()
    unpublished: YesNo = False
    valid: Valid | None = None


class Question(Record):
    """A regression question with the entry or the outcome that it must have."""

    ask: str
    expect: Expectation
    language: Language | None = None
    now: Moment | None = None


Item = Entry | Session | Topic | Speaker | Room


@dataclass(frozen=True)
class Knowledge:
    """A whole folder, without errors. `digest` names its bytes; `words` holds the program's own words in further languages."""

    workshop: Workshop
    faq: tuple[Entry, ...] = ()
    sessions: tuple[Session, ...] = ()
    topics: tuple[Topic, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    questions: tuple[Question, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    digest: str = ""

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Everything that a reference can name: `faq:ID`, `session:ID`, `topic:ID`, `speaker:ID`, `room:ID`."""
        kinds: tuple[tuple[str, tuple[Item, ...]], ...] = (
            ("faq", self.faq),
            ("session", self.sessions),
            ("topic", self.topics),
            ("speaker", self.speakers),
            ("room", self.workshop.rooms),
        )
        return {f"{kind}:{item.id}": item for kind, items in kinds for item in items}
