"""Words after `/remind`, in the chat: what they follow, and that nothing is followed that was refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from workshop_bot.answers import prepare
from workshop_bot.knowledge.fields import Text

CARD = "Surgery – presentation 1"
LEAD = "Reminders come 15 min before."


@pytest.mark.parametrize(
    ("language", "words", "kept", "first"),
    [
        (
            "vi",
            "ngày mai",
            ["day:2024-12-03"],
            "Tôi sẽ nhắc anh/chị về Thứ Ba 3/12: 5 buổi sắp tới và những buổi được thêm sau. Tôi nhắc trước 15 phút.",
        ),
        (
            "fr",
            "soins palliatifs",
            ["topic:palliative-care"],
            "Je vous enverrai des rappels pour Soins palliatifs\u202f: 2 sessions à venir, et ce qui s’y ajoutera. "
            "Les rappels arrivent 15 min avant.",
        ),
        ("en", "me of surgery 2", ["session:surgery-2"], "I will remind you on Fri 6 Dec, 9:00: Surgery – presentation 2."),
        ("en", "session surgery-1", ["session:surgery-1"], "I will remind you on Tue 3 Dec, 10:15: Surgery – presentation 1."),
        ("en", "topic surgery", ["topic:surgery"], f"I will remind you of Surgery: 2 sessions to come, and what is added. {LEAD}"),
        ("en", "day 2024-12-05", ["day:2024-12-05"], f"I will remind you of Thu 5 Dec: 5 sessions to come, and what is added. {LEAD}"),
        ("en", "wed", ["day:2024-12-04"], f"I will remind you of Wed 4 Dec: 5 sessions to come, and what is added. {LEAD}"),
        ("en", "3", ["day:2024-12-04"], f"I will remind you of Wed 4 Dec: 5 sessions to come, and what is added. {LEAD}"),
        (
            "en",
            "tomorrow afternoon",
            ["session:cases-2", "session:supportive-care-1"],
            f"I will remind you of Supportive care – presentation 1, Discussion of real cases 2. {LEAD}",
        ),
        ("en", "today and tomorrow", ["day:2024-12-02", "day:2024-12-03"], f"I will remind you of Mon 2 Dec, Tue 3 Dec. {LEAD}"),
    ],
)
def test_words_are_understood_as_the_programme_understands_them(
    language: str, words: str, kept: list[str], first: str, world: Any, person: Callable[..., Any]
) -> None:
    somebody = person(world, 9, language)
    assert somebody.says(f"/remind {words}").split("\n")[0] == first
    assert somebody.followed == dict.fromkeys(kept, True)


def test_words_of_one_title_are_that_session_though_one_of_them_may_be_a_time(made_up: Any, person: Callable[..., Any]) -> None:
    night = Text(everywhere="Simulated night shift")
    sessions = tuple(one.model_copy(update={"title": night}) if one.id == "allergy-1" else one for one in made_up.ready.knowledge.sessions)
    made_up.ready = prepare(replace(made_up.ready.knowledge, sessions=sessions))
    mai = person(made_up, 9, "en")
    mai.says("/remind night shift")
    mai.says("/remind infants")
    assert mai.followed == {"session:allergy-1": True, "session:inhalers-2": True}


def test_everything_says_what_comes_too_soon(lan: Any) -> None:
    assert lan.says("/remind tất cả") == (
        "Tôi sẽ nhắc anh/chị về toàn bộ chương trình: 25 buổi sắp tới và những buổi được thêm sau. Tôi nhắc trước 15 phút.\n\n"
        "U nguyên bào thần kinh – bài trình bày 2: 15 phút nữa. Không kịp nhắc trước nữa.\n[Hoàn tác]"
    )
    assert lan.taps("Hoàn tác") == "(edited) Tôi sẽ không nhắc anh/chị về toàn bộ chương trình nữa.\n[Hoàn tác]"
    assert (lan.followed, lan.waits) == ({}, {})


def test_a_number_means_the_last_list(sam: Any, world: Any) -> None:
    sam.says("/programme tuesday")
    assert sam.says("/remind 3").split("\n")[0] == f"I will remind you on Tue 3 Dec, 10:15: {CARD}."
    world.later(11)
    assert sam.says("/remind 9").split("\n")[0] == "I do not find that in the programme."


@pytest.mark.parametrize(
    "words",
    [
        "xyz",
        "all but surgery",
        "tout sauf la chirurgie",
        "tất cả trừ phẫu thuật",
        "Tran Minh Dien",
        "yesterday",
        "the days",
        "every",
        "and",
    ],
)
def test_words_that_say_nothing_to_follow_follow_nothing(words: str, sam: Any) -> None:
    sam.says(f"/remind {words}")
    assert sam.followed == {}


def test_words_that_mean_several_things_ask_which(sam: Any) -> None:
    assert sam.says("/remind sarcoma") == "Do you mean…\n[Rhabdomyosarcoma]\n[Soft tissue sarcomas]"
    assert sam.taps("Soft tissue sarcomas").startswith("(edited) I will remind you of Soft tissue sarcomas: 2 sessions to come")
    sam.says("/remind off sarcoma")
    sam.taps("Soft tissue sarcomas")
    assert sam.followed == {}


@pytest.mark.parametrize(
    "refusal",
    [
        *("don't remind me of surgery", "not surgery", "surgery off", "stop surgery", "never remind me of surgery"),
        *("ne me rappelle pas la chirurgie", "ne me rappelez plus la chirurgie", "pas la chirurgie", "arrête la chirurgie"),
        *(
            "đừng nhắc tôi về phẫu thuật",
            "dung nhac toi ve phau thuat",
            "không nhắc phẫu thuật",
            "tắt phẫu thuật",
            "bỏ theo dõi phẫu thuật",
        ),
    ],
)
def test_words_of_refusal_are_never_done_the_wrong_way_round(refusal: str, sam: Any) -> None:
    sam.says(f"/remind {refusal}")
    assert sam.followed == {}
    sam.says("/remind surgery")
    sam.says(f"/remind {refusal}")
    assert (sam.followed, sam.waits) == ({}, {})


def test_words_of_refusal_hold_against_everything_that_is_followed(sam: Any) -> None:
    sam.says("/remind all")
    assert sam.says("/remind no surgery").split("\n")[0] == "I will not remind you of Surgery any more."
    assert sam.followed == {"all": True, "session:surgery-1": False, "session:surgery-2": False}
    assert [name for name in sam.waits if name.startswith("surgery")] == []
    sam.taps("Undo")
    assert [name for name in sam.waits if name.startswith("surgery")] == ["surgery-1", "surgery-2"]


@pytest.mark.parametrize("off", ["off", "tắt", "stop", "arrêter", "không nhắc nữa", "tout arrêter", "all off"])
def test_words_that_stop_it_all(off: str, sam: Any) -> None:
    sam.says("/remind all")
    assert sam.says(f"/remind {off}").endswith("]")
    assert (sam.followed, sam.waits) == ({}, {})


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("please remind me of surgery", f"I will remind you of Surgery: 2 sessions to come, and what is added. {LEAD}"),
        (
            "nhắc em buổi phẫu thuật nhé",
            "Tôi sẽ nhắc anh/chị về Phẫu thuật: 2 buổi sắp tới và những buổi được thêm sau. Tôi nhắc trước 15 phút.",
        ),
        (
            "n’oubliez pas de me rappeler la chirurgie",
            "Je vous enverrai des rappels pour Chirurgie\u202f: 2 sessions à venir, et ce qui s’y ajoutera. "
            "Les rappels arrivent 15 min avant.",
        ),
    ],
)
def test_a_plain_request_needs_no_command(typed: str, first: str, sam: Any) -> None:
    assert sam.says(typed).split("\n")[0] == first
    assert sam.followed == {"topic:surgery": True}


@pytest.mark.parametrize(
    "refusal",
    [
        *(
            "don't remind me of surgery",
            "no more reminders for surgery",
            "ne me rappelez plus la chirurgie",
            "pas de rappel pour la chirurgie",
        ),
        *("đừng nhắc tôi về phẫu thuật", "dung nhac toi ve phau thuat nua", "bỏ theo dõi chủ đề phẫu thuật"),
    ],
)
def test_a_plain_refusal_needs_none_and_is_never_done_the_wrong_way_round(refusal: str, sam: Any) -> None:
    sam.says(refusal)
    assert sam.followed == {}
    sam.says("/remind surgery")
    assert sam.says(refusal).endswith("]")
    assert (sam.followed, sam.waits) == ({}, {})
    sam.taps(sam.buttons[0][1:-1])
    assert sam.followed == {"topic:surgery": True}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("remind me please", "What shall I remind you of? Tap it; another tap takes it back."),
        ("nhắc tôi", "Anh/chị muốn tôi nhắc về gì? Bấm để chọn, bấm lần nữa để bỏ."),
        ("rappelez-moi, s’il vous plaît", "Que dois-je vous rappeler\u202f? Touchez un choix\u202f; touchez-le encore pour l’annuler."),
    ],
)
def test_a_request_that_names_nothing_leads_to_the_page(typed: str, first: str, sam: Any) -> None:
    assert sam.says(typed).split("\n")[0] == first


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "can you remind me when the lunch is?",
            "do you remind me of surgery?",
            "remind me to drink water",
            "remind me of surgery, not tomorrow",
        ),
        *("nhắc lại giờ khai mạc giúp tôi", "có nhắc tôi buổi phẫu thuật không?", "theo dõi sau phẫu thuật"),
        *("rappelez-moi l’heure de la chirurgie", "rappelez-moi le programme de demain", "je vous rappelle la chirurgie"),
    ],
)
def test_words_of_a_question_follow_nothing(typed: str, sam: Any) -> None:
    answered = sam.says(typed)
    assert sam.followed == {}
    sam.says("/remind all")
    before = sam.followed
    assert sam.says(typed).split("\n")[0] == answered.split("\n")[0]
    assert sam.followed == before


def test_a_forwarded_request_is_a_question(sam: Any) -> None:
    sam.says("remind me of surgery", forwarded=True)
    assert sam.followed == {}


def test_a_request_in_a_group_leads_to_the_private_chat(sam: Any) -> None:
    sam.says("/start")
    said = sam.says("@pow_bot remind me of surgery", group=True)
    assert "start=remind" in said
    assert sam.followed == {}


def test_words_that_name_what_is_not_followed_say_so(sam: Any) -> None:
    assert sam.says("/remind off surgery") == "You were not following Surgery."
    assert sam.says("/remind off") == "You follow nothing yet."


@pytest.mark.parametrize(
    ("words", "first"),
    [
        *(("session", "Which sessions shall I remind you of? Mon 2 Dec"), ("topic", "Which topics shall I remind you of?")),
        ("day", "What shall I remind you of? Tap it; another tap takes it back."),
        ("buổi", "Which sessions shall I remind you of? Mon 2 Dec"),
        *((words, "Which topics shall I remind you of?") for words in ("chủ đề", "thèmes")),
        ("off session", "Which sessions shall I remind you of? Mon 2 Dec"),
    ],
)
def test_a_kind_alone_leads_to_its_page(words: str, first: str, sam: Any) -> None:
    assert sam.says(f"/remind {words}").split("\n")[0] == first
    assert sam.followed == {}


def test_the_words_of_a_command_do_not_change_the_language_and_those_of_a_sentence_do(lan: Any) -> None:
    assert lan.says("/remind all").startswith("Tôi sẽ nhắc anh/chị về toàn bộ chương trình")
    assert lan.says("/remind off").startswith("Tôi sẽ không nhắc anh/chị về bất cứ buổi nào nữa.")
    assert lan.says("remind me of everything").startswith("I will remind you of everything")


@pytest.mark.parametrize("text", ["remind me of everything except tuesday", "/remind all but friday", "rappelle-moi tout sauf mardi"])
def test_all_but_something_is_left_to_taps(text: str, sam: Any) -> None:
    page = "Que dois-je vous rappeler" if "tout" in text else "What shall I remind you of?"
    assert sam.says(text).startswith(page)
    assert sam.followed == {}


@pytest.mark.parametrize("followed", ["remind me of surgery", "/remind surgery", "/remind topic surgery"])
def test_a_question_may_lean_on_what_was_followed(followed: str, sam: Any) -> None:
    sam.says("who speaks about neuroblastoma?")
    sam.says(followed)
    assert sam.says("and on Thursday?").split("\n")[0] == "Surgery, Thu 5 Dec: no session."


def test_after_a_day_or_everything_it_leans_on_no_session(sam: Any) -> None:
    sam.says("who speaks about neuroblastoma?")
    sam.says("/remind everything")
    assert sam.says("and on Thursday?").split("\n")[0] == "Thu 5 Dec: 5 sessions"
    sam.says("who speaks about neuroblastoma?")
    sam.says("/remind tomorrow")
    assert sam.says("and in the afternoon?").split("\n")[0] == "Tomorrow, Tue 3 Dec, afternoon: 2 sessions"
