"""The programme in the chat: whole dialogues, as people see them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_bot.delivery.turn import Edit, Say
from workshop_bot.knowledge.fields import Text
from workshop_bot.store import conversations
from workshop_bot.texts.literal import JOINER

ENGLISH = """Tomorrow, Tue 3 Dec: 5 sessions
1. 8:30–9:15 · Rhabdomyosarcoma – presentation 1
2. 9:15–10:00 · Rhabdomyosarcoma – presentation 2
3. 10:30–11:15 · Surgery – presentation 1
4. 13:30–14:15 · Supportive care – presentation 1
5. 14:45–16:00 · Discussion of real cases 2

No timetable was published. The days, hours and order shown here are placeholders. Hanoi time.
[1] [2] [3] [4] [5]
[2 Dec] [✓ 3 Dec] [4 Dec] [5 Dec] [6 Dec]
[Remind me of this day] [Filter]"""

DAYS = {
    "vi": """Hôm nay, Thứ Hai 2/12: 6 buổi
1. 08:30–09:00 · Khai mạc hội thảo · kết thúc 60 phút trước
2. 09:00–09:45 · U nguyên bào thần kinh – bài trình bày 1 · kết thúc 15 phút trước
3. 10:15–11:00 · U nguyên bào thần kinh – bài trình bày 2 · 15 phút nữa
4. 11:00–11:45 · Xạ trị – bài trình bày 1 · 60 phút nữa
5. 13:30–14:15 · Hóa trị liều cao – bài trình bày 1
6. 14:45–16:00 · Thảo luận ca bệnh thực tế 1

Chưa có lịch chi tiết nào được công bố. Ngày, giờ và thứ tự ghi ở đây chỉ là tạm thời. Giờ Hà Nội.
[1] [2] [3] [4] [5] [6]
[✓ 2/12] [3/12] [4/12] [5/12] [6/12]
[Nhắc tôi ngày này] [Lọc]""",
    "fr": """Aujourd’hui, lundi 2 décembre_: 6 sessions
1. 8_h_30 – 9_h · Ouverture de l’atelier · a pris fin il y a 60 min
2. 9_h – 9_h_45 · Neuroblastome – communication 1 · a pris fin il y a 15 min
3. 10_h_15 – 11_h · Neuroblastome – communication 2 · dans 15 min
4. 11_h – 11_h_45 · Radiothérapie – communication 1 · dans 60 min
5. 13_h_30 – 14_h_15 · Chimiothérapie à haute dose – communication 1
6. 14_h_45 – 16_h · Discussion de cas réels 1

Aucun programme détaillé n’a été publié. Les jours, les heures et l’ordre indiqués ici sont provisoires. Heure locale_: Hanoï.
[1] [2] [3] [4] [5] [6]
[✓ 2 déc.] [3 déc.] [4 déc.] [5 déc.] [6 déc.]
[Me rappeler ce jour] [Filtrer]""".replace("_", "\u202f"),
}

NOW = {
    "vi": """Hiện không có buổi nào đang diễn ra.

Tiếp theo: U nguyên bào thần kinh – bài trình bày 2
Thứ Hai 2/12, 10:15–11:00 · 15 phút nữa · dự kiến

Chưa có lịch chi tiết nào được công bố. Ngày, giờ và thứ tự ghi ở đây chỉ là tạm thời. Giờ Hà Nội.
[Xem buổi này] [Nhắc tôi]
[Xem chương trình]""",
}


def test_a_day_in_vietnamese(lan: Any) -> None:
    assert lan.says("/programme") == DAYS["vi"]


def test_a_day_in_french(claire: Any) -> None:
    assert claire.says("/programme") == DAYS["fr"]


def test_words_after_the_command(sam: Any) -> None:
    assert sam.says("/programme tuesday") == ENGLISH


def test_words_after_the_command_may_be_of_any_language_and_do_not_change_the_answer_s(lan: Any, sam: Any) -> None:
    assert lan.says("/programme today").splitlines()[0] == "Hôm nay, Thứ Hai 2/12: 6 buổi"
    assert sam.says("/programme le matin de mercredi").splitlines()[0] == "Wed 4 Dec, morning: 3 sessions"


def test_the_buttons_go_on_in_the_language_that_was_asked_in(sam: Any, world: Any) -> None:
    sam.says("quel est le programme de mardi ?")
    assert sam.taps("3").splitlines()[0] == "(edited) Chirurgie – communication 1"
    world.later(11)
    assert sam.taps("Retour") == f"(edited) {ENGLISH}"


def test_the_hours_tell_their_moment_to_the_reader_s_app(sam: Any) -> None:
    sam.says("/programme")
    (page,) = sam.replies("text", "/programme tuesday")
    moments = [mark for mark in page.text.marks if mark.kind == "time"]
    assert [page.text.text[mark.start : mark.start + mark.length] for mark in moments] == [
        "8:30–9:15", "9:15–10:00", "10:30–11:15", "13:30–14:15", "14:45–16:00",
    ]  # fmt: skip
    assert [datetime.fromtimestamp(mark.unix, UTC).isoformat() for mark in moments[:2]] == [
        "2024-12-03T01:30:00+00:00",
        "2024-12-03T02:15:00+00:00",
    ]


def test_from_a_day_to_a_card_and_back(sam: Any) -> None:
    sam.says("/programme tuesday")
    assert (
        sam.taps("3")
        == """(edited) Surgery – presentation 1
Tue 3 Dec, 10:30–11:15 · tomorrow · provisional
Topic: Surgery

No timetable was published. The days, hours and order shown here are placeholders. Hanoi time.
[Remind me]
[Back]"""
    )
    assert sam.taps("Back") == f"(edited) {ENGLISH}"


def test_from_day_to_day_in_the_same_message(sam: Any, world: Any) -> None:
    sam.says("/programme")
    message = world.newest[sam.number]
    assert sam.taps("3 Dec") == f"(edited) {ENGLISH}"
    assert sam.taps("4 Dec").splitlines()[0] == "(edited) Wed 4 Dec: 5 sessions"
    assert world.newest[sam.number] == message


def test_the_filter_of_a_folder_that_has_topics_alone(sam: Any) -> None:
    sam.says("/programme tuesday")
    assert (
        sam.taps("Filter")
        == """(edited) Which topic?
[Neuroblastoma] [Rhabdomyosarcoma]
[Soft tissue sarcomas] [Low-grade gliomas]
[High-dose chemotherapy] [Radiotherapy]
[Surgery] [Supportive care]
[Palliative care] [Clinical insights]
[Case discussions]
[Back]"""
    )
    assert sam.taps("Back") == f"(edited) {ENGLISH}"
    sam.taps("Filter")
    assert (
        sam.taps("Surgery")
        == """(edited) Surgery: 2 sessions
1. Tue 3 Dec, 10:30–11:15 · Surgery – presentation 1
2. Fri 6 Dec, 9:15–10:00 · Surgery – presentation 2

The presentations share, among other things, practical experience in surgery.

No timetable was published. The days, hours and order shown here are placeholders. Hanoi time.
[1] [2]
[2 Dec] [3 Dec] [4 Dec] [5 Dec] [6 Dec]
[Remind me of this topic] [Filter]"""
    )
    assert sam.taps("2").splitlines()[:2] == ["(edited) Surgery – presentation 2", "Fri 6 Dec, 9:15–10:00 · in 4 days · provisional"]
    assert sam.taps("Back").splitlines()[0] == "(edited) Surgery: 2 sessions"


def test_the_filter_of_a_folder_that_has_everything(made_up: Any, person: Callable[..., Any]) -> None:
    claire = person(made_up, 2, "fr")
    claire.says("/programme")
    assert claire.taps("Filtrer") == "(edited) Filtrer le programme\n[Par thème]\n[Par salle]\n[Par intervenant·e]\n[Retour]"
    assert claire.taps("Par salle") == "(edited) Quelle salle\u202f?\n[Salle A] [Salle B]\n[Retour]"
    assert claire.taps("Salle B").splitlines()[0] == "(edited) Salle B\u202f: 3 sessions"
    claire.taps("Filtrer")
    assert claire.taps("Par intervenant·e") == (
        "(edited) Quel intervenant, quelle intervenante\u202f?\n[Nguyễn Thị Lan] [Nguyễn Văn Hải]\n"
        "[Nguyễn Mai] [Nguyễn Sơn]\n[Nguyễn Tâm] [Claire Moreau]\n[Retour]"
    )
    assert claire.taps("Claire Moreau").splitlines()[0] == "(edited) Dr Claire Moreau\u202f: 1 session"


def test_a_card_says_room_people_topics_and_its_state_in_the_second_line(made_up: Any, person: Callable[..., Any]) -> None:
    lan = person(made_up, 1, "vi")
    lan.says("/programme")
    assert (
        lan.taps("2")
        == """(edited) Cách dùng bình xịt
Thứ Hai 3/6, 09:00–09:45 · bây giờ, còn 35 phút · dự kiến
Địa điểm: Hội trường A
Báo cáo viên: Nguyễn Thị Lan
Chủ đề: Bình xịt

Giờ này là tạm thời. Giờ Hà Nội.
[Quay lại]"""
    )


def test_while_nothing_is_on_now_shows_what_comes_next(lan: Any) -> None:
    assert lan.says("/now") == NOW["vi"]
    assert lan.says("/next") == NOW["vi"].partition("\n\n")[2]
    assert lan.taps("Xem chương trình") == f"(edited) {DAYS['vi']}"


def test_now_and_next_lead_to_each_other(lan: Any, world: Any) -> None:
    world.at("2024-12-02 10:20")
    now, coming = lan.says("/now"), lan.says("/next")
    assert now.split("\n")[-2:] == ["[Xem buổi này]", "[Xem buổi tiếp theo] [Xem chương trình]"]
    assert coming.split("\n")[-2:] == ["[Xem buổi này] [Nhắc tôi]", "[Xem buổi đang diễn ra] [Xem chương trình]"]
    assert lan.taps("Xem buổi đang diễn ra") == f"(edited) {now}"
    assert lan.taps("Xem buổi tiếp theo") == f"(edited) {coming}"
    world.at("2024-12-06 16:20")
    assert lan.says("/now").split("\n")[-1] == "[Xem chương trình]"


def test_what_comes_next_is_followed_by_a_tap(sam: Any, world: Any) -> None:
    world.at("2024-12-02 09:50")
    sam.says("/next")
    sam.taps("Remind me")
    assert sam.newest.split("\n")[0] == "Neuroblastoma – presentation 2"
    assert sam.buttons == ["[✓ Reminder at 10:00] [Stop reminding]", "[Back]"]
    sam.taps("Back")
    assert sam.newest.split("\n")[0] == "Next: Neuroblastoma – presentation 2"
    assert sam.buttons == ["[Show the session]", "[✓ Reminder at 10:00] [Stop reminding]", "[Open the programme]"]


def test_now_counts_down(sam: Any, world: Any) -> None:
    world.at("2024-12-02 10:20")
    assert sam.says("/now").splitlines()[:2] == [
        "Now: Neuroblastoma – presentation 2",
        "Mon 2 Dec, 10:15–11:00 · now, 40 min left · provisional",
    ]
    assert sam.says("/next").splitlines()[1] == "Mon 2 Dec, 11:00–11:45 · in 40 min · provisional"
    assert sam.taps("Show the session").splitlines()[0] == "(edited) Radiotherapy – presentation 1"
    assert sam.taps("Back").splitlines()[0] == "(edited) Next: Radiotherapy – presentation 1"


def test_before_and_after_the_workshop(sam: Any, world: Any) -> None:
    world.at("2024-11-20 09:00")
    assert sam.says("/programme").splitlines()[0] == "Mon 2 Dec: 6 sessions"
    assert sam.says("/now").splitlines()[0] == "The workshop has not begun: it starts on Mon 2 Dec."
    world.at("2025-01-20 09:00")
    assert sam.says("/programme").splitlines()[0] == "Fri 6 Dec: 6 sessions"
    assert sam.says("/next") == "The workshop is over: it ended on Fri 6 Dec.\n[Open the programme]"


def test_a_day_without_sessions_shows_the_nearest(sam: Any, world: Any) -> None:
    knowledge = world.ready.knowledge
    left = tuple(session for session in world.ready.names.sessions if session.day.day not in (4, 5) or session.id == "radiotherapy-2")
    world.ready = replace(world.ready, knowledge=replace(knowledge, sessions=left), names=replace(world.ready.names, sessions=left))
    sam.says("/programme")
    assert sam.taps("4 Dec").splitlines()[:5] == [
        "(edited) No session on Wed 4 Dec.",
        "",
        "The nearest day with sessions is Thu 5 Dec.",
        "1. 10:30–11:15 · Radiotherapy – presentation 2",
        "",
    ]
    assert [row for row in sam.buttons if "✓" in row] == ["[2 Dec] [3 Dec] [✓ 4 Dec] [5 Dec] [6 Dec]"]


def test_a_workshop_without_a_programme(sam: Any, lan: Any, claire: Any, world: Any) -> None:
    world.ready = replace(world.ready, knowledge=replace(world.ready.knowledge, sessions=()), names=replace(world.ready.names, sessions=()))
    assert sam.says("/programme") == sam.says("/programme tuesday") == "No programme has been published yet."
    assert sam.says("/now") == "No session is to come."
    assert lan.says("/programme") == "Chưa có chương trình nào được công bố."
    assert claire.says("/programme") == "Aucun programme n’a encore été publié."


def test_several_things_of_one_name(sam: Any) -> None:
    assert sam.says("/programme sarcoma") == (
        "Do you mean…\n1. Rhabdomyosarcoma\n2. Soft tissue sarcomas\n[Rhabdomyosarcoma]\n[Soft tissue sarcomas]"
    )
    assert sam.taps("Soft tissue sarcomas").splitlines()[0] == "(edited) Soft tissue sarcomas: 2 sessions"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("all", "Programme: Pediatric Oncology Workshop 2024"),
        ("everything", "Programme: Pediatric Oncology Workshop 2024"),
        *((words, "Programme: Pediatric Oncology Workshop 2024") for words in ("tout", "tất cả", "mọi ngày")),
        ("now", "Nothing is on at the moment."),
        ("next", "Next: Neuroblastoma – presentation 2"),
        ("Prof Dien", "Assoc. Prof. Dr. Tran Minh Dien"),
        ("opening", "Opening of the workshop"),
        ("4/12", "Wed 4 Dec: 5 sessions"),
        *((words, "Wed 4 Dec: 5 sessions") for words in ("wed", "Wed.", "mer.", "T4", "3")),
        ("mai", "Tomorrow, Tue 3 Dec: 5 sessions"),
        ("9", "I do not find that in the programme."),
        ("no such thing", "I do not find that in the programme."),
        ("my child has a tumour", "I do not find that in the programme."),
    ],
)
def test_what_may_stand_after_the_command(sam: Any, words: str, first: str) -> None:
    assert sam.says(f"/programme {words}").splitlines()[0] == first


def test_from_the_whole_programme_to_a_card_and_back(sam: Any) -> None:
    shown = sam.says("/programme all")
    assert shown.splitlines()[0] == "Programme: Pediatric Oncology Workshop 2024"
    assert shown.splitlines()[-6:] == [
        "[1] [2] [3] [4] [5] [6] [7]",
        "[8] [9] [10] [11] [12] [13] [14]",
        "[15] [16] [17] [18] [19] [20] [21]",
        "[22] [23] [24] [25] [26] [27]",
        "[2 Dec] [3 Dec] [4 Dec] [5 Dec] [6 Dec]",
        "[Filter]",
    ]
    assert sam.taps("27").splitlines()[0] == "(edited) Closing of the workshop"
    assert sam.taps("Back") == f"(edited) {shown}"


def test_what_is_not_found_leads_to_today(lan: Any, claire: Any) -> None:
    assert lan.says("/programme xyz") == f"Tôi không tìm thấy nội dung này trong chương trình.\n\n{DAYS['vi']}"
    assert claire.says("/programme xyz") == f"Je ne trouve pas cela dans le programme.\n\n{DAYS['fr']}"


def test_the_numbers_of_a_list_stay_open_over_its_cards(sam: Any, world: Any) -> None:
    sam.says("/programme tuesday")
    sam.taps("3")
    with world.store.transaction() as connection:
        spoken = conversations.find(connection, sam.number, sam.number)
    assert spoken.listed == tuple(
        f"session:{name}" for name in ("rhabdomyosarcoma-1", "rhabdomyosarcoma-2", "surgery-1", "supportive-care-1", "cases-2")
    )
    assert (spoken.reference, spoken.day) == ("session:surgery-1", "2024-12-03")


def test_in_a_group_it_replies_in_the_topic_and_edits_what_was_tapped(sam: Any) -> None:
    (reply,) = sam.replies("text", "/programme@pow_bot tuesday", group=True, thread=9)
    assert isinstance(reply, Say)
    assert (reply.replies_to, reply.thread) == (sam.last, 9)
    _, edit = sam.replies("tap", "show:day:2024-12-04", group=True, thread=9, message=77, query="tap")
    assert isinstance(edit, Edit)
    assert edit.message == 77


@pytest.mark.parametrize(
    "data", ["show:", "show:day:soon", "show:day:2024-13-45", "show:session:gone", "show:faq:dates", "show:topic:", "show:session:x<y"]
)
def test_p20_a_forged_or_old_button_leads_to_today(sam: Any, data: str) -> None:
    shown = sam.taps_data(data)
    assert shown.splitlines()[:3] == ["(edited) I do not find that in the programme.", "", "Today, Mon 2 Dec: 6 sessions"]


@pytest.mark.parametrize(
    "title", ["<b>bold</b> &amp; <script>", "/forget @everyone", "snake_case * 2 < 3", "Results*", "a [x](javascript:y)"]
)
def test_p22_titles_are_shown_as_they_were_typed(sam: Any, world: Any, title: str) -> None:
    first, *others = world.ready.names.sessions
    named = (first.model_copy(update={"title": Text(everywhere=title)}), *others)
    knowledge = replace(world.ready.knowledge, sessions=named)
    world.ready = replace(world.ready, knowledge=knowledge, names=replace(world.ready.names, sessions=named))
    title = title.replace("@everyone", f"@{JOINER}everyone")  # nothing is seen of it, and nobody is called
    (page,) = sam.replies("text", "/programme")
    assert page.text.text.splitlines()[1] == f"1. 8:30–9:00 · {title} · ended 60 min ago"
    (_, card) = sam.replies("tap", "show:session:opening", message=1, query="tap")
    assert card.text.text.splitlines()[0] == title
    assert {mark.kind for shown in (page, card) for mark in shown.text.marks} == {"bold", "italic", "time"}


@given(data=st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_p20_no_forged_button_breaks_anything(sam: Any, data: str) -> None:
    assert sam.taps_data(f"show:{data}").startswith("(edited) ")
    assert sam.taps_data(f"show:filter:{data}").startswith("(edited) ")
