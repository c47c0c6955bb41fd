"""Whatever is typed at the shipped folder gets an answer, in whatever order its files hold what they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_bot.answers import Ready, answer, prepare
from workshop_bot.answers.judge import Outcome
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable
from workshop_bot.texts.fold import fold

Thing = TypeVar("Thing")

SEED = 2024
DURING = datetime(2024, 12, 3, 3, 0, tzinfo=UTC)
WORDS = [
    *("khi nào", "quand", "when", "ai", "qui", "who", "ở đâu", "con tôi", "liều", "dose", "my son", "2023", "day 2", "ngày mai", "lundi"),
    *("now", "tiếp theo", "neuroblastoma", "gliome", "u lympho", "Dr", "Giles", "hội thảo", "merci", "ok", "👍", "?", "9h30", "31/2", "ko"),
    *("programme", "salle", "first", "cuối cùng", "before", "sau", "không", "et", "and", "-1", "99:99", "2024-13-45", "thứ 9", "Xin chào"),
]

ANYTHING = st.text(alphabet=st.characters(exclude_categories=[])) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
MOMENTS = st.datetimes(
    datetime(1900, 1, 1),
    datetime(2200, 12, 31),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
) | st.integers(-200, 200).map(lambda hours: DURING + timedelta(hours=hours))


@cache
def shipped() -> Ready:
    """The shipped folder; no fixture, for hypothesis would print it whole with each counterexample."""
    return prepare(usable(Path(__file__).parents[2] / "knowledge"))


@settings(max_examples=300)
@given(question=ANYTHING, now=MOMENTS, language=st.sampled_from([None, "vi", "fr", "en"]))
def test_any_text_at_any_moment_in_any_language_has_an_outcome_and_a_text(question: str, now: datetime, language: str | None) -> None:
    answered = answer(question, shipped(), now, language)
    assert answered.outcome in get_args(Outcome)
    assert (answered.entry is not None) == (answered.outcome in ("answer", "unpublished"))
    assert 0 <= answered.score <= 1
    assert all(0 <= near.score <= 1 and near.label for near in answered.candidates)
    assert answered.text.strip()
    assert answered.language in ((language,) if language else shipped().knowledge.workshop.languages)


@settings(max_examples=100)
@given(questions=st.lists(ANYTHING, max_size=4), now=MOMENTS)
def test_any_conversation_goes_on(questions: list[str], now: datetime) -> None:
    context = None
    for question in questions:
        answered = answer(question, shipped(), now, context=context)
        context = answered.context
        assert answered.text.strip()


def sample_questions(knowledge: Knowledge, chance: Random) -> Iterator[str]:
    """Wordings of the folder, a third of them without accents, a third with a letter dropped, a third with a word dropped."""
    wordings = [text for entry in knowledge.faq for texts in entry.questions.values() for text in texts]
    for number, wording in enumerate(chance.sample(wordings, 60)):
        match number % 3:
            case 0:
                yield fold(wording)
            case 1:
                at = chance.randrange(len(wording))
                yield wording[:at] + wording[at + 1 :]
            case _:
                words = wording.split()
                del words[chance.randrange(len(words))]
                yield " ".join(words)


def test_the_order_of_entries_in_the_files_changes_no_answer() -> None:
    chance = Random(SEED)

    def mixed(things: Sequence[Thing]) -> tuple[Thing, ...]:
        return tuple(chance.sample(things, len(things)))

    knowledge = shipped().knowledge
    shuffled = prepare(
        replace(
            knowledge,
            faq=mixed(knowledge.faq),
            sessions=mixed(knowledge.sessions),
            topics=mixed(knowledge.topics),
            speakers=mixed(knowledge.speakers),
            synonyms=tuple(map(mixed, mixed(knowledge.synonyms))),
        )
    )
    questions = [*sample_questions(knowledge, chance), *(one.ask for one in mixed(knowledge.questions)[:60])]

    def answers(folder: Ready) -> dict[str, tuple[str, str | None]]:
        found = (answer(question, folder, DURING) for question in questions)
        return {one.question: (one.outcome, one.entry) for one in found}

    assert answers(shuffled) == answers(shipped())
