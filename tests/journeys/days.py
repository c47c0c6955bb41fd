"""Five days of a workshop in seconds: people of all kinds, a programme that changes, a network and a process that fail.

The program's own tables, ticks, worders and sender run on a real database in a loop whose time leaps; beside them a plain and slow
forecast (`Forecast`) keeps the same history as dictionaries, and says after each tick who is owed which reminder. Everything comes from
one seed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2024, 12, 3)
TOPICS = ("surgery", "radiotherapy", "nursing")
ROOMS = ("hall-a", "hall-b")
ZONES = ("", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "+02:00")
QUIET = ("", "", "22:00-07:00", "21:30-06:00", "12:30-13:30")
LEADS = ((15, 0), (15, 0), (30, 0), (60, 10), (5, 0), (120, 15))
TOGETHER = timedelta(minutes=5)


@dataclass(frozen=True)
class Meeting:
    """A session as the script has it; `begins` is wall-clock time of the workshop, None while hours are not known."""

    id: str
    day: date
    begins: time | None
    minutes: int
    topic: str
    room: str
    cancelled: bool = False

    @property
    def title(self) -> str:
        """Found in a message as it stands."""
        return f"Meeting {self.id.upper()}"

    @property
    def start(self) -> datetime | None:
        """When it begins, in UTC."""
        return datetime.combine(self.day, self.begins, HANOI).astimezone(UTC) if self.begins else None

    @property
    def end(self) -> datetime | None:
        """When it ends, in UTC."""
        return self.start + timedelta(minutes=self.minutes) if self.start else None

    @property
    def targets(self) -> set[str]:
        """What it is followed by."""
        return {"all", f"day:{self.day}", f"topic:{self.topic}", f"session:{self.id}"}

    def yaml(self) -> str:
        """As the folder has it."""
        start = f"{self.day} {self.begins:%H:%M}" if self.begins else str(self.day)
        length = f", minutes: {self.minutes}" if self.begins else ""
        gone = ", cancelled: true" if self.cancelled else ""
        return f"  - {{id: {self.id}, title: {self.title}, starts: {start}{length}, topics: [{self.topic}], room: {self.room}{gone}}}"


@dataclass(frozen=True)
class Person:
    """Somebody with habits; `follows` maps a target to whether it is followed (False: stopped)."""

    chat: int
    language: str
    leads: tuple[int, int]
    quiet: str
    zone: str
    silent: bool = False
    follows: dict[str, bool] = field(default_factory=dict)

    def wants(self, meeting: Meeting) -> bool:
        """Whether they are to be reminded of it."""
        stopped = self.follows.get(f"session:{meeting.id}") is False
        return not self.silent and not stopped and any(self.follows.get(target) for target in meeting.targets)


def programme(chance: random.Random) -> list[Meeting]:
    """Thirty meetings on five days, some at the same time, a few without hours."""
    hours = (time(8, 30), time(9), time(9), time(10, 15), time(13, 30), time(17))
    return [
        Meeting(
            f"m{day}{place}",
            FIRST + timedelta(days=day),
            None if chance.random() < 0.08 else hour,
            chance.choice((30, 45, 60)),
            chance.choice(TOPICS),
            chance.choice(ROOMS),
        )
        for day in range(5)
        for place, hour in enumerate(hours)
    ]


def people(chance: random.Random, many: int, meetings: list[Meeting]) -> dict[int, Person]:
    """People of all kinds: many follow everything, some a day, a topic, single sessions, nothing."""
    found = {}
    for chat in range(1, many + 1):
        targets: list[str] = []
        match chance.randrange(6):
            case 0 | 1:
                targets = ["all"]
            case 2:
                targets = [f"day:{FIRST + timedelta(days=chance.randrange(5))}"]
            case 3:
                targets = [f"topic:{chance.choice(TOPICS)}"]
            case 4:
                targets = [f"session:{meeting.id}" for meeting in chance.sample(meetings, chance.randint(1, 4))]
        follows = dict.fromkeys(targets, True)
        leads, quiet, zone = chance.choice(LEADS), chance.choice(QUIET), chance.choice(ZONES)
        found[chat] = Person(chat, chance.choice(("vi", "fr", "en")), leads, quiet, zone, follows=follows)
    return found


@dataclass(frozen=True)
class Change:
    """Something that happens at a moment: somebody follows or changes their habits, the programme changes, the program is down."""

    at: datetime
    kind: str
    chat: int = 0
    target: str = ""
    meeting: Meeting | None = None
    person: Person | None = None


def script(chance: random.Random, known: dict[int, Person], meetings: list[Meeting], many: int) -> Iterator[Change]:
    """What happens in the five days and on their eve, in order."""
    begins = datetime.combine(FIRST - timedelta(days=1), time(12), HANOI).astimezone(UTC)
    now, persons = {meeting.id: meeting for meeting in meetings}, dict(known)
    for at in sorted(begins + timedelta(minutes=chance.uniform(0, 5.5 * 24 * 60)) for _ in range(many)):
        person, meeting = persons[chance.randint(1, len(persons))], chance.choice(list(now.values()))
        match chance.randrange(12):
            case 0 | 1:
                target = chance.choice(sorted(meeting.targets))
                persons[person.chat] = replace(person, follows={**person.follows, target: True})
            case 2:
                persons[person.chat] = replace(person, follows={})
            case 3:
                persons[person.chat] = replace(person, follows={**person.follows, f"session:{meeting.id}": False})
            case 4:
                persons[person.chat] = replace(person, leads=chance.choice(LEADS))
            case 5:
                persons[person.chat] = replace(person, quiet=chance.choice(QUIET), zone=chance.choice(ZONES))
            case 6:
                persons[person.chat] = replace(person, silent=not person.silent)
            case 7:
                yield Change(at, "down")
                continue
            case 8:
                now[meeting.id] = replace(meeting, cancelled=not meeting.cancelled)
            case 9:
                now[meeting.id] = replace(meeting, room=chance.choice(ROOMS))
            case _:
                shift = timedelta(minutes=chance.choice((-90, -30, -10, 15, 45, 60, 1440)))
                start = meeting.start + shift if meeting.start else None
                moved = start.astimezone(HANOI) if start else datetime.combine(meeting.day, time(11), HANOI)
                now[meeting.id] = replace(meeting, day=moved.date(), begins=moved.time())
        if persons[person.chat] is not person:
            yield Change(at, "person", person.chat, person=persons[person.chat])
        elif now[meeting.id] is not meeting:
            yield Change(at, "programme", meeting=now[meeting.id])


Key = tuple[str, int, str]
"""Meeting, lead, start."""


class Forecast:
    """Who is owed which reminder: dictionaries, walked through from end to end whenever something changes."""

    def __init__(self, persons: dict[int, Person], meetings: list[Meeting]) -> None:
        self.persons, self.meetings = dict(persons), {meeting.id: meeting for meeting in meetings}
        self.waiting: dict[int, dict[Key, datetime]] = {chat: {} for chat in persons}
        self.done: set[tuple[int, Key]] = set()

    def plan(self, now: datetime, chat: int | None = None) -> None:
        """Everybody, or one of them, × every meeting × every lead."""
        for person in self.persons.values() if chat is None else (self.persons[chat],):
            owed = dict(self._owed(person, now))
            kept = {key: due for key, due in self.waiting[person.chat].items() if key in owed}
            new = {key: due for key, due in owed.items() if due > now and (person.chat, key) not in self.done}
            self.waiting[person.chat] = kept | new

    def _owed(self, person: Person, now: datetime) -> Iterator[tuple[Key, datetime]]:
        for meeting in self.meetings.values():
            if not person.wants(meeting) or meeting.cancelled:
                continue
            start = f"{meeting.day} {meeting.begins}"
            if meeting.start is None:
                yield (meeting.id, 0, start), datetime.combine(meeting.day - timedelta(days=1), time(18), HANOI).astimezone(UTC)
                continue
            for lead in {lead for lead in person.leads if lead}:
                yield (meeting.id, lead, start), meeting.start - timedelta(minutes=lead)

    def due(self, now: datetime) -> dict[int, frozenset[str]]:
        """Chat → the meetings that it is reminded of now, in one message; what quiet hours hold waits for their end."""
        said: dict[int, frozenset[str]] = {}
        for chat, waiting in self.waiting.items():
            if min(waiting.values(), default=now + TOGETHER) > now:
                continue
            quiet = quiet_until(self.persons[chat], now)
            told = set()
            for key, due in list(waiting.items()):
                meeting = self.meetings[key[0]]
                if due > now + TOGETHER:
                    continue
                if quiet and not (meeting.start and meeting.start < quiet):
                    waiting[key] = max(due, quiet)
                    continue
                del waiting[key]
                self.done.add((chat, key))
                if not self._over(meeting, now):
                    told.add(meeting.id)
            if told:
                said[chat] = frozenset(told)
        return said

    def next_due(self, after: datetime) -> datetime | None:
        """The next moment at which somebody is owed something."""
        return min((due for waiting in self.waiting.values() for due in waiting.values() if due > after), default=None)

    @staticmethod
    def _over(meeting: Meeting, now: datetime) -> bool:
        return meeting.end <= now if meeting.end else meeting.day < now.astimezone(HANOI).date()


def quiet_until(person: Person, now: datetime) -> datetime | None:
    """The end of the quiet hours that a moment lies in, found minute by minute on the person's own clock."""
    if not person.quiet:
        return None
    first, last = (time.fromisoformat(part) for part in person.quiet.split("-"))
    zone = {"": HANOI, "+02:00": ZoneInfo("Etc/GMT-2")}.get(person.zone) or ZoneInfo(person.zone)

    def quiet(moment: datetime) -> bool:
        clock = moment.astimezone(zone).time()
        return first <= clock < last if first < last else clock >= first or clock < last

    if not quiet(now):
        return None
    moment = now.replace(second=0, microsecond=0)
    while quiet(moment):
        moment += timedelta(minutes=1)
    return moment


def write(folder: Path, meetings: dict[str, Meeting]) -> None:
    """The folder of this programme."""
    last = FIRST + timedelta(days=4)
    rooms = ", ".join(f"{{id: {room}, name: {room.title()}}}" for room in ROOMS)
    (folder / "workshop.yaml").write_text(
        f"workshop:\n  id: days\n  name: Five days\n  starts: {FIRST}\n  ends: {last}\n  timezone: {HANOI.key}\n"
        f"  languages: [vi, fr, en]\n  rooms: [{rooms}]\n",
        encoding="utf-8",
    )
    (folder / "topics.yaml").write_text(
        "topics:\n" + "".join(f"  - {{id: {topic}, name: {topic}}}\n" for topic in TOPICS), encoding="utf-8"
    )
    lines = "\n".join(meeting.yaml() for meeting in meetings.values())
    (folder / "sessions.yaml").write_text(f"sessions:\n{lines}\n", encoding="utf-8")
