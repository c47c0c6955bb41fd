"""The tables of words: every line of each says something."""

from pathlib import Path

import pytest

from workshop_bot.matching import tables
from workshop_bot.matching.tables import lines

TABLES = sorted(path.stem for path in (Path(tables.__file__).parent / "words").glob("*.txt"))


@pytest.mark.parametrize("table", TABLES)
def test_notes_and_empty_lines_are_no_lines_of_a_table(table: str) -> None:
    found = lines(table)
    assert len(found) > 50
    assert [line for line in found if not line.strip() or line.startswith("#")] == []


@pytest.mark.parametrize("table", [table for table in TABLES if table.startswith(("advice", "courtesy"))])
def test_each_line_of_phrases_says_what_they_are(table: str) -> None:
    assert [line for line in lines(table) if line.count(": ") != 1] == []
