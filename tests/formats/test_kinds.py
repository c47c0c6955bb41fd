"""What kind of session a title speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.formats.kinds import bare, kind, off


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Coffee break", "break"),
        ("Main Conference: morning tea", "break"),
        ("Main Conference: room changeover", "break"),
        ("Day 1: Lunch", "break"),
        ("Registration Open", "break"),
        ("Gala dinner", "social"),
        ("Dîner de l’atelier", "social"),
        ("Ngày 2: Bế mạc", "closing"),
        ("Lunch", "break"),
        ("Lunch (Hall B)", "break"),
        ("Room open, coffee", "break"),
        ("Registration", "break"),
        ("Pause café", "break"),
        ("Pause-déjeuner", "break"),
        ("Déjeuner", "break"),
        ("Nghỉ giải lao", "break"),
        ("Nghỉ trưa", "break"),
        ("NGHI GIAI LAO", "break"),
        ("Mittagessen", "break"),
        ("Kaffeepause", "break"),
        ("Dinner @ Alriq", "social"),
        ("Soirée de gala", "social"),
        ("Tiệc chiêu đãi", "social"),
        ("Abendessen", "social"),
        ("Opening ceremony", "opening"),
        ("Official welcome - FOSSi Foundation update", "opening"),
        ("Accueil des participants", "opening"),
        ("Lễ khai mạc", "opening"),
        ("Begrüßung durch den Oberbürgermeister", "opening"),
        ("Clôture & mot de fin", "closing"),
        ("Bế mạc", "closing"),
        ("Verabschiedung", "closing"),
        ("Panel discussion", "discussion"),
        ("Table ronde : l'annonce du diagnostic", "discussion"),
        ("Thảo luận", "discussion"),
        ("Podiumsdiskussion: Geschlossene Gesellschaft?", "discussion"),
    ],
)
def test_titles_in_four_languages_tell_what_is_no_talk(title: str, meant: str) -> None:
    assert kind(title) == meant


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Neuroblastoma",
        "Tea and cancer",
        "Registration of tumours in Vietnam",
        "Opening the black box of deep learning",
        "Break the silence",
        "Main Conference: talk",
        "Children with solid tumours in Vietnam: registration",
        "Day 1: lunch symposium",
    ],
)
def test_a_talk_whose_title_merely_begins_with_such_a_word_stays_a_talk(title: str) -> None:
    assert kind(title) == "talk"


@pytest.mark.parametrize(
    ("title", "called", "meant"),
    [
        ("Wine and cheese", "social", "social"),
        ("Foyer", "Pause", "break"),
        ("Accueil", "pause", "opening"),
        ("Déjeuner autour des maquettes", "atelier", "talk"),
        ("Neuroblastoma", "table ronde", "discussion"),
        ("Neuroblastoma", "fri", "talk"),
        ("Lunch", "talk", "talk"),
    ],
)
def test_what_the_file_calls_it_counts_unless_an_opening_is_called_a_break(title: str, called: str, meant: str) -> None:
    assert kind(title, called) == meant


def test_spellings_are_one_without_accents_signs_and_capitals() -> None:
    assert bare("  Bế-mạc, ĐÓNG! ") == "be mac dong"


@given(st.text(), st.text())
def test_any_text_has_a_kind(title: str, called: str) -> None:
    assert kind(title, called) in ("opening", "talk", "discussion", "break", "social", "closing")


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Annulé : Vascularites", "Vascularites"),
        ("Canceled: Vasculitis", "Vasculitis"),
        ("[CANCELLED] Vasculitis", "Vasculitis"),
        ("Vascularites (annulée)", "Vascularites"),
        ("Viêm mạch (đã hủy)", "Viêm mạch"),
        ("Viêm mạch (HUỶ)", "Viêm mạch"),
    ],
)
def test_a_title_may_say_that_it_is_off(title: str, left: str) -> None:
    assert off(title) == (left, True)


@pytest.mark.parametrize(
    "title",
    ["Cancelled", "Annulé :", "Operations that were cancelled", "Hủy xương", "Why cancelled: a study", "Xạ trị (Huy)", "Huy: u gan ở trẻ"],
)
def test_a_title_on_what_is_cancelled_is_none_that_is_off(title: str) -> None:
    assert off(title) == (title, False)
