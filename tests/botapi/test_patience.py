"""Waiting for Telegram, in a loop whose time leaps."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from tests.delivery.life import LeapingLoop

from workshop_bot.botapi.patience import Patience, patiently, told, until
from workshop_bot.errors import TokenRefused

DOWN = "Telegram cannot be reached, it is tried again"


def leaping(story: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(story)


async def waited(wait: Awaitable[None]) -> float:
    """The seconds that it waits."""
    loop = asyncio.get_running_loop()
    before = loop.time()
    await wait
    return round(loop.time() - before, 3)


def failing(*answers: Exception | str) -> Callable[[], Awaitable[str]]:
    """A call that fails as told, and then answers; then it never does."""
    left = list(answers)

    async def call() -> str:
        if not left:
            await asyncio.Event().wait()
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return call


def test_p12_waits_grow_up_to_a_minute_and_what_is_wrong_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        patience = Patience(asyncio.Event())
        waits = [await waited(patience.wait("it is down", f"try {number}")) for number in range(9)]
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        assert caplog.messages == ["it is down (try 0)"]
        await patience.wait("it is odd")
        await patience.wait("it is down")
        patience.over()
        patience.over()
        assert await waited(patience.wait("it is down")) == 1
        assert caplog.messages == ["it is down (try 0)", "it is odd", "Telegram answers again", "it is down"]

    leaping(story())


def test_p25_waits_for_the_store_stay_short() -> None:
    async def story() -> None:
        patience = Patience(asyncio.Event(), 5)
        assert [await waited(patience.wait()) for _ in range(5)] == [1, 2, 4, 5, 5]

    leaping(story())


def test_what_telegram_asks_for_is_waited_however_long() -> None:
    async def story() -> None:
        patience = Patience(asyncio.Event())
        assert await waited(patience.wait(*told(RetryAfter(2282)))) == 2282
        assert await waited(patience.wait(*told(RetryAfter(1)))) == 2

    leaping(story())


def test_a_wait_ends_when_the_program_stops() -> None:
    async def story() -> None:
        stopping = asyncio.Event()
        asyncio.get_running_loop().call_later(0.5, stopping.set)
        assert await waited(Patience(stopping).wait("it is down", least=100)) == 0.5

    leaping(story())


def test_p12_a_call_is_made_until_telegram_answers(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        call = failing(NetworkError("httpx.ConnectError: refused"), TimedOut(), RetryAfter(3), "yes")
        assert await patiently(call, asyncio.Event()) == "yes"
        assert asyncio.get_running_loop().time() == 1 + 2 + 4
        said = [f"{DOWN} (httpx.ConnectError: refused)", "Telegram asks for patience", "Telegram answers again"]
        assert caplog.messages == said

    leaping(story())


def test_a_call_is_made_no_more_when_the_program_stops() -> None:
    async def story() -> None:
        for answers in ((), (TimedOut(),) * 9):
            stopping = asyncio.Event()
            asyncio.get_running_loop().call_later(2.5, stopping.set)
            before = asyncio.get_running_loop().time()
            assert await patiently(failing(*answers), stopping) is None
            assert asyncio.get_running_loop().time() == before + 2.5
            assert await patiently(failing("yes"), stopping) is None

    leaping(story())


def test_p12_a_refused_token_ends_it() -> None:
    async def story() -> None:
        for text in ("Unauthorized", "Not Found"):
            with pytest.raises(TokenRefused, match=rf"^Telegram does not know the token \({text}\); get the present one from @BotFather$"):
                await patiently(failing(InvalidToken(text)), asyncio.Event())

    leaping(story())


def test_work_that_is_given_up_is_ended() -> None:
    async def story() -> None:
        ended = asyncio.Event()

        async def work() -> bool:
            try:
                return await asyncio.Event().wait()
            finally:
                ended.set()

        stopping = asyncio.Event()
        asyncio.get_running_loop().call_later(1, stopping.set)
        assert await until(stopping, work()) is None
        assert ended.is_set()
        ended.clear()
        waiting = asyncio.create_task(until(asyncio.Event(), work()))
        asyncio.get_running_loop().call_later(1, waiting.cancel)
        await asyncio.wait([waiting])
        assert waiting.cancelled()
        assert ended.is_set()

    leaping(story())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            Conflict("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"),
            ("a webhook is set for this bot and gets the messages: start it once with: workshop-bot run --delete-webhook", "", 5),
        ),
        (
            Conflict("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
            ("another program uses this token and gets the messages: end one of them", "", 5),
        ),
        (RetryAfter(37), ("Telegram asks for patience", "", 37)),
        (
            BadRequest("Bad Request: bad webhook: failed to resolve host"),
            ("Telegram refuses a call, which is made again: Bad webhook: failed to resolve host", "", 0),
        ),
        (TelegramError("this is no answer of Telegram's"), (DOWN, "this is no answer of Telegram's", 0)),
        (NetworkError("Bad Gateway (502). Parsing the server response b'<h1>' failed"), (DOWN, "Bad Gateway (502)", 0)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_p09_what_is_said_of_a_call_that_fails(error: TelegramError, said: tuple[str, str, float]) -> None:
    assert told(error) == said


def test_a_page_that_knows_nothing_of_the_bot_says_nothing_of_its_token() -> None:
    error = InvalidToken("Not Found (404). Parsing the server response b'<h1>' failed")
    error.__cause__ = TelegramError("this is no answer of Telegram's")
    assert told(error) == (DOWN, "Not Found (404)", 0)
