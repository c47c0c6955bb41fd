"""Organisers announce: a draft, its preview, for whom, when, and out; two of them at once, double taps, old buttons."""

from collections.abc import Iterator
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


def panel(organiser: Any) -> str:
    """The newest message."""
    shown = organiser.world.shown[organiser.number, organiser.world.newest[organiser.number]]
    return "\n".join([shown.text.text, *organiser.buttons])


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
