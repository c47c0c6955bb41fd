"""What is typed next is for who asked for it, or means one of a list, for ten minutes each."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from workshop_bot.delivery.dialogue import LISTED, OPEN, expect, expected, first_of_album, listed, numbered, remember, talk


def test_the_newest_takes_what_is_typed_until_its_time_is_over(turn: Any) -> None:
    assert expected(turn) == ("", "")
    expect(turn, "inbox")
    expect(turn, "announce:text:7:fr")
    assert expected(turn) == ("announce", "text:7:fr")
    assert expected(replace(turn, now=turn.now + OPEN)) == ("announce", "text:7:fr")
    assert expected(replace(turn, now=turn.now + OPEN + timedelta(seconds=1))) == ("", "")
    expect(turn)
    assert expected(turn) == ("", "")


def test_a_number_means_the_last_list_until_its_time_is_over(turn: Any) -> None:
    assert numbered(turn, "1") == ""
    listed(turn, ["session:opening", "topic:surgery"])
    assert [numbered(turn, typed) for typed in ("0", "1", "2", "3", "1.", "one", "0001")] == [
        "",
        "session:opening",
        "topic:surgery",
        *[""] * 4,
    ]
    assert numbered(replace(turn, now=turn.now + LISTED), "2") == "topic:surgery"
    assert numbered(replace(turn, now=turn.now + LISTED + timedelta(seconds=1)), "2") == ""


def test_a_dialogue_leaves_the_list_and_what_was_spoken_of(turn: Any) -> None:
    remember(turn, reference="topic:surgery", spoken_at=turn.now)
    listed(turn, ["session:opening"])
    expect(turn, "inbox")
    assert (talk(turn).reference, talk(turn).listed, talk(turn).dialogue) == ("topic:surgery", ("session:opening",), "inbox")


def test_of_an_album_the_first_is_dealt_with_alone(turn: Any) -> None:
    photo = replace(turn.incoming, kind="other", album="7", message=9)
    sent = [replace(turn, incoming=one) for one in (photo, replace(photo, message=10), replace(photo, album="8"), replace(photo, album=""))]
    assert [first_of_album(one) for one in sent] == [True, False, True, True]
