"""Questions in a chat, as whole dialogues in three languages: the answer, its source, its buttons, and what a tap brings."""

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.features.conftest import ORGANISER

from workshop_bot.delivery.turn import Edit, Say
from workshop_bot.store import chats

NOT_MINE = {"vi": "[Không phải câu tôi hỏi]", "fr": "[Ce n’est pas ma question]", "en": "[Not my question]"}
REGISTER = {
    "vi": "Trả lời thư mời trước ngày 20/5.\n\nNguồn: thư mời",
    "fr": "Répondez à l’invitation avant le 20 mai.\n\nSource\u202f: l’invitation",
    "en": "Reply to the invitation before 20 May.\n\nSource: the invitation",
}
FEE = {
    "vi": "Ban tổ chức chưa công bố thông tin này: Lệ phí tham dự.",
    "fr": "Les organisateurs n’ont pas publié cette information\u202f: Tarif de participation.",
    "en": "The organisers have not published this: Participation fee.",
}
ORGANISERS = {"vi": "Hỏi ban tổ chức", "fr": "Demander aux organisateurs", "en": "Ask the organisers"}
CONTACTS = {
    "vi": "Anh/chị vui lòng hỏi ban tổ chức: Văn phòng (office@example.org, +84 24 0000 0000), Trang web (https://example.org/contact).",
    "fr": "Vous pouvez vous adresser aux organisateurs\u202f: Secrétariat (office@example.org, +84 24 0000 0000), "
    "Site (https://example.org/contact).",
    "en": "Please ask the organisers: Secretariat (office@example.org, +84 24 0000 0000), Website (https://example.org/contact).",
}
TELL = {"vi": "Báo tôi khi có thông tin", "fr": "Me prévenir dès publication", "en": "Tell me when it is known"}
BACK = {"vi": "Quay lại", "fr": "Retour", "en": "Back"}
UNKNOWN = "I do not know that.\n\nYou can ask about the dates, the programme, topics and speakers, and how to take part."
LANGUAGES = ("vi", "fr", "en")


@pytest.fixture
def somebody(made_up: Any, person: Any) -> Any:
    """A person in the made-up workshop, by language."""
    return lambda language: person(made_up, LANGUAGES.index(language) + 21, language)


@pytest.fixture
def unheard(world: Any) -> None:
    """The organisers have a chat with the bot, and have ended it."""
    with world.store.transaction() as connection:
        chats.meet(connection, ORGANISER, True, world.now)
        chats.change(connection, ORGANISER, silent=True)


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("language", "question"), [("vi", "lam sao de dang ky"), ("fr", "comment s'inscrire ?"), ("en", "how do I register")]
    )
    def test_has_its_source_by_title_and_a_way_out(self, language: str, question: str, somebody: Any) -> None:
        assert somebody(language).says(question) == f"{REGISTER[language]}\n{NOT_MINE[language]}"

    @pytest.mark.parametrize("group", [False, True])
    def test_has_a_name_that_an_edit_finds_and_in_a_group_replies_to_the_question(self, group: bool, sam: Any) -> None:
        (said,) = sam.replies("text", "when is the workshop?", group=group)
        assert isinstance(said, Say)
        assert (said.replies_to, said.slot, said.thread) == (sam.last if group else None, f"answer:{sam.last}", None)

    def test_marks_the_moment_of_each_hour(self, sam: Any) -> None:
        (said,) = sam.replies("text", "what is on tomorrow morning?")
        assert isinstance(said, Say)
        marked = [said.text.text[mark.start : mark.start + mark.length] for mark in said.text.marks if mark.kind == "time"]
        assert marked == re.findall(r"\d+:\d\d–\d+:\d\d", said.text.text)
        assert len(marked) >= 2

    @pytest.mark.parametrize("route", ["see", "pick"])
    def test_that_is_chosen_by_a_button_marks_them_too(self, route: str, sam: Any) -> None:
        *_, said = sam.replies("tap", f"{route}:en:topic:surgery", query="tap")
        marked = [said.text.text[mark.start : mark.start + mark.length] for mark in said.text.marks if mark.kind == "time"]
        assert marked == re.findall(r"\d+:\d\d–\d+:\d\d", said.text.text)
        assert len(marked) >= 2

    def test_in_a_group_keeps_the_topic_and_drops_the_mention(self, sam: Any) -> None:
        (said,) = sam.replies("text", "@pow_bot when is the workshop?", group=True, thread=5)
        (asked,) = sam.replies("text", "/ask@pow_bot when is the workshop?", group=True)
        assert isinstance(said, Say)
        assert isinstance(asked, Say)
        assert (said.chat, said.thread, said.text) == (-1001, 5, asked.text)

    def test_of_a_forwarded_text_is_that_of_a_question(self, somebody: Any) -> None:
        assert somebody("en").says("how do I register?", forwarded=True) == f"{REGISTER['en']}\n{NOT_MINE['en']}"

    def test_has_a_link_to_its_source_where_one_is_known(self, made_up: Any, person: Any) -> None:
        knowledge = made_up.ready.knowledge
        sources = tuple(source.model_copy(update={"url": "https://example.org/s"}) for source in knowledge.workshop.sources)
        workshop = knowledge.workshop.model_copy(update={"sources": sources})
        made_up.ready = replace(made_up.ready, knowledge=replace(knowledge, workshop=workshop))
        (said,) = person(made_up, 7, "en").replies("text", "how do I register?")
        assert [mark.url for mark in said.text.marks if mark.kind == "link"] == ["https://example.org/s"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_to_a_person_s_illness_is_none_but_shows_what_is_near(self, language: str, world: Any, person: Any) -> None:
        question, said, label, title = {
            "vi": (
                "con tôi 4 tuổi bị u nguyên bào thần kinh, uống thuốc gì",
                "Tôi không tư vấn được cho trường hợp người bệnh cụ thể. Anh/chị vui lòng hỏi bác sĩ điều trị.\n\nTrong chương trình:",
                "U nguyên bào thần kinh",
                "U nguyên bào thần kinh: 3 buổi",
            ),
            "fr": (
                "neuroblastome de mon fils, que faire ?",
                "Je ne peux pas donner d’avis sur un patient. Adressez-vous à l’équipe soignante.\n\nAu programme\u202f:",
                "Neuroblastome",
                "Neuroblastome\u202f: 3 sessions",
            ),
            "en": (
                "my son of 4 has neuroblastoma, what should I give him?",
                "I cannot advise on a patient. Please ask the treating team.\n\nIn the programme:",
                "Neuroblastoma",
                "Neuroblastoma: 3 sessions",
            ),
        }[language]
        asker = person(world, 7, language)
        assert asker.says(question) == f"{said}\n[{label}]"
        assert asker.taps(label).split("\n")[0] == title

    def test_to_hello_offers_questions_and_to_thanks_none(self, somebody: Any) -> None:
        assert somebody("en").says("hello") == (
            "Hello. I answer questions about Asthma Workshop 2030.\n\n"
            "You can ask about the dates, the programme, topics and speakers, and how to take part.\n"
            "[How do I register?]\n[How many people came in 2029?]\n[Is there a fellowship in Paris?]"
        )
        assert somebody("en").says("thanks a lot") == "You are welcome. Ask me anything else about the workshop."


@pytest.mark.usefixtures("unheard")
class TestWhatNobodyPublished:
    @pytest.mark.parametrize(
        ("language", "question"), [("vi", "lệ phí bao nhiêu?"), ("fr", "combien coûte la participation ?"), ("en", "how much is the fee?")]
    )
    def test_leads_to_the_organisers_and_back(self, language: str, question: str, somebody: Any) -> None:
        asker = somebody(language)
        said = f"{FEE[language]}\n[{ORGANISERS[language]}]\n[{TELL[language]}]\n{NOT_MINE[language]}"
        assert asker.says(question) == said
        assert asker.taps(ORGANISERS[language]) == f"(edited) {FEE[language]}\n\n{CONTACTS[language]}\n[{BACK[language]}]"
        assert asker.taps(BACK[language]) == f"(edited) {said}"

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Ban tổ chức chưa công bố cách liên hệ."),
            ("fr", "Les organisateurs n’ont pas indiqué comment les joindre."),
            ("en", "The organisers have not published how to reach them."),
        ],
    )
    def test_says_where_there_is_no_way_to_reach_them(self, language: str, said: str, world: Any, person: Any) -> None:
        asker = person(world, 7, language)
        asker.says({"vi": "gửi xe ở đâu", "fr": "où se garer ?", "en": "where can I park?"}[language])
        assert asker.taps(ORGANISERS[language]).split("\n")[2] == said


class TestWhatIsNotKnown:
    @pytest.mark.usefixtures("unheard")
    def test_names_what_is_near_and_how_to_reach_the_organisers(self, somebody: Any) -> None:
        asker = somebody("en")
        assert asker.says("flumoxis zorb") == f"{UNKNOWN}\n[Ask the organisers]"
        assert asker.taps("Ask the organisers") == f"(edited) I do not know that.\n\n{CONTACTS['en']}"

    def test_a_near_entry_is_a_tap_away(self, somebody: Any) -> None:
        asker = somebody("en")
        assert asker.says("How many people came in 2027?") == (
            f"{UNKNOWN}\n\nClose to your question:\n1. Participants in 2029\n[1. Participants in 2029]\n[Ask the organisers]"
        )
        assert asker.taps("1. Participants in 2029") == (
            "(edited) 412 people from 21 countries.\n\nSources: the invitation, the report\n[Not my question]"
        )


class TestAChoice:
    @pytest.mark.parametrize(
        ("language", "question", "shown", "tapped", "typed"),
        [
            (
                "vi",
                "ai chấm giải?",
                "Anh/chị muốn hỏi về…\n\n1. Giải vẽ\n2. Giải poster\n3. Giải điều dưỡng\n\nAnh/chị bấm một mục hoặc nhắn số thứ tự.\n"
                "[1. Giải vẽ]\n[2. Giải poster]\n[3. Giải điều dưỡng]\n[Không có mục nào đúng]",
                ("2. Giải poster", "Cả hội trường bỏ phiếu."),
                "Hội Điều dưỡng chấm.",
            ),
            (
                "fr",
                "qui décerne le prix ?",
                "Votre question porte sur…\n\n1. Prix du dessin\n2. Prix infirmier\n3. Prix du poster\n\n"
                "Touchez un choix ou répondez par son numéro.\n"
                "[1. Prix du dessin]\n[2. Prix infirmier]\n[3. Prix du poster]\n[Aucun de ces choix]",
                ("2. Prix infirmier", "L’association infirmière choisit."),
                "La salle vote.",
            ),
            (
                "en",
                "who awards the prize?",
                "Do you mean…\n\n1. Drawing prize\n2. Nursing prize\n3. Poster prize\n\nTap a choice or reply with its number.\n"
                "[1. Drawing prize]\n[2. Nursing prize]\n[3. Poster prize]\n[None of these]",
                ("2. Nursing prize", "The nursing association chooses."),
                "The audience votes.",
            ),
        ],
    )
    def test_is_a_tap_or_a_number_away(
        self, language: str, question: str, shown: str, tapped: tuple[str, str], typed: str, somebody: Any
    ) -> None:
        asker, (words, answer) = somebody(language), tapped
        assert asker.says(question) == shown
        assert asker.taps(words) == f"(edited) {answer}\n{NOT_MINE[language]}"
        assert asker.says("3") == f"{typed}\n{NOT_MINE[language]}"

    def test_that_holds_nothing_right_leads_on(self, somebody: Any) -> None:
        asker = somebody("en")
        asker.says("Who awards the prize?")
        assert asker.taps("None of these") == (
            "(edited) Please put your question in other words, or ask the organisers.\n[Ask the organisers]"
        )


class TestNotMyQuestion:
    def test_shows_the_nearest_others_and_the_way_back(self, sam: Any) -> None:
        said = sam.says("what does K hospital do?")
        assert sam.taps("Not my question") == (
            "(edited) Did you mean one of these?\n\n1. Prospects opened by the memorandum\n\nTap a choice or reply with its number.\n"
            "[1. Prospects opened by the memorandum]\n[Ask the organisers]\n[Back]"
        )
        assert sam.says("1").split("\n")[0] == (
            "It opens doors to new research opportunities, professional exchanges and improved treatment quality."
        )
        assert sam.taps("Back") == f"(edited) {said}"

    @pytest.mark.parametrize(
        ("language", "question", "said"),
        [
            ("vi", "hôm nay có gì?", "Anh/chị thử hỏi theo cách khác, hoặc hỏi ban tổ chức."),
            ("fr", "qu’y a-t-il aujourd’hui ?", "Essayez de formuler votre question autrement, ou demandez aux organisateurs."),
            ("en", "what is on today?", "Please put your question in other words, or ask the organisers."),
        ],
    )
    def test_asks_for_other_words_where_nothing_is_near(self, language: str, question: str, said: str, made_up: Any, person: Any) -> None:
        asker = person(made_up, 7, language)
        asker.says(question)
        assert asker.taps(NOT_MINE[language].strip("[]")) == f"(edited) {said}\n[{ORGANISERS[language]}]"


class TestANumber:
    def test_counts_for_ten_minutes_in_the_last_list(self, world: Any, sam: Any) -> None:
        sam.says("what is on tomorrow?")
        world.later(9.9)
        assert sam.says("2").split("\n")[0] == "Rhabdomyosarcoma – presentation 2"
        assert sam.says("3").split("\n")[0] == "Surgery – presentation 1"
        world.later(0.2)
        assert sam.says("3").split("\n")[0] == "I do not know that."

    def test_that_is_not_in_the_list_is_a_question(self, sam: Any) -> None:
        sam.says("what is on tomorrow?")
        assert sam.says("0").split("\n")[0] == "I do not know that."

    def test_of_a_list_in_another_language_is_answered_in_that(self, lan: Any) -> None:
        lan.says("what is on tomorrow?")
        assert lan.says("3").split("\n")[0] == "Surgery – presentation 1"

    def test_of_a_list_is_a_button_too_that_leads_back(self, sam: Any) -> None:
        assert sam.says("when is neuroblastoma?").split("\n")[-3:] == ["[1] [2] [3]", "[Remind me of this topic]", "[Not my question]"]
        assert sam.taps("2").split("\n")[0] == "(edited) Neuroblastoma – presentation 2"
        assert sam.taps("Back").split("\n")[0] == "(edited) Neuroblastoma: 3 sessions"


class TestAFollowUp:
    @pytest.mark.parametrize(
        ("language", "questions", "first"),
        [
            ("vi", ["ngày mai có gì?", "còn buổi chiều?"], "Ngày mai, Thứ Ba 3/12, buổi chiều: 2 buổi"),
            ("fr", ["qu’y a-t-il demain ?", "et l’après-midi ?"], "Demain, mardi 3 décembre, après-midi\u202f: 2 sessions"),
            ("en", ["what is on tomorrow?", "and in the afternoon?"], "Tomorrow, Tue 3 Dec, afternoon: 2 sessions"),
            ("en", ["when is the opening?", "who speaks there?"], "No speaker is named."),
            ("en", ["/programme tuesday", "and in the afternoon?"], "Tomorrow, Tue 3 Dec, afternoon: 2 sessions"),
            ("vi", ["gửi xe ở đâu", "et en français ?"], "Les organisateurs n’ont pas publié cette information\u202f: Stationnement."),
            ("fr", ["/now", "in English please"], "Nothing is on at the moment."),
        ],
    )
    def test_leans_on_what_was_spoken_of(self, language: str, questions: list[str], first: str, world: Any, person: Any) -> None:
        asker = person(world, 7, language)
        assert [asker.says(question) for question in questions][-1].split("\n")[0] == first

    def test_leans_no_more_after_five_minutes(self, world: Any, sam: Any) -> None:
        sam.says("what is on tomorrow?")
        world.later(5.1)
        assert sam.says("and in the afternoon?").split("\n")[0] == "Today, Mon 2 Dec, afternoon: 2 sessions"

    def test_leans_in_a_group_on_what_anybody_asked_and_in_private_on_nothing_of_others(self, sam: Any, stranger: Any) -> None:
        sam.says("what is on tomorrow?", group=True)
        assert stranger.says("and in the afternoon?", group=True).split("\n")[0] == "Tomorrow, Tue 3 Dec, afternoon: 2 sessions"
        assert stranger.says("and in the afternoon?").split("\n")[0] == "Today, Mon 2 Dec, afternoon: 2 sessions"


class TestAnotherLanguage:
    def test_is_offered_for_good_the_second_time_in_a_row(self, lan: Any) -> None:
        first, second, third = (lan.says(f"{question}") for question in ("où se garer ?", "y a-t-il un vestiaire ?", "où se garer ?"))
        assert first.split("\n")[0] == "Les organisateurs n’ont pas publié cette information\u202f: Stationnement."
        assert second.split("\n\n")[1] == "Souhaitez-vous que je vous écrive désormais en français\u202f?\n[Oui, en français]"
        assert third == first
        assert lan.taps("Oui, en français") == "(edited) Je vous écrirai désormais en français.\n[Annuler]"
        assert lan.row.language == "fr"
        assert lan.taps("Annuler") == "(edited) Từ nay tôi sẽ nhắn cho anh/chị bằng tiếng Việt.\n[Hoàn tác]"
        assert lan.row.language == "vi"

    def test_is_not_offered_where_the_own_came_between(self, lan: Any) -> None:
        said = [lan.says(question) for question in ("où se garer ?", "gửi xe ở đâu", "où se garer ?")]
        assert said[2] == said[0]

    def test_is_not_offered_to_who_says_hello_in_it(self, lan: Any) -> None:
        for _ in range(2):
            assert "switch:" not in str(lan.replies("text", "good morning"))

    def test_is_not_offered_in_a_group(self, lan: Any) -> None:
        said = [lan.says("où se garer ?", group=True) for _ in range(3)]
        assert said == [said[0]] * 3

    def test_becomes_the_own_where_nothing_else_is_known_of_a_person(self, world: Any, person: Any) -> None:
        asker = person(world, 7, "de")
        asker.says("où se garer ?")
        assert asker.row.seen == "fr"
        assert asker.says("/settings").split("\n")[0] == "Réglages"


class TestAnEditedQuestion:
    def test_is_answered_anew_in_place(self, somebody: Any) -> None:
        asker = somebody("en")
        asker.says("how much is the fee?")
        assert asker.edits(asker.last, "how do I register?") == f"(edited) {REGISTER['en']}\n{NOT_MINE['en']}"
        assert asker.edits(asker.last, "/ask how much is the fee?") == (
            f"(edited) {FEE['en']}\n[Ask the organisers]\n[Tell me when it is known]\n[Not my question]"
        )

    def test_finds_its_own_answer(self, sam: Any) -> None:
        (said,) = sam.replies("text", "when is the workshop?")
        first = sam.last
        sam.says("where can I park?")
        (edit,) = sam.replies("edited", "how many presentations are there?", message=first)
        assert isinstance(edit, Edit)
        assert edit.slot == said.slot

    @pytest.mark.parametrize("words", ["when is the workshop?", "what was announced today?"])
    def test_in_a_group_has_its_answer_below_it_also_where_it_was_meant_for_the_bot_only_then(self, words: str, sam: Any) -> None:
        (edit,) = sam.replies("edited", words, group=True, message=7, thread=5)
        assert isinstance(edit, Edit)
        assert (edit.anew.replies_to, edit.anew.thread, edit.anew.slot) == (7, 5, "answer:7")


class TestWhatIsNoQuestion:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Tôi chỉ đọc được tin nhắn chữ. Anh/chị vui lòng nhắn câu hỏi."),
            ("fr", "Je ne lis que du texte. Écrivez-moi votre question, s’il vous plaît."),
            ("en", "I can only read text. Please type your question."),
        ],
    )
    @pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "location"])
    def test_gets_one_friendly_line(self, kind: str, language: str, said: str, world: Any, person: Any) -> None:
        assert person(world, 7, language).sends(kind) == said

    def test_gets_it_once_per_album(self, sam: Any) -> None:
        said = [sam.sends("photo", album=album) for album in ("a", "a", "a", "b", "", "")]
        line = "I can only read text. Please type your question."
        assert said == [line, "", "", line, line, line]

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Anh/chị muốn hỏi gì ạ? Xin cứ nhắn câu hỏi."),
            ("fr", "Que souhaitez-vous savoir\u202f? Écrivez simplement votre question."),
            ("en", "What would you like to know? Just type your question."),
        ],
    )
    def test_an_empty_one_asks_for_it(self, language: str, said: str, world: Any, person: Any) -> None:
        assert person(world, 7, language).says("/ask") == said

    def test_an_empty_one_in_a_group_asks_for_a_reply(self, sam: Any) -> None:
        sam.world.at("2024-12-02 10:00")
        assert sam.says("@pow_bot", group=True) == "Anh/chị muốn hỏi gì ạ? Xin trả lời tin nhắn này kèm câu hỏi."

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Không có việc gì đang dở. Anh/chị cứ nhắn câu hỏi."),
            ("fr", "Rien n’est en cours. Écrivez simplement votre question."),
            ("en", "There is nothing to leave. Just type your question."),
        ],
    )
    def test_a_cancel_says_that_nothing_is_open(self, language: str, said: str, world: Any, person: Any) -> None:
        assert person(world, 7, language).says("/cancel") == said
