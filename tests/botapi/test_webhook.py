"""What Telegram delivers, over a socket."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import WebhookInfo
from tests.botapi.edge import LAN, ME, met

from workshop_bot.botapi import patience, webhook
from workshop_bot.botapi.webhook import LARGEST, delete, serve
from workshop_bot.config import Webhook
from workshop_bot.delivery.turn import Incoming
from workshop_bot.errors import StoreUnavailable, TokenRefused, WorkshopBotError
from workshop_bot.tryout.double import Double

PATIENCE = 30  # seconds until a test gives up on a shared machine
SECRET = "a-secret_of-ours"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 7, "poll": {}}


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SHORTEST", 0.01)


class Served:
    """A webhook that serves: what it keeps, and how it answers."""

    def __init__(self, double: Double, hook: Webhook) -> None:
        self.double, self.hook = double, hook
        self.stopping, self.set_up, self.changed = asyncio.Event(), asyncio.Event(), asyncio.Condition()
        self.kept: list[Incoming] = []
        self.waiting: list[int] = []
        self.failing = self.heard = 0

    async def keep(self, incomings: Sequence[Incoming]) -> None:
        self.waiting.append(self.double.updates.waiting)
        if self.failing:
            self.failing -= 1
            raise StoreUnavailable("the disk is full; make room")
        self.kept += incomings

    def hear(self) -> None:
        self.heard += 1
        self.set_up.set()

    async def post(self, body: Any = UPDATE, secret: str | None = SECRET, path: str = "/hook", method: str = "POST", **headers: str) -> int:
        """How a call is answered."""
        given = {"Content-Type": "application/json", **({HEADER: secret} if secret is not None else {}), **headers}
        data = body if isinstance(body, bytes) else json.dumps(body)
        url = f"http://127.0.0.1:{self.hook.port}{path}"
        async with ClientSession() as session, session.request(method, url, data=data, headers=given) as answer:
            self.headers = answer.headers
            return answer.status


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@asynccontextmanager
async def serving() -> AsyncIterator[Served]:
    """A webhook at its place, set up at Telegram, until the end."""
    async with met() as (double, client):
        port = free_port()
        served = Served(double, Webhook(f"http://127.0.0.1:{port}/hook", "127.0.0.1", port, SECRET))
        running = asyncio.create_task(serve(client.bot, served.hook, ME, served.keep, served.stopping, served.hear))
        await asyncio.wait([running, asyncio.create_task(served.set_up.wait())], return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        try:
            yield served
        finally:
            double.deliver_to("", "")
            served.set_up.set()
            served.stopping.set()
            await asyncio.wait_for(running, PATIENCE)


def test_p01_what_is_delivered_is_kept_before_telegram_forgets_it() -> None:
    async def story() -> None:
        async with serving() as served:
            for number in range(3):
                served.double.write(LAN, str(number))
            await served.double.until(lambda: not served.double.updates.waiting, PATIENCE)
            assert [incoming.text for incoming in served.kept] == ["0", "1", "2"]
            assert served.waiting == [3, 2, 1]
            assert served.heard == 4

    asyncio.run(story())


def test_telegram_is_told_the_address_the_secret_and_what_we_want() -> None:
    async def story() -> None:
        async with serving() as served:
            (call,) = served.double.calls
            assert (call.method, call.given) == (
                "setwebhook",
                {
                    "url": served.hook.url,
                    "secret_token": SECRET,
                    "max_connections": 20,
                    "allowed_updates": ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"],
                },
            )

    asyncio.run(story())


def test_nobody_is_heard_who_does_not_know_the_secret() -> None:
    async def story() -> None:
        async with serving() as served:
            for secret in (None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "bí mật"):
                assert await served.post(secret=secret) == 401
                assert await served.post(b"x" * 100, secret=secret) == 401
            assert (served.kept, served.heard) == ([], 1)
            assert await served.post() == 200
            assert served.kept == [Incoming(7, "unknown", text="poll, update_id")]

    asyncio.run(story())


def test_only_an_update_is_taken_at_its_place_alone() -> None:
    async def story() -> None:
        async with serving() as served:
            assert await served.post(path="/") == 404
            assert await served.post(path="/hook/") == 404
            assert await served.post(method="GET") == 405
            assert await served.post(method="PUT") == 405
            assert await served.post(**{"Content-Type": "text/plain"}) == 415
            for junk in (b"", b"{", b"\xff\xff", b"[" * 100_000, b"1" * 5000, b'{"update_id": 7'):
                assert await served.post(junk) == 400
            assert await served.post(b'"' + b"x" * LARGEST + b'"') == 413
            assert (served.kept, served.heard) == ([], 1)

    asyncio.run(story())


def test_p23_junk_that_bears_a_number_is_kept_and_what_bears_none_is_done_with() -> None:
    async def story() -> None:
        async with serving() as served:
            unnumbered: list[Any] = [[], "text", None, {"message": {}}, {"update_id": "7"}]
            for junk in unnumbered:
                assert await served.post(junk) == 200
            assert await served.post({"update_id": 8, "message": {"chat": 3}}) == 200
            assert await served.post(**{"Content-Type": "application/json; charset=nonsense"}) == 200
            assert [incoming.text for incoming in served.kept] == ["message, update_id", "poll, update_id"]

    asyncio.run(story())


def test_p25_what_cannot_be_kept_is_to_be_delivered_again() -> None:
    async def story() -> None:
        async with serving() as served:
            served.failing = 2
            for _ in range(2):
                assert await served.post() == 503
                assert served.headers["Retry-After"] == "10"
            assert served.heard == 1
            assert await served.post() == 200
            assert len(served.kept) == 1

    asyncio.run(story())


def test_p12_it_is_set_up_as_soon_as_telegram_answers() -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.cut("setWebhook", 2)
            double.refuse("setWebhook", 1, 400, "Bad Request: bad webhook: Failed to resolve host")
            port = free_port()
            served = Served(double, Webhook(f"http://127.0.0.1:{port}/hook", "127.0.0.1", port, SECRET))
            running = asyncio.create_task(serve(client.bot, served.hook, ME, served.keep, served.stopping, served.hear))
            await asyncio.wait_for(served.set_up.wait(), PATIENCE)
            assert [call.status for call in double.calls] == [0, 0, 400, 200]
            served.stopping.set()
            await asyncio.wait_for(running, PATIENCE)
            assert double.updates.webhook == served.hook.url  # what comes meanwhile waits for the next start

    asyncio.run(story())


def test_a_refused_token_ends_the_program() -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.revoked = True
            hook = Webhook("http://127.0.0.1:1/hook", "127.0.0.1", free_port(), SECRET)
            served = Served(double, hook)
            with pytest.raises(TokenRefused):
                await serve(client.bot, hook, ME, served.keep, served.stopping, served.hear)

    asyncio.run(story())


def test_a_place_that_is_taken_is_told() -> None:
    async def story() -> None:
        async with serving() as served, met() as (_, client):
            said = rf"^cannot listen on 127\.0\.0\.1:{served.hook.port}: .+; free it, or name another$"
            with pytest.raises(WorkshopBotError, match=said):
                await serve(client.bot, served.hook, ME, served.keep, asyncio.Event(), served.hear)

    asyncio.run(story())


def test_a_webhook_is_taken_away_and_what_waits_stays() -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.updates.webhook = "https://elsewhere.example.org"
            double.write(LAN, "Hi")
            double.cut("deleteWebhook", 2)
            await delete(client.bot, asyncio.Event())
            assert await client.bot.get_webhook_info() == WebhookInfo("", False, 1)
            calls = [call for call in double.calls if call.method != "getwebhookinfo"]
            assert [call.method for call in calls] == ["deletewebhook"] * 3
            assert not calls[-1].given.get("drop_pending_updates")

    asyncio.run(story())


class TestHowItFares:
    """With what Telegram delivers, asked of it every moment."""

    @pytest.fixture(autouse=True)
    def often(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(webhook, "LOOK", 0.01)

    @staticmethod
    async def asked(served: Served, times: int = 3) -> int:
        """How often it counts as heard while Telegram is asked so often."""
        heard, calls = served.heard, served.double.calls
        before = sum(call.method == "getwebhookinfo" for call in calls)
        await served.double.until(lambda: sum(call.method == "getwebhookinfo" for call in calls) >= before + times, PATIENCE)
        return served.heard - heard

    def test_p26_the_address_may_be_told_in_another_spelling(self, caplog: pytest.LogCaptureFixture) -> None:
        async def story() -> bool:
            async with serving() as served:
                served.double.updates.webhook = served.hook.url.replace("http", "HTTP").replace("hook", "h%6Fok/")
                await self.asked(served)
                return await self.asked(served) > 0

        assert asyncio.run(story())
        assert caplog.messages == []

    def test_p26_telegram_is_heard_while_it_tells_of_nothing_wrong(self, caplog: pytest.LogCaptureFixture) -> None:
        async def story() -> tuple[bool, bool]:
            async with serving() as served:
                well = await self.asked(served) > 0
                served.double.cut("getWebhookInfo", 1000)
                await self.asked(served)
                return well, await self.asked(served) > 0

        assert asyncio.run(story()) == (True, False)
        assert caplog.messages == []

    @pytest.mark.parametrize("url", ["", "https://elsewhere.example/hook"])
    def test_p09_p26_another_program_that_takes_it_over_is_said_once(self, url: str, caplog: pytest.LogCaptureFixture) -> None:
        async def story() -> tuple[int, bool]:
            async with serving() as served:
                served.double.updates.webhook = url or None
                await self.asked(served)
                deaf = await self.asked(served)
                served.double.updates.webhook = served.hook.url
                await self.asked(served)
                return deaf, await self.asked(served) > 0

        assert asyncio.run(story()) == (0, True)
        assert caplog.messages == [
            "another program has set or taken away the webhook and gets the messages: end it, then start this one again",
            "Telegram delivers to the webhook again",
        ]

    def test_p26_what_it_cannot_deliver_is_said_once_in_its_words(self, caplog: pytest.LogCaptureFixture) -> None:
        failure = {"last_error_date": 5, "last_error_message": "Wrong response from the webhook: 404 Not Found"}

        async def story() -> tuple[bool, int, bool]:
            async with serving() as served:
                served.double.undelivered = {**failure, "last_error_date": 4}  # of a time before
                served.double.deliver_to("", "")
                served.double.updates.webhook = served.hook.url
                served.double.write(LAN, "Hi")
                await self.asked(served)
                early = await self.asked(served) > 0
                served.double.undelivered = failure
                await self.asked(served)
                deaf = await self.asked(served)
                assert await served.post() == 200
                await self.asked(served)
                return early, deaf, await self.asked(served) > 0

        assert asyncio.run(story()) == (True, 0, True)
        assert caplog.messages == [
            "Telegram cannot deliver to the webhook, it says: Wrong response from the webhook: 404 Not Found",
            "Telegram delivers to the webhook again",
        ]
