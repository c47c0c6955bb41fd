"""A programme as a spreadsheet, in and out."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.test_csv_ import counts, of, span
from tests.formats.test_rows import SHIPPED, as_items, folder, session
from tests.schedules import SCHEDULES

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.formats.xlsx import read, write
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.read import read as read_folder

HEADER = ["Date", "Start", "End", "Title", "Room"]


def book(rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def remade(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same file with other parts."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        held = {name: old.read(name) for name in old.namelist()}
        for name, part in {**held, **parts}.items():
            new.writestr(name, part)
    return written.getvalue()


def sheet_of(rows: str) -> bytes:
    """A file whose sheet has these rows, as XML."""
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    return remade(book([HEADER]), {"xl/worksheets/sheet1.xml": xml.encode()})


def real(name: str, asked: Asked = Asked()) -> Programme:  # noqa: B008 - frozen
    return read((SCHEDULES / name).read_bytes(), asked)


def test_eeke_is_the_same_as_its_csv() -> None:
    asked = Asked(first_day=date(2020, 8, 1))
    found = real("xlsx-eeke-2020.xlsx", asked)
    assert (found.items, found.notes) == ((same := of("csv-eeke-2020.csv", asked)).items, same.notes)
    with pytest.raises(UnusableInput, match="--first-day"):
        real("xlsx-eeke-2020.xlsx")


def test_opengov_in_german_with_two_header_lines_formulas_and_five_columns_of_people() -> None:
    found = real("xlsx-opengov-2016-de.xlsx")
    assert counts(found) == (13, 1, 2, 15)
    assert span(found) == ("2016-10-27T09:00", "2016-10-27T16:45")
    assert found.items[4].speakers == ("Maximilian Richt", "Stefan Kaufmann")
    assert (found.items[0].key, found.items[0].starts, found.items[0].ends) == (
        "1001", datetime(2016, 10, 27, 9), datetime(2016, 10, 27, 9, 20),
    )  # fmt: skip
    assert [meant for header, meant in found.columns.items() if header.startswith("Vortragende")] == ["speakers"] * 5


def test_grids_are_refused() -> None:
    with pytest.raises(UnusableInput, match=r"^row 3: this is a timetable with days or rooms across"):
        real("xlsx-vldb-2014-grid.xlsx", Asked(first_day=date(2014, 9, 2)))


def test_cells_of_their_own_kinds_and_merged_ones_are_read() -> None:
    found = read(
        book(
            [HEADER, [date(2024, 12, 2), time(9), time(10), "a", "A"], [None, 0.4375, datetime(2024, 12, 3, 0, 30), "b", None]],
            ["A2:A3", "E2:E3"],
        ),
        Asked(),
    )
    assert [(item.starts, item.ends, item.rooms) for item in found.items] == [
        (datetime(2024, 12, 2, 9), datetime(2024, 12, 2, 10), ("A",)),
        (datetime(2024, 12, 2, 10, 30), datetime(2024, 12, 3, 0, 30), ("A",)),
    ]


def test_of_a_formula_its_value_is_read() -> None:
    row = '<row r="2"><c r="A2" t="str"><f>"2024-12-0"&amp;2</f><v>2024-12-02</v></c><c r="B2" t="str"><v>9:00</v></c>'
    head = '<row r="1"><c r="A1" t="str"><v>Date</v></c><c r="B1" t="str"><v>Time</v></c><c r="C1" t="str"><v>Title</v></c></row>'
    found = read(sheet_of(f'{head}{row}<c r="C2" t="str"><f>A1</f><v>a</v></c></row>'), Asked())
    assert [(item.starts, item.title) for item in found.items] == [(datetime(2024, 12, 2, 9), {"": "a"})]


def test_what_is_written_is_read_back_equal() -> None:
    knowledge = read_folder(SHIPPED).knowledge
    assert knowledge is not None
    found = read(write(knowledge), Asked())
    assert list(found.items) == as_items(knowledge)
    assert found.notes == ()


def test_it_has_a_sheet_of_notes_in_three_languages_and_nothing_that_runs() -> None:
    knowledge = folder(session("a", date(2024, 10, 26), title=Text("=1+1"), summary=Text("\x0b+1")))
    written = write(knowledge)
    made = openpyxl.load_workbook(BytesIO(written))
    assert made.sheetnames == ["Programme", "Notes"]
    assert sorted({cell.value for cell in made["Notes"]["A"] if cell.value}) == ["en", "fr", "vi"]
    assert [cell.value for cell in made["Programme"][2]][4:6] == ["'=1+1", None]
    assert [cell.data_type for row in made["Programme"] for cell in row if cell.data_type == "f"] == []
    assert [(item.title, item.summary) for item in read(written, Asked()).items] == [({"": "=1+1"}, {"": "+1"})]


def test_without_sessions_it_is_a_template() -> None:
    assert [item.key for item in read(write(folder()), Asked()).items] == ["opening", "talk-1"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "a sheet reaches to row 1048576, column 1"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "a sheet reaches to row 1, column 16384"),
        ('<row r="1"><c r="AAAAAA1"><v>1</v></c></row>', "a sheet reaches to row 1, column "),
        ('<row r="1"><é:c r="XFD1"><v>1</v></é:c></row>', "a sheet reaches to row 1, column 16384"),
        ('<row r="1"><c x=">" r="XFD1"><v>1</v></c></row>', "a cell says in an unusual way where it stands"),
        ('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>', "a cell says in an unusual way where it stands"),
        ('<row r="1"><c x:r="A1" r="XFD1"><v>1</v></c></row>', "a sheet reaches to row 1, column 16384"),
        ("<row>" + "<c><v>1</v></c>" * 300 + "</row>", "a sheet reaches to row 1, column 257"),
        ("<row><c><v>1</v></c></row>" * 60_000, "a sheet reaches to row 20001, column 1"),
        ('<row r="10000"><c r="A10000"><v>1</v></c><c r="GR10000"><v>1</v></c></row>', "a sheet has 2000000 cells"),
        ("<row>" + " " * 21_000_000 + "</row>", "the tables take 21 MB once unpacked"),
        ("<row>" + " " * 5_000_000 + "</row>", "the file is packed as tightly as no spreadsheet is"),
    ],
)
def test_what_would_take_all_memory_is_refused_in_one_line(rows: str, said: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read(sheet_of(rows), Asked())
    assert str(refused.value).startswith(said)


def test_texts_that_are_repeated_without_end_are_refused() -> None:
    text = f"<si><t>{'ab c' * 25_000}</t></si>"
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{text}</sst>'.encode()
    bomb = remade(sheet_of('<row><c t="s"><v>0</v></c></row>' * 1_000), {"xl/sharedStrings.xml": strings})
    with pytest.raises(UnusableInput, match=r"^the cells repeat their texts beyond what a programme holds$"):
        read(bomb, Asked())


def test_numbers_are_no_texts_that_are_repeated() -> None:
    row = "<row>" + "<c><v>1</v></c>" * 4 + "</row>"
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{"<si><t>x</t></si>" * 400_001}</sst>'.encode()
    with pytest.raises(UnusableInput, match=r"^the file has more than 400000 texts"):
        read(remade(sheet_of(row), {"xl/sharedStrings.xml": strings}), Asked())
    long = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si/><si><t>{"ab" * 20_000}</t></si></sst>'.encode()
    with pytest.raises(UnusableInput, match=r"^no columns of titles and of hours were found"):
        read(remade(sheet_of(row * 1_000), {"xl/sharedStrings.xml": long}), Asked())


def test_entities_are_refused() -> None:
    bomb = remade(book([HEADER]), {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>'})
    with pytest.raises(UnusableInput, match=r"^the file declares entities"):
        read(bomb, Asked())


def test_files_of_too_many_parts_or_none_of_a_spreadsheet_are_refused() -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("../../etc/passwd", b"x")
    for data, said in (
        (remade(book([HEADER]), {f"x/{number}": b"" for number in range(2_001)}), "the file holds 20"),
        (written.getvalue(), "this is no .xlsx spreadsheet"),
        (b"", "this is no .xlsx spreadsheet"),
        (b"PK\3\4", "this is no .xlsx spreadsheet"),
    ):
        with pytest.raises(UnusableInput) as refused:
            read(data, Asked())
        assert str(refused.value).startswith(said)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnusableInput):
        read(data, Asked())


GOOD = book([HEADER, [date(2024, 12, 2), time(9), time(10), "a", "A"]])
PARTS = {name: zipfile.ZipFile(BytesIO(GOOD)).read(name) for name in zipfile.ZipFile(BytesIO(GOOD)).namelist()}


@given(st.sampled_from(sorted(PARTS)), st.integers(0, 2_000), st.binary(max_size=12), st.integers(0, 12))
def test_a_damaged_file_is_a_programme_or_refused(name: str, place: int, put: bytes, cut: int) -> None:
    part = PARTS[name]
    place = min(place, len(part))
    try:
        found = read(remade(GOOD, {name: part[:place] + put + part[place + cut :]}), Asked())
    except UnusableInput:
        return
    assert found.items
