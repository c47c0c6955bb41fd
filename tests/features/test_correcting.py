"""What has gone out is corrected where it stands, or withdrawn; in three languages, and by one organiser alone."""

from typing import Any

import pytest

from workshop_bot.delivery.turn import Delete, Edit, Media, Say
from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement

OTHER = 8
REPORT = "Delivered to 3 of 3.\n[Correct] [Withdraw]"


@pytest.fixture
def sent(world: Any, organiser: Any, lan: Any, claire: Any, sam: Any) -> int:
    """An announcement in English and French that Lan, Claire and Sam have got."""
    for person, yes in ((lan, "Có"), (claire, "Oui"), (sam, "Yes")):
        person.says("/start")
        person.taps(yes)
    organiser.says("/start")
    organiser.says("/announce The bus leaves at 17:00")
    organiser.taps("Write it in French too")
    organiser.says("Le bus part à 17 h")
    organiser.taps("Send now to 3")
    world.later(1)
    organiser.hears()
    return 1


def kept(world: Any, number: int = 1) -> Announcement:
    with world.store.transaction() as connection:
        found = announcements.find(connection, number)
    assert found
    return found


def to(replies: list[Any], person: Any) -> list[Any]:
    """What of it a person sees."""
    return [reply for reply in replies if isinstance(reply, Say | Edit | Delete) and reply.chat == person.number]


def draft(organiser: Any, language: str, text: str, number: int = 1) -> str:
    """Type a correction; what is shown then."""
    organiser.taps_data(f"correct:of:{number}")
    organiser.taps({"en": "English", "fr": "Français"}[language])
    return str(organiser.says(text))


def test_a_text_is_chosen_typed_and_seen(sent: int, organiser: Any, world: Any) -> None:
    assert organiser.newest == REPORT
    assert organiser.taps("Correct") == "Which text do you correct?\n[English]\n[Français]\n[Cancel]"
    assert organiser.taps("Français") == (
        "Type the corrected text in French. You will see it before it takes the place of what was sent.\n[Cancel]"
    )
    assert organiser.says("Le bus part à 18 h") == (
        "This will stand in the place of what was sent:\n\nLe bus part à 18 h\n\nCorrigé\n\n"
        "Correct it in 3 chats? An edit makes no sound; a line in reply does.\n"
        "[Correct and tell them]\n[Correct silently]\n[Correct the English text]\n[Type it anew] [Cancel]"
    )
    assert kept(world).texts["fr"] == '{"text":"Le bus part à 17 h","marks":[]}'


def test_is_corrected_where_it_stands_without_a_sound(sent: int, organiser: Any, sam: Any, claire: Any, lan: Any) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    replies = organiser.replies("tap", "correct:do:2", message=1, query="tap")
    assert [(type(one), one.text.text) for one in to(replies, claire)] == [(Edit, "Le bus part à 18 h\n\nCorrigé")]
    assert to(replies, organiser)[0].text.text == "Corrected. The edits are on their way to 3 chats."


@pytest.mark.parametrize(
    ("who", "line", "text"),
    [
        ("sam", "This announcement was corrected: please read it again.", "The bus leaves at 18:00\n\nCorrected"),
        ("claire", "Cette annonce a été corrigée", "Le bus part à 18 h\n\nCorrigé"),
        ("lan", "Thông báo này đã", "The bus leaves at 18:00\n\nĐã sửa"),
    ],
)
def test_and_they_are_told_in_reply(request: Any, sent: int, organiser: Any, who: str, line: str, text: str) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    organiser.taps("Correct the English text")
    organiser.says("The bus leaves at 18:00")
    replies = to(organiser.replies("tap", "correct:tell:2", message=1, query="tap"), request.getfixturevalue(who))
    edited, told = replies
    assert (type(edited), type(told)) == (Edit, Say)
    assert edited.text.text.startswith(text)
    assert told.text.text.startswith(line)
    assert told.replies_to


def test_what_stands_there_already_is_no_correction(sent: int, organiser: Any) -> None:
    assert draft(organiser, "fr", "Le bus part à 17 h") == "That is what stands there already.\n[Type it anew] [Cancel]"
    assert organiser.taps("Cancel") == "(edited) Nothing was corrected."
    assert organiser.says("Le bus part à 18 h") != "This will stand in the place of what was sent:"


def test_a_second_tap_and_an_old_button_correct_nothing(sent: int, organiser: Any, world: Any) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    organiser.taps("Correct silently")
    first = kept(world).corrected
    world.later(1)
    for data in ("correct:do:2", "correct:tell:2", "correct:text:2:fr", "correct:do:99", "correct:do:1", "correct:of:", "correct"):
        assert organiser.taps_data(data) == "(edited) This announcement is not there any more. /announce shows what there is."
    assert kept(world).corrected == first


def test_of_two_organisers_the_second_is_told(sent: int, organiser: Any, second: Any, claire: Any, world: Any) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    draft(second, "fr", "Le bus part à 19 h")
    assert second.taps_data("correct:do:2") == "(edited) This announcement is not there any more. /announce shows what there is."
    second.taps("Correct silently")
    assert organiser.taps("Correct silently") == ("(edited) Nothing was corrected: another organiser has changed it meanwhile.\n[Show it]")
    assert claire.newest == "Le bus part à 19 h\n\nCorrigé"


def test_is_withdrawn_after_a_question(sent: int, organiser: Any, sam: Any, world: Any) -> None:
    assert organiser.taps("Withdraw") == (
        "Withdraw it from 3 chats? It is deleted where Telegram still allows it, within 48 hours; elsewhere it will say that it was "
        "withdrawn. This cannot be undone.\n[Yes, withdraw it]\n[Back]"
    )
    assert organiser.taps("Back").endswith(REPORT)
    organiser.taps("Withdraw")
    replies = organiser.replies("tap", "correct:sure:1", message=1, query="tap")
    assert [type(one) for one in to(replies, sam)] == [Delete]
    assert to(replies, organiser)[0].text.text == "Withdrawn. It is being taken back."
    assert kept(world).state == "withdrawn"
    assert organiser.taps_data("correct:of:1") == "(edited) Withdrawn, sent on Mon 2 Dec, 10:00"
    assert organiser.taps_data("correct:sure:1") == "(edited) Withdrawn, sent on Mon 2 Dec, 10:00"


def test_a_correction_that_was_told_is_corrected_again_and_withdrawn_with_its_line(sent: int, organiser: Any, claire: Any) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    organiser.taps("Correct and tell them")
    draft(organiser, "fr", "Le bus part à 19 h")
    edited, told = to(organiser.replies("tap", "correct:tell:3", message=1, query="tap"), claire)
    assert edited.text.text == "Le bus part à 19 h\n\nCorrigé"
    assert told.replies_to == edited.message
    gone = to(organiser.replies("tap", "correct:sure:1", message=1, query="tap"), claire)
    assert [(type(one), one.slot) for one in gone] == [(Delete, "announce:1"), (Delete, "announce:1:line")]


def test_is_withdrawn_by_words_where_it_is_too_old(sent: int, organiser: Any, sam: Any, world: Any) -> None:
    world.later(3 * 24 * 60)
    organiser.taps("Withdraw")
    organiser.taps("Yes, withdraw it")
    assert sam.newest == "The organisers have withdrawn this announcement."


def test_a_correction_of_what_was_withdrawn_meanwhile_is_none(sent: int, organiser: Any, second: Any) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    second.taps_data("correct:sure:1")
    assert organiser.taps("Correct silently") == "(edited) Withdrawn, sent on Mon 2 Dec, 10:00"
    assert organiser.says("Le bus part à 20 h") != "Le bus"


def test_p20_strangers_correct_and_withdraw_nothing(sent: int, organiser: Any, stranger: Any, world: Any) -> None:
    draft(organiser, "fr", "Le bus part à 18 h")
    for data in ("correct:of:1", "correct:do:2", "correct:tell:2", "correct:withdraw:1", "correct:sure:1"):
        assert stranger.taps_data(data) == "This button is out of date. Just type your question; /help shows what I can do."
    assert (kept(world).state, kept(world).corrected) == ("done", None)


def test_a_file_takes_the_place_of_no_other(sent: int, organiser: Any, world: Any) -> None:
    organiser.taps_data("correct:of:1")
    organiser.taps("English")
    told = "A correction changes the text alone. Type it here; for another file, withdraw the announcement and send a new one."
    assert organiser.sends("photo", media=Media("photo", "abc"), caption="The map") == f"{told}\n[Cancel]"
    organiser.says("The bus leaves at 18:00")
    organiser.taps("Correct silently")
    assert kept(world).texts["en"] == '{"text":"The bus leaves at 18:00","marks":[],"corrected":true}'
