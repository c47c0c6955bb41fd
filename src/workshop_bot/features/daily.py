"""One line a day to organisers, in the evening and without a sound: what was asked, what waits for them, what went wrong (P26).

20:00 of the workshop's zone ─> anything of the last 24 hours? ─> a line to each who can be written to, at the end of their quiet hours
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.answers.figures import is_unanswered
from workshop_bot.delivery.organisers import reachable
from workshop_bot.delivery.outbox import REMINDERS
from workshop_bot.delivery.turn import Occasion, Say, Tick
from workshop_bot.programme.quiet import next_summary, quiet_until
from workshop_bot.store import asked, chats, inbox, meta, outbox, questions
from workshop_bot.store.outbox import Row
from workshop_bot.texts import dates
from workshop_bot.texts.markup import render
from workshop_bot.texts.zones import own

EVENING = "20:00"
"""When it comes, in the workshop's zone."""
DAY, LATE = timedelta(days=1), timedelta(hours=3)
"""It tells of so long; and after so long it is the line of no evening any more."""
NEXT = "daily.next"
"""What the store remembers: the moment of the next line."""


@dataclass(frozen=True)
class Day:
    """What a line tells: how many were asked and are without an answer, how many wait for the organisers, what went wrong."""

    asked: int
    open: int
    waiting: int
    failed: int
    parked: int


def tick(owners: Collection[int]) -> Tick:
    """The line as something that becomes due, for a bot whose settings name these organisers."""
    return Tick("daily", 5, partial(tell, owners=owners), partial(next_due, owners=owners))


def tell(connection: Connection, ready: Ready, now: datetime, owners: Collection[int]) -> int:
    """Put the line of an evening that has come into the outbox, if there is anything to tell; whether one had come."""
    workshop = ready.knowledge.workshop
    due, coming = _next(connection), next_summary(EVENING, workshop.zone, now)
    if due and now < due <= now + 2 * DAY:  # the day after tomorrow's: the clock was set back, and this evening's was told
        return 0
    meta.put(connection, NEXT, coming.isoformat())
    if due is None:
        return 0
    told = asdict(_day(connection, due))
    if due <= now < due + LATE and any(told.values()):
        data = json.dumps({"day": due.astimezone(workshop.zone).date().isoformat(), **told})
        for number in reachable(connection, owners):
            chat = chats.find(connection, number)
            assert chat
            held = quiet_until(chat.quiet, own(chat.zone, workshop.zone), now)
            outbox.put(connection, [Row(number, "daily", data, now, held or now, REMINDERS, until=coming)])
    return 1


def next_due(connection: Connection, after: datetime, owners: Collection[int]) -> datetime | None:
    """The moment of the next line, where there is anything to tell by now, and anybody to tell it to."""
    due = _next(connection)
    return due if due and due > after and any(asdict(_day(connection, due)).values()) and reachable(connection, owners) else None


def word(occasion: Occasion) -> Say:
    """The line, without a sound; what waits for the organisers is counted anew."""
    told = json.loads(occasion.data)
    day = dates.day(occasion.language, date.fromisoformat(told["day"]))
    told["waiting"] = len(questions.waiting(occasion.connection))
    parts = [occasion.say("daily.asked" if told["asked"] else "daily.none", day=day, count=told["asked"], open=told["open"])]
    parts += [occasion.say(f"daily.{what}", count=told[what]) for what in ("waiting", "failed", "parked") if told[what]]
    return Say(occasion.chat.chat, render(" ".join(parts)), silent=True)


def _next(connection: Connection) -> datetime | None:
    kept = meta.get(connection, NEXT)
    return datetime.fromisoformat(kept) if kept else None


def _day(connection: Connection, until: datetime) -> Day:
    found = asked.between(connection, until - DAY, until)
    failed, parked = (noun(connection, until - DAY, until) for noun in (outbox.failed, inbox.parked))
    return Day(len(found), sum(map(is_unanswered, found)), len(questions.waiting(connection)), failed, parked)
