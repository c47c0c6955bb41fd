"""Rows of cells as a programme."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.tables import FIRST, Rows, hours, notes, read

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell
from workshop_bot.formats.programme import Asked, Item, Note
from workshop_bot.formats.table import MOST_COLUMNS, MOST_ROWS, Sheet, programme


def test_a_row_is_a_session() -> None:
    found = read(
        ["ID", "Date", "Start", "End", "Title (en)", "Title (fr)", "Room", "Speakers", "Track", "Abstract", "Type", "Zoom", "Cancelled"],
        [
            "X1",
            "2024-12-02",
            "09:00",
            "09:45",
            "Lymphoma",
            "Lymphome",
            "A | B",
            "Ann, Bo",
            "care",
            "<p>One</p> two",
            "",
            "https://x.org/a",
            "yes",
        ],
    )
    assert found.items == (
        Item(
            place="row 2",
            key="X1",
            title={"en": "Lymphoma", "fr": "Lymphome"},
            starts=datetime(2024, 12, 2, 9),
            ends=datetime(2024, 12, 2, 9, 45),
            rooms=("A", "B"),
            speakers=("Ann", "Bo"),
            topics=("care",),
            summary={"": "One two"},
            join="https://x.org/a",
            cancelled=True,
        ),
    )
    assert found.notes == ()
    assert found.columns["Title (fr)"] == "title-fr"


def test_a_title_may_say_that_it_is_cancelled() -> None:
    found = read(["Date", "Start", "Title"], ["2024-12-03", "9:00", "Lymphome (annulé)"], ["2024-12-03", "10:00", "Lupus"])
    assert [(item.title[""], item.cancelled) for item in found.items] == [("Lymphome", True), ("Lupus", False)]


def test_what_is_odd_is_told_by_its_row() -> None:
    found = read(
        ["Date", "Start", "End", "Duration", "Title", "Zoom"],
        ["03/12/2024", "19:00", "22:00", "2:00", "a", "here"],
        ["03/12/2024", "soon", "", "", "b", ""],
        ["", "", "", "", "c", ""],
        ["04/12/2024", "9:00", "late", "", "d", ""],
        ["04/12/2024", "9:00", "8:00", "", "e", ""],
        ["04/12/2024", "9:00", "10:00", "", "", ""],
    )
    assert notes(found) == [
        'row 2: "03/12/2024" was read with the day first, as 2024-12-03',
        "row 2: it lasts 2:00 by its length and 3:00 by its end, which was taken",
        'row 2: "here" is no web address: left out',
        'row 3: "soon" is no time that can be read: left out',
        'row 4: "c" has no time: left out',
        'row 5: "late" is no end that can be read',
        "row 6: it ends before it begins: its end was left out",
        "row 7: it has no title: left out",
    ]
    assert [item.title[""] for item in found.items] == ["a", "d", "e"]


def test_columns_are_taken_as_asked() -> None:
    found = read(["Wann", "Was"], ["2024-12-02 09:00", "a"], asked=Asked(columns={"start": "wann", "title": "2"}))
    assert found.columns == {"Wann": "start", "Was": "title"}
    assert hours(found) == [("02 09:00", "")]


def test_where_somebody_works_is_nobody_who_speaks() -> None:
    found = read(["Date", "Time", "Title", "Speakers"], [FIRST, "9:00", "a", "Ann, IGE<br>Bo, XYZ"], [FIRST, "10:00", "b", "XYZ"])
    assert [item.speakers for item in found.items] == [("Ann", "Bo"), ()]


def test_an_address_is_no_name_that_is_published() -> None:
    header = ["Date", "Time", "Title", "Speakers"]
    found = read(header, [FIRST, "9:00", "a", "Ann, ann@example.org"], [FIRST, "10:00", "b", "Bo"], [FIRST, "11:00", "c", "c@example.org"])
    assert [item.speakers for item in found.items] == [("Ann",), ("Bo",), ()]
    assert notes(found) == [f"row {row}: a speaker who is called by an e-mail address was left out" for row in (2, 4)]


def test_sheets_with_a_header_are_read_one_after_the_other() -> None:
    rows: Rows = [["Date", "Time", "Title"], [FIRST, "09:00", "a"]]
    found = programme("xlsx", [Sheet(rows, "Mon"), Sheet([["x", "y"]], "Z"), Sheet(rows, "Tue"), Sheet([["help"]], "Notes")], Asked())
    assert [item.place for item in found.items] == ["sheet Mon, row 2", "sheet Tue, row 2"]
    assert found.notes == (Note("sheet Z", "no header was found: left out"),)


def test_merged_cells_hold_for_all_their_rows() -> None:
    rows: Rows = [["Date", "Time", "Title", "Room"], [FIRST, "09:00", "a", "A"], ["", "10:00", "b", ""]]
    found = programme("xlsx", [Sheet(rows, spread={(2, 3): "A", (2, 0): FIRST})], Asked())
    assert [item.rooms for item in found.items] == [("A",), ("A",)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Time", "Monday 12", "Tuesday 13"], ["9.00-10.15", "a", "b"]],
        [["", "Hall A", "Hall B"], ["9:00", "a", "b"], ["10:00", "c", "d"]],
        [["Day one"], ["Time", "Crystal", "Diamond"], ["8:30-9:45", "a", ""], ["10:00", "b", "c"]],
        [["Giờ", "2/12/2024", "3/12/2024"], ["9:00", "a", "b"]],
    ],
)
def test_a_timetable_is_refused_in_one_line(rows: Sequence[Sequence[Cell]]) -> None:
    with pytest.raises(
        UnusableInput, match=r"^row [12]: this is a timetable with days or rooms across, which cannot be read as a list: [^\n]*$"
    ):
        read(*rows, asked=Asked(first_day=FIRST))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "the table is empty"),
        ([["", None]], "the table is empty"),
        (
            [["a" * 41, *"bcdefghi"], ["c", "d"]],
            f'no columns of titles and of hours were found; the first row has "{"a" * 40}", "b", "c", "d", "e", "f", "g", "h": name both',
        ),
        ([["Time", "Title"], ["soon", "a"]], "the table has no session that can be read (columns: "),
        ([["Time", "Title"]] * (MOST_ROWS + 1), f"the table has {MOST_ROWS + 1} rows"),
        ([["x"] * (MOST_COLUMNS + 1)], f"the table has {MOST_COLUMNS + 1} columns"),
    ],
)
def test_what_is_no_programme_is_refused_in_one_line(rows: Sequence[Sequence[Cell]], said: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read(*rows, asked=Asked(first_day=FIRST))
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


def test_where_there_is_no_header_columns_go_by_number() -> None:
    with pytest.raises(
        UnusableInput, match=r'^no columns .* were found; the first row has "09:00", "a": name both, such as --column title=2'
    ):
        read(["09:00", "a"], ["10:00", "b"], asked=Asked(columns={"start": "Wann"}))


CELLS = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.sampled_from(["Date", "Day", "Start", "End", "Title", "Title (fr)", "Speakers", "Room", "Duration", "09:00", "23:00", "0:30",
                     "31/12/9999", "1", "2024-12-02", "Mon", "29/2", "24:00",
                     "0001-01-01", "9999-12-31", "2024-12-02T09:00Z", "A, B<br>C"]),
)  # fmt: skip


@given(
    st.lists(st.lists(CELLS, max_size=7), max_size=8),
    st.sampled_from([["Date", "Start", "End", "Title", "Speakers", "Duration"], ["Day", "Time", "Title", "Room"], []]),
    st.builds(Asked, first_day=st.none() | st.dates(), minutes=st.none() | st.integers(1, 10_000)),
)
def test_any_table_is_a_programme_or_refused(rows: list[list[Cell]], header: list[Cell], asked: Asked) -> None:
    try:
        found = read(header, *rows, asked=asked)
    except UnusableInput:
        return
    for item in found.items:
        assert any(item.title.values())
        assert item.ends is None or (isinstance(item.starts, datetime) and item.ends >= item.starts)
