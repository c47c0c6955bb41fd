"""How the running program does: it writes its pulse down, and `health` judges from another process (P26)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop_bot.store import inbox, meta, outbox

DEAF, STILL, LATE = timedelta(seconds=120), timedelta(seconds=30), timedelta(seconds=60)
"""Since Telegram's last good answer, since the last tick of the jobs, since the oldest began to wait: more is ill."""


@dataclass(frozen=True)
class Pulse:
    """When the jobs last ticked and when Telegram last gave a good answer; None: not yet."""

    ticked: datetime | None = None
    heard: datetime | None = None


@dataclass(frozen=True)
class Load:
    """How much waits and since when; what was left aside, may have arrived twice, or nobody knows of."""

    waiting: int = 0
    oldest: datetime | None = None
    parked: int = 0
    doubled: int = 0
    unsure: int = 0

    @property
    def figures(self) -> Mapping[str, int]:
        """The figures by their names."""
        return {"waiting": self.waiting, "parked": self.parked, "doubled": self.doubled, "unsure": self.unsure}


def beat(connection: Connection, now: datetime, heard: datetime | None) -> None:
    """Write the pulse down; what an earlier run has heard of Telegram is no more true."""
    meta.put(connection, "ticked", now.isoformat())
    if heard:
        meta.put(connection, "heard", heard.isoformat())
    else:
        meta.take_out(connection, "heard")


def find(connection: Connection) -> Pulse:
    """The pulse that was written last."""
    ticked, heard = meta.get(connection, "ticked"), meta.get(connection, "heard")
    return Pulse(datetime.fromisoformat(ticked) if ticked else None, datetime.fromisoformat(heard) if heard else None)


def load(connection: Connection, now: datetime) -> Load:
    """What waits now, and what must not be forgotten."""
    received, sent = inbox.counts(connection), outbox.counts(connection)
    return Load(
        waiting=received.get("waiting", 0) + sent.get("waiting", 0) + sent.get("sending", 0),
        oldest=min(filter(None, (inbox.oldest(connection), outbox.oldest(connection, now))), default=None),
        parked=received.get("parked", 0),
        doubled=sent["doubled"],
        unsure=sent.get("unsure", 0),
    )


def illness(pulse: Pulse, load: Load, now: datetime) -> str:
    """What is wrong, in one sentence; nothing where all is well. A moment to come is as bad as one long gone: the clock was set back."""
    if pulse.ticked is None:
        return "the bot has never run on this database"
    if (since := abs(now - pulse.ticked)) > STILL:
        return f"the program has not ticked for {_seconds(since)}: it has ended, hangs, or cannot write to the database; its log says which"
    if pulse.heard is None:
        return "Telegram has not answered yet"
    if (since := abs(now - pulse.heard)) > DEAF:
        return f"Telegram has not answered for {_seconds(since)}"
    if load.oldest and (since := now - load.oldest) > LATE:
        return f"somebody waits for {_seconds(since)}"
    return ""


def _seconds(span: timedelta) -> str:
    return f"{span.total_seconds():,.0f} s"
