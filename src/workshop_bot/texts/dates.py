"""Dates and hours by each language's custom; what a moment's own zone calls them, nothing is converted.

    vi  Thứ Ba 3/12, 09:00–09:45           2–6/12/2024
    fr  mardi 3 décembre, 9 h – 9 h 45     du 2 au 6 décembre 2024      (narrow no-break spaces around h)
    en  Tue 3 Dec, 9:00–9:45               2–6 December 2024

Other languages follow babel's patterns for them, with the 24-hour clock.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from workshop_bot.texts.languages import locale

_DAY = {"vi": "EEEE d/M", "fr": "EEEE d MMMM", "en": "EEE d MMM"}
_SHORT = {"vi": "d/M", "fr": "d MMM", "en": "d MMM"}
_YEAR = {"vi": "/y", "fr": " y", "en": " y"}
_PLACES = {"Asia/Ho_Chi_Minh": {"vi": "Hà Nội", "fr": "Hanoï", "en": "Hanoi"}}  # Vietnam goes by its capital, the zone by its largest city
_PARTS = {"vi": ("d", "/M", "/y"), "fr": ("d", " MMMM", " y"), "en": ("d", " MMMM", " y")}


def day(language: str, on: date, year: bool = False) -> str:
    """A day with its weekday; with the year where the reader could take another one for meant."""
    custom = _custom(language)
    if custom in _DAY:
        return _written(custom, on, _DAY[custom] + (_YEAR[custom] if year else ""))
    return _by_babel(language, on, on, "yMMMEd" if year else "MMMEd")


def short(language: str, on: date) -> str:
    """A day as it stands on a small button: 2/12, 2 déc., 2 Dec."""
    custom = _custom(language)
    return _written(custom, on, _SHORT[custom]) if custom in _SHORT else _by_babel(language, on, on, "MMMd")


def hours(language: str, starts: datetime, ends: datetime | None = None) -> str:
    """The hours from one moment to the other, or the one hour where the end is not known."""
    custom = _custom(language)
    if custom not in _DAY:
        return _by_babel(language, starts, ends or starts, "Hm")
    if ends is None or ends == starts:
        return _hour(custom, starts)
    return f"{_hour(custom, starts)}{' – ' if custom == 'fr' else '–'}{_hour(custom, ends)}"


def day_and_hours(language: str, starts: date, ends: datetime | None = None, year: bool = False) -> str:
    """A day with its hours, or alone where they are not known; the last day is named too where it is another."""
    begins = day(language, starts, year)
    if not isinstance(starts, datetime):
        return begins
    if ends is None or ends.date() == starts.date():
        at = " à " if _custom(language) == "fr" and ends in (None, starts) else ", "
        return f"{begins}{at}{hours(language, starts, ends)}"
    return f"{begins}, {hours(language, starts)} – {day(language, ends, year)}, {hours(language, ends)}"


def span(language: str, first: date, last: date) -> str:
    """The days from one date to the other, both counted, with the year; in French with its prepositions."""
    custom = _custom(language)
    if custom not in _PARTS:
        return _by_babel(language, first, last, "yMMMd")
    parts = _PARTS[custom]
    end = _written(custom, last, "".join(parts))
    if first == last:
        return f"le {end}" if custom == "fr" else end
    needed = 3 if first.year != last.year else 2 if first.month != last.month else 1
    start = _written(custom, first, "".join(parts[:needed]))
    if custom == "fr":
        return f"du {start} au {end}"
    return f"{start}–{end}" if needed == 1 else f"{start} – {end}"


def place(language: str, zone: ZoneInfo) -> str:
    """The city that people name a zone by."""
    from babel.dates import get_timezone_location  # not for an answer without an hour

    own = _PLACES.get(zone.key, {})
    return own.get(_custom(language)) or own.get("en") or get_timezone_location(zone, locale=locale(language), return_city=True)


def _custom(language: str) -> str:
    return locale(language).language


def _hour(custom: str, at: datetime) -> str:
    if custom == "fr":
        return f"{at.hour}\u202fh\u202f{at:%M}" if at.minute else f"{at.hour}\u202fh"
    return f"{at:%H:%M}" if custom == "vi" else f"{at.hour}:{at:%M}"


def _written(custom: str, on: date, pattern: str) -> str:
    from babel.dates import format_date  # not for an answer without a date

    if custom == "fr" and on.day == 1:
        pattern = pattern.replace("d", "d'er'")
    return format_date(on, pattern, locale(custom))


def _by_babel(language: str, first: date, last: date, skeleton: str) -> str:
    from babel.dates import format_interval  # not for an answer without a date

    return format_interval(first, last, skeleton, locale=locale(language))
