"""Folding: spellings that must meet, and what holds for any text."""

import unicodedata
from time import thread_time
from timeit import repeat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop_bot.texts.fold import fold, typed, words

ANYTHING = st.text(alphabet=st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("Đăng Ký", "dang ky"),
        ("ĐẶNG", "đặng"),
        ("thuý", "thúy"),
        ("cœur", "coeur"),
        ("Œdème", "oedeme"),
        ("l’hôpital", "L'HÔPITAL"),
        ("Straße", "strasse"),
        ("ﬁèvre", "fievre"),
        ("２０２４", "2024"),
        ("İstanbul", "istanbul"),
        ("neuro\u00adblastome", "neuroblastome"),
        ("\u202ahội\u200d thảo\u202c", "hoi thao"),
    ],
)
def test_these_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hao"), ("ma", "mo"), ("gan", "gang"), ("10", "20"), ("a b", "ab")])
def test_these_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANYTHING)
@example("\u1e9e\u0345\u03f4ǰ")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANYTHING)
def test_no_accent_and_no_capital_is_left(text: str) -> None:
    folded = fold(text)
    assert folded == unicodedata.normalize("NFKD", folded)
    assert folded == folded.casefold()
    assert [letter for letter in folded if unicodedata.combining(letter)] == []


@given(ANYTHING)
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(ANYTHING, ANYTHING)
def test_letters_fold_without_regard_to_their_neighbours(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


def test_words_are_what_punctuation_parts() -> None:
    assert words("Qu’est-ce que l'« U nguyên bào » (n°2) ?") == ("qu", "est", "ce", "que", "l", "u", "nguyen", "bao", "n", "2")
    assert words("hội\u200bthảo") == ("hoi", "thao")
    assert words(" …?! 👍 ") == ()


def test_a_question_takes_some_microseconds() -> None:
    question = "Hội thảo về u nguyên bào thần kinh bắt đầu lúc mấy giờ vậy ạ"
    assert min(repeat(lambda: fold(question), number=100, repeat=5, timer=thread_time)) / 100 < 0.000_03  # room for a slow machine


def test_as_typed_a_text_has_plain_quotes_and_no_spaces() -> None:
    assert typed("L’été\u202f: «\u202fici\u202f» – “là”…") == typed('L\'été: "ici" - "là"...')
    assert typed("Été") != typed("Ete")
