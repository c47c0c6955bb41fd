"""How the running program does: it writes its pulse down, and `health` judges from another process (P26)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.store import inbox, meta, outbox

POLLED, TICKED, WAITED = 120, 30, 60
"""Seconds: since Telegram's last good answer, since the last tick, since the oldest began to wait; what is older is ill."""


@dataclass(frozen=True)
class Pulse:
    """When Telegram last gave a good answer and when the jobs last ticked (seconds since 1970; None: not yet), how much waits."""

    polled: float | None
    ticked: float
    waiting: int
    oldest: float | None
    parked: int
    doubled: int
    unsure: int


def beat(connection: Connection, now: datetime, polled: datetime | None) -> None:
    """Write the pulse down."""
    received, sent = inbox.counts(connection), outbox.counts(connection)
    since = [moment for moment in (inbox.oldest(connection), outbox.oldest(connection, now)) if moment]
    pulse = Pulse(
        polled=polled.timestamp() if polled else None,
        ticked=now.timestamp(),
        waiting=received.get("waiting", 0) + sent.get("waiting", 0) + sent.get("sending", 0),
        oldest=min(since).timestamp() if since else None,
        parked=received.get("parked", 0),
        doubled=sent["doubled"],
        unsure=sent.get("unsure", 0),
    )
    meta.put(connection, "pulse", json.dumps(asdict(pulse)))


def find(connection: Connection) -> Pulse | None:
    """The pulse that was written last."""
    written = meta.get(connection, "pulse")
    return Pulse(**json.loads(written)) if written else None


def illness(pulse: Pulse | None, now: datetime) -> str:
    """What is wrong, in one sentence; nothing where all is well."""
    moment = now.timestamp()
    if pulse is None:
        return "the bot has never run on this database"
    if moment - pulse.ticked > TICKED:
        return f"the program has not ticked for {moment - pulse.ticked:.0f} s: it has ended or hangs"
    if pulse.polled is None:
        return "Telegram has not answered yet"
    if moment - pulse.polled > POLLED:
        return f"Telegram has not answered for {moment - pulse.polled:.0f} s"
    if pulse.oldest is not None and moment - pulse.oldest > WAITED:
        return f"something waits since {moment - pulse.oldest:.0f} s"
    return ""


def counters(pulse: Pulse | None) -> Mapping[str, int]:
    """The figures to show beside."""
    names = ("waiting", "parked", "doubled", "unsure")
    return {name: getattr(pulse, name) for name in names} if pulse else {}
