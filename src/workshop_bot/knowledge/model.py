"""The records of a folder of knowledge: frozen, plain, read whole and swapped whole.

They are pydantic models: `read` fills them from the YAML, `schema` draws the JSON Schema and `reference` the page docs/format.md.
Moments are aware and in the workshop's zone once read; a session whose hours are not known yet has a date alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

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
    Until,
    Wordings,
    Words,
    YesNo,
    ZoneName,
    choice,
)
from workshop_bot.knowledge.moments import later, not_before
from workshop_bot.texts.catalogue import Words as Sayings

LONGEST_LABEL = 40
"""Characters of a label, which stands on a button."""

Mode = Literal["room", "online", "hybrid"]
Kind = Literal["opening", "talk", "discussion", "break", "social", "closing"]


def told(what: str, example: str) -> Any:
    """What the reference and editors say of a field, with an example as it stands in YAML."""
    return Field(description=what, examples=[example])


class Record(BaseModel):
    """What all records share: they never change, and know no key but those they name."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Room(Record):
    """A place where sessions are held."""

    id: Annotated[Id, told("its id", "hall-a")]
    name: Annotated[Text, told("what signs call it", "Hall A")]
    where: Annotated[Text | None, told("how to get there", "{fr: 2e étage, en: second floor}")] = None


class Contact(Record):
    """A way to reach the organisers."""

    label: Annotated[Text, told("who answers", "{fr: Secrétariat, en: Secretariat}")]
    email: Annotated[Words | None, told("an e-mail address", "office@example.org")] = None
    phone: Annotated[Words | None, told("a telephone number", '"+84 24 0000 0000"')] = None
    url: Annotated[Link | None, told("a web address", "https://example.org/contact")] = None


class Source(Record):
    """Where a fact was published; address and date only where they are known."""

    id: Annotated[Id, told("its id", "report")]
    title: Annotated[Text, told("what it is called below an answer", "{fr: le compte rendu, en: the report}")]
    url: Annotated[Link | None, told("where it can be read", "https://example.org/report")] = None
    date: Annotated[Day | None, told("when it was published", "2024-12-09")] = None


class Workshop(Record):
    """What holds for the whole workshop."""

    id: Annotated[Id, told("its id", "pow-2024")]
    name: Annotated[Text, told("its name", "Pediatric Oncology Workshop 2024")]
    starts: Annotated[Day, told("the first day", "2024-12-02")]
    ends: Annotated[Day, not_before("starts"), told("the last day", "2024-12-06")]
    timezone: Annotated[ZoneName, told("the zone of all hours in the folder, by its IANA name", "Asia/Ho_Chi_Minh")]
    languages: Annotated[Languages, told("the languages it answers in; the first is the default", "[vi, fr, en]")]
    mode: Annotated[Mode, choice(Mode), told("how people take part: `room`, `online` or `hybrid`", "hybrid")] = "hybrid"
    venue: Annotated[Text | None, told("where it takes place", "{fr: Hôpital national, en: National Hospital}")] = None
    contacts: Annotated[tuple[Contact, ...], told("ways to reach the organisers", "[{label: Secretariat, email: office@example.org}]")] = ()
    rooms: Annotated[tuple[Room, ...], told("the rooms that sessions name", "[{id: hall-a, name: Hall A}]")] = ()
    sources: Annotated[tuple[Source, ...], told("what the answers' facts come from", "[{id: report, title: The report}]")] = ()
    provisional: Annotated[Text | None, told("what is said with each provisional session", "{en: The hours may change.}")] = None

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

    id: Annotated[Id, told("its id, which stays when it moves", "neuroblastoma-1")]
    title: Annotated[Text, told("its title", "{fr: Ouverture, en: Opening}")]
    summary: Annotated[Text | None, told("what it is about, in a few lines", "{en: Three cases from the ward.}")] = None
    starts: Annotated[Start, told("when it begins; a date alone while its hours are not known", "2024-12-02 09:00")]
    ends: Annotated[End | None, told("when it ends: a time of the same day, or date and time", "09:45")] = None
    minutes: Annotated[Minutes | None, told("how long it lasts, in place of `ends`", "45")] = None
    kind: Annotated[Kind, choice(Kind), told("`opening`, `talk`, `discussion`, `break`, `social`, `closing`", "talk")] = "talk"
    topics: Annotated[tuple[Id, ...], told("ids of topics", "[neuroblastoma]")] = ()
    speakers: Annotated[tuple[Id, ...], told("ids of speakers", "[tran-minh-dien]")] = ()
    room: Annotated[Several, told("the id of its room, or a list when it fills several", "hall-a")] = ()
    join: Annotated[Link | None, told("the link for those online", "https://example.org/join")] = None
    mode: Annotated[Mode | None, choice(Mode), told("how people take part; the workshop's mode when it is not there", "online")] = None
    provisional: Annotated[YesNo, told("true while day and hour may still change", "true")] = False
    cancelled: Annotated[YesNo, told("true when it does not take place", "true")] = False

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
            return later(self.begins, timedelta(minutes=self.minutes))
        return None


class Topic(Record):
    """What sessions are about."""

    id: Annotated[Id, told("its id", "neuroblastoma")]
    name: Annotated[Text, told("its name", "{fr: Neuroblastome, en: Neuroblastoma}")]
    also: Annotated[Wordings, told("other names people type; never shown", "{en: [NBL]}")] = Field(default_factory=dict)
    summary: Annotated[Text | None, told("what it is about, in a few lines", "{en: A tumour of nerve tissue.}")] = None


class Speaker(Record):
    """A person of the programme or of the report."""

    id: Annotated[Id, told("their id", "tran-minh-dien")]
    name: Annotated[Words, told("their name, the same in every language", "Trần Minh Điện")]
    also: Annotated[tuple[Words, ...], told("other spellings people type; never shown", "[Tran Minh Dien]")] = ()
    title: Annotated[Text | None, told("what stands before the name", "{vi: PGS.TS., en: Assoc. Prof.}")] = None
    affiliation: Annotated[Text | None, told("where they work, and as what", "{en: Director of the hospital}")] = None
    about: Annotated[Text | None, told("a few lines about them", "{en: She leads the ward.}")] = None


class Valid(Record):
    """From when until when an entry exists; a date alone means its beginning (`from`) or its end (`until`)."""

    since: Annotated[Moment | None, told("the first moment", "2024-12-02")] = Field(default=None, alias="from")
    until: Annotated[Until | None, told("the moment it ends; at that moment it is gone", "2024-12-03 12:00")] = None


class Entry(Record):
    """One curated question with its answer; without an answer only where nothing was published."""

    id: Annotated[Id, told("its id", "survival-rates")]
    label: Annotated[
        Text,
        told(
            f"its name in at most {LONGEST_LABEL} characters, as it stands on a button; typed, it is one more wording",
            "{fr: Survie, en: Survival}",
        ),
    ]
    questions: Annotated[Wordings, told("how people ask it, by language", "{en: [How many children survive?]}")]
    answer: Annotated[Text | None, told("the answer, in which [markup](#markup) has a meaning", '{en: "**20%** in poor countries"}')]
    source: Annotated[Several, told("the id of its source, or a list", "report")] = ()
    topics: Annotated[tuple[Id, ...], told("ids of topics", "[neuroblastoma]")] = ()
    unpublished: Annotated[YesNo, told("true when people ask it and nobody published it", "true")] = False
    valid: Annotated[Valid | None, told("when it exists; always, when not there", "{until: 2024-12-03}")] = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """How people ask it, in all languages."""
        return tuple(text for texts in self.questions.values() for text in texts)

    @model_validator(mode="before")
    @classmethod
    def _may_lack_an_answer(cls, data: Any) -> Any:
        """Where nothing was published the program's own words serve."""
        if isinstance(data, dict) and str(data.get("unpublished")).lower() in ("true", "yes"):
            return {"answer": None} | data
        return data


class Question(Record):
    """A regression question with the entry or the outcome that it must have."""

    ask: Annotated[Words, told("the question, as people type it", "how many children survive?")]
    expect: Annotated[Expectation, told("the [reference](#references) or the outcome it must have", '"faq:survival-rates"')]
    language: Annotated[Language | None, told("the language it counts under; else the detected one", "en")] = None
    now: Annotated[Moment | None, told("when it is asked", "2024-12-02 10:00")] = None


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
    words: Mapping[str, Sayings] = field(default_factory=dict)
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

    def session(self, name: str) -> Session | None:
        """A session by its id."""
        found = self.items.get(f"session:{name}")
        return found if isinstance(found, Session) else None

    @cached_property
    def days(self) -> Sequence[date]:
        """The days of the workshop and of its sessions, in order."""
        first, last = self.workshop.starts, self.workshop.ends
        own = {first + timedelta(days=count) for count in range((last - first).days + 1)}
        return sorted(own | {session.day for session in self.sessions})
