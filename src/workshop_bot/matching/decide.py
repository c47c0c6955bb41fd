"""From scores to chances, and from chances to what is said.

The bot answers where that is more likely right than wrong and worth more than asking back; it asks back where the right
entry is probably among those it can offer; else it says that it does not know. Both chances are logistic functions (Platt 1999)
of three numbers, fitted by `benchmarks/fit.py` from the wordings of many folders; no threshold is left to tune.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workshop_bot.matching.score import Scored

Verdict = Literal["answer", "choose", "unknown"]


@dataclass(frozen=True)
class Chance:
    """A chance as a logistic function of score, margin and coverage."""

    score: float
    margin: float
    coverage: float
    base: float

    def of(self, evidence: "Evidence") -> float:
        """The chance, within 0–1."""
        sum_ = self.score * evidence.score + self.margin * evidence.margin + self.coverage * evidence.coverage + self.base
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, sum_))))


@dataclass(frozen=True)
class Evidence:
    """What the decision rests on: the best score, its lead over the second, and the share of the question that the folder knows."""

    score: float
    margin: float
    coverage: float


BEST_IS_RIGHT = Chance(score=5.17, margin=3.14, coverage=1.9, base=-4.42)
RIGHT_IS_NEAR = Chance(score=10.74, margin=-3.15, coverage=1.7, base=-4.4)
ASKING = 0.125
"""What a question back costs, in answers: a tap, and a moment of a person who has ten seconds."""


def evidence(scored: Sequence[Scored], coverage: float) -> Evidence:
    """The evidence in a ranking; without any entry there is none."""
    first = scored[0].score if scored else 0.0
    second = scored[1].score if len(scored) > 1 else 0.0
    return Evidence(first, first - second, coverage)


def decide(found: Evidence) -> Verdict:
    """Answer, ask back, or not know.

    Worth in answers: a right one counts 1, a wrong one −1; an offer counts half of either.
    """
    right, near = BEST_IS_RIGHT.of(found), RIGHT_IS_NEAR.of(found)
    answering, offering = 2 * right - 1, near - 0.5
    if answering > 0 and answering >= offering - ASKING:
        return "answer"
    return "choose" if offering > 0 else "unknown"
