"""What is owed after any history of follows, choices and changes equals what a slow, plain model says; each comes once (P4, P13).

The model looks at how things stand now and knows nothing of rows: a follower of a session that takes place is owed a reminder for each
lead that is still to come, unless the very same one has come already.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from workshop_bot import owed
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session, Workshop
from workshop_bot.store import chats, follows, reminders
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata
from workshop_bot.store.tables import reminders as table

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2024, 12, 2, 1, tzinfo=UTC)  # eight o'clock in Hanoi
CHATS = (1, 2, 3)
STARTS: tuple[date, ...] = (
    datetime(2024, 12, 2, 9, tzinfo=HANOI),
    datetime(2024, 12, 2, 9, 5, tzinfo=HANOI),
    datetime(2024, 12, 3, 14, tzinfo=HANOI),
    datetime(2024, 12, 2, 7, tzinfo=HANOI),
    date(2024, 12, 3),
)
SESSIONS = {"talk": ("surgery",), "cases": ("surgery", "drugs"), "closing": ()}
TARGETS = ("all", "day:2024-12-02", "day:2024-12-03", "topic:surgery", "topic:drugs", *(f"session:{name}" for name in SESSIONS))
Key = tuple[int, str, int, str]
"""Chat, session, lead, version."""


@dataclass
class World:
    """How things stand, by the model; `came` is what came already, each as often as it came."""

    now: datetime = NOW
    starts: dict[str, date] = field(default_factory=lambda: dict.fromkeys(SESSIONS, STARTS[2]))
    cancelled: set[str] = field(default_factory=set)
    leads: dict[int, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys(CHATS, (15, 0)))
    silent: set[int] = field(default_factory=set)
    follows: dict[int, dict[str, bool]] = field(default_factory=lambda: {chat: {} for chat in CHATS})
    came: list[Key] = field(default_factory=list)

    def programme(self) -> Knowledge:
        workshop = Workshop.model_construct(starts=date(2024, 12, 2), ends=date(2024, 12, 6), timezone=HANOI.key)
        return Knowledge(workshop, sessions=tuple(map(self.session, SESSIONS)))

    def session(self, name: str) -> Session:
        return Session.model_construct(
            id=name, title=Text(name), starts=self.starts[name], topics=SESSIONS[name], cancelled=name in self.cancelled
        )

    def owed(self) -> dict[Key, datetime]:
        """Each reminder that is owed from now on, and when."""
        return {key: due for key, due in self._all() if due > self.now and key not in self.came}

    def _all(self) -> Iterator[tuple[Key, datetime]]:
        for chat in CHATS:
            for name in SESSIONS:
                session = self.session(name)
                if chat in self.silent or name in self.cancelled or not self._follows(chat, session):
                    continue
                version = owed.version(session, HANOI)
                if session.begins is None:
                    evening = datetime.combine(session.day - timedelta(days=1), time(18), HANOI)
                    yield (chat, name, 0, version), evening.astimezone(UTC)
                    continue
                for lead in set(self.leads[chat]) - {0}:
                    yield (chat, name, lead, version), session.begins.astimezone(UTC) - timedelta(minutes=lead)

    def _follows(self, chat: int, session: Session) -> bool:
        mine = self.follows[chat]
        if not mine.get(f"session:{session.id}", True):
            return False
        wider = ["all", f"day:{session.day}", *(f"topic:{topic}" for topic in session.topics), f"session:{session.id}"]
        return any(mine.get(target) for target in wider)


def waiting(connection: Connection) -> dict[Key, datetime]:
    columns = table.c["chat", "session", "lead", "version", "due"]
    rows = connection.execute(select(*columns).where(table.c.state == "waiting"))
    return {(chat, name, lead, version): due for chat, name, lead, version, due in rows}


def act(world: World, connection: Connection, kind: str, chat: int, target: str, session: str, start: int, leads: tuple[int, int]) -> None:
    """One thing that happens, and what is planned anew for it; by the model and in the database."""
    concerned: list[Session] | None = None
    whose: int | None = chat
    match kind:
        case "follow" | "stop":
            target = f"session:{session}" if kind == "stop" else target
            world.follows[chat][target] = kind == "follow"
            follows.follow(connection, chat, target, world.now, stopped=kind == "stop")
        case "drop":
            world.follows[chat].pop(target, None)
            follows.drop(connection, chat, [target])
        case "off":
            world.follows[chat].clear()
            follows.drop(connection, chat)
        case "leads":
            world.leads[chat] = leads
            chats.change(connection, chat, lead=leads[0], second_lead=leads[1])
        case "silence":
            world.silent ^= {chat}
            chats.change(connection, chat, silent=chat in world.silent)
        case "move" | "cancel":
            if kind == "move":
                world.starts[session] = STARTS[start]
            else:
                world.cancelled ^= {session}
            concerned, whose = [world.session(session)], None
        case "later":
            world.now += timedelta(minutes=start * start * 37)
            came = reminders.due(connection, world.now, timedelta(), 99)
            reminders.done(connection, came)
            world.came += [(one.chat, one.session, one.lead, one.version) for one in came]
    owed.plan(connection, world.programme(), world.now, concerned, whose)


ACTS = st.tuples(
    st.sampled_from(["follow", "follow", "follow", "stop", "drop", "off", "leads", "silence", "move", "move", "cancel", "later"]),
    st.sampled_from(CHATS),
    st.sampled_from(TARGETS),
    st.sampled_from(list(SESSIONS)),
    st.integers(0, len(STARTS) - 1),
    st.sampled_from([(15, 0), (30, 10), (10, 10), (60, 15), (5, 0)]),
)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = Store(store_url)
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


@given(history=st.lists(ACTS, max_size=25))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_p04_p13_what_is_owed_after_any_history_is_what_the_model_says(store: Store, history: list[tuple[Any, ...]]) -> None:
    with store.transaction() as connection:
        example = connection.begin_nested()
        for chat in CHATS:
            chats.meet(connection, chat, True, NOW)
        world = World()
        for one in history:
            act(world, connection, *one)
            assert waiting(connection) == world.owed(), one
            assert len(world.came) == len(set(world.came)), "one came twice"
        owed.plan_anew(connection, world.programme(), world.now)
        assert waiting(connection) == world.owed()
        example.rollback()


def test_p13_moved_away_and_back_off_and_on_again_reminds_once(store: Store) -> None:
    with store.transaction() as connection:
        chats.meet(connection, 1, True, NOW)
        world = World(starts=dict.fromkeys(SESSIONS, STARTS[0]))
        steps = [
            *(("follow", "all"), ("move", 2), ("move", 0), ("later", 2), ("move", 2), ("move", 0)),
            *(("off", ""), ("follow", "day:2024-12-02"), ("cancel", ""), ("cancel", ""), ("leads", (30, 15)), ("leads", (15, 0))),
        ]
        came = []
        for kind, value in steps:
            start = value if isinstance(value, int) else 0
            act(world, connection, kind, 1, str(value), "talk", start, value if isinstance(value, tuple) else (15, 0))
            came.append(len([one for one in world.came if one[1] == "talk"]))
        assert came == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]
        assert waiting(connection) == {}


def test_the_model_sees_what_is_wrong(store: Store) -> None:
    with store.transaction() as connection:
        chats.meet(connection, 1, True, NOW)
        world = World()
        act(world, connection, "follow", 1, "topic:surgery", "talk", 0, (15, 0))
        assert len(world.owed()) == 2
        assert waiting(connection) != replace(world, leads={**world.leads, 1: (15, 5)}).owed()
        assert waiting(connection) != replace(world, cancelled={"talk"}).owed()
        assert waiting(connection) != replace(world, silent={1}).owed()
