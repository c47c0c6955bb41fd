"""The page on which anybody can try the bot: what people do on it is done, and it is told of everything, over one WebSocket.

browser ── act ──> Page ─> double (people's acts) ─> the bot      double ── event ──> Page ── told ──> every browser
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import WSMsgType, web

from workshop_bot.errors import WorkshopBotError
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.tryout import told
from workshop_bot.tryout.acts import SENT_ON
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.sent import SentLog
from workshop_bot.tryout.served import Served
from workshop_bot.tryout.world import Json, Message

log = logging.getLogger(__name__)

PORT = 8024
MOST_ADDED, LONGEST_NAME = 12, 30
MOST_EVENTS = 1000
"""So many events wait for a browser; one that takes them more slowly is told everything anew."""
FURTHEST = timedelta(days=60)
"""No clock goes further beyond the workshop's end."""

Advance = Callable[[datetime], Awaitable[None]]


@dataclass(frozen=True)
class Ahead:
    """What is to come: the next reminder of anybody, and the sessions that each person follows."""

    reminder: datetime | None = None
    followed: Mapping[int, Sequence[str]] = field(default_factory=dict)


Look = Callable[[Sequence[int]], Awaitable[Ahead]]


class Page:
    """The page's server and the browsers that look at it.

    `advance` turns the workshop's clock to a moment; `ahead` looks for what is to come for these people.
    """

    def __init__(self, double: Double, knowledge: Callable[[], Knowledge], advance: Advance, ahead: Look) -> None:
        self._double, self._knowledge, self._advance, self._look = double, knowledge, advance, ahead
        self._ahead = Ahead()
        self._called = asyncio.Event()
        self._browsers: dict[web.WebSocketResponse, asyncio.Queue[Json]] = {}
        self._served, self._sent = Served(double), SentLog(double)
        self._moving = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        double.listen(self._happened)

    async def open(self, port: int | None = None) -> str:
        """Listen on a port, or on the usual one or the next that is free; where the page is. OSError where the port is taken."""
        application = web.Application(middlewares=[self._served.guard])
        application.add_routes([*self._served.routes, web.get("/ws", self._line)])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        for number in [port] if port is not None else [*range(PORT, PORT + 20), 0]:
            try:
                await web.TCPSite(self._runner, "127.0.0.1", number).start()
                break
            except OSError:
                if port is not None or number == 0:
                    raise
        port = self._runner.addresses[0][1]
        self._start(self._look_ahead())
        self._served.at(port)
        return f"http://127.0.0.1:{port}/"

    async def close(self) -> None:
        """Listen no more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for browser in list(self._browsers):
            await browser.close()
        if self._runner:
            await self._runner.cleanup()

    def tell_programme(self) -> None:
        """Another programme is in force."""
        self._tell({"type": "programme", "programme": told.programme(self._knowledge())})
        self._called.set()

    # --- the line to a browser ---

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        browser = web.WebSocketResponse(max_msg_size=100_000, heartbeat=30)
        await browser.prepare(request)
        events: asyncio.Queue[Json] = asyncio.Queue(MOST_EVENTS)
        events.put_nowait(self._state())
        self._browsers[browser] = events
        teller = asyncio.create_task(_send(browser, events))
        try:
            async for heard in browser:
                if heard.type == WSMsgType.TEXT:
                    self._act(heard.data, events)
        finally:
            del self._browsers[browser]
            teller.cancel()
        return browser

    def _act(self, text: str, events: asyncio.Queue[Json]) -> None:
        """Do what a browser asks for; nonsense is answered and changes nothing."""
        try:
            asked = json.loads(text, parse_constant=_no_number)
            self._acts()[asked["do"]](asked)
        except (ValueError, KeyError, TypeError, AttributeError, StopIteration, OverflowError, RecursionError):
            if not events.full():
                events.put_nowait({"type": "error", "text": "?"})

    def _acts(self) -> dict[str, Callable[[Json], object]]:
        double = self._double
        return {
            "start": self._begin,
            "write": lambda asked: double.write(self._who(asked), self._where(asked)[1], self._where(asked)[0], self._answered(asked)),
            "attach": lambda asked: double.send_thing(
                self._who(asked),
                _kind(asked),
                self._where(asked, "name")[0],
                caption=str(asked["text"]),
                name=self._where(asked, "name")[1][:80],
            ),
            "edit": lambda asked: double.edit(self._who(asked), self._where(asked)[0], int(asked["message"]), self._where(asked)[1]),
            "tap": lambda asked: double.tap(
                self._who(asked), self._where(asked, "data")[0], int(asked["message"]), self._where(asked, "data")[1]
            ),
            "inline": lambda asked: double.ask_inline(self._who(asked), str(asked["words"])),
            "choose": lambda asked: double.choose_inline(
                self._who(asked), self._where(asked, "result")[0], str(asked["query"]), str(asked["result"])
            ),
            "open": lambda asked: double.start(self._who(asked), str(asked["link"]).partition("start=")[2]),
            "add": self._add,
            "advance": self._move,
            "fault": self._fault,
        }

    def _who(self, asked: Json) -> int:
        return self._double.world.people[asked["person"]].id

    def _where(self, asked: Json, key: str = "text") -> tuple[int, str]:
        """The chat, in which the person must be, and the words, of which there must be some."""
        chat, words = int(asked["chat"]), str(asked[key])
        group = self._double.world.groups.get(chat)
        if not words.strip() or (asked["person"] not in group.members if group else chat != asked["person"]):
            raise ValueError("nothing to say, or not there")
        return chat, words

    def _answered(self, asked: Json) -> int | None:
        """The message that is answered, if it stands there."""
        found = self._double.world.find(int(asked["chat"]), asked.get("reply_to"))
        return found.id if found else None

    def _begin(self, asked: Json) -> None:
        """Somebody writes for the first time; the organiser, whom the page calls by no language, has that of the page."""
        one = self._double.world.people[self._who(asked)]
        if one.organiser and asked.get("language") in told.LANGUAGES:
            one.language = asked["language"]
        self._double.start(one.id)

    def _add(self, asked: Json) -> None:
        name, language, world = str(asked["name"]).strip()[:LONGEST_NAME], asked["language"], self._double.world
        if not name or language not in told.LANGUAGES or sum(one.added for one in world.people.values()) >= MOST_ADDED:
            raise ValueError("nobody to add")
        number = max(world.people) + 1
        self._double.add_person(number, name, language, added=True)
        for group in world.groups.values():
            group.members.append(number)
        zone = self._knowledge().workshop.zone
        chats = [told.private_chat(self._double, world.people[number], zone)]
        chats += [told.group_chat(self._double, group, zone) for group in world.groups.values()]
        self._tell({"type": "people", "people": [told.person(one) for one in world.people.values()], "chats": chats})

    def _fault(self, asked: Json) -> None:
        faults = self._double.faults
        if "slow" in asked:
            faults.slow = 2.0 if asked["slow"] else 0.0
        if "down" in asked:
            faults.down = bool(asked["down"])
        for key, blocked in (("block", True), ("unblock", False)):
            if key in asked:
                self._double.block(self._double.world.people[asked[key]].id, blocked)
        if "slow" in asked or "down" in asked:
            self._tell({"type": "faults", "faults": self._faults()})

    def _move(self, asked: Json) -> None:
        now, workshop = self._double.clock.now(), self._knowledge().workshop
        if asked.get("to") == "reminder":
            return self._start(self._moved(None))
        to = datetime.fromisoformat(asked["to"]) if "to" in asked else now + timedelta(minutes=float(asked["minutes"]))
        last = datetime.combine(workshop.ends, datetime.min.time(), workshop.zone) + FURTHEST
        if to.tzinfo is None or not now < to <= last:
            raise ValueError("the clock goes forward, and not for ever")
        return self._start(self._moved(to))

    async def _moved(self, to: datetime | None) -> None:
        """Turn the clock to a moment, or to the next reminder."""
        async with self._moving:
            self._tell({"type": "clock", "clock": self._clock(moving=True)})
            try:
                to = to or (await self._look(())).reminder
                if to and to > self._double.clock.now():
                    await self._advance(to)
            except WorkshopBotError as error:
                log.error("the clock stops at %s: %s", self._double.clock.now().isoformat(timespec="minutes"), error)
            finally:
                self._tell({"type": "clock", "clock": self._clock(moving=False)})
                self._called.set()

    async def _look_ahead(self) -> None:
        """Tell what is to come, each time that it may be something else."""
        while True:
            await self._called.wait()
            self._called.clear()
            with suppress(WorkshopBotError):  # it is said where the bot itself meets it
                ahead = await self._look(list(self._double.world.people))
                if ahead != self._ahead:
                    self._ahead = ahead
                    self._tell({"type": "ahead", "ahead": self._to_come()})

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- what is told ---

    def _state(self) -> Json:
        world, knowledge = self._double.world, self._knowledge()
        zone = knowledge.workshop.zone
        chats = [told.private_chat(self._double, one, zone) for one in world.people.values()]
        return {
            "type": "state",
            "bot": {"name": self._double.bot["username"]},
            "people": [told.person(one) for one in world.people.values()],
            "chats": [*chats, *(told.group_chat(self._double, group, zone) for group in world.groups.values())],
            "clock": self._clock(moving=self._moving.locked()),
            "ahead": self._to_come(),
            "programme": told.programme(knowledge),
            "sent": [self._entry(entry) for entry in self._sent.entries],
            "faults": self._faults(),
        }

    def _happened(self, event: Json) -> None:
        """Pass on what has happened in the small Telegram."""
        match event["type"]:
            case "message":
                said: Message = event["message"]
                told_message = told.message(self._double, said, self._knowledge().workshop.zone)
                self._tell({"type": "message", "chat": said.chat, "message": told_message})
            case "called":
                self._called.set()
                if entry := self._sent.note(event):
                    self._tell({"type": "sent", "entry": self._entry(entry)})
            case "commands":
                self._tell_menus()
            case "blocked":
                self._tell({"type": "faults", "faults": self._faults()})
            case "deleted" | "toast" | "typing" | "inline":
                self._tell(event)

    def _tell_menus(self) -> None:
        world = self._double.world
        for one in world.people.values():
            self._tell({"type": "commands", "chat": one.id, "person": one.id, "commands": told.menu(self._double, one, private=True)})
        for group in world.groups.values():
            for number in group.members:
                commands = told.menu(self._double, world.people[number], private=False)
                self._tell({"type": "commands", "chat": group.id, "person": number, "commands": commands})

    def _tell(self, event: Json) -> None:
        for events in self._browsers.values():
            if events.full():
                while not events.empty():
                    events.get_nowait()
                event = self._state()
            events.put_nowait(event)

    def _entry(self, entry: Json) -> Json:
        return {**entry, "at": entry["at"].astimezone(self._knowledge().workshop.zone).isoformat(timespec="seconds")}

    def _clock(self, moving: bool) -> Json:
        return told.clock(self._double.clock.now(), self._knowledge().workshop.zone, moving)

    def _to_come(self) -> Json:
        due = self._ahead.reminder
        reminder = due.astimezone(self._knowledge().workshop.zone).isoformat(timespec="seconds") if due else None
        return {"reminder": reminder, "followed": {str(person): sessions for person, sessions in self._ahead.followed.items()}}

    def _faults(self) -> Json:
        faults, people = self._double.faults, self._double.world.people.values()
        return {"slow": bool(faults.slow), "down": faults.down, "blocked": [one.id for one in people if one.blocked]}


async def _send(browser: web.WebSocketResponse, events: asyncio.Queue[Json]) -> None:
    with suppress(ConnectionError):  # the browser is gone
        while True:
            await browser.send_json(await events.get())


def _kind(asked: Json) -> str:
    """What is attached."""
    if asked["kind"] not in SENT_ON:
        raise ValueError("nothing that is sent on")
    return str(asked["kind"])


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
