"""Where something is: told by an entry that says it, else by the programme."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from workshop_bot.answers import Ready, answer, prepare
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.request import Context

CLOSING = ["where is the closing?", "où est la clôture ?", "bế mạc ở đâu?"]


def with_entry(knowledge: Knowledge, questions: Mapping[str, Sequence[str]]) -> Ready:
    entry = knowledge.faq[0].model_copy(update={"id": "place", "questions": questions})
    return prepare(replace(knowledge, faq=(*knowledge.faq, entry)))


@pytest.mark.parametrize("question", CLOSING)
def test_an_entry_says_where_something_is_that_has_no_room(question: str, knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    wordings = {
        "vi": ("bế mạc ở đâu?", "địa điểm bế mạc"),
        "fr": ("où est la clôture ?", "lieu de la clôture"),
        "en": ("where is the closing?", "place of the closing"),
    }
    found = [answer(question, ready, at("3 09:10")).entry for ready in (prepare(knowledge), with_entry(knowledge, wordings))]
    assert found == ["session:closing", "faq:place"]


@pytest.mark.parametrize("question", CLOSING)
def test_an_entry_about_something_without_a_room_does_not_say_where_it_is(
    question: str, knowledge: Knowledge, at: Callable[[str], datetime]
) -> None:
    wordings = {
        "vi": ("có bế mạc không?", "bế mạc", "chụp ảnh ở đâu?"),
        "fr": ("y a-t-il une clôture ?", "la clôture", "où se prend la photo ?"),
        "en": ("is there a closing?", "the closing", "where is the photo taken?"),
    }
    assert answer(question, with_entry(knowledge, wordings), at("3 09:10")).entry == "session:closing"


@pytest.mark.parametrize("question", ["where?", "où ?", "ở đâu"])
def test_what_was_spoken_of_is_in_its_room(question: str, knowledge: Knowledge, at: Callable[[str], datetime]) -> None:
    ready = with_entry(knowledge, {"vi": ("ở đâu",), "fr": ("où",), "en": ("where",)})
    contexts = None, Context("session:closing"), Context("session:opening")
    assert [answer(question, ready, at("3 09:10"), context=context).entry for context in contexts] == [
        "faq:place",
        "faq:place",
        "session:opening",
    ]
