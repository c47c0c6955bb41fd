"""What is asked of somebody takes what they type next, for ten minutes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from workshop_bot.delivery.dialogue import OPEN, expect, expected


def test_the_newest_takes_what_is_typed_until_its_time_is_over(turn: Any) -> None:
    assert expected(turn) == ("", "")
    expect(turn, "inbox")
    expect(turn, "announce:text:7:fr")
    assert expected(turn) == ("announce", "text:7:fr")
    assert expected(replace(turn, now=turn.now + OPEN)) == ("announce", "text:7:fr")
    assert expected(replace(turn, now=turn.now + OPEN + timedelta(seconds=1))) == ("", "")
    expect(turn)
    assert expected(turn) == ("", "")
