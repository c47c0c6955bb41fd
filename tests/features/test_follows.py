"""Following in the chat: what people type and tap, what they are told, and which reminders wait for them then."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from workshop_bot.delivery.outbox import DATA_LIMIT
from workshop_bot.knowledge.model import Knowledge, Session

PAGE = """What shall I remind you of? Tap it; another tap takes it back.

You follow nothing yet. Reminders come 15 min before.
[Everything]
[2 Dec] [3 Dec] [4 Dec] [5 Dec] [6 Dec]
[Choose topics] [Choose sessions]"""
CARD = "Surgery – presentation 1"


def change(world: Any, name: str, **fields: Any) -> None:
    """From now on one session has other fields."""
    programme(world, *(one.model_copy(update=fields) if one.id == name else one for one in world.ready.knowledge.sessions))


def programme(world: Any, *sessions: Session) -> None:
    """Another programme from now on."""
    knowledge: Knowledge = world.ready.knowledge
    world.ready = replace(world.ready, knowledge=replace(knowledge, sessions=sessions), names=replace(world.ready.names, sessions=sessions))


def session(world: Any, name: str) -> Session:
    found = world.ready.knowledge.items[f"session:{name}"]
    assert isinstance(found, Session)
    return found


class TestThePage:
    def test_shows_what_can_be_followed_in_three_languages(self, lan: Any, claire: Any, sam: Any) -> None:
        assert sam.says("/remind") == PAGE
        assert lan.says("/remind") == (
            "Anh/chị muốn tôi nhắc về gì? Bấm để chọn, bấm lần nữa để bỏ.\n\nAnh/chị chưa theo dõi gì. Tôi nhắc trước 15 phút.\n"
            "[Toàn bộ chương trình]\n[2/12] [3/12] [4/12] [5/12] [6/12]\n[Chọn chủ đề] [Chọn buổi]"
        )
        assert claire.says("/remind") == (
            "Que dois-je vous rappeler\u202f? Touchez un choix\u202f; touchez-le encore pour l’annuler.\n\n"
            "Vous ne suivez rien pour l’instant. Les rappels arrivent 15 min avant.\n"
            "[Tout le programme]\n[2 déc.] [3 déc.] [4 déc.] [5 déc.] [6 déc.]\n[Choisir des thèmes] [Choisir des sessions]"
        )

    def test_a_tap_follows_a_day_and_another_takes_it_back(self, sam: Any) -> None:
        sam.says("/remind")
        assert sam.taps("3 Dec") == (
            "(toast) I will remind you of Tue 3 Dec: 5 sessions to come, and what is added. Reminders come 15 min before.\n\n"
            "(edited) What shall I remind you of? Tap it; another tap takes it back.\n\n"
            "You follow Tue 3 Dec. Reminders come 15 min before.\n"
            "[Everything]\n[2 Dec] [✓ 3 Dec] [4 Dec] [5 Dec] [6 Dec]\n[Choose topics] [Choose sessions]\n[Stop all reminders]"
        )
        assert sam.followed == {"day:2024-12-03": True}
        assert sam.waits == {
            "rhabdomyosarcoma-1": "03 08:15", "rhabdomyosarcoma-2": "03 09:00", "surgery-1": "03 10:15",
            "supportive-care-1": "03 13:15", "cases-2": "03 14:30",
        }  # fmt: skip
        assert sam.taps("✓ 3 Dec") == f"(toast) I will not remind you of Tue 3 Dec any more.\n\n(edited) {PAGE}"
        assert (sam.followed, sam.waits) == ({}, {})

    def test_everything_leaves_only_single_sessions_to_choose(self, sam: Any) -> None:
        sam.says("/remind")
        assert sam.taps("Everything").split("\n\n")[2] == (
            "You follow everything. Reminders come 15 min before.\n[✓ Everything]\n[Choose sessions]\n[Stop all reminders]"
        )
        assert len(sam.waits) == 24  # of 25 to come one begins within its lead

    def test_topics_are_toggled_on_a_page_of_their_own(self, sam: Any) -> None:
        sam.says("/remind")
        sam.taps("Choose topics")
        assert sam.taps("Surgery").split("\n")[:3] == [
            "(toast) I will remind you of Surgery: 2 sessions to come, and what is added. Reminders come 15 min before.",
            "",
            "(edited) Which topics shall I remind you of?",
        ]
        assert sam.buttons[3] == "[✓ Surgery] [Supportive care]"
        assert sam.taps("Back").split("\n")[2] == "You follow Surgery. Reminders come 15 min before."

    def test_sessions_are_toggled_day_by_day(self, sam: Any) -> None:
        sam.says("/remind")
        sam.taps("Choose sessions")
        assert sam.taps("3 Dec") == (
            "(edited) Which sessions shall I remind you of? Tue 3 Dec\n"
            "[8:30 · Rhabdomyosarcoma – presentation 1]\n[9:15 · Rhabdomyosarcoma – presentation 2]\n[10:30 · Surgery – presentation 1]\n"
            "[13:30 · Supportive care – presentation 1]\n[14:45 · Discussion of real cases 2]\n"
            "[2 Dec] [· 3 Dec ·] [4 Dec] [5 Dec] [6 Dec]\n[Back]"
        )
        sam.taps("10:30 · Surgery – presentation 1")
        assert sam.buttons[2] == "[✓ 10:30 · Surgery – presentation 1]"
        assert sam.waits == {"surgery-1": "03 10:15"}
        sam.taps("✓ 10:30 · Surgery – presentation 1")
        assert (sam.followed, sam.waits) == ({}, {})

    def test_whose_hours_they_are_is_said_to_who_chose_a_zone(self, claire: Any) -> None:
        claire.says("/settings fuseau Paris")
        assert claire.taps_data("remind:day:2024-12-03").split("\n")[:3] == [
            "(edited) Quelles sessions du mardi 3 décembre dois-je vous rappeler\u202f?",
            "",
            "Heure locale\u202f: Hanoï.",
        ]

    def test_a_long_list_has_pages(self, sam: Any, world: Any) -> None:
        day = session(world, "surgery-1")
        many = tuple(day.model_copy(update={"id": f"s-{number}"}) for number in range(45))
        programme(world, *many)
        sam.taps_data("remind:day:2024-12-03")
        assert (len(sam.buttons), sam.buttons[20]) == (23, "[Show more]")
        sam.taps("Show more")
        sam.taps("Show more")
        assert len(sam.buttons) == 7

    def test_stopping_it_all_can_be_undone_to_the_row(self, sam: Any) -> None:
        sam.says("/remind surgery")
        sam.says("/remind tomorrow")
        sam.says("/remind off surgery 1")
        before, waiting = sam.followed, sam.waits
        assert before == {"topic:surgery": True, "day:2024-12-03": True, "session:surgery-1": False}
        sam.says("/remind")
        assert sam.taps("Stop all reminders").split("\n")[0] == "(toast) I will not remind you of anything any more."
        assert (sam.followed, sam.waits) == ({}, {})
        sam.taps("Undo")
        assert (sam.followed, sam.waits) == (before, waiting)

    def test_shows_nothing_to_choose_when_all_is_over(self, sam: Any, world: Any) -> None:
        sam.says("/remind surgery")
        world.at("2024-12-10 09:00")
        assert sam.says("/remind") == (
            "What shall I remind you of? Tap it; another tap takes it back.\n\n"
            "You follow Surgery. Reminders come 15 min before.\n[Stop all reminders]"
        )
        sam.taps("Stop all reminders")
        assert sam.says("/remind") == "There is no session to come."

    def test_without_a_programme_there_is_nothing_to_follow(self, sam: Any, world: Any) -> None:
        programme(world)
        assert sam.says("/remind") == "No programme has been published yet."


class TestASession:
    def test_is_followed_and_left_from_its_card(self, sam: Any) -> None:
        sam.says("/programme tuesday")
        sam.taps("3")
        assert sam.buttons == ["[Remind me]", "[Back]"]
        assert sam.taps("Remind me").split("\n")[:3] == [
            f"(toast) I will remind you on Tue 3 Dec, 10:15: {CARD}.", "", f"(edited) {CARD}",
        ]  # fmt: skip
        assert sam.buttons == ["[✓ Reminder at 10:15] [Stop reminding]", "[Back]"]
        assert sam.taps("Stop reminding").split("\n")[0] == f"(toast) I will not remind you of {CARD} any more."
        assert sam.buttons == ["[Remind me]", "[Back]"]
        assert sam.taps("Back").split("\n")[0] == "(edited) Tomorrow, Tue 3 Dec: 5 sessions"
        assert (sam.followed, sam.waits) == ({}, {})

    def test_is_followed_from_an_answer_in_its_language(self, lan: Any) -> None:
        lan.says("khi nào có bài phẫu thuật 1?")
        assert lan.buttons[0] == "[Nhắc tôi]"
        assert lan.taps("Nhắc tôi").split("\n")[:3] == [
            "(toast) Tôi sẽ nhắc anh/chị vào Thứ Ba 3/12, 10:15: Phẫu thuật – bài trình bày 1.", "",
            "(edited) Phẫu thuật – bài trình bày 1",
        ]  # fmt: skip
        assert lan.buttons[0] == "[✓ Sẽ nhắc lúc 10:15] [Dừng nhắc]"

    def test_of_a_followed_day_is_stopped_alone(self, sam: Any) -> None:
        sam.says("/remind tomorrow")
        sam.says("/programme tuesday")
        sam.taps("3")
        sam.taps("Stop reminding")
        assert sam.followed == {"day:2024-12-03": True, "session:surgery-1": False}
        assert sorted(sam.waits) == ["cases-2", "rhabdomyosarcoma-1", "rhabdomyosarcoma-2", "supportive-care-1"]
        assert sam.says("/remind surgery").split("\n")[:3] == [
            "I will remind you of Surgery: 1 session to come, and what is added. Reminders come 15 min before.",
            "",
            "1 of them stays out: you had stopped it.",
        ]
        sam.taps("Remind me")
        assert sam.waits["surgery-1"] == "03 10:15"

    def test_whose_lead_has_begun_is_told_by_what_is_left(self, claire: Any, world: Any) -> None:
        claire.says("/programme neuroblastome 2")
        assert claire.taps("Me le rappeler").split("\n\n")[-2:] == [
            "Neuroblastome – communication 2\u202f: dans 15 min. Il est trop tard pour un rappel.",
            "S’il y a un changement, je vous préviendrai.\n[Annuler]",
        ]
        assert (claire.followed, claire.waits) == ({"session:neuroblastoma-2": True}, {})
        claire.says("/programme neuroblastome 2")
        assert claire.buttons[0] == "[✓ Suivi] [Ne plus me rappeler]"

    def test_with_two_leads_says_both(self, sam: Any) -> None:
        sam.says("/settings reminders 30 10")
        assert sam.says("/remind surgery 1").split("\n")[0] == f"I will remind you on Tue 3 Dec, 10:00 and 10:20: {CARD}."
        assert sam.waits == {"surgery-1": "03 10:00 03 10:20"}

    def test_is_told_by_the_clocks_of_ones_own_zone(self, claire: Any) -> None:
        claire.says("/settings fuseau Paris")
        assert claire.says("/remind chirurgie 1").split("\n")[0] == (
            "Je vous enverrai un rappel mardi 3 décembre, 4_h_15_: Chirurgie – communication 1.".replace("_", "\u202f")
        )

    def test_without_hours_is_reminded_of_on_the_eve(self, sam: Any, world: Any) -> None:
        change(world, "surgery-1", starts=session(world, "surgery-1").day, ends=None)
        assert sam.says("/remind session surgery-1").split("\n")[0] == f"I will remind you on Mon 2 Dec, 18:00: {CARD}."
        assert sam.waits == {"surgery-1": "02 18:00"}

    @pytest.mark.parametrize(
        ("name", "fields", "said"),
        [
            ("opening", {}, "Opening of the workshop is over: there is nothing to remind you of."),
            ("surgery-1", {"cancelled": True}, f"{CARD} is cancelled: there is nothing to remind you of."),
        ],
    )
    def test_that_is_over_or_cancelled_cannot_be_followed(self, name: str, fields: Any, said: str, sam: Any, world: Any) -> None:
        change(world, name, **fields)
        assert sam.says(f"/remind session {name}") == said
        sam.taps_data(f"see:en:session:{name}")
        assert "[Remind me]" not in sam.buttons
        assert sam.taps_data(f"follow:session:{name}<show").split("\n")[0] == f"(toast) {said}"
        assert sam.followed == {}

    def test_that_is_gone_is_said_to_be(self, sam: Any) -> None:
        assert sam.taps_data("follow:session:gone") == "(edited) That is not in the programme any more."
        assert sam.taps_data("follow:") == "(edited) That is not in the programme any more."

    def test_at_the_time_of_another_that_is_followed_is_said_at_once(self, sam: Any, world: Any) -> None:
        begins = session(world, "surgery-1").begins
        assert begins
        change(world, "supportive-care-1", starts=begins + timedelta(minutes=15), ends=None)
        sam.says("/remind surgery 1")
        assert sam.says("/remind session supportive-care-1") == (
            "I will remind you on Tue 3 Dec, 10:30: Supportive care – presentation 1.\n\n"
            "⚠️ At the same time: Surgery – presentation 1 and Supportive care – presentation 1. I will remind you of both.\n[Undo]"
        )
        assert sam.waits == {"surgery-1": "03 10:15", "supportive-care-1": "03 10:30"}

    def test_overlaps_of_many_are_counted(self, sam: Any, world: Any) -> None:
        begins = session(world, "surgery-1").begins
        for name in ("supportive-care-1", "cases-2"):
            change(world, name, starts=begins, ends=None)
        assert sam.says("/remind tuesday").split("\n")[2] == (
            "⚠️ 3 sessions that you follow overlap. I will remind you of all; /agenda marks them."
        )

    def test_asked_for_again_goes_when_it_is_left(self, sam: Any, world: Any) -> None:
        sam.says("/remind surgery 1")
        sam.taps_data("again:surgery-1")
        assert sam.waits == {"surgery-1": "02 10:05 03 10:15"}
        sam.says("/remind off surgery 1")
        assert sam.waits == {}


class TestADayOrATopic:
    def test_is_followed_from_its_page(self, sam: Any) -> None:
        sam.says("/programme wednesday")
        assert sam.buttons[-1] == "[Remind me of this day] [Filter]"
        assert sam.taps("Remind me of this day").split("\n")[:3] == [
            "(toast) I will remind you of Wed 4 Dec: 5 sessions to come, and what is added. Reminders come 15 min before.", "",
            "(edited) Wed 4 Dec: 5 sessions",
        ]  # fmt: skip
        assert sam.buttons[-2:] == ["[✓ Followed] [Stop reminding]", "[Filter]"]
        sam.taps("Stop reminding")
        assert sam.buttons[-1] == "[Remind me of this day] [Filter]"

    def test_catches_a_session_that_is_added_later(self, sam: Any, world: Any) -> None:
        sam.says("/remind tomorrow")
        late = session(world, "surgery-1").model_copy(update={"id": "late"})
        programme(world, *world.ready.knowledge.sessions, late)
        assert sam.says("/agenda").split("\n")[0] == "You follow 6 sessions to come."

    def test_that_is_over_cannot_be_followed(self, sam: Any, world: Any) -> None:
        world.at("2024-12-03 09:00")
        assert sam.says("/remind day 2024-12-02") == "Mon 2 Dec is over: there is nothing to remind you of."
        sam.says("/programme monday")
        assert sam.buttons[-1] == "[Filter]"
        world.at("2024-12-08 09:00")
        assert sam.says("/remind surgery") == "Surgery is over: there is nothing to remind you of."
        assert sam.says("/remind all") == "Everything is over: there is nothing to remind you of."

    def test_of_the_last_day_is_over_when_all_of_it_has_begun(self, sam: Any, world: Any) -> None:
        world.at("2024-12-06 15:50")
        assert sam.says("/remind neuroblastoma") == "Neuroblastoma is over: there is nothing to remind you of."
        assert sam.says("/remind all").startswith("I will remind you of everything: 1 session to come, and what is added.")

    def test_offers_nothing_more_to_whom_follows_everything(self, sam: Any) -> None:
        sam.says("/remind all")
        sam.says("/programme wednesday")
        assert sam.buttons[-1] == "[Filter]"

    def test_a_long_button_is_kept_by_the_store(self, sam: Any, world: Any) -> None:
        long = session(world, "surgery-1").model_copy(update={"id": "x" * 48})
        programme(world, *world.ready.knowledge.sessions, long)
        sam.taps_data(f"show:session:{long.id}<topic:surgery")
        shown = world.shown[sam.number, 1]
        assert max(len(button.data.encode()) for row in shown.buttons for button in row) <= DATA_LIMIT
        sam.taps("Remind me")
        assert sam.followed == {f"session:{long.id}": True}


class TestElsewhere:
    def test_the_welcome_leads_to_it_until_the_end(self, sam: Any, world: Any) -> None:
        assert "[Programme] [Remind me]" in sam.says("/start")
        assert sam.taps("Remind me") == PAGE
        world.at("2024-12-07 09:00")
        assert "[Programme] [Language]" in sam.says("/start")

    @pytest.mark.parametrize(
        ("link", "button", "target"),
        [
            ("s_surgery-1", "Remind me", "session:surgery-1"),
            ("t_surgery", "Remind me of this topic", "topic:surgery"),
            ("d_3", "Remind me of this day", "day:2024-12-04"),
        ],
    )
    def test_a_deep_link_shows_its_page_with_the_button(self, link: str, button: str, target: str, sam: Any) -> None:
        sam.says("/start")
        sam.says(f"/start {link}")
        sam.taps(button)
        assert sam.followed == {target: True}

    def test_in_a_group_it_is_done_in_private(self, sam: Any, lan: Any) -> None:
        assert sam.says("/remind all", group=True).endswith("[Nhắn riêng → https://t.me/pow_bot?start=remind]")
        assert sam.says("/agenda", group=True).endswith("[Nhắn riêng → https://t.me/pow_bot?start=agenda]")
        assert sam.says("/start remind") == PAGE
        sam.says("/programme tuesday", group=True)
        shown = sam.world.shown[-1001, sam.world.newest[-1001]]
        assert shown.buttons[-1][0].url == "https://t.me/pow_bot?start=d_2"
        assert sam.taps_data("follow:all", group=True).startswith("(alert) ")
        assert sam.taps_data("open:remind", group=True).endswith("[Nhắn riêng → https://t.me/pow_bot?start=remind]")
        assert sam.followed == {}

    def test_silence_takes_what_waits_away_and_any_message_brings_it_back(self, sam: Any, world: Any) -> None:
        sam.says("/remind tomorrow")
        waiting = sam.waits
        sam.says("/stop")
        assert sam.waits == {}
        world.later(5)
        sam.says("hello")
        assert sam.waits == waiting

    def test_whoever_blocks_the_bot_is_owed_nothing_until_they_are_back(self, sam: Any) -> None:
        sam.says("/remind tomorrow")
        waiting = sam.waits
        sam.replies("member", "kicked")
        assert sam.waits == {}
        sam.replies("member", "member")
        assert sam.waits == waiting

    def test_what_is_forgotten_reminds_nobody(self, sam: Any) -> None:
        sam.says("/remind all")
        sam.says("/forget")
        sam.taps("Erase everything")
        assert (sam.followed, sam.waits) == ({}, {})
