"""The one place that reads the time; everything else is handed a moment.

Due times and validity use `now`, which the try page may turn; pace, timeouts and the double's limits use `monotonic`, which nobody turns.
"""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The time as it is."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment; they never jump."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let others work for so many seconds."""
        import asyncio  # dear, and `ask` does not sleep

        await asyncio.sleep(seconds)


class TurnedClock(Clock):
    """A clock whose hands were set, and that goes on from there."""

    def __init__(self, to: datetime) -> None:
        self._ahead = timedelta(0)
        self.turn(to)

    def now(self) -> datetime:
        """The moment that its hands show, in UTC."""
        return super().now() + self._ahead

    def turn(self, to: datetime) -> None:
        """Set the hands to a moment (aware)."""
        self._ahead = to.astimezone(UTC) - super().now()


def now() -> datetime:
    """This moment, in UTC."""
    return Clock().now()
