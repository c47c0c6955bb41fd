"""Which phrases a question holds: longest first, by accents where they were typed, and weak words only in company."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.programme.said import Said, hear, single_words, spellings, vocabulary
from workshop_bot.texts.fold import words


def said(question: str) -> Said:
    return hear(question, words(question))


def phrases(question: str, role: str) -> list[str]:
    heard = said(question)
    return [
        " ".join(heard.words[place : sense.stop]) for place in range(len(heard.words)) if (sense := heard.sense(place, role)) is not None
    ]


@pytest.mark.parametrize(
    ("question", "role", "found"),
    [
        ("the day after tomorrow", "shift", ["the day after tomorrow", "day after tomorrow", "tomorrow"]),
        ("l’après-midi", "part", ["l apres midi", "apres midi", "midi"]),
        ("tối nay", "part", ["toi nay"]),
        ("tôi nay", "part", []),
        ("toi nay", "part", ["toi nay"]),
        ("tới thứ hai", "part", []),
        ("tối thứ hai", "part", ["toi"]),
        ("toi thu hai", "part", ["toi"]),
        ("thu hai toi", "part", []),
        ("mai", "shift", []),
        ("mãi", "shift", []),
        ("mai có gì", "shift", ["mai"]),
        ("3 mai", "month", ["mai"]),
        ("on sat", "weekday", ["sat"]),
        ("we sat down", "weekday", []),
        ("mon 2 dec", "weekday", ["mon"]),
        ("mon programme", "weekday", []),
        ("programme mon", "weekday", ["mon"]),
        ("programme jeu.", "weekday", ["jeu"]),
        ("Lịch làm việc CN", "weekday", ["cn"]),
        ("programme T5", "weekday", ["t5"]),
        ("programme mai", "shift", ["mai"]),
        ("programme mon cher", "weekday", []),
        ("chuong trinh thu nghiem", "weekday", []),
        ("t3 có gì", "weekday", ["t3"]),
        ("a T3 tumour", "weekday", []),
        ("évènement", "event", ["evenement"]),
        ("ở đây", "day", []),
    ],
)
def test_phrases_of_a_question(question: str, role: str, found: list[str]) -> None:
    assert phrases(question, role) == found


@pytest.mark.parametrize(("typed", "lexicon"), [("hoà", "hòa"), ("khoá học", "khóa học")])
def test_tones_typed_the_old_way_are_the_same(typed: str, lexicon: str) -> None:
    assert spellings(typed) == spellings(lexicon)


def test_signs_between_words() -> None:
    heard = said("3/12 at 9:30–11:00, or later")
    assert [heard.mark(place) for place in range(len(heard.words))] == ["/", "", "", ":", "–", ":", ",", "", ""]


def test_a_phrase_before_a_place() -> None:
    heard = said("from now on")
    assert heard.before(1, "from") == heard.sense(0, "from")
    assert heard.before(2, "from") is None


def test_capitals_are_kept() -> None:
    assert said("is there an AI talk, or IT?").capitals == {"ai", "it"}


def test_words_were_mended_elsewhere() -> None:
    assert hear("tomorow mornig", ("tomorrow", "morning")).has("part")


@given(st.text(max_size=80))
def test_any_text_is_heard(text: str) -> None:
    heard = said(text)
    assert all(place < sense.stop <= len(heard.words) for place, senses in enumerate(heard.senses) for sense in senses.values())


def test_the_vocabulary_is_folded() -> None:
    assert {word for word in vocabulary() if words(word) != (word,)} == set()
    assert {"mai", "demain", "tomorrow", "aprem", "rn"} <= vocabulary()
    assert single_words("month") >= {"december", "decembre", "may"}
