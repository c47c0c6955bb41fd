"""What an answer carries beside its words: language, score, sources, candidates, and what a next question may lean on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.answers import Answer, Ready, answer, chosen
from workshop_bot.answers.judge import Outcome
from workshop_bot.programme.request import Context

At = Callable[[str], datetime]
Ask = Callable[..., Answer]

ONE_OF_EACH = {
    "answer": "How do I register?",
    "choose": "Who awards the prize?",
    "unpublished": "How much is the fee?",
    "unknown": "How tall is the Eiffel tower?",
    "declined": "What should I give my son for his cough?",
    "greeting": "Hello!",
}


def test_every_outcome_is_possible(ask: Ask) -> None:
    assert {outcome: ask(question).outcome for outcome, question in ONE_OF_EACH.items()} == {
        outcome: outcome for outcome in get_args(Outcome)
    }


@pytest.mark.parametrize("question", ONE_OF_EACH.values())
def test_an_answer_holds_the_question_and_numbers_within_bounds(question: str, ask: Ask) -> None:
    answered = ask(question)
    scores = [answered.score, *(one.score for one in answered.candidates)]
    assert answered.question == question
    assert answered.text
    assert scores == [round(score, 2) for score in scores if 0 <= score <= 1]
    assert (answered.entry is not None) == (answered.outcome in ("answer", "unpublished"))


def test_the_zone_one_asks_from_changes_nothing(ready: Ready, at: At) -> None:
    answers = {answer("what is on now?", ready, at("3 09:10").astimezone(zone)).text for zone in (UTC, ZoneInfo("America/New_York"))}
    assert answers == {answer("what is on now?", ready, at("3 09:10")).text}


def test_hours_come_first_in_the_readers_own_zone_where_they_have_one(ready: Ready, at: At) -> None:
    paris = ZoneInfo("Europe/Paris")
    asked = answer("what is on now?", ready, at("3 09:10"), own=paris)
    again = answer("et en français ?", ready, at("3 09:10"), context=asked.context, own=paris)
    tapped = chosen("session:inhalers-1", "", ready, at("3 09:10"), "en", own=paris)
    assert [given.text.split("\n")[1].replace("\u202f", "_") for given in (asked, again, tapped)] == [
        "Mon 3 Jun, 4:00–4:45 (9:00–9:45 Hanoi time) · now, 35 min left · provisional",
        "lundi 3 juin, 4_h – 4_h_45 (9_h – 9_h_45 à Hanoï) · maintenant, encore 35 min · provisoire",
        "Mon 3 Jun, 4:00–4:45 (9:00–9:45 Hanoi time) · _now, 35 min left_ · _provisional_",
    ]


class TestLanguage:
    @pytest.mark.parametrize(
        ("question", "language"),
        [
            ("How do I register?", "en"),
            ("Où est le formulaire d’inscription ?", "fr"),
            ("Đăng ký tham dự ở đâu?", "vi"),
            ("dang ky tham du o dau vay", "vi"),
            ("👍", "vi"),
            ("Claire Moreau", "vi"),
        ],
    )
    def test_is_the_question_s_own_else_the_workshop_s_first(self, question: str, language: str, ask: Ask) -> None:
        assert ask(question).language == language

    def test_is_the_one_that_is_asked_for_whatever_the_question_is_in(self, ask: Ask) -> None:
        answers = {language: ask("Where is the registration form?", language=language) for language in ("vi", "fr", "en")}
        assert {language: (answered.language, answered.entry) for language, answered in answers.items()} == {
            language: (language, "faq:registration") for language in answers
        }
        assert len({answered.text for answered in answers.values()}) == 3

    def test_of_candidates_is_that_of_the_answer(self, ask: Ask) -> None:
        labels = {
            language: {one.label for one in ask("Who awards the prize?", language=language).candidates} for language in ("vi", "fr", "en")
        }
        assert labels == {
            "vi": {"Giải poster", "Giải điều dưỡng", "Giải vẽ"},
            "fr": {"Prix du poster", "Prix infirmier", "Prix du dessin"},
            "en": {"Poster prize", "Nursing prize", "Drawing prize"},
        }


class TestSources:
    @pytest.mark.parametrize(
        ("question", "sources"),
        [
            ("How do I register?", {"letter"}),
            ("How many people came in 2029?", {"report", "letter"}),
            ("Is there a fellowship in Paris?", set()),  # it names none
            ("tomorrow", set()),
            ("How much is the fee?", set()),
            ("How many people came in 2027?", set()),  # the entry is near, and not the answer
        ],
    )
    def test_are_those_of_the_entry_that_answers(self, question: str, sources: set[str], ask: Ask) -> None:
        assert {source.id for source in ask(question).sources} == sources


class TestContext:
    @pytest.mark.parametrize(
        ("question", "context"),
        [
            ("tomorrow", Context(None, date(2030, 6, 4), "programme:day")),
            ("the whole programme", Context(None, None, "programme:all")),
            ("when is the talk on allergy?", Context("session:allergy-1", date(2030, 6, 3), "session:allergy-1")),
            ("when are the talks on inhalers?", Context("topic:inhalers", None, "topic:inhalers")),
            ("are inhalers covered tomorrow?", Context("session:inhalers-2", date(2030, 6, 4), "session:inhalers-2")),
            ("hall A", Context("room:hall-a", date(2030, 6, 3), "room:hall-a")),
            ("is there a fellowship in Paris?", Context("topic:allergy", None, "faq:fellowship")),  # its only topic
            ("How do I register?", Context(None, None, "faq:registration")),
        ],
    )
    def test_is_what_was_spoken_of(self, question: str, context: Context, ask: Ask) -> None:
        assert ask(question).context == context

    @pytest.mark.parametrize(
        ("question", "entry"),
        [
            ("hello", "topic:allergy"),
            ("How do I register?", "faq:registration"),
            ("How tall is the Eiffel tower?", None),
            ("Who awards the prize?", None),
        ],
    )
    def test_is_kept_where_nothing_of_the_programme_is_spoken_of(self, question: str, entry: str | None, ask: Ask) -> None:
        before = Context("speaker:moreau", date(2030, 6, 4), "topic:allergy")
        assert ask(question, context=before).context == replace(before, entry=entry)

    @pytest.mark.parametrize(
        ("questions", "sessions"),
        [
            (["what is on tomorrow?", "and in the afternoon?"], ["cases"]),
            (["qu’y a-t-il demain ?", "et l’après-midi ?"], ["cases"]),
            (["ngày mai có gì?", "còn buổi chiều?"], ["cases"]),
            (["when is the session on clinical cases?", "and in the morning?"], ["inhalers-2"]),
            (["when is the talk on allergy?", "who speaks there?"], ["allergy-1"]),
            (["l’exposé sur les allergies, c’est quand ?", "où ça ?"], ["allergy-1"]),
            (["bài về dị ứng khi nào?", "ai nói vậy?"], ["allergy-1"]),
            (["when are the talks on inhalers?", "and on Tuesday?"], ["inhalers-2"]),
            (["when does Claire Moreau speak?", "thanks", "and on Tuesday?"], ["inhalers-2"]),
            (["is there a fellowship in Paris?", "when is it?"], ["allergy-1"]),
        ],
    )
    def test_is_what_a_follow_up_leans_on(self, questions: list[str], sessions: list[str], ask: Ask) -> None:
        context = None
        for question in questions:
            answered = ask(question, context=context)
            context = answered.context
        assert answered.judgement.request is not None
        assert [session.id for session in answered.judgement.request.sessions] == sessions

    def test_is_not_needed_by_a_whole_question(self, ask: Ask) -> None:
        answered = ask("How do I register?", context=Context("session:opening", date(2030, 6, 3)))
        assert answered.entry == "faq:registration"


class TestInAnotherLanguage:
    @pytest.mark.parametrize(
        ("question", "follow_up", "language", "first"),
        [
            ("How do I register?", "et en français ?", "fr", "**Répondez à l’invitation** avant le 20 mai."),
            ("Comment s’inscrire ?", "còn tiếng Việt thì sao?", "vi", "**Trả lời thư mời** trước ngày 20/5."),
            ("Làm sao để đăng ký?", "in English please", "en", "**Reply to the invitation** before 20 May."),
            (
                "How much is the fee?",
                "en français",
                "fr",
                "Les organisateurs n’ont pas publié cette information\u202f: Tarif de participation.",
            ),
            ("what is on tomorrow?", "en français", "fr", "**Demain, mardi 4 juin\u202f: 2 sessions**"),
            ("what is on now?", "bằng tiếng Việt được không ạ", "vi", "**Đang diễn ra: Cách dùng bình xịt**"),
            ("when is the talk on allergy?", "et en français", "fr", "**Pollens et poussières**"),
        ],
    )
    def test_a_follow_up_has_the_same_answer(self, question: str, follow_up: str, language: str, first: str, ask: Ask) -> None:
        before = ask(question)
        again = ask(follow_up, context=before.context)
        assert (again.text.split("\n")[0], again.language, again.entry) == (first, language, before.entry)

    def test_is_not_given_where_nothing_was_answered(self, ask: Ask) -> None:
        assert ask("en français ?").outcome == "unknown"

    def test_is_not_given_of_what_is_no_more(self, ask: Ask) -> None:
        assert ask("en français ?", context=Context(entry="faq:gone")).outcome == "unknown"
        assert ask("en français ?", "4 11:59", context=Context(entry="faq:badges")).entry == "faq:badges"
        assert ask("en français ?", "4 12:00", context=Context(entry="faq:badges")).outcome == "unknown"
