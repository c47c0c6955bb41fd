"""From an update that waits to its replies in the outbox: found a route, handled, marked, all in one transaction (P2).

inbox ─ fair order ─> route ─ rights ─> handler(Turn) ─> replies ─> outbox
                                           └─ raised three times: parked, the person is told
"""

import asyncio
import logging
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.clock import Clock
from workshop_bot.delivery import outbox as sending
from workshop_bot.delivery.turn import Incoming, Reply, Route, Routes, Toast, Turn
from workshop_bot.delivery.writer import Trouble, Writer
from workshop_bot.delivery.written import incoming_from_json
from workshop_bot.errors import StoreUnavailable
from workshop_bot.store import buttons, chats, inbox, outbox
from workshop_bot.store.inbox import Waiting
from workshop_bot.texts.languages import supported

log = logging.getLogger(__name__)

BATCH = 16
"""Updates that are handled in one transaction at most."""
A_MINUTE = 20
"""Updates of one person that are handled at once within a minute; the rest waits behind others."""
TRIES, ENDS = 3, 5
"""So often an update may raise, and so often the program may end unclean with it in hand, before it is left aside."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)")


@dataclass(frozen=True)
class Service:
    """Whom a turn serves: what does not change while the program runs, but for the knowledge, which is asked for at each turn."""

    routes: Routes
    ready: Callable[[], Ready]
    bot: str
    organisers: frozenset[int] = frozenset()
    sees_all: bool = False
    retention: int = 30


def handle(connection: Connection, waiting: Sequence[Waiting], service: Service, now: datetime) -> None:
    """Handle these updates, each so that it leaves all of its effects or none; what raises is tried again later."""
    done = []
    for row in waiting:
        try:
            with connection.begin_nested():
                _handle(connection, incoming_from_json(row.data), service, now)
            done.append(row.update)
        except Exception:
            tries = inbox.tried(connection, row.update)
            log.exception("update %s (%s) could not be handled, %s of %s times", row.update, row.kind, tries, TRIES)
            if tries >= TRIES:
                park(connection, row, service, now, "raised")
    inbox.done(connection, done)


def park(connection: Connection, row: Waiting, service: Service, now: datetime, why: str) -> None:
    """Leave an update aside for good, and tell the person that it could not be handled."""
    inbox.park(connection, row.update, why)
    log.error("update %s is left aside: %s", row.update, why)
    if service.routes.parked and row.chat:
        incoming = incoming_from_json(row.data)
        if incoming.addressed:
            turn = _turn(connection, incoming, service, now)
            sending.put(connection, service.routes.parked(turn), now, update=row.update)


class Dispatcher:
    """The loop that takes what waits in the inbox: a few updates of different chats a transaction, each chat in its order.

    Of one person no more than `A_MINUTE` updates a minute are handled at once; what is more waits behind the others (P23).
    """

    def __init__(self, writer: Writer, service: Service, clock: Clock, handled: Callable[[], None]) -> None:
        self._writer, self._service, self._clock, self._handled = writer, service, clock, handled
        self._woken = asyncio.Event()
        self._stopping = False
        self._recent: dict[int, deque[float]] = {}
        self.idle = False

    def wake(self) -> None:
        """Something new waits."""
        self.idle = False
        self._woken.set()

    def stop(self) -> None:
        """Take no more; `run` returns when what is in hand is done."""
        self._stopping = True
        self._woken.set()

    async def run(self, unclean: bool = False) -> None:
        """Handle what waits and what comes, until it is stopped; after an unclean end what waits first is taken one by one."""
        trouble = Trouble(self._woken)
        until = await self._writer.run(inbox.last) if unclean else 0
        while not self._stopping:
            self._woken.clear()
            try:
                count = await (self._carefully(until) if until else self._writer.run(self._turns))
            except StoreUnavailable as error:
                await trouble.wait(error)
                continue
            trouble.over()
            if count:
                self._handled()
            elif until:
                until = 0
            else:
                self.idle = True
                await self._woken.wait()

    def _turns(self, connection: Connection) -> int:
        now = self._clock.monotonic()
        waiting = inbox.waiting(connection, BATCH, self._hasty(now)) or inbox.waiting(connection, BATCH)
        for row in waiting:
            self._recent.setdefault(row.person, deque(maxlen=A_MINUTE)).append(now)
        handle(connection, waiting, self._service, self._clock.now())
        return len(waiting)

    async def _carefully(self, until: int) -> int:
        """Handle one that may have ended the program before: counted first, left aside after too many ends."""
        taken = await self._writer.run(lambda connection: inbox.take_in_hand(connection, until))
        if taken is None:
            return 0
        row, hands = taken

        def handled(connection: Connection) -> None:
            if hands > ENDS:
                park(connection, row, self._service, self._clock.now(), "the program ended with it in hand")
            else:
                handle(connection, [row], self._service, self._clock.now())

        await self._writer.run(handled)
        return 1

    def _hasty(self, now: float) -> set[int]:
        """Who had their share of this minute; others are forgotten."""
        self._recent = {person: times for person, times in self._recent.items() if now - times[-1] < 60}
        return {person for person, times in self._recent.items() if person and len(times) == A_MINUTE and now - times[0] < 60}


def _handle(connection: Connection, incoming: Incoming, service: Service, now: datetime) -> None:
    if (
        incoming.kind == "unknown"
        or not incoming.addressed
        or (incoming.kind != "moved" and not (incoming.person or incoming.administrator))
    ):
        return
    turn = _turn(connection, incoming, service, now)
    if incoming.kind == "member" and incoming.private:
        blocked = incoming.text == "kicked"
        chats.change(connection, incoming.chat, gone="blocked" if blocked else "")
        if blocked:
            outbox.drop_chat(connection, incoming.chat, now, "blocked")
    replies = list(_replies(turn, service))
    if incoming.kind == "tap" and not any(isinstance(reply, Toast) for reply in replies):
        replies.insert(0, Toast(incoming.query))
    sending.put(connection, replies, now, update=incoming.update)


def _replies(turn: Turn, service: Service) -> Sequence[Reply]:
    incoming, routes = turn.incoming, service.routes
    if incoming.kind == "tap":
        name, _, argument = _data(turn).partition(":")
        return _routed(replace(turn, argument=argument), routes.buttons.get(name), service)
    if incoming.kind == "text" and not incoming.forwarded and (command := _COMMAND.match(incoming.text)):
        argument = incoming.text[command.end() :].strip()
        return _routed(replace(turn, argument=argument), routes.commands.get(command[1].lower()), service)
    handler = routes.kinds.get(incoming.kind)
    return handler(replace(turn, argument=incoming.text)) if handler else ()


def _routed(turn: Turn, route: Route | None, service: Service) -> Sequence[Reply]:
    """Rights are looked up at each act: an organiser is one by number, in private, in words of their own (P20)."""
    incoming = turn.incoming
    allowed = route and (not route.organisers or (incoming.private and incoming.person in service.organisers))
    if route and allowed:
        return route.handler(turn)
    return service.routes.lost(turn) if service.routes.lost else ()


def _data(turn: Turn) -> str:
    """What a tapped button stands for; nothing where it is another chat's or gone."""
    text = turn.incoming.text
    return (buttons.find(turn.connection, text[1:], turn.incoming.chat) or "") if text.startswith("~") else text


def _turn(connection: Connection, incoming: Incoming, service: Service, now: datetime) -> Turn:
    ready = service.ready()
    languages = ready.knowledge.workshop.languages
    home = incoming.chat or incoming.person
    chat = chats.meet(connection, home, incoming.private, now)
    changed: dict[str, str | bool] = {}
    seen = supported(incoming.language, languages) if incoming.private else None
    if seen and not chat.seen:
        changed["seen"] = seen
    if incoming.private and incoming.kind in ("text", "edited", "other", "tap") and (chat.gone or chat.silent):
        changed |= {"gone": "", "silent": False}
    if changed:
        chats.change(connection, home, **changed)
        chat = replace(chat, **changed)  # type: ignore[arg-type]  # - the names are those of the fields
    language = next((code for code in (chat.language, chat.seen) if code in languages), ready.knowledge.workshop.default_language)
    return Turn(incoming, now, connection, ready, chat, language, service.bot, "", service.sees_all, service.retention)
