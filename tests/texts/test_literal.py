"""What was typed becomes no mention and no command; the bot's own stay tappable, and every look stays on its words (P22)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.literal import JOINER, literal
from workshop_bot.texts.markup import Mark, Rendered, render

COMMANDS = ("ask", "help")


def shown(text: str) -> str:
    return literal(render(text), COMMANDS, "our_bot").text.replace(JOINER, "¦")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("write to @stranger", "write to @¦stranger"),
        ("(@stranger)", "(@¦stranger)"),
        ("type /stopall now", "type /¦stopall now"),
        ("/ask@other_bot", "/¦ask@other_bot"),
        ("type /help or /ask@our_bot, @our_bot", "type /help or /ask@our_bot, @our_bot"),
        ("mail a@example.org", "mail a@example.org"),
        ("20 mg/kg, 9/12, https://a.b/c, and/or", "20 mg/kg, 9/12, https://a.b/c, and/or"),
        ("[@channel](https://t.me/channel) `/code`", "@channel /code"),
        ("@ab /", "@ab /"),
    ],
)
def test_p22_what_telegram_would_make_tappable(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_p22_looks_stay_on_their_words() -> None:
    text = literal(render("😀 @stranger **bold @other end** _x_"), COMMANDS, "our_bot")
    said = text.text.encode("utf-16-le")
    marked = [said[2 * mark.start : 2 * (mark.start + mark.length)].decode("utf-16-le") for mark in text.marks]
    assert marked == [f"bold @{JOINER}other end", "x"]


@given(st.text(alphabet="ab @/_*é😀()", max_size=60))
def test_p22_any_text_reads_as_it_was_typed_and_is_literal_at_once(text: str) -> None:
    once = literal(Rendered(text, ()), COMMANDS, "our_bot")
    assert once.text.replace(JOINER, "") == text
    assert literal(once, COMMANDS, "our_bot") == once


def test_within_code_of_several_lines_nothing_is_changed() -> None:
    text = Rendered("see\n/delete @stranger", (Mark("pre", 4, 17),))
    assert literal(text, COMMANDS, "our_bot") == text
