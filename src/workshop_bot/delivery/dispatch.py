"""From an update that waits to its replies in the outbox: found a route, handled, marked, all in one transaction (P2).

inbox ─ fair order ─> route ─ rights ─> handler(Turn) ─> replies ─> outbox
                                           └─ raised three times: parked, the person is told
"""

import logging
import re
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from workshop_bot import owed
from workshop_bot.answers import Ready
from workshop_bot.clock import Clock
from workshop_bot.delivery import outbox as sending
from workshop_bot.delivery.loop import Loop
from workshop_bot.delivery.organisers import role
from workshop_bot.delivery.turn import Aside, Incoming, Reply, Route, Routes, Toast, Turn, spoken
from workshop_bot.delivery.words import as_typed
from workshop_bot.delivery.writer import Writer
from workshop_bot.delivery.written import incoming_from_json
from workshop_bot.errors import StoreUnavailable
from workshop_bot.logs import short, trace
from workshop_bot.store import buttons, chats, erase, inbox
from workshop_bot.store.chats import Chat
from workshop_bot.store.inbox import Waiting
from workshop_bot.texts.languages import supported

log = logging.getLogger(__name__)

BATCH = 8
"""Updates that are handled in one transaction at most: a commit a few, and what else waits for the writer waits for no more."""
A_MINUTE = 20
"""Updates of one person that are handled at once within a minute; the rest waits behind others."""
TRIES, ENDS = 3, 5
"""So often an update may raise, and so often the program may end unclean with it in hand, before it is left aside."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)")
_LINK = re.compile(r"(?:https?://)?t\.me/(\w+)\?start=([\w-]+)\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Service:
    """Whom a turn serves: what does not change while the program runs, but for the knowledge, which is asked for at each turn."""

    routes: Routes
    ready: Callable[[], Ready]
    bot: str
    owners: frozenset[int] = frozenset()
    sees_all: bool = False
    retention: int = 30
    aside: Callable[[], Aside | None] = lambda: None


def handle(connection: Connection, waiting: Sequence[Waiting], service: Service, now: datetime) -> None:
    """Handle these updates, each so that it leaves all of its effects or none; what raises is tried again, before its chat goes on."""
    moved = next((place for place, row in enumerate(waiting, 1) if row.kind == "moved"), None)
    waiting = waiting[:moved]  # the others have the chat's old number; they are taken anew
    try:
        with connection.begin_nested():
            for row in waiting:
                _handle(connection, _incoming(row), service, now)
        done = [row.update for row in waiting]
    except OperationalError:
        raise  # it is the store that fails, not an update: nothing is counted
    except Exception:
        done = _one_by_one(connection, waiting, service, now)
    inbox.done(connection, done)


def _one_by_one(connection: Connection, waiting: Sequence[Waiting], service: Service, now: datetime) -> list[int]:
    """Handle these updates once more, now that one of them has raised, and keep that from the others; the numbers of those handled."""
    done, failed = [], set()
    for row in waiting:
        if row.chat and row.chat in failed:
            continue
        try:
            with connection.begin_nested():
                _handle(connection, _incoming(row), service, now)
            done.append(row.update)
        except OperationalError:
            raise
        except Exception as error:
            failed.add(row.chat)
            tries = inbox.tried(connection, row.update)
            log.error("update %s (%s) could not be handled, %s of %s times: %s", row.update, row.kind, tries, TRIES, trace(error))
            if tries >= TRIES:
                park(connection, row, service, now, "raised")
    return done


def park(connection: Connection, row: Waiting, service: Service, now: datetime, why: str) -> None:
    """Leave an update aside for good, and tell the person that it could not be handled."""
    inbox.park(connection, row.update, why)
    log.error("update %s of chat %s is left aside: %s", row.update, short(row.chat), why)
    if service.routes.parked and row.chat:
        try:
            with connection.begin_nested():
                incoming = _incoming(row)
                if incoming.addressed:
                    sending.put(connection, service.routes.parked(_turn(connection, incoming, service, now)), now, update=row.update)
        except OperationalError:
            raise
        except Exception as error:
            log.error("nor could that be said: %s", trace(error))


class Shares:
    """How many updates of each person were handled within the last minute."""

    def __init__(self) -> None:
        self._handled: deque[tuple[float, int]] = deque()
        self._of: Counter[int] = Counter()

    def spent(self, now: float) -> set[int]:
        """Who had their share of this minute."""
        while self._handled and now - self._handled[0][0] >= 60:
            _, person = self._handled.popleft()
            self._of[person] -= 1
            if not self._of[person]:
                del self._of[person]
        return {person for person, count in self._of.items() if count >= A_MINUTE}

    def take(self, person: int, now: float) -> bool:
        """Count one more of a person (0: of nobody), if it is within the share; whether it is."""
        if person and self._of[person] >= A_MINUTE:
            return False
        self.count(person, now)
        return True

    def count(self, person: int, now: float) -> None:
        """Count one more of a person (0: of nobody)."""
        if person:
            self._handled.append((now, person))
            self._of[person] += 1


class Dispatcher(Loop):
    """The loop that takes what waits in the inbox: a few updates a transaction, in the order in which they came.

    Of one person no more than `A_MINUTE` updates a minute are handled at once; what is more waits until nobody else does, and then
    one person takes turns with another (P23). `still` is set while nothing waits.
    """

    def __init__(self, writer: Writer, service: Service, clock: Clock, handled: Callable[[], None]) -> None:
        super().__init__()
        self._writer, self._service, self._clock, self._handled = writer, service, clock, handled
        self._shares = Shares()
        self._in_hand: tuple[Waiting, int] | None = None

    async def run(self, unclean: bool = False) -> None:
        """Handle what waits and what comes, until it is stopped; after an unclean end what waits first is taken one by one."""
        until: int | None = None if unclean else 0
        while not self._stopping:
            self._woken.clear()
            try:
                with self._writer.trouble.told(self):
                    if until is None:
                        until = await self._writer.run(inbox.last)
                    count = await (self._carefully(until) if until else self._writer.run(self._turns))
            except StoreUnavailable:
                await self.hindered()
                continue
            self.goes_on()
            if count:
                self._handled()
            elif until:
                until = 0
            elif not self._woken.is_set():
                self.still.set()
                await self._woken.wait()

    def _turns(self, connection: Connection) -> int:
        now = self._clock.monotonic()
        spent = self._shares.spent(now)
        waiting = [row for row in inbox.waiting(connection, BATCH, spent) if self._shares.take(row.person, now)]
        if not waiting and spent:
            waiting = inbox.in_turns(connection, BATCH)
        handle(connection, waiting, self._service, self._clock.now())
        return len(waiting)

    async def _carefully(self, until: int) -> int:
        """Handle one that may have ended the program before: counted first, left aside after too many ends."""
        taken = self._in_hand or await self._writer.run(lambda connection: inbox.take_in_hand(connection, until))
        if taken is None:
            return 0
        self._in_hand = row, hands = taken  # kept while the store fails, which is no end of the program

        def handled(connection: Connection) -> None:
            if hands > ENDS:
                park(connection, row, self._service, self._clock.now(), "the program ended with it in hand")
            else:
                handle(connection, [row], self._service, self._clock.now())

        await self._writer.run(handled)
        self._in_hand = None
        return 1


def _handle(connection: Connection, incoming: Incoming, service: Service, now: datetime) -> None:
    if incoming.kind == "moved":
        erase.move(connection, incoming.chat, int(incoming.text))
        return
    somebody = incoming.person or incoming.administrator or incoming.kind == "member"  # nameless administrators, too, invite a bot
    if incoming.kind == "unknown" or not incoming.addressed or not somebody:
        return
    turn = _turn(connection, incoming, service, now)
    if incoming.kind == "member" and incoming.private:
        if incoming.text == "kicked":
            erase.lose(connection, incoming.chat, "blocked", now)
        else:
            chats.change(connection, incoming.chat, gone="")
            owed.plan(connection, turn.ready.knowledge, now, chat=incoming.chat)
    replies = list(_replies(turn, service))
    if incoming.kind == "tap" and not any(isinstance(reply, Toast) for reply in replies):
        replies.insert(0, Toast(incoming.query))
    sending.put(connection, [as_typed(reply, service.routes.commands, service.bot) for reply in replies], now, update=incoming.update)


def _replies(turn: Turn, service: Service) -> Sequence[Reply]:
    incoming, routes = turn.incoming, service.routes
    if incoming.kind == "tap":
        name, _, argument = _data(turn).partition(":")
        return _routed(replace(turn, argument=argument), routes.buttons.get(name), service)
    text = _opened(incoming, service.bot)
    if incoming.kind == "text" and not incoming.forwarded and (command := _COMMAND.match(text)):
        route = routes.commands.get(command[1].lower())
        ours = command[2] is not None and command[2].lower() == service.bot.lower()
        if not incoming.private and not ours and (command[2] or not route):
            return ()  # another bot's
        if command[2] and not ours:
            route = None
        return _routed(replace(turn, argument=text[command.end() :].strip()), route, service)
    handler = routes.kinds.get(incoming.kind)
    return handler(replace(turn, argument=incoming.text)) if handler else ()


def _opened(incoming: Incoming, bot: str) -> str:
    """What was written; a link to the bot that was pasted, where it could have been tapped, is a `/start`."""
    link = _LINK.fullmatch(incoming.text) if incoming.private else None
    return f"/start {link[2]}" if link and link[1].lower() == bot.lower() else incoming.text


def _routed(turn: Turn, route: Route | None, service: Service) -> Sequence[Reply]:
    """Rights are looked up at each act: an organiser is one by number, in private, in words of their own (P20)."""
    incoming = turn.incoming
    if route and route.organisers and not incoming.private and service.routes.apart:
        return service.routes.apart(turn)
    allowed = route and (not route.organisers or (incoming.private and not incoming.forwarded and role(turn)))
    if route and allowed:
        return route.handler(turn)
    return service.routes.lost(turn) if service.routes.lost else ()


def _data(turn: Turn) -> str:
    """What a tapped button stands for; nothing where it is another chat's or gone."""
    text = turn.incoming.text
    return (buttons.find(turn.connection, text[1:], turn.incoming.chat) or "") if text.startswith("~") else text


def _incoming(row: Waiting) -> Incoming:
    """What was read of an update; of a group by its number of today."""
    return replace(incoming_from_json(row.data), chat=row.chat)


def _turn(connection: Connection, incoming: Incoming, service: Service, now: datetime) -> Turn:
    ready = service.ready()
    languages = ready.knowledge.workshop.languages
    if incoming.chat:
        chat = chats.meet(connection, incoming.chat, incoming.private, now)
    else:  # an inline query does not make an acquaintance
        chat = chats.find(connection, incoming.person) or Chat(incoming.person, True)
    changed: dict[str, str | bool] = {}
    seen = supported(incoming.language, languages) if incoming.private else None
    if seen and not chat.seen:
        changed["seen"] = seen
    if incoming.kind in ("text", "edited", "other", "tap") and (chat.gone or chat.silent):  # of a group nobody says that it may write again
        changed |= {"gone": "", "silent": False}
    if changed:
        chats.change(connection, chat.chat, **changed)
        if "silent" in changed:  # what it follows was kept, and reminds it again
            owed.plan(connection, ready.knowledge, now, chat=chat.chat)
        chat = replace(chat, **changed)  # type: ignore[arg-type]  # - the names are those of the fields
    return Turn(
        incoming,
        now,
        connection,
        ready,
        chat,
        spoken(chat, ready),
        service.bot,
        "",
        service.sees_all,
        service.retention,
        service.owners,
        service.aside(),
    )
