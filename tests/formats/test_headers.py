"""What the columns of a table mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell
from workshop_bot.formats.headers import Columns, asked_for, find, meaning, without_header


@pytest.mark.parametrize(
    ("meant", "headers"),
    [
        ("date", ["Date", "Day", "Jour", "Ngày", "Datum", "Tag", "Ngày · Date · Day"]),
        ("start", ["Start", "Time", "Heure", "Début", "Giờ", "Bắt đầu", "Uhrzeit", "Beginn", "Start time (CET)", "Heure / Time"]),
        ("end", ["End", "Fin", "Kết thúc", "Ende"]),
        ("duration", ["Duration", "Durée (min)", "Thời lượng", "Dauer"]),
        ("title", ["Title", "TITRE", "Tiêu đề", "Tên bài báo cáo", "Titel"]),
        ("title-fr", ["Title (fr)", "title_fr", "Titre [FR]", "Titre (français)", "Tiêu đề · Titre · Title (fr)"]),
        ("summary-vi", ["Abstract (vi)", "Tóm tắt (tiếng Việt)"]),
        ("room", ["Room", "Salle", "Phòng", "Raum", "Ort"]),
        ("speakers", ["Speaker(s)", "Intervenant·e·s", "Báo cáo viên", "Vortragende", "Referent/in"]),
        ("topics", ["Track", "Thème", "Chủ đề", "Thema"]),
        ("kind", ["Type", "Loại", "Art"]),
        ("cancelled", ["Cancelled", "Annulé", "Hủy", "Abgesagt"]),
        ("", ["", "Affiliation", "File URL", "?", "Untitled"]),
    ],
)
def test_headers_are_known_in_four_languages(meant: str, headers: list[str]) -> None:
    assert [meaning(header) for header in headers] == [meant] * len(headers)


def test_the_header_may_stand_below_titles() -> None:
    rows = [["Workshop 2024"], [], ["Giờ", "Tiêu đề", "Phòng"], ["09:00", "Khai mạc", "A"]]
    assert find(rows, {}) == Columns(3, {"start": (0,), "title": (1,), "room": (2,)}, {"Giờ": "start", "Tiêu đề": "title", "Phòng": "room"})


def test_the_header_may_have_several_lines() -> None:
    rows: list[list[Cell]] = [
        ["", "", "Vortragende", ""],
        ["Uhrzeit", "Titel", 1.0, 2.0],
        ["Time", "Title", "", ""],
        ["09:00", "x", "A", "B"],
    ]
    told = {"Uhrzeit": "start", "Titel": "title", "Vortragende 1": "speakers", "Vortragende 2": "speakers"}
    assert find(rows, {}) == Columns(3, {"start": (0,), "title": (1,), "speakers": (2, 3)}, told)


def test_a_line_below_it_of_which_half_could_be_headers_is_a_session() -> None:
    found = find([["Time", "Title"], ["Room", "x"], ["09:00", "y"]], {})
    assert found
    assert found.first == 1


def test_what_is_asked_for_goes_first_by_header_and_by_number() -> None:
    rows = [["Wann", "Was", "Title"], ["09:00", "Opening", "Dr."]]
    found = find(rows, {"start": "wann", "title": "2"})
    assert found == Columns(1, {"start": (0,), "title": (1,)}, {"Wann": "start", "Was": "title"})


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnusableInput) as refused:
        find([["Time", "Title"]], {"room": "Saal"})
    assert str(refused.value) == 'no column is called "Saal"; there are "Time", "Title"'


def test_a_wish_for_what_no_programme_holds_is_told() -> None:
    assert asked_for({"title-fr": "2", "start": "1"}) == {"title-fr": "2", "start": "1"}
    with pytest.raises(UnusableInput, match=r"^--column colour=…: a programme has no"):
        asked_for({"colour": "1"})


def test_without_a_header_columns_are_told_by_what_they_hold() -> None:
    rows = [["09:00", "09:30", "Opening", "A"], ["09:30", "10:00", "Talk", "B"]]
    of = {"start": (0,), "end": (1,), "title": (2,), "speakers": (3,)}
    assert without_header(rows, {}) == Columns(0, of, {f"column {places[0] + 1}": name for name, places in of.items()})
    assert without_header([["a", "b"], ["c", "d"]], {}) is None


@given(st.lists(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["Time", "Title", "09:00", "1"])), max_size=5), max_size=6))
def test_any_rows_have_columns_or_none(rows: list[list[str]]) -> None:
    assert isinstance(find(rows, {}), Columns | None)
    assert isinstance(without_header(rows, {}), Columns | None)
