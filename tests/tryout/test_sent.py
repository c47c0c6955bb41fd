"""The list of what was sent: one entry a message, its verdict in a word."""

from typing import Any

import pytest

from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Call, Double
from workshop_bot.tryout.sent import SentLog


def log() -> SentLog:
    double = Double(Clock())
    double.add_person(1, "Lan", "vi")
    return SentLog(double)


def called(status: int, method: str = "sendmessage", text: str = "Hello\nthere", description: str = "") -> dict[str, Any]:
    return {"call": Call(method, {"chat_id": 1, "text": text}, 0.0, status, description), "message": None}


@pytest.mark.parametrize(
    ("status", "method", "verdict"),
    [
        (200, "sendmessage", "delivered"),
        (200, "senddocument", "delivered"),
        (200, "editmessagetext", "edited"),
        (403, "sendmessage", "blocked"),
        (429, "sendmessage", "waiting"),
        (0, "sendmessage", "waiting"),
        (400, "sendmessage", "refused"),
    ],
)
def test_a_verdict_in_a_word(status: int, method: str, verdict: str) -> None:
    entry = log().note(called(status, method))
    assert entry is not None
    assert (entry["to"], entry["text"], entry["verdict"]) == ("Lan", "Hello", verdict)


def test_what_waited_keeps_its_place() -> None:
    sent = log()
    for status in (429, 0, 200):
        sent.note(called(status))
    assert [(entry["id"], entry["verdict"]) for entry in sent.entries] == [(1, "delivered")]


def test_what_says_nothing_is_not_listed() -> None:
    sent = log()
    assert sent.note(called(200, "answercallbackquery")) is None
    assert sent.note(called(400, "editmessagetext", description="Bad Request: message is not modified: x")) is None
    assert list(sent.entries) == []


def test_a_file_without_a_caption_is_listed_by_its_name() -> None:
    entry = log().note({"call": Call("senddocument", {"chat_id": 1, "document": "my-data.json"}, 0.0, 200, ""), "message": None})
    assert entry is not None
    assert entry["text"] == "my-data.json"


@pytest.mark.parametrize("chat", [None, "nobody", [1], float("inf"), 99])
def test_a_chat_that_does_not_exist_has_no_name(chat: Any) -> None:
    entry = log().note({"call": Call("sendmessage", {"chat_id": chat, "text": ["x"]}, 0.0, 400, ""), "message": None})
    assert entry is not None
    assert (entry["to"], entry["text"], entry["verdict"]) == ("", "", "refused")


def test_what_is_sent_on_stands_there_by_its_words_or_its_name() -> None:
    sent = log()
    sent._double.send_thing(1, "photo", name="map.png")
    for given, shown in (({"photo": "photo-1"}, "map.png"), ({"photo": "photo-1", "caption": "The map"}, "The map")):
        entry = sent.note({"call": Call("sendphoto", {"chat_id": 1, **given}, 0.0, 200, ""), "message": None})
        assert entry is not None
        assert (entry["text"], entry["verdict"]) == (shown, "delivered")
