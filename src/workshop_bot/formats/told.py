"""What a session of another's file says in the folder's terms, and what of it is new beside the session that the folder has."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from workshop_bot.formats.programme import Item
from workshop_bot.knowledge import moments
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Session
from workshop_bot.knowledge.write import clean
from workshop_bot.texts.fold import typed

Texts = str | Mapping[str, str]

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Told:
    """A session of the file: moments in the folder's zone, ids, and texts plain or by languages that the folder has; "" for nothing."""

    title: Texts
    summary: Texts
    starts: date
    ends: datetime | None
    rooms: tuple[str, ...]
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    kind: str
    join: str
    cancelled: bool

    @property
    def shown_title(self) -> str:
        """The title as it stands first."""
        return text(self.title, "")

    def entry(self) -> dict[str, Any]:
        """All of it as an entry of the folder, but for the id."""
        whole = {
            "title": self.title,
            "summary": self.summary,
            "starts": when(self.starts),
            "ends": until(self.starts, self.ends) if self.ends else "",
            "kind": self.kind if self.kind != "talk" else "",
            "topics": list(self.topics),
            "speakers": list(self.speakers),
            "room": _room(self.rooms) if self.rooms else "",
            "join": self.join,
            "cancelled": "true" if self.cancelled else "",
        }
        return {field: value for field, value in whole.items() if value}


def told(
    item: Item,
    zone: ZoneInfo,
    own: ZoneInfo,
    languages: Collection[str],
    rooms: tuple[str, ...],
    speakers: tuple[str, ...],
    topics: tuple[str, ...],
) -> Told:
    """What a session of the file says; `zone` is that of its hours without an offset, `own` the folder's."""
    starts = _in(item.starts, zone, own) if isinstance(item.starts, datetime) else item.starts
    ends = _in(item.ends, zone, own) if item.ends and isinstance(starts, datetime) else None
    return Told(
        title=_texts({language: " ".join(words.split()) for language, words in item.title.items()}, languages),
        summary=_texts(item.summary, languages),
        starts=starts,
        ends=ends if ends and ends > starts else None,
        rooms=rooms,
        speakers=speakers,
        topics=topics,
        kind=item.kind,
        join=item.join if item.join.lower().startswith(("https://", "http://")) else "",
        cancelled=item.cancelled,
    )


def later(old: Session, new: Told, default: str, named: Collection[str], kinds: bool, one_each: bool) -> dict[str, Any]:
    """Field → what a session of the folder says from now on, None where the field goes; only of what the file holds and has otherwise.

    `named` are the topics that the file knows: another's stay. `kinds`: the file tells kinds, they are not guessed. `one_each`: it has
    but one room and one topic a session, so those are right that the session has among others.
    """
    made = _hours(old, new)
    title, summary = _merged(old.title, new.title, default), _merged(old.summary, new.summary, default)
    topics = (*new.topics, *(topic for topic in old.topics if topic not in named))
    if title and not _set_alike(old.title, new.title):
        made["title"] = title
    if summary and not (old.summary and _reads_alike(old.summary, new.summary)):
        made["summary"] = summary
    if new.rooms and set(new.rooms) != set(old.room) and not (one_each and set(new.rooms) < set(old.room)):
        made["room"] = _room(new.rooms)
    if new.speakers and set(new.speakers) != set(old.speakers):
        made["speakers"] = list(new.speakers)
    if new.topics and set(topics) != set(old.topics) and not (one_each and set(new.topics) < set(old.topics)):
        made["topics"] = list(topics)
    if kinds and new.kind != old.kind:
        made["kind"] = new.kind
    if new.join and new.join != old.join:
        made["join"] = new.join
    if new.cancelled != old.cancelled:
        made["cancelled"] = "true" if new.cancelled else None
    return made


def finish(old: Session, new: Told) -> datetime | None:
    """When it ends from now on; where the file does not tell, it lasts as long as it did."""
    if new.ends or not (isinstance(new.starts, datetime) and old.begins and old.finishes):
        return new.ends
    return moments.later(new.starts, old.finishes.astimezone(UTC) - old.begins.astimezone(UTC))


def when(moment: date) -> str:
    """A start as the folder writes it; with the offset where clocks show the hour a second time."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(" ") if moment.fold else f"{moment:%Y-%m-%d} {_hour(moment)}"


def until(starts: date, ends: datetime) -> str:
    """An end as the folder writes it: the hour alone on the same day."""
    same = isinstance(starts, datetime) and starts.date() == ends.date() and not starts.fold and not ends.fold
    return _hour(ends) if same else when(ends)


def text(words: Texts, language: str) -> str:
    """The words in a language, else the first ones."""
    return words if isinstance(words, str) else words.get(language) or next(iter(words.values()))


def _hours(old: Session, new: Told) -> dict[str, Any]:
    starts, ends = new.starts, new.ends
    if not isinstance(starts, datetime) and old.day == starts:
        return {}
    moved = starts != old.starts
    if ends is None and moved and old.ends:
        ends = finish(old, new)
    made: dict[str, Any] = {"starts": when(starts)} if moved else {}
    if ends is None:
        return made | ({"ends": None} if moved and old.ends else {})
    length_stays = old.ends is None and old.begins and old.finishes and isinstance(starts, datetime)
    if length_stays and old.finishes and old.begins and isinstance(starts, datetime) and old.finishes - old.begins == ends - starts:
        return made
    if ends != old.finishes or (moved and old.ends):
        made["ends"] = until(starts, ends)
        if old.minutes is not None:
            made["minutes"] = None
    return made


def _in(moment: datetime, zone: ZoneInfo, own: ZoneInfo) -> datetime:
    aware = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
    return aware.astimezone(UTC).astimezone(own)


def _texts(words: Mapping[str, str], languages: Collection[str]) -> Texts:
    """By the languages that the folder has; in none of them, the first as it stands."""
    cleaned = {language: clean(said) for language, said in words.items()}
    ours = {language: said for language, said in cleaned.items() if language in languages and said}
    return ours or next(filter(None, cleaned.values()), "")


def _merged(old: Text | None, new: Texts, default: str) -> Any:
    """What a text says from now on, of one by language what changes; nothing where it says that already."""
    if not new or old is None:
        return new
    versions = old.versions
    if isinstance(new, str):
        if new in versions.values():
            return ""
        return new if old.everywhere else {default if default in versions else next(iter(versions)): new}
    if old.everywhere:
        return "" if set(new.values()) == {old.everywhere} else dict(new)
    return {language: said for language, said in new.items() if versions.get(language) != said}


def _reads_alike(old: Text, new: Texts) -> bool:
    """Whether they differ in markup and space alone, which most forms do not hold."""
    versions = set(map(_words, old.versions.values()))
    return versions.issuperset(map(_words, [new] if isinstance(new, str) else new.values()))


def _set_alike(old: Text, new: Texts) -> bool:
    """Whether they differ in the form of quotes and dashes and in spaces alone, which typesetting puts right."""
    versions = set(map(typed, old.versions.values()))
    return versions.issuperset(map(typed, [new] if isinstance(new, str) else new.values()))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_TAG.sub(" ", text)))


def _room(rooms: Sequence[str]) -> str | list[str]:
    return rooms[0] if len(rooms) == 1 else list(rooms)


def _hour(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
