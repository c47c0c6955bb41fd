"""What each kind of field takes, and what is said of the rest."""

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from workshop_bot.knowledge import fields
from workshop_bot.knowledge.fields import Text, is_id, is_language
from workshop_bot.knowledge.model import Kind


def read(kind: Any, value: object) -> Any:
    """What a field of this kind makes of a value, or the code and message of the first thing that is wrong with it."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        return f"{first['type']}: {first['msg']}"


class TestText:
    def test_is_one_for_all_languages_or_one_a_language(self) -> None:
        assert read(Text, "Honey") == Text(everywhere="Honey")
        assert read(Text, {"fr": "Miel", "en": "Honey"}) == Text(by_language=(("fr", "Miel"), ("en", "Honey")))

    def test_that_is_the_same_everywhere_is_in_the_language_asked_for(self) -> None:
        assert Text(everywhere="Honey").pick("vi", "fr") == ("Honey", "vi")

    @pytest.mark.parametrize(
        ("versions", "picked"),
        [
            ({"en": "Honey", "fr": "Miel", "vi": "Mật ong"}, ("Mật ong", "vi")),
            ({"en": "Honey", "fr": "Miel"}, ("Miel", "fr")),
            ({"en": "Honey", "de": "Honig"}, ("Honey", "en")),
        ],
    )
    def test_falls_back_to_the_default_language_then_to_any(self, versions: dict[str, str], picked: tuple[str, str]) -> None:
        assert read(Text, versions).pick("vi", "fr") == picked

    @pytest.mark.parametrize(
        ("value", "wrong"),
        [
            ("", "empty: no value"),
            ([], "wrong-type: one value is meant, not a list"),
            ({}, "empty: no language"),
            ({"fr": " "}, "empty: no value"),
            ({"English": "Honey"}, 'bad-language: "English" is not the code of a language'),
        ],
    )
    def test_is_nothing_else(self, value: object, wrong: str) -> None:
        assert read(Text, value) == wrong


class TestAnId:
    @pytest.mark.parametrize("name", ["a", "0", "hall-a", "2024", "a" * 48])
    def test_is_of_small_letters_figures_and_hyphens(self, name: str) -> None:
        assert (read(fields.Id, name), is_id(name)) == (name, True)

    @pytest.mark.parametrize(
        ("name", "wrong"),
        [
            ("Hall", 'bad-id: the id "Hall" holds "H"'),
            ("hall a", 'bad-id: the id "hall a" holds " "'),
            ("-hall", 'bad-id: the id "-hall" holds "-" at its beginning'),
            ("hаll", 'bad-id: the id "hаll" holds "а" (CYRILLIC SMALL LETTER A)'),
            ("h\u200ball", 'bad-id: the id "h\\u200ball" holds "\\u200b" (ZERO WIDTH SPACE)'),
            ("a" * 49, f'bad-id: the id "{"a" * 49}" has 49 characters'),
        ],
    )
    def test_holds_no_other_letter_however_alike(self, name: str, wrong: str) -> None:
        assert (read(fields.Id, name), is_id(name)) == (wrong, False)

    def test_may_stand_alone_where_several_may(self) -> None:
        assert read(fields.Several, "hall-a") == ("hall-a",)
        assert read(fields.Several, ["hall-a", "hall-b"]) == ("hall-a", "hall-b")

    @given(st.text(max_size=60))
    def test_that_is_proposed_in_place_of_a_wrong_one_is_right(self, words: str) -> None:
        try:
            TypeAdapter(fields.Id).validate_python(words)
        except ValidationError as error:
            _, such_as, proposed = error.errors()[0]["ctx"]["fix"].partition("such as ")
            assert is_id(proposed.strip('"')) is bool(such_as)


class TestOtherFields:
    @pytest.mark.parametrize("words", ["vi", "fr", "gsw", "pt-BR", "zh-Hans-CN"])
    def test_languages_are_codes(self, words: str) -> None:
        assert (read(fields.Language, words), is_language(words)) == (words, True)

    @pytest.mark.parametrize("words", ["VI", "v", "english", "pt_BR", "vi-", "vi\n"])
    def test_other_words_are_no_languages(self, words: str) -> None:
        assert is_language(words) is False

    def test_the_languages_of_a_workshop_are_one_at_least_and_each_once(self) -> None:
        assert read(fields.Languages, ["vi", "fr"]) == ("vi", "fr")
        assert read(fields.Languages, []) == "empty: no language"
        assert read(fields.Languages, ["vi", "fr", "vi"]) == 'bad-language: "vi" stands twice'

    @pytest.mark.parametrize(("words", "meant"), [("true", True), ("Yes", True), ("false", False), ("no", False)])
    def test_yes_and_no_are_said_in_two_ways(self, words: str, meant: bool) -> None:
        assert read(fields.YesNo, words) is meant

    @pytest.mark.parametrize("words", ["1", "on", "oui", "y"])
    def test_other_words_are_neither(self, words: str) -> None:
        assert read(fields.YesNo, words) == f'bad-choice: "{words}" is neither true nor false'

    @pytest.mark.parametrize(("words", "meant"), [("1", 1), ("45", 45), ("010", 10), ("10080", 10080)])
    def test_minutes_are_whole_numbers_up_to_a_week(self, words: str, meant: int) -> None:
        assert read(fields.Minutes, words) == meant

    @pytest.mark.parametrize("words", ["0", "10081", "999999999999999999999999"])
    def test_no_session_lasts_longer(self, words: str) -> None:
        assert read(fields.Minutes, words) == f'bad-number: "{words}" is out of range'

    @pytest.mark.parametrize("words", ["-5", "4.5", "1e3", "0x10", "٤٥", "1_0", "45 min"])
    def test_minutes_are_written_in_figures_alone(self, words: str) -> None:
        assert read(fields.Minutes, words) == f'bad-number: "{words}" is not a whole number of minutes'

    @pytest.mark.parametrize("words", ["https://a.org", "http://a.org/b?c#d", "HTTPS://a.org:8080/é", "https://[::1]/a"])
    def test_links_are_web_addresses(self, words: str) -> None:
        assert read(fields.Link, words) == words

    @pytest.mark.parametrize(
        "words", ["a.org", "ftp://a.org", "mailto:a@b.org", "javascript:alert(1)", "https://", "https:// a.org", "https:///a"]
    )
    def test_nothing_else_is_a_link(self, words: str) -> None:
        assert read(fields.Link, words) == f'bad-link: "{words}" is not a web address'

    @pytest.mark.parametrize("words", ["Asia/Ho_Chi_Minh", "UTC", "America/Argentina/Buenos_Aires"])
    def test_zones_are_those_of_the_iana_list(self, words: str) -> None:
        assert read(fields.ZoneName, words) == words

    @pytest.mark.parametrize("words", ["Hanoi", "Asia", "/etc/localtime", "../UTC", "UTC\0", "x" * 300, "GMT+7"])
    def test_nothing_else_is_a_zone(self, words: str) -> None:
        assert str(read(fields.ZoneName, words)).startswith("unknown-zone: no time zone ")

    @pytest.mark.parametrize("words", ["faq:wifi", "session:a-1", "topic:a", "speaker:a", "room:a", "programme:now", "unknown", "choose"])
    def test_an_expectation_is_a_reference_or_an_outcome(self, words: str) -> None:
        assert read(fields.Expectation, words) == words

    @pytest.mark.parametrize("words", ["wifi", "faq:", "faq:Wi-Fi", "topics:a", "programme:today", "Unknown", ":"])
    def test_nothing_else_can_be_expected(self, words: str) -> None:
        assert read(fields.Expectation, words) == f'bad-choice: "{words}" is neither a reference nor an outcome'

    def test_a_choice_is_one_of_those_the_key_allows(self) -> None:
        kind = Annotated[Kind, fields.choice(Kind)]
        assert read(kind, "break") == "break"
        assert read(kind, "pause") == 'bad-choice: "pause" is not possible here'

    @pytest.mark.parametrize(
        ("value", "meant"),
        [
            ("Hello.", "Hello."),
            ({"one": "{count} day", "other": "{count} days"}, {"one": "{count} day", "other": "{count} days"}),
            ({"one": "{count} day"}, 'bad-choice: the form "other" is missing'),
            ({"dual": "a", "other": "b"}, 'bad-choice: "dual" is no plural form'),
        ],
    )
    def test_the_program_s_words_are_one_text_or_one_a_plural_form(self, value: object, meant: object) -> None:
        assert read(fields.Saying, value) == meant


@pytest.mark.parametrize("kind", [Text, *(getattr(fields, name) for name in ("Id", "Language", "Link", "Minutes", "YesNo", "ZoneName"))])
@given(value=st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5))
def test_any_value_is_read_or_refused_with_a_code_and_a_mend(kind: Any, value: object) -> None:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        for detail in error.errors():
            assert detail["ctx"].keys() == {"wrong", "fix"} or detail["type"] in ("tuple_type", "dict_type")
