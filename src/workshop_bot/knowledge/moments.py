"""Days, hours and moments as they are written in YAML.

Moments become aware, in the workshop's zone, which whoever calls pydantic hands over as the context `zone`.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ValidationInfo

from workshop_bot.knowledge.faults import fault
from workshop_bot.knowledge.problems import quoted

YEARS = range(1900, 2201)
"""What a year can be that is meant; others are slips."""
_TIME = r"(\d{1,2}):(\d\d)(?::(\d\d))?"
_HOUR = re.compile(_TIME, re.ASCII)
_MOMENT = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:(?:T|\s+){_TIME}\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)


def day(words: str, info: ValidationInfo) -> date:
    """A date alone."""
    read, hour = _read(words)
    if hour is not None:
        raise fault("bad-date", f"{quoted(words)} has an hour", "write the date alone")
    return read


def start(words: str, info: ValidationInfo) -> date:
    """A moment, or a date alone where the hour is not known yet."""
    read, hour = _read(words)
    return read if hour is None else _in_zone(read, hour, _zone(info))


def end(words: str, info: ValidationInfo) -> datetime:
    """A moment, or a time of the day on which `starts` lies."""
    alone = _HOUR.fullmatch(words)
    if not alone:
        read, hour = _read(words) if _MOMENT.fullmatch(words) else (None, None)
        if read is None or hour is None:
            raise fault("bad-time", f"{quoted(words)} is not a time", 'write "09:45", or "2024-12-02 09:45"')
        return _in_zone(read, hour, _zone(info))
    clock, minute, second = alone.groups()
    hour = _hour(words, clock, minute, second, None)
    starts = info.data.get("starts")
    if isinstance(starts, datetime):
        return _in_zone(starts.date(), hour, _zone(info))
    if starts is not None:
        raise fault("bad-time", "it ends at an hour and begins at none", 'give "starts" its hour, or use "minutes"')
    return datetime.max.replace(tzinfo=UTC)  # "starts" is wrong, which is told already: nothing is built from this


def since(words: str, info: ValidationInfo) -> datetime:
    """A moment; a date alone means the first moment of that day."""
    return moment(words, _zone(info))


def moment(words: str, zone: ZoneInfo) -> datetime:
    """A moment in a zone; a date alone means the first moment of that day. A fault where it is neither."""
    read, hour = _read(words)
    return _midnight(read, zone) if hour is None else _in_zone(read, hour, zone)


def until(words: str, info: ValidationInfo) -> datetime:
    """A moment; a date alone means the end of that day, which is the first moment of the next."""
    read, hour = _read(words)
    return _midnight(read + timedelta(days=1), _zone(info)) if hour is None else _in_zone(read, hour, _zone(info))


def later(moment: datetime, length: timedelta) -> datetime:
    """So much later on the clock of its zone, clocks set in between or not; of a moment without one, on the clock alone."""
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo) if moment.tzinfo else moment + length


def is_skipped(moment: datetime) -> bool:
    """Whether clocks of its zone never show this moment, since they go forward over it."""
    return _as_shown(moment).time() != moment.time()


def not_before(first: str) -> AfterValidator:
    """The validator of a field that must not lie before the field of that name."""

    def check(last: date, info: ValidationInfo) -> date:
        begins = info.data.get(first)
        if begins is not None and _before(last, begins):
            mend = "write the date too if it ends on a later day" if isinstance(last, datetime) else "put the two in order"
            raise fault("end-before-start", f"the end ({_shown(last)}) lies before the beginning ({_shown(begins)})", mend)
        return last

    return AfterValidator(check)


def _read(words: str) -> tuple[date, time | None]:
    found = _MOMENT.fullmatch(words)
    if not found:
        kind = "bad-time" if ":" in words else "bad-date"
        raise fault(kind, f"{quoted(words)} is not a date", 'write "2024-12-02", with an hour "2024-12-02 09:45"')
    year, month, number, *hour = found.groups()
    try:
        read = date(int(year), int(month), int(number))
    except ValueError:
        raise fault("bad-date", f"there is no day {year}-{month}-{number}", "write year-month-day as the calendar has it") from None
    if read.year not in YEARS:
        raise fault("bad-date", f"the year {year} is out of range", f"write a year from {YEARS[0]} to {YEARS[-1]}")
    return read, _hour(words, *hour) if hour[0] else None


def _hour(words: str, hour: str, minute: str, second: str | None, offset: str | None) -> time:
    try:
        return time(int(hour), int(minute), int(second or 0), tzinfo=_offset(offset))
    except ValueError:
        raise fault("bad-time", f"there is no hour {quoted(words)}", "write 00:00 to 23:59, and an offset such as +07:00 if any") from None


def _offset(words: str | None) -> tzinfo | None:
    if words is None:
        return None
    if words == "Z":
        return UTC
    length = timedelta(hours=int(words[1:3]), minutes=int(words[-2:]))
    return timezone(-length if words[0] == "-" else length)


def _in_zone(read: date, hour: time, zone: ZoneInfo) -> datetime:
    if hour.tzinfo:
        return datetime.combine(read, hour).astimezone(zone)
    moment = datetime.combine(read, hour, zone)
    if is_skipped(moment):
        wrong = f"{moment:%Y-%m-%d %H:%M} does not exist in {zone.key}, where clocks go forward"
        raise fault("skipped-hour", wrong, f"at that moment they show {_as_shown(moment):%H:%M}")
    return moment


def _midnight(read: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day, which is not 00:00 where clocks go forward at midnight."""
    return _as_shown(datetime.combine(read, time(), zone))


def _as_shown(moment: datetime) -> datetime:
    """The moment as clocks of its zone show it: another hour where they skip the one that was said."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def _zone(info: ValidationInfo) -> ZoneInfo:
    zone: ZoneInfo = (info.context or {})["zone"]
    return zone


def _before(last: date, begins: date) -> bool:
    """Whether `last` lies before; moments of one zone are compared in UTC, since Python compares their wall clocks."""
    if isinstance(last, datetime) and isinstance(begins, datetime):
        return last.astimezone(UTC) < begins.astimezone(UTC)
    return _date(last) < _date(begins)


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _shown(moment: date) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"
