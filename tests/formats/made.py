"""A small folder, and programmes made by hand, for tests of what goes into a folder."""

from datetime import date, datetime
from typing import Any

from workshop_bot.formats.programme import Item, Programme
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import read_again

WORKSHOP = """\
workshop:
  id: bees
  name: Bees
  starts: 2024-03-30
  ends: 2024-04-02
  timezone: Europe/Paris
  languages: [fr, en]
  # where it is held
  rooms:
    - {id: hall-a, name: Hall A}  # the large one
    - id: cellar
      name: {fr: Cave, en: Cellar}
"""
SESSIONS = """\
# by hand
sessions:
  # the first day
  - id: honey
    title: {fr: Le miel, en: Honey}
    summary:
      fr: Tout.
    starts: 2024-03-30 09:00  # after the coffee
    ends: 09:45
    room: hall-a
    speakers: [ann-lee]
    join: https://example.org/honey

  - id: wax
    title: Wax
    starts: 2024-03-30 10:00
    minutes: 30
    kind: discussion
    topics: [craft]
"""
FILES = {
    "sessions.yaml": SESSIONS.encode(),
    "speakers.yaml": b"speakers:\n  - {id: ann-lee, name: Ann Lee, also: [Dr. A. Lee]}\n",
    "topics.yaml": b"topics:\n  - {id: craft, name: {fr: M\xc3\xa9tier, en: Craft}, also: {en: [Trade]}}\n",
    "workshop.yaml": WORKSHOP.encode(),
}


def folder(**files: str) -> Knowledge:
    """The folder, with other texts of files by their stem."""
    reading = read_again(FILES | {f"{stem}.yaml": text.encode() for stem, text in files.items()})
    assert reading.knowledge, reading.problems
    return reading.knowledge


def item(title: str, starts: datetime | date, **more: Any) -> Item:
    """A session of a file, of which the language is not told."""
    return Item(place="row 2", key=more.pop("key", ""), title={"": title}, starts=starts, **more)


def programme(*items: Item, **more: Any) -> Programme:
    """A file."""
    return Programme("csv", items, **more)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time of March 2024."""
    return datetime(2024, 3, day, hour, minute)


HONEY = item("Honey", at(30, 9), ends=at(30, 9, 45), key="honey", rooms=("Hall A",), speakers=("Ann Lee",))
WAX = item("Wax", at(30, 10), ends=at(30, 10, 30), key="wax", topics=("Craft",))
"""The two sessions of the folder, as a file has them."""
