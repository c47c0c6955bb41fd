"""What people follow and follow no more, what they are told of it, and which reminders wait for them then."""

from datetime import timedelta
from typing import Any

import pytest
from tests.features.following import CARD, change, programme, session

from workshop_bot.delivery.outbox import DATA_LIMIT


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
            "(toast) Tôi sẽ nhắc anh/chị vào thứ Ba 3/12, 10:15: Phẫu thuật – bài trình bày 1.", "",
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
            "Je vous enverrai un rappel le mardi 3 décembre à 4_h_15_: Chirurgie – communication 1.".replace("_", "\u202f")
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
