"""Languages: their names."""

import pytest

from workshop_bot.texts.languages import endonym, locale, name


@pytest.mark.parametrize(
    ("language", "itself"),
    [("vi", "Tiếng Việt"), ("fr", "français"), ("en", "English"), ("fr-CA", "français (Canada)"), ("xx", "xx"), ("en-x-y", "English")],
)
def test_a_language_calls_itself(language: str, itself: str) -> None:
    assert endonym(language) == itself


@pytest.mark.parametrize(
    ("language", "reader", "called"),
    [
        ("fr", "vi", "tiếng Pháp"),
        ("vi", "fr", "vietnamien"),
        ("vi", "vi", "tiếng Việt"),
        ("vi", "en", "Vietnamese"),
        ("vi", "xx", "Vietnamese"),
        ("xx", "fr", "xx"),
    ],
)
def test_a_language_has_a_name_in_each_other(language: str, reader: str, called: str) -> None:
    assert name(language, reader) == called


@pytest.mark.parametrize(("language", "known"), [("fr-CA", "fr_CA"), ("vi-x-y", "vi"), ("xx", "en"), ("", "en"), ("?-?", "en")])
def test_what_babel_does_not_know_is_read_as_english(language: str, known: str) -> None:
    assert str(locale(language)) == known
