"""What a cell of a table says of day, hour and length: as a value of its own kind, or as people write them in four languages."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from workshop_bot.formats.sheet import RUN
from workshop_bot.texts.fold import fold

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_EPOCH = datetime(1899, 12, 30)  # day 0 of spreadsheets
_SERIAL = range(20_000, 80_000)  # the days of 1954 to 2119: smaller numbers are not meant as dates
_LONGEST = 80
"""Characters that a moment may have: more is prose."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januar jan thang 1",
            "february feb fevrier fevr fev februar thang 2",
            "march mar mars marz maerz mrz thang 3",
            "april apr avril avr thang 4",
            "may mai thang 5",
            "june jun juin juni thang 6",
            "july jul juillet juil juli thang 7",
            "august aug aout thang 8",
            "september sept sep septembre thang 9",
            "october oct octobre oktober okt thang 10",
            "november nov novembre thang 11",
            "december dec decembre dezember dez thang 12",
        ),
        start=1,
    )
    for name in names.split(" thang ")[0].split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday|mon|lundi|lun|montag|mo|thu hai|thu 2|t2",
            "tuesday|tues|tue|mardi|mar|dienstag|di|thu ba|thu 3|t3",
            "wednesday|wed|mercredi|mer|mittwoch|mi|thu tu|thu 4|t4",
            "thursday|thurs|thur|thu|jeudi|jeu|donnerstag|do|thu nam|thu 5|t5",
            "friday|fri|vendredi|ven|freitag|fr|thu sau|thu 6|t6",
            "saturday|sat|samedi|sam|samstag|sonnabend|sa|thu bay|thu 7|t7",
            "sunday|sun|dimanche|dim|sonntag|so|chu nhat|cn",
        )
    )
    for name in names.split("|")
}


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)t?")
_NUMBERS = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?P<sign>[./-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4}|\d\d)(?!\d)")
_VIETNAMESE = re.compile(r"(?:ngay\s+)?(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})(?:,?\s+nam\s+(?P<y>\d{4}))?\b")
_DAY_MONTH = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]*(?:of\s+)?(?P<name>{_any(_MONTHS)})\b\.?(?:[\s,-]+(?P<y>\d{{4}})\b)?"
)
_MONTH_DAY = re.compile(rf"\b(?P<name>{_any(_MONTHS)})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{{4}})\b)?(?!:)")
_DAYS = (_ISO, _NUMBERS, _VIETNAMESE, _DAY_MONTH, _MONTH_DAY)
_SHORT = re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})\.?")
_WEEKDAY = re.compile(rf"\b(?P<name>{_any(_WEEKDAYS)})\b\.?")
_NTH = re.compile(
    r"(?:day|tag|jour|journee|ngay|ngay thu|j|d)?\s*(?P<n>\d{1,2})\.?|(?P<m>\d{1,2})(?:st|nd|rd|th|er|e|\.)\s*(?:day|tag|jour)"
)
_IDLE = re.compile(r"(?:\b(?:the|le|am|um|den|der|ngay|at|a|luc|from|von|de|tu|vers|ab|on)\b|[,;|]|\*)")

_HALF = r"(?:\s*(?P<half{0}>[ap])\.?\s?m\b\.?|\s*uhr\b|\s*h\b)?"
_TIME = (
    r"(?:(?P<h{0}>\d{{1,2}})\s?[:.]\s?(?P<m{0}>\d\d)(?::(?P<s{0}>\d\d)(?:\.\d+)?)?"
    r"|(?P<k{0}>\d{{1,2}})\s?(?:h|g|gio|uhr|heures?)\s?(?P<n{0}>\d\d)?(?:\s?(?:min|phut|p))?"
    r"|(?P<b{0}>\d{{1,2}})(?=\s?[ap]\.?\s?m|\s?[-–—]\s?\d))" + _HALF  # the 9 of `9 am`, the first 9 of `9–9:30`
)
_HOURS = re.compile(
    rf"(?:{_TIME.format(1)})\s*(?P<offset>z|[+−]\d\d:?\d\d)?"
    rf"(?:\s*(?:[-–—~>→]+|to|until|till|a|bis|den)\s*(?:{_TIME.format(2)}))?\s*(?:on|ff|[-–—])?"
)
_LENGTH = re.compile(
    r"(?:pt)?(?:(?P<h>\d{1,3}(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|heures?|std|stunden?|gio|g|tieng)\.?)?\s*(?:und|and|et)?\s*"
    r"(?:(?P<m>\d{1,4})\s*(?:m|mins?|minutes?|minuten|phut|p|['′’])?\.?)?(?:0+\s*s)?"
)
_CLOCK = re.compile(r"(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d))?")


@dataclass(frozen=True)
class When:
    """What a cell says: `day`, or only `(month, day)` without a year, a weekday (0 is Monday) or the `nth` day; hours since midnight."""

    day: date | None = None
    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    nth: int | None = None
    hour: timedelta | None = None
    until: timedelta | None = None
    offset: timezone | None = None

    @property
    def dated(self) -> bool:
        """Whether it says the day itself, not which one it is of several."""
        return self.day is not None or self.month_day is not None


def words(cell: Cell) -> str:
    """The cell as text in one line; whole numbers without a point, hours and days as ISO 8601 writes them."""
    if cell is None or isinstance(cell, str):
        return " ".join((cell or "").split())
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def raw(cell: Cell) -> str:
    """The text of a cell with its lines, without the apostrophe that says "this is text"."""
    text = cell if isinstance(cell, str) else words(cell)
    return text[1:] if text[:1] == "'" and text[1:].startswith(RUN) else text


def month_first(cells: list[Cell]) -> bool | None:
    """Whether days written `12/02/2024` tell the month first: as one of the cells shows; None where none does."""
    found = [match for cell in cells if isinstance(cell, str) and len(cell) <= _LONGEST for match in _NUMBERS.finditer(cell)]
    if any(int(match["d"]) > 12 for match in found):
        return False
    if any(int(match["m"]) > 12 for match in found):
        return True
    return None


def slashed(cell: Cell) -> bool:
    """Whether the cell holds a day that could be read in two ways, such as `02/12/2024`."""
    found = _NUMBERS.search(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else None
    return found is not None and "." not in found["sign"] and found["d"] != found["m"]


def when(cell: Cell, month_before_day: bool = False, days: bool = False) -> When | None:
    """What the cell says; `days`: it stands in a column of days, where `2` is the second day and `2/12` lacks its year. None: nothing."""
    match cell:
        case datetime():
            offset = cell.utcoffset()
            return When(day=cell.date(), hour=_since(cell.time()), offset=timezone(offset) if offset is not None else None)
        case date():
            return When(day=cell)
        case time():
            return When(hour=_since(cell))
        case timedelta():
            return When(hour=cell) if timedelta() <= cell < timedelta(hours=30) else None
        case bool():
            return None
        case int() | float():
            return _number(cell, days)
        case str():
            return _text(cell, month_before_day, days) if len(cell) <= _LONGEST else None
    return None


def day_within(text: str, month_before_day: bool = False) -> When | None:
    """The day that a line of text names among other words, such as `Friday Sept 27 Afternoon` or `Day 2`; None where it names none."""
    if len(text) > _LONGEST:
        return None
    plain = " ".join(fold(text).split())
    for form in _DAYS:
        if found := form.search(plain):
            return _day(found, month_before_day)
    if found := _WEEKDAY.match(plain):
        return When(weekday=_WEEKDAYS[found["name"]]) if len(found["name"]) > 3 or found[0] == plain else None
    nth = _NTH.fullmatch(re.split(r"\s[-–—:]|:", plain)[0].strip())
    return When(nth=int(nth["n"] or nth["m"])) if nth and not plain[0].isdigit() else None


def length(cell: Cell) -> timedelta | None:
    """A length, such as `1:30`, `45`, `45 min`, `1h30`, `1,5 Std.`; a number alone is minutes, a part of 1 a part of a day. None: none."""
    match cell:
        case timedelta():
            found = cell
        case time():
            found = _since(cell)
        case bool() | date() | None:
            return None
        case int() | float():
            found = timedelta(days=cell) if 0 < cell < 1 else timedelta(minutes=cell) if 0 < cell < 10_000 else timedelta()
        case str():
            found = _length(" ".join(fold(cell).split())) if len(cell) <= _LONGEST else timedelta()
    found = timedelta(seconds=round(found.total_seconds()))
    return found if timedelta() < found <= timedelta(days=7) else None


def _since(hour: time) -> timedelta:
    return timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second)


def _number(cell: float, days: bool) -> When | None:
    if days and 1 <= cell <= 99 and float(cell).is_integer():
        return When(nth=int(cell))
    if 0 <= cell < 1 and not days:
        return When(hour=timedelta(seconds=round(cell * 86_400)))
    if _SERIAL.start <= cell < _SERIAL.stop:
        moment = _EPOCH + timedelta(seconds=round(cell * 86_400))
        return When(day=moment.date(), hour=None if float(cell).is_integer() else _since(moment.time()))
    return None


@lru_cache(maxsize=1_000)  # many rows say the same hour, and each is asked for its start twice
def _text(cell: str, month_before_day: bool, days: bool) -> When | None:
    rest = " ".join(fold(cell).split())
    said = When()
    for form in _DAYS:
        if found := form.search(rest):
            day = _day(found, month_before_day)
            if day is None:
                return None
            behind = rest[found.end() :]
            if found[0].endswith("t"):  # as ISO 8601 writes moments: what is behind the hour is no second hour
                behind = re.sub(r"-(?=\d\d:?\d\d$)", "−", behind)
            said, rest = day, f"{rest[: found.start()]} {behind}"
            break
    if days and said == When():
        if nth := _NTH.fullmatch(rest):
            return When(nth=int(nth["n"] or nth["m"]))
        if short := _SHORT.fullmatch(_WEEKDAY.sub(" ", rest, count=1).strip(" ,")):
            return _day(short, month_before_day)
    if found := _WEEKDAY.search(rest):
        said = said if said.dated else When(weekday=_WEEKDAYS[found["name"]])
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    hours = _HOURS.fullmatch(rest.strip()) or _HOURS.fullmatch(_first_idle_away(rest))
    if hours is None:
        return said if said != When() and not re.search(r"\w", _IDLE.sub(" ", rest)) else None
    return _with_hours(said, hours)


def _first_idle_away(rest: str) -> str:
    return re.sub(r"^(?:\s|[,;|*(]|-\s|(?:the|le|am|um|den|ngay|at|a|luc|from|von|de|tu|vers|ab)\b)+", "", rest).strip(" ,;*)")


def _with_hours(said: When, hours: re.Match[str]) -> When | None:
    until = _hour(hours, 2)
    later = hours["half2"]
    begins = _hour(hours, 1, hours["half1"] or (later if later == "a" else None))
    if begins is not None and until is not None and later == "p" and not hours["half1"]:  # `9:30–11 pm` and `1–2:30 pm` say it once
        afternoon = begins + timedelta(hours=12)
        begins = afternoon if begins < timedelta(hours=12) and afternoon <= until else begins
    if begins is None or (until is None and any(hours[f"{name}2"] for name in "hkb")):
        return None
    return When(said.day, said.month_day, said.weekday, said.nth, begins, until, _offset(hours["offset"]) if said.day else None)


def _hour(found: re.Match[str], which: int, half: str | None = None) -> timedelta | None:
    """The hour, at most 29:59, which is 5:59 of the next day; None where it is none."""
    clock = found[f"h{which}"] or found[f"k{which}"] or found[f"b{which}"]
    if clock is None:
        return None
    hour, minute, second = int(clock), int(found[f"m{which}"] or found[f"n{which}"] or 0), int(found[f"s{which}"] or 0)
    half = found[f"half{which}"] or half
    if minute > 59 or second > 59 or hour > 29 or (found[f"half{which}"] and not 1 <= hour <= 12):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(told: str | None) -> timezone | None:
    if not told:
        return None
    if told == "z":
        return timezone(timedelta())
    ahead = timedelta(hours=int(told[1:3]), minutes=int(told[-2:]))
    return timezone(ahead if told[0] == "+" else -ahead) if ahead < timedelta(hours=24) else None


def _day(found: re.Match[str], month_before_day: bool) -> When | None:
    parts = found.groupdict()
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["m"])
    number = int(parts["d"])
    if month_before_day and parts.get("sign"):
        month, number = number, month
    year = int(parts["y"]) if parts.get("y") else None
    if year is not None and year < 100:
        year += 2000
    try:
        return When(day=date(year, month, number)) if year else When(month_day=(date(2024, month, number).month, number))
    except ValueError:
        return None


def _length(text: str) -> timedelta:
    if clock := _CLOCK.fullmatch(text):
        return timedelta(hours=int(clock["h"]), minutes=int(clock["m"]), seconds=int(clock["s"] or 0))
    told = _LENGTH.fullmatch(text)
    if not told:
        return timedelta()
    return timedelta(hours=float((told["h"] or "0").replace(",", ".")), minutes=int(told["m"] or 0))
