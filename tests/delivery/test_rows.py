"""Buttons in rows."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.delivery.rows import SHARES, dotted, evenly, in_rows, paired, ticked
from workshop_bot.delivery.turn import Button, Keyboard


def made(*words: str) -> list[Button]:
    return [Button(one, one) for one in words]


def said(keyboard: Keyboard) -> list[list[str]]:
    return [[button.words for button in row] for row in keyboard]


def test_rows_are_full_but_for_the_last() -> None:
    assert said(in_rows(made(*"abcde"), 2)) == [["a", "b"], ["c", "d"], ["e"]]
    assert in_rows([], 2) == ()


def test_even_rows_leave_no_button_alone_where_that_can_be() -> None:
    assert said(evenly(made(*"abcdef"), 5)) == [["a", "b", "c"], ["d", "e", "f"]]
    assert said(evenly(made(*"abc"), 5)) == [["a", "b", "c"]]
    assert evenly([], 5) == ()


@given(st.integers(0, 100), st.integers(1, 10))
def test_even_rows_hold_every_button_once_in_order_and_no_more_than_asked(count: int, most: int) -> None:
    buttons = made(*map(str, range(count)))
    rows = evenly(buttons, most)
    assert list(chain(*rows)) == buttons
    assert [len(row) for row in rows if len(row) > most] == []
    assert len(rows) == len(in_rows(buttons, most))


def test_two_short_ones_share_a_row_and_a_long_one_stands_alone() -> None:
    long, short = "x" * (SHARES + 1), "y" * SHARES
    assert said(paired(made(short, short, short))) == [[short, short], [short]]
    assert said(paired(made(short, long, short))) == [[short], [long], [short]]
    assert said(paired(made(long, short, short))) == [[long], [short, short]]


def test_what_is_chosen_has_a_tick_and_the_page_that_is_shown_has_dots() -> None:
    assert (ticked("Room", True), ticked("Room", False)) == ("✓ Room", "Room")
    assert (dotted("Mon", True), dotted("Mon", False)) == ("• Mon", "Mon")
