"""`@bot words` in any chat: articles of what is published."""

from collections.abc import Callable
from typing import Any

import pytest

from workshop_bot.delivery.turn import Inline

LISTED = "1. Mon 3 Jun, 9:00–9:45 · How to use an inhaler · now, 35 min left 2. Tue 4 Jun, 9:00–10:00 · Inhalers for infants…"


def ask(who: Any, words: str) -> Inline:
    (reply,) = who.world.receive(kind="inline", person=who.number, language=who.language, text=words, query="q")
    assert isinstance(reply, Inline)
    return reply


@pytest.fixture
def asthmatic(made_up: Any, person: Callable[..., Any]) -> Callable[[str], Any]:
    numbers = {"vi": 1, "fr": 2, "en": 3}
    return lambda language: person(made_up, numbers[language], language)


def test_the_best_answer_and_what_is_near(asthmatic: Callable[[str], Any]) -> None:
    articles = ask(asthmatic("en"), "inhalers").articles
    assert [(article.id, article.title, article.description) for article in articles] == [
        ("topic:inhalers", "Inhalers: 2 sessions", LISTED),
        ("faq:covers-inhalers", "Are inhalers covered?", "Yes, two talks."),
    ]
    assert articles[1].text.text == "Are inhalers covered?\n\nYes, two talks."


def test_an_article_stands_alone_with_its_source(asthmatic: Callable[[str], Any]) -> None:
    (first, *_) = ask(asthmatic("fr"), "combien de participants en 2029 ?").articles
    assert first.text.text == "Participants en 2029\n\n412 personnes de 21 pays.\n\nSources\u202f: l’invitation, le compte rendu"
    assert [mark.url for mark in first.text.marks if mark.kind == "link"] == ["https://example.org/report"]


@pytest.mark.parametrize(("language", "first"), [("vi", "Đăng ký thế nào?"), ("fr", "Comment s’inscrire ?"), ("en", "How do I register?")])
def test_without_words_the_first_ten_that_are_published(asthmatic: Callable[[str], Any], language: str, first: str) -> None:
    asked = ask(asthmatic(language), "  ")
    published = [entry.id for entry in asthmatic(language).world.ready.knowledge.faq if not entry.unpublished]
    assert [article.id for article in asked.articles] == [f"faq:{name}" for name in published[:10]]
    assert asked.articles[0].title == first
    assert ask(asthmatic(language), "").articles == asked.articles


@pytest.mark.parametrize("words", ["fee", "my son is coughing, what should I give him?", "xyzzy", "hello", "what data do you keep?"])
def test_what_has_no_published_answer_leads_to_the_private_chat(asthmatic: Callable[[str], Any], words: str) -> None:
    assert ask(asthmatic("en"), words) == Inline("q", (), "Ask me in the private chat", "inline")


def test_an_entry_that_does_not_exist_now_is_not_offered(asthmatic: Callable[[str], Any]) -> None:
    sam = asthmatic("en")
    assert "faq:badges" in {article.id for article in ask(sam, "").articles}
    sam.world.at("2030-06-05 10:00")
    assert "faq:badges" not in {article.id for article in (*ask(sam, "").articles, *ask(sam, "badge desk").articles)}


def test_it_answers_in_the_language_of_the_words_else_of_the_person(asthmatic: Callable[[str], Any]) -> None:
    lan = asthmatic("vi")
    assert ask(lan, "which flight is there from Tokyo").articles[0].title == "Getting here"
    assert ask(lan, "inscription à l’atelier").articles[0].title == "Comment s’inscrire ?"
    assert ask(lan, "2029").articles[0].title == "Số người dự năm 2029"
