"""Settings: one message edited in place, and the same in typed words."""

from dataclasses import replace
from typing import Any

import pytest

EN = "Settings\nLanguage: English\nAnnouncements: only urgent ones\n[Tiếng Việt] [Français] [✓ English]\n[All] [✓ Urgent] [None]"
FR = (
    "Réglages\nLangue\u202f: Français\nAnnonces\u202f: seulement les messages urgents\n"
    "[Tiếng Việt] [✓ Français] [English]\n[Toutes] [✓ Urgentes] [Aucune]"
)
VI = "Cài đặt\nNgôn ngữ: Tiếng Việt\nThông báo: chỉ nhận tin khẩn\n[✓ Tiếng Việt] [Français] [English]\n[Tất cả] [✓ Tin khẩn] [Không nhận]"


@pytest.mark.parametrize(("language", "shown"), [("vi", VI), ("fr", FR), ("en", EN)])
def test_show_what_is_chosen(language: str, shown: str, world: Any, person: Any) -> None:
    assert person(world, 7, language).says("/settings") == shown


class TestATap:
    def test_changes_the_language_of_the_message_and_back(self, sam: Any) -> None:
        sam.says("/settings")
        assert sam.taps("Français") == f"(edited) {FR}"
        assert sam.row.language == "fr"
        assert sam.taps("English") == f"(edited) {EN}"
        assert sam.row.language == "en"

    @pytest.mark.parametrize(("words", "kept", "told"), [("All", "all", "all of them"), ("None", "none", "none")])
    def test_changes_the_announcements(self, words: str, kept: str, told: str, sam: Any) -> None:
        sam.says("/settings")
        assert sam.taps(words).split("\n")[2] == f"Announcements: {told}"
        assert sam.row.announcements == kept

    @pytest.mark.parametrize("data", ["set:", "set:language:de", "set:announcements:asked", "set:silent:1", "set:language", "set:😀"])
    def test_that_is_forged_changes_nothing(self, data: str, sam: Any) -> None:
        sam.says("/settings")
        before = sam.row
        assert sam.taps_data(data) == f"(edited) {EN}"
        assert sam.row == before

    def test_of_another_in_a_group_changes_nothing(self, sam: Any, lan: Any) -> None:
        lan.says("/settings")
        sam.says("/settings")
        assert sam.taps_data("set:language:fr", group=True) == "(alert) Đây là việc riêng của anh/chị: mời anh/chị nhắn riêng với tôi."
        assert (sam.row.language, lan.row.language) == ("", "")


class TestTypedWords:
    @pytest.mark.parametrize(
        "words", ["language fr", "LANGUE Français", "ngôn ngữ tiếng Pháp", "ngon ngu fr", "langue français", "language French"]
    )
    def test_choose_a_language(self, words: str, sam: Any) -> None:
        assert sam.says(f"/settings {words}") == FR

    @pytest.mark.parametrize(
        ("words", "kept"),
        [
            ("announcements all", "all"),
            ("announcements urgent", "urgent"),
            ("annonces toutes", "all"),
            ("annonces aucune", "none"),
            ("thông báo tin khẩn", "urgent"),
            ("thong bao khong nhan", "none"),
        ],
    )
    def test_choose_the_announcements(self, words: str, kept: str, sam: Any) -> None:
        assert sam.says(f"/settings {words}").startswith("Settings")
        assert sam.row.announcements == kept

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("vi", "Tôi chưa hiểu. Anh/chị có thể nhắn /settings ngôn ngữ en hoặc /settings thông báo tin khẩn."),
            ("fr", "Je n’ai pas compris. Vous pouvez taper /settings langue en ou /settings annonces urgentes."),
            ("en", "I did not understand that. You can type /settings language fr or /settings announcements urgent."),
        ],
    )
    @pytest.mark.parametrize("words", ["language", "language de", "quiet 22-7", "announcements all urgent"])
    def test_that_are_no_setting_are_told_how(self, words: str, language: str, said: str, world: Any, person: Any) -> None:
        assert person(world, 7, language).says(f"/settings {words}") == said

    def test_that_the_help_names_are_understood(self, world: Any, person: Any) -> None:
        for number, (language, typed) in enumerate(
            [("vi", "thông báo tin khẩn"), ("fr", "annonces urgentes"), ("en", "announcements urgent")], 11
        ):
            somebody = person(world, number, language)
            somebody.says(f"/settings {typed}")
            assert somebody.row.announcements == "urgent"


def test_a_workshop_of_one_language_has_none_to_choose(made_up: Any, person: Any) -> None:
    workshop = made_up.ready.knowledge.workshop.model_copy(update={"languages": ("en",)})
    made_up.ready = replace(made_up.ready, knowledge=replace(made_up.ready.knowledge, workshop=workshop))
    assert person(made_up, 7, "en").says("/settings").split("\n")[3:] == ["[All] [✓ Urgent] [None]"]
