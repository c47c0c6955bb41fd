"""Whatever changes in whatever order: each person concerned hears the net change once, and nobody else anything (P13, P14).

The same story goes through the real store and through a plain, slow model, which keeps for each person what they know of each session;
what is heard is compared after each tick.
"""

import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.features.conftest import World

from workshop_bot.answers import Ready
from workshop_bot.answers import prepare as prepared
from workshop_bot.delivery.turn import Say
from workshop_bot.features import changes
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Room, Session, Topic, Workshop
from workshop_bot.store import chats, follows, notices
from workshop_bot.store.engine import Store

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2024, 12, 2, 1, tzinfo=UTC)  # eight o'clock in Hanoi
NAMES = ("x", "y", "z")


@dataclass(frozen=True)
class Plain:
    """A session: quarters of an hour after the first midnight, the place of its room, which title, and the rest as it is."""

    quarter: int
    place: int = 0
    title: int = 0
    off: bool = False
    topic: bool = False
    link: bool = False

    @property
    def begins(self) -> datetime:
        return datetime(2024, 12, 2, tzinfo=HANOI) + self.quarter * timedelta(minutes=15)

    def is_over(self, now: datetime) -> bool:
        return self.begins + timedelta(hours=1) <= now


@dataclass
class Somebody:
    """A person, what they know where it is not what is so, and the message that is on its way to them."""

    number: int
    follows: frozenset[str]
    presence: str
    quiet: tuple[int, int] | None = None
    pending: dict[str, tuple[Plain | None, datetime]] = field(default_factory=dict)
    leaving: dict[str, Plain | None] | None = None

    def wants(self, name: str, session: Plain | None) -> bool:
        if session is None or f"-{name}" in self.follows:
            return False
        return bool({"all", name, f"{session.begins:%a}", "topic" if session.topic else name} & self.follows)

    def quiet_until(self, now: datetime) -> datetime | None:
        """By the clock of Hanoi, over midnight."""
        if self.quiet is None:
            return None
        clock, (first, last) = now.astimezone(HANOI), self.quiet
        if first <= clock.hour or clock.hour < last:
            day = clock.date() + timedelta(days=first <= clock.hour)
            return datetime(day.year, day.month, day.day, last, tzinfo=HANOI).astimezone(UTC)
        return None

    def heard(self, name: str, old: Plain | None, new: Plain | None, now: datetime) -> str:
        """What they hear of a session that they know as it was, in the words that head the message; "" for nothing."""
        if not (self.wants(name, old) or self.wants(name, new)) or all(one.is_over(now) for one in (old, new) if one):
            return ""
        was, is_ = old is not None and not old.off, new is not None and not new.off
        if not is_:
            return ("Cancelled" if new else "No longer in the programme") if was else ""
        assert new
        if old is None and name not in self.follows:
            return "New session"
        if old is None or not was:
            return "Takes place after all"
        if old.quarter != new.quarter:
            return "Moved"
        found = ["Other room"] if old.place != new.place and not (self.presence == "online" and new.link) else []
        found += ["New title"] if old.title != new.title else []
        found += ["New link" if new.link else "No link any more"] if old.link != new.link and self.presence != "room" else []
        return found[0] if len(found) == 1 else "Changed" if found else ""


class Story:
    """The model and the real thing, side by side."""

    def __init__(self, store: Store, people: list[Somebody]) -> None:
        self.store = store
        self.now, self.people = MORNING, {person.number: person for person in people}
        self.plain: dict[str, Plain] = {name: Plain(44 + 50 * place) for place, name in enumerate(NAMES)}
        self.rooms = [0, 0]  # how often each place got another id
        self.called = [0, 0]  # and how often another name
        self.world = World(self.store, prepared(self.programme()), self.now)
        with self.store.transaction() as connection:
            for person in people:
                quiet = "{:02}:00-{:02}:00".format(*person.quiet) if person.quiet else ""
                chats.meet(connection, person.number, True, self.now)
                chats.change(connection, person.number, language="en", presence=person.presence, quiet=quiet, lead=0)
                for target in person.follows:
                    stopped = target.startswith("-")
                    follows.follow(connection, person.number, _TARGETS.get(target.strip("-"), target), self.now, stopped)

    def programme(self) -> Knowledge:
        ids = [f"room-{place}-{self.rooms[place]}" for place in (0, 1)]
        workshop = Workshop.model_construct(
            id="w", name=Text("W"), starts=date(2024, 12, 2), ends=date(2024, 12, 3), timezone="Asia/Ho_Chi_Minh", languages=("en",),
            rooms=tuple(Room.model_construct(id=ids[place], name=Text(f"{ids[place]} {self.called[place]}")) for place in (0, 1)),
        )  # fmt: skip

        def session(name: str, plain: Plain) -> Session:
            return Session.model_construct(
                id=name, title=Text(f"{name} {plain.title}"), starts=plain.begins, minutes=60, room=(ids[plain.place],),
                cancelled=plain.off, topics=("topic",) if plain.topic else (), join="https://a.vn" if plain.link else None,
            )  # fmt: skip

        topics = (Topic.model_construct(id="topic", name=Text("Topic")),)
        return Knowledge(workshop, topics=topics, sessions=tuple(session(*one) for one in self.plain.items()))

    def change(self, name: str, changed: dict[str, Any] | None, silent: bool) -> None:
        """One session gets other fields, is gone, or comes; model and store hear of it alike."""
        old = self.plain.get(name)
        if changed is None:
            self.plain.pop(name, None)
        else:
            self.plain[name] = replace(old or Plain(60), **changed)
        new = self.plain.get(name)
        self._take_over(frozenset({name}) if silent else frozenset())
        if silent or all(one.is_over(self.now) for one in (old, new) if one) or not _differs(old, new):
            return
        near = any(one.begins - timedelta(minutes=30) <= self.now and not one.is_over(self.now) for one in (old, new) if one)
        due = self.now if near else self.now + timedelta(seconds=60)
        for person in self.people.values():
            knows = person.pending.get(name, (old if person.wants(name, old) else None,))[0]
            if person.wants(name, old) or (person.wants(name, new) and new and not new.off):
                person.pending[name] = knows, due

    def rename(self, place: int, by_id: bool) -> None:
        """A room gets another name; another id as well where sessions are held in it, so that it can be told from a new room."""
        self.called[place] += 1
        if by_id and any(plain.place == place for plain in self.plain.values()):
            self.rooms[place] += 1
        self._take_over(frozenset())

    def _take_over(self, silent: frozenset[str]) -> None:
        old, new = self.world.ready.knowledge, self.programme()
        with self.store.transaction() as connection:
            changes.taken_over(connection, old, new, self.now, silent)
        self.world.ready = Ready(**{**vars(self.world.ready), "knowledge": new})

    def go_on(self, seconds: int, sends: bool) -> None:
        """Turn the clock; what is due on the way is dealt with at its moment, and sent unless Telegram is down."""
        until = self.now + timedelta(seconds=seconds)
        while True:
            self.tick(sends)
            with self.store.transaction() as connection:
                due = notices.next_due(connection, self.now)
            ours = min((due for one in self.people.values() for _, due in one.pending.values() if due > self.now), default=None)
            following = min(filter(None, (due, ours)), default=until)
            if self.now >= until:
                return
            self.now = min(following, until)

    def tick(self, sends: bool) -> None:
        self.world.now = self.now
        with self.store.transaction() as connection:
            while changes.tell(connection, self.world.ready, self.now):
                pass
            said = self.world._sent(connection) if sends else []
        found = {(reply.chat, head) for reply in said if isinstance(reply, Say) for head in _heads(reply.text.text)}
        assert len({reply.chat for reply in said if isinstance(reply, Say)}) == len(said), "one message a person"
        expected = {(person.number, head) for person in self.people.values() for head in self._told(person, sends)}
        assert found == expected

    def _is_news(self, old: Plain | None, new: Plain | None) -> bool:
        """Whether anybody may hear of it still: of what was changed back or is over no message is on its way."""
        return _differs(old, new) and not all(one.is_over(self.now) for one in (old, new) if one)

    def _told(self, person: Somebody, sends: bool) -> list[str]:
        """What the model says that this person hears now."""
        until = person.quiet_until(self.now)
        if person.leaving is None and any(due <= self.now for _, due in person.pending.values()):
            if until:
                person.pending = {name: (knows, max(due, until)) for name, (knows, due) in person.pending.items()}
            else:
                known = {name: knows for name, (knows, _) in person.pending.items()}
                person.leaving = known if any(self._is_news(knows, self.plain.get(name)) for name, knows in known.items()) else None
                person.pending = {}
        if person.leaving is None or not sends:
            return []
        leaving, person.leaving = person.leaving, None
        for name in leaving:
            person.pending.pop(name, None)
        if until:
            person.pending |= {name: (knows, until) for name, knows in leaving.items()}
            return []
        heads = ((name, person.heard(name, knows, self.plain.get(name), self.now)) for name, knows in leaving.items())
        return [f"{head}: {name}" for name, head in heads if head]


_TARGETS = {"Mon": "day:2024-12-02", "Tue": "day:2024-12-03", "topic": "topic:topic", **{name: f"session:{name}" for name in NAMES}}


def _differs(old: Plain | None, new: Plain | None) -> bool:
    if old is None or new is None or old.off or new.off:
        return (old is not None and not old.off) != (new is not None and not new.off)
    return replace(old, topic=new.topic) != new


def _heads(text: str) -> list[str]:
    """`Moved: x` for each session of a message."""
    return [f"{head}: {name}" for head, name in re.findall(r"^(?:⚠️ |\d+\. )(?!\d+ changes)(.+?): ([xyz]) \d+$", text, re.MULTILINE)]


QUARTERS = st.integers(34, 60) | st.integers(28, 190)  # of these two days; mostly about the time of the story
FIELDS = st.one_of(
    st.builds(lambda value: {"quarter": value}, QUARTERS),
    st.builds(lambda value: {"place": value}, st.integers(0, 1)),
    st.builds(lambda value: {"title": value}, st.integers(0, 1)),
    st.builds(lambda value: {"off": value}, st.booleans()),
    st.builds(lambda value: {"topic": value}, st.booleans()),
    st.builds(lambda value: {"link": value}, st.booleans()),
)
CHANGED = FIELDS | st.none() | st.builds(lambda one, other: one | other, FIELDS, FIELDS)
CHANGES = st.tuples(st.just("change"), st.sampled_from(NAMES), CHANGED, st.integers(0, 5).map(lambda number: number == 5))
STEPS = st.one_of(
    CHANGES,
    CHANGES,
    st.tuples(st.just("rename"), st.integers(0, 1), st.booleans()),
    st.tuples(st.just("go_on"), st.sampled_from([0, 5, 30, 59, 61, 61, 61, 300, 1800, 3 * 3600]), st.integers(0, 2).map(bool)),
)
PEOPLE = st.lists(
    st.builds(
        lambda targets, presence, quiet: (targets, presence, quiet),
        st.frozensets(st.sampled_from(["all", "Mon", "Tue", "topic", "x", "y", "-x", "-y"]), min_size=1, max_size=3).filter(
            lambda targets: not ({"x", "-x"} <= targets or {"y", "-y"} <= targets)
        ),
        st.sampled_from(["room", "online", "both", ""]),
        st.none() | st.sampled_from([(22, 7), (12, 9), (20, 10)]),
    ),
    min_size=3,
    max_size=5,
)


@settings(max_examples=50)
@given(people=PEOPLE, steps=st.lists(STEPS, min_size=15, max_size=45))
@example(  # of z there is no news, so that nothing is on its way when x moves
    people=[(frozenset({"Mon"}), "room", None)],
    steps=[
        ("change", "x", {"quarter": 34}, False),
        ("go_on", 3 * 3600, True),
        ("change", "z", {"quarter": 34}, False),
        ("go_on", 61, False),
        ("change", "x", {"quarter": 41}, False),
    ],
)
def test_p13_p14_each_person_concerned_hears_the_net_change_once(people: list[Any], steps: list[Any], empty_database: Path) -> None:
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{shutil.copy(empty_database, folder)}")
        story = Story(store, [Somebody(number, *one) for number, one in enumerate(people, 1)])
        for name, *arguments in steps:
            getattr(story, name)(*arguments)
        story.go_on(2 * 24 * 3600, True)
        assert all(not person.pending and person.leaving is None for person in story.people.values())
        store.close()
