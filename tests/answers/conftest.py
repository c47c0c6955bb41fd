"""The made-up workshop beside this file, made ready; what is asked of it is asked on its first morning."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from workshop_bot.answers import Answer, Ready, answer, prepare
from workshop_bot.knowledge.model import Entry, Knowledge
from workshop_bot.knowledge.read import usable
from workshop_bot.programme.request import Context


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return usable(Path(__file__).with_name("asthma"))


@pytest.fixture(scope="session")
def ready(knowledge: Knowledge) -> Ready:
    return prepare(knowledge)


@pytest.fixture(scope="session")
def curated(knowledge: Knowledge) -> Callable[[str], Entry]:
    """The curated entry of that id."""
    entries = {entry.id: entry for entry in knowledge.faq}
    return entries.__getitem__


@pytest.fixture(scope="session")
def at(knowledge: Knowledge) -> Callable[[str], datetime]:
    """A moment of the workshop: `at("3 10:15")` is the third of June (its first day, a Monday), a quarter past ten."""

    def moment(day_and_hour: str) -> datetime:
        day, hour = day_and_hour.split()
        return datetime.fromisoformat(f"2030-06-{int(day):02} {hour}").replace(tzinfo=knowledge.workshop.zone)

    return moment


@pytest.fixture(scope="session")
def ask(ready: Ready, at: Callable[[str], datetime]) -> Callable[..., Answer]:
    """What is answered, by default at ten past nine on the first day."""

    def asking(question: str, when: str = "3 09:10", language: str | None = None, context: Context | None = None) -> Answer:
        return answer(question, ready, at(when), language, context)

    return asking
