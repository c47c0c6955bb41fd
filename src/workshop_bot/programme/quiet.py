"""Quiet hours and the hour of the morning summary: times of day in a chat's zone, as moments in UTC.

Where daylight saving repeats an hour, quiet lasts from its first pass to its second, and the summary comes at the first; a time that it
skips comes as much later as is skipped.
"""

from datetime import UTC, datetime, time, timedelta, tzinfo

from workshop_bot.knowledge.model import Session


def quiet_until(quiet: str, zone: tzinfo, now: datetime) -> datetime | None:
    """The end of the quiet span (`22:00-07:00`, over midnight too) that a moment lies in; None outside, and where there are none ("")."""
    if not quiet:
        return None
    first, last = (time.fromisoformat(part) for part in quiet.split("-"))
    today = now.astimezone(zone).date()
    for back in (1, 0, -1):  # the day after as well: where clocks go forward it may begin before midnight
        day = today - timedelta(days=back)
        begins = min(_passes(datetime.combine(day, first), zone))
        ends = max(_passes(datetime.combine(day + timedelta(days=last < first), last), zone))
        if begins <= now < ends:
            return ends
    return None


def held_until(quiet: str, zone: tzinfo, now: datetime, session: Session) -> datetime | None:
    """The end of the quiet span that a reminder must wait for; None where it comes now: outside, or the session begins before that end."""
    until = quiet_until(quiet, zone, now)
    begins_before = until is not None and session.begins is not None and session.begins.astimezone(UTC) < until
    return None if begins_before else until


def next_summary(summary: str, zone: tzinfo, after: datetime) -> datetime:
    """The first moment after another at which the clocks of a zone show `07:30`, once a day."""
    clock = time.fromisoformat(summary)
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in (-1, 0, 1, 2))
    return next(moment for day in days if (moment := _passes(datetime.combine(day, clock), zone)[0]) > after)


def _passes(wall: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The moments at which clocks show a time of a day: two where it is repeated; one that is skipped as much later, and earlier."""
    return (wall.replace(tzinfo=zone).astimezone(UTC), wall.replace(tzinfo=zone, fold=1).astimezone(UTC))
