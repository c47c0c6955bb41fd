"""The updates that wait for the bot: oldest first, gone when a later one is asked for, or after a day."""

import asyncio
from collections.abc import Sequence
from typing import Any

from workshop_bot.clock import Clock
from workshop_bot.tryout.limits import Refusal
from workshop_bot.tryout.world import Json

DAY = 24 * 3600.0
LIVES = {"callback_query": 150.0, "inline_query": 30.0}
"""Seconds that an update waits; all others a day."""
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """The queue, and who asks for it: a second one who asks ends the first one's wait."""

    def __init__(self, clock: Clock, first: int = 700_000_001) -> None:
        self._clock, self._next = clock, first
        self._waiting: list[tuple[float, str, Json]] = []
        self._allowed: Sequence[str] = ()
        self._came = asyncio.Event()
        self._asker = 0
        self.webhook: str | None = None

    def put(self, kind: str, content: Json) -> int:
        """One more update; its number."""
        number, self._next = self._next, self._next + 1
        if (kind in self._allowed) if self._allowed else (kind not in _NOT_BY_DEFAULT):
            self.put_raw(number, kind, {"update_id": number, kind: content})
        return number

    def put_raw(self, number: int, kind: str, update: Json) -> None:
        """An update as it stands, junk too."""
        self._next = max(self._next, number + 1)
        self._waiting.append((self._clock.monotonic(), kind, update))
        self._wake()

    def remember(self, allowed: Sequence[str] | None) -> None:
        """Which kinds are wanted from now on; None for those wanted so far."""
        if allowed is not None:
            self._allowed = [kind for kind in allowed if isinstance(kind, str)]

    @property
    def waiting(self) -> int:
        """How many are not confirmed yet."""
        return len(self._waiting)

    async def get(self, offset: int = 0, limit: int = 100, timeout: float = 0, allowed: Sequence[str] | None = None) -> list[Json]:
        """Confirm those below the offset and give the next, waiting for them so many seconds."""
        if self.webhook:
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        if offset < 0:
            offset = _number(self._waiting[offset:][0][2]) if self._waiting else 0
        self._asker += 1
        me = self._asker
        self._wake()  # another who waits is ended
        self.remember(allowed)
        until = self._clock.monotonic() + min(max(0.0, timeout), 50)
        while True:
            self.confirm_below(offset)
            if me != self._asker:
                raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            left = until - self._clock.monotonic()
            if self._waiting or left <= 0:
                return [update for _, _, update in self._waiting[: max(1, min(limit, 100))]]
            try:
                await asyncio.wait_for(self._came.wait(), left)
            except TimeoutError:
                continue

    def take(self) -> Json | None:
        """The oldest, for a webhook; it is confirmed by `confirm`."""
        self.confirm_below(0)
        return self._waiting[0][2] if self._waiting else None

    def confirm(self, update: Json) -> None:
        """A webhook has taken it."""
        self._waiting = [one for one in self._waiting if one[2] is not update]

    async def came(self) -> None:
        """Wait until there is one."""
        if not self._waiting:
            await self._came.wait()

    def end(self) -> None:
        """End the wait of whoever asks."""
        self._asker += 1
        self._wake()

    def drop(self) -> None:
        """Throw all away."""
        self._waiting.clear()

    def confirm_below(self, offset: int) -> None:
        """Those below the offset are taken, and those whose time is over are gone."""
        now = self._clock.monotonic()
        self._waiting = [
            (since, kind, update)
            for since, kind, update in self._waiting
            if _number(update) >= offset and now - since < LIVES.get(kind, DAY)
        ]

    def _wake(self) -> None:
        """Whoever waits looks again, also one who has begun to in this very moment; the next waits for something new."""
        self._came.set()
        self._came = asyncio.Event()


def _number(update: Any) -> int:
    """The number of an update, 0 for junk without one."""
    number = update.get("update_id") if isinstance(update, dict) else 0
    return number if isinstance(number, int) else 0
