"""Printable codes: each leads where it says, and nothing of the folder becomes a tag of the page."""

from io import BytesIO
from pathlib import Path

import pytest
import segno

from workshop_bot.formats.posters import Poster, files, link, posters
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable

FILES = {
    "workshop": """workshop:
  id: cells
  name: {en: Cells <b>& Co</b>, fr: Cellules}
  starts: 2024-10-26
  ends: 2024-10-28
  timezone: Europe/Paris
  languages: [en, fr]
  rooms: [{id: hall-a, name: {fr: Salle A, en: Hall A}, where: Second floor}]""",
    "sessions": """sessions:
  - {id: opening, title: {en: Opening, fr: Ouverture}, starts: 2024-10-26 09:00, ends: 09:45, room: hall-a}
  - {id: gone, title: Gone, starts: 2024-10-26 10:00, cancelled: true}""",
    "faq": "faq: [{id: meals, label: Meals, questions: {en: [When is lunch?]}, answer: At noon.}]",
}


@pytest.fixture
def cells(tmp_path: Path) -> Knowledge:
    for name, text in FILES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return usable(tmp_path)


def test_a_poster_names_its_place_in_the_workshops_languages_and_what_is_cancelled_has_none(cells: Knowledge) -> None:
    assert list(posters(cells)) == [
        Poster("", ("Cells <b>& Co</b>", "Cellules")),
        Poster("r_hall-a", ("Hall A", "Salle A"), ("Second floor",)),
        Poster(
            "s_opening",
            ("Opening", "Ouverture"),
            ("Sat 26 Oct, 9:00–9:45", "samedi 26 octobre, 9\u202fh – 9\u202fh\u202f45", "Hall A / Salle A"),
        ),
        Poster("q_meals", ("Meals",)),
    ]


def test_each_drawing_is_the_code_of_its_link(cells: Knowledge) -> None:
    made = files(cells, "cells_bot")
    names = {"start.svg": "", "r_hall-a.svg": "r_hall-a", "s_opening.svg": "s_opening", "q_meals.svg": "q_meals"}
    assert made.keys() == names.keys() | {"posters.html"}
    for name, start in names.items():
        drawn = BytesIO()
        segno.make_qr(link("cells_bot", start), error="m").save(drawn, kind="svg", xmldecl=False, omitsize=True, light="#fff")
        assert made[name] == drawn.getvalue().decode()
    assert [link("cells_bot", start) for start in ("", "q_meals")] == ["https://t.me/cells_bot", "https://t.me/cells_bot?start=q_meals"]


def test_the_page_holds_every_code_and_shows_names_as_they_are_typed(cells: Knowledge) -> None:
    made = files(cells, "cells_bot")
    page = made["posters.html"]
    assert [page.count(svg) for name, svg in made.items() if name != "posters.html"] == [1, 1, 1, 1]
    assert "<h2>Cells &lt;b&gt;&amp; Co&lt;/b&gt;</h2>" in page
    assert "<b>" not in page
