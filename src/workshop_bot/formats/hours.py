"""When the sessions of a table begin and end: as their rows say, else as the rows around them do.

A row without a day is of the day of the one above it, after midnight of its night; without an end it lasts until the next in its room.
"""

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby, pairwise

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.cells import Cell, When, day_within, length, slashed, when, words
from workshop_bot.formats.headers import Row
from workshop_bot.formats.programme import Asked, Item, Note

_EARLY, _LATE = timedelta(hours=6), timedelta(hours=18)
_LONGEST = timedelta(hours=16)
"""A session that seems to end so long after it begins has its end written wrongly."""
_NOWHERE = "\0"
"""The room of what names none, which everybody may attend."""


@dataclass
class Days:
    """The day that holds for rows without one, moved on as they go by; `first` as whoever imports says, `found` once a row tells one."""

    first: date | None
    now: date | None = None
    latest: timedelta | None = None
    found: bool = False


def day_above(rows: Sequence[Sequence[Cell]], month_before_day: bool) -> date | None:
    """The day that a line of its own above the header tells; one with other words may be that of the whole programme."""
    lines = [cells[0] for row in rows if len(cells := [cell for cell in row if words(cell)]) == 1]
    told = [said for cell in lines if (said := when(cell, month_before_day, days=True)) is not None]
    return told[-1].day if told and told[-1].hour is None else None


def only_a_day(row: Row, days: Days) -> bool:
    """Whether a row only says which day it is, of itself and of those below it."""
    filled = [text for cell in row.cells if (text := words(cell))]
    said = day_within(filled[0], row.month_before_day) if len(filled) == 1 else None
    if said is None:
        return False
    known = said.day is not None or days.first is not None
    days.now, days.latest, days.found = _day(said, days.first, filled[0]) if known else None, None, True
    return True


def start(row: Row, days: Days) -> tuple[datetime | date | None, str]:
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


def end(row: Row, begins: datetime | date, asked: Asked) -> tuple[datetime | None, list[str]]:
    """When the session of a row ends, if that is known, with what is wrong or odd about it."""
    if not isinstance(begins, datetime):
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
            day = said.day or begins.date()
            ends = _moment(day, said.hour, said.offset or begins.tzinfo)
            if ends is not None and ends.tzinfo is not None and begins.tzinfo is None:
                ends = ends.replace(tzinfo=None)
            if ends is not None and ends < begins and said.day is None:
                ends += timedelta(days=1)
            if ends is not None and (ends < begins or (said.day is None and ends - begins > _LONGEST)):
                notes.append("it ends before it begins: its end was left out")
                ends = None
            elif ends is not None and lasts is not None and ends - begins != lasts:
                notes.append(f"it lasts {_clock(lasts)} by its length and {_clock(ends - begins)} by its end, which was taken")
        if ends is None and lasts is not None:
            ends = begins + lasts
        if ends is None and asked.minutes is not None:
            ends = begins + timedelta(minutes=asked.minutes)
    except OverflowError:
        ends = None
    return ends, notes


def until_the_next(items: Sequence[Item]) -> list[Item]:
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


def falling_back(items: Sequence[Item]) -> list[Note]:
    """Of a table without any day: where another one could begin."""
    return [
        Note(item.place, f"it begins before the row above; still {item.starts:%Y-%m-%d}: give each row its date where a day begins")
        for before, item in pairwise(items)
        if isinstance(before.starts, datetime) and isinstance(item.starts, datetime) and item.starts < before.starts
        if set(before.rooms) & set(item.rooms) or not (before.rooms or item.rooms)
    ]


def read_day_first(row: Row) -> str:
    """What to say of a day that could be read in two ways; nothing where there is none."""
    for cell in (*row.get("date"), *row.get("start")):
        if slashed(cell) and (read := when(cell, days=True)) and read.day:
            return f'"{words(cell)}" was read with the day first, as {read.day}'
    return ""


def _day(said: When, first: date | None, shown: str) -> date | None:
    """The day that is said; UnusableInput where only the first day could tell it and nobody said that."""
    if said.day is not None:
        return said.day
    if first is None:
        raise UnusableInput(f'"{shown[:60]}" does not tell the whole date: say the first day with --first-day YYYY-MM-DD')
    try:
        if said.month_day is not None:
            tries = [
                date(first.year + ahead, *said.month_day) for ahead in (0, 1) if said.month_day != (2, 29) or isleap(first.year + ahead)
            ]
            return next((day for day in tries if day >= first - timedelta(days=60)), None)
        if said.weekday is not None:
            return first + timedelta(days=(said.weekday - first.weekday()) % 7)
        return first + timedelta(days=(said.nth or 1) - 1)
    except (OverflowError, ValueError):
        return None


def _moment(day: date, hour: timedelta, offset: tzinfo | None) -> datetime | None:
    try:
        return datetime(day.year, day.month, day.day, tzinfo=offset) + hour
    except OverflowError:
        return None


def _clock(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
