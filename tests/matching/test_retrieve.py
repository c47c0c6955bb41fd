"""How like each other texts are, held against a plain model of the definition."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.meanings import Phrase, meanings, phrases
from workshop_bot.matching.retrieve import BAGS, LONGEST, WEIGHTS, kinship, learn, likeness, vector

OWN = phrases([[("u", "nguyen", "bao"), ("neuroblastome",), ("neuroblastoma",)], [("hoi", "thao"), ("atelier",), ("workshop",)]])
EVERYDAY = phrases([[("khi", "nao"), ("quand",), ("when",)], [("bao",), ("journal",), ("newspaper",)]])
WORDS = [
    *("khi", "nao", "quand", "when", "hoi", "thao", "atelier", "workshop", "u", "nguyen", "bao", "neuroblastome", "neuroblastoma"),
    *("bat", "dau", "commence", "starts", "l", "a"),
]
STRANGE = ["starting", "commencer", "ρήμα", "x", "2024", "_"]

TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(tuple)
TEXTS = st.lists(TEXT, min_size=1, max_size=6)
QUESTION = st.lists(st.sampled_from(WORDS + STRANGE), max_size=6).map(tuple)


def bags(text: Phrase) -> list[Counter[object]]:
    """The five bags of a text."""
    framed = ["", *text, ""]
    letters = [f"<{word}>"[start:][:length] for word in text for length in (2, 3, 4) for start in range(len(word) + 3 - length)]
    return [
        Counter(text),
        Counter(pairwise(framed)),
        Counter(letters),
        Counter(meanings(text, OWN)),
        Counter(meanings(text, EVERYDAY)),
    ]


def alike(one: Phrase, other: Phrase, texts: Sequence[Phrase]) -> list[float]:
    """How like two texts are in a folder of these texts, by bag: the weighted cosine of (1 + log tf) × smoothed idf."""
    held = [Counter(feature for text in texts for feature in bags(text)[bag]) for bag in range(len(BAGS))]

    def weighed(text: Phrase, bag: int) -> dict[object, float]:
        return {
            feature: (1 + math.log(times)) * (1 + math.log((1 + len(texts)) / (1 + held[bag][feature])))
            for feature, times in bags(text)[bag].items()
        }

    def cosine(bag: int) -> float:
        left, right = weighed(one, bag), weighed(other, bag)
        lengths = math.hypot(*left.values()) * math.hypot(*right.values())
        return sum(left[feature] * right[feature] for feature in left.keys() & right.keys()) / lengths if lengths else 0.0

    return [float(weight) * cosine(bag) for bag, weight in enumerate(WEIGHTS)]


@given(QUESTION, TEXTS)
def test_a_likeness_is_the_weighted_cosine_of_each_bag(question: Phrase, texts: list[Phrase]) -> None:
    lexicon, shelf = learn(texts, (OWN, EVERYDAY))
    expected = np.array([alike(question, text, texts) for text in texts]).T
    assert likeness(vector(question, lexicon), shelf) == pytest.approx(expected, abs=1e-5)


@given(TEXTS, st.data())
def test_kinship_is_the_likeness_of_any_wordings_with_each_other(texts: list[Phrase], data: st.DataObject) -> None:
    lexicon, shelf = learn(texts, (OWN, EVERYDAY))
    some = np.array(sorted(data.draw(st.sets(st.sampled_from(range(len(texts))), min_size=1))), np.int32)
    kin = kinship(some, shelf)
    by_question = np.array([likeness(vector(texts[number], lexicon), shelf).sum(axis=0)[some] for number in some])
    assert kin == pytest.approx(by_question, abs=1e-5)
    assert kin == pytest.approx(np.array([[sum(alike(texts[i], texts[j], texts)) for j in some] for i in some]), abs=1e-5)
    assert kin == pytest.approx(kin.T)


@given(TEXTS)
def test_a_wording_is_like_itself_by_the_whole_weight_of_the_bags_it_fills_and_no_other_is_more_so(texts: list[Phrase]) -> None:
    lexicon, shelf = learn(texts, (OWN, EVERYDAY))
    for number, text in enumerate(texts):
        like = likeness(vector(text, lexicon), shelf)
        filled = [weight if bag else 0.0 for weight, bag in zip(WEIGHTS, bags(text), strict=True)]
        assert like[:, number] == pytest.approx(np.array(filled), abs=1e-5)
        assert like.max(axis=1) == pytest.approx(like[:, number], abs=1e-5)


@given(QUESTION, TEXTS, st.randoms())
def test_the_order_of_wordings_changes_nothing(question: Phrase, texts: list[Phrase], chance: Random) -> None:
    order = list(range(len(texts)))
    chance.shuffle(order)
    lexicon, shelf = learn(texts, (OWN, EVERYDAY))
    shuffled_lexicon, shuffled_shelf = learn([texts[number] for number in order], (OWN, EVERYDAY))
    there = likeness(vector(question, shuffled_lexicon), shuffled_shelf)
    assert there == pytest.approx(likeness(vector(question, lexicon), shelf)[:, order], abs=1e-5)


TEXTS_OF_THREE = [("when", "workshop", "starts"), ("quand", "commence", "l", "atelier"), ("khi", "nao", "bat", "dau", "hoi", "thao")]


def by_bag(question: str, *texts: Phrase) -> dict[str, list[float]]:
    """Bag → how like the question each text is."""
    lexicon, shelf = learn(texts, (OWN, EVERYDAY))
    return dict(zip(BAGS, likeness(vector(tuple(question.split()), lexicon), shelf).round(3).tolist(), strict=True))


def test_a_question_meets_wordings_of_other_languages_in_their_meanings() -> None:
    like = by_bag("when workshop starts", *TEXTS_OF_THREE)
    full = dict(zip(BAGS, map(float, WEIGHTS), strict=True))
    assert like["synonyms"] == pytest.approx([full["synonyms"]] * 3, abs=1e-3)
    assert like["everyday"] == pytest.approx([full["everyday"]] * 3, abs=1e-3)
    assert like["words"] == pytest.approx([full["words"], 0, 0], abs=1e-3)


def test_a_rare_word_in_common_tells_more_than_a_frequent_one() -> None:
    like = by_bag("when lunch", ("when", "opening"), ("where", "lunch"), ("when", "closing"), ("when", "photo"))["words"]
    assert like[1] > like[0] == like[2] == like[3] > 0


def test_words_in_the_same_order_are_more_like() -> None:
    like = by_bag("doctor of children", ("doctor", "of", "children"), ("children", "of", "doctor"))
    assert (like["words"][0], like["letters"][0]) == (like["words"][1], like["letters"][1])
    assert like["pairs"][0] > like["pairs"][1]


def test_a_word_with_another_ending_is_like_by_its_letters_alone() -> None:
    like = by_bag("registered", ("registration",), ("lunch",))
    assert like["words"] == [0, 0]
    assert like["letters"][0] > like["letters"][1] == 0


def test_p23_of_a_word_without_end_no_more_is_kept_than_of_a_long_one() -> None:
    like = by_bag("x" * 4_000, ("x" * LONGEST,))
    assert like["words"] == [0]
    assert like["letters"][0] == pytest.approx(1)


def test_what_the_folder_does_not_know_makes_a_question_less_like() -> None:
    alone, beside = by_bag("lunch", ("lunch",))["words"], by_bag("lunch zanzibar", ("lunch",))["words"]
    assert alone[0] > beside[0] > 0


def test_a_folder_without_wordings_is_like_nothing() -> None:
    lexicon, shelf = learn([], (OWN, EVERYDAY))
    assert shelf.size == 0
    assert likeness(vector(("when",), lexicon), shelf).shape == (len(BAGS), 0)
