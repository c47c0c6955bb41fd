"""Rows of buttons as Telegram wants them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from workshop_bot.delivery.turn import Keyboard


def keyboard(rows: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    button.words, url=button.url or None, callback_data=None if button.url else button.data, style=button.style or None
                )
                for button in row
            ]
            for row in rows
        ]
    )
