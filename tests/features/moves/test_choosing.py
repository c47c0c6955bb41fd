"""Which session organisers change, chosen by a tap, a number or words."""

from typing import Any

import pytest
from tests.features.moving import LIST, WHEN


class TestASession:
    def test_is_chosen_from_a_day_by_number_or_tap(self, boss: Any) -> None:
        assert boss.says("/move") == LIST
        assert boss.says("2") == WHEN
        boss.says("/move")
        assert boss.taps("2") == f"(edited) {WHEN}"
        boss.says("/move")
        assert boss.taps("4 Jun").startswith("(edited) Which session do you move?\nTue 4 Jun\n1. 9:00–10:00 · Inhalers for infants\n")
        assert boss.taps("2").startswith("(edited) Clinical cases\n")
        assert boss.taps("Back").startswith("(edited) Which session do you move?\nTue 4 Jun\n")

    @pytest.mark.parametrize("typed", ["use an inhaler", "bien utiliser un inhalateur", "CACH DUNG BINH XIT", "session at 9:00 today"])
    def test_is_chosen_by_words(self, typed: str, boss: Any) -> None:
        assert boss.says(f"/move {typed}") == WHEN
        boss.says("/cancel")
        boss.says("/move")
        assert boss.says(typed) == WHEN

    def test_is_chosen_among_those_that_the_words_fit(self, boss: Any) -> None:
        found = boss.says("/move inhalers")
        assert found.split("\n")[:3] == [
            "Which session do you move?",
            "1. Mon 3 Jun, 9:00–9:45 · How to use an inhaler · in 60 min",
            "2. Tue 4 Jun, 9:00–10:00 · Inhalers for infants",
        ]
        assert boss.says("2").startswith("Inhalers for infants\nTue 4 Jun, 9:00–10:00 · Hall B\n")

    def test_stays_chosen_where_the_time_beside_it_is_none(self, boss: Any) -> None:
        assert boss.says("/move use an inhaler 25:00") == WHEN

    def test_that_is_not_there_gives_the_list(self, boss: Any) -> None:
        assert boss.says("/move the banquet") == f"I do not find that session.\n\n{LIST}"
        assert boss.says("/move 77") == f"I do not find that session.\n\n{LIST}"

    def test_is_no_question_until_the_dialogue_is_left(self, boss: Any) -> None:
        boss.says("/move")
        assert boss.says("/cancel").startswith("I have dropped that.")
        assert boss.says("use an inhaler") != WHEN
        boss.says("/move")
        assert boss.says("hello").startswith("Hello.")
