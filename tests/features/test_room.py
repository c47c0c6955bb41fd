"""The table of what the bot does: everything in the menu is there, and strangers gain nothing by any form of it."""

from typing import Any

import pytest

from workshop_bot.features import MENU, ROUTES
from workshop_bot.texts.catalogue import load

COMMANDS = {
    "start",
    "help",
    "ask",
    "programme",
    "now",
    "next",
    "remind",
    "agenda",
    "organisers",
    "inbox",
    "settings",
    "privacy",
    "stop",
    "forget",
    "cancel",
    "invite",
} | {"announce", "move", "room", "cancel_session", "undo", "reload", "stats"}

FORGED = (
    *("", ":", "::", "x", "fr", "fr:", "fr:x", "fr:faq:x", "xx:faq:dates", " ", "<", "fr<fr", "fr faq:x y", "😀", "day:x<y"),
    *("filter:x:9", "day:9999-12-31", "session:x<session:x"),
    *(
        "-all",
        "all<show",
        "all<pick:xx",
        "off<remind",
        "topic:surgery<remind:topics:99",
        "day:2024-12-03<remind:day:x",
        "topics:x",
        "-day:x",
        "-session:x all",
    ),
)


def test_the_commands_are_those_that_are_built() -> None:
    assert set(ROUTES.commands) == COMMANDS


def test_names_of_buttons_are_short() -> None:
    assert [name for name in ROUTES.buttons if not 1 <= len(name) <= 8] == []


@pytest.mark.parametrize("place", sorted(MENU))
@pytest.mark.parametrize("language", ["vi", "fr", "en"])
def test_every_line_of_the_menu_is_a_command_with_words(place: str, language: str) -> None:
    assert set(MENU[place]) <= COMMANDS
    assert all(3 <= len(load().say(language, f"menu.{command}")) <= 256 for command in MENU[place])


@pytest.mark.parametrize("role", ["organiser", "owner"])
def test_who_types_cancel_is_not_offered_to_cancel_a_session(role: str) -> None:
    assert [name for name in MENU[role] if name.startswith("cancel")] == ["cancel", "cancel_session"]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_answers_whatever_stands_behind_it(command: str, sam: Any) -> None:
    for words in ("", "x", "<b>", "9999999999999999999", "😀", "\u202e"):
        assert sam.says(f"/{command} {words}") != ""


@pytest.mark.parametrize("name", sorted(ROUTES.buttons))
def test_p20_every_button_takes_forged_data_calmly(name: str, stranger: Any) -> None:
    for argument in FORGED:
        stranger.taps_data(f"{name}:{argument}")
        stranger.taps_data(f"{name}:{argument}", group=True)


@pytest.mark.parametrize("command", ["privacy", "stop", "forget", "settings", "remind", "agenda"])
def test_personal_commands_change_nothing_in_a_group(command: str, stranger: Any, world: Any) -> None:
    stranger.says("hello", group=True)
    before = world.chat(-1001)
    stranger.says(f"/{command}", group=True)
    assert world.chat(-1001) == before


def test_of_an_edited_command_nothing_is_done(sam: Any) -> None:
    sam.says("/settings announcements all")
    assert sam.edits(sam.last, "/settings announcements none") == ""
    assert sam.row.announcements == "all"


def test_a_forwarded_command_is_a_question(sam: Any) -> None:
    sam.says("/settings announcements all")
    sam.says("/settings announcements none", forwarded=True)
    assert sam.row.announcements == "all"
