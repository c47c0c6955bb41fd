"""The programme in the zone of who reads it: wherever hours are told, theirs come first, and everybody else has the workshop's."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.delivery.turn import Inline, Say

PARIS = "Tue 3 Dec, 4:30–5:15 (10:30–11:15 Hanoi time)"
WORKSHOPS = "Tue 3 Dec, 10:30–11:15"


@pytest.fixture
def in_paris(sam: Any) -> Any:
    """Sam, who reads hours in Paris."""
    assert sam.says("/settings zone Paris").startswith("Time zone: Paris")
    return sam


DAY = {
    "vi": (
        "/settings múi giờ Montréal",
        "Thứ Ba 3/12: 5 buổi\n"
        "1. 2/12, 20:30–21:15 (3/12, 08:30–09:15) · Sarcoma cơ vân – bài trình bày 1\n"
        "2. 2/12, 21:15–22:00 (3/12, 09:15–10:00) · Sarcoma cơ vân – bài trình bày 2\n"
        "3. 2/12, 22:30–23:15 (3/12, 10:30–11:15) · Phẫu thuật – bài trình bày 1\n"
        "4. 01:30–02:15 (13:30–14:15) · Chăm sóc hỗ trợ – bài trình bày 1\n"
        "5. 02:45–04:00 (14:45–16:00) · Thảo luận ca bệnh thực tế 2\n"
        "\n"
        "Chưa có lịch chi tiết nào được công bố. Ngày, giờ và thứ tự ghi ở đây chỉ là tạm thời. Trong ngoặc là giờ Hà Nội.",
    ),
    "fr": (
        "/settings fuseau +02:00",
        "Demain, mardi 3 décembre_: 5 sessions\n"
        "1. 3_h_30 – 4_h_15 (8_h_30 – 9_h_15) · Rhabdomyosarcome – communication 1\n"
        "2. 4_h_15 – 5_h (9_h_15 – 10_h) · Rhabdomyosarcome – communication 2\n"
        "3. 5_h_30 – 6_h_15 (10_h_30 – 11_h_15) · Chirurgie – communication 1\n"
        "4. 8_h_30 – 9_h_15 (13_h_30 – 14_h_15) · Soins de support – communication 1\n"
        "5. 9_h_45 – 11_h (14_h_45 – 16_h) · Discussion de cas réels 2\n"
        "\n"
        "Aucun programme détaillé n’a été publié. Les jours, les heures et l’ordre indiqués ici sont provisoires. "
        "Entre parenthèses, l’heure à Hanoï.",
    ),
    "en": (
        "/settings zone Paris",
        "Tomorrow, Tue 3 Dec: 5 sessions\n"
        "1. 2:30–3:15 (8:30–9:15) · Rhabdomyosarcoma – presentation 1\n"
        "2. 3:15–4:00 (9:15–10:00) · Rhabdomyosarcoma – presentation 2\n"
        "3. 4:30–5:15 (10:30–11:15) · Surgery – presentation 1\n"
        "4. 7:30–8:15 (13:30–14:15) · Supportive care – presentation 1\n"
        "5. 8:45–10:00 (14:45–16:00) · Discussion of real cases 2\n"
        "\n"
        "No timetable was published. The days, hours and order shown here are placeholders. In brackets: Hanoi time.",
    ),
}


@pytest.mark.parametrize("language", DAY)
def test_a_day_and_where_a_session_falls_on_another_it_says_so(language: str, world: Any, person: Callable[..., Any]) -> None:
    typed, shown = DAY[language]
    reader = person(world, 7, language)
    reader.says(typed)
    said = reader.says("/programme 3/12").replace("\u202f", "_")
    assert said.partition("\n[")[0] == shown
    assert reader.says("ngày 3/12" if language == "vi" else "3/12").replace("\u202f", "_").startswith(shown)


@pytest.mark.parametrize(
    ("act", "first"),
    [
        ("/programme surgery-1", PARIS),
        ("/start s_surgery-1", PARIS),
        ("when is Surgery – presentation 1?", PARIS),
        ("/ask when is Surgery – presentation 1?", PARIS),
        ("when is surgery?", "1. Tue 3 Dec, 4:30–5:15 (10:30–11:15) · Surgery – presentation 1"),
        ("/now", "Mon 2 Dec, 4:15–5:00 (10:15–11:00 Hanoi time) · in 15 min · provisional"),
        ("/next", "Mon 2 Dec, 4:15–5:00 (10:15–11:00 Hanoi time) · in 15 min · provisional"),
        ("what is on now?", "Mon 2 Dec, 4:15–5:00 (10:15–11:00 Hanoi time) · in 15 min · provisional"),
    ],
)
def test_wherever_hours_are_told(act: str, first: str, in_paris: Any) -> None:
    assert first in in_paris.says(act)


def test_a_list_its_numbers_its_cards_and_what_leans_on_them(in_paris: Any) -> None:
    in_paris.says("/programme 3/12")
    assert PARIS in in_paris.taps("3")
    assert "4:30–5:15 (10:30–11:15)" in in_paris.taps("Back")
    assert PARIS in in_paris.says("3")
    assert "mardi 3 décembre, 4_h_30 – 5_h_15 (10_h_30 – 11_h_15 à Hanoï)" in in_paris.says("et en français ?").replace("\u202f", "_")
    question = in_paris.says("what is on tomorrow afternoon?")
    assert "7:30–8:15 (13:30–14:15)" in question
    assert "4:30–5:15 (10:30–11:15)" in in_paris.edits(in_paris.last, "what is on tomorrow morning?")


def test_a_card_below_the_agenda_and_the_one_that_is_followed(in_paris: Any) -> None:
    in_paris.says("/programme surgery-1")
    assert PARIS in in_paris.taps("Remind me")
    in_paris.says("/agenda")
    assert PARIS in in_paris.taps("1")


def test_a_zone_taken_back_is_the_workshops_again(in_paris: Any) -> None:
    in_paris.says("/settings zone off")
    assert "Tue 3 Dec, 10:30–11:15 · tomorrow" in in_paris.says("/programme surgery-1")


def test_others_a_group_and_articles_have_the_workshops(in_paris: Any, claire: Any) -> None:
    assert "(10_h_30" not in claire.says("/programme 3/12").replace("\u202f", "_")
    assert "4:30" not in in_paris.says("/programme@pow_bot 3/12", group=True)
    assert "4:30" not in in_paris.says("/ask@pow_bot when is Surgery – presentation 1?", group=True)
    (found,) = in_paris.replies("inline", "surgery", chat=0, query="q")
    assert isinstance(found, Inline)
    assert WORKSHOPS in found.articles[0].text.text
    assert "4:30" not in "".join(article.text.text for article in found.articles)


def test_an_organiser_moves_a_session_by_the_workshops_clock(organiser: Any) -> None:
    organiser.says("/settings zone Paris")
    assert organiser.says("/move surgery-1").splitlines()[1] == WORKSHOPS
    assert "4:30" not in organiser.says("3/12 11:00")


def test_the_moments_that_a_tap_shows_are_those_of_the_hours_in_brackets(in_paris: Any) -> None:
    (page,) = in_paris.replies("text", "/programme 3/12")
    assert isinstance(page, Say)
    text = page.text.text  # whose letters are one UTF-16 unit each
    marked = [(text[mark.start : mark.start + mark.length], mark.unix) for mark in page.text.marks if mark.kind == "time"]
    assert [hours for hours, _ in marked] == re.findall(r"\((\d+:\d\d–\d+:\d\d)\)", text)
    begins = [datetime.fromtimestamp(unix or 0, UTC).astimezone(ZoneInfo("Europe/Paris")) for _, unix in marked]
    assert [f"{moment.hour}:{moment:%M}" for moment in begins] == re.findall(r"^\d+\. (\d+:\d\d)", text, re.MULTILINE)
