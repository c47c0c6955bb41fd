"""Organisers draft an announcement: its texts, its file, for whom it is, until when it counts."""

from typing import Any

import pytest
from tests.features.announcing import ASK, BUS, HEAD, PANEL, agree, announcements_of, kept, readers

from workshop_bot.delivery.turn import Edit, Media, Say
from workshop_bot.store import chats, conversations, organisers
from workshop_bot.texts.markup import Mark


@pytest.fixture(autouse=True)
def people(organiser: Any, lan: Any, claire: Any, sam: Any) -> None:
    """Lan, Claire and Sam want to hear all; the organiser has not said so."""
    agree(organiser, lan, claire, sam)


class TestOneTextForAll:
    def test_is_shown_as_it_will_be_and_below_it_who_gets_which_text(self, organiser: Any) -> None:
        assert organiser.says(f"/announce {BUS}") == f"{HEAD}\n\n{BUS}\n\n{PANEL}"

    def test_p22_goes_out_as_typed_with_the_formatting_of_telegram(self, organiser: Any, world: Any) -> None:
        text = "/announce 🚌 Bus **now** <b> /stop @you"
        replies = organiser.replies("text", text, marks=(Mark("bold", 13, 3), Mark("italic", 0, 9)))
        _, shown, _ = (reply for reply in replies if isinstance(reply, Say))
        assert shown.text.text.replace("\u2060", "") == "🚌 Bus **now** <b> /stop @you"
        assert shown.text.marks == (Mark("bold", 3, 3),)

    def test_is_told_that_a_change_of_one_s_own_message_changes_nothing(self, organiser: Any) -> None:
        taken = "I took your message as it was first. To change it, use the buttons below it or type it anew."
        organiser.says(f"/announce {BUS}")
        assert organiser.edits(organiser.last, "/announce Another bus") == taken
        organiser.sends("photo", message=901, media=Media("photo", "abc"), caption=f"/announce {BUS}")
        assert organiser.edits(901, "") == taken
        organiser.taps("Discard")
        organiser.sends("photo", message=902, media=Media("photo", "abc"))
        assert organiser.edits(902, "") == ""

    def test_may_be_added_to_in_another_language(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert organiser.taps("Write it in Vietnamese too") == "(edited) Type the announcement in Vietnamese.\n[Back]"
        said = organiser.says("Xe buýt đi lúc 17 giờ")
        assert said.startswith(f"{HEAD}\n\n{BUS}\n[✓ English] [Tiếng Việt]\n\nReady for 3 people.")
        assert "reads Vietnamese" not in said
        assert organiser.taps("Tiếng Việt") == "(edited) Xe buýt đi lúc 17 giờ\n[English] [✓ Tiếng Việt]"

    @pytest.mark.parametrize(
        ("who", "also", "text", "said"),
        [
            ("sam", "Write it in French too", "Xe buýt đi lúc 17 giờ", "• ⚠️ The French text reads like Vietnamese.\n"),
            ("claire", "L’écrire aussi en vietnamien", "Le bus part à 17 h", "• ⚠️ Le texte en vietnamien semble être en français.\n"),
            ("lan", "Viết thêm bản tiếng Pháp", BUS, "• ⚠️ Bản tiếng Pháp có vẻ được viết bằng tiếng Anh.\n"),
        ],
    )
    def test_in_another_language_than_was_asked_for_is_seen(
        self, request: Any, world: Any, who: str, also: str, text: str, said: str
    ) -> None:
        person = request.getfixturevalue(who)
        with world.store.transaction() as connection:
            organisers.add(connection, person.number, "organiser", world.now)
        person.says(f"/announce {BUS}")
        person.taps(also)
        assert said in person.says(text)

    @pytest.mark.parametrize(
        ("who", "text", "said"),
        [
            ("lan", "Xe buýt đi lúc 17 giờ", "• ⚠️ 1 người đọc tiếng Anh sẽ nhận bản tiếng Việt."),
            ("claire", "Le bus part à 17 h", "• ⚠️ 1 personne qui lit en anglais recevra le texte en français."),
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

    @pytest.mark.parametrize(
        "lost", ["DELETE FROM announcements", "UPDATE announcements SET person = 9", "UPDATE announcements SET state = 'sending'"]
    )
    def test_what_is_typed_where_it_is_gone_is_a_question(self, organiser: Any, world: Any, lost: str) -> None:
        organiser.says("/announce")
        with world.store.transaction() as connection:
            connection.exec_driver_sql(lost)
        assert organiser.says("When does the workshop begin?").startswith("The workshop runs from Monday 2 to Friday 6 December")

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
        assert said == "The file goes with it.\n\nType the announcement in English.\n[Skip] [Enough, show it]"
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

    def test_with_the_command_below_it_begins_a_draft(self, organiser: Any, stranger: Any, world: Any) -> None:
        caption, marks = "/announce@pow_bot The map", (Mark("bold", 22, 3),)
        replies = organiser.replies("other", "photo", media=self.PHOTO, caption=caption, marks=marks)
        shown = next(reply for reply in replies if isinstance(reply, Say) and reply.media)
        assert (shown.text.text, shown.text.marks) == ("The map", (Mark("bold", 4, 3),))
        assert organiser.sends("photo", media=self.PHOTO, caption="/announce").startswith("Type the announcement in English.")
        assert organiser.sends("photo", media=self.PHOTO, caption="/announce x", forwarded=True).startswith("I can only read text.")
        assert stranger.sends("photo", media=self.PHOTO, caption="/announce x") == "I can only read text. Please type your question."
        assert len(announcements_of(world)) == 2

    def test_of_an_album_the_first_goes(self, organiser: Any, world: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.sends("photo", media=self.PHOTO, album="a")
        assert organiser.sends("photo", media=Media("photo", "second"), album="a") == (
            "Only one file can go with an announcement: the first of these does."
        )
        assert "abc" in kept(world).media

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
            "[✓ Everyone · 3]\n[In the room · 2] [Online · 3]\n[Vietnamese · 0] [French · 1]\n[English · 2]\n"
            "[Follow a day] [Follow a topic]\n[Follow a session]\n[The workshop’s groups · 0]\n[Back]"
        )
        organiser.taps("In the room · 2")
        assert organiser.newest.startswith("Ready for 2 people.\n\n• To: those in the room\n")
        day = next(str(one.day) for one in organiser.world.ready.knowledge.sessions if one.id == "surgery-1")
        assert "Ready for 1 person." in organiser.taps_data(f"announce:to:1:day:{day}")
        assert "Ready for 1 person." in organiser.taps_data("announce:to:1:session:surgery-1")

    def test_a_page_leads_on_and_back(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        organiser.taps("To: everyone")
        assert organiser.taps("Follow a day").startswith("(edited) The followers of which day?\n[Mon 2 Dec · 0]")
        assert organiser.taps("Back").startswith("(edited) Who is it for?")
        assert organiser.taps("Back") == f"(edited) {PANEL}"

    def test_groups_are_those_whose_administrators_allow_it(self, organiser: Any, world: Any) -> None:
        with world.store.transaction() as connection:
            for number, allowed in ((-1, "all"), (-2, "none"), (-3, "")):
                chats.meet(connection, number, False, world.now)
                chats.change(connection, number, announcements=allowed)
        organiser.says(f"/announce {BUS}")
        said = organiser.taps_data("announce:to:1:groups")
        assert said.startswith("(edited) Ready for 1 group.\n\n• To: the workshop’s groups\n• ⚠️ 1 person reads Vietnamese")
        organiser.taps("Send now to 1")
        assert readers(world) == [-1]

    def test_nobody_is_nobody(self, organiser: Any) -> None:
        organiser.says(f"/announce {BUS}")
        assert organiser.taps_data("announce:to:1:groups").startswith(
            "(edited) Nobody would get it.\n\n• To: the workshop’s groups\n[To: the"
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


def test_an_edit_of_a_long_one_comes_below(organiser: Any) -> None:
    organiser.says("/announce")
    organiser.says("word " * 1000)
    organiser.taps("Skip")
    organiser.says("mot " * 1100)
    replies = organiser.replies("tap", "announce:show:1:fr", message=1, query="tap")
    assert [type(reply) for reply in replies if not hasattr(reply, "query")] == [Say, Say]
    assert not any(isinstance(reply, Edit) for reply in replies)


def test_a_correction_is_no_announcement(organiser: Any, world: Any) -> None:
    organiser.says(f"/announce {BUS}")
    organiser.taps("Send now to 3")
    organiser.taps_data("correct:of:1")
    organiser.says("The bus leaves at 18:00")
    for data in ("announce:panel:2", "announce:see:2", "announce:back:2", "announce:to:2:all"):
        assert organiser.taps_data(data) == "(edited) This announcement is not there any more. /announce shows what there is."
    assert kept(world, 2).audience == "correct:1"
