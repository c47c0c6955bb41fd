"""Rows of cells as a programme: a header or none, one row a session; what a row lacks is taken from its neighbours, with a note.

A table whose days or rooms lie across is no list of sessions and is refused, as one that names no day where nobody says the first one.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import get_args

from workshop_bot.errors import UnusableInput
from workshop_bot.formats import hours
from workshop_bot.formats.cells import Cell, day_within, month_first, raw, when, words
from workshop_bot.formats.headers import Columns, Row, asked_for, find, meaning, without_header
from workshop_bot.formats.kinds import bare, kind, off
from workshop_bot.formats.names import affiliated, listed, people, published, tagged
from workshop_bot.formats.programme import Asked, Form, Item, Note, Programme, repeated
from workshop_bot.knowledge.fields import is_link
from workshop_bot.knowledge.model import Kind

NOTES = "Notes"
"""The sheet that tells people how to write the others."""
MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 1_000_000

_YES = frozenset(("yes", "y", "x", "true", "1", "oui", "vrai", "co", "ja", "wahr", "cancelled", "canceled", "annule", "huy", "abgesagt"))
_TAG = re.compile(r"</?(?:p|br|a|b|i|u|em|strong|div|span|h[1-6]|ul|ol|li|img|table|tr|td)\b[^<>]*>", re.IGNORECASE)
_NAME_THEM = "name both, such as --column title=2 --column start=1"
_LIST = f"write one row a session; or, if it is a list, {_NAME_THEM}"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file; `spread` holds what merged cells say in the rows below their first one, by row and column from 0."""

    rows: Sequence[Sequence[Cell]]
    name: str = ""
    spread: Mapping[tuple[int, int], Cell] = field(default_factory=dict)


def programme(form: Form, sheets: Sequence[Sheet], asked: Asked) -> Programme:
    """What the sheets hold; UnusableInput where they hold no list of sessions, or no days and `asked` none either."""
    wishes = asked_for(asked.columns)
    for sheet in sheets:
        _bounded(sheet)
    filled = [sheet for sheet in sheets if sheet.name != NOTES and any(words(cell) for row in sheet.rows for cell in row)]
    if not filled:
        raise UnusableInput("the table is empty: write a header and one row a session")
    read = [(sheet, columns) for sheet in filled if (columns := find(sheet.rows, wishes))]
    if not read:
        _refuse_grid(filled[0])
        read = [(filled[0], _guessed(filled[0], wishes))]
    items: list[Item] = []
    notes = [Note(f"sheet {sheet.name}", "no header was found: left out") for sheet in filled if all(sheet is not one for one, _ in read)]
    told: dict[str, str] = {}
    for sheet, columns in read:
        place = f"sheet {sheet.name}, row" if len(read) > 1 else "row"
        some, said = _sessions(sheet, columns, asked, place)
        items += some
        notes += said
        told |= columns.told
    if not items:
        known = ", ".join(f'"{header}" as {name}' for header, name in told.items())
        why = f"; {notes[0].place}: {notes[0].said}" if notes else ""
        raise UnusableInput(
            f"the table has no session that can be read (columns: {known}{why}); name others with --column KEY=HEADER"[:500]
        )
    return Programme(form, tuple(items), notes=(*notes, *repeated(items)), columns=told)


def _bounded(sheet: Sheet) -> None:
    if len(sheet.rows) > MOST_ROWS:
        raise UnusableInput(f"the table has {len(sheet.rows)} rows; a programme has at most {MOST_ROWS}")
    widest = max((len(row) for row in sheet.rows), default=0)
    if widest > MOST_COLUMNS:
        raise UnusableInput(f"the table has {widest} columns; a programme has at most {MOST_COLUMNS}")
    if (cells := sum(map(len, sheet.rows))) > MOST_CELLS:
        raise UnusableInput(f"the table has {cells} cells; a programme has at most {MOST_CELLS}")


def _refuse_grid(sheet: Sheet) -> None:
    """UnusableInput where the days, dates or rooms lie across, above columns that hold sessions."""
    for number, row in enumerate(sheet.rows[:20]):
        texts = [words(cell) for cell in row]
        across = [text for text in texts[1:] if text]
        days = [text for text in across if day_within(text) is not None]
        corner = not texts or not texts[0] or meaning(texts[0]) in ("start", "date")
        below = [line[0] for line in sheet.rows[number + 1 : number + 30] if line and words(line[0])]
        timed = [cell for cell in below if (said := when(cell)) is not None and said.hour is not None]
        rooms = [text for text in across if not meaning(text) and when(text) is None]
        if len(days) > 1 or (corner and len(rooms) > 1 and len(rooms) == len(across) and len(timed) > 1):
            raise UnusableInput(f"row {number + 1}: this is a timetable with days or rooms across, which cannot be read as a list: {_LIST}")
        if timed and across:
            return


def _guessed(sheet: Sheet, wishes: Mapping[str, str]) -> Columns:
    """The columns of a table without a header that is known; UnusableInput where they cannot be told."""
    columns = without_header(sheet.rows, wishes)
    if columns is None or not all(named.isdigit() for named in wishes.values()):
        first = next(filter(None, ([text for cell in row if (text := words(cell))] for row in sheet.rows)))
        shown = ", ".join(f'"{text[:40]}"' for text in first[:8])
        raise UnusableInput(f"no columns of titles and of hours were found; the first row has {shown}: {_NAME_THEM}")
    return columns


def _sessions(sheet: Sheet, columns: Columns, asked: Asked, place: str) -> tuple[list[Item], list[Note]]:
    of = columns.of
    header = [words(cell) for cell in sheet.rows[columns.first - 1]] if columns.first else []
    below = [(number, row) for number, row in enumerate(sheet.rows) if number >= columns.first and any(map(words, row))]
    numbered = [(number, row) for number, row in below if list(map(words, row)) != header]  # some write it anew each day
    month_before_day = month_first([cell for _, row in numbered for cell in _cells(row, of, "date", "start", "end")])
    rows = [Row(row, number, of, sheet.spread, bool(month_before_day)) for number, row in numbered]
    notes: list[Note] = []
    if month_before_day is None:
        notes += [Note(f"{place} {row.number + 1}", said) for row in rows if (said := hours.read_day_first(row))][:1]
    days, items = hours.Days(asked.first_day), list[Item]()
    if day := hours.day_above(sheet.rows[: columns.first], bool(month_before_day)):
        days.now, days.found = day, True
    for row, names in zip(rows, _speakers(rows), strict=True):
        item, odd = _session(row, asked, days, names)
        notes += [Note(f"{place} {row.number + 1}", said) for said in odd]
        if item is not None:
            items.append(replace(item, place=f"{place} {row.number + 1}"))
    if not {"end", "duration"} & of.keys() and asked.minutes is None and all(item.ends is None for item in items):
        items = hours.until_the_next(items)
    if not days.found:
        notes += hours.falling_back(items)
    return items, notes


def _speakers(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Who speaks, by row; who is named as a place of work in another row is nobody."""
    cells = [[raw(cell) for cell in row.get("speakers")] for row in rows]
    affiliations = affiliated(cells)
    read = [[people(cell, affiliations) for cell in row] for row in cells]
    places = {bare(place) for row in read for _, where in row for place in where}
    return [tuple(dict.fromkeys(name for names, _ in row for name in names if bare(name) not in places)) for row in read]


def _session(row: Row, asked: Asked, days: hours.Days, speakers: tuple[str, ...]) -> tuple[Item | None, list[str]]:
    if hours.only_a_day(row, days):
        return None, []
    told_of = {language: off(title) for language, title in _texts(row, "title", one_line=True).items()}
    titles = {language: title for language, (title, _) in told_of.items()}
    start, problem = hours.start(row, days)
    shown = next(iter(titles.values()), "")
    if start is None or not titles:
        if problem and (titles or speakers):
            return None, [f"{problem}: left out"]
        if start is not None and row.get("start"):
            return None, ["it has no title: left out"]
        return None, [f'"{shown[:60]}" has no time: left out'] if titles else []
    ends, notes = hours.end(row, start, asked)
    speakers, left_out = published(speakers)
    notes += [left_out] if left_out else []
    told = row.text("kind")
    join = row.text("join")
    if join and not is_link(join):
        notes.append(f'"{join[:60]}" is no web address: left out')
        join = ""
    kinds: tuple[Kind, ...] = get_args(Kind)
    return (
        Item(
            place="",
            key=row.text("id"),
            title=titles,
            starts=start,
            ends=ends,
            rooms=tuple(chain.from_iterable(listed(raw(cell)) for cell in row.get("room"))),
            speakers=speakers,
            topics=tuple(chain.from_iterable(tagged(raw(cell)) for cell in row.get("topics"))),
            summary=_texts(row, "summary", one_line=False),
            kind=next((one for one in kinds if one == told.lower()), kind(shown, told)),
            join=join,
            cancelled=bare(row.text("cancelled")) in _YES or any(gone for _, gone in told_of.values()),
        ),
        notes,
    )


def _texts(row: Row, name: str, one_line: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in row.of:
        meant, _, language = key.partition("-")
        cell = next(iter(row.get(key)), None) if meant == name else None
        if cell is None:
            continue
        text = raw(cell)
        if _TAG.search(text):
            text = html.unescape(_TAG.sub(lambda tag: " " if one_line or "<br" not in tag[0].lower() else "\n", text))
        text = (
            words(text) if one_line else re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in text.strip().splitlines()))
        )
        if text:
            found[language] = text
    return found


def _cells(row: Sequence[Cell], of: Mapping[str, tuple[int, ...]], *names: str) -> list[Cell]:
    return [row[place] for name in names for place in of.get(name, ()) if place < len(row)]
