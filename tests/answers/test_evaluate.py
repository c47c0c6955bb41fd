"""The figures of a folder's own questions, on questions whose answers are plain."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from workshop_bot.answers import Ready
from workshop_bot.answers.evaluate import Advice, Evaluation, Share, evaluate, put
from workshop_bot.knowledge.model import Knowledge, Question

At = Callable[[str], datetime]
Evaluate = Callable[..., Evaluation]

REGISTER = "Where is the registration form?"
FEE = "How much is the fee?"
PRIZE = "Who awards the prize?"


def question(ask: str, expect: str, language: str | None = None, now: datetime | None = None) -> Question:
    return Question.model_construct(ask=ask, expect=expect, language=language, now=now)


@pytest.fixture
def evaluated(ready: Ready, at: At) -> Evaluate:
    """The evaluation of these questions, asked on the first morning unless they say when."""
    return lambda *questions: evaluate(list(put(questions, ready, at("3 09:10"))))


def test_the_questions_of_the_folder(knowledge: Knowledge, evaluated: Evaluate) -> None:
    found = evaluated(*knowledge.questions)
    assert found == Evaluation(
        whole=Share(5, 5, 0),
        languages={"en": Share(3, 3, 0), "fr": Share(1, 1, 0), "vi": Share(1, 1, 0)},
        outcomes={"declined": Share(1, 1, 0), "faq": Share(3, 3, 0), "programme": Share(1, 1, 0)},
        confusions=(),
        misses=(),
        add=(),
    )


@pytest.mark.parametrize(
    ("ask", "expect"),
    [
        (REGISTER, "faq:registration"),
        (REGISTER, "answer"),
        (FEE, "faq:fee"),
        (FEE, "unpublished"),
        (PRIZE, "choose"),
        ("when is the talk on allergy?", "session:allergy-1"),
        ("tomorrow", "programme:day"),
        ("how tall is the Eiffel tower?", "unknown"),
        ("hello", "greeting"),
    ],
)
def test_right_is_the_reference_or_the_outcome(ask: str, expect: str, evaluated: Evaluate) -> None:
    assert evaluated(question(ask, expect)).whole == Share(1, 1, 0)


@pytest.mark.parametrize(
    ("ask", "expect"), [(REGISTER, "faq:fee"), (REGISTER, "unknown"), (FEE, "answer"), (PRIZE, "unknown"), ("hello", "programme:now")]
)
def test_anything_else_is_a_miss(ask: str, expect: str, evaluated: Evaluate) -> None:
    found = evaluated(question(ask, expect))
    assert found.whole == Share(1, 0, 0)
    assert [one.question.ask for one in found.misses] == [ask]


def test_a_choice_that_holds_the_entry_is_offered_and_not_right(evaluated: Evaluate) -> None:
    found = evaluated(question(PRIZE, "faq:nurse-prize"), question(PRIZE, "faq:fee"), question(FEE, "faq:fee"))
    assert (found.whole, found.whole.percent) == (Share(3, 1, 1), 33.3)


def test_of_no_questions_all_are_right(evaluated: Evaluate) -> None:
    assert (evaluated().whole, evaluated().whole.percent) == (Share(0, 0, 0), 100.0)


def test_each_is_asked_at_its_own_moment(evaluated: Evaluate, at: At) -> None:
    found = evaluated(
        question("what is on now?", "programme:now", now=at("4 09:30")),
        question("where do I collect my badge?", "faq:badges"),
        question("where do I collect my badge?", "faq:badges", now=at("5 09:30")),
    )
    assert [one.question.now for one in found.misses] == [at("5 09:30")]


def test_each_is_asked_without_what_was_asked_before(evaluated: Evaluate) -> None:
    found = evaluated(question("when does Claire Moreau speak?", "speaker:moreau"), question("and on Tuesday?", "programme:day"))
    assert found.whole == Share(2, 2, 0)


class TestTheLanguage:
    def test_of_a_question_is_counted_under_and_never_told_to_the_matcher(self, ready: Ready, at: At) -> None:
        asked = list(
            put([question(REGISTER, "faq:registration", language=language) for language in ("vi", "fr", None)], ready, at("3 09:10"))
        )
        assert [one.language for one in asked] == ["vi", "fr", "en"]
        assert {one.answer.language for one in asked} == {"en"}
        assert evaluate(asked).languages == {"vi": Share(1, 1, 0), "fr": Share(1, 1, 0), "en": Share(1, 1, 0)}


class TestConfusions:
    def test_are_entries_that_came_for_others_most_often_first(self, evaluated: Evaluate) -> None:
        found = evaluated(question(FEE, "faq:meals"), question(REGISTER, "faq:fee"), question(REGISTER, "faq:fee", language="vi"))
        assert found.confusions == (("faq:fee", "faq:registration", 2), ("faq:meals", "faq:fee", 1))


class TestAdd:
    def advice(self, found: Evaluation) -> Sequence[tuple[str, str, tuple[str, ...]]]:
        return [(one.entry, one.language, one.asked) for one in found.add]

    def test_names_the_entry_and_language_that_lack_wordings_most_missed_first(self, evaluated: Evaluate) -> None:
        found = evaluated(
            question(REGISTER, "faq:parking"),
            question(FEE, "faq:meals", language="fr"),
            question(REGISTER, "faq:meals", language="fr"),
            question("la recette de la tarte Tatin", "faq:meals"),
        )
        assert self.advice(found) == [
            ("faq:meals", "fr", (FEE, REGISTER, "la recette de la tarte Tatin")),
            ("faq:parking", "en", (REGISTER,)),
        ]

    def test_tells_what_came_instead(self, evaluated: Evaluate) -> None:
        (advice,) = evaluated(question(REGISTER, "faq:fee"), question(REGISTER, "faq:fee"), question("zzz", "faq:fee", language="en")).add
        assert advice == Advice("faq:fee", "en", (REGISTER, REGISTER, "zzz"), instead="faq:registration")

    def test_is_silent_on_what_is_right_and_on_what_no_wording_mends(self, evaluated: Evaluate) -> None:
        found = evaluated(question(REGISTER, "faq:registration"), question(REGISTER, "unknown"), question("tomorrow", "programme:now"))
        assert found.add == ()
