"""Meals that tell the time, and those that are asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.request import read
from workshop_bot.programme.who import names
from workshop_bot.texts.fold import words


@pytest.mark.parametrize(
    ("title", "question", "found"),
    [
        ("Déjeuner", "demain après le déjeuner", ["surgery-1"]),
        ("Lunch", "what is on after lunch tomorrow", ["surgery-1"]),
        ("Bữa trưa", "sau bữa trưa ngày mai ai nói", ["surgery-1"]),
        ("Déjeuner", "à quelle heure est le déjeuner demain ?", ["coffee"]),
        ("Déjeuner", "la chirurgie est avant ou après le déjeuner ?", ["surgery-1", "surgery-2"]),
        ("Lunch", "is the talk on robots in the theatre before or after lunch", ["surgery-2"]),
    ],
)
def test_a_meal_that_tells_the_time_is_no_session_that_is_asked_for(
    title: str, question: str, found: list[str], knowledge: Knowledge, at: Callable[[str], datetime]
) -> None:
    meal = [one.model_copy(update={"title": Text(everywhere=title)}) if one.id == "coffee" else one for one in knowledge.sessions]
    served = replace(knowledge, sessions=tuple(meal))
    request = read(question, words(question), at("2 09:10"), served, names(served))
    assert request is not None
    assert [session.id for session in request.sessions] == found
