"""The Bot API over a real socket: how calls come, how they are answered, what can go wrong on the way."""

import asyncio
import json
from typing import Any

import aiohttp
import aiohttp.web
import pytest
from tests.tryout.telegram import LAN

from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double

TOKEN = "123:TEST"


async def with_double(story: Any) -> Any:
    async with Double(Clock(), TOKEN, strict=False) as double, aiohttp.ClientSession() as session:
        double.add_person(LAN, "Lan", "vi", started=True)
        return await story(double, session)


def told(story: Any) -> Any:
    return asyncio.run(with_double(story))


async def post(double: Double, session: aiohttp.ClientSession, method: str, token: str = TOKEN, **given: Any) -> tuple[int, Any]:
    async with session.post(f"{double.url}/bot{token}/{method}", **given) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    "given",
    [
        {"json": {"chat_id": LAN, "text": "12:30"}},
        {"data": {"chat_id": str(LAN), "text": "12:30"}},
        {"params": {"chat_id": str(LAN), "text": "12:30"}},
    ],
    ids=["json", "form", "address"],
)
def test_parameters_come_in_any_of_telegrams_ways(given: Any) -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        return await post(double, session, "SENDmessage", **given)

    status, body = told(story)
    assert (status, body["ok"], body["result"]["text"]) == (200, True, "12:30")


def test_a_file_comes_as_a_part_of_a_form() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        form = aiohttp.FormData({"chat_id": str(LAN), "document": "attach://it", "caption": "Yours"})
        form.add_field("it", b"data", filename="a.txt")
        await post(double, session, "sendDocument", data=form)
        return double.messages(LAN)[0]

    message = told(story)
    assert (message.text, message.file) == ("Yours", {"name": "a.txt", "size": 4, "data": b"data"})


@pytest.mark.parametrize(
    ("token", "method", "answer"),
    [
        ("123:WRONG", "getMe", (401, "Unauthorized")),
        ("nonsense", "getMe", (404, "Not Found")),
        (TOKEN, "sendTelepathy", (404, "Not Found")),
    ],
)
def test_a_wrong_token_and_an_unknown_method(token: str, method: str, answer: tuple[int, str]) -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        status, body = await post(double, session, method, token)
        return status, body["description"]

    assert told(story) == answer


def test_a_revoked_token() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        double.revoked = True
        return await post(double, session, "getMe")

    assert told(story) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


def test_too_fast_is_refused_with_the_seconds_to_wait_in_body_and_header() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        double.refuse("sendMessage", status=429, description="Too Many Requests: retry after 3", retry_after=3)
        async with session.post(f"{double.url}/bot{TOKEN}/sendMessage", json={"chat_id": LAN, "text": "x"}) as answer:
            return answer.headers["Retry-After"], (await answer.json())["parameters"]

    assert told(story) == ("3", {"retry_after": 3})


@pytest.mark.parametrize("after", [False, True])
def test_a_connection_that_is_cut_before_or_after_the_message_stands_there(after: bool) -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> int:
        double.cut("sendMessage", after=after)
        with pytest.raises(aiohttp.ClientError):
            await post(double, session, "sendMessage", json={"chat_id": LAN, "text": "x"})
        return len(double.messages(LAN))

    assert told(story) == int(after)


def test_a_telegram_that_is_down_answers_nothing() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> list[tuple[str, int]]:
        double.faults.down = True
        with pytest.raises(aiohttp.ClientError):
            await post(double, session, "getMe")
        double.faults.down = False
        await post(double, session, "getMe")
        return [(call.method, call.status) for call in double.calls]

    assert told(story) == [("getme", 0), ("getme", 200)]


def test_a_webhook_gets_each_update_with_the_secret_until_it_takes_it() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> list[tuple[str, str, int]]:
        taken: list[tuple[str, str, int]] = []
        done = asyncio.Event()

        async def take(request: aiohttp.web.Request) -> aiohttp.web.Response:
            update = await request.json()
            taken.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], update["message"]["text"], len(taken)))
            if len(taken) == 3:
                done.set()
            return aiohttp.web.Response(status=503 if len(taken) == 1 else 200)

        application = aiohttp.web.Application()
        application.router.add_post("/hook", take)
        runner = aiohttp.web.AppRunner(application)
        await runner.setup()
        await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await post(double, session, "setWebhook", json={"url": url, "secret_token": "s3cret"})
        double.write(LAN, "one")
        double.write(LAN, "two")
        await asyncio.wait_for(done.wait(), 10)
        await post(double, session, "deleteWebhook")
        await runner.cleanup()
        return taken

    assert told(story) == [("s3cret", "one", 0), ("s3cret", "one", 1), ("s3cret", "two", 2)]


def test_it_is_idle_when_nothing_waits_to_be_taken_or_answered() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> list[bool]:
        found = [double.idle()]
        query = double.tap(LAN, LAN, 1, "x")
        found.append(double.idle())
        _, updates = await post(double, session, "getUpdates")
        await post(double, session, "getUpdates", json={"offset": updates["result"][-1]["update_id"] + 1})
        found.append(double.idle())
        await post(double, session, "answerCallbackQuery", json={"callback_query_id": query})
        return [*found, double.idle()]

    assert told(story) == [True, False, False, True]


def test_parameters_that_are_no_json_stay_text() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        entities = json.dumps([{"type": "bold", "offset": 0, "length": 1}])
        _, body = await post(double, session, "sendMessage", data={"chat_id": str(LAN), "text": "[1]", "entities": entities})
        return body["result"]["text"], body["result"]["entities"]

    assert told(story) == ("[1]", [{"type": "bold", "offset": 0, "length": 1}])
