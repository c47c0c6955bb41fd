"""The shipped knowledge: complete in three languages, honest on what nobody published, and asked what people would type."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from workshop_bot.answers import Ready, answer, prepare
from workshop_bot.answers.evaluate import Asked, evaluate, put
from workshop_bot.answers.examples import examples
from workshop_bot.answers.judge import Judgement
from workshop_bot.answers.wording import word
from workshop_bot.cli import main
from workshop_bot.knowledge.begin import begin
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable
from workshop_bot.matching.patient import asks_advice
from workshop_bot.programme.card import Voice
from workshop_bot.texts.fold import words
from workshop_bot.texts.markup import render
from workshop_bot.texts.split import LIMIT

SHIPPED = Path(__file__).parents[2] / "knowledge"
LANGUAGES = ("vi", "fr", "en")


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return usable(SHIPPED)


@pytest.fixture(scope="module")
def ready(shipped: Knowledge) -> Ready:
    return prepare(shipped)


@pytest.fixture(scope="module")
def opening(shipped: Knowledge) -> datetime:
    return datetime(2024, 12, 2, 8, 30, tzinfo=shipped.workshop.zone)


@pytest.fixture(scope="module")
def asked(shipped: Knowledge, ready: Ready, opening: datetime) -> Sequence[Asked]:
    """The folder's own questions, put to it at their moments, else at the opening."""
    return list(put(shipped.questions, ready, opening))


def test_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SHIPPED), "--strict"]) == 0
    out, err = capsys.readouterr()
    assert (out.partition(" in ")[0], err) == ("No problems", "")


class TestEntries:
    def test_say_of_much_that_nobody_published_it(self, shipped: Knowledge) -> None:
        assert sum(entry.unpublished for entry in shipped.faq) >= 25

    def test_are_named_on_their_buttons_and_do_not_ask(self, shipped: Knowledge) -> None:
        labels = [text for entry in shipped.faq for text in entry.label.versions.values()]
        asks = {"gì", "nào", "đâu", "ai", "sao", "không", "qui", "quel", "comment", "pourquoi", "who", "which", "where", "why", "how"}
        assert [label for label in labels if "?" in label or asks.intersection(label.lower().split())] == []

    def test_keep_french_signs_with_the_word_before_wherever_they_are_shown(self, ready: Ready, opening: datetime, tmp_path: Path) -> None:
        begin(tmp_path / "new", LANGUAGES)
        loose = re.compile(r"(?<!\u202f)[!?;%»]|(?<!\u202f):(?!//)|«(?!\u202f)|'")
        for folder in (ready, prepare(usable(tmp_path / "new"))):
            knowledge = folder.knowledge
            names = [*(one.title for one in knowledge.sessions), *(one.name for one in knowledge.topics)]
            texts = [*names, *(text for one in knowledge.faq for text in (one.label, one.answer) if text)]
            shown = [*(text.versions.get("fr", "") for text in texts), *(words for _, words in examples(folder, "fr", opening))]
            assert [text for text in shown if loose.search(text)] == []

    def test_have_six_wordings_or_more_in_each_language(self, shipped: Knowledge) -> None:
        wordings = {(entry.id, language): len(entry.questions.get(language, ())) for entry in shipped.faq for language in LANGUAGES}
        assert {place: number for place, number in wordings.items() if number < 6} == {}

    def test_are_asked_for_by_no_plea_for_advice(self, shipped: Knowledge) -> None:
        pleas = [(entry.id, wording) for entry in shipped.faq for wording in entry.wordings if asks_advice(wording)]
        assert pleas == []

    def test_answer_within_one_message_in_each_language(self, shipped: Knowledge, ready: Ready, opening: datetime) -> None:
        too_long = []
        for entry in shipped.faq:
            judged = Judgement("unpublished" if entry.unpublished else "answer", "the test's", f"faq:{entry.id}")
            voices = [Voice(shipped, language, ready.catalogue, opening) for language in LANGUAGES]
            units = {voice.language: render(word(judged, ready, voice)).units for voice in voices}
            too_long += [(entry.id, language) for language in LANGUAGES if not 0 < units[language] <= LIMIT]
        assert too_long == []

    def test_have_an_answer_in_each_language_or_none(self, shipped: Knowledge) -> None:
        answered = {entry.id: {language for language, _ in entry.answer.by_language} for entry in shipped.faq if entry.answer}
        assert {entry: languages for entry, languages in answered.items() if languages != set(LANGUAGES)} == {}


class TestSessions:
    def test_are_placeholders_all_of_them(self, shipped: Knowledge) -> None:
        assert len(shipped.sessions) >= 20
        assert [session.id for session in shipped.sessions if not session.provisional] == []

    def test_name_no_person_and_no_room_for_none_was_published(self, shipped: Knowledge) -> None:
        assert [session.id for session in shipped.sessions if session.speakers or session.room or session.join] == []
        assert (shipped.workshop.rooms, shipped.workshop.venue, shipped.workshop.contacts) == ((), None, ())

    def test_are_on_each_of_the_five_days(self, shipped: Knowledge) -> None:
        assert {session.day.isoformat() for session in shipped.sessions} == {f"2024-12-{day:02}" for day in range(2, 7)}


class TestQuestions:
    def test_are_two_hundred_or_more_and_no_wordings(self, shipped: Knowledge) -> None:
        wordings = {words(wording) for entry in shipped.faq for several in entry.questions.values() for wording in several}
        assert len(shipped.questions) >= 200
        assert [question.ask for question in shipped.questions if words(question.ask) in wordings] == []

    def test_stand_once_in_the_file(self, shipped: Knowledge) -> None:
        times = Counter((words(question.ask), question.now) for question in shipped.questions if words(question.ask))
        assert {ask: number for ask, number in times.items() if number > 1} == {}

    def test_are_unknown_fourteen_times_or_more_in_each_language(self, shipped: Knowledge) -> None:
        times = Counter(question.language for question in shipped.questions if question.expect == "unknown")
        assert {language: times[language] for language in LANGUAGES if times[language] < 14} == {}

    # The goal of the shipped knowledge. When it fails, wordings are lacking: `workshop-bot evaluate` says where. Lower nothing here.
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_come_out_right_95_times_in_100_and_what_nobody_knows_is_never_answered(self, language: str, asked: Sequence[Asked]) -> None:
        own = [one for one in asked if one.language == language]
        assert [(one.question.ask, one.came) for one in own if one.question.expect == "unknown" and one.answer.entry] == []
        assert evaluate(own).whole.percent >= 95


PLEAS = [
    "my son has a fever, should I bring him to the emergency room?",
    "should we bring her to hospital, she has platelets at 20",
    "my daughter has a seizure, do I bring my daughter to the hospital?",
    "my son vomits after chemo, can I bring him home?",
    "is hair loss part of this treatment for my daughter?",
    "my son has headaches, is that part of this disease?",
    "I'm allergic to penicillin, what can I take?",
    "my child is allergic to peanuts, what can he eat during chemo?",
    "my boy is allergic to milk, what should I give him?",
    "mon fils a de la fièvre, je peux venir avec mon fils aux urgences ?",
    "ma fille saigne du nez, puis-je venir avec ma fille à l'hôpital ?",
    "j'ai mal au ventre, je bosse demain, que prendre ?",
    "je bosse et mon fils a une bosse au cou, c'est grave ?",
    "mon enfant a de la fièvre les autres jours, que faire ?",
    "con tôi sốt sau hóa trị, có nên mang con theo đi khám không",
    "bé bị nôn, cho bé theo phác đồ nào",
    "cháu sốt 39 độ, đem bé theo vào viện ngay không",
    "con em bị u não, uống thuốc nam theo cùng được không",
    "cho bé theo hóa trị liều cao có được không",
    "dẫn con theo khám ở đâu khi bé có hạch cổ",
    "bé nhà em ho ra máu, mang bé theo bệnh viện nào",
    "my patient relapsed, which second line regimen",
    "what dose of vincristine for a 3 year old",
    "liều methotrexat cho bé 20kg",
    "quelle dose de cisplatine pour un enfant de 12 kg",
    "my daughter was diagnosed with leukaemia, what are her chances",
    "ma fille a une leucémie, quelles sont ses chances de survie ?",
    "con tôi bị bạch cầu cấp, sống được bao lâu",
    "cháu nhà em nổi hạch ở cổ có phải ung thư không",
    "does my son need surgery",
]


@pytest.mark.parametrize("plea", PLEAS)
def test_no_plea_for_advice_is_answered(plea: str, ready: Ready, opening: datetime) -> None:
    given = answer(plea, ready, opening)
    assert (given.outcome, given.entry) == ("declined", None)


@pytest.mark.parametrize(
    ("entry", "questions"),
    [
        ("faq:audience", ["les psychologues peuvent venir", "can psychologists come", "kỹ thuật viên có được dự không"]),
        ("faq:official-timetable", ["quand est-ce que je passe", "je parle quand", "when do I speak", "khi nào tôi nói"]),
        ("faq:dates", ["combien de jours dure l’atelier", "how long is the workshop", "hội thảo kéo dài bao lâu"]),
        ("topic:surgery", ["combien de temps dure la chirurgie", "how many talks on surgery", "có bao nhiêu bài về phẫu thuật"]),
    ],
)
def test_what_people_asked_is_answered_in_three_languages(entry: str, questions: list[str], ready: Ready, opening: datetime) -> None:
    assert [answer(question, ready, opening).entry for question in questions] == [entry] * len(questions)


@pytest.mark.parametrize("question", ["can I join from London", "puis-je participer depuis Genève"])
def test_from_far_away_one_is_offered_how_to_attend(question: str, ready: Ready, opening: datetime) -> None:
    assert [one.entry for one in answer(question, ready, opening).candidates][:1] == ["faq:attendance-mode"]
