"""Questions about what is not there any more: an old button, a number of an old list."""

from typing import Any

import pytest

GONE = "(edited) That is not there any more. Please ask again."


@pytest.mark.parametrize("data", ["see:en:faq:gone", "pick:en:faq:gone", "pick:xx:faq:dates", "pick:en:programme:day"])
def test_a_button_says_that_it_is_no_more(data: str, sam: Any) -> None:
    assert sam.taps_data(data) == GONE


def test_an_entry_that_has_ended_is_shown_no_more(made_up: Any, person: Any) -> None:
    asker = person(made_up, 23, "en")
    made_up.at("2030-06-04 11:55")
    asker.taps_data("not:en faq:fee faq:badges")
    assert asker.says("1").split("\n")[0] == asker.taps_data("see:en:faq:badges").split("\n")[0] == "At the main door."
    made_up.at("2030-06-04 12:00")
    assert asker.taps_data("see:en:faq:badges") == GONE
    assert asker.says("1").split("\n")[0] == "I do not know that."
