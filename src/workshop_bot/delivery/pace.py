"""Telegram's pace: how long a message must wait, told by token buckets on the monotonic clock."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rate:
    """So many a second, and so many at once after a rest."""

    a_second: float
    burst: float


@dataclass(frozen=True)
class Pace:
    """What Telegram takes without a refusal, with room to spare: in all, in one chat, in one group."""

    everywhere: Rate = Rate(28, 2)  # a strict reader counts 30 in any one second
    chat: Rate = Rate(1, 3)
    group: Rate = Rate(18 / 60, 3)


@dataclass
class Bucket:
    """The tokens of one scope; they fill again by themselves."""

    rate: Rate
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is a token."""
        self.tokens, self.at = min(self.rate.burst, self.tokens + (now - self.at) * self.rate.a_second), now
        return max(0.0, (1 - self.tokens) / self.rate.a_second)


@dataclass
class Buckets:
    """All scopes: the bot as a whole, and each chat for as long as it is not full again."""

    pace: Pace | None
    _everywhere: Bucket | None = None
    _chats: dict[int, Bucket] = field(default_factory=dict)
    _held: dict[int, float] = field(default_factory=dict)
    """Chat (0: everywhere) → until when Telegram refuses."""

    def wait_everywhere(self, now: float) -> float:
        """Seconds until anything may be sent."""
        held = self._held.get(0, now) - now
        if self.pace is None:
            return max(0.0, held)
        if self._everywhere is None:
            self._everywhere = Bucket(self.pace.everywhere, self.pace.everywhere.burst, now)
        return max(held, self._everywhere.wait(now))

    def wait(self, chat: int, now: float) -> float:
        """Seconds until this chat may get a message."""
        held = max(0.0, self._held.get(chat, now) - now)
        if self.pace is None or chat == 0:
            return held
        bucket = self._chats.get(chat)
        return max(held, bucket.wait(now)) if bucket else held

    def take(self, chat: int, now: float, message: bool) -> None:
        """One goes out; edits and toasts count for the bot as a whole alone."""
        if self.pace is None:
            return
        self.wait_everywhere(now)
        if self._everywhere:
            self._everywhere.tokens -= 1
        if message and chat:
            rate = self.pace.group if chat < 0 else self.pace.chat
            bucket = self._chats.setdefault(chat, Bucket(rate, rate.burst, now))
            bucket.wait(now)
            bucket.tokens -= 1
        if len(self._chats) > _MOST:
            self._chats = {
                number: bucket for number, bucket in self._chats.items() if bucket.wait(now) or bucket.tokens < bucket.rate.burst
            }

    def hold(self, chat: int, until: float, now: float) -> None:
        """Telegram has refused; when a second chat is refused meanwhile, it is the bot that goes too fast."""
        others = [number for number, end in self._held.items() if number not in (0, chat) and end > now]
        self._held = {number: end for number, end in self._held.items() if end > now}
        self._held[chat] = max(until, self._held.get(chat, 0))
        if others:
            self._held[0] = max(until, self._held.get(0, 0))


_MOST = 2_000
"""So many chats are looked through for full buckets at most, now and then."""
