"""Rows as a CSV file (RFC 4180) that spreadsheets open and none runs: UTF-8 with its mark, lines ended by CR LF."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

RUN = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula, or drops to find one."""


def sheet(rows: Iterable[Sequence[str]]) -> str:
    """The text of the file, with the mark that tells spreadsheets its encoding."""
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return f"\ufeff{written.getvalue()}"


def harmless(cell: str) -> str:
    """The cell as mere text: what would be a formula has an apostrophe before it, which spreadsheets read as "this is text"."""
    return f"'{cell}" if cell.startswith(RUN) else cell
