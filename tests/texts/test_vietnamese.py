"""The spelling of Vietnamese: syllables, and telex undone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.fold import words
from workshop_bot.texts.vietnamese import is_syllable, spellings, without_telex


def test_every_word_of_a_vietnamese_text_is_a_syllable() -> None:
    text = (
        "Hội thảo Ung thư Nhi khoa do Bệnh viện Nhi Trung ương phối hợp với Bệnh viện K tổ chức, ghi nhận gần hai mươi báo cáo chuyên sâu "
        "về u nguyên bào thần kinh, xạ trị, phẫu thuật, chăm sóc giảm nhẹ; khuya, ngoài, quyển, người, nghiêng, yêu, giữa, khuỷu, hươu, oẹo"
    )
    assert [word for word in words(text) if not is_syllable(word) and word != "k"] == []


@pytest.mark.parametrize("word", ["", "talk", "quand", "chemo", "workshop", "aa", "nghk", "ieu2", "strong", "speak", "ou", "wa", "zoom"])
def test_other_words_are_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduowcj", "duoc"),
        ("duocdwj", "duoc"),
        ("khoong", "khong"),
        ("vietej", "viet"),
        ("tuyeenr", "tuyen"),
        ("laf", "la"),
        ("nawm", "nam"),
    ],
)
def test_telex_is_undone(typed: str, meant: str) -> None:
    assert meant in without_telex(typed)


@pytest.mark.parametrize("typed", ["hw", "dd", "wd"])
def test_no_word_without_a_vowel_comes_of_telex(typed: str) -> None:
    assert without_telex(typed) == set()


def test_syllables_are_told_apart_by_their_accents() -> None:
    assert list(spellings("Thủ đô, thứ tự")) == ["thu", "do", "tu"]
    assert len(spellings("Thủ đô, thứ tự")["thu"]) == 2
    assert spellings("HOÁ trị") == spellings("hóa trị") == spellings(unicodedata.normalize("NFD", "hóa trị"))


@pytest.mark.parametrize("text", ["", "thu do nuoc phap…", "Été, déjà!"])
def test_a_text_without_accents_or_syllables_spells_nothing(text: str) -> None:
    assert spellings(text) == {}


@given(st.text())
def test_no_word_makes_it_fail(word: str) -> None:
    is_syllable(word)
    spellings(word)
    assert word not in without_telex(word)
