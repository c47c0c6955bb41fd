"""Announcements go out, now or later, once: two organisers at a time, double taps, old buttons, and what there is by then."""

from typing import Any

import pytest
from sqlalchemy import insert
from tests.features.announcing import ASK, BUS, HEAD, PANEL, agree, kept, readers

from workshop_bot.features.announce import TYPED
from workshop_bot.store.tables import chats as table

OTHER = 8


@pytest.fixture(autouse=True)
def people(organiser: Any, lan: Any, claire: Any, sam: Any) -> None:
    """Lan, Claire and Sam want to hear all; the organiser has not said so."""
    agree(organiser, lan, claire, sam)


class TestScheduled:
    def test_goes_out_at_its_moment_on_the_organisers_clock(self, organiser: Any, sam: Any, world: Any) -> None:
        organiser.says("/settings zone Paris")
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("Schedule").startswith("(edited) When shall it go out?")
        assert "Goes out on Mon 2 Dec, 12:00." in organiser.says("noon")
        assert organiser.taps("Send on Mon 2 Dec, 12:00") == (
            "(edited) Scheduled for Mon 2 Dec, 12:00.\n\nTo: everyone\n3 people would get it now.\n[Send now]\n[Change] [Cancel it]"
        )
        assert sam.hears() == ""
        world.at("2024-12-02 18:00")
        assert sam.hears() == BUS
        assert kept(world).person == organiser.number

    def test_counts_until_the_end_of_its_day(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert "Valid until Wed 4 Dec, 23:59" in organiser.taps_data("announce:due:1:20241204T0200")

    def test_is_taken_back_or_changed_or_sent_at_once(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps_data("announce:due:1:20241203T0200")
        organiser.taps("Send on Tue 3 Dec, 9:00")
        assert organiser.taps("Cancel it").startswith("(edited) No longer scheduled. It is a draft again; nothing was sent.\n\nReady for")
        assert (kept(world).state, kept(world).due) == ("draft", None)
        organiser.taps_data("announce:due:1:20241203T0200")
        organiser.taps("Send on Tue 3 Dec, 9:00")
        assert organiser.taps("Change").startswith(HEAD)
        organiser.taps("Send on Tue 3 Dec, 9:00")
        organiser.taps("Send now")
        organiser.taps("Send now to 3")
        assert readers(world) == [1, 2, 3]

    def test_over_fifteen_minutes_late_asks_again(self, organiser: Any, sam: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps_data("announce:due:1:20241202T0400")
        organiser.taps("Send on Mon 2 Dec, 11:00")
        world.at("2024-12-02 11:16")
        assert sam.hears() == ""
        assert organiser.newest.startswith("⚠️ Not sent: it was scheduled for Mon 2 Dec, 11:00")
        assert organiser.taps("Look at it").startswith(f"{HEAD}\n\n{BUS}\n\nReady for 3 people.")

    def test_what_became_past_while_it_was_looked_at_is_asked_for_again(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps_data("announce:due:1:20241202T0400")
        world.at("2024-12-02 11:01")
        assert organiser.taps("Send on Mon 2 Dec, 11:00").startswith("(edited) This moment is past.\n\nWhen shall it go out?")


class TestOut:
    def test_fills_one_message_and_ends_with_a_report(self, organiser: Any, sam: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        said = organiser.taps("Send now to 3")
        assert said == f"{BUS}\n\n{BUS}\n\n{BUS}\n\n(edited) Sent 0 of 3 · about 5 s left\n[Stop]"
        world.later(1)
        assert organiser.hears() == "(edited) Delivered to 3 of 3.\n[Correct] [Withdraw]"
        assert sam.hears() == ""

    def test_p03_a_second_tap_sends_nothing_twice(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        send = next(button.data for row in world.shown[4, world.newest[4]].buttons for button in row if button.style == "primary")
        organiser.taps_data(send)
        assert organiser.taps_data(send) == "(edited) Delivered to 3 of 3.\n[Correct] [Withdraw]"
        assert readers(world) == [1, 2, 3]

    def test_p03_an_old_panel_sends_nothing_unseen(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        old = next(button.data for row in world.shown[4, world.newest[4]].buttons for button in row if button.style == "primary")
        organiser.taps("Mark as urgent")
        assert organiser.taps_data(old).startswith(
            "(edited) Nothing was sent: something has changed since you saw it. It is now:\n\nReady for 4"
        )
        assert readers(world) == []

    def test_the_number_is_typed_above_five_hundred(self, organiser: Any, world: Any) -> None:
        with world.store.transaction() as connection:
            more = [{"chat": 1000 + number, "private": True, "announcements": "all", "started": world.now} for number in range(TYPED)]
            connection.execute(insert(table), more)
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("Send now to 503") == "(edited) This goes to 503 people. Type 503 to send it.\n[Back]"
        assert organiser.says("500").startswith("That is not 503: nothing was sent.\n\nReady for 503 people.")
        organiser.taps("Send now to 503")
        organiser.taps("Back")
        assert readers(world) == []
        organiser.taps("Send now to 503")
        assert "Sent 0 of 503" in organiser.replies("text", "503 ")[-1].text.text
        assert len(readers(world)) == 503

    def test_is_stopped(self, organiser: Any, sam: Any, world: Any) -> None:
        sam.says("/settings quiet 9-12")
        organiser.says(f"/announce {BUS}")
        organiser.taps("Send now to 3")
        assert "Stopped: delivered to 2 of 3." in organiser.taps("Stop")
        world.at("2024-12-02 12:00")
        assert sam.hears() == ""

    def test_p03_is_sent_again_to_the_uncertain_alone(self, organiser: Any, sam: Any, world: Any) -> None:
        world.cut = {sam.number}
        organiser.says(f"/announce {BUS}")
        organiser.taps("Send now to 3")
        world.later(1)
        said = organiser.hears()
        assert said.startswith("(edited) Delivered to 2 of 3.\n\n• 1 uncertain")
        world.cut = set()
        assert organiser.taps("Send again to the uncertain").startswith(BUS)
        world.later(1)
        assert organiser.hears().startswith("(edited) Delivered to 3 of 3.")


class TestWhatThereIs:
    def test_is_listed_before_a_text_is_asked_for(self, organiser: Any, world: Any) -> None:
        organiser.says("/announce Sent")
        organiser.taps("Send now to 3")
        organiser.says("/announce Planned")
        organiser.taps_data("announce:due:2:20241203T0200")
        organiser.taps("Send on Tue 3 Dec, 9:00")
        long = f"Draft {'word ' * 40}"
        organiser.says(f"/announce {long}")
        world.later(1)
        organiser.hears()
        assert organiser.says("/announce") == (
            "Announcements: tap a number to open one.\n\n"
            f"1. {long[:120].rpartition(' ')[0]}…\nDraft\n\n2. Planned\nScheduled for Tue 3 Dec, 9:00\n\n"
            f"3. Sent\nSent on Mon 2 Dec, 10:00\n[1] [2] [3]\n\n{ASK}\n[Skip]"
        )
        assert organiser.taps("3") == "Sent\n\nDelivered to 3 of 3.\n[Correct] [Withdraw]"
        assert organiser.taps("2").endswith("[Send now]\n[Change] [Cancel it]")
        assert organiser.taps("1").startswith(HEAD)

    def test_is_opened_by_a_number_too_which_is_no_text_then(self, organiser: Any) -> None:
        organiser.says("/announce Planned")
        organiser.taps_data("announce:due:1:20241203T0200")
        organiser.taps("Send on Tue 3 Dec, 9:00")
        organiser.says("/announce")
        assert organiser.says("1").endswith("[Send now]\n[Change] [Cancel it]")
        organiser.says("/announce")
        assert organiser.says("2") == "Now in Vietnamese, if you like.\n[Skip] [Enough, show it]"

    def test_is_discarded_and_brought_back(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("Discard") == "(edited) Discarded. Nothing was sent.\n[Undo]"
        assert kept(world).state == "dropped"
        assert organiser.taps_data("announce:urgent:1:1") == "(edited) Discarded"
        assert organiser.taps("Undo") == f"(edited) {PANEL}"

    def test_what_is_gone_is_gone(self, organiser: Any) -> None:
        for forged in ("announce:see:99", "announce:send:", "announce:see:1x", f"announce:see:{'9' * 30}", "announce"):
            assert organiser.taps_data(forged) == "(edited) This announcement is not there any more. /announce shows what there is."


class TestTwoOrganisers:
    def test_the_second_is_told_what_it_is_by_now(self, organiser: Any, second: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert second.taps_data("announce:urgent:1:1") == "(edited) This is a draft of organiser 4."
        organiser.taps_data("announce:due:1:20241203T0200")
        organiser.taps("Send on Tue 3 Dec, 9:00")
        second.says("/announce")
        assert second.taps("1").startswith(f"{BUS}\n\nScheduled for Tue 3 Dec, 9:00.")
        second.taps("Send now")
        assert organiser.taps("Cancel it") == "(edited) This is a draft of organiser 8."
        second.taps("Send now to 3")
        assert organiser.taps_data("announce:off:1") == "(edited) Being sent since Mon 2 Dec, 10:00, organiser 8\n[Show it]"
        assert readers(world) == [1, 2, 3]

    def test_who_announces_the_same_meanwhile_is_told(self, organiser: Any, second: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        second.says(f"/announce {BUS}!")
        world.later(2)
        second.taps("Send now to 3")
        panel = PANEL.replace("1 more wants only urgent news and does not", "2 more want only urgent news and do not").replace("⚠️ ", "")
        assert organiser.taps("Send now to 3") == (
            "(edited) "
            + panel.replace("Ready", "Nothing was sent: something has changed since you saw it. It is now:\n\nReady", 1).replace(
                "\n[Send", f"\n\n⚠️ Organiser 8 has announced this meanwhile, at 10:02:\n\n{BUS}!\n[Send", 1
            )
        )
        assert readers(world, 1) == []
