"""Rows of buttons as Telegram wants them."""

import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from workshop_bot.delivery.outbox import DATA_LIMIT
from workshop_bot.delivery.turn import Button, Keyboard

log = logging.getLogger(__name__)

IN_A_ROW, IN_ALL = 8, 100
"""Buttons in a row and under a message that Telegram takes."""


def keyboard(rows: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None for none. One that Telegram would refuse is left out, so that it does not cost the others."""
    kept = [[_button(button) for button in row if _usable(button)] for row in rows]
    lines = [row[start : start + IN_A_ROW] for row in kept for start in range(0, len(row), IN_A_ROW)]
    while sum(map(len, lines)) > IN_ALL:
        log.error("our fault, a message has too many buttons; the last %s are left out", len(lines.pop()))
    return InlineKeyboardMarkup(lines) if lines else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.words, url=button.url or None, callback_data=None if button.url else button.data, style=button.style or None
    )


def _usable(button: Button) -> bool:
    usable = bool(button.words.strip()) and bool(button.url or 1 <= len(button.data.encode()) <= DATA_LIMIT)
    if not usable:
        log.error("our fault, a button has no words, or its data is none or too long: %s", button.data)
    return usable
