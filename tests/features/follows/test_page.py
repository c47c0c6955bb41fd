"""The page of `/remind`: what people tap there, and which reminders wait for them then."""

from typing import Any

from tests.features.following import PAGE, programme, session


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
            "[2 Dec] [• 3 Dec] [4 Dec] [5 Dec] [6 Dec]\n[Back]"
        )
        sam.taps("10:30 · Surgery – presentation 1")
        assert sam.buttons[2] == "[✓ 10:30 · Surgery – presentation 1]"
        assert sam.waits == {"surgery-1": "03 10:15"}
        sam.taps("✓ 10:30 · Surgery – presentation 1")
        assert (sam.followed, sam.waits) == ({}, {})

    def test_hours_are_those_of_who_chose_a_zone_and_it_is_said_whose(self, claire: Any) -> None:
        claire.says("/settings fuseau Paris")
        assert claire.taps_data("remind:day:2024-12-03").split("\n")[:4] == [
            "(edited) Quelles sessions du mardi 3 décembre dois-je vous rappeler\u202f?",
            "",
            "Heure locale\u202f: Paris.",
            "[2\u202fh\u202f30 · Rhabdomyosarcome – communication 1]",
        ]
        claire.says("/settings fuseau Montréal")
        claire.taps_data("remind:day:2024-12-03")
        assert [row.split(" · ")[0] for row in claire.buttons[2:4]] == ["[2 déc. 22\u202fh\u202f30", "[1\u202fh\u202f30"]

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
        assert sam.says("/remind") == ("There is no session to come.\n\nYou follow Surgery.\n[Stop all reminders]")
        sam.taps("Stop all reminders")
        assert sam.says("/remind") == "There is no session to come."

    def test_without_a_programme_there_is_nothing_to_follow(self, sam: Any, world: Any) -> None:
        programme(world)
        assert sam.says("/remind") == "No programme has been published yet."
