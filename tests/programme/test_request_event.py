"""What is asked of the workshop as a whole: when and where it is, where no entry says it; what of it is cancelled."""

from collections.abc import Callable
from datetime import datetime

import pytest

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.request import Request, read
from workshop_bot.programme.who import names
from workshop_bot.texts.fold import words


@pytest.mark.parametrize(
    "question", ["quand a lieu l’atelier ?", "où se tient le congrès ?", "when does the workshop start", "buổi hội thảo khi nào"]
)
def test_when_and_where_the_workshop_itself_is(question: str, lyon: Knowledge, at: Callable[[str], datetime]) -> None:
    request = read(question, words(question), at("2 09:10"), lyon, names(lyon))
    assert request is not None
    assert (request.reference, request.sessions, request.asks_event, request.coverage) == ("programme:all", (), True, 1.0)


@pytest.mark.parametrize(
    "question",
    [
        "où est le programme de l’atelier ?",
        "quels sont les horaires de l’atelier ?",
        "where is the workshop programme",
        "what time are the workshop sessions",
        "what time is the workshop?",
        "what time does the workshop start and end",
        "l’atelier, c’est à quelle heure ?",
        "hội thảo mấy giờ",
        "các bài của hội thảo lúc mấy giờ",
        "qui parle à l’atelier, et quand ?",
    ],
)
def test_the_programme_of_the_workshop_is_more_than_its_dates(question: str, lyon: Knowledge, at: Callable[[str], datetime]) -> None:
    request = read(question, words(question), at("2 09:10"), lyon, names(lyon))
    assert request is not None
    assert (request.reference, len(request.sessions), request.asks_event) == ("programme:all", 6, False)


@pytest.mark.parametrize("question", ["is the workshop cancelled?", "l’atelier est-il maintenu ?", "hội thảo có bị hủy không"])
def test_that_the_workshop_is_held_no_date_tells(question: str, lyon: Knowledge, at: Callable[[str], datetime]) -> None:
    assert read(question, words(question), at("2 09:10"), lyon, names(lyon)) is None


def test_where_the_workshop_is_where_the_folder_does_not_say_it(ask: Callable[..., Request | None]) -> None:
    assert ask("where is the workshop?") is None
    found = [ask("when is the workshop?"), ask("when is the surgery workshop?")]
    assert [one and one.asks_event for one in found] == [True, False]


@pytest.mark.parametrize(
    ("question", "cancelled"),
    [
        ("hôm nay có Huy nói không", False),
        ("buoi nao Huy noi", False),
        ("hom nay co buoi nao bi huy khong", True),
        ("có hủy buổi nào không", True),
    ],
)
def test_huy_is_a_name_where_nothing_says_that_it_is_cancelled(
    question: str, cancelled: bool, ask: Callable[[str], Request | None]
) -> None:
    request = ask(question)
    assert bool(request and request.asks_cancelled) is cancelled


def test_what_is_named_after_the_workshop_is_of_its_programme(ask: Callable[[str], Request | None]) -> None:
    request = ask("is there surgery after the workshop?")
    assert request is not None
    assert (request.reference, ask("what comes next after the workshop?")) == ("topic:surgery", None)
