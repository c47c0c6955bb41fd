"""The Bot API over a real socket: how calls come, how they are answered, what can go wrong on the way."""

import asyncio
import json
from typing import Any

import aiohttp
import aiohttp.web
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tryout.telegram import LAN

from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.methods import METHODS

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
        ("non:sense", "getMe", (404, "Not Found")),
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
        await asyncio.wait_for(done.wait(), 60)
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


def test_nobody_guesses_the_token_of_a_double_that_was_given_none() -> None:
    async def story() -> tuple[str, str]:
        return Double(Clock()).token, Double(Clock()).token

    first, second = asyncio.run(story())
    assert (first != second, first.startswith("1:"), len(first) > 20) == (True, True, True)


def test_of_a_file_the_calls_keep_its_name_alone() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        form = aiohttp.FormData({"chat_id": str(LAN)})
        form.add_field("document", b"data", filename="a.txt")
        await post(double, session, "sendDocument", data=form)
        return double.calls[-1].given

    assert told(story) == {"chat_id": LAN, "document": "a.txt"}


def test_asking_beside_a_webhook_takes_nothing_away() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        double.write(LAN, "x")
        double.updates.webhook = "https://example.org/"
        status, _ = await post(double, session, "getUpdates", json={"offset": 2**40})
        return status, double.updates.waiting

    assert told(story) == (409, 1)


def test_a_webhook_follows_no_redirect_and_its_secret_is_told_to_nobody() -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        asked: list[str] = []
        events: list[Any] = []
        twice = asyncio.Event()

        async def take(request: aiohttp.web.Request) -> aiohttp.web.Response:
            asked.append(request.path)
            if len(asked) == 2:
                twice.set()
            return aiohttp.web.Response(status=302, headers={"Location": "/elsewhere"})

        double.listen(events.append)
        application = aiohttp.web.Application()
        application.router.add_route("*", "/{path}", take)
        runner = aiohttp.web.AppRunner(application)
        await runner.setup()
        await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
        double.write(LAN, "one")
        double.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", "s3cret")
        await asyncio.wait_for(twice.wait(), 60)
        double.deliver_to("", "")
        await runner.cleanup()
        return asked, [event for event in events if "s3cret" in str(event)]

    assert told(story) == (["/hook", "/hook"], [])


@pytest.mark.parametrize("body", ["[1, 2]", "{", "null", "[" * 5000, '"x"', '{"chat_id": 1e999, "text": "x"}'])
def test_a_body_that_is_no_object_is_refused(body: str) -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        return (await post(double, session, "sendMessage", data=body, headers={"Content-Type": "application/json"}))[0]

    assert told(story) == 400


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=8) | st.just(LAN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PARAMETERS = (
    *("chat_id", "text", "entities", "reply_markup", "reply_parameters", "message_thread_id", "message_id", "document", "caption"),
    *("callback_query_id", "inline_query_id", "results", "button", "commands", "scope", "language_code", "description", "name"),
    *("offset", "limit", "allowed_updates", "user_id", "drop_pending_updates", "secret_token"),
)
shaped = st.fixed_dictionaries(
    {},
    optional={
        "type": anything,
        "offset": anything | st.integers(0, 3),
        "length": anything | st.integers(0, 3),
        "inline_keyboard": st.lists(st.lists(st.fixed_dictionaries({"text": anything, "callback_data": anything}) | anything)),
        "message_id": anything,
        "id": anything,
        "input_message_content": anything | st.fixed_dictionaries({"message_text": anything}),
    },
)
nonsense = st.fixed_dictionaries(
    {"chat_id": st.just(LAN) | anything, "text": st.just("x") | anything},
    optional={name: anything | shaped | st.lists(shaped, max_size=2) for name in PARAMETERS if name not in ("chat_id", "text")},
)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from([*METHODS, "getupdates"]), nonsense | anything), min_size=1, max_size=10))
def test_no_json_of_the_bots_ends_it(calls: list[tuple[str, Any]]) -> None:
    async def story(double: Double, session: aiohttp.ClientSession) -> Any:
        double.write(LAN, "hello")
        double.tap(LAN, LAN, 1, "x")
        statuses = set()
        for method, body in calls:
            if method != "setwebhook":
                statuses.add((await post(double, session, method, json=body))[0])
        return statuses <= {200, 400, 403}, (await post(double, session, "getMe"))[0]

    assert told(story) == (True, 200)
