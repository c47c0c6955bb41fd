"""Organisers announce: a draft, its preview, for whom, when, and out; two of them at once, double taps, old buttons."""

from typing import Any

import pytest
from sqlalchemy import insert

from workshop_bot.delivery.turn import Edit, Media, Say
from workshop_bot.features.announce import TYPED
from workshop_bot.store import announcements, chats, conversations, organisers
from workshop_bot.store.announcements import Announcement
from workshop_bot.store.tables import chats as table
from workshop_bot.store.tables import outbox
from workshop_bot.texts.markup import Mark

OTHER = 8
BUS = "The bus leaves at *17:00*"
HEAD = "Here is the preview, exactly as people will get it."
PANEL = """\
Ready for 3 people.

To: everyone
1 in English, 1 in French, 1 in Vietnamese
⚠️ 1 person reads French and gets the English text.
⚠️ 1 person reads Vietnamese and gets the English text.
1 more wants only urgent news and does not get it.
Valid until Mon 2 Dec, 23:59: whoever joins before then gets it too.
[Send now to 3]
[To: everyone] [Schedule]
[Mark as urgent] [Valid until…]
[Write it in Vietnamese too]
[Write it in French too]
[Edit the text] [Add a file]
[Discard]"""
ASK = "Type the announcement in English; the other languages come next. A photo or a PDF may go with it: send it here. /cancel leaves."


@pytest.fixture(autouse=True)
def people(organiser: Any, lan: Any, claire: Any, sam: Any) -> None:
    """Lan, Claire and Sam want to hear all; the organiser has not said so."""
    for person, yes in ((lan, "Có"), (claire, "Oui"), (sam, "Yes")):
        person.says("/start")
        person.taps(yes)
    organiser.says("/start")


@pytest.fixture
def other(world: Any, person: Any) -> Any:
    """A second organiser."""
    with world.store.transaction() as connection:
        organisers.add(connection, OTHER, "organiser", world.now)
    second = person(world, OTHER, "en")
    second.says("/start")
    return second


def kept(world: Any, number: int = 1) -> Announcement:
    with world.store.transaction() as connection:
        found = announcements.find(connection, number)
    assert found
    return found


def readers(world: Any, number: int = 1) -> list[int]:
    """Whom an announcement goes to."""
    with world.store.transaction() as connection:
        rows = connection.execute(outbox.select().where(outbox.c.act == announcements.ACT, outbox.c.slot == f"announce:{number}"))
        return sorted(row.chat for row in rows)


class TestOneTextForAll:
    def test_is_shown_as_it_will_be_and_below_it_who_gets_which_text(self, organiser: Any) -> None:
        assert organiser.says(f"/announce {BUS}") == f"{HEAD}\n\n{BUS}\n\n{PANEL}"

    def test_p22_goes_out_as_typed_with_the_formatting_of_telegram(self, organiser: Any, world: Any) -> None:
        text = "/announce 🚌 Bus **now** <b> /stop @you"
        replies = organiser.replies("text", text, marks=(Mark("bold", 13, 3), Mark("italic", 0, 9)))
        _, shown, _ = (reply for reply in replies if isinstance(reply, Say))
        assert shown.text.text.replace("\u2060", "") == "🚌 Bus **now** <b> /stop @you"
        assert shown.text.marks == (Mark("bold", 3, 3),)

    def test_may_be_added_to_in_another_language(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("Write it in Vietnamese too") == "(edited) Type the announcement in Vietnamese.\n[Back]"
        said = organiser.says("Xe buýt đi lúc 17 giờ")
        assert said.startswith(f"{HEAD}\n\n{BUS}\n[✓ English] [Tiếng Việt]\n\nReady for 3 people.")
        assert "reads Vietnamese" not in said
        assert organiser.taps("Tiếng Việt") == "(edited) Xe buýt đi lúc 17 giờ\n[English] [✓ Tiếng Việt]"

    @pytest.mark.parametrize(
        ("who", "text", "said"),
        [
            ("lan", "Xe buýt đi lúc 17 giờ", "⚠️ 1 người đọc tiếng Pháp sẽ nhận bản tiếng Việt."),
            ("claire", "Le bus part à 17 h", "⚠️ 1 personne qui lit en anglais recevra le texte en français."),
        ],
    )
    def test_is_told_in_the_organisers_language(self, request: Any, world: Any, who: str, text: str, said: str) -> None:
        person = request.getfixturevalue(who)
        with world.store.transaction() as connection:
            organisers.add(connection, person.number, "organiser", world.now)
        assert said in person.says(f"/announce {text}").split("\n")


class TestLanguageByLanguage:
    def test_asks_for_each_and_lets_one_out(self, organiser: Any, world: Any) -> None:
        assert organiser.says("/announce") == f"{ASK}\n[Skip]"
        assert organiser.says(BUS) == "Now in Vietnamese, if you like.\n[Skip] [Enough, show it]"
        assert organiser.taps("Skip") == "(edited) Now in French, if you like.\n[Skip] [Enough, show it]"
        assert organiser.says("Le bus part à 17 h").startswith(f"{HEAD}\n\n{BUS}\n[✓ English] [Français]\n\nReady for 3 people.")
        assert sorted(kept(world).texts) == ["en", "fr"]

    def test_shows_it_when_it_is_enough(self, organiser: Any) -> None:
        organiser.says("/announce")
        organiser.says(BUS)
        assert organiser.taps("Enough, show it").startswith(HEAD)

    def test_asks_anew_where_all_was_left_out(self, organiser: Any) -> None:
        organiser.says("/announce")
        organiser.taps("Skip")
        organiser.taps("Skip")
        assert organiser.taps("Skip") == f"(edited) {ASK}\n[Skip]"

    def test_is_left_by_cancel(self, organiser: Any, world: Any) -> None:
        organiser.says("/announce")
        organiser.says("/cancel")
        assert organiser.says("Where is the workshop?") != HEAD
        assert kept(world).texts == {}

    def test_one_of_several_texts_is_typed_anew(self, organiser: Any, world: Any) -> None:
        organiser.says("/announce")
        organiser.says(BUS)
        organiser.taps("Skip")
        organiser.says("Le bus part à 17 h")
        assert organiser.taps("Edit the text") == "(edited) Which text do you type anew?\n[English]\n[Français]\n[Back]"
        assert organiser.taps("Français") == "(edited) Type the text in French anew.\n[Back]"
        organiser.says("Le bus part à 18 h")
        assert "18 h" in kept(world).texts["fr"]


class TestAFile:
    PHOTO = Media("photo", "abc")

    def test_goes_with_it_and_its_caption_is_the_text(self, organiser: Any, world: Any) -> None:
        organiser.says("/announce")
        said = organiser.sends("photo", media=self.PHOTO, caption=" The map ", marks=(Mark("bold", 5, 3),))
        assert said == "Now in Vietnamese, if you like.\n[Skip] [Enough, show it]"
        replies = organiser.replies("tap", "announce:done:1", message=1, query="tap")
        shown = next(reply for reply in replies if isinstance(reply, Say) and reply.media)
        assert (shown.text.text, shown.text.marks, shown.media) == ("The map", (Mark("bold", 4, 3),), self.PHOTO)
        assert kept(world).media

    def test_without_words_is_asked_for_its_text(self, organiser: Any) -> None:
        organiser.says("/announce")
        said = organiser.sends("document", media=Media("document", "pdf"))
        assert said == f"The file goes with it.\n\n{ASK}\n[Skip] [Enough, show it]"
        assert organiser.taps("Enough, show it").startswith(f"{HEAD}\n\nReady for 3 people.")

    def test_is_added_to_a_draft_and_left_out_again(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("Add a file") == "(edited) Send the photo or the PDF that goes with it.\n[Back]"
        assert organiser.sends("voice") == "Only a photo or a document can go with an announcement."
        assert organiser.sends("photo", media=self.PHOTO).startswith(f"{HEAD}\n\n{BUS}")
        assert kept(world).media
        organiser.taps("Without the file")
        assert not kept(world).media

    def test_comes_while_the_panel_is_looked_at(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.sends("photo", media=self.PHOTO)
        assert kept(world).media

    def test_of_a_stranger_or_a_forwarded_one_is_not_taken(self, organiser: Any, sam: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert sam.sends("photo", media=self.PHOTO) == "I can only read text. Please type your question."
        organiser.sends("photo", media=self.PHOTO, forwarded=True)
        assert not kept(world).media


class TestForWhom:
    def test_is_chosen_with_how_many_would_get_it(self, organiser: Any, lan: Any, sam: Any) -> None:
        lan.says("/settings online")
        lan.says("/settings language en")
        sam.says("/remind session surgery-1")
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("To: everyone") == (
            "(edited) Who is it for? The number is of those who would get it now.\n"
            "[✓ Everyone · 3]\n[In the room · 2] [Online · 3]\n[Vietnamese · 0] [French · 1] [English · 2]\n"
            "[Followers of a day] [Of a topic] [Of a session]\n[The workshop’s groups · 0]\n[Back]"
        )
        organiser.taps("In the room · 2")
        assert organiser.newest.startswith("Ready for 2 people.\n\nTo: those in the room\n")
        day = next(str(one.day) for one in organiser.world.ready.knowledge.sessions if one.id == "surgery-1")
        assert "Ready for 1 person." in organiser.taps_data(f"announce:to:1:day:{day}")
        assert "Ready for 1 person." in organiser.taps_data("announce:to:1:session:surgery-1")

    def test_a_page_leads_on_and_back(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps("To: everyone")
        assert organiser.taps("Followers of a day").startswith("(edited) The followers of which day?\n[Mon 2 Dec · 0]")
        assert organiser.taps("Back").startswith("(edited) Who is it for?")
        assert organiser.taps("Back") == f"(edited) {PANEL}"

    def test_groups_are_those_whose_administrators_allow_it(self, organiser: Any, world: Any) -> None:
        with world.store.transaction() as connection:
            for number, allowed in ((-1, "all"), (-2, "none"), (-3, "")):
                chats.meet(connection, number, False, world.now)
                chats.change(connection, number, announcements=allowed)
        organiser.says(f"/announce {BUS}")
        said = organiser.taps_data("announce:to:1:groups")
        assert said.startswith("(edited) Ready for 1 group.\n\nTo: the workshop’s groups\n⚠️ 1 person reads Vietnamese")
        organiser.taps("Send now to 1")
        assert readers(world) == [-1]

    def test_nobody_is_nobody(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert organiser.taps_data("announce:to:1:groups").startswith(
            "(edited) Nobody would get it.\n\nTo: the workshop’s groups\n[To: the"
        )

    def test_what_is_forged_is_no_audience(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        for forged in ("language:xx", "topic:x", "correct:1", "?topic:x", "?x", "day:9999-99-99"):
            organiser.taps_data(f"announce:to:1:{forged}")
        assert kept(world).audience == "all"


class TestUrgent:
    def test_says_what_it_means_and_reaches_more(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        said = organiser.taps("Mark as urgent")
        assert "Ready for 4 people." in said
        assert "Urgent: it comes through quiet hours, and to those who want only urgent news." in said
        organiser.taps_data("announce:urgent:1:1")  # a double tap
        assert kept(world).urgent
        assert organiser.taps("✓ Urgent") == f"(edited) {PANEL}"

    def test_p14_who_has_quiet_hours_is_counted(self, organiser: Any, sam: Any) -> None:
        sam.says("/settings quiet 9-12")
        assert "1 is in quiet hours and gets it when they end." in organiser.says(f"/announce {BUS}")


class TestUntilWhen:
    @pytest.mark.parametrize(
        ("typed", "until"),
        [
            ("17:00", "Mon 2 Dec, 17:00"),
            ("tomorrow noon", "Tue 3 Dec, 12:00"),
            ("demain midi", "Tue 3 Dec, 12:00"),
            ("tối nay", "Mon 2 Dec, 23:59"),
            ("6/12", "Fri 6 Dec, 23:59"),
        ],
    )
    def test_is_typed(self, organiser: Any, typed: str, until: str) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps("Valid until…")
        assert f"Valid until {until}: whoever joins before then gets it too." in organiser.says(typed)

    def test_is_tapped(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps("Valid until…")
        assert "Valid until Fri 6 Dec, 23:59" in organiser.taps("End of the workshop")
        assert "Always valid: whoever joins later gets it too." in organiser.taps_data("announce:until:1:always")
        assert "Valid until Mon 2 Dec, 23:59" in organiser.taps_data("announce:until:1:tonight")
        assert "Valid until Mon 2 Dec, 23:59" in organiser.taps_data("announce:until:1:forged")

    def test_is_no_moment_of_the_past(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps("Valid until…")
        assert organiser.says("1/12").startswith("This moment is past.")
        assert organiser.says("whenever").startswith("I do not read one moment in that.")


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
            f"1. {long[:119]}…\nDraft\n\n2. Planned\nScheduled for Tue 3 Dec, 9:00\n\n"
            f"3. Sent\nSent on Mon 2 Dec, 10:00\n[1] [2] [3]\n\n{ASK}\n[Skip]"
        )
        assert organiser.taps("3") == "Sent\n\nDelivered to 3 of 3.\n[Correct] [Withdraw]"
        assert organiser.taps("2").endswith("[Send now]\n[Change] [Cancel it]")
        assert organiser.taps("1").startswith(HEAD)

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
    def test_the_second_is_told_what_it_is_by_now(self, organiser: Any, other: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert other.taps_data("announce:urgent:1:1") == "(edited) This is a draft of organiser 4."
        organiser.taps_data("announce:due:1:20241203T0200")
        organiser.taps("Send on Tue 3 Dec, 9:00")
        other.says("/announce")
        assert other.taps("1").startswith(f"{BUS}\n\nScheduled for Tue 3 Dec, 9:00.")
        other.taps("Send now")
        assert organiser.taps("Cancel it") == "(edited) This is a draft of organiser 8."
        other.taps("Send now to 3")
        assert organiser.taps_data("announce:off:1") == "(edited) Being sent since Mon 2 Dec, 10:00, organiser 8\n[Show it]"
        assert readers(world) == [1, 2, 3]

    def test_who_announces_the_same_meanwhile_is_told(self, organiser: Any, other: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        other.says(f"/announce {BUS}!")
        world.later(2)
        other.taps("Send now to 3")
        panel = PANEL.replace("1 more wants only urgent news and does not", "2 more want only urgent news and do not")
        assert organiser.taps("Send now to 3") == (
            "(edited) "
            + panel.replace("Ready", "Nothing was sent: something has changed since you saw it. It is now:\n\nReady", 1).replace(
                "\n[Send", f"\n\n⚠️ Organiser 8 has announced this meanwhile, at 10:02:\n\n{BUS}!\n[Send", 1
            )
        )
        assert readers(world, 1) == []


@pytest.mark.parametrize("form", [{}, {"forwarded": True}])
def test_p20_strangers_announce_nothing(stranger: Any, organiser: Any, world: Any, form: dict[str, bool]) -> None:
    organiser.says(f"/announce {BUS}")
    stranger.says("/announce Fire", **form)
    for data in ("announce:send:1", "announce:see:1", "announce:show:1:en", "announce:stop:1", "announce:again:1"):
        assert BUS not in stranger.taps_data(data)
    with world.store.transaction() as connection:
        conversations.remember(connection, stranger.number, stranger.number, dialogue="announce:text:1:en", dialogue_at=world.now)
    stranger.says("Fire", **form)
    assert (kept(world).state, list(kept(world).texts)) == ("draft", ["en"])
    assert "Fire" not in kept(world).texts["en"]
    assert len(announcements_of(world)) == 1


def test_in_a_group_is_answered_in_private(organiser: Any, world: Any) -> None:
    organiser.says("/announce@pow_bot Fire", group=True)
    assert announcements_of(world) == []


def announcements_of(world: Any) -> list[Announcement]:
    with world.store.transaction() as connection:
        return announcements.of_state(connection)


def test_an_edit_of_a_long_one_comes_below(organiser: Any) -> None:
    organiser.says("/announce")
    organiser.says("word " * 1000)
    organiser.taps("Skip")
    organiser.says("mot " * 1100)
    replies = organiser.replies("tap", "announce:show:1:fr", message=1, query="tap")
    assert [type(reply) for reply in replies if not hasattr(reply, "query")] == [Say, Say]
    assert not any(isinstance(reply, Edit) for reply in replies)
