"""The strict pace: 30 in any second, a burst in a chat, 20 a minute in a group; a refusal closes its scope for as long as it says."""

import pytest

from workshop_bot.tryout.limits import Pace, Refusal, buttons_of, entities_of, text_of


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


def test_a_text_is_trimmed_at_its_end() -> None:
    assert text_of("Hello \n") == "Hello"


def test_a_look_reaches_no_further_than_the_text() -> None:
    looks = [{"type": "bold", "offset": 3, "length": 10}, {"type": "italic", "offset": 5, "length": 2}]
    assert entities_of(looks, "😀abc") == [{"type": "bold", "offset": 3, "length": 2}]


def test_a_hundred_looks_take_effect() -> None:
    assert len(entities_of([{"type": "bold", "offset": 0, "length": 1}] * 101, "a")) == 100


def test_no_buttons() -> None:
    assert buttons_of(None) == []
