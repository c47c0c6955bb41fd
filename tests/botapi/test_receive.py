"""Long polling, over a socket."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from tests.botapi.edge import LAN, ME, met, nobody, served

from workshop_bot.botapi import client, patience
from workshop_bot.botapi.client import Client
from workshop_bot.botapi.read import Self
from workshop_bot.botapi.receive import introduce, receive
from workshop_bot.delivery.turn import Incoming
from workshop_bot.errors import StoreUnavailable, TokenRefused
from workshop_bot.tryout.double import Double

PATIENCE = 30  # seconds until a test gives up on a shared machine


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SHORTEST", 0.01)
    monkeypatch.setattr(patience, "CONFLICT", 0.01)


class Receiver:
    """Keeps what comes; `failing` times it cannot."""

    def __init__(self, double: Double, client: Client) -> None:
        self._double, self._client = double, client
        self.stopping, self._changed = asyncio.Event(), asyncio.Condition()
        self.kept: list[Incoming] = []
        self.waiting: list[int] = []
        self.failing = self.polls = 0

    async def keep(self, incomings: Sequence[Incoming]) -> None:
        self.waiting.append(self._double.updates.waiting)
        if self.failing:
            self.failing -= 1
            raise StoreUnavailable("the disk is full; make room")
        self.kept += incomings
        async with self._changed:
            self._changed.notify_all()

    def polled(self) -> None:
        self.polls += 1

    async def run(self) -> None:
        await receive(self._client, ME, self.keep, self.stopping, self.polled)

    async def until(self, *texts: str) -> None:
        """Wait until just these are kept."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: len(self.kept) >= len(texts)), PATIENCE)
        assert [incoming.text for incoming in self.kept] == list(texts)


@asynccontextmanager
async def receiving() -> AsyncIterator[tuple[Double, Receiver]]:
    """A receiver that runs, until the end."""
    async with met() as (double, client):
        receiver = Receiver(double, client)
        running = asyncio.create_task(receiver.run())
        try:
            yield double, receiver
        finally:
            receiver.stopping.set()
            await asyncio.wait_for(running, PATIENCE / 3)  # at once, though Telegram holds a question for 25 seconds


def test_p01_what_comes_is_kept_before_telegram_forgets_it() -> None:
    async def story() -> None:
        async with receiving() as (double, receiver):
            for number in range(3):
                double.write(LAN, str(number))
                await receiver.until(*map(str, range(number + 1)))
            assert receiver.waiting == [1, 1, 1]  # each was there still, and those before no more
            assert receiver.polls == 3
            first, *later = [call.given for call in double.calls]
            assert first == {
                "timeout": 25,
                "limit": 100,
                "allowed_updates": ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"],
            }
            assert later == [{**first, "offset": incoming.update + 1} for incoming in receiver.kept[: len(later)]]

    asyncio.run(story())


def test_p25_what_cannot_be_kept_stays_with_telegram() -> None:
    async def story() -> None:
        async with met() as (double, client):
            receiver = Receiver(double, client)
            receiver.failing = 3
            double.write(LAN, "Hi")
            running = asyncio.create_task(receiver.run())
            await receiver.until("Hi")
            double.write(LAN, "Hello")
            await receiver.until("Hi", "Hello")
            assert receiver.waiting == [1] * 5
            receiver.stopping.set()
            await running

    asyncio.run(story())


def test_p23_junk_does_not_stop_what_comes_with_it() -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.write(LAN, "before")
            junk: list[dict[str, object]] = [{"message": 3}, {"message": {"chat": []}}, {"x\x00": 1}, {}]
            for number, content in enumerate(junk, 800_000_000):
                double.junk({"update_id": number, **content})
            double.junk({"message": {"text": "without a number"}})
            double.write(LAN, "after")
            receiver = Receiver(double, client)
            running = asyncio.create_task(receiver.run())
            kept = ("before", "message, update_id", "message, update_id", "update_id, x", "update_id", "after")
            await receiver.until(*kept)
            double.write(LAN, "later")
            await receiver.until(*kept, "later")
            assert receiver.waiting == [7, 1]
            receiver.stopping.set()
            await running

    asyncio.run(story())


def test_what_cannot_be_confirmed_is_not_asked_for_in_a_hurry(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with receiving() as (double, receiver):
            double.junk({"message": {"text": "without a number"}})
            await double.until(lambda: len(double.calls) >= 3)
            double.updates.drop()
            double.write(LAN, "Hi")
            await receiver.until("Hi")

    asyncio.run(story())
    assert caplog.messages == ["Telegram sends updates without numbers, which cannot be confirmed", "Telegram answers again"]


def test_p09_another_program_with_the_token_is_said_once_and_waited_out(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with met() as (double, client):
            said = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            double.refuse("getUpdates", 3, 409, said)
            receiver = Receiver(double, client)
            running = asyncio.create_task(receiver.run())
            double.write(LAN, "Hi")
            await receiver.until("Hi")
            receiver.stopping.set()
            await running

    asyncio.run(story())
    assert caplog.messages == ["another program uses this token and gets the messages: end one of them", "Telegram answers again"]


def test_p09_a_webhook_is_left_where_it_is_and_said_once(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with receiving() as (double, receiver):
            double.write(LAN, "Hi")
            await receiver.until("Hi")
            double.updates.webhook = "https://elsewhere.example.org"
            await double.until(lambda: [call.status for call in double.calls].count(409) >= 3, 2 * PATIENCE)
            assert {call.method for call in double.calls} == {"getupdates"}
            double.updates.webhook = None
            double.write(LAN, "Hello")
            await receiver.until("Hi", "Hello")

    asyncio.run(story())
    said = "a webhook is set for this bot and gets the messages: start it once with: workshop-bot run --delete-webhook"
    assert caplog.messages == [said, "Telegram answers again"]


def test_p12_what_fails_is_tried_again_and_said_once(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.cut("getUpdates", 2)
            double.cut("getUpdates", after=True)
            double.refuse("getUpdates", 2, 502, "Bad Gateway")
            double.refuse("getUpdates", 1, 429, "Too Many Requests: retry after 1", retry_after=1)
            receiver = Receiver(double, client)
            running = asyncio.create_task(receiver.run())
            double.write(LAN, "Hi")
            await receiver.until("Hi")
            receiver.stopping.set()
            await running

    asyncio.run(story())
    down, patience_, again = caplog.messages
    assert down == "Telegram cannot be reached, it is tried again (ServerDisconnectedError: Server disconnected)"
    assert (patience_, again) == ("Telegram asks for patience", "Telegram answers again")


def test_a_connection_that_has_gone_dead_is_given_up_and_another_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "POLL", 0)
    monkeypatch.setattr(client, "TIMEOUT", 0.2)

    async def story() -> int:
        asked, stopping = 0, asyncio.Event()

        async def dead_at_first(request: web.Request) -> web.Response:
            nonlocal asked
            asked += 1
            if asked <= 3:
                await asyncio.Event().wait()
            return web.json_response({"ok": True, "result": []})

        async def keep(incomings: Sequence[Incoming]) -> None:
            raise AssertionError(incomings)

        async with served(dead_at_first) as edge:
            await asyncio.wait_for(receive(edge, ME, keep, stopping, stopping.set), PATIENCE)
        return asked

    assert asyncio.run(story()) > 3  # a good answer, too, is given up that comes after the 0.2 s


def test_after_a_quiet_week_telegrams_numbers_may_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop_bot.botapi.receive.POLL", 0)

    async def story() -> None:
        async with receiving() as (double, receiver):
            double.write(LAN, "Hi")
            await receiver.until("Hi")
            await double.until(lambda: not double.updates.waiting and receiver.polls > 3)
            chat = {"id": LAN, "type": "private"}
            double.junk({"update_id": 7, "message": {"message_id": 9, "chat": chat, "from": {"id": LAN}, "text": "Hello"}})
            await receiver.until("Hi", "Hello")

    asyncio.run(story())


def test_a_token_that_is_revoked_ends_the_program() -> None:
    async def story() -> None:
        async with met() as (double, client):
            double.revoked = True
            receiver = Receiver(double, client)
            with pytest.raises(TokenRefused, match=r"\(Unauthorized\)"):
                await asyncio.wait_for(receiver.run(), PATIENCE)
            assert (receiver.polls, receiver.kept) == (0, [])

    asyncio.run(story())


class TestIntroduce:
    @pytest.mark.parametrize("sees_all", [False, True])
    def test_telegram_tells_who_we_are(self, sees_all: bool) -> None:
        async def story() -> None:
            async with met() as (double, client):
                double.sees_all = sees_all
                assert await introduce(client.bot, asyncio.Event()) == Self(ME.id, ME.name, sees_all)

        asyncio.run(story())

    def test_p12_it_is_asked_until_it_answers(self, caplog: pytest.LogCaptureFixture) -> None:
        async def story() -> None:
            async with met() as (double, client):
                double.cut("getMe", 2)
                double.refuse("getMe", 2, 502, "Bad Gateway")
                assert await introduce(client.bot, asyncio.Event()) == ME

        asyncio.run(story())
        assert [message.partition(" (")[0] for message in caplog.messages] == [
            "Telegram cannot be reached, it is tried again",
            "Telegram answers again",
        ]

    def test_p12_without_a_network_it_waits_until_the_program_stops(self) -> None:
        async def story() -> None:
            async with nobody() as client:
                stopping = asyncio.Event()
                asyncio.get_running_loop().call_later(0.05, stopping.set)
                assert await asyncio.wait_for(introduce(client.bot, stopping), PATIENCE) is None

        asyncio.run(story())

    @pytest.mark.parametrize(("status", "said"), [(401, "Unauthorized"), (404, "Not Found")])
    def test_p12_a_refused_token_ends_the_program(self, status: int, said: str) -> None:
        async def story() -> None:
            async with met() as (double, client):
                double.refuse("getMe", 1, status, said)
                with pytest.raises(TokenRefused, match=said):
                    await introduce(client.bot, asyncio.Event())

        asyncio.run(story())
