"""What a newcomer may tap first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from workshop_bot.answers import Ready, chosen
from workshop_bot.answers.examples import examples

At = Callable[[str], datetime]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Làm sao để đăng ký?", "Có bao nhiêu người tham dự năm 2029?", "Có học bổng đi học ở Paris không?"]),
        ("fr", ["Comment s’inscrire ?", "Combien de participants en 2029 ?", "Y a-t-il une bourse pour Paris ?"]),
        ("en", ["How do I register?", "How many people came in 2029?", "Is there a fellowship in Paris?"]),
    ],
)
def test_are_the_same_three_questions_in_each_language(language: str, words: list[str], ready: Ready, at: At) -> None:
    entries = ["faq:registration", "faq:attendance", "faq:fellowship"]
    assert examples(ready, language, at("3 09:10")) == tuple(zip(entries, words, strict=True))


@pytest.mark.parametrize(("when", "entries"), [("3 09:10", ["badges", "covers-inhalers"]), ("5 09:10", ["covers-inhalers"])])
def test_are_chosen_by_the_order_of_entries(when: str, entries: list[str], ready: Ready, at: At) -> None:
    behind = ["parking", "badges", "official-timetable", "covers-inhalers"]  # in two of three languages, until the second noon, unpublished
    moved = tuple(next(entry for entry in ready.knowledge.faq if entry.id == name) for name in behind)
    asked = replace(ready, knowledge=replace(ready.knowledge, faq=moved))
    assert [entry for entry, _ in examples(asked, "en", at(when))] == [f"faq:{name}" for name in entries]


def test_are_all_answered(ready: Ready, at: At) -> None:
    for entry, words in examples(ready, "en", at("3 09:10")):
        assert chosen(entry, words, ready, at("3 09:10"), "en").outcome == "answer"


def test_a_question_too_long_for_a_button_gives_way_to_the_label(ready: Ready, at: At) -> None:
    entry = next(entry for entry in ready.knowledge.faq if entry.id == "registration")
    longer = entry.model_copy(update={"questions": {"en": ("How could I possibly register for this workshop?", "sign up")}})
    asked = replace(ready, knowledge=replace(ready.knowledge, faq=(longer,)))
    assert examples(asked, "en", at("3 09:10")) == (("faq:registration", "How do I register?"),)
    assert longer.label.pick("en", "vi") == ("How do I register?", "en")


def test_are_none_where_nothing_is_answered(ready: Ready, at: At) -> None:
    unpublished = tuple(entry for entry in ready.knowledge.faq if entry.unpublished)
    assert examples(replace(ready, knowledge=replace(ready.knowledge, faq=unpublished)), "en", at("3 09:10")) == ()
