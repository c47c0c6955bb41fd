"""What a command is called does what the command does: not everybody knows of the slash."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("who", "text", "command"),
    [
        ("lan", "cai dat", "/settings"),
        ("lan", "Lịch của tôi", "/agenda"),
        ("lan", "Hướng dẫn!", "/help"),
        ("lan", "settings", "/settings"),
        ("lan", "toi muon doi ngon ngu", "/settings"),
        ("claire", "Changer de fuseau horaire", "/settings zone"),
        ("sam", "change the language", "/settings"),
        ("claire", "Réglages", "/settings"),
        ("claire", "mes données ?", "/privacy"),
        ("claire", "se désabonner", "/stop"),
        ("sam", "my agenda", "/agenda"),
        ("sam", "Did my session move?", "/agenda"),
        ("claire", "ma session a-t-elle bougé ?", "/agenda"),
        ("lan", "buoi cua toi co doi gio khong", "/agenda"),
        ("sam", "Stop.", "/stop"),
        ("sam", "delete my data", "/forget"),
        ("sam", "ask the organisers", "/organisers"),
        ("sam", "What do you keep about me?", "/privacy"),
        ("claire", "Bonjour, quelles données gardez-vous ?", "/privacy"),
        ("lan", "bot lưu dữ liệu gì của tôi", "/privacy"),
        ("sam", "how do I delete my data?", "/forget"),
        ("claire", "supprime mes données", "/forget"),
        ("lan", "xoa het du lieu cua toi", "/forget"),
        ("sam", "what time zone are you using?", "/settings zone"),
        ("claire", "décalage horaire", "/settings zone"),
        ("claire", "fuseau horaire", "/settings zone"),
        ("sam", "Time zone?", "/settings zone"),
        ("lan", "mui gio", "/settings zone"),
        ("claire", "heures de silence", "/settings quiet"),
        ("lan", "im lặng", "/stop"),
        ("lan", "bot dùng múi giờ nào?", "/settings zone"),
        ("sam", "don’t remind me at night", "/settings quiet"),
        ("claire", "pas de rappels la nuit", "/settings quiet"),
        ("lan", "khong nhac ban dem", "/settings quiet"),
        ("sam", "parle français", "/settings français"),
        ("claire", "switch to English", "/settings English"),
        ("lan", "đổi ngôn ngữ sang tiếng Anh", "/settings English"),
        ("lan", "đổi ngôn ngữ", "/settings"),
    ],
)
def test_does_what_the_command_does(request: pytest.FixtureRequest, organiser: Any, who: str, text: str, command: str) -> None:
    organiser.says("/start")
    someone = request.getfixturevalue(who)
    someone.says("/start")
    assert someone.says(text) == someone.says(command)


@pytest.mark.parametrize("text", ["stop the bleeding", "who are the organisers?", "privacy of the patients", "agenda", "which options?"])
def test_within_a_question_it_is_a_question(sam: Any, text: str) -> None:
    assert sam.says(text) == sam.says(f"/ask {text}")
    assert not sam.row.silent


def test_in_a_group_it_is_a_question_but_for_what_is_kept_of_a_person(sam: Any) -> None:
    assert sam.says("my agenda", group=True) == sam.says("/ask my agenda", group=True)
    for text, command in (("what do you keep about me?", "/privacy"), ("delete my data", "/forget")):
        assert sam.says(text, group=True) == sam.says(command, group=True) != ""


def test_an_open_dialogue_takes_it_first(sam: Any, organiser: Any) -> None:
    organiser.says("/start")
    sam.says("/organisers")
    assert sam.says("help").startswith("Shall I send this to the organisers")
