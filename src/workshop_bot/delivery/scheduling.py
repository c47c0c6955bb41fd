"""When an announcement goes out, and until when it counts: what stands on buttons, what is typed, and the columns that both give."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from workshop_bot.delivery.panel import zone
from workshop_bot.delivery.turn import Turn
from workshop_bot.programme.moment import end_of_day, moment
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts import dates

SOON = (30, 60)
"""Minutes from now at which a tap schedules."""
HOURS = (8, 18)
"""Hours at which a tap schedules, today or tomorrow."""
_WRITTEN = "%Y%m%dT%H%M"


def choices(turn: Turn, step: str) -> Iterator[tuple[str, str]]:
    """The words on each button of `due` or `until`, and the value that it stands for: a moment in UTC, or a name."""
    if step == "until":
        yield from ((turn.say(f"announce.{end}"), end) for end in ("tonight", "end", "always"))
        return
    for minutes in SOON:
        yield turn.say("announce.in", count=minutes), f"{turn.now + timedelta(minutes=minutes):{_WRITTEN}}"
    now = turn.now.astimezone(zone(turn))
    hours = [now.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in HOURS]
    for at in sorted(at if at > now else at + timedelta(days=1) for at in hours):
        key = "today" if at.date() == now.date() else "tomorrow"
        yield turn.say(f"announce.at-{key}", hour=dates.hours(turn.language, at)), f"{at.astimezone(UTC):{_WRITTEN}}"
    yield turn.say("announce.now-after-all"), "now"


def chosen(turn: Turn, draft: Announcement, step: str, value: str) -> dict[str, datetime | None]:
    """The columns that a tap changes; none for a forged one."""
    workshop = turn.ready.knowledge.workshop
    if step == "until":
        ends = {"tonight": end_of_day(draft.due or turn.now, workshop), "end": end_of_day(workshop.ends, workshop), "always": None}
        return {"until": ends[value]} if value in ends else {}
    if value == "now":
        return {"due": None}
    try:
        return _due(turn, draft, datetime.strptime(value, _WRITTEN).replace(tzinfo=UTC))
    except ValueError:
        return {}


def read(turn: Turn, draft: Announcement, step: str, text: str) -> dict[str, datetime | None] | str:
    """The columns that a typed moment changes, on the clock of the organiser's own zone; else why not: `past` or `misread`."""
    found = moment(text, turn.now.astimezone(zone(turn)), turn.ready.knowledge.workshop, end=step == "until")
    if found is None or found.astimezone(UTC) <= turn.now:
        return "past" if found else "misread"
    return _due(turn, draft, found) if step == "due" else {"until": found.astimezone(UTC)}


def _due(turn: Turn, draft: Announcement, due: datetime) -> dict[str, datetime | None]:
    """A moment to go out; where it would count no more by then, it counts until the end of that day."""
    until = end_of_day(due, turn.ready.knowledge.workshop) if draft.until and draft.until <= due else draft.until
    return {"due": due.astimezone(UTC), "until": until}
