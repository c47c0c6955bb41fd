"""What people ask the organisers: shown before it is sent, without a name, taken back; organisers hear of it in silence."""

from typing import Any

import pytest

from workshop_bot.delivery.outbox import put_off
from workshop_bot.delivery.turn import Say
from workshop_bot.features.questions import LONGEST, MOST
from workshop_bot.store import organisers, people, questions
from workshop_bot.store.tables import questions as table

PREVIEW = "Shall I send this to the organisers, without your name?"
BUTTONS = "[Send]\n[With my name] [Cancel]"
GONE = "That is not there any more. /organisers asks anew."


@pytest.fixture(autouse=True)
def met(organiser: Any) -> None:
    """An organiser has a chat with the bot."""
    organiser.says("/start")


def sent(person: Any, text: str) -> str:
    """Ask and send at once; what is seen by whomever."""
    person.says(f"/organisers {text}")
    with person.world.store.transaction() as connection:
        draft = connection.execute(table.select().where(table.c.chat == person.number, table.c.state == "draft")).one()
    return str(person.taps_data(f"relay:send:{draft.id}"))


def kept(world: Any) -> list[tuple[str, str, str]]:
    """Text, name and state of all questions."""
    with world.store.transaction() as connection:
        return [(row.text, row.name, row.state) for row in connection.execute(table.select().order_by(table.c.id))]


class TestOrganisers:
    def test_shows_exactly_what_is_sent(self, sam: Any) -> None:
        assert sam.says("/organisers Where do I park?") == f"{PREVIEW}\n\nWhere do I park?\n{BUTTONS}"

    def test_sends_a_silent_copy_to_each_organiser(self, world: Any, sam: Any) -> None:
        assert sam.says("/organisers Where do I *park*?").startswith(PREVIEW)
        replies = sam.replies("tap", "relay:send:1", message=1, query="tap")
        copies = [reply for reply in replies if isinstance(reply, Say)]
        assert [(copy.chat, copy.silent, copy.text.text) for copy in copies] == [
            (4, True, "A question to the organisers\n\nWhere do I *park*?\n\nReply to this message to answer. /inbox shows all that wait.")
        ]
        assert kept(world) == [("Where do I *park*?", "", "open")]

    def test_asks_for_the_words_where_none_stand_there(self, sam: Any) -> None:
        assert sam.says("/organisers") == (
            "What would you like to ask the organisers? Type it; you will see it before it is sent. /cancel leaves."
        )
        assert sam.says("Where do I park?") == f"{PREVIEW}\n\nWhere do I park?\n{BUTTONS}"

    def test_masks_a_patients_data_and_says_so(self, lan: Any, world: Any) -> None:
        assert lan.says("/organisers Bệnh nhân Nguyễn Văn An, 5 tuổi, gặp ai?") == (
            "Gửi ban tổ chức nội dung sau, không kèm tên anh/chị?\n\n"
            "Bệnh nhân ▮▮▮, ▮▮▮, gặp ai?\n\n"
            "Những chỗ giống thông tin người bệnh đã được che: ▮▮▮\n[Gửi]\n[Kèm tên tôi] [Thôi]"
        )
        assert kept(world) == [("Bệnh nhân ▮▮▮, ▮▮▮, gặp ai?", "", "draft")]

    def test_a_name_is_there_only_where_it_is_wanted(self, sam: Any, world: Any) -> None:
        sam.says("/organisers Where do I park?")
        sam.replies("tap", "relay:name:1", message=1, query="tap", name="Sam <b>")
        assert kept(world) == [("Where do I park?", "Sam <b>", "draft")]
        assert sam.buttons == ["[Send]", "[Without my name] [Cancel]"]
        sam.replies("tap", "relay:bare:1", message=1, query="tap", name="Sam <b>")
        assert kept(world) == [("Where do I park?", "", "draft")]

    def test_is_cancelled(self, sam: Any, world: Any) -> None:
        sam.says("/organisers Where do I park?")
        assert sam.taps("Cancel") == "(edited) Nothing was sent."
        assert kept(world) == []
        assert sam.taps_data("relay:send:1") == f"(edited) {GONE}"

    def test_is_too_long(self, sam: Any) -> None:
        assert sam.says(f"/organisers {'a' * (LONGEST + 1)}") == (
            "That is too long: at most 1000 letters, please. Type it again; /cancel leaves."
        )

    def test_in_a_group_leads_to_the_private_chat(self, sam: Any, world: Any) -> None:
        said = sam.says("/organisers@pow_bot Where do I park?", group=True)
        assert "→ https://t.me/pow_bot?start=organisers_" in said
        assert kept(world) == []

    def test_no_more_than_five_wait(self, sam: Any) -> None:
        for number in range(MOST):
            sent(sam, f"Question {number}?")
        full = "You have 5 questions with the organisers already; more cannot wait at once. One that you take back counts for an hour."
        assert sam.says("/organisers One more?") == full
        sam.taps_data("relay:back:1")
        assert sam.says("/organisers One more?") == full
        sam.world.later(61)
        assert sam.says("/organisers One more?").startswith(PREVIEW)


class TestTheButtonOfAnAnswer:
    def test_sends_the_question_that_was_asked(self, sam: Any, world: Any) -> None:
        sam.says("Where is the swimming pool on Mars, and does it open on Sundays after nine in the evening?")
        asked = sam.last
        assert sam.taps("Ask the organisers") == (
            f"{PREVIEW}\n\nWhere is the swimming pool on Mars, and does it open on Sundays after nine in the evening?\n{BUTTONS}"
        )
        with world.store.transaction() as connection:
            draft = questions.find(connection, 1)
        assert draft
        assert draft.message == asked

    def test_asks_for_it_where_it_is_not_kept(self, sam: Any) -> None:
        assert sam.taps_data("reach:en").startswith("What would you like to ask the organisers?")

    def test_is_found_by_an_organiser_who_begins_later(self, sam: Any, world: Any, person: Any, organiser: Any) -> None:
        organiser.says("/stop")
        with world.store.transaction() as connection:
            organisers.add(connection, 77, "organiser", world.now)
        sent(sam, "Where do I park?")
        assert person(world, 77, "en").says("/start").endswith("1 question waits for an answer. /inbox shows it.")

    def test_tells_how_to_reach_them_where_all_of_them_have_ended_it(self, sam: Any, organiser: Any) -> None:
        organiser.says("/stop")
        sam.says("Where is the swimming pool on Mars?")
        assert sam.taps("Ask the organisers").startswith("(edited) I do not know that.")
        assert not sam.says("/organisers Where?").startswith(PREVIEW)


class TestWhatADialogueTook:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Tôi đã nhận tin nhắn như lúc đầu. Muốn đổi, anh/chị bấm nút bên dưới hoặc nhắn lại."),
            ("fr", "J’ai gardé votre message dans sa première version. Pour le changer, passez par les boutons ou écrivez-le à nouveau."),
            ("en", "I took your message as it was first. To change it, use the buttons below it or type it anew."),
        ],
    )
    def test_is_no_question_when_it_is_changed(self, language: str, said: str, world: Any, person: Any) -> None:
        asker = person(world, 9, language)
        asker.says("/organisers")
        asker.says("Where do I park?")
        assert asker.edits(asker.last, "When is the workshop?") == said
        asker.says("/organisers Where do I park?")
        assert asker.edits(asker.last, "/organisers Where can I park?") == said


class TestTakenBack:
    def test_is_not_answered_and_the_copies_say_so(self, sam: Any, organiser: Any) -> None:
        sent(sam, "Where do I park?")
        assert sam.taps_data("relay:back:1", 150) == (
            "(edited) Taken back. The organisers will not answer it.\n\n(edited) Taken back by the one who asked:\n\nWhere do I park?"
        )
        assert organiser.says("/inbox") == "No question waits."
        assert sam.taps_data("relay:back:1") == "(edited) It has been dealt with already."

    def test_p20_not_by_another(self, sam: Any, stranger: Any, world: Any) -> None:
        sent(sam, "Where do I park?")
        assert stranger.taps_data("relay:back:1") == f"(edited) {GONE}"
        for forged in ("relay:back:99", "relay:back:", "relay:back:1x", f"relay:send:{'9' * 30}", "relay"):
            assert stranger.taps_data(forged) == f"(edited) {GONE}"
        assert kept(world) == [("Where do I park?", "", "open")]


class TestWhatWaits:
    def test_is_told_once_after_a_day(self, sam: Any, world: Any) -> None:
        sent(sam, "Where do I park?")
        world.later(24 * 60 - 1)
        assert sam.hears() == ""
        world.later(1)
        assert sam.hears() == "Your question still waits: the organisers have not answered it yet.\n[Take back]"
        world.later(48 * 60)
        assert sam.hears() == ""

    def test_p14_is_told_after_quiet_hours(self, sam: Any, world: Any) -> None:
        sam.says("/settings quiet 9-12")
        sent(sam, "Where do I park?")
        world.later(24 * 60)
        assert sam.hears() == ""
        world.later(2 * 60)
        assert sam.hears().startswith("Your question still waits")

    def test_p14_is_told_at_once_when_quiet_hours_are_given_up(self, sam: Any, world: Any) -> None:
        sam.says("/settings quiet 9-12")
        sent(sam, "Where do I park?")
        world.later(24 * 60)
        assert sam.hears() == ""
        sam.says("/settings quiet off")
        assert sam.hears().startswith("Your question still waits")

    def test_p14_is_held_by_quiet_hours_that_begin_while_it_is_on_its_way(self, sam: Any, world: Any) -> None:
        sent(sam, "Where do I park?")
        with world.store.transaction() as connection:
            put_off(connection, sam.number, "waits", "1", world.now)
        sam.says("/settings quiet 9-12")
        assert sam.hears() == ""
        world.later(2 * 60)
        assert sam.hears().startswith("Your question still waits")

    def test_is_not_told_of_what_was_taken_back(self, sam: Any, world: Any) -> None:
        sent(sam, "Where do I park?")
        sam.taps_data("relay:back:1")
        world.later(24 * 60)
        assert sam.hears() == ""


class TestADigest:
    def test_stands_for_the_copies_where_more_than_five_wait(self, sam: Any, lan: Any) -> None:
        for number in range(MOST):
            assert "A question to the organisers" in sent(sam, f"Question {number}?")
        seen = sent(lan, "Câu thứ sáu?")
        assert "6 questions wait for an answer. /inbox shows them." in seen
        assert "A question to the organisers" not in seen
        assert "(edited) 7 questions wait for an answer." in sent(lan, "Câu thứ bảy?")
        lan.world.later(60)
        assert "\n\n8 questions wait" in f"\n\n{sent(lan, 'Câu thứ tám?')}"


def test_p21_all_of_it_is_copied_and_erased(sam: Any, world: Any) -> None:
    sent(sam, "Where do I park?")
    with world.store.transaction() as connection:
        assert [row["text"] for row in people.copy(connection, sam.number)["questions"]] == ["Where do I park?"]
    sam.says("/forget")
    sam.taps("Erase everything")
    with world.store.transaction() as connection:
        assert "questions" not in people.copy(connection, sam.number)


def test_a_copy_that_is_not_sent_yet_goes_when_the_question_is_taken_back(sam: Any, world: Any) -> None:
    number = 1
    sent(sam, "Where do I park?")
    with world.store.transaction() as connection:
        put_off(connection, 4, "copy", str(number), world.now)
        put_off(connection, 4, "waits", str(number), world.now)
        questions.change(connection, [number], state="withdrawn")
    world.tick()
    assert world.dropped == ["it waits no more", "it waits no more"]
