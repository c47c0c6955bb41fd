"""Times as people type them in a message of few words: `22-7`, `từ 22 giờ đến 7 giờ`, `7 h 30`, `30 min et 10 min`."""

import re
from datetime import date, time

from workshop_bot.texts.fold import fold

SHORTEST, LONGEST = 5, 120
"""Minutes before a session at which one can be reminded."""
_CLOCK = r"(\d{1,2})(?:\s*(?:[:.h]|gio|heures?)\s*([0-5]\d|ruoi)?)?\s*(am|pm|sang|trua|chieu|toi|dem|du matin|du soir)?"
_HOUR = re.compile(rf"(?:a|at|luc)?\s*{_CLOCK}")
_SPAN = re.compile(rf"(?:from|de|tu|between|entre)?\s*{_CLOCK}\s*(?:[-–—]|to|until|till|and|a|et|jusqu'a|den|toi)\s*{_CLOCK}")
_LENGTH = r"(?:(\d{1,3})\s*(?:m|mn|min|mins|minutes?|p|ph|phut)?|(\d)\s*(?:h|hours?|heures?|gio|tieng)\s*([0-5]\d)?)"
_LENGTHS = re.compile(rf"{_LENGTH}(?:\s*(?:[,;+/&-]|\s|and|et|va)\s*{_LENGTH})?\s*(?:before|avant|truoc)?")
_LATE, _EARLY = ("pm", "trua", "chieu", "toi", "du soir"), ("am", "sang", "du matin")


def number(typed: str, digits: int = 15) -> int:
    """The number that was typed, or that a button names; 0 for anything else, and for one of more digits."""
    return int(typed) if typed.isdecimal() and len(typed) <= digits else 0


def day(typed: str) -> date | None:
    """The day that a button names, as `2024-12-02`; None for anything else."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def hour(typed: str) -> time | None:
    """The time of day that was typed; None where it is none."""
    found = _HOUR.fullmatch(_plain(typed))
    return _time(*found.groups()) if found else None


def span(typed: str) -> tuple[time, time] | None:
    """From when to when, over midnight too; None where it is none, or the whole day."""
    found = _SPAN.fullmatch(_plain(typed))
    first, last = (_time(*found.groups()[:3]), _time(*found.groups()[3:])) if found else (None, None)
    return (first, last) if first is not None and last is not None and first != last else None


def lead_times(typed: str) -> tuple[int, ...] | None:
    """One or two lengths in minutes, the longer one first; None where it is anything else, or one is too short or too long."""
    found = _LENGTHS.fullmatch(_plain(typed))
    if found is None:
        return None
    lengths = {_minutes(*part) for part in (found.groups()[:3], found.groups()[3:]) if any(part)}
    return tuple(sorted(lengths, reverse=True)) if all(SHORTEST <= length <= LONGEST for length in lengths) else None


def _plain(typed: str) -> str:
    return re.sub(r"\s+", " ", fold(typed)).strip()


def _time(hours: str, minutes: str | None, part: str | None) -> time | None:
    at = int(hours)
    if at == 12 and part in _EARLY:
        at = 0
    elif at < 12 and (part in _LATE or (part == "dem" and at > 6)):  # "10 giờ đêm" is late, "1 giờ đêm" early
        at += 12
    return time(at % 24, 30 if minutes == "ruoi" else int(minutes or 0)) if at <= 24 else None


def _minutes(minutes: str | None, hours: str | None, beyond: str | None) -> int:
    return int(minutes) if minutes else 60 * int(hours or 0) + int(beyond or 0)
