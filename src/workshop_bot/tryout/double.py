"""The Bot API on 127.0.0.1: the bot runs unchanged in front of it, the tests and the page act behind it."""

import asyncio
import json
import logging
import re
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.client_exceptions import ClientError

from workshop_bot.clock import Clock
from workshop_bot.tryout.acts import TAP_LIFE, Acts
from workshop_bot.tryout.limits import Refusal
from workshop_bot.tryout.methods import METHODS
from workshop_bot.tryout.world import Json, Message

log = logging.getLogger(__name__)

CALLS = 20_000
"""So many calls are remembered."""
_JUNK = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What parameters of another kind than Telegram wants come to."""


@dataclass(frozen=True)
class Call:
    """A call that the bot has made, and how it was answered; of a file its name alone is kept."""

    method: str
    given: Json
    at: float
    status: int
    description: str


@dataclass
class Script:
    """What a test wants to happen to the next calls of a method ("" for any): a refusal, or a connection cut before or after."""

    method: str
    times: int
    refusal: Refusal | None = None
    cut: str = ""


@dataclass
class Faults:
    """What is wrong with Telegram today: seconds added to each answer; nothing answers at all."""

    slow: float = 0.0
    down: bool = False


class Double(Acts):
    """Telegram with one bot; `async with` starts and stops it."""

    def __init__(self, clock: Clock, token: str = "", name: str = "try_workshop_bot", strict: bool = True, sees_all: bool = False) -> None:
        super().__init__(clock, name, strict, sees_all)
        self.token, self.faults = token or f"1:{secrets.token_urlsafe(16)}", Faults()  # no other program here, no web page can guess it
        self.bot["id"] = int(self.token.partition(":")[0])
        self.revoked = False
        self.calls: deque[Call] = deque(maxlen=CALLS)
        self.scripts: list[Script] = []
        self.url = ""
        self._handling = 0
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None
        self._tellers: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Double":
        await self.open()
        return self

    async def __aexit__(self, *gone: object) -> None:
        await self.close()

    async def open(self, port: int = 0) -> None:
        """Listen; on a free port by default."""
        application = web.Application(client_max_size=60_000_000)
        application.router.add_route("*", "/bot{token}/{method}", self.answer)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Listen no more."""
        self.deliver_to("", "")
        self.updates.end()
        if self._runner:
            await self._runner.cleanup()

    # --- what tests and the page ask for ---

    def refuse(self, method: str, times: int = 1, status: int = 400, description: str = "", **parameters: Any) -> None:
        """The next calls of a method are refused, with Telegram's words."""
        self.scripts.append(Script(method.lower(), times, Refusal(status, description, **parameters)))

    def cut(self, method: str, times: int = 1, after: bool = False) -> None:
        """The connections of the next calls are cut, before they are handled or after."""
        self.scripts.append(Script(method.lower(), times, cut="after" if after else "before"))

    def messages(self, chat: int) -> list[Message]:
        """What stands in a chat, in order."""
        return list(self.world.messages.get(chat, {}).values())

    def idle(self) -> bool:
        """Whether the bot has nothing to take and nothing to answer."""
        self.updates.confirm_below(0)
        now = self.clock.monotonic()
        return not (self.updates.waiting or self._handling or any(now - tap.at <= TAP_LIFE for tap in self.taps.values()))

    async def until(self, holds: Callable[[], bool], timeout: float = 60) -> None:
        """Wait until something holds; it is asked after each change."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(holds), timeout)

    # --- webhook ---

    def deliver_to(self, url: str, secret: str) -> None:
        """Deliver updates there, one after the other, until they are taken."""
        super().deliver_to(url, secret)
        if self._delivery:
            self._delivery.cancel()
        self._delivery = None
        if url:
            self._delivery = asyncio.create_task(self._deliver(url, secret))

    async def _deliver(self, url: str, secret: str) -> None:
        wait = 0.2
        async with ClientSession(timeout=ClientTimeout(10)) as session:
            while True:
                update = self.updates.take()
                if update is None:
                    await self.updates.came()
                    continue
                try:
                    given = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
                    async with session.post(url, json=update, headers=given, allow_redirects=False) as answer:
                        taken, why = answer.status < 300, f"Wrong response from the webhook: {answer.status} {answer.reason}"
                except (ClientError, TimeoutError):
                    taken, why = False, "Connection refused"
                if taken:
                    self.updates.confirm(update)
                    await self._notify()
                wait = 0.2 if taken else min(wait * 2, 60)
                if not taken:
                    self.undelivered = {"last_error_date": int(self.clock.now().timestamp()), "last_error_message": why}
                    await self.clock.sleep(wait)

    # --- the server ---

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method = request.match_info["method"].lower()
        try:
            given = await _given(request)
        except _JUNK:
            given = {}
        at = self.clock.monotonic()
        script = self._script(method)
        if self.faults.down or (script and script.cut == "before"):
            self._note(Call(method, given, at, 0, "cut"), None)
            await self._notify()
            return _cut(request)
        waits = method == "getupdates"
        self._handling += not waits
        try:
            if self.faults.slow and not waits:
                await self.clock.sleep(self.faults.slow)
            if script and script.refusal:
                raise script.refusal
            self._check(request.match_info["token"], method)
            result = await self._get_updates(given) if waits else METHODS[method](self, given)
            status = 200
            body: Json = {"ok": True, "result": result}
        except _JUNK as junk:
            log.warning("%s was given what Telegram would not understand: %s", method, type(junk).__name__)
            status, body = 400, {"ok": False, "error_code": 400, "description": "Bad Request: can't parse the parameters"}
        except Refusal as refusal:
            status = refusal.status
            body = {"ok": False, "error_code": status, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
        finally:
            self._handling -= not waits
        self._note(Call(method, given, at, status, str(body.get("description", ""))), body.get("result"))
        await self._notify()
        if (script and script.cut == "after") or self.faults.down:
            return _cut(request)
        headers = {"Retry-After": str(body["parameters"]["retry_after"])} if "retry_after" in body.get("parameters", {}) else {}
        return web.json_response(body, status=status, headers=headers)

    def _note(self, call: Call, result: Any) -> None:
        call = replace(call, given={key: value[0] if isinstance(value, tuple) else value for key, value in call.given.items()})
        self.calls.append(call)
        number = result.get("message_id") if isinstance(result, dict) else None
        said = self.world.find(int(call.given["chat_id"]), number) if number else None
        super().tell({"type": "called", "call": call, "message": said})

    def tell(self, event: Json) -> None:
        """Something has happened; whoever waits looks again."""
        super().tell(event)
        if self._runner:
            task = asyncio.ensure_future(self._notify())
            self._tellers.add(task)
            task.add_done_callback(self._tellers.discard)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _get_updates(self, given: Json) -> list[Json]:
        allowed, offset = given.get("allowed_updates"), int(given.get("offset") or 0)
        if not self.updates.webhook:
            self.updates.confirm_below(offset)
            await self._notify()
        return await self.updates.get(offset, int(given.get("limit") or 100), float(given.get("timeout") or 0), allowed)

    def _check(self, token: str, method: str) -> None:
        if self.revoked and token == self.token:
            raise Refusal(401, "Unauthorized")
        if token != self.token:
            raise Refusal(401, "Unauthorized") if re.fullmatch(r"[0-9]+:[\w-]+", token) else Refusal(404, "Not Found")
        if method != "getupdates" and method not in METHODS:
            raise Refusal(404, "Not Found")

    def _script(self, method: str) -> Script | None:
        script = next((one for one in self.scripts if one.method in ("", method) and (one.method or method != "getupdates")), None)
        if script:
            script.times -= 1
            if script.times <= 0:
                self.scripts.remove(script)
        return script


async def _given(request: web.Request) -> Json:
    """The parameters of a call, however they come: in the address, as JSON, as a form with or without files."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    elif request.method == "POST" and request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        for key, value in (await request.post()).items():
            given[key] = (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    attached = {f"attach://{key}": value for key, value in given.items() if isinstance(value, tuple)}
    return {key: attached.get(value, _parsed(key, value)) if isinstance(value, str) else value for key, value in given.items()}


def _parsed(key: str, value: str) -> Any:
    """A parameter that came as text; what people read stays text."""
    if key in (
        "text",
        "caption",
        "callback_query_id",
        "inline_query_id",
        "description",
        "short_description",
        "name",
        "url",
        "secret_token",
    ):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
