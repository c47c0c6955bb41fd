"""A moment as people type it, on the clock of their own zone: `17:00`, `tomorrow noon`, `3/12 14 h`, `+30 min`, `tối nay`."""

import re
from datetime import UTC, date, datetime, time, timedelta

from workshop_bot.knowledge.model import Workshop
from workshop_bot.knowledge.moments import is_skipped, later
from workshop_bot.programme.moving import times_asked_for
from workshop_bot.programme.when import PARTS
from workshop_bot.texts.fold import fold

NOON, LAST = time(12), time(23, 59)
_UNIT = r"(?P<hours>h|hours?|heures?|gio|tieng)|(?:m|mn|min|mins|minutes?|p|ph|phut)"
_HENCE = re.compile(rf"(?:\+|in|dans|sau|con)\s*(?P<count>\d{{1,3}})\s*(?:{_UNIT})|(?P<more>\d{{1,3}})\s*(?:phut|(?P<long>gio|tieng)) nua")


def moment(text: str, now: datetime, workshop: Workshop, end: bool = False) -> datetime | None:
    """The moment that was typed, in the zone of `now`; one without its day is the next such. None for what is no one moment.

    With `end` it is until when something lasts: a day lasts until its last minute, a morning until noon.
    """
    text = " ".join(fold(text).split()) if text.isascii() else " ".join(text.split())
    if hence := _HENCE.fullmatch(fold(text)):
        hours = bool(hence["hours"] or hence["long"])
        return later(now, timedelta(minutes=int(hence["count"] or hence["more"]) * (60 if hours else 1)))
    for found in times_asked_for(text, now.date(), now, workshop):
        if found.relation in ("now", "next", "all"):
            continue
        hour = _hour(found.part, found.hours, end)
        if hour is None and not (end and found.days):
            continue
        wall = datetime.combine(found.days[0] if found.days else now.date(), hour or LAST, now.tzinfo)
        if not found.days and wall <= now:
            wall = datetime.combine(now.date() + timedelta(days=1), hour or LAST, now.tzinfo)
        return None if is_skipped(wall) else wall
    return None


def end_of_day(on: date, workshop: Workshop) -> datetime:
    """The last minute of a day of the workshop's zone, or of the day there on which a moment lies; in UTC."""
    day = on.astimezone(workshop.zone).date() if isinstance(on, datetime) else on
    return datetime.combine(day, LAST, workshop.zone).astimezone(UTC)


def counts_until(now: datetime, workshop: Workshop) -> datetime:
    """Until when something told now counts where nobody says it: the day's end; before the workshop, the workshop's."""
    before = now.astimezone(workshop.zone).date() < workshop.starts
    return end_of_day(workshop.ends if before else now, workshop)


def _hour(part: str, hours: tuple[time, time] | None, end: bool) -> time | None:
    """The one hour of what was typed, if there is one."""
    if hours:
        until = end and hours[0] == time.min
        return hours[1] if until or hours[0] == hours[1] else None
    if part == "noon":
        return NOON
    return min(PARTS[part][1].replace(second=0, microsecond=0), LAST) if part and end else None
