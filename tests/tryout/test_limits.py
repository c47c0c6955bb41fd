"""The strict pace: 30 in any second, a burst in a chat, 20 a minute in a group; a refusal closes its scope for as long as it says."""

import pytest

from workshop_bot.tryout.limits import Pace, Refusal, buttons_of, formatted


def passed(pace: Pace, chat: int, at: float) -> bool:
    try:
        pace.check(chat, at)
    except Refusal:
        return False
    return True


def test_thirty_in_any_second_over_all_chats() -> None:
    pace = Pace(strict=True)
    assert [passed(pace, chat, 100 + chat / 1000) for chat in range(1, 32)] == [True] * 30 + [False]


def test_twenty_a_minute_in_a_group() -> None:
    pace = Pace(strict=True)
    assert [passed(pace, -5, 100.0 + 2 * number) for number in range(21)] == [True] * 20 + [False]


def test_a_refusal_closes_its_chat_for_as_long_as_it_says_and_no_other() -> None:
    pace = Pace(strict=True)
    for _ in range(6):
        pace.check(1, 100.0)
    with pytest.raises(Refusal) as refused:
        pace.check(1, 100.0)
    wait = refused.value.parameters["retry_after"]
    assert refused.value.description == f"Too Many Requests: retry after {wait}"
    assert (passed(pace, 1, 100.0 + wait - 0.1), passed(pace, 2, 100.0), passed(pace, 1, 100.0 + wait + 0.1)) == (False, True, True)


def test_a_telegram_that_does_not_count() -> None:
    pace = Pace(strict=False)
    assert all(passed(pace, 1, 100.0) for _ in range(100))


def test_a_text_is_trimmed_at_both_ends_and_its_looks_move_with_it() -> None:
    looks = [{"type": "bold", "offset": 3, "length": 8}, {"type": "italic", "offset": 8, "length": 2}]
    assert formatted(" \n 😀 abc  ", looks) == (
        "😀 abc",
        [{"type": "bold", "offset": 0, "length": 6}, {"type": "italic", "offset": 5, "length": 1}],
    )


def test_spaces_that_bear_a_look_stay_at_the_beginning() -> None:
    looks = [{"type": "underline", "offset": 1, "length": 3}]
    assert formatted("  ab", looks) == (" ab", [{"type": "underline", "offset": 0, "length": 3}])


@pytest.mark.parametrize(
    ("offset", "length", "words"),
    [
        (5, 1, "entity ends after the end of the text at UTF-16 offset 6"),
        (6, 1, "entity begins after the end of the text at UTF-16 offset 6"),
        (1, 2, "entity begins in a middle of a UTF-16 symbol at byte offset 1"),
        (0, 1, "entity ends in a middle of a UTF-16 symbol at byte offset 1"),
        (True, 1, "can't parse entities: wrong offset or length"),
        (0, 0, "can't parse entities: wrong offset or length"),
    ],
)
def test_a_look_stands_on_whole_letters_of_the_text_in_utf16_units(offset: int, length: int, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        formatted("😀abc", [{"type": "bold", "offset": offset, "length": length}])
    assert refused.value.description == f"Bad Request: {words}"


def test_a_hundred_looks_take_effect() -> None:
    assert len(formatted("a", [{"type": "bold", "offset": 0, "length": 1}] * 101)[1]) == 100


def test_half_letters_are_no_text() -> None:
    with pytest.raises(Refusal) as refused:
        formatted("a\ud83d")
    assert refused.value.description == "Bad Request: strings must be encoded in UTF-8"


def test_no_buttons() -> None:
    assert buttons_of(None) == []


def test_all_are_refused_for_as_long_as_a_test_says() -> None:
    pace = Pace(strict=True)
    pace.refuse_all(5, 100.0)
    assert [passed(pace, 1, at) for at in (100.0, 104.9, 105.0)] == [False, False, True]
