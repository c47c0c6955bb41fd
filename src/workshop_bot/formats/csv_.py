"""A programme as CSV: comma, semicolon or tab, in whatever encoding spreadsheets write; out as RFC 4180 says, for spreadsheets."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import StringIO

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell, words
from workshop_bot.formats.headers import meaning
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.formats.rows import rows
from workshop_bot.formats.sheet import sheet
from workshop_bot.formats.table import MOST_ROWS, Sheet, programme
from workshop_bot.knowledge.model import Knowledge

_MOST_BYTES = 10_000_000
_LONGEST_LINE = 500_000
_SEPARATORS = (",", ";", "\t")
_LOOKED_AT = 100


def read(data: bytes, asked: Asked) -> Programme:
    """The programme of a CSV file; UnusableInput where it is none."""
    if len(data) > _MOST_BYTES:
        raise UnusableInput(f"the file has {len(data) // 1_000_000} MB; a table has at most {_MOST_BYTES // 1_000_000}")
    text = decoded(data)
    separator = ""
    if text[:4].lower() == "sep=":  # spreadsheets tell it so
        separator, text = text[4:5], "\n" + text.partition("\n")[2]
    if separator not in _SEPARATORS:
        separator = max(_SEPARATORS, key=lambda sign: _fits(text, sign))
    return programme("csv", [Sheet(_parsed(text, separator))], asked)


def write(knowledge: Knowledge) -> str:
    """The programme as a table with headers in three languages; without sessions a template with two lines as examples."""
    return sheet([[_written(cell) for cell in row] for row in rows(knowledge)])


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return words(cell).removesuffix(":00") if isinstance(cell, time | datetime) else words(cell)


def decoded(data: bytes) -> str:
    """The text in the encoding that it is in: UTF-16 or UTF-8 as marked or by its bytes, else that of Windows in the West."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace").replace("\0", "")
    beginning = data[:2_000]
    if beginning[1::2].count(0) * 2 > len(beginning) // 2:
        return data.decode("utf-16-le", errors="replace").replace("\0", "")
    if beginning[::2].count(0) * 2 > len(beginning) // 2:
        return data.decode("utf-16-be", errors="replace").replace("\0", "")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").replace("\0", "")


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    """Row after row; UnusableInput at a line so long that its cells would fill the memory."""
    return csv.reader(_lines(text), delimiter=separator, skipinitialspace=True)


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            raise UnusableInput(f"line {number} has {len(line)} characters; a line has at most {_LONGEST_LINE}")
        yield line


def _fits(text: str, separator: str) -> tuple[int, int]:
    """How well it parts the first rows: by known headers in one of them, then by rows with the most usual number of columns."""
    some: list[list[str]] = []
    try:
        for row in _reader(text, separator):
            some.append(row)
            if len(some) == _LOOKED_AT:
                break
    except csv.Error:
        pass
    known = max((len({name for cell in row if (name := meaning(cell))}) for row in some), default=0)
    widths = [len(row) for row in some if len(row) > 1]
    return (known if known > 1 else 0, max(map(widths.count, set(widths)), default=0))


def _parsed(text: str, separator: str) -> Sequence[Sequence[str]]:
    found: list[list[str]] = []
    lines = _reader(text, separator)
    try:
        for row in lines:
            found.append(row)
            if len(found) > MOST_ROWS:
                raise UnusableInput(f"the table has more than {MOST_ROWS} rows, the most that a programme has")
    except csv.Error:
        raise UnusableInput(
            f"row {len(found) + 1}: a quote is opened and not closed, or a cell is longer than 131,072 characters"
        ) from None
    if not _closed(text, separator):
        raise UnusableInput(f"row {len(found)}: a quote is opened and not closed")
    return found


def _closed(text: str, separator: str) -> bool:
    """Whether the last row ends outside of quotes; a strict reader alone tells, and it stops at slips that do not matter."""
    return list(deque(_reader(f"{text}\n\n\0\n", separator), maxlen=1)) == [["\0"]]
