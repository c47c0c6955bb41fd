"""When a calendar's event recurs: by its rule alone, so that a first moment that does not fit the rule is none of its meetings."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any

from workshop_bot.errors import UnusableInput

MOST = 1000
"""Meetings that the recurring events of a file have together at most."""
_YEARS = timedelta(days=3660)
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


def meetings(event: Mapping[str, Any], first: datetime, place: str) -> Iterator[datetime]:
    """The starts of an event with a rule, in the zone of `first`, within ten years, without those that its EXDATE takes away.

    Raises UnusableInput where the rule is none of a programme's: several meetings a day, no end within reach, no meeting at all.
    """
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # - it has no types of its own

    rule = event["rrule"]
    if isinstance(rule, list):
        raise UnusableInput(f"{place}: it has several rules of recurrence; leave one, or write its meetings one by one")
    parts = {key.upper(): [str(value).upper() for value in values] for key, values in rule.items() if key.upper() != "UNTIL"}
    if not parts.keys() <= _KNOWN or parts.get("FREQ", [""])[0] not in _FREQUENCIES or parts.get("INTERVAL") == ["0"]:
        raise UnusableInput(f"{place}: its rule of recurrence is not one of days, weeks, months or years; write its meetings one by one")
    wall = first.replace(tzinfo=None)
    limit = min([wall + _YEARS, *(_local(until, first) for until in rule.get("UNTIL", []))])
    without = {_local(moment.dt, first) for dates in _listed(event.get("exdate")) for moment in dates.dts}
    try:
        found = rrulestr(";".join(f"{key}={','.join(values)}" for key, values in parts.items()), dtstart=wall)
    except (ValueError, TypeError, AttributeError):
        raise UnusableInput(f"{place}: its rule of recurrence cannot be read; write its meetings one by one") from None
    for moment in takewhile(lambda moment: moment <= limit, found):
        if moment not in without and datetime.combine(moment.date(), datetime.max.time()) not in without:
            yield moment.replace(tzinfo=first.tzinfo)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _local(moment: date, first: datetime) -> datetime:
    """A bound on the clock of the event; a date alone means the end of that day."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, datetime.max.time())
    if moment.tzinfo is None or first.tzinfo is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None)
