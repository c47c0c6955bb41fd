"""The library's client, as we use it."""

import asyncio
import io
import logging
import sys
from collections.abc import Iterator

import pytest
from aiohttp import web
from telegram.error import TelegramError
from tests.botapi.edge import LAN, ME, TOKEN, answering, met, nobody, served

from workshop_bot import logs
from workshop_bot.botapi import connections, profile
from workshop_bot.botapi.patience import told
from workshop_bot.botapi.receive import get_updates, introduce
from workshop_bot.botapi.send import send
from workshop_bot.delivery.turn import Delete, Edit, Say, Sent, Toast
from workshop_bot.errors import TokenRefused
from workshop_bot.texts.markup import render

PATIENCE = 60  # seconds until a test gives up on a shared machine
WORDS = "between the two of us"


def test_waiting_for_updates_does_not_hold_up_what_is_sent() -> None:
    async def story() -> None:
        async with met() as (double, ours):
            polls = [asyncio.create_task(get_updates(ours, None)) for _ in range(2)]
            said = await asyncio.gather(*(send(ours.bot, Say(LAN, render(str(number)))) for number in range(20)))
            assert {type(outcome) for outcome in said} == {Sent}
            (ended,), (other,) = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
            assert isinstance(ended.exception(), TelegramError)  # a second one who asks ends the wait of the first
            double.write(LAN, "Hi")
            assert [update["message"]["text"] for update in await other] == ["Hi"]

    asyncio.run(story())


def test_calls_that_hang_do_not_make_it_deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    async def only_updates(request: web.Request) -> web.Response:
        if not request.path.endswith("/getUpdates"):
            await request.content.read()
            await asyncio.Event().wait()
        return web.json_response({"ok": True, "result": []})

    monkeypatch.setattr(connections, "CONNECT", PATIENCE)  # of those that none is free for, none is given up before

    async def story() -> None:
        async with served(only_updates) as ours:
            hanging = [asyncio.create_task(send(ours.bot, Say(LAN, render(str(number))))) for number in range(20)]
            await asyncio.wait(hanging, timeout=0.2)
            assert await asyncio.wait_for(get_updates(ours, None), PATIENCE) == []
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)

    asyncio.run(story())


@pytest.mark.parametrize("body", ["<h1>Hotel wifi</h1>", "[]", "{}", '{"ok": true}', "3", "[" * 100_000])
def test_what_is_no_answer_of_telegrams_is_none(body: str) -> None:
    async def story() -> None:
        async with answering(200, body) as ours:
            with pytest.raises(TelegramError, match=r"^this is no answer of Telegram's$"):
                await ours.bot.get_me()

    asyncio.run(story())


@pytest.fixture
def _logs_as_before() -> Iterator[None]:
    root, telegram = logging.getLogger(), logging.getLogger("telegram")
    handlers, levels, raising = root.handlers, (root.level, telegram.level), logging.raiseExceptions
    yield
    root.handlers, logging.raiseExceptions = handlers, raising
    root.setLevel(levels[0])
    telegram.setLevel(levels[1])
    logging.captureWarnings(False)


@pytest.mark.usefixtures("_logs_as_before")
def test_p19_p21_neither_the_token_nor_what_is_written_is_in_any_line_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    logs.set_up("text", "debug", (TOKEN,))

    async def story() -> None:
        async with met() as (double, ours):
            assert await introduce(ours.bot, asyncio.Event()) == ME
            double.write(LAN, WORDS)
            await get_updates(ours, None)
            for reply in (Say(LAN, render(WORDS)), Edit(LAN, render(WORDS), message=9), Delete(LAN, "", 9), Toast("1")):
                await send(ours.bot, reply)
            double.refuse("sendMessage", 1, 400, "Bad Request: message is too long")
            await send(ours.bot, Say(LAN, render(WORDS)))
            double.cut("sendMessage")
            await send(ours.bot, Say(LAN, render(WORDS)))
            await profile.set_up(ours.bot, {"": profile.Profile([("start", "Begin")], [], "Long", "Short")})
            double.revoked = True
            with pytest.raises(TokenRefused):
                await send(ours.bot, Say(LAN, render(WORDS)))
        async with answering(200, f'{{"ok": true, "result": [{{"text": "{WORDS}"') as ours:
            await fails(get_updates(ours, None))
        async with answering(404, f"no /bot{TOKEN}/getMe here") as ours:
            await fails(ours.bot.get_me())
        async with nobody() as ours:
            await fails(ours.bot.get_me())

    asyncio.run(story())
    assert f"/bot{logs.HIDDEN}/getMe" in said.getvalue()
    assert TOKEN.partition(":")[2] not in said.getvalue()
    assert WORDS not in said.getvalue()


async def fails(call: object) -> None:
    """Log a failure as it is logged, and as a traceback."""
    try:
        await call  # type: ignore[misc]  # - any call
    except TelegramError as error:
        logging.getLogger("test").warning("%s", told(error), exc_info=error)
