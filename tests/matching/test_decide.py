"""When the bot answers, when it asks back, and when it does not know."""

from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.decide import ASKING, BEST_IS_RIGHT, RIGHT_IS_NEAR, Chance, Evidence, decide, evidence
from workshop_bot.matching.score import Scored

SHARE = st.floats(0, 1)
ANY = st.floats(allow_nan=False, allow_infinity=False, width=32)
EVIDENCE = st.builds(Evidence, SHARE, SHARE, SHARE)


def ranked(*scores: float) -> list[Scored]:
    return [Scored(entry, score, (score,)) for entry, score in enumerate(scores)]


class TestEvidence:
    def test_is_the_best_score_and_its_lead_over_the_second(self) -> None:
        assert evidence(ranked(0.75, 0.5, 0.25), coverage=0.8) == Evidence(score=0.75, margin=0.25, coverage=0.8)

    def test_of_a_single_entry_is_a_lead_over_nothing(self) -> None:
        assert evidence(ranked(0.75), coverage=1) == Evidence(0.75, 0.75, 1)

    def test_of_no_entry_is_none(self) -> None:
        assert evidence([], coverage=0.5) == Evidence(0, 0, 0.5)


class TestAChance:
    @given(st.builds(Chance, ANY, ANY, ANY, ANY), st.builds(Evidence, ANY, ANY, ANY))
    def test_is_within_0_and_1_whatever_the_numbers(self, chance: Chance, found: Evidence) -> None:
        assert 0 <= chance.of(found) <= 1

    @pytest.mark.parametrize("chance", [BEST_IS_RIGHT, RIGHT_IS_NEAR])
    @given(found=EVIDENCE, more=SHARE)
    def test_grows_with_the_score(self, chance: Chance, found: Evidence, more: float) -> None:
        assert chance.of(found) <= chance.of(replace(found, score=found.score + more))

    def test_is_even_where_nothing_speaks_for_or_against(self) -> None:
        assert Chance(score=1, margin=1, coverage=1, base=-3).of(Evidence(1, 1, 1)) == 0.5


class TestTheVerdict:
    def test_on_the_question_itself_is_to_answer(self) -> None:
        assert decide(Evidence(score=1, margin=1, coverage=1)) == "answer"

    def test_on_no_evidence_is_not_to_know(self) -> None:
        assert decide(Evidence(score=0, margin=0, coverage=0)) == "unknown"

    def test_on_two_equal_entries_goes_from_unknown_over_choose_to_answer_as_their_score_grows(self) -> None:
        verdicts = [decide(Evidence(score / 200, margin=0, coverage=1)) for score in range(201)]
        assert [verdict for verdict, _ in groupby(verdicts)] == ["unknown", "choose", "answer"]

    @given(EVIDENCE)
    def test_is_one_that_is_more_likely_right_than_wrong_and_else_not_to_know(self, found: Evidence) -> None:
        likely = {"answer": BEST_IS_RIGHT.of(found) > 0.5, "choose": RIGHT_IS_NEAR.of(found) > 0.5}
        assert decide(found) in ([verdict for verdict, right in likely.items() if right] or ["unknown"])

    @given(EVIDENCE)
    def test_is_to_ask_back_only_where_that_is_worth_what_it_costs(self, found: Evidence) -> None:
        answering, asking = 2 * BEST_IS_RIGHT.of(found) - 1, RIGHT_IS_NEAR.of(found) - 0.5 - ASKING
        assert answering >= asking or decide(found) != "answer"
        assert answering < max(asking, 1e-9) or decide(found) != "choose"
