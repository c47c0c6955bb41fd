"""The language of a question of terms alone, by the folder's own words."""

from collections import Counter
from dataclasses import replace

import pytest

from workshop_bot.answers.language import tell, uses
from workshop_bot.knowledge.model import Knowledge


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("recovery rate", "en"),
        ("Recovery!", "en"),
        ("taux de guérison", "fr"),
        ("khỏi hen", "vi"),
        ("Pollens et poussières", "fr"),
        ("Pollen and dust", "en"),
    ],
)
def test_is_the_one_that_uses_its_words(question: str, language: str, knowledge: Knowledge) -> None:
    assert tell(question, uses(knowledge)) == language


@pytest.mark.parametrize("question", ["", "?", "2030", "hematology", "Paris"])
def test_is_not_told_by_words_of_none_or_of_all(question: str, knowledge: Knowledge) -> None:
    assert tell(question, uses(knowledge)) is None


def test_words_of_a_language_that_the_workshop_does_not_speak_tell_nothing(knowledge: Knowledge) -> None:
    fewer = replace(knowledge, workshop=knowledge.workshop.model_copy(update={"languages": ("fr", "en")}))
    assert [tell(question, uses(fewer)) for question in ("khỏi hen", "taux de guérison")] == [None, "fr"]


@pytest.mark.parametrize(
    ("question", "spoken", "language"),
    [("asthme", "en", "fr"), ("pollen", "en", None), ("pollen", "fr", None), ("pollen asthme", "en", "fr"), ("pollen", "vi", "fr")],
)
def test_is_not_told_against_the_language_that_somebody_speaks_where_it_has_these_words_too(
    question: str, spoken: str, language: str | None
) -> None:
    used = {"vi": Counter[str](), "fr": Counter(asthme=2, pollen=9), "en": Counter(asthma=2, pollen=2)}
    assert tell(question, used, spoken) == language
