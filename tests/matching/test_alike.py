"""Questions that ask the same, across languages."""

from pathlib import Path

import pytest
import yaml

from workshop_bot.answers import Ready, prepare
from workshop_bot.knowledge.read import usable
from workshop_bot.matching.alike import groups

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ready() -> Ready:
    return prepare(usable(ROOT / "knowledge"))


def grouped(texts: list[str], ready: Ready) -> list[list[int]]:
    knowledge = ready.knowledge
    return groups(texts, ready.index, knowledge.synonyms, knowledge.workshop.languages)


def test_what_the_folder_answers_alike_is_one_group_in_all_languages(ready: Ready) -> None:
    texts = [
        "Em ở xa quá, ngồi nhà học qua mạng được không?",
        "May I bring my dog?",
        "puis-je suivre l'atelier depuis Paris, à distance ?",
        "is it possible to take part from home over the internet",
    ]
    assert grouped(texts, ready) == [[0, 2, 3], [1]]


def test_nearly_the_same_words_are_one_group(ready: Ready) -> None:
    assert grouped(["May I bring my dog?", "Where is the gym?", "may I bring my dog with me", "May I bring a dog?"], ready) == [
        [0, 2, 3],
        [1],
    ]


def test_a_text_by_itself_and_one_without_words(ready: Ready) -> None:
    assert grouped(["May I bring my dog?"], ready) == [[0]]
    assert grouped(["?", "▮▮▮", "May I bring my dog?"], ready) == [[0], [1], [2]]


def test_of_pairs_of_shipped_questions_in_a_group_nineteen_in_twenty_expect_the_same(ready: Ready) -> None:
    asked = [one for one in yaml.safe_load((ROOT / "knowledge" / "questions.yaml").read_text())["questions"] if "faq:" in one["expect"]]
    pairs = [
        (asked[one]["expect"], asked[other]["expect"])
        for group in grouped([one["ask"] for one in asked], ready)
        for one in group
        for other in group
        if one < other
    ]
    assert len(pairs) >= 200
    assert sum(one == other for one, other in pairs) >= len(pairs) * 0.95
