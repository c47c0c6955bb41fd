"""What was announced: asked for in three languages, and told once to whoever comes later."""

from typing import Any

import pytest

from workshop_bot.delivery.turn import Edit, Media, Say
from workshop_bot.store import announcements, chats
from workshop_bot.store.tables import slots
from workshop_bot.texts.markup import Mark, Rendered

BUS = {"en": "The bus leaves at 17:00", "fr": "Le bus part à 17 h", "vi": "Xe buýt đi lúc 17 giờ"}


@pytest.fixture(autouse=True)
def met(organiser: Any) -> None:
    organiser.says("/start")


@pytest.fixture
def announced(world: Any, organiser: Any) -> Any:
    """Announce now: `announced("text", audience="room", urgent=True, fr="…")`; its number."""

    def announce(text: str, audience: str = "all", urgent: bool = False, until: str = "", media: str = "", **others: str) -> int:
        organiser.says(f"/announce {text}")
        number = announcements_of(world)[0].id
        for language, words in others.items():
            organiser.taps_data(f"announce:text:{number}:{language}")
            organiser.says(words)
        organiser.taps_data(f"announce:to:{number}:{audience}")
        organiser.taps_data(f"announce:urgent:{number}:{int(urgent)}")
        if media:
            organiser.sends("photo", media=Media("photo", media))
        if until:
            organiser.taps_data(f"announce:until:{number}")
            organiser.says(until)
        if "Send now" not in organiser.buttons[0]:  # nobody is there yet
            with world.store.transaction() as connection:
                announcements.change(connection, number, "draft", state="done", begun=world.now, ended=world.now)
        else:
            organiser.taps(organiser.buttons[0].strip("[]"))
        return number

    return announce


def announcements_of(world: Any) -> list[announcements.Announcement]:
    with world.store.transaction() as connection:
        return announcements.of_state(connection)


def agreed(person: Any) -> str:
    """Begin, and agree to announcements; what is seen then."""
    person.says("/start")
    return str(person.taps({"en": "Yes", "fr": "Oui", "vi": "Có"}[person.language[:2]]))


class TestAsked:
    @pytest.mark.parametrize(
        ("who", "question", "said"),
        [
            ("sam", "What was announced today?", f"Today, Mon 2 Dec: 1 announcement\n\n10:00\n{BUS['en']}"),
            ("claire", "Quelles annonces aujourd'hui ?", f"Aujourd’hui, lundi 2 décembre\u202f: 1 annonce\n\n10\u202fh\n{BUS['fr']}"),
            ("lan", "Hôm nay ban tổ chức thông báo gì?", f"Hôm nay, Thứ Hai 2/12: 1 thông báo\n\n10:00\n{BUS['vi']}"),
            ("lan", "hom nay btc co thong bao gi khong", f"Hôm nay, Thứ Hai 2/12: 1 thông báo\n\n10:00\n{BUS['vi']}"),
        ],
    )
    def test_is_told_with_its_hour_in_ones_language(self, request: Any, announced: Any, who: str, question: str, said: str) -> None:
        person = request.getfixturevalue(who)
        agreed(person)
        announced(**{"text": BUS["en"], "fr": BUS["fr"], "vi": BUS["vi"]})
        assert person.says(question) == said

    @pytest.mark.parametrize(
        ("who", "question", "said"),
        [
            ("sam", "announcements yesterday?", "Yesterday, Sun 1 Dec: nothing was announced."),
            ("claire", "Quelles annonces hier ?", "Hier, dimanche 1er décembre\u202f: aucune annonce."),
            ("claire", "Quelles annonces le 30 novembre ?", "Samedi 30 novembre\u202f: aucune annonce."),
            ("lan", "Hôm qua có thông báo gì không?", "Hôm qua, Chủ Nhật 1/12: không có thông báo nào."),
            ("sam", "all announcements", "Nothing has been announced yet."),
            ("claire", "Toutes les annonces", "Aucune annonce pour l’instant."),
            ("lan", "Tất cả thông báo", "Chưa có thông báo nào."),
        ],
    )
    def test_says_where_there_was_none(self, request: Any, who: str, question: str, said: str) -> None:
        assert request.getfixturevalue(who).says(question) == said

    def test_all_of_it_is_told_by_day_the_newest_first(self, announced: Any, sam: Any, world: Any) -> None:
        agreed(sam)
        announced("First")
        world.at("2024-12-03 08:30")
        announced("Second")
        assert sam.says("Show me all announcements") == ("2 announcements so far\n\nTue 3 Dec, 8:30\nSecond\n\nMon 2 Dec, 10:00\nFirst")
        assert sam.says("What was announced yesterday?") == "Yesterday, Mon 2 Dec: 1 announcement\n\n10:00\nFirst"
        assert sam.says("What was announced on Monday?") == "Yesterday, Mon 2 Dec: 1 announcement\n\n10:00\nFirst"

    def test_many_are_told_with_how_many_more(self, announced: Any, sam: Any, world: Any) -> None:
        agreed(sam)
        for number in range(12):
            announced(f"Number {number}")
        said = sam.says("What was announced today?")
        assert said.startswith("Today, Mon 2 Dec: 12 announcements\n\n")
        assert said.endswith("\n\nand 2 earlier ones")

    def test_what_was_not_for_the_asker_is_not_told(self, announced: Any, sam: Any, claire: Any) -> None:
        sam.says("/settings online")
        claire.says("/start")
        announced("In the room", audience="room")
        announced("For French", audience="language:fr")
        assert sam.says("any announcements?") == "Nothing has been announced yet."
        assert "For French" in claire.says("Toutes les annonces")

    def test_of_the_followers_of_a_session(self, announced: Any, sam: Any, lan: Any) -> None:
        sam.says("/remind session surgery-1")
        announced("Bring your cases", audience="session:surgery-1")
        assert "Bring your cases" in sam.says("announcements")
        assert lan.says("announcements") == "Chưa có thông báo nào."

    def test_in_a_group_what_went_to_groups(self, announced: Any, sam: Any, world: Any) -> None:
        with world.store.transaction() as connection:
            chats.meet(connection, -1001, False, world.now)
            chats.change(connection, -1001, announcements="all")
        announced("For all of you")
        announced("For groups", audience="groups")
        assert sam.says("/ask@pow_bot What was announced today?", group=True) == "Today, Mon 2 Dec: 1 announcement\n\n10:00\nFor groups"

    def test_hours_are_those_of_the_reader_and_can_be_tapped(self, announced: Any, sam: Any) -> None:
        agreed(sam)
        sam.says("/settings zone Paris")
        announced("Lunch")
        (said,) = sam.replies("text", "What was announced today?")
        assert isinstance(said, Say)
        assert said.text.text == "Today, Mon 2 Dec: 1 announcement\n\n4:00\nLunch"
        start = Rendered("Today, Mon 2 Dec: 1 announcement\n\n", ()).units
        assert Mark("time", start, 4, unix=1733108400) in said.text.marks

    def test_a_photo_is_shown_once_more(self, announced: Any, sam: Any) -> None:
        agreed(sam)
        announced("The map", media="abc")
        assert sam.says("What was announced today?") == (
            "Today, Mon 2 Dec: 1 announcement\n\n10:00 · with a photo\nThe map\n[Open the file of 10:00]"
        )
        (shown,) = (reply for reply in sam.replies("tap", "bulletin:1", message=1, query="tap") if isinstance(reply, Say))
        assert (shown.text.text, shown.media) == ("The map", Media("photo", "abc"))

    def test_p20_a_forged_button_shows_nothing_of_others(self, announced: Any, sam: Any, stranger: Any) -> None:
        agreed(sam)
        sam.says("/settings language fr")
        number = announced("Pour vous", audience="language:fr")
        for forged in (str(number), "99", "", "x", "9" * 30):
            assert stranger.taps_data(f"bulletin:{forged}") == "(edited) That is not there any more. Please ask again."

    def test_a_question_that_is_changed_is_answered_anew(self, announced: Any, sam: Any) -> None:
        agreed(sam)
        announced("Lunch")
        sam.says("What was announced yesterday?")
        assert sam.edits(sam.last, "What was announced today?") == "(edited) Today, Mon 2 Dec: 1 announcement\n\n10:00\nLunch"

    def test_other_questions_are_answered_as_ever(self, sam: Any) -> None:
        assert not sam.says("When are the results announced?").startswith("Nothing")


class TestLate:
    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ("sam", f"1 announcement from before you came, still true:\n\nMon 2 Dec, 10:00\n{BUS['en']}"),
            ("claire", f"1 annonce d’avant votre arrivée, toujours valable\u202f:\n\nlundi 2 décembre à 10\u202fh\n{BUS['fr']}"),
            ("lan", f"1 thông báo trước khi anh/chị tham gia, vẫn còn giá trị:\n\nThứ Hai 2/12, 10:00\n{BUS['vi']}"),
        ],
    )
    def test_who_agrees_gets_what_still_counts(self, request: Any, announced: Any, who: str, said: str) -> None:
        announced(**{"text": BUS["en"], "fr": BUS["fr"], "vi": BUS["vi"]})
        assert agreed(request.getfixturevalue(who)).endswith(f"\n\n{said}")

    def test_once_in_one_message(self, announced: Any, sam: Any, world: Any) -> None:
        announced("First")
        announced("Second")
        assert agreed(sam).endswith(
            "2 announcements from before you came, still true:\n\nMon 2 Dec, 10:00\nSecond\n\nMon 2 Dec, 10:00\nFirst"
        )
        assert "First" not in sam.says("/start") + sam.taps_data("news:all") + sam.taps_data("set:announcements:all")

    def test_what_counts_no_more_does_not_come(self, announced: Any, sam: Any, world: Any) -> None:
        announced("Lunch is ready", until="13:00")
        world.at("2024-12-02 13:00")
        assert "Lunch" not in agreed(sam)

    def test_what_came_already_does_not_come_again(self, announced: Any, sam: Any) -> None:
        agreed(sam)
        announced("Lunch")
        assert "Lunch" not in sam.says("/start")

    def test_who_does_not_agree_gets_the_urgent_ones_alone(self, announced: Any, sam: Any) -> None:
        announced("Lunch")
        announced("Fire drill", urgent=True)
        assert sam.says("/start").endswith("1 announcement from before you came, still true:\n\nMon 2 Dec, 10:00\nFire drill")
        assert sam.taps("Yes").endswith("1 announcement from before you came, still true:\n\nMon 2 Dec, 10:00\nLunch")

    def test_who_comes_by_a_link_gets_them_below_it(self, announced: Any, sam: Any) -> None:
        announced("Fire drill", urgent=True)
        assert sam.says("/start s_surgery-1").endswith("1 announcement from before you came, still true:\n\nMon 2 Dec, 10:00\nFire drill")

    def test_who_wants_silence_has_it(self, announced: Any, sam: Any) -> None:
        sam.says("/settings online")
        sam.says("/start")
        announced("Fire drill", audience="room", urgent=True)
        sam.says("/settings room")
        assert "Fire drill" not in sam.says("/start stop")
        assert "Fire drill" in sam.says("/start")

    def test_who_wants_none_gets_none(self, announced: Any, sam: Any) -> None:
        sam.says("/start")
        sam.taps_data("set:announcements:none")
        announced("Fire drill", urgent=True)
        assert "Fire" not in sam.says("/start")

    def test_agreeing_in_the_settings_is_agreeing(self, announced: Any, sam: Any) -> None:
        sam.says("/start")
        announced("Lunch")
        assert sam.taps_data("set:announcements:all").endswith("Lunch")
        assert "Lunch" not in sam.taps_data("set:announcements:all")

    def test_agreeing_in_words_is_agreeing(self, announced: Any, sam: Any) -> None:
        sam.says("/start")
        announced("Lunch")
        assert sam.says("/settings announcements all").endswith("Lunch")

    def test_is_corrected_and_taken_back_with_the_others(self, announced: Any, sam: Any, organiser: Any, world: Any) -> None:
        number = announced("The bus leaves at 17:00")
        agreed(sam)
        organiser.taps_data(f"correct:of:{number}")
        organiser.says("The bus leaves at 18:00")
        world.at("2024-12-02 10:20")
        replies = organiser.replies("tap", "correct:do:2", message=1, query="tap")
        (edit,) = (reply for reply in replies if isinstance(reply, Edit) and reply.chat == sam.number)
        assert edit.text.text == (
            "1 announcement from before you came, still true:\n\nMon 2 Dec, 10:00 · corrected at 10:20\nThe bus leaves at 18:00"
        )
        assert "corrected at 10:20\nThe bus leaves at 18:00" in sam.says("What was announced today?")
        organiser.taps_data(f"correct:sure:{number}")
        assert world.shown[sam.number, late_message(world, sam)].text.text == "The organisers have taken back what stood here."
        assert sam.says("What was announced today?") == "Today, Mon 2 Dec: nothing was announced."


def late_message(world: Any, person: Any) -> int:
    """The message that came late."""
    with world.store.transaction() as connection:
        row = connection.execute(slots.select().where(slots.c.chat == person.number, slots.c.slot.startswith("late:"))).one()
    return int(row.message)
