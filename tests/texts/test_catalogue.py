"""The program's own words: the same in all languages, filled in literally, and never missing."""

import gc
import re
import weakref
from collections.abc import Iterator

import pytest
import yaml
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts import catalogue
from workshop_bot.texts.catalogue import SHIPPED, Words, load


def words(language: str) -> Words:
    text = (catalogue._STRINGS / f"{language}.yaml").read_text(encoding="utf-8")
    keys = [line.partition(":")[0] for line in text.splitlines() if re.match(r"[a-z]", line)]
    assert len(keys) == len(set(keys)), f"a key stands twice in {language}.yaml"
    read: Words = yaml.safe_load(text)
    return read


def forms(said: object) -> Iterator[str]:
    for form in said.values() if isinstance(said, dict) else [said]:
        assert isinstance(form, str)
        yield form


@pytest.mark.parametrize("language", SHIPPED)
def test_every_language_says_everything(language: str) -> None:
    assert words(language).keys() == words("en").keys() == load().keys
    assert all(form.strip() == form != "" for said in words(language).values() for form in forms(said))


@pytest.mark.parametrize("language", SHIPPED)
def test_every_language_fills_in_the_same(language: str) -> None:
    def holes(said: object) -> set[frozenset[str]]:
        return {frozenset(re.findall(r"\{[^}]*\}", form)) for form in forms(said)}

    english = words("en")
    assert {key: holes(said) for key, said in words(language).items()} == {key: holes(english[key]) for key in english}


def test_a_vietnamese_weekday_is_small_within_a_sentence_and_nowhere_else() -> None:
    say = load().say
    assert say("vi", "day.empty", day="Thứ Bảy 7/12") == "Không có buổi nào vào thứ Bảy 7/12."
    assert say("vi", "day.empty", day="Chủ Nhật 8/12") == "Không có buổi nào vào Chủ Nhật 8/12."
    assert say("vi", "day.morning", day="Thứ Bảy 7/12") == "Thứ Bảy 7/12, buổi sáng"
    assert say("vi", "day.empty", day="Thứ Bảy vui") == "Không có buổi nào vào Thứ Bảy vui."


@pytest.mark.parametrize("language", SHIPPED)
def test_forms_by_number_are_those_of_the_language(language: str) -> None:
    counted = {key for key, said in words("en").items() if not isinstance(said, str)}
    said = {key: set(said) for key, said in words(language).items() if not isinstance(said, str)}
    assert said == {key: {*Locale(language).plural_form.tags, "other"} for key in counted}


def test_french_keeps_its_signs_with_the_word_before() -> None:
    loose = re.compile(r"(?<!\u202f)[!?:;%»]|«(?!\u202f)|'")
    assert [form for said in words("fr").values() for form in forms(said) if loose.search(form)] == []


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "Anna: 1 session"),
        ("en", 0, "Anna: 0 sessions"),
        ("fr", 0, "Anna\u202f: 0 session"),
        ("fr", 2, "Anna\u202f: 2 sessions"),
        ("fr", 1_000_000, "Anna\u202f: 1000000 de sessions"),
        ("vi", 1, "Anna: 1 buổi"),
        ("vi", 2, "Anna: 2 buổi"),
    ],
)
def test_the_number_chooses_the_form(language: str, count: int, said: str) -> None:
    assert load().say(language, "programme.sessions-of", name="Anna", count=count) == said


def test_a_further_language_speaks_its_own_words_and_english_where_it_has_none() -> None:
    german = load({"de": {"ask.unknown": "Das weiß ich nicht."}})
    assert german.say("de", "ask.unknown") == "Das weiß ich nicht."
    assert german.say("de", "time.today") == "today"
    assert german.say("de", "session.topics", topics="A, B", count=2) == "Topics: A, B"
    assert load().say("de", "ask.unknown") == "I do not know that."


def test_a_variety_speaks_its_language() -> None:
    assert load().say("en-GB", "ask.unknown") == "I do not know that."
    assert load({"fr-CA": {"ask.unknown": "Je l’ignore."}}).say("fr-CA", "ask.unknown") == "Je l’ignore."
    assert load().say("fr-CA", "time.today") == "aujourd’hui"


def test_a_further_language_may_have_forms_of_its_own() -> None:
    polish = load({"pl": {"time.in-days": {"one": "za {count} dzień", "few": "za {count} dni", "other": "za {count} dnia"}}})
    assert [polish.say("pl", "time.in-days", count=count) for count in (1, 3)] == ["za 1 dzień", "za 3 dni"]
    assert polish.say("pl", "time.in-days", count=5) == "za 5 dnia"  # no "many": other serves


@given(st.text())
def test_what_is_filled_in_is_literal(name: str) -> None:
    assert load().say("en", "programme.topic-empty", name=name) == f"No session is on {name}."


def test_curated_words_reach_nothing_but_the_values() -> None:
    words = {"ask.unknown": "{workshop.__class__} {0} {} {workshop!r} {other} {workshop}"}
    said = load({"de": words}).say("de", "ask.unknown", workshop="{other}")
    assert said == "{workshop.__class__} {0} {} {workshop!r} {other} {other}"


def test_what_is_not_in_the_catalogue_cannot_be_said() -> None:
    with pytest.raises(KeyError, match="no\\.such"):
        load().say("fr", "no.such")


def test_only_the_languages_that_are_spoken_are_read() -> None:
    catalogue._shipped.cache_clear()
    load().say("fr", "ask.unknown")
    assert catalogue._shipped.cache_info().currsize == 1


def test_the_catalogues_of_earlier_folders_are_let_go() -> None:
    first = load()
    there = weakref.ref(first)
    first.names(("en",), "menu.say-help")
    del first
    for _ in range(600):
        load().names(("en",), "menu.say-help")
    gc.collect()
    assert there() is None
