"""A file for spreadsheets that none of them runs."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.formats.sheet import harmless, sheet


def test_it_is_what_rfc_4180_says_in_utf_8_with_its_mark() -> None:
    written = sheet([["Ngày", "Câu hỏi"], ["2024-12-02", 'one, "two"\nthree']])
    assert written.encode() == b"\xef\xbb\xbf" + 'Ngày,Câu hỏi\r\n2024-12-02,"one, ""two""\nthree"\r\n'.encode()


@pytest.mark.parametrize("cell", ["=1+1", "+84 24", "-1", "@sum", "\tx", "\rx", "=HYPERLINK(...)"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "1-2", "2024-12-02", "'=1"])
def test_what_it_would_not_run_stays(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2)))
def test_whatever_is_written_is_read_again_and_nothing_runs(rows: list[list[str]]) -> None:
    read = list(csv.reader(StringIO(sheet(rows).removeprefix("\ufeff"), newline="")))
    assert read == [[harmless(cell) for cell in row] for row in rows]
    assert [cell for row in read for cell in row if cell[:1] in set("=+-@\t\r")] == []
