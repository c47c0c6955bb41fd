"""Which rule decides what: CONTRACT §2, "Which entry", on the made-up workshop, in its three languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from workshop_bot.answers import Answer, Ready, answer, prepare
from workshop_bot.answers.judge import judge
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge

At = Callable[[str], datetime]
Ask = Callable[..., Answer]


def outcomes(ask: Ask, questions: list[str], when: str = "3 09:10") -> list[tuple[str, str | None]]:
    return [(answered.outcome, answered.entry) for answered in (ask(question, when) for question in questions)]


def candidates(answered: Answer) -> list[str]:
    return [one.entry for one in answered.candidates]


class TestCourtesy:
    @pytest.mark.parametrize("text", ["hello", "Bonjour !", "xin chào", "bye", "au revoir", "tạm biệt", "ok", "👍", "…", ""])
    def test_a_text_without_a_question_is_a_greeting(self, text: str, ask: Ask) -> None:
        assert outcomes(ask, [text]) == [("greeting", None)]

    @pytest.mark.parametrize("text", ["thank you", "merci", "cảm ơn"])
    def test_yields_to_an_entry_that_clearly_matches(self, text: str, ask: Ask, knowledge: Knowledge, at: At) -> None:
        assert outcomes(ask, [text]) == [("answer", "faq:sponsors")]
        without = replace(knowledge, faq=tuple(entry for entry in knowledge.faq if entry.id != "sponsors"))
        assert answer(text, prepare(without), at("3 09:10")).outcome == "greeting"

    @pytest.mark.parametrize("question", ["hello, how do I register?", "Bonjour, comment s’inscrire ?", "xin chào, làm sao để đăng ký?"])
    def test_before_a_question_changes_nothing(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", "faq:registration")]

    @pytest.mark.parametrize(
        "question",
        [
            "Hello, how do I register? Best regards, Dr Claire Lemaire",
            "Bonjour, comment s’inscrire ? Merci d’avance. Cordialement, Dr Lemaire",
            "Kính chào ban tổ chức, làm sao để đăng ký ạ? Trân trọng cảm ơn. BS Lê Thị Mai",
        ],
    )
    def test_around_a_question_is_no_part_of_it(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", "faq:registration")]


class TestTheBotItself:
    QUESTIONS = ("bot lưu dữ liệu gì của tôi", "Bonjour, quelles données gardez-vous ?", "do you keep my data", "không nhắc ban đêm")

    @pytest.mark.parametrize("question", QUESTIONS)
    def test_is_no_matter_of_an_entry_though_one_is_near(self, question: str, data: Ready, at: At) -> None:
        answered = answer(question, data, at("3 09:10"))
        assert (answered.outcome, answered.candidates, answered.judgement.rule) == ("unknown", (), "it is about the bot itself")

    def test_is_answered_by_an_entry_that_has_the_very_words(self, data: Ready, at: At) -> None:
        for question in ("what data do you keep", "what data does the registry keep"):
            assert answer(question, data, at("3 09:10")).entry == "faq:data"

    @pytest.fixture
    def data(self, knowledge: Knowledge) -> Ready:
        wordings = {
            "vi": ("dữ liệu lấy từ đâu", "có lưu dữ liệu không"),
            "fr": ("quelles données garde le registre", "d’où viennent les données"),
            "en": ("what data do you keep", "where do the data come from", "do they keep data"),
        }
        entry = knowledge.faq[0].model_copy(update={"id": "data", "questions": wordings})
        return prepare(replace(knowledge, faq=(*knowledge.faq, entry)))


class TestAdvice:
    @pytest.mark.parametrize(
        "question",
        [
            "What should I give my son for his cough?",
            "Mon fils tousse, que lui donner ?",
            "Con tôi ho nhiều, nên cho uống thuốc gì?",
            "My patient is 5 years old, which dose of salbutamol?",
            "quelle dose de salbutamol donner à ma patiente ?",
            "cho bệnh nhân của tôi uống liều salbutamol bao nhiêu?",
        ],
    )
    def test_about_a_patient_is_declined(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("declined", None)]

    @pytest.mark.parametrize(
        ("general", "particular"),
        [
            ("how many children outgrow asthma?", "will my son outgrow asthma?"),
            ("combien d’enfants guérissent de l’asthme ?", "mon fils va-t-il guérir de l’asthme ?"),
            ("bao nhiêu trẻ khỏi hen?", "con tôi có khỏi hen không?"),
        ],
    )
    def test_no_figure_is_shown_to_a_parent_as_a_prognosis(self, general: str, particular: str, ask: Ask) -> None:
        assert outcomes(ask, [general, particular]) == [("answer", "faq:outgrow"), ("declined", None)]

    @pytest.mark.parametrize(
        "question",
        [
            "My child has an asthma attack here, what should I do?",
            "Mon enfant fait une crise d’asthme ici, que faire ?",
            "Con tôi lên cơn hen ở hội thảo thì phải làm sao?",
        ],
    )
    def test_is_given_by_an_entry_whose_own_wordings_ask_for_it(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", "faq:first-aid")]

    def test_is_declined_with_the_session_that_is_near(self, ask: Ask) -> None:
        declined = ask("allergy: what dose should my daughter take?")
        assert declined.outcome == "declined"
        assert len(declined.candidates) <= 1

    @pytest.mark.parametrize(
        ("question", "entry"),
        [
            ("when is the talk on pollen allergy?", "session:allergy-1"),
            ("is there a talk on allergy?", "session:allergy-1"),
            ("y a-t-il un exposé sur les allergies ?", "session:allergy-1"),
            ("có bài nào về dị ứng không?", "session:allergy-1"),
        ],
    )
    def test_is_not_what_a_question_about_the_programme_asks_for(self, question: str, entry: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", entry)]


class TestTheProgramme:
    @pytest.mark.parametrize(
        ("entry", "questions"),
        [
            ("session:opening", ["when is the opening?", "quand est l’ouverture ?", "khai mạc lúc mấy giờ?"]),
            ("topic:inhalers", ["in which room are inhalers?", "c’est dans quelle salle, les inhalateurs ?", "bình xịt ở phòng nào?"]),
            ("topic:inhalers", ["are inhalers cancelled?", "les inhalateurs sont-ils annulés ?", "bình xịt có bị hủy không?"]),
            ("session:allergy-1", ["who speaks on allergy?", "qui parle des allergies ?", "ai trình bày về dị ứng?"]),
            (
                "topic:inhalers",
                ["when are the talks on inhalers?", "quand sont les exposés sur les inhalateurs ?", "khi nào có bài về bình xịt?"],
            ),
            ("topic:exercise", ["exercise", "effort physique", "vận động"]),
            ("speaker:moreau", ["when does Dr Moreau speak?", "quand parle le Dr Moreau ?", "khi nào TS Moreau trình bày?"]),
            ("speaker:lan", ["Nguyễn Thị Lan", "nguyen thi lan", "NGUYEN THI LAN"]),
            ("room:hall-a", ["what is in hall A?", "la salle A", "hội trường A"]),
            ("programme:now", ["what is on now?", "et maintenant ?", "bây giờ đang có gì?"]),
            ("programme:next", ["what’s next?", "la prochaine session ?", "tiếp theo là gì?"]),
            ("programme:day", ["tomorrow", "demain", "ngày mai"]),
            ("programme:day", ["5 June", "le 5 juin", "ngày 5/6"]),
            ("programme:day", ["on Wednesday", "mercredi", "thứ Tư"]),
            ("programme:day", ["tomorrow morning", "demain matin", "sáng mai"]),
            ("programme:day", ["the first session tomorrow", "la dernière session du 4 juin", "buổi cuối ngày mai"]),
            ("programme:all", ["the whole programme", "tout le programme", "toàn bộ chương trình"]),
            ("programme:all", ["has anything been cancelled?", "quelles sessions sont annulées ?", "có buổi nào bị hủy không?"]),
        ],
    )
    def test_answers_by_what_is_asked_of_it(self, entry: str, questions: list[str], ask: Ask) -> None:
        assert outcomes(ask, questions) == [("answer", entry)] * 3

    @pytest.mark.parametrize(
        "questions",
        [
            [
                "how long is the talk on inhalers?",
                "combien de temps dure l’exposé sur les inhalateurs ?",
                "bài về bình xịt kéo dài bao lâu?",
            ],
            ["when are inhalers discussed?", "quand seront discutés les inhalateurs ?", "hôm nào thảo luận về bình xịt?"],
            ["how many talks on inhalers?", "combien d’exposés sur les inhalateurs ?", "có bao nhiêu bài về bình xịt?"],
            ["zoom link for inhalers?", "le lien zoom des inhalateurs ?", "link zoom bài bình xịt?"],
            [
                "name of the person who speaks on inhalers?",
                "le nom de la personne qui parle des inhalateurs ?",
                "tên người nói về bình xịt?",
            ],
        ],
    )
    def test_answers_a_detail_of_what_is_named_though_an_entry_says_that_it_is_covered(self, questions: list[str], ask: Ask) -> None:
        assert outcomes(ask, questions) == [("answer", "topic:inhalers")] * 3

    @pytest.mark.parametrize(
        ("plain", "timed", "session"),
        [
            ("are inhalers covered?", "are inhalers covered tomorrow?", "session:inhalers-2"),
            ("les inhalateurs sont-ils abordés ?", "les inhalateurs sont-ils abordés demain ?", "session:inhalers-2"),
            ("hội thảo có nói về bình xịt không?", "ngày mai có nói về bình xịt không?", "session:inhalers-2"),
        ],
    )
    def test_yields_to_a_curated_entry_unless_a_time_is_named(self, plain: str, timed: str, session: str, ask: Ask) -> None:
        assert outcomes(ask, [plain, timed]) == [("answer", "faq:covers-inhalers"), ("answer", session)]

    def test_is_off_without_sessions(self, knowledge: Knowledge, at: At) -> None:
        without = prepare(replace(knowledge, sessions=()))
        questions = ["are inhalers covered tomorrow?", "tomorrow", "what is on now?", "the whole programme", "hall A", "Claire Moreau"]
        entries = {answer(question, without, at("3 09:10")).entry or "" for question in questions}
        assert {entry for entry in entries if not entry.startswith("faq:")} == {""}

    @pytest.mark.parametrize(
        "question", ["Is the official timetable out?", "Le programme officiel est-il publié ?", "Đã có lịch chính thức chưa?"]
    )
    def test_yields_to_an_entry_about_the_timetable_where_an_official_one_is_asked_for(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("unpublished", "faq:official-timetable")]

    @pytest.mark.parametrize(
        "question",
        [
            "when is the talk on allergy, in which room, and who speaks?",
            "l’exposé sur les allergies, c’est quand, où et par qui ?",
            "bài về dị ứng khi nào, ở đâu và ai trình bày?",
        ],
    )
    def test_answers_several_things_at_once_from_the_one_that_holds_them(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", "session:allergy-1")]

    def test_asks_back_where_a_name_is_that_of_several(self, ask: Ask) -> None:
        answered = ask("when does Dr Nguyen speak?")
        assert (answered.outcome, answered.entry) == ("choose", None)
        assert candidates(answered) == ["speaker:lan", "speaker:hai", "speaker:mai", "speaker:son"]  # of five

    @pytest.mark.parametrize("question", ["Dr Moreau", "TS Moreau", "Prof. Claire Moreau"])
    def test_a_name_with_its_title_is_a_name_alone(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", "speaker:moreau")]

    @pytest.mark.parametrize(
        ("question", "outcome", "entries"),
        [
            ("infants", "answer", "session:inhalers-2"),
            ("le nourrisson", "answer", "session:inhalers-2"),
            ("dust and pollen", "answer", "session:allergy-1"),
            ("phấn hoa", "answer", "session:allergy-1"),
            ("trẻ nhũ nhi", "unknown", None),  # of its three words two are small once folded
            ("is it of dust", "unknown", None),
            ("2030", "unknown", None),
            ("for", "unknown", None),
            ("cho", "unknown", None),
        ],
    )
    def test_answers_words_that_stand_in_one_title(self, question: str, outcome: str, entries: str | None, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [(outcome, entries)]

    def test_offers_the_few_in_whose_titles_the_words_stand(self, knowledge: Knowledge, at: At, ask: Ask) -> None:
        again = knowledge.sessions[2].model_copy(update={"id": "allergy-2"})
        answered = answer("pollen", prepare(replace(knowledge, sessions=(*knowledge.sessions, again))), at("3 09:10"))
        assert (answered.outcome, candidates(answered)) == ("choose", ["session:allergy-1", "session:allergy-2"])

    def test_asks_for_no_title_by_a_question_word_that_looks_like_one_in_it(self, knowledge: Knowledge, at: At) -> None:
        pain = knowledge.sessions[2].model_copy(update={"title": Text(everywhere="Đau ở trẻ nhỏ")})
        ready = prepare(replace(knowledge, sessions=(*knowledge.sessions[:2], pain, *knowledge.sessions[3:])))
        assert answer("ở đâu", ready, at("3 09:10")).entry is None

    def test_is_named_below_advice_that_is_declined(self, knowledge: Knowledge, at: At) -> None:
        pain = knowledge.sessions[2].model_copy(update={"title": Text(everywhere="“My child has a fever”: hearing it")})
        ready = prepare(replace(knowledge, sessions=(*knowledge.sessions[:2], pain, *knowledge.sessions[3:])))
        answered = answer("my child has a fever", ready, at("3 09:10"))
        assert (answered.outcome, candidates(answered)) == ("declined", ["session:allergy-1"])


class TestACuratedEntry:
    @pytest.mark.parametrize(
        ("entry", "questions"),
        [
            (
                "faq:registration",
                ["where is the registration form, please?", "où est le formulaire d’inscription", "dang ky tham du o dau"],
            ),
            ("faq:venue", ["When and where is the workshop?", "quand et où a lieu l’atelier", "hội thảo diễn ra khi nào và ở đâu"]),
        ],
    )
    def test_answers_where_it_is_clearly_meant(self, entry: str, questions: list[str], ask: Ask) -> None:
        assert outcomes(ask, questions) == [("answer", entry)] * 3

    @pytest.mark.parametrize("question", ["How much is the fee?", "quel est le tarif ?", "lệ phí bao nhiêu?"])
    def test_says_that_nobody_published_it(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("unpublished", "faq:fee")]

    @pytest.mark.parametrize(
        ("spoken_of", "not_spoken_of", "entry"),
        [
            ("how many people came in 2029?", "how many people came in 2027?", "faq:attendance"),
            ("combien de participants en 2029 ?", "combien de participants en 2027 ?", "faq:attendance"),
            ("có bao nhiêu người tham dự năm 2029?", "có bao nhiêu người tham dự năm 2027?", "faq:attendance"),
            ("is there a fellowship in Paris?", "is there a fellowship in Tokyo?", "faq:fellowship"),
            ("y a-t-il une bourse pour Paris ?", "y a-t-il une bourse pour Tokyo ?", "faq:fellowship"),
            ("có học bổng đi học ở Paris không?", "có học bổng đi học ở Tokyo không?", "faq:fellowship"),
            ("what did Dr Hoang Binh say?", "what did Dr Tanaka say?", "faq:director-words"),
            ("qu’a dit le Dr Hoang Binh ?", "qu’a dit le Dr Tanaka ?", "faq:director-words"),
            ("bác sĩ Hoàng Bình đã phát biểu gì?", "bác sĩ Tanaka đã phát biểu gì?", "faq:director-words"),
            ("how many people came in 2029?", "how many people came in 2029, 900?", "faq:attendance"),
        ],
    )
    def test_is_near_at_most_to_a_question_on_another_year_place_person_or_number(
        self, spoken_of: str, not_spoken_of: str, entry: str, ask: Ask
    ) -> None:
        assert outcomes(ask, [spoken_of, not_spoken_of]) == [("answer", entry), ("unknown", None)]
        assert candidates(ask(not_spoken_of))[:1] == [entry]

    @pytest.mark.parametrize("question", ["When is the workshop?", "quand a lieu l’atelier ?", "khi nào hội thảo bắt đầu?"])
    def test_is_not_needed_for_the_dates_of_the_workshop(self, question: str, knowledge: Knowledge, at: At) -> None:
        without = tuple(entry for entry in knowledge.faq if entry.id != "venue")
        answered = answer(question, prepare(replace(knowledge, faq=without)), at("3 09:10"))
        assert (answered.outcome, answered.entry, answered.listed) == ("answer", "programme:all", ())

    @pytest.mark.parametrize("question", ["How do I get here from Rome?", "comment venir depuis Rome ?", "từ Rome đến đây bằng gì?"])
    def test_whose_wordings_name_several_places_is_for_any_place(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("answer", "faq:travel")]

    @pytest.mark.parametrize("question", ["where do I collect my badge?", "où retirer son badge ?", "nhận thẻ đeo ở đâu?"])
    def test_does_not_exist_outside_its_span(self, question: str, ask: Ask) -> None:
        assert [ask(question, when).entry for when in ("2 20:00", "3 08:00", "4 11:59", "4 12:00")] == [
            None,
            "faq:badges",
            "faq:badges",
            None,
        ]
        assert "faq:badges" not in candidates(ask(question, "5 09:00"))


class TestAskingBack:
    @pytest.mark.parametrize("question", ["Who awards the prize?", "qui décerne le prix ?", "ai chấm giải?", "ai cham giai"])
    def test_offers_the_entries_that_are_alike(self, question: str, ask: Ask) -> None:
        answered = ask(question)
        assert (answered.outcome, answered.entry) == ("choose", None)
        assert set(candidates(answered)) == {"faq:poster-prize", "faq:nurse-prize", "faq:drawing-prize"}

    def test_offers_two_to_four(self, knowledge: Knowledge, at: At) -> None:
        (prize,) = (entry for entry in knowledge.faq if entry.id == "poster-prize")
        several = tuple(prize.model_copy(update={"id": f"prize-{number}", "label": Text(everywhere="Prize")}) for number in range(8))
        for number in range(2, 9):
            answered = answer("the poster prize", prepare(replace(knowledge, faq=several[:number])), at("3 09:10"))
            assert answered.entry is None
            assert len(answered.candidates) <= {"choose": 4, "unknown": 3}[answered.outcome]
            assert answered.outcome == "unknown" or len(answered.candidates) >= 2


class TestNotKnowing:
    @pytest.mark.parametrize(
        "question",
        [
            "how tall is the Eiffel tower?",
            "what is the price of gold today?",
            "la recette de la tarte Tatin",
            "qui a gagné le match hier ?",
            "giá vàng hôm nay bao nhiêu?",
            "thủ đô của Peru là gì?",
            "asdkjh qwe zzz",
            "wat is de hoofdstad",
        ],
    )
    def test_is_said_of_what_the_folder_does_not_hold_with_three_near_ones_at_most(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("unknown", None)]
        assert len(ask(question).candidates) <= 3

    @pytest.mark.parametrize("question", ["what’s on in 2027?", "programme de 2027"])
    def test_is_said_of_another_year_s_programme(self, question: str, ask: Ask) -> None:
        assert outcomes(ask, [question]) == [("unknown", None)]


def test_a_folder_of_a_workshop_alone_knows_nothing(knowledge: Knowledge, at: At) -> None:
    empty = prepare(Knowledge(knowledge.workshop))
    questions = ["how do I register?", "tomorrow", "hall A", "hello", "What should I give my son for his cough?"]
    assert [answer(question, empty, at("3 09:10")).outcome for question in questions] == [
        "unknown",
        "unknown",
        "unknown",
        "greeting",
        "declined",
    ]


def test_the_rule_that_decided_is_told(ready: Ready, at: At) -> None:
    questions = [
        "hello",
        "my son coughs, what should I give him?",
        "tomorrow",
        "how do I register?",
        "hall A",
        "who awards the prize?",
        "zzz",
    ]
    rules = [judge(question, ready, at("3 09:10"))[0].rule for question in questions]
    assert len(set(rules)) == len(questions)
    assert all(rules)
