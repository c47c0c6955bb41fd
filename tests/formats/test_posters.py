"""Printable codes: each leads where it says, and nothing of the folder becomes a tag of the page."""

import re
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

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
  - {id: maybe, title: Maybe, starts: 2024-10-26 09:00, provisional: true}
  - {id: gone, title: Gone, starts: 2024-10-26 10:00, cancelled: true}
  - {id: coffee, title: Coffee, starts: 2024-10-26 10:30, kind: break}
  - {id: dinner, title: Dinner, starts: 2024-10-26 19:00, kind: social}""",
    "faq": "faq: [{id: meals, label: Meals, questions: {en: [When is lunch?]}, answer: At noon.}]",
}


@pytest.fixture
def cells(tmp_path: Path) -> Knowledge:
    for name, text in FILES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return usable(tmp_path)


def test_a_poster_names_its_place_in_the_workshops_languages_and_what_is_cancelled_or_a_break_has_none(cells: Knowledge) -> None:
    assert list(posters(cells)) == [
        Poster("", ("Cells <b>& Co</b>", "Cellules")),
        Poster("r_hall-a", ("Hall A", "Salle A"), ("Second floor",)),
        Poster(
            "s_opening",
            ("Opening", "Ouverture"),
            ("Sat 26 Oct, 9:00–9:45", "samedi 26 octobre, 9\u202fh – 9\u202fh\u202f45", "Hall A / Salle A"),
        ),
        Poster("s_maybe", ("Maybe",), ("Sat 26 Oct, 9:00 (provisional)", "samedi 26 octobre à 9\u202fh (provisoire)")),
        Poster("q_meals", ("Meals",)),
    ]


def scanned(svg: str) -> str:
    """What a camera reads from a drawing: its strokes, rows of modules, put on paper; read by a library that has not drawn it."""
    (side,) = {int(number) for number in re.findall(r'viewBox="0 0 (\d+) \1"', svg)}
    (strokes,) = re.findall(r'stroke="#000"[^>]* d="([^"]+)"', svg)
    modules = np.full((side, side), 255, np.uint8)
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", strokes):
        across, down = (*map(float, numbers.split()), 0.0)[:2]
        if command == "h":
            modules[int(y), int(x) : int(x + across)] = 0
        x, y = (across, down) if command == "M" else (x + across, y + down)
    (code,) = zxingcpp.read_barcodes(modules.repeat(8, 0).repeat(8, 1))
    return code.text


def test_each_drawing_is_the_code_of_its_link(cells: Knowledge) -> None:
    made = files(cells, "cells_bot")
    names = {"start.svg": "", "r_hall-a.svg": "r_hall-a", "s_opening.svg": "s_opening", "s_maybe.svg": "s_maybe", "q_meals.svg": "q_meals"}
    assert made.keys() == names.keys() | {"posters.html"}
    assert {name: scanned(made[name]) for name in names} == {name: link("cells_bot", start) for name, start in names.items()}
    assert [link("cells_bot", start) for start in ("", "q_meals")] == ["https://t.me/cells_bot", "https://t.me/cells_bot?start=q_meals"]


def test_the_page_holds_every_code_and_shows_names_as_they_are_typed(cells: Knowledge) -> None:
    made = files(cells, "cells_bot")
    page = made["posters.html"]
    assert [page.count(svg) for name, svg in made.items() if name != "posters.html"] == [1, 1, 1, 1, 1]
    assert "<h2>Cells &lt;b&gt;&amp; Co&lt;/b&gt;</h2>" in page
    assert "<b>" not in page
