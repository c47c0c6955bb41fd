"""What is unwise in the schedule: a workshop of a year, sessions that collide, have no length or lie outside the workshop."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from workshop_bot.knowledge.draft import Draft, Origin
from workshop_bot.knowledge.model import Session
from workshop_bot.knowledge.nodes import Mapped
from workshop_bot.knowledge.problems import Problem, quoted

A_YEAR = timedelta(days=365)


def warnings(draft: Draft) -> Iterator[Problem]:
    """All of it, session by session; cancelled ones collide with nothing."""
    starts, ends = draft.workshop.starts, draft.workshop.ends
    for origin in draft.origins["workshop"]:
        if ends - starts >= A_YEAR and all(problem.file != origin.file for problem in draft.problems):  # no error, so no stand-in
            yield origin.problem("long-workshop", f"it lasts {(ends - starts).days + 1} days", "mend the year, if it is a slip", "ends")
    for session, origin in draft.sessions:
        yield from _length(session, origin)
        if not starts <= session.day <= ends:
            yield origin.problem("outside-dates", f"the workshop lasts from {starts} to {ends}", "mend this day or those dates", "starts")
    yield from _collisions(draft, "room")
    yield from _collisions(draft, "speakers")


def _length(session: Session, origin: Origin) -> Iterator[Problem]:
    if session.begins is None or not isinstance(origin.data, Mapped):
        return
    begins, finishes = _utc(session.begins), session.finishes
    if "ends" not in origin.data and "minutes" not in origin.data:
        yield origin.problem("no-length", "nobody knows how long it lasts", 'add "ends:" or "minutes:"', "starts", key=True)
    elif finishes and _utc(finishes) == begins:
        yield origin.problem("no-length", "it lasts no time", 'mend "ends"', "ends")
    if session.ends and session.minutes and _utc(session.ends).timestamp() - begins.timestamp() != 60 * session.minutes:
        yield origin.problem("two-ends", '"ends" and "minutes" disagree', 'take "minutes" out, or it is ignored', "minutes", key=True)
    if session.ends and _mixed(session.begins, str(origin.data["starts"]), str(origin.data["ends"])):
        wrong = f"the hour alone is read in the workshop's zone, where it begins at {session.begins:%H:%M}"
        yield origin.problem("mixed-zones", wrong, 'give it an offset too, with its date, or use "minutes:"', "ends")


def _mixed(begins: datetime, starts: str, ends: str) -> bool:
    """Whether it begins at an hour that another zone shows, and ends at an hour alone."""
    ours = (f"{begins:%H:%M}", f" {begins.hour}:{begins:%M}", f"T{begins.hour}:{begins:%M}")
    return "-" not in ends and not any(clock in starts for clock in ours)


def _collisions(draft: Draft, of: Literal["room", "speakers"]) -> Iterator[Problem]:
    """Each session that begins before an earlier one of the same room or speaker is over; one line a session and room or speaker."""
    last: dict[str, tuple[Session, datetime]] = {}
    timed = [(_utc(session.begins), session, origin) for session, origin in draft.sessions if session.begins and not session.cancelled]
    for begins, session, origin in sorted(timed, key=lambda entry: entry[0]):
        over = _utc(session.finishes) if session.finishes else begins
        for number, name in enumerate(getattr(session, of)):
            other, until = last.get(name, (session, begins))
            if begins < until:
                wrong = f"{of.removesuffix('s')} {quoted(name)} has {quoted(other.id)} until {until.astimezone(draft.workshop.zone):%H:%M}"
                yield origin.problem("overlap", wrong, "move one of the two, or cancel it", of, number)
            if over >= until:
                last[name] = (session, over)


def _utc(moment: datetime) -> datetime:
    """Python compares moments of one zone by their wall clocks, wrong in the hour that autumn shows twice."""
    return moment.astimezone(UTC)
