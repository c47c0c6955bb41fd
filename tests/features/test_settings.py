"""Settings: a main page and a page for each, edited in place, and the same in typed words."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from workshop_bot import owed
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.store import conversations, follows
from workshop_bot.store.tables import reminders
from workshop_bot.texts.zones import tzinfo

EN = """Settings
Language: English
Reminders: 15 min before
Taking part: in the room and online
Quiet hours: none
Time zone: Hanoi (the workshop’s)
Morning summary: none
Announcements: only urgent ones
[Tiếng Việt] [Français] [✓ English]
[Reminders] [Taking part]
[Quiet hours] [Time zone]
[Morning summary] [Announcements]"""
FR = """Réglages
Langue\u202f: Français
Rappels\u202f: 15 min avant
Participation\u202f: sur place et en ligne
Heures de silence\u202f: aucune
Fuseau horaire\u202f: Hanoï (celui de l’atelier)
Résumé du matin\u202f: aucun
Annonces\u202f: seulement les messages urgents
[Tiếng Việt] [✓ Français] [English]
[Rappels] [Participation]
[Heures de silence] [Fuseau horaire]
[Résumé du matin] [Annonces]"""
VI = """Cài đặt
Ngôn ngữ: Tiếng Việt
Nhắc trước: 15 phút
Tham dự: trực tiếp và trực tuyến
Giờ yên tĩnh: không đặt
Múi giờ: Hà Nội (giờ hội thảo)
Tóm tắt buổi sáng: không nhận
Thông báo: chỉ nhận tin khẩn
[✓ Tiếng Việt] [Français] [English]
[Nhắc trước] [Tham dự]
[Giờ yên tĩnh] [Múi giờ]
[Tóm tắt buổi sáng] [Thông báo]"""

QUIET = "In these hours you get only what is urgent, and reminders of sessions that begin in them."
ZONE = "Hours come in your zone first, with the workshop’s in brackets; quiet hours and the morning summary go by it."
TYPE_ZONE = "Type your city, such as Paris, or the difference from UTC, such as +7."


def first(said: str) -> str:
    return said.removeprefix("(edited) ").partition("\n")[0]


def due(world: Any, chat: int) -> list[tuple[int, datetime]]:
    """The lead and moment of each reminder that a chat waits for, in order."""
    with world.store.transaction() as connection:
        rows = connection.execute(select(reminders.c.lead, reminders.c.due).where(reminders.c.chat == chat).order_by(reminders.c.due))
        return [(row.lead, row.due) for row in rows]


def dialogue(world: Any, person: Any) -> str:
    with world.store.transaction() as connection:
        return conversations.find(connection, person.number, person.number).dialogue


@pytest.mark.parametrize(("language", "shown"), [("vi", VI), ("fr", FR), ("en", EN)])
def test_show_what_is_chosen_in_one_page(language: str, shown: str, world: Any, person: Any) -> None:
    assert person(world, 7, language).says("/settings") == shown


class TestATap:
    def test_changes_the_language_of_the_message_and_back(self, sam: Any) -> None:
        sam.says("/settings")
        assert sam.taps("Français") == f"(edited) {FR}"
        assert sam.row.language == "fr"
        assert sam.taps("English") == f"(edited) {EN}"

    def test_leads_to_a_page_and_back(self, sam: Any) -> None:
        sam.says("/settings")
        shown = f"""Quiet hours: none

{QUIET}
You can type hours of your own, such as 21-6.
[✓ None] [22:00–7:00] [23:00–6:00]
[Back]"""
        assert sam.taps("Quiet hours") == f"(edited) {shown}"
        assert sam.taps("Back") == f"(edited) {EN}"
        assert sam.taps("Taking part") == (
            "(edited) Taking part: in the room and online\n\n"
            "Reminders name the room for those in the room, the link for those online.\n"
            "[In the room] [Online] [✓ Both]\n[Back]"
        )

    @pytest.mark.parametrize(
        ("page", "tapped", "before", "column", "kept", "line"),
        [
            ("Taking part", "Online", "Both", "presence", "online", "Taking part: online"),
            ("Taking part", "In the room", "Both", "presence", "room", "Taking part: in the room"),
            ("Quiet hours", "22:00–7:00", "None", "quiet", "22:00-07:00", "Quiet hours: 22:00–7:00"),
            ("Morning summary", "7:30", "None", "summary", "07:30", "Morning summary: at 7:30"),
            ("Announcements", "All", "Urgent", "announcements", "all", "Announcements: all of them"),
            ("Announcements", "None", "Urgent", "announcements", "none", "Announcements: none"),
        ],
    )
    def test_changes_one_thing_and_the_value_before_takes_it_back(
        self, page: str, tapped: str, before: str, column: str, kept: str, line: str, sam: Any
    ) -> None:
        sam.says("/settings")
        shown = sam.taps(page)
        changed = sam.taps(tapped)
        assert (first(changed), getattr(sam.row, column)) == (line, kept)
        assert f"[✓ {tapped}]" in changed
        assert first(sam.taps(before)) == first(shown)

    def test_on_what_is_chosen_already_changes_nothing(self, sam: Any) -> None:
        sam.says("/settings quiet 22-7")
        before = sam.row
        sam.taps("✓ 22:00–7:00")
        assert sam.row == before

    @pytest.mark.parametrize(
        "data",
        [
            *("", "language", "language:", "language:de", "silent:1", "gone:blocked", "summary_due:1", "😀", "announcements:asked"),
            *("presence:moon", "quiet:22:00-22:00", "quiet:x", "zone:Mars", "summary:25"),
            *("lead:4", "lead:off", "lead:121", "lead:30 20 10", "lead:-30"),
        ],
    )
    def test_that_is_forged_changes_nothing(self, data: str, sam: Any) -> None:
        sam.says("/settings")
        before = sam.row
        sam.taps_data(f"set:{data}")
        assert sam.row == before

    def test_of_another_in_a_group_changes_nothing(self, sam: Any, lan: Any) -> None:
        lan.says("/settings")
        sam.says("/settings")
        assert sam.taps_data("set:language:fr", group=True) == "(alert) Đây là việc riêng của anh/chị: mời anh/chị nhắn riêng với tôi."
        assert (sam.row.language, lan.row.language) == ("", "")


class TestLeadTimes:
    def test_are_ticked_one_or_two(self, sam: Any) -> None:
        sam.says("/settings")
        assert sam.taps("Reminders").split("\n")[-3:] == ["[5 min] [10 min] [✓ 15 min]", "[30 min] [60 min]", "[Back]"]
        assert first(sam.taps("60 min")) == "Reminders: 60 min and 15 min before"
        assert (sam.row.lead, sam.row.second_lead) == (60, 15)
        assert first(sam.taps("✓ 15 min")) == "Reminders: 60 min before"
        assert (sam.row.lead, sam.row.second_lead) == (60, 0)

    def test_are_no_more_and_no_less(self, sam: Any) -> None:
        sam.says("/settings lead 30 10")
        assert sam.taps("60 min").startswith("(toast) Choose one or two.\n\n(edited) Reminders: 30 min and 10 min before\n")
        sam.taps("✓ 30 min")
        assert sam.taps("✓ 10 min").startswith("(toast) Choose one or two.\n\n(edited) Reminders: 10 min before\n")

    def test_that_were_typed_stay_to_be_tapped_again(self, sam: Any) -> None:
        sam.says("/settings lead 45")
        assert sam.taps("15 min").split("\n")[-3:-1] == ["[5 min] [10 min] [✓ 15 min]", "[30 min] [✓ 45 min] [60 min]"]
        assert sam.taps("✓ 45 min").split("\n")[-3:-1] == ["[5 min] [10 min] [✓ 15 min]", "[30 min] [45 min] [60 min]"]
        assert first(sam.taps("45 min")) == "Reminders: 45 min and 15 min before"

    def test_plan_the_reminders_anew(self, world: Any, sam: Any) -> None:
        session = next(one for one in world.ready.knowledge.sessions if one.begins and one.day.day > 2)
        sam.says("/settings")
        with world.store.transaction() as connection:
            follows.follow(connection, sam.number, f"session:{session.id}", world.now)
            owed.plan(connection, world.ready.knowledge, world.now, chat=sam.number)
        minutes = [lead for lead, _ in due(world, sam.number)]
        sam.says("/settings lead 60 5")
        assert (minutes, [lead for lead, _ in due(world, sam.number)]) == ([15], [60, 5])
        sam.taps("✓ 60 min")
        assert [(session.begins - moment).total_seconds() for _, moment in due(world, sam.number)] == [300]


class TestTypedWords:
    @pytest.mark.parametrize(
        "typed", ["language fr", "LANGUE Français", "ngôn ngữ tiếng Pháp", "ngon ngu fr", "langue français", "language French", "français"]
    )
    def test_choose_a_language(self, typed: str, sam: Any) -> None:
        assert sam.says(f"/settings {typed}") == FR

    @pytest.mark.parametrize(
        ("typed", "chosen"),
        [
            *((typed, {"lead": 30, "second_lead": 10}) for typed in ("lead 30 10", "nhắc trước 30 phút và 10 phút", "rappels 10 30")),
            *((typed, {"lead": 30}) for typed in ("lead 30", "nhac truoc 30", "rappel 30 min avant", "reminders 30 min")),
            *((typed, {"quiet": "22:00-07:00"}) for typed in ("quiet 22-7", "im lặng 22-7", "im lang 22h-7h", "silence 22 h – 7 h")),
            ("quiet hours from 21:30 to 6", {"quiet": "21:30-06:00"}),
            ("giờ yên tĩnh từ 22 giờ đến 7 giờ", {"quiet": "22:00-07:00"}),
            *((typed, {"zone": zone}) for typed, zone in (("zone europe/paris", "Europe/Paris"), ("múi giờ lyon", "Europe/Paris Lyon"))),
            *((typed, {"zone": "-03:30"}) for typed in ("zone GMT-3:30", "fuseau −3h30")),
            *((typed, {"summary": "07:30"}) for typed in ("summary 7:30", "tóm tắt 7 giờ rưỡi", "résumé du matin à 7 h 30", "resume 7h30")),
            *((typed, {"presence": "room"}) for typed in ("room", "presence in person", "tai cho", "trực tiếp", "tham dự tại chỗ")),
            *((typed, {"presence": "online"}) for typed in ("online", "trực tuyến", "à distance", "en ligne")),
            *((typed, {"presence": "both"}) for typed in ("both", "cả hai", "les deux")),
            *((typed, {"announcements": "all"}) for typed in ("announcements all", "annonces toutes", "thông báo tất cả")),
            *((typed, {"announcements": "none"}) for typed in ("announcements off", "annonces aucune", "thong bao khong nhan")),
            *((typed, {"announcements": "urgent"}) for typed in ("announcements urgent", "thông báo tin khẩn", "annonces urgentes")),
        ],
    )  # fmt: skip
    def test_choose(self, typed: str, chosen: dict[str, object], sam: Any) -> None:
        sam.says("/settings")
        before = sam.row
        sam.says(f"/settings {typed}")
        assert replace(sam.row, summary_due=None) == replace(before, **chosen)

    @pytest.mark.parametrize("off", ["off", "tắt", "không", "aucune", "none", "Non"])
    @pytest.mark.parametrize("what", ["quiet", "zone", "summary"])
    def test_take_a_choice_away(self, what: str, off: str, sam: Any) -> None:
        for typed in ("quiet 22-7", "zone Paris", "summary 7"):
            sam.says(f"/settings {typed}")
        before = sam.row
        sam.says(f"/settings {what} {off}")
        assert getattr(sam.row, what) == ""
        assert replace(sam.row, **{what: getattr(before, what)}, summary_due=before.summary_due) == before

    def test_show_the_page_with_what_was_chosen(self, sam: Any) -> None:
        assert sam.says("/settings quiet 21-6") == (
            f"Quiet hours: 21:00–6:00\n\n{QUIET}\n[None] [22:00–7:00]\n[23:00–6:00] [✓ 21:00–6:00]\n[Back]"
        )
        assert sam.taps("None").endswith("[✓ None] [22:00–7:00]\n[23:00–6:00] [21:00–6:00]\n[Back]")

    def test_without_a_value_show_the_page(self, sam: Any) -> None:
        assert sam.says("/settings quiet").startswith("Quiet hours: none\n")
        assert sam.says("/settings résumé du matin").startswith("Morning summary: none\n")
        assert sam.says("/settings language") == EN

    @pytest.mark.parametrize(
        "typed", ["language de", "announcements all urgent", "presence moon", "foo", "22-7", "silent", "<b>", "/settings", "quiet22-7"]
    )
    def test_that_are_no_setting_are_told_how(self, typed: str, sam: Any) -> None:
        sam.says("/settings")
        before = sam.row
        said = sam.says(f"/settings {typed}")
        assert first(said) == "I did not understand that. You can type, for example:"
        assert sam.row == before

    @pytest.mark.parametrize("language", ["vi", "fr", "en"])
    def test_that_the_help_names_are_understood(self, language: str, world: Any, person: Any) -> None:
        somebody = person(world, 7, language)
        how, *lines = somebody.says("/settings ?").split("\n")
        assert len(lines) == 7
        for line in lines:
            before = somebody.row
            somebody.says(line.removeprefix("• "))
            assert somebody.row != before, line
            assert somebody.says("/settings ?") != how

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("lead 200", "I did not understand that. You can type times of your own, from 5 to 120 minutes, such as 45 or 30 10."),
            ("quiet 22", "I did not understand that. You can type hours of your own, such as 21-6."),
            ("zone Mars", f"I do not know that place, or several have this name. {TYPE_ZONE}"),
        ],
    )
    def test_that_are_no_value_of_it_are_told_which_are(self, typed: str, said: str, sam: Any) -> None:
        assert sam.says(f"/settings {typed}") == f"{said} /cancel leaves it as it is."


class TestAPageThatAsks:
    @pytest.mark.parametrize(
        ("page", "typed", "line"),
        [
            ("Time zone", "Lyon", "Time zone: Lyon"),
            ("Time zone", "+2", "Time zone: UTC+2"),
            ("Time zone", "Huế", "Time zone: Hanoi (the workshop’s)"),
            ("Quiet hours", "21-6", "Quiet hours: 21:00–6:00"),
            ("Reminders", "45", "Reminders: 45 min before"),
            ("Morning summary", "6:45", "Morning summary: at 6:45"),
        ],
    )
    def test_takes_what_is_typed_next(self, page: str, typed: str, line: str, world: Any, sam: Any) -> None:
        sam.says("/settings")
        sam.taps(page)
        assert first(sam.says(typed)) == line
        assert dialogue(world, sam) == ""

    def test_asks_for_the_city(self, world: Any, sam: Any) -> None:
        sam.says("/settings")
        assert sam.taps("Time zone") == (
            f"(edited) Time zone: Hanoi (the workshop’s)\n\n{ZONE}\n{TYPE_ZONE}\n[✓ Hanoi (the workshop’s)]\n[Back]"
        )
        assert sam.says("Lyon") == f"Time zone: Lyon\n\n{ZONE}\n[Hanoi (the workshop’s)]\n[✓ Lyon]\n[Back]"
        assert sam.row.zone == "Europe/Paris Lyon"
        sam.taps("Hanoi (the workshop’s)")
        assert sam.row.zone == ""

    def test_asks_again_for_what_is_no_place_until_it_is_left(self, world: Any, sam: Any) -> None:
        sam.says("/settings zone")
        assert sam.says("Atlantis").startswith("I do not know that place, or several have this name. ")
        assert sam.says("Birmingham").startswith("I do not know that place, or several have this name. ")
        assert sam.says("/cancel") == "I have dropped that. Just type your question."
        assert not sam.says("Paris").startswith("Time zone")
        assert sam.row.zone == ""

    @pytest.mark.parametrize(
        "question", ["Is there a session on leukaemia tomorrow afternoon", "Dates?!", "who speaks about neuroblastoma"]
    )
    def test_leaves_a_question_to_be_answered(self, question: str, world: Any, sam: Any) -> None:
        answer = sam.says(question)
        sam.says("/settings zone")
        assert sam.says(question) == answer
        assert dialogue(world, sam) == ""

    def test_takes_no_words_for_an_hour(self, sam: Any) -> None:
        answer = sam.says("survival rates")
        sam.says("/settings quiet")
        assert sam.says("survival rates") == answer

    @pytest.mark.parametrize("tap", ["Back", "22:00–7:00"])
    def test_asks_no_more_once_something_was_tapped(self, tap: str, world: Any, sam: Any) -> None:
        sam.says("/settings quiet")
        assert dialogue(world, sam) == "settings:quiet"
        sam.taps(tap)
        assert dialogue(world, sam) == ""

    def test_asks_for_ten_minutes(self, world: Any, sam: Any) -> None:
        sam.says("/settings lead")
        world.later(10.1)
        sam.says("45")
        assert sam.row.lead == 15

    def test_takes_nothing_that_was_forwarded(self, sam: Any) -> None:
        sam.says("/settings lead")
        sam.says("45", forwarded=True)
        assert sam.row.lead == 15


class TestTheMorningSummary:
    def test_is_due_at_its_hour_in_the_zone(self, world: Any, sam: Any) -> None:
        sam.says("/settings summary 7:30")
        assert sam.row.summary_due == datetime(2024, 12, 3, 0, 30, tzinfo=UTC)  # 7:30 in Hanoi; it is ten o'clock there
        sam.says("/settings zone Paris")
        assert sam.row.summary_due == datetime(2024, 12, 2, 6, 30, tzinfo=UTC)
        sam.says("/settings zone -03:30")
        assert sam.row.summary_due == datetime(2024, 12, 2, 11, 0, tzinfo=UTC)
        sam.says("/settings summary off")
        assert sam.row.summary_due is None
        sam.says("/settings zone off")
        assert sam.row.summary_due is None


class TestOtherWorkshops:
    def changed(self, world: Any, **fields: object) -> None:
        workshop = world.ready.knowledge.workshop.model_copy(update=fields)
        world.ready = replace(world.ready, knowledge=replace(world.ready.knowledge, workshop=workshop))

    def test_of_one_language_have_none_to_choose(self, made_up: Any, person: Any) -> None:
        self.changed(made_up, languages=("en",))
        assert person(made_up, 7, "en").says("/settings").split("\n")[8:] == EN.split("\n")[9:]

    @pytest.mark.parametrize("mode", ["room", "online"])
    def test_in_the_room_or_online_alone_leave_no_choice(self, mode: str, made_up: Any, person: Any) -> None:
        self.changed(made_up, mode=mode)
        somebody = person(made_up, 7, "en")
        assert "Taking part" not in somebody.says("/settings")
        assert first(somebody.says("/settings online")) == "I did not understand that. You can type, for example:"
        somebody.taps_data("set:presence:online")
        assert somebody.row.presence == ""


@pytest.mark.parametrize(
    ("quiet", "first_quiet", "first_loud"),
    [("22-7", 22, 7), ("từ 23 giờ đến 6 giờ", 23, 6), ("13 h – 14 h", 13, 14), ("0-8", 0, 8), ("20-24", 20, 24), ("10 pm - 7 am", 22, 7)],
)
@pytest.mark.parametrize("zone", ["Paris", "Lyon", "Europe/Paris", "UTC+1"])
def test_p14_quiet_hours_chosen_in_paris_hold_on_the_clocks_of_paris(
    zone: str, quiet: str, first_quiet: int, first_loud: int, world: Any, claire: Any
) -> None:
    claire.says(f"/settings zone {zone}")
    claire.says(f"/settings quiet {quiet}")
    row, paris = claire.row, ZoneInfo("Europe/Paris")
    hours = {hour for hour in range(24) if (hour - first_quiet) % 24 < (first_loud - first_quiet) % 24}
    begins = datetime(2024, 12, 2, tzinfo=world.ready.knowledge.workshop.zone)
    for moment in (begins + timedelta(minutes=15 * count) for count in range(5 * 24 * 4)):
        until = quiet_until(row.quiet, tzinfo(row.zone), moment)
        assert (until is not None) == (moment.astimezone(paris).hour in hours)
        assert until is None or (until.astimezone(paris).hour, until.minute) == (first_loud % 24, 0)


def test_the_page_for_participants_names_what_is_understood(sam: Any) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "participants.md").read_text(encoding="utf-8")
    rows = [row for row in page.split("\n") if row.startswith("| `/settings ")]
    assert len(rows) == 18
    for row in rows:
        for typed in re.findall(r"`(?:/settings )?([^`]+)`", row.split("|")[1]):
            assert "\n[Back]" in sam.says(f"/settings {typed}"), typed
