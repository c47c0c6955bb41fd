"""How answers read: the first line answers, in the person's language; what is missing is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from workshop_bot.answers import Answer, Ready, answer, prepare
from workshop_bot.answers.wording import label
from workshop_bot.knowledge.model import Knowledge

At = Callable[[str], datetime]
Ask = Callable[..., Answer]

CONTACTS = {
    "vi": "Văn phòng (office@example.org, +84 24 0000 0000), Trang web (https://example.org/contact)",
    "fr": "Secrétariat (office@example.org, +84 24 0000 0000), Site (https://example.org/contact)",
    "en": "Secretariat (office@example.org, +84 24 0000 0000), Website (https://example.org/contact)",
}
ASK_THEM = {
    "vi": f"Anh/chị vui lòng hỏi ban tổ chức: {CONTACTS['vi']}.",
    "fr": f"Vous pouvez vous adresser aux organisateurs\u202f: {CONTACTS['fr']}.",
    "en": f"Please ask the organisers: {CONTACTS['en']}.",
}


@pytest.fixture
def without_contacts(knowledge: Knowledge) -> Ready:
    return prepare(replace(knowledge, workshop=knowledge.workshop.model_copy(update={"contacts": ()})))


def paragraphs(answered: Answer) -> list[str]:
    return [*answered.text.split("\n\n"), *filter(None, [answered.where_to_ask])]


class TestACuratedAnswer:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("vi", "**Trả lời thư mời** trước ngày 20/5."),
            ("fr", "**Répondez à l’invitation** avant le 20 mai."),
            ("en", "**Reply to the invitation** before 20 May."),
        ],
    )
    def test_is_the_curator_s_words_and_no_more(self, language: str, text: str, ask: Ask) -> None:
        assert ask("How do I register?", language=language).text == text

    def test_falls_back_aloud_where_the_language_is_missing(self, ask: Ask) -> None:
        assert ask("où se garer ?").text == "Dưới hầm.\n\nAffiché en vietnamien\u202f: il n’y a pas de texte en français."
        assert ask("where can I park?").text == "Under the building."


class TestWhatNobodyPublished:
    @pytest.mark.parametrize(
        ("language", "first"),
        [
            ("vi", "Ban tổ chức chưa công bố thông tin này: Lệ phí tham dự."),
            ("fr", "Les organisateurs n’ont pas publié cette information\u202f: Tarif de participation."),
            ("en", "The organisers have not published this: Participation fee."),
        ],
    )
    def test_is_said_in_the_program_s_own_words_with_whom_to_ask(self, language: str, first: str, ask: Ask) -> None:
        assert paragraphs(ask("How much is the fee?", language=language)) == [first, ASK_THEM[language]]

    def test_may_be_said_in_the_curator_s_words(self, ask: Ask) -> None:
        assert paragraphs(ask("is lunch provided?")) == ["Lunch has not been announced yet.", ASK_THEM["en"]]

    def test_sends_people_to_the_organisers_where_no_contact_is_published(self, without_contacts: Ready, at: At) -> None:
        fee = answer("How much is the fee?", without_contacts, at("3 09:10"))
        assert paragraphs(fee) == ["The organisers have not published this: Participation fee.", "Please ask the organisers."]


class TestTheProgramme:
    @pytest.mark.parametrize(
        ("language", "note"),
        [("vi", "Giờ này là tạm thời."), ("fr", "Ces horaires sont provisoires."), ("en", "These hours are placeholders.")],
    )
    @pytest.mark.parametrize(
        "question",
        [
            "when are the talks on inhalers?",
            "tomorrow",
            "what is on now?",
            "when does Claire Moreau speak?",
            "hall A",
            "the whole programme",
        ],
    )
    def test_says_what_is_provisional_in_every_answer_that_shows_it(self, question: str, language: str, note: str, ask: Ask) -> None:
        assert note in ask(question, language=language).text

    def test_says_nothing_of_it_where_nothing_is(self, ask: Ask) -> None:
        assert "placeholders" not in ask("when is the talk on allergy?").text

    def test_begins_with_the_answer(self, ask: Ask) -> None:
        assert ask("when is the talk on allergy?").text.split("\n")[:2] == ["**Pollen and dust**", "Mon 3 Jun, 14:00–15:00 · _today_"]


class TestWhatIsNotAnswered:
    @pytest.mark.parametrize(
        ("question", "first"),
        [
            ("What should I give my son for his cough?", "I cannot advise on a patient. Please ask the treating team."),
            ("Mon fils tousse, que lui donner ?", "Je ne peux pas donner d’avis sur un patient. Adressez-vous à l’équipe soignante."),
            (
                "Con tôi ho nhiều, nên cho uống thuốc gì?",
                "Tôi không tư vấn được cho trường hợp người bệnh cụ thể. Anh/chị vui lòng hỏi bác sĩ điều trị.",
            ),
            ("Who awards the prize?", "Do you mean…"),
            ("qui décerne le prix ?", "Votre question porte sur…"),
            ("ai chấm giải?", "Anh/chị muốn hỏi về…"),
            ("how tall is the Eiffel tower?", "I do not know that."),
            ("la recette de la tarte Tatin", "Je ne sais pas répondre à cette question."),
            ("giá vàng hôm nay bao nhiêu?", "Tôi không có thông tin về điều này."),
        ],
    )
    def test_is_said_in_the_first_line(self, question: str, first: str, ask: Ask) -> None:
        assert ask(question).text.split("\n")[0] == first

    def test_unknown_tells_what_can_be_asked_and_what_is_near(self, ask: Ask) -> None:
        scope = "You can ask about the dates, the programme, topics and speakers, and how to take part."
        assert paragraphs(ask("how many people came in 2027?")) == ["I do not know that.", scope, "Close to your question:"]
        assert paragraphs(ask("zzz", language="en")) == ["I do not know that.", scope]

    @pytest.mark.parametrize(
        ("text", "language", "first"),
        [
            ("hello", "en", "Hello. I answer questions about Asthma Workshop 2030."),
            ("bonjour", "fr", "Bonjour. Atelier sur l’asthme 2030 : je réponds à vos questions."),
            ("👍", "vi", "Xin chào anh/chị. Tôi trả lời các câu hỏi về Hội thảo Hen 2030."),
            ("bye", "en", "Goodbye, and see you soon."),
            ("au revoir", "fr", "Au revoir, et à bientôt."),
            ("thanks a lot", "en", "You are welcome. Ask me anything else about the workshop."),
        ],
    )
    def test_a_greeting_is_answered_in_kind(self, text: str, language: str, first: str, ask: Ask, knowledge: Knowledge, at: At) -> None:
        without = prepare(replace(knowledge, faq=tuple(entry for entry in knowledge.faq if entry.id != "sponsors")))
        assert answer(text, without, at("3 09:10"), language).text.split("\n")[0] == first


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("faq:fee", {"vi": "Lệ phí tham dự", "fr": "Tarif de participation", "en": "Participation fee"}),
        ("session:opening", {"vi": "Khai mạc", "fr": "Ouverture", "en": "Opening"}),
        ("topic:allergy", {"vi": "Dị ứng", "fr": "Allergies", "en": "Allergy"}),
        ("room:hall-a", {"vi": "Hội trường A", "fr": "Salle A", "en": "Hall A"}),
        ("speaker:lan", dict.fromkeys(("vi", "fr", "en"), "Nguyễn Thị Lan")),
    ],
)
def test_everything_has_a_label_in_each_language(reference: str, words: dict[str, str], ready: Ready) -> None:
    assert {language: label(reference, ready, language) for language in words} == words
