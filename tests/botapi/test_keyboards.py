"""Buttons as Telegram takes them."""

import pytest

from workshop_bot.botapi.keyboards import keyboard
from workshop_bot.delivery.turn import Button, Keyboard


def shown(rows: Keyboard) -> list[list[dict[str, str]]]:
    markup = keyboard(rows)
    return markup.to_dict()["inline_keyboard"] if markup else []


def test_a_button_acts_or_opens_a_link_and_may_have_a_colour() -> None:
    rows = ((Button("Yes", "news:all", style="primary"), Button("No", "news:urgent")), (Button("Site", url="https://example.org"),))
    assert shown(rows) == [
        [{"text": "Yes", "callback_data": "news:all", "style": "primary"}, {"text": "No", "callback_data": "news:urgent"}],
        [{"text": "Site", "url": "https://example.org"}],
    ]


@pytest.mark.parametrize("rows", [(), ((),), ((), ())])
def test_where_there_are_no_buttons_there_is_no_keyboard(rows: Keyboard) -> None:
    assert keyboard(rows) is None


def test_a_button_that_telegram_would_refuse_does_not_cost_the_others(caplog: pytest.LogCaptureFixture) -> None:
    long, longest = "é" * 32 + "x", "é" * 32
    rows = ((Button("Too long", long), Button("Long", longest)), (Button("Nothing"), Button(" ", "x:1")))
    assert shown(rows) == [[{"text": "Long", "callback_data": longest}]]
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3


def test_no_row_and_no_message_has_more_buttons_than_telegram_takes(caplog: pytest.LogCaptureFixture) -> None:
    row = tuple(Button(str(number), f"x:{number}") for number in range(20))
    assert [[button["text"] for button in line] for line in shown((row,))] == [
        ["0", "1", "2", "3", "4", "5", "6", "7"],
        ["8", "9", "10", "11", "12", "13", "14", "15"],
        ["16", "17", "18", "19"],
    ]
    assert caplog.records == []
    assert [len(line) for line in shown((row[:8],) * 13)] == [8] * 12
    assert [record.levelname for record in caplog.records] == ["ERROR"]
