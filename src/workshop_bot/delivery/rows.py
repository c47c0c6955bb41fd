"""Buttons in rows: so many in each, evenly, or two where their words are short; and the sign of what is chosen."""

from collections.abc import Sequence

from workshop_bot.delivery.turn import Button, Keyboard

SHARES = 24
"""Letters of the words on a button that shares its row."""


def in_rows(buttons: Sequence[Button], most: int) -> Keyboard:
    """Rows of so many buttons, the last of what is left."""
    return tuple(tuple(buttons[start : start + most]) for start in range(0, len(buttons), most))


def evenly(buttons: Sequence[Button], most: int) -> Keyboard:
    """As few rows as with so many in each, but of about the same length."""
    count = -(-len(buttons) // most)
    return in_rows(buttons, -(-len(buttons) // count)) if count else ()


def paired(buttons: Sequence[Button]) -> Keyboard:
    """Two in a row where the words of both are short."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].words), len(button.words)) <= SHARES:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def ticked(words: str, chosen: bool) -> str:
    """The words of a button, with a sign where it stands for what is chosen."""
    return f"✓ {words}" if chosen else words


def dotted(words: str, here: bool) -> str:
    """The words of a button that leads to a page, with a sign before those of the one that is shown."""
    return f"• {words}" if here else words
