"""Words of three languages that mean the same meet in a number."""

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.meanings import everyday, meanings, phrases
from workshop_bot.texts.fold import words

LINES = [
    line
    for line in files("workshop_bot.matching").joinpath("words", "everyday.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TUMOUR, CELL, DAY, TODAY, START = range(5)
KNOWN = phrases(
    [
        [("u", "nguyen", "bao", "than", "kinh"), ("neuroblastome",), ("nbl",)],
        [("nguyen", "bao"), ("cellule",), ("cell",)],
        [("ngay",), ("jour",), ("day",)],
        [("hom", "nay"), ("ce", "jour"), ("today",)],
        [("bat", "dau"), ("jour", "un"), ("start",)],
    ]
)


def meant(text: str) -> list[int]:
    return meanings(words(text), KNOWN)


@pytest.mark.parametrize("text", ["u nguyên bào thần kinh", "neuroblastome", "NBL", "Le neuroblastome ?"])
def test_words_that_mean_the_same_have_one_meaning(text: str) -> None:
    assert meant(text) == [TUMOUR]


def test_the_longest_phrase_counts_and_each_word_is_used_once() -> None:
    assert meant("u nguyên bào thần kinh") == [TUMOUR]
    assert meant("nguyên bào thần kinh") == [CELL]
    assert meant("ce jour un") == [TODAY]
    assert meant("jour un") == [START]
    assert meant("u nguyên bào, nguyên bào") == [CELL, CELL]


def test_meanings_come_in_the_order_of_the_text_as_often_as_they_are_said() -> None:
    assert meant("today, day by day, nbl") == [TODAY, DAY, DAY, TUMOUR]
    assert meant("nothing that anybody knows") == []
    assert meant("") == []


def test_a_phrase_of_two_groups_has_both_meanings_and_one_that_a_group_repeats_has_one() -> None:
    table = phrases([[("conference",), ("talk",)], [("conference",), ("workshop",), ("workshop",)]])
    assert meanings(("conference", "workshop"), table) == [0, 1, 1]


def test_a_synonym_without_letters_means_nothing() -> None:
    assert meanings(("day",), phrases([[(), ("day",)], [()]])) == [0]


@given(st.lists(st.sampled_from(sorted(KNOWN.meanings))), st.lists(st.sampled_from(["x", "y"]), min_size=1))
def test_phrases_that_other_words_part_mean_together_what_each_means(said: list[tuple[str, ...]], between: list[str]) -> None:
    text = tuple(word for phrase in said for word in (*phrase, *between))
    assert meanings(text, KNOWN) == [number for phrase in said for number in KNOWN.meanings[phrase]]


class TestTheEverydayLexicon:
    def test_has_one_meaning_a_line_in_three_languages(self) -> None:
        assert [line for line in LINES if len([part for part in line.split("|") if words(part)]) != 3] == []
        assert len(everyday()) == len(LINES)

    def test_has_no_phrase_twice_once_folded(self) -> None:
        times = Counter(phrase for group in everyday() for phrase in set(group))
        assert [phrase for phrase, number in times.items() if number > 1] == []

    def test_has_only_phrases_that_a_question_can_hold(self) -> None:
        assert [phrase for group in everyday() for phrase in group if words(" ".join(phrase)) != phrase or not phrase] == []

    @pytest.mark.parametrize(
        "texts",
        [("khi nào", "quand", "when"), ("ở đâu", "où est", "where's"), ("tiến sĩ", "doctorat", "Ph.D."), ("bắt đầu", "débute", "begins")],
    )
    def test_has_one_meaning_for_the_words_of_three_languages(self, texts: tuple[str, ...]) -> None:
        known = phrases(everyday())
        found = [meanings(words(text), known) for text in texts]
        assert found == [found[0]] * 3
        assert len(found[0]) == 1
