"""Rows of cells as a programme: a header or none, one row a session; what a row lacks is taken from its neighbours, with a note.

A table whose days or rooms lie across is no list of sessions and is refused, as one that names no day where nobody says the first one.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain, groupby, pairwise
from typing import get_args

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell, When, day_within, length, month_first, slashed, when, words
from workshop_bot.formats.headers import Columns, asked_for, find, meaning, without_header
from workshop_bot.formats.kinds import bare, kind
from workshop_bot.formats.names import affiliated, listed, people, published, tagged
from workshop_bot.formats.programme import Asked, Form, Item, Note, Programme, repeated
from workshop_bot.formats.sheet import RUN
from workshop_bot.knowledge.fields import is_link
from workshop_bot.knowledge.model import Kind

NOTES = "Notes"
"""The sheet that tells people how to write the others."""
MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 1_000_000

_YES = frozenset(("yes", "y", "x", "true", "1", "oui", "vrai", "co", "ja", "wahr", "cancelled", "canceled", "annule", "huy", "abgesagt"))
_TAG = re.compile(r"</?(?:p|br|a|b|i|u|em|strong|div|span|h[1-6]|ul|ol|li|img|table|tr|td)\b[^<>]*>", re.IGNORECASE)
_EARLY, _LATE = timedelta(hours=6), timedelta(hours=18)
_LONGEST = timedelta(hours=16)
"""A session that seems to end so long after it begins has its end written wrongly."""
_NOWHERE = "\0"
"""The room of what names none, which everybody may attend."""
_NAME_THEM = "name both, such as --column title=2 --column start=1"
_LIST = f"write one row a session; or, if it is a list, {_NAME_THEM}"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file; `spread` holds what merged cells say in the rows below their first one, by row and column from 0."""

    rows: Sequence[Sequence[Cell]]
    name: str = ""
    spread: Mapping[tuple[int, int], Cell] = field(default_factory=dict)


@dataclass
class _Days:
    """The day that holds for rows without one, moved on as they go by."""

    first: date | None
    now: date | None = None
    latest: timedelta | None = None
    found: bool = False


@dataclass(frozen=True)
class _Row:
    cells: Sequence[Cell]
    number: int
    sheet: Sheet
    of: Mapping[str, tuple[int, ...]]
    month_before_day: bool

    def get(self, name: str) -> list[Cell]:
        """The cells of a meaning that are filled; what merged cells above spread over them, too, for days and rooms."""
        found = []
        for place in self.of.get(name, ()):
            cell = self.cells[place] if place < len(self.cells) else None
            filled = bool(words(cell))
            if not filled and name in ("date", "room"):
                cell = self.sheet.spread.get((self.number, place))
                filled = bool(words(cell))
            if filled:
                found.append(cell)
        return found

    def text(self, name: str) -> str:
        return words(_raw(next(iter(self.get(name)), None)))

    def when(self, name: str) -> list[When | None]:
        return [when(cell, self.month_before_day, days=name == "date") for cell in self.get(name)]


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
        hours = [cell for cell in below if (said := when(cell)) is not None and said.hour is not None]
        rooms = [text for text in across if not meaning(text) and when(text) is None]
        if len(days) > 1 or (corner and len(rooms) > 1 and len(rooms) == len(across) and len(hours) > 1):
            raise UnusableInput(f"row {number + 1}: this is a timetable with days or rooms across, which cannot be read as a list: {_LIST}")
        if hours and across:
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
    rows = [_Row(row, number, sheet, of, bool(month_before_day)) for number, row in numbered]
    notes: list[Note] = []
    if month_before_day is None:
        notes += [Note(f"{place} {row.number + 1}", said) for row in rows if (said := _read_day_first(row))][:1]
    days, items = _Days(asked.first_day), list[Item]()
    if day := _day_above(sheet.rows[: columns.first], bool(month_before_day)):
        days.now, days.found = day, True
    for row, names in zip(rows, _speakers(rows), strict=True):
        item, odd = _session(row, asked, days, names)
        notes += [Note(f"{place} {row.number + 1}", said) for said in odd]
        if item is not None:
            items.append(replace(item, place=f"{place} {row.number + 1}"))
    if not {"end", "duration"} & of.keys() and asked.minutes is None and all(item.ends is None for item in items):
        items = _until_the_next(items)
    if not days.found:
        notes += _falling_back(items)
    return items, notes


def _day_above(rows: Sequence[Sequence[Cell]], month_before_day: bool) -> date | None:
    """The day that a line of its own above the header tells; one with other words may be that of the whole programme."""
    lines = [cells[0] for row in rows if len(cells := [cell for cell in row if words(cell)]) == 1]
    told = [said for cell in lines if (said := when(cell, month_before_day, days=True)) is not None]
    return told[-1].day if told and told[-1].hour is None else None


def _read_day_first(row: _Row) -> str:
    for cell in (*row.get("date"), *row.get("start")):
        if slashed(cell) and (read := when(cell, days=True)) and read.day:
            return f'"{words(cell)}" was read with the day first, as {read.day}'
    return ""


def _falling_back(items: Sequence[Item]) -> list[Note]:
    """Of a table without any day: where another one could begin."""
    return [
        Note(item.place, f"it begins before the row above; still {item.starts:%Y-%m-%d}: give each row its date where a day begins")
        for before, item in pairwise(items)
        if isinstance(before.starts, datetime) and isinstance(item.starts, datetime) and item.starts < before.starts
        if set(before.rooms) & set(item.rooms) or not (before.rooms or item.rooms)
    ]


def _speakers(rows: Sequence[_Row]) -> list[tuple[str, ...]]:
    """Who speaks, by row; who is named as a place of work in another row is nobody."""
    cells = [[_raw(cell) for cell in row.get("speakers")] for row in rows]
    affiliations = affiliated(cells)
    read = [[people(cell, affiliations) for cell in row] for row in cells]
    places = {bare(place) for row in read for _, where in row for place in where}
    return [tuple(dict.fromkeys(name for names, _ in row for name in names if bare(name) not in places)) for row in read]


def _session(row: _Row, asked: Asked, days: _Days, speakers: tuple[str, ...]) -> tuple[Item | None, list[str]]:
    filled = [text for cell in row.cells if (text := words(cell))]
    titles = _texts(row, "title", one_line=True)
    if len(filled) == 1 and (said := day_within(filled[0], row.month_before_day)):
        known = said.day is not None or days.first is not None
        days.now, days.latest, days.found = _day(said, days.first, filled[0]) if known else None, None, True
        return None, []
    start, problem = _start(row, days)
    shown = next(iter(titles.values()), "")
    if start is None or not titles:
        if problem and (titles or speakers):
            return None, [f"{problem}: left out"]
        if start is not None and row.get("start"):
            return None, ["it has no title: left out"]
        return None, [f'"{shown[:60]}" has no time: left out'] if titles else []
    ends, notes = _end(row, start, asked)
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
            rooms=tuple(chain.from_iterable(listed(_raw(cell)) for cell in row.get("room"))),
            speakers=speakers,
            topics=tuple(chain.from_iterable(tagged(_raw(cell)) for cell in row.get("topics"))),
            summary=_texts(row, "summary", one_line=False),
            kind=next((one for one in kinds if one == told.lower()), kind(shown, told)),
            join=join,
            cancelled=bare(row.text("cancelled")) in _YES,
        ),
        notes,
    )


def _start(row: _Row, days: _Days) -> tuple[datetime | date | None, str]:
    """When the session of a row begins, a date alone where only its day stands there; None, with what is wrong if something is."""
    told = [(cell, said) for name in ("start", "date") for cell, said in zip(row.get(name), row.when(name), strict=True)]
    hour = next((said.hour for _, said in told if said and said.hour is not None), None)
    exact = next(((cell, said) for cell, said in told if said and said.dated), None)
    dated = exact or next(((cell, said) for cell, said in told if said and (said.weekday is not None or said.nth is not None)), None)
    if (hour is None or dated is None) and (wrong := [words(cell) for cell, said in told if said is None]):
        return None, f'"{wrong[0][:60]}" is no {"time" if hour is None and row.get("start") else "day"} that can be read'
    if dated is not None:
        day = _day(dated[1], days.first, words(dated[0]))
        if day is None:
            return None, f'"{words(dated[0])[:60]}" is no day near the first one'
        if day != days.now:
            days.now, days.latest = day, None
        days.found = True
    if hour is None:
        return (days.now, "") if dated is not None and not row.get("start") else (None, "")
    if days.now is None:
        if days.first is None or days.found:
            raise UnusableInput(f"row {row.number + 1}: the table does not tell its day: say the first one with --first-day YYYY-MM-DD")
        days.now = days.first
    if exact is None and hour < _EARLY and days.latest is not None and days.latest >= _LATE:
        hour += timedelta(days=1)  # still the night of that day's programme
    else:
        days.latest = max(days.latest or hour, hour)
    offset = next((said.offset for _, said in told if said and said.offset is not None), None)
    return _moment(days.now, hour, offset), ""


def _moment(day: date, hour: timedelta, offset: tzinfo | None) -> datetime | None:
    try:
        return datetime(day.year, day.month, day.day, tzinfo=offset) + hour
    except OverflowError:
        return None


def _day(said: When, first: date | None, shown: str) -> date | None:
    """The day that is said; UnusableInput where only the first day could tell it and nobody said that."""
    if said.day is not None:
        return said.day
    if first is None:
        raise UnusableInput(f'"{shown[:60]}" does not tell the whole date: say the first day with --first-day YYYY-MM-DD')
    try:
        if said.month_day is not None:
            tries = [
                date(first.year + ahead, *said.month_day) for ahead in (0, 1) if said.month_day != (2, 29) or _leap(first.year + ahead)
            ]
            return next((day for day in tries if day >= first - timedelta(days=60)), None)
        if said.weekday is not None:
            return first + timedelta(days=(said.weekday - first.weekday()) % 7)
        return first + timedelta(days=(said.nth or 1) - 1)
    except (OverflowError, ValueError):
        return None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _end(row: _Row, start: datetime | date, asked: Asked) -> tuple[datetime | None, list[str]]:
    if not isinstance(start, datetime):
        return None, []
    notes: list[str] = []
    read = row.when("end")
    until = next((said.until for said in row.when("start") if said is not None and said.until is not None), None)
    said = next((one for one in read if one is not None and one.hour is not None), None)
    if said is None and until is not None:
        said = When(hour=until)
    lasts = next((found for cell in row.get("duration") if (found := length(cell)) is not None), None)
    for name, missing in (("end", said is None), ("duration", lasts is None)):
        if missing and (cell := next(iter(row.get(name)), None)) is not None:
            notes.append(f'"{words(cell)[:60]}" is no {"length" if name == "duration" else "end"} that can be read')
    ends: datetime | None = None
    try:
        if said is not None and said.hour is not None:
            day = said.day or start.date()
            ends = _moment(day, said.hour, said.offset or start.tzinfo)
            if ends is not None and ends.tzinfo is not None and start.tzinfo is None:
                ends = ends.replace(tzinfo=None)
            if ends is not None and ends < start and said.day is None:
                ends += timedelta(days=1)
            if ends is not None and (ends < start or (said.day is None and ends - start > _LONGEST)):
                notes.append("it ends before it begins: its end was left out")
                ends = None
            elif ends is not None and lasts is not None and ends - start != lasts:
                notes.append(f"it lasts {_clock(lasts)} by its length and {_clock(ends - start)} by its end, which was taken")
        if ends is None and lasts is not None:
            ends = start + lasts
        if ends is None and asked.minutes is not None:
            ends = start + timedelta(minutes=asked.minutes)
    except OverflowError:
        ends = None
    return ends, notes


def _clock(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _until_the_next(items: Sequence[Item]) -> list[Item]:
    """Each ends when the next begins on the same day in one of its rooms, or anywhere if it has none; the last of a day has no end."""
    ends: dict[int, datetime] = {}
    nearest: dict[str, datetime] = {}  # by room, "" for any: what begins next, as the items go by from the last to the first
    timed = [(number, item.starts) for number, item in enumerate(items) if isinstance(item.starts, datetime)]
    if len({starts.tzinfo is None for _, starts in timed}) > 1:
        return list(items)
    for starts, group in groupby(sorted(timed, key=lambda pair: pair[1], reverse=True), key=lambda pair: pair[1]):
        numbers = [number for number, _ in group]
        for number in numbers:
            rooms = (*items[number].rooms, _NOWHERE) if items[number].rooms else ("",)
            following = min((nearest[room] for room in rooms if room in nearest), default=None)
            if following is not None and following.date() == starts.date():
                ends[number] = following
        for number in numbers:
            nearest.update(dict.fromkeys((*items[number].rooms, "") if items[number].rooms else ("", _NOWHERE), starts))
    return [replace(item, ends=ends.get(number)) for number, item in enumerate(items)]


def _texts(row: _Row, name: str, one_line: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in row.of:
        meant, _, language = key.partition("-")
        cell = next(iter(row.get(key)), None) if meant == name else None
        if cell is None:
            continue
        text = _raw(cell)
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


def _raw(cell: Cell) -> str:
    """The text of a cell with its lines, without the apostrophe that says "this is text"."""
    text = cell if isinstance(cell, str) else words(cell)
    return text[1:] if text[:1] == "'" and text[1:].startswith(RUN) else text
