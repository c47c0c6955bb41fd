"""People who write to the bot, and what they see: each message goes through dispatch and a real database, and comes back as words.

`lan` (vi), `claire` (fr), `sam` (en), `organiser` and `stranger` (en) are in the shipped workshop at ten o'clock on its first day;
`made_up` is another world for the workshop beside tests/answers.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from workshop_bot.answers import Ready, prepare
from workshop_bot.delivery import dispatch
from workshop_bot.delivery.dispatch import Service
from workshop_bot.delivery.outbox import BROADCASTS
from workshop_bot.delivery.rows import SHARES
from workshop_bot.delivery.turn import Article, Button, Delete, Edit, File, Incoming, Inline, Keyboard, Reply, Say, Toast
from workshop_bot.delivery.words import word
from workshop_bot.delivery.written import ACTS, from_json, incoming_to_json
from workshop_bot.features import ROUTES, WORDERS, ticks
from workshop_bot.knowledge.read import usable
from workshop_bot.store import chats, follows, inbox, organisers, outbox, slots
from workshop_bot.store.chats import Chat, find
from workshop_bot.store.engine import Store
from workshop_bot.store.inbox import Waiting
from workshop_bot.store.tables import metadata, reminders

ROOT = Path(__file__).resolve().parents[2]
GROUP = -1001
SIGNS = re.compile("[\N{ALARM CLOCK}\N{WARNING SIGN}\N{ROUND PUSHPIN}]")
"""The signs of the program's own; a message has one at most."""
ORGANISER = 4
OTHER = 8


class World:
    """A database, a folder, a moment; what is sent is there at once, under the next number of its chat."""

    def __init__(self, store: Store, ready: Ready, now: datetime, sees_all: bool = False) -> None:
        self.store, self.ready, self.now = store, ready, now
        self.service = Service(ROUTES, lambda: self.ready, "pow_bot", frozenset({ORGANISER}), sees_all)
        self.updates, self.messages = 0, 100
        self.shown: dict[tuple[int, int], Say | Edit] = {}
        self.newest: dict[int, int] = {}
        self.heard: dict[int, list[Reply]] = {}
        self.dropped: list[str] = []
        """Why messages were of no use any more, when they were worded."""
        self.cut: set[int] = set()
        """Chats to which a broadcast is of unknown fate: the connection is cut while Telegram's answer is awaited."""

    def at(self, moment: str) -> None:
        """Turn the clock to a moment of the workshop's zone: `world.at("2024-12-03 09:00")`."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=self.ready.knowledge.workshop.zone).astimezone(UTC)

    def later(self, minutes: float) -> None:
        """Turn the clock on."""
        self.now += timedelta(minutes=minutes)

    def receive(self, **fields: Any) -> list[Reply]:
        """One update; what the bot replies, in order."""
        self.updates += 1
        incoming = Incoming(self.updates, **fields)
        row = Waiting(self.updates, self.now, incoming.chat, incoming.person, incoming.kind, dispatch.TRIES - 1, incoming_to_json(incoming))
        with self.store.transaction() as connection:
            inbox.keep(connection, [row])
        with self.store.transaction() as connection:
            dispatch.handle(connection, [row], self.service, self.now)
        with self.store.transaction() as connection:
            assert inbox.counts(connection).get("parked", 0) == 0, "a handler raised: see the log"
            return self._sent(connection)

    def tick(self) -> None:
        """What is due by the clock is put into the outbox, and sent: `Person.hears` gives it."""
        with self.store.transaction() as connection:
            for tick in ticks({ORGANISER}):
                while tick.run(connection, self.ready, self.now):
                    pass
            for reply in self._sent(connection):
                assert isinstance(reply, Say | Edit | Delete)
                self.heard.setdefault(reply.chat, []).append(reply)

    def _sent(self, connection: Connection) -> list[Reply]:
        """Send what waits, in order; what waits as a kind and ids is worded, or dropped with its reason."""
        replies = []
        while waiting := outbox.ready(connection, self.now, 100):
            first = min(waiting, key=lambda row: row.id)
            reply = from_json(first.act, first.data) if first.act in ACTS else self._worded(connection, first)
            if isinstance(reply, str):
                self.dropped.append(reply)
                outbox.finish(connection, first.id, "dropped", self.now, reply)
                continue
            if isinstance(reply, datetime):
                outbox.later(connection, first, self.now, (reply - self.now).total_seconds(), "held")
                continue
            if first.chat in self.cut and first.rank == BROADCASTS:
                outbox.finish(connection, first.id, "unsure", self.now, "cut")
                continue
            replies.append(reply)
            message = self._there(connection, reply, first.slot) if isinstance(reply, Say | Edit) else None
            if isinstance(reply, Delete):
                self._gone(connection, reply)
            outbox.finish(connection, first.id, "sent", self.now, message=message)
        return replies

    def _gone(self, connection: Connection, reply: Delete) -> None:
        """A message that is there no more."""
        message = reply.message or slots.find(connection, reply.chat, reply.slot)
        self.shown.pop((reply.chat, message or 0), None)
        slots.empty(connection, reply.chat, reply.slot)

    def _worded(self, connection: Connection, row: outbox.Row) -> Say | Edit | Delete | datetime | str:
        if row.until and row.until < self.now:
            return "too late"
        return word(connection, row, self.now, lambda: self.ready, lambda: "pow_bot", WORDERS, ROUTES.commands)

    def _there(self, connection: Any, reply: Say | Edit, slot: str) -> int:
        """The number of the message that a reply makes or changes; none breaks the rules for every message."""
        assert len(SIGNS.findall(reply.text.text)) <= 1, reply.text.text
        assert all(len(row) == 1 or max(len(button.words) for button in row) <= SHARES for row in reply.buttons), reply.buttons
        known = None
        if isinstance(reply, Edit):
            known = reply.message or slots.find(connection, reply.chat, reply.slot)
        if known is None:
            self.messages += 1
            known = self.messages
        if slot:
            slots.fill(connection, reply.chat, slot, known, self.now)
        self.shown[reply.chat, known] = reply
        self.newest[reply.chat] = known
        return known

    def chat(self, chat: int) -> Chat:
        """The row of a chat."""
        with self.store.transaction() as connection:
            found = find(connection, chat)
        assert found
        return found


class Person:
    """Somebody with a phone; each act gives what the bot replies, as `seen` writes it."""

    def __init__(self, world: World, number: int, language: str) -> None:
        self.world, self.number, self.language = world, number, language
        self.last = 0  # the number of the message written last

    @property
    def row(self) -> Chat:
        """What is kept of this person's chat."""
        return self.world.chat(self.number)

    @property
    def followed(self) -> dict[str, bool]:
        """Target → False where it is stopped."""
        with self.world.store.transaction() as connection:
            return follows.of(connection, self.number)

    @property
    def waits(self) -> dict[str, str]:
        """Session → when its reminders come, by the workshop's clocks: `03 08:15`, of several with spaces between."""
        table, zone = reminders.c, self.world.ready.knowledge.workshop.zone
        mine = select(table.session, table.due).where(table.chat == self.number, table.state == "waiting").order_by(table.due)
        found: dict[str, str] = {}
        with self.world.store.transaction() as connection:
            for session, due in connection.execute(mine):
                found[session] = f"{found.get(session, '')} {due.astimezone(zone):%d %H:%M}".strip()
        return found

    @property
    def newest(self) -> str:
        """The newest message in this chat that was said or changed, as `seen` writes it."""
        shown = self.world.shown[self.number, self.world.newest[self.number]]
        return _with_buttons(shown.text.text, shown.buttons)

    @property
    def buttons(self) -> list[str]:
        """The rows of buttons of the newest message, as `seen` writes them."""
        shown = self.world.shown[self.number, self.world.newest[self.number]]
        return [" ".join(map(_button, row)) for row in shown.buttons]

    def replies(self, kind: str, text: str, group: bool = False, **fields: Any) -> list[Reply]:
        """What the bot replies to an update of this person, as records."""
        self.world.messages += 1
        self.last = self.world.messages if kind == "text" else self.last
        known = {
            "chat": GROUP if group else self.number, "person": self.number, "private": not group,
            "message": self.world.messages, "language": self.language,
        }  # fmt: skip
        return self.world.receive(kind=kind, text=text, **(known | fields))

    def says(self, text: str, group: bool = False, **fields: Any) -> str:
        """Write a message, in private or in the group."""
        return seen(self.replies("text", text, group, **fields))

    def edits(self, message: int, text: str, **fields: Any) -> str:
        """Change a message of one's own; see `last`."""
        return seen(self.replies("edited", text, message=message, **fields))

    def sends(self, what: str, **fields: Any) -> str:
        """Send what is no text: photo, voice, sticker, location."""
        return seen(self.replies("other", what, **fields))

    def hears(self) -> str:
        """What has come by itself by now, since this was asked last."""
        self.world.tick()
        return seen(self.world.heard.pop(self.number, []))

    def taps(self, words: str, group: bool = False) -> str:
        """Tap the newest button with these words in this chat."""
        chat = GROUP if group else self.number
        places = sorted((place for place in self.world.shown if place[0] == chat), reverse=True)
        for place in places:
            for button in (button for row in self.world.shown[place].buttons for button in row):
                if button.words == words:
                    return self.taps_data(button.data, place[1], group)
        raise AssertionError(f"no button {words!r}")

    def taps_data(self, data: str, message: int = 1, group: bool = False) -> str:
        """Tap a button with this data, be it forged."""
        return seen(self.replies("tap", data, group, message=message, query="tap"))


def seen(replies: list[Reply]) -> str:
    """Replies as one reads them, a blank line between: `text`, then rows of `[button] [button]`; empty toasts are left out."""
    return "\n\n".join(filter(None, map(_seen, replies)))


def _seen(reply: Reply) -> str:
    match reply:
        case Say(text=text, buttons=buttons):
            return _with_buttons(text.text, buttons)
        case Edit(text=text, buttons=buttons):
            return _with_buttons(f"(edited) {text.text}", buttons)
        case Delete():
            return "(deleted)"
        case Toast(text=text, alert=alert):
            return f"({'alert' if alert else 'toast'}) {text}" if text else ""
        case File(name=name, text=text):
            return f"(file {name}) {text.text}"
        case Inline(articles=articles):
            return "\n".join(map(_article, articles))


def _with_buttons(text: str, buttons: Keyboard) -> str:
    return "\n".join([text, *(" ".join(map(_button, row)) for row in buttons)])


def _button(button: Button) -> str:
    return f"[{button.words} → {button.url}]" if button.url else f"[{button.words}]"


def _article(article: Article) -> str:
    return f"{article.title}: {article.description}"


@pytest.fixture(scope="session")
def shipped() -> Ready:
    """The shipped workshop, ready to be asked."""
    return prepare(usable(ROOT / "knowledge"))


@pytest.fixture(scope="session")
def asthma() -> Ready:
    """The made-up workshop, ready to be asked."""
    return prepare(usable(ROOT / "tests" / "answers" / "asthma"))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, made once."""
    path = tmp_path_factory.mktemp("empty") / "bot.db"
    made = Store(f"sqlite:///{path}")
    metadata.create_all(made.engine)
    made.close()
    return path


@pytest.fixture
def store(tmp_path: Path, empty_database: Path) -> Iterator[Store]:
    """An empty database in a file."""
    opened = Store(f"sqlite:///{shutil.copy(empty_database, tmp_path)}")
    yield opened
    opened.close()


@pytest.fixture
def world(store: Store, shipped: Ready) -> World:
    """The shipped workshop, on its first day at ten."""
    return World(store, shipped, datetime(2024, 12, 2, 3, tzinfo=UTC))


@pytest.fixture
def made_up(store: Store, asthma: Ready) -> World:
    """The made-up workshop, on its first day at ten past nine."""
    world = World(store, asthma, datetime(2030, 6, 3, tzinfo=UTC))
    world.at("2030-06-03 09:10")
    return world


@pytest.fixture
def person() -> Callable[[World, int, str], Person]:
    """Anybody: `person(world, number, language)`."""
    return Person


@pytest.fixture
def lan(world: World) -> Person:
    return Person(world, 1, "vi")


@pytest.fixture
def claire(world: World) -> Person:
    return Person(world, 2, "fr")


@pytest.fixture
def sam(world: World) -> Person:
    return Person(world, 3, "en-GB")


@pytest.fixture
def organiser(world: World) -> Person:
    return Person(world, ORGANISER, "en")


@pytest.fixture
def second(world: World) -> Person:
    """Another organiser, whom the first has made one."""
    with world.store.transaction() as connection:
        organisers.add(connection, OTHER, "organiser", world.now)
    made = Person(world, OTHER, "en")
    made.says("/start")
    return made


@pytest.fixture
def stranger(world: World) -> Person:
    return Person(world, 666, "en")


@pytest.fixture
def asthma_world(made_up: Any) -> Any:
    """The made-up workshop, on its first day at eight."""
    made_up.at("2030-06-03 08:00")
    with made_up.store.transaction() as connection:
        organisers.add(connection, OTHER, "organiser", made_up.now)
    return made_up


@pytest.fixture
def boss(asthma_world: Any, person: Any) -> Any:
    return person(asthma_world, ORGANISER, "en")


@pytest.fixture
def other(asthma_world: Any, person: Any) -> Any:
    return person(asthma_world, OTHER, "en")


@pytest.fixture
def follow(asthma_world: Any) -> Callable[..., None]:
    """So many people follow these targets: `follow(3, "session:opening")`."""

    def following(many: int, *targets: str) -> None:
        with asthma_world.store.transaction() as connection:
            first = 1000 + len(connection.exec_driver_sql("SELECT chat FROM chats").all())
            for number in range(first, first + many):
                chats.meet(connection, number, True, asthma_world.now)
                for target in targets:
                    follows.follow(connection, number, target, asthma_world.now)

    return following
