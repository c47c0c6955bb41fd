"""Announcements under way: what readers get, what the organiser is told, and what comes afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from workshop_bot.delivery import announcing
from workshop_bot.delivery.outbox import BROADCASTS, REMINDERS
from workshop_bot.delivery.turn import Delete, Edit, Media, Say
from workshop_bot.delivery.written import media_to_json, rendered_to_json
from workshop_bot.features import announcing as under_way
from workshop_bot.store import announcements, chats, outbox, slots
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts.markup import Mark, Rendered, render

PHOTO = Media("photo", "photo-1")
HELD = {"quiet": "09:00-12:00"}


def of(text: str | Rendered) -> str:
    return rendered_to_json(render(text) if isinstance(text, str) else text)


@contextmanager
def store(world: Any) -> Iterator[Any]:
    with world.store.transaction() as connection:
        yield connection


def meet(world: Any, *people: Any, **fields: Any) -> None:
    """They have begun, and want announcements."""
    with store(world) as connection:
        for person in people:
            chats.meet(connection, person.number, True, world.now)
            chats.change(connection, person.number, **{"seen": person.language[:2], "announcements": "all", **fields})


@pytest.fixture
def announce(world: Any, organiser: Any) -> Any:
    """`announce("text")`, or language → text: it begins now, or when it is due; its number."""
    meet(world, organiser, announcements="urgent")

    def announced(text: str | Rendered | dict[str, str], **values: Any) -> int:
        texts = {language: of(one) for language, one in text.items()} if isinstance(text, dict) else {"": of(text)}
        with store(world) as connection:
            made = announcements.draft(connection, organiser.number, world.now, texts=texts, **{"audience": "all", **values})
            if made.due:
                announcements.change(connection, made.id, "draft", state="scheduled")
            else:
                announcing.begin(connection, world.ready, made.id, world.now)
        return made.id

    return announced


def found(world: Any, number: int) -> Announcement:
    with store(world) as connection:
        one = announcements.find(connection, number)
    assert one
    return one


def correct(world: Any, number: int, text: str, tell: bool = False, language: str = "") -> None:
    texts = {**found(world, number).texts, language: of(text)}
    with store(world) as connection:
        assert announcing.correct(connection, world.ready, number, texts, None, world.now, tell)


class TestReaders:
    def test_each_gets_it_in_their_language_as_it_was_typed(self, world: Any, announce: Any, lan: Any, claire: Any) -> None:
        meet(world, lan, claire)
        announce({"vi": "Ăn trưa ở **hội trường B**.", "fr": "Le déjeuner est en salle B."})
        assert (lan.hears(), claire.hears()) == ("Ăn trưa ở hội trường B.", "Le déjeuner est en salle B.")
        assert world.shown[lan.number, world.newest[lan.number]].text.marks == (Mark("bold", 10, 12),)

    def test_p22_what_was_typed_becomes_no_mention_and_no_command(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        announce(Rendered("Ask @somebody or /delete, see /programme.", (Mark("italic", 4, 9),)))
        assert sam.hears() == "Ask @\u2060somebody or /\u2060delete, see /programme."
        assert world.shown[sam.number, world.newest[sam.number]].text.marks == (Mark("italic", 4, 10),)

    def test_a_photo_comes_with_its_text_or_before_a_long_one(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        announce("The map", media=media_to_json(PHOTO))
        sam.hears()
        first = world.shown[sam.number, world.newest[sam.number]]
        assert (first.text.text, first.media) == ("The map", PHOTO)
        announce("word " * 300, media=media_to_json(PHOTO))
        world.tick()
        photo, text = world.heard[sam.number]
        assert ((photo.text.text, photo.media), (text.text.text, text.media)) == (("", PHOTO), ("word " * 300, None))

    def test_p14_it_waits_for_the_end_of_quiet_hours_unless_it_is_urgent(self, world: Any, announce: Any, sam: Any, lan: Any) -> None:
        meet(world, sam, **HELD)
        meet(world, lan)
        announce("calm")
        announce("urgent", urgent=True)
        assert (sam.hears(), lan.hears()) == ("urgent", "calm\n\nurgent")
        world.later(119)
        assert sam.hears() == ""
        world.later(1)
        assert sam.hears() == "calm"

    def test_p14_quiet_hours_that_begin_while_it_waits_hold_it_too(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        announce("calm")
        meet(world, sam, **HELD)
        assert sam.hears() == ""
        world.later(120)
        assert sam.hears() == "calm"

    def test_groups_get_it_where_their_administrators_allow_it(self, world: Any, announce: Any) -> None:
        with store(world) as connection:
            for group, wanted in ((-5, "all"), (-6, "none"), (-7, "")):
                chats.meet(connection, group, False, world.now)
                chats.change(connection, group, language="fr", announcements=wanted)
        announce({"fr": "Le déjeuner est en salle B.", "": "Lunch is in hall B."}, audience="groups", urgent=True)
        world.tick()
        assert {chat: one.text.text for chat, (one,) in world.heard.items() if chat < 0} == {-5: "Le déjeuner est en salle B."}

    def test_who_wants_none_by_now_gets_none(self, world: Any, announce: Any, sam: Any, lan: Any, claire: Any) -> None:
        meet(world, sam, lan, claire)
        announce("news")
        meet(world, sam, announcements="none")
        meet(world, lan, silent=True)
        assert (sam.hears(), lan.hears(), claire.hears()) == ("", "", "news")
        assert set(world.dropped) == {"the chat wants no announcements", "the chat wants nothing any more"}

    def test_what_counts_no_more_is_dropped(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam, **HELD)
        announce("calm", until=world.now + timedelta(hours=1))
        world.later(121)
        assert sam.hears() == ""
        assert world.dropped == ["too late"]


class TestTheOrganiser:
    def test_is_told_how_it_fills_at_most_once_in_a_while_and_how_it_ended(
        self, world: Any, announce: Any, organiser: Any, sam: Any, lan: Any
    ) -> None:
        meet(world, sam, **HELD)
        meet(world, lan)
        number = announce("calm")
        assert organiser.hears() == "(edited) Sent 0 of 2 · 1 when quiet hours end · about 5 s left\n[Stop]"
        assert organiser.hears() == ""
        world.later(0.1)
        assert organiser.hears() == "(edited) Sent 1 of 2 · 1 when quiet hours end\n[Stop]"
        world.later(60)
        assert organiser.hears() == ""
        world.later(60)
        assert organiser.hears() == "(edited) Sent 1 of 2 · about 5 s left\n[Stop]"
        world.later(0.1)
        assert organiser.hears() == "(edited) Delivered to 2 of 2.\n[Correct] [Withdraw]"
        assert (found(world, number).state, found(world, number).ended) == ("done", world.now)
        world.later(1)
        assert organiser.hears() == ""

    def test_hears_the_reasons_and_can_send_again_to_the_uncertain(
        self, world: Any, announce: Any, organiser: Any, sam: Any, lan: Any
    ) -> None:
        meet(world, sam, lan)
        world.cut.add(lan.number)
        number = announce("news")
        meet(world, sam, silent=True)
        world.tick()
        world.later(0.1)
        organiser.hears()
        told = organiser.buttons
        assert told == ["[Send again to the uncertain]", "[Correct] [Withdraw]"]
        with store(world) as connection:
            assert announcements.resend_unsure(connection, number, world.now) == 1
        world.cut.clear()
        assert lan.hears() == "news"
        world.later(0.1)
        assert organiser.hears() == ("(edited) Delivered to 1 of 2.\n\n• 1 had asked for silence by then\n[Correct] [Withdraw]")

    def test_hears_that_it_was_stopped(self, world: Any, announce: Any, organiser: Any, sam: Any) -> None:
        meet(world, sam, **HELD)
        number = announce("calm")
        organiser.hears()
        with store(world) as connection:
            assert announcements.stop(connection, number, world.now)
        world.later(0.1)
        assert organiser.hears() == ("(edited) Stopped: delivered to 0 of 1.\n\n• 1 not begun when it was stopped\n[Correct] [Withdraw]")
        world.later(180)
        assert sam.hears() == ""

    def test_one_who_is_gone_is_told_nothing(self, world: Any, announce: Any, organiser: Any, sam: Any) -> None:
        meet(world, sam)
        announce("news")
        meet(world, organiser, gone="blocked")
        assert (sam.hears(), organiser.hears()) == ("news", "")


class TestScheduled:
    def test_it_begins_when_it_is_due(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        number = announce("news", due=world.now + timedelta(minutes=10))
        assert sam.hears() == ""
        with store(world) as connection:
            assert under_way.TICK.next_due(connection, world.now) == world.now + timedelta(minutes=10)
        world.later(25)
        assert sam.hears() == "news"
        assert found(world, number).begun == world.now

    def test_what_is_more_than_a_quarter_of_an_hour_late_asks_the_organiser(
        self, world: Any, announce: Any, organiser: Any, sam: Any
    ) -> None:
        meet(world, sam)
        number = announce("news", due=world.now + timedelta(minutes=10))
        world.later(25.1)
        assert sam.hears() == ""
        assert organiser.hears() == (
            "⚠️ Not sent: it was scheduled for Mon 2 Dec, 10:10, and I was not running then. It is a draft again.\n[Look at it]"
        )
        assert (found(world, number).state, found(world, number).due) == ("draft", None)
        world.later(1)
        assert organiser.hears() == ""


class TestCorrection:
    def test_what_was_delivered_is_edited_and_says_so(self, world: Any, announce: Any, organiser: Any, sam: Any, lan: Any) -> None:
        meet(world, sam)
        number = announce("Lunch in hall A")
        sam.hears()
        correct(world, number, "Lunch in hall B")
        assert sam.hears() == "(edited) Lunch in hall B\n\nCorrected"
        edit = world.shown[sam.number, world.newest[sam.number]]
        assert isinstance(edit, Edit)
        assert (edit.only, edit.caption) == (True, False)
        world.later(0.1)
        assert organiser.hears().endswith("Delivered to 1 of 1.\n\nCorrected for 1 of 1.\n[Correct] [Withdraw]")

    def test_a_line_in_reply_tells_of_it(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        number = announce("Lunch in hall A")
        sam.hears()
        first = world.newest[sam.number]
        correct(world, number, "Lunch in hall B", tell=True)
        assert sam.hears() == "(edited) Lunch in hall B\n\nCorrected\n\nThis announcement was corrected: please read it again."
        line = world.shown[sam.number, world.newest[sam.number]]
        assert line.replies_to == first

    def test_the_line_is_for_those_whose_text_is_another(self, world: Any, announce: Any, lan: Any, claire: Any) -> None:
        meet(world, lan, claire)
        number = announce({"vi": "Ăn trưa ở hội trường B.", "fr": "Le déjeuner est en salle A."})
        lan.hears(), claire.hears()
        correct(world, number, "Le déjeuner est en salle B.", tell=True, language="fr")
        line = "Cette annonce a été corrigée : merci de la relire."
        assert claire.hears() == f"(edited) Le déjeuner est en salle B.\n\nCorrigé\n\n{line}"
        assert lan.hears() == "(edited) Ăn trưa ở hội trường B."

    def test_what_waits_comes_with_the_new_words_at_once(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam, **HELD)
        number = announce("Lunch in hall A")
        correct(world, number, "Lunch in hall B")
        world.later(121)
        assert sam.hears() == "Lunch in hall B\n\nCorrected\n\n(edited) Lunch in hall B\n\nCorrected"

    def test_a_text_may_become_longer_and_shorter(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        number = announce("short")
        sam.hears()
        correct(world, number, "long " * 1000)
        world.tick()
        edit, more = world.heard.pop(sam.number)
        assert isinstance(edit, Edit)
        assert isinstance(more, Say)
        assert more.slot == f"announce:{number}.2"
        with store(world) as connection:
            one = announcements.find(connection, number)
            assert one
            assert announcing.correct(connection, world.ready, number, {"": of("short")}, one.corrected, world.now, False)
        world.tick()
        edit, gone = world.heard.pop(sam.number)
        assert isinstance(gone, Delete)
        assert edit.text.text == "short\n\nCorrected"

    def test_the_words_below_a_photo_are_edited_as_such(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        number = announce("map A", media=media_to_json(PHOTO))
        sam.hears()
        correct(world, number, "map B")
        sam.hears()
        edit = world.shown[sam.number, world.newest[sam.number]]
        assert (edit.text.text, edit.caption) == ("map B\n\nCorrected", True)

    def test_who_has_not_got_it_gets_no_correction(self, world: Any, announce: Any, sam: Any) -> None:
        meet(world, sam)
        world.cut.add(sam.number)
        number = announce("Lunch in hall A")
        world.tick()
        correct(world, number, "Lunch in hall B", tell=True)
        world.cut.clear()
        assert sam.hears() == ""


class TestWithdrawal:
    def test_what_is_young_goes(self, world: Any, announce: Any, organiser: Any, sam: Any) -> None:
        meet(world, sam)
        number = announce("Lunch in hall A")
        sam.hears()
        organiser.hears()
        with store(world) as connection:
            assert announcements.withdraw(connection, number, world.now)
        assert sam.hears() == "(deleted)"
        with store(world) as connection:
            assert slots.find(connection, sam.number, f"announce:{number}") is None
        world.later(0.1)
        assert organiser.hears() == "(edited) Delivered to 1 of 1.\n\nTaken back from 1 of 1."

    @pytest.mark.parametrize("media", ["", media_to_json(PHOTO)])
    def test_what_is_older_than_telegram_allows_says_that_it_is_withdrawn(self, world: Any, announce: Any, sam: Any, media: str) -> None:
        meet(world, sam)
        number = announce("Lunch in hall A", media=media)
        sam.hears()
        world.later(48 * 60)
        with store(world) as connection:
            assert announcements.withdraw(connection, number, world.now)
        assert sam.hears() == "(edited) The organisers have withdrawn this announcement."
        assert world.shown[sam.number, world.newest[sam.number]].caption == bool(media)


def test_its_messages_are_broadcasts_behind_reminders(world: Any, announce: Any, sam: Any) -> None:
    meet(world, sam)
    announce("news")
    with store(world) as connection:
        ranks = [row.rank for row in outbox.ready(connection, world.now, 9)]
    assert ranks == [BROADCASTS]
    assert REMINDERS < BROADCASTS


def test_a_message_of_what_is_erased_meanwhile_is_dropped(world: Any, announce: Any, sam: Any) -> None:
    meet(world, sam)
    announce("news")
    with store(world) as connection:
        connection.exec_driver_sql("DELETE FROM announcements")
    assert sam.hears() == ""
    assert world.dropped == ["the announcement is no more"]
