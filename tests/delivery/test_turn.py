from dataclasses import replace
from datetime import timedelta, timezone, tzinfo
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from tests.delivery.life import READY, START, text

from workshop_bot.answers import Ready
from workshop_bot.delivery.turn import Button, Edit, Incoming, Media, Occasion, Say, Turn
from workshop_bot.programme.card import Voice
from workshop_bot.store.chats import Chat
from workshop_bot.texts.markup import Mark, Rendered

MENU = ((Button("Back", "menu"),),)
BOLD = Rendered("Hello", (Mark("bold", 0, 5),))


def turn(incoming: Incoming, ready: Ready = READY) -> Turn:
    nowhere: Any = None
    return Turn(incoming, START, nowhere, ready, Chat(incoming.chat, incoming.private), "fr", "pow_bot")


@pytest.mark.parametrize(
    ("incoming", "shown"),
    [
        (text(1, 1, "menu"), Say(1, BOLD, MENU, "menu")),
        (text(1, 1, "menu", chat=-5, private=False, message=7, thread=3), Say(-5, BOLD, MENU, "menu", 7, 3)),
        (Incoming(1, "tap", 1, 1, text="menu", message=7, query="q"), Edit(1, BOLD, MENU, "menu", 7)),
        (Incoming(1, "tap", -5, 1, False, "menu", 7, 3, "q"), Edit(-5, BOLD, MENU, "menu", 7, thread=3)),
    ],
    ids=["in private", "in a group as a reply", "after a tap in its place", "after a tap in a topic"],
)
def test_a_text_is_shown_where_it_belongs(incoming: Incoming, shown: Say | Edit) -> None:
    assert turn(incoming).show("**Hello**", MENU, "menu") == shown


def test_the_programs_words_come_in_the_language_of_the_turn() -> None:
    words = SimpleNamespace(say=lambda language, key, **values: f"{language} {key} {values}")
    ready = cast(Ready, SimpleNamespace(catalogue=words))
    assert turn(text(1, 1, "a"), ready).say("hello", name=3) == "fr hello {'name': 3}"


@pytest.mark.parametrize(
    ("zone", "own"), [("", None), ("Europe/Paris", ZoneInfo("Europe/Paris")), ("-03:30", timezone(-timedelta(hours=3.5)))]
)
def test_the_programme_is_told_in_the_language_and_the_zone_of_the_chat(zone: str, own: tzinfo | None) -> None:
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")
    knowledge = SimpleNamespace(workshop=SimpleNamespace(zone=hanoi))
    asked = turn(text(1, 1, "a"), cast(Ready, SimpleNamespace(knowledge=knowledge, catalogue="words")))
    asked = replace(asked, chat=replace(asked.chat, zone=zone))
    woken = Occasion(asked.connection, START, asked.ready, asked.chat, "fr", "pow_bot", "")
    assert asked.voice == woken.voice == Voice(asked.ready.knowledge, "fr", asked.ready.catalogue, START.astimezone(hanoi), own)
    assert asked.voice.now.tzinfo == hanoi


@pytest.mark.parametrize(
    ("incoming", "argument", "written"),
    [
        (
            text(1, 1, "/announce  Lunch 🙂 now ", marks=(Mark("bold", 11, 8),)),
            "Lunch 🙂 now",
            Rendered("Lunch 🙂 now", (Mark("bold", 0, 8),)),
        ),
        (text(1, 1, "/announce", marks=()), "", Rendered("", ())),
        (text(1, 1, "Lunch", marks=(Mark("italic", 0, 5),)), "Lunch", Rendered("Lunch", (Mark("italic", 0, 5),))),
        (
            Incoming(1, "other", text="photo", media=Media("photo", "x"), caption=" The map", marks=(Mark("code", 5, 3),)),
            "photo",
            Rendered("The map", (Mark("code", 4, 3),)),
        ),
    ],
    ids=["after a command", "nothing", "whole", "below a photo"],
)
def test_what_was_written_keeps_its_formatting(incoming: Incoming, argument: str, written: Rendered) -> None:
    assert replace(turn(incoming), argument=argument).written == written
