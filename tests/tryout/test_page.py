"""The line to a browser: what people do on the page happens, and whatever a browser says, it goes on (P24)."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tryout.opened import EVE, KNOWLEDGE, PATIENCE, Opened, nothing, told, until

from workshop_bot.errors import WorkshopBotError
from workshop_bot.tryout.page import MOST_EVENTS, PORT, Ahead, Page


def test_a_browser_is_told_everything_first() -> None:
    async def story(opened: Opened) -> Any:
        opened.double.write(2, "hello")
        state = await (await opened.line()).receive_json()
        return (
            [person["name"] for person in state["people"]],
            [(chat["id"], [said["text"] for said in chat["messages"]]) for chat in state["chats"]],
            state["clock"],
        )

    people, chats, clock = told(story)
    assert people == ["Lan", "Sam"]
    assert chats == [(1, []), (2, ["hello"]), (-1, [])]
    assert (clock["now"][:16], clock["moving"], clock["zone"]) == ("2024-12-01T18:00", False, "Asia/Ho_Chi_Minh")


def test_what_people_do_in_the_browser_happens() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        await line.send_json({"do": "start", "person": 1})
        started = await until(line, "message")
        await line.send_json({"do": "write", "person": 2, "chat": -1, "text": "/ask x"})
        in_group = await until(line, "message")
        await line.send_json({"do": "edit", "person": 1, "chat": 1, "message": started["message"]["id"], "text": "hi"})
        edited = await until(line, "message")
        await line.send_json({"do": "open", "person": 2, "link": "https://t.me/try_workshop_bot?start=s_opening"})
        opened_link = await until(line, "message")
        return [(event["chat"], event["message"]["from"], event["message"]["text"]) for event in (started, in_group, edited, opened_link)]

    assert told(story) == [(1, 1, "/start"), (-1, 2, "/ask x"), (1, 1, "hi"), (2, 2, "/start s_opening")]


def test_a_file_that_is_attached_is_known_by_its_name_alone() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        for kind in ("photo", "voice"):
            await line.send_json({"do": "attach", "person": 1, "chat": 1, "kind": kind, "name": "map.png", "text": "The map"})
        return (await until(line, "message"))["message"], await until(line, "error")

    message, _ = told(story)
    assert (message["text"], message["file"]) == ("The map", {"name": "map.png", "size": 0, "kind": "photo"})


@pytest.mark.parametrize(("language", "spoken"), [("fr", "fr"), ("vi", "vi"), ("xx", "en"), (["fr"], "en"), (None, "en")])
def test_the_organiser_begins_in_the_language_of_the_page_and_others_in_their_own(language: object, spoken: str) -> None:
    async def story(opened: Opened) -> Any:
        opened.double.add_person(9, "Organiser", "en", organiser=True)
        line = await opened.line()
        for number in (1, 9):
            await line.send_json({"do": "start", "person": number, "language": language})
            await until(line, "message")
        return {one.id: one.language for one in opened.double.world.people.values()}

    assert told(story) == {1: "vi", 2: "en", 9: spoken}


def test_somebody_is_added_to_the_people_and_the_group_but_not_a_crowd() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        for number in range(13):
            await line.send_json({"do": "add", "name": f"  P{number}" + "x" * 40, "language": "fr"})
        event = [await until(line, "people") for _ in range(12)][-1]
        refused = await until(line, "error")
        return len(event["people"]), event["people"][-1]["name"], event["chats"][-1]["people"][-1], refused

    people, name, member, refused = told(story)
    assert (people, name, member) == (14, "P11" + "x" * 27, 14)
    assert refused == {"type": "error", "text": "?"}


def test_the_clock_goes_forward_alone_and_says_when_it_moves() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        await line.send_json({"do": "advance", "minutes": 5})
        moving, there = await until(line, "clock"), await until(line, "clock")
        refused = []
        for asked in ({"to": "2024-11-01T00:00:00+07:00"}, {"to": "2034-11-01T00:00:00+07:00"}, {"minutes": -5}, {"minutes": "nan"}):
            await line.send_json({"do": "advance", **asked})
            refused.append(await until(line, "error"))
        return moving["clock"]["moving"], there["clock"]["moving"], there["clock"]["now"][:16], len(refused)

    assert told(story) == (True, False, "2024-12-01T18:05", 4)


def test_the_clock_goes_to_the_next_reminder_which_is_told_when_it_changes() -> None:
    async def story(opened: Opened) -> Any:
        due: list[datetime | None] = [EVE + timedelta(hours=2)]

        async def look(people: Sequence[int]) -> Ahead:
            return Ahead(due[0], dict.fromkeys(people, ("opening",)))

        opened.page._look = look
        line = await opened.line()
        before = (await until(line, "state"))["ahead"]
        async with opened.session.post(f"{opened.double.url}/bot{opened.double.token}/getMe"):
            followed = (await until(line, "ahead"))["ahead"]
        await line.send_json({"do": "advance", "to": "reminder"})
        await until(line, "clock")
        there = (await until(line, "clock"))["clock"]["now"][:16]
        due[0] = None
        opened.page.tell_programme()
        after = (await until(line, "ahead"))["ahead"]
        await line.send_json({"do": "advance", "to": "reminder"})
        await until(line, "clock")
        return before, followed, there, after, (await until(line, "clock"))["clock"]["now"][:16]

    followed = {"1": ["opening"], "2": ["opening"]}
    assert told(story) == (
        {"reminder": None, "followed": {}},
        {"reminder": "2024-12-01T20:00:00+07:00", "followed": followed},
        "2024-12-01T20:00",
        {"reminder": None, "followed": followed},
        "2024-12-01T20:00",
    )


def test_faults_are_switched_on_and_off() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        found = []
        for asked in ({"slow": True, "down": True}, {"slow": False, "down": False}, {"block": 1}, {"unblock": 1}):
            await line.send_json({"do": "fault", **asked})
            found.append((await until(line, "faults"))["faults"])
        return found

    off = {"slow": False, "down": False, "blocked": []}
    assert told(story) == [{"slow": True, "down": True, "blocked": []}, off, {**off, "blocked": [1]}, off]


def test_the_usual_port_or_the_next_that_is_free() -> None:
    async def story(opened: Opened) -> Any:
        other = Page(opened.double, lambda: KNOWLEDGE, opened.page._advance, nothing)
        third = Page(opened.double, lambda: KNOWLEDGE, opened.page._advance, nothing)
        try:
            first, second = await other.open(), await third.open()
            with pytest.raises(OSError, match="address already in use"):
                await Page(opened.double, lambda: KNOWLEDGE, opened.page._advance, nothing).open(int(first.split(":")[2].strip("/")))
        finally:
            await other.close()
            await third.close()
        return [int(url.split(":")[2].strip("/")) for url in (first, second)]

    first, second = told(story)
    assert PORT <= first < second < PORT + 20


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ACTS = ("start", "write", "attach", "edit", "tap", "inline", "choose", "open", "add", "advance", "fault")
nonsense = st.fixed_dictionaries(
    {"do": st.sampled_from(ACTS) | anything},
    optional={
        name: anything | st.integers(0, 3)
        for name in (
            *("person", "chat", "text", "message", "data", "words", "query", "result"),
            *("link", "name", "language", "minutes", "to"),
        )
    },
)


@settings(max_examples=30)
@given(st.lists(nonsense | anything, min_size=1, max_size=8))
def test_p24_nonsense_from_a_browser_never_ends_the_line(asked: list[Any]) -> None:
    async def story(opened: Opened) -> str:
        line = await opened.line()
        for one in asked:
            await line.send_str(json.dumps(one))
        await line.send_str("{" * 2000)
        await line.send_json({"do": "add", "name": "Last", "language": "vi"})
        names: list[str] = []
        while "Last" not in names:
            names = [person["name"] for person in (await until(line, "people"))["people"]]
        return names[-1]

    assert told(story) == "Last"


def test_a_day_can_be_skipped_to() -> None:
    async def story(opened: Opened) -> str:
        line = await opened.line()
        await line.send_json({"do": "advance", "to": (EVE + timedelta(days=1)).isoformat()})
        await until(line, "clock")
        found: str = (await until(line, "clock"))["clock"]["now"][:10]
        return found

    assert told(story) == "2024-12-02"


def test_who_unblocks_the_bot_by_writing_is_told_so() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        await line.send_json({"do": "fault", "block": 1})
        blocked = await until(line, "faults")
        await line.send_json({"do": "write", "person": 1, "chat": 1, "text": "Hello"})
        return [event["faults"]["blocked"] for event in (blocked, await until(line, "faults"))]

    assert told(story) == [[1], []]


@pytest.mark.parametrize("answered", [1, 2, None, "NaN", [1], {}, 1.5], ids=repr)
def test_only_what_stands_there_can_be_answered(answered: Any) -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        await line.send_json({"do": "start", "person": 1})
        await until(line, "message")
        await line.send_json({"do": "write", "person": 1, "chat": 1, "text": "x", "reply_to": answered})
        await line.send_json({"do": "write", "person": 1, "chat": 1, "text": "last"})
        replies = {}
        while "last" not in replies:
            message = (await until(line, "message"))["message"]
            replies[message["text"]] = message["reply_to"]
        return replies.get("x")

    assert told(story) == (1 if answered == 1 else None)


def test_a_browser_that_takes_nothing_is_told_everything_anew_when_it_does() -> None:
    async def story(opened: Opened) -> Any:
        line = await opened.line()
        await line.receive_json()
        for number in range(2 * MOST_EVENTS):
            opened.double.write(2, str(number))
        kinds = []
        while True:
            event = await line.receive_json(timeout=PATIENCE)
            kinds.append(event["type"])
            if event["type"] == "message" and event["message"]["text"] == str(2 * MOST_EVENTS - 1):
                return kinds.count("state"), len(kinds) <= MOST_EVENTS + 2
            if event["type"] == "state" and event["chats"][1]["messages"][-1]["text"] == str(2 * MOST_EVENTS - 1):
                return kinds.count("state"), len(kinds) <= MOST_EVENTS + 2

    assert told(story) == (1, True)


def test_a_clock_that_cannot_go_on_says_that_it_stands() -> None:
    async def story(opened: Opened) -> Any:
        async def advance(to: datetime) -> None:
            raise WorkshopBotError("the database is full")

        opened.page._advance = advance
        line = await opened.line()
        await line.send_json({"do": "advance", "minutes": 5})
        return [(await until(line, "clock"))["clock"]["moving"] for _ in range(2)]

    assert told(story) == [True, False]
