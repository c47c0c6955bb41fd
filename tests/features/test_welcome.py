"""The first contact in three languages: what is said, what can be tapped, and that it is said once."""

from dataclasses import replace
from typing import Any

import pytest

from workshop_bot.knowledge.fields import Text

VI = """\
Hội thảo Ung thư Nhi khoa 2024, ngày 2–6/12/2024, trực tiếp và trực tuyến. \
Tôi là trợ lý của hội thảo, trả lời bằng tiếng Việt, tiếng Pháp và tiếng Anh.

Anh/chị cứ nhắn câu hỏi, không dấu cũng được, hoặc chọn một câu:
[Tỷ lệ sống của trẻ mắc ung thư]
[Báo cáo viên đến từ đâu?]
[Có cập nhật kiến thức mới không?]
[Chương trình] [Nhắc tôi]
"""
FR = """\
Atelier d’oncologie pédiatrique 2024, du 2 au 6 décembre 2024, sur place et en ligne. \
Je suis son assistant et je réponds en français, vietnamien et anglais.

Posez votre question comme à un collègue, ou touchez l’une de celles-ci\u202f:
[Quel est le taux de survie\u202f?]
[Qui intervient\u202f?]
[Y apprend-on les dernières avancées\u202f?]
[Programme] [Mes rappels]
"""
EN = """\
Pediatric Oncology Workshop 2024, 2–6 December 2024, in person and online. \
I am its assistant and answer in English, Vietnamese and French.

Type a question as you would ask a colleague, or tap one:
[How many children survive cancer?]
[Who is speaking?]
[Are the latest advances covered?]
[Programme] [Remind me]
"""
MADE_UP = "Asthma Workshop 2030, 3–5 June 2030, in person and online. I am its assistant and answer in English, Vietnamese and French."
CONSENT = {
    "vi": "Anh/chị có muốn nhận thông báo của ban tổ chức không? Nếu anh/chị chưa trả lời, tôi chỉ gửi tin khẩn.\n[Có] [Không]",
    "fr": "Souhaitez-vous recevoir les annonces des organisateurs\u202f? "
    "Sans réponse de votre part, vous ne recevrez que les messages urgents.\n[Oui] [Non]",
    "en": "May the organisers write to you here? Without an answer, only urgent news.\n[Yes] [No]",
}
FIRST = {
    "vi": f"{VI}[✓ Tiếng Việt] [Français] [English]\n\n{CONSENT['vi']}",
    "fr": f"{FR}[Tiếng Việt] [✓ Français] [English]\n\n{CONSENT['fr']}",
    "en": f"{EN}[Tiếng Việt] [Français] [✓ English]\n\n{CONSENT['en']}",
}
LATER = {
    "vi": VI.replace("[Nhắc tôi]\n", "[Nhắc tôi] [Ngôn ngữ]"),
    "fr": FR.replace("[Mes rappels]\n", "[Mes rappels] [Langue]"),
    "en": EN.replace("[Remind me]\n", "[Remind me] [Language]"),
}


class TestTheFirstContact:
    @pytest.mark.parametrize(
        ("tag", "language"),
        [("vi", "vi"), ("fr", "fr"), ("fr-CA", "fr"), ("en-GB", "en"), ("de", "vi"), ("", "vi")],
    )
    @pytest.mark.parametrize("command", ["/start", "/help"])
    def test_is_in_the_language_of_telegram_where_the_workshop_has_it(
        self, tag: str, language: str, command: str, world: Any, person: Any
    ) -> None:
        assert person(world, 7, tag).says(command) == FIRST[language]

    @pytest.mark.parametrize("language", ["vi", "fr", "en"])
    def test_comes_once_and_later_the_welcome_alone(self, language: str, world: Any, person: Any) -> None:
        somebody = person(world, 7, language)
        assert [somebody.says(command) for command in ("/start", "/start", "/help")] == [FIRST[language], LATER[language], LATER[language]]

    def test_changes_its_language_in_place_with_the_question_below(self, lan: Any) -> None:
        lan.says("/start")
        welcome, consent = FIRST["fr"].split(f"\n\n{CONSENT['fr']}")[0], CONSENT["fr"]
        assert lan.taps("Français") == f"(edited) {welcome}\n\n(edited) {consent}"
        assert lan.row.language == "fr"
        assert lan.says("/help") == LATER["fr"]

    def test_an_example_is_answered_below_it(self, lan: Any) -> None:
        lan.says("/start")
        assert lan.taps("Tỷ lệ sống của trẻ mắc ung thư").split("\n")[0] == (
            "Tỷ lệ sống của trẻ mắc ung thư chỉ đạt 20% ở các nước thu nhập thấp và trung bình, so với 80% ở các nước phát triển."
        )

    def test_the_programme_is_shown_below_it(self, sam: Any) -> None:
        sam.says("/start")
        assert sam.taps("Programme").split("\n")[0] == "Today, Mon 2 Dec: 6 sessions"

    def test_of_one_who_asked_before_is_the_same(self, sam: Any) -> None:
        sam.says("where can I park?")
        assert sam.says("/start") == FIRST["en"]


class TestTheLanguageLater:
    def test_is_chosen_from_a_row_that_a_tap_opens(self, sam: Any) -> None:
        sam.says("/start")
        sam.says("/start")
        assert sam.taps("Language") == f"(edited) {EN}[Tiếng Việt] [Français] [✓ English]"
        assert sam.taps("Tiếng Việt").startswith(f"(edited) {VI}[✓ Tiếng Việt] [Français] [English]")

    def test_is_none_that_the_workshop_does_not_have(self, sam: Any) -> None:
        sam.says("/start")
        assert sam.taps_data("hello:de") == f"(edited) {EN}[Tiếng Việt] [Français] [✓ English]"
        assert sam.row.language == ""


class TestTheOrganisersMayWrite:
    @pytest.mark.parametrize(
        ("words", "kept", "said"),
        [
            ("Yes", "all", "(edited) The organisers’ announcements will come here. /settings changes that.\n[✓ Yes] [No]"),
            ("No", "urgent", "(edited) Only urgent news will come here. /settings changes that.\n[Yes] [✓ No]"),
        ],
    )
    def test_is_kept_and_can_be_taken_back(self, words: str, kept: str, said: str, sam: Any) -> None:
        sam.says("/start")
        assert sam.row.announcements == "asked"
        assert sam.taps(words) == said
        assert sam.row.announcements == kept
        sam.taps("No" if words == "Yes" else "Yes")
        assert sam.row.announcements == ("urgent" if kept == "all" else "all")

    def test_once_answered_stays_as_it_is_when_the_language_changes(self, sam: Any) -> None:
        sam.says("/start")
        sam.taps("Yes")
        assert sam.taps("Français") == f"(edited) {FR}[Tiếng Việt] [✓ Français] [English]"
        assert sam.row.announcements == "all"

    def test_is_not_asked_again_after_a_stop(self, sam: Any) -> None:
        sam.says("/start")
        sam.says("/stop")
        assert sam.row.silent
        assert sam.says("/start") == LATER["en"]
        assert not sam.row.silent


class TestADeepLink:
    @pytest.mark.parametrize(
        ("link", "first"),
        [
            ("s_opening", "Opening of the workshop"),
            ("t_neuroblastoma", "Neuroblastoma: 3 sessions"),
            ("d_2", "Tomorrow, Tue 3 Dec: 5 sessions"),
            (
                "q_survival-rates",
                "The survival rate of children with cancer is only 20% in low- and middle-income countries,"
                " against 80% in developed countries.",
            ),
        ],
    )
    def test_shows_what_it_leads_to_at_once(self, link: str, first: str, sam: Any) -> None:
        new, known = sam.says(f"/start {link}"), sam.says(f"/start {link}")
        assert new == f"{known}\n\n{FIRST['en']}"
        assert known.split("\n")[0] == first

    @pytest.mark.parametrize("link", ["s_gone", "t_gone", "r_gone", "d_9", "d_0", "d_x", "q_gone", "q_", "x_y", "😀", "q_<b>"])
    def test_that_leads_nowhere_says_so_and_welcomes(self, link: str, sam: Any) -> None:
        sam.says("/start")
        assert sam.says(f"/start {link}") == f"What this link led to is not there any more.\n\n{LATER['en']}"

    def test_from_inline_mode_is_a_start(self, sam: Any) -> None:
        assert sam.says("/start inline") == FIRST["en"]

    def test_from_a_group_does_what_was_asked_there(self, sam: Any) -> None:
        assert sam.says("/start settings").split("\n")[0] == "Settings"


class TestAfterTheEnd:
    @pytest.mark.parametrize(
        ("language", "first"),
        [
            (
                "vi",
                "Hội thảo Ung thư Nhi khoa 2024 đã kết thúc, diễn ra ngày 2–6/12/2024, trực tiếp và trực tuyến. Anh/chị vẫn có thể hỏi bằng"
                " tiếng Việt, tiếng Pháp và tiếng Anh về nội dung, những người tham gia và các phát biểu tại hội thảo.",
            ),
            (
                "fr",
                "Atelier d’oncologie pédiatrique 2024\u202f: l’atelier est terminé, il s’est tenu du 2 au 6 décembre 2024,"
                " sur place et en ligne. Vous pouvez encore m’interroger, en français, vietnamien et anglais,"
                " sur ce qui y a été traité, les participants et ce qui s’y est dit.",
            ),
            (
                "en",
                "Pediatric Oncology Workshop 2024 is over; it was held on 2–6 December 2024, in person and online. You can still ask in"
                " English, Vietnamese and French what it was about, who took part and what was said.",
            ),
        ],
    )
    def test_it_says_so_and_what_can_still_be_asked(self, language: str, first: str, world: Any, person: Any) -> None:
        somebody = person(world, 7, language)
        world.at("2024-12-06 23:59")
        assert not somebody.says("/start").startswith(first)
        world.at("2024-12-07 00:00")
        assert somebody.says("/start").startswith(first)


class TestAnotherWorkshop:
    def test_is_welcomed_to_by_its_own_knowledge(self, made_up: Any, person: Any) -> None:
        assert person(made_up, 7, "en").says("/start").split("\n")[0] == MADE_UP

    @pytest.mark.parametrize(
        ("mode", "place"), [("room", ", Congress centre. "), ("online", ", online. "), ("hybrid", ", Congress centre and online. ")]
    )
    def test_says_where_it_is(self, mode: str, place: str, made_up: Any, person: Any) -> None:
        _change(made_up, mode=mode, venue=Text("Congress centre"))
        assert place in person(made_up, 7, "en").says("/start")

    def test_of_one_language_without_programme_and_answers_offers_none_of_them(self, made_up: Any, person: Any) -> None:
        made_up.ready = replace(made_up.ready, knowledge=replace(made_up.ready.knowledge, faq=(), sessions=()))
        _change(made_up, languages=("en",))
        welcome = MADE_UP.replace("English, Vietnamese and French", "English")
        assert person(made_up, 7, "en").says("/start") == (f"{welcome}\n\nType a question as you would ask a colleague.\n\n{CONSENT['en']}")


def _change(world: Any, **values: Any) -> None:
    knowledge = world.ready.knowledge
    world.ready = replace(world.ready, knowledge=replace(knowledge, workshop=knowledge.workshop.model_copy(update=values)))
