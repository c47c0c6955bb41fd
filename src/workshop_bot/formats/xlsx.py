"""A programme as a spreadsheet (XLSX): in behind a gate that no bomb passes, out with headers in three languages and a sheet of notes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, get_args

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.formats.rows import rows
from workshop_bot.formats.sheet import harmless
from workshop_bot.formats.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, NOTES, Sheet, programme
from workshop_bot.knowledge.model import Kind, Knowledge

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_ENTRIES = 2_000
_MOST_BYTES = 20_000_000
"""What the tables of a file may hold once unpacked; pictures are not unpacked."""
_MOST_STRINGS = 400_000
_MOST_RATIO = 500
_SMALL = 1_000_000
"""Bytes below which an entry may be packed as tightly as it likes."""
_READ = re.compile(
    r"\[content_types\]\.xml|_rels/.*|xl/(?:[^/]*\.xml|_rels/.*|worksheets/.*|sharedstrings\.xml)|docprops/.*", re.IGNORECASE
)
_PLACE = re.compile(rb"<(?:[^\s<>:/]+:)?(?P<name>row|c)(?=[\s>])[^<>]*>")
_IDLE = re.compile(rb"<(?:[^\s<>:/]+:)?(?:c\s|dimension\b)[^<>]*/>")
"""Cells that are coloured at most, and what a sheet says of its own size: neither is to be believed, or of use."""
_SAYS = re.compile(rb"(?<![\w:.-])r\s*=")
_AT = re.compile(rb"(?<![\w:.-])r\s*=\s*[\"']\s*([A-Za-z]{0,8})(\d{1,20})")
_VALUE = re.compile(rb"<(?:[^\s<>:/]+:)?(?:c(?=\s)(?P<cell>[^<>]*)>|v\b[^<>]*>\s*(?P<number>\d{1,9})\s*<)")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_STRING = re.compile(rb"<(?:[^\s<>:/]+:)?si\b")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_NOTES = (
    ("vi", "Mỗi dòng là một phiên. Ngày: 2024-12-02, giờ: 09:30."),
    ("vi", "Nhiều tên trong một ô thì cách nhau bằng dấu |. Phiên đổi giờ vẫn giữ nguyên mã."),
    ("fr", "Une ligne par séance. Date : 2024-12-02, heure : 09:30."),
    ("fr", "Plusieurs noms dans une case se séparent par |. Une séance déplacée garde son identifiant."),
    ("en", "One row per session. Day: 2024-12-02, hour: 09:30."),
    ("en", "Several names in a cell are separated by |. A session that moves keeps its id."),
)


def read(data: bytes, asked: Asked) -> Programme:
    """The programme of an XLSX file; UnusableInput where it is none, or too big once unpacked."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # only for who imports one

    safe = _gated(data)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(safe))
        shown = [
            one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
        ]
        sheets = [_sheet(name, workbook.get_sheet_by_name(name)) for name in shown]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # its library panics on some files, which is no Exception
        raise UnusableInput(f"this is no spreadsheet that can be read ({type(error).__name__}): save it anew as .xlsx") from None
    return programme("xlsx", sheets, asked)


def write(knowledge: Knowledge) -> bytes:
    """The programme as a spreadsheet, with a sheet of notes behind it; without sessions a template with two lines as examples."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    made = Workbook()
    table, notes = made.worksheets[0], made.create_sheet(NOTES)
    table.title = "Programme"
    lines = rows(knowledge)
    for number, row in enumerate(lines, start=1):
        for place, cell in enumerate(row, start=1):
            _put(table.cell(number, place), cell)
    for place in range(1, len(lines[0]) + 1):
        table.cell(1, place).font = Font(bold=True)
        table.column_dimensions[get_column_letter(place)].width = 28
    table.freeze_panes = "A2"
    for language, note in _NOTES:
        notes.append([language, note])
    notes.append(["", f"Loại · Type · Kind: {', '.join(get_args(Kind))}"])
    notes.append(["", f"Múi giờ · Fuseau horaire · Time zone: {knowledge.workshop.timezone}"])
    notes.column_dimensions["B"].width = 120
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _put(target: Any, cell: Cell) -> None:
    if isinstance(cell, str):
        target.value = harmless(_NO_TEXT.sub("", cell.replace("\r\n", "\n")))
        return
    target.value = cell
    formats = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm"}
    if type(cell) in formats:
        target.number_format = formats[type(cell)]


def _sheet(name: str, found: CalamineSheet) -> Sheet:
    cells = found.to_python(skip_empty_area=False)
    return Sheet(cells, name, _spread(cells, found.merged_cell_ranges or []))


def _spread(cells: Sequence[Sequence[Cell]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Mapping[tuple[int, int], Cell]:
    """What cells say that are merged over several rows, for the rows below the first one."""
    found: dict[tuple[int, int], Cell] = {}
    for (top, left), (bottom, _) in merged:
        if top < len(cells) and left < len(cells[top]) and cells[top][left] not in ("", None):
            found |= {(row, left): cells[top][left] for row in range(top + 1, min(bottom + 1, len(cells)))}
        if len(found) > MOST_CELLS:
            raise UnusableInput("the spreadsheet has too many merged cells")
    return found


def _gated(data: bytes) -> bytes:
    """The same file with what is read alone, not packed, and nothing in it that takes more room than it says."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
            if len(entries) > _MOST_ENTRIES:
                raise UnusableInput(f"the file holds {len(entries)} parts; a spreadsheet has at most {_MOST_ENTRIES}")
            wanted = [entry for entry in entries if _READ.fullmatch(entry.filename.lstrip("/"))]
            if not any(entry.filename.lower().endswith("workbook.xml") for entry in wanted):
                raise UnusableInput("this is no .xlsx spreadsheet: save it as .xlsx or .csv")
            if len({entry.filename.lower() for entry in wanted}) < len(wanted):
                raise UnusableInput("the file holds a part twice: save it anew as .xlsx")
            size = sum(entry.file_size for entry in wanted)
            if size > _MOST_BYTES:
                raise UnusableInput(f"the tables take {size // 1_000_000} MB once unpacked, at most {_MOST_BYTES // 1_000_000} are read")
            for entry in wanted:
                if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
                    raise UnusableInput("the file is packed as tightly as no spreadsheet is: save it anew as .xlsx")
            parts = {entry.filename: packed.read(entry) for entry in wanted}
    except UnusableInput:
        raise
    except Exception:  # whatever `zipfile` stumbles over in another's file, the person is told one thing
        raise UnusableInput("this is no .xlsx spreadsheet, or a damaged or locked one: save it anew as .xlsx") from None
    parts = {name: _IDLE.sub(_without_place, part) if "worksheets/" in name.lower() else part for name, part in parts.items()}
    _bounded(parts)
    safe = BytesIO()
    with zipfile.ZipFile(safe, "w", zipfile.ZIP_STORED) as stored:
        for name, part in parts.items():
            stored.writestr(name, part)
    return safe.getvalue()


def _bounded(parts: Mapping[str, bytes]) -> None:
    """UnusableInput where a sheet reaches further than a programme does, or repeats a text without end."""
    lengths: list[int] = []
    for name, part in parts.items():
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]:
            raise UnusableInput("the file declares entities or is in no encoding of spreadsheets: save it anew as .xlsx")
        if name.lower().endswith("sharedstrings.xml"):
            starts = [found.start() for found in islice(_STRING.finditer(part), _MOST_STRINGS + 1)]
            if len(starts) > _MOST_STRINGS:
                raise UnusableInput(f"the file has more than {_MOST_STRINGS} texts, the most that a programme has")
            lengths = [end - start for start, end in pairwise([*starts, len(part)])]
    repeated = 0
    for name, part in parts.items():
        if "worksheets/" not in name.lower():
            continue
        tallest, widest = _extent(part)
        if tallest > MOST_ROWS or widest > MOST_COLUMNS:
            raise UnusableInput(
                f"a sheet reaches to row {tallest}, column {widest}; a programme has at most {MOST_ROWS} and {MOST_COLUMNS}"
            )
        if tallest * widest > MOST_CELLS:
            raise UnusableInput(f"a sheet has {tallest * widest} cells; a programme has at most {MOST_CELLS}")
        repeated += _repeated(part, lengths)
    if repeated > _MOST_BYTES:
        raise UnusableInput("the cells repeat their texts beyond what a programme holds")


def _repeated(part: bytes, lengths: Sequence[int]) -> int:
    """The bytes of all texts that the cells of a sheet take from the file's list of texts."""
    total, shared = 0, False
    for found in _VALUE.finditer(part):
        if found["number"] is None:
            shared = _SHARED.search(found["cell"]) is not None
        elif shared and (number := int(found["number"])) < len(lengths):
            total += lengths[number]
    return total


def _without_place(found: re.Match[bytes]) -> bytes:
    """Nothing in place of an idle cell; where cells do not say where they stand, each is needed to count."""
    return b"" if _AT.search(found[0]) or b"dimension" in found[0] else found[0]


def _extent(part: bytes) -> tuple[int, int]:
    """The last row and column of a sheet that hold something, or the first beyond what is allowed; each is where it says, else the next."""
    tallest = widest = row = column = 0
    for found in _PLACE.finditer(part):
        at = _AT.search(found[0])
        if sum(1 for _ in islice(_SAYS.finditer(found[0]), 2)) != (at is not None) or found[0].count(b'"') % 2 or found[0].count(b"'") % 2:
            raise UnusableInput("a cell says in an unusual way where it stands: save the file anew as .xlsx")
        if found["name"] == b"row":
            row, column = int(at[2]) if at else row + 1, 0
            continue
        column = max(column + 1, _column(at[1]) if at else 0)
        tallest, widest = max(tallest, row, int(at[2]) if at else 0), max(widest, column)
        if tallest > MOST_ROWS or widest > MOST_COLUMNS:
            break
    return tallest, widest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
