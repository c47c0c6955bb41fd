"""Which language is asked for by a question that asks for nothing else."""

import pytest

from workshop_bot.answers.again import language_to_speak, wanted_language

LANGUAGES = ("vi", "fr", "en")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("et en français ?", "fr"),
        ("en anglais s’il vous plaît", "en"),
        ("Traduisez en vietnamien svp", "vi"),
        ("in English please", "en"),
        ("and in Vietnamese?", "vi"),
        ("can I have that in french", "fr"),
        ("còn tiếng Pháp?", "fr"),
        ("tieng anh thi sao", "en"),
        ("dịch sang tiếng Việt giúp em với ạ", "vi"),
        ("FRANÇAIS", "fr"),
    ],
)
def test_the_language_is_heard(question: str, language: str) -> None:
    assert wanted_language(question, LANGUAGES) == language


@pytest.mark.parametrize(
    "question",
    [
        "are the talks in English?",
        "bài báo cáo bằng tiếng Anh à",
        "les experts français",
        "who is French?",
        "et en allemand ?",
        "hello",
        "",
    ],
)
def test_no_other_question_is_taken_for_one(question: str) -> None:
    assert wanted_language(question, LANGUAGES) is None


def test_only_the_workshop_s_languages_are_heard() -> None:
    assert wanted_language("et en français ?", ("en",)) is None


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("switch to English", "en"),
        ("I want to change the language to French please", "fr"),
        ("do you speak Vietnamese?", "vi"),
        ("parle français", "fr"),
        ("passer en anglais", "en"),
        ("je voudrais changer la langue en vietnamien", "vi"),
        ("đổi ngôn ngữ sang tiếng Anh", "en"),
        ("chuyen sang tieng phap giup em", "fr"),
        ("nói tiếng Việt đi", "vi"),
    ],
)
def test_a_language_for_good_is_heard(typed: str, language: str) -> None:
    assert language_to_speak(typed, LANGUAGES) == language


@pytest.mark.parametrize(
    "typed",
    [
        "in English please",
        "can I speak English?",
        "je peux parler français ?",
        "em nói tiếng Anh được không",
        "who speaks French?",
        "les experts parlent français ?",
        "chuyên gia có nói tiếng Việt không",
        "switch to German",
        "change the language",
        "",
    ],
)
def test_nothing_else_changes_the_language(typed: str) -> None:
    assert language_to_speak(typed, LANGUAGES) is None
