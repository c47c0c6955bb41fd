"""Telegram's pace: how long a message must wait, on the monotonic clock.

A scope is one number, the moment until which it is busy: each message makes it busy for its share of a second, and may come a burst early.
Within any stretch of time a scope lets through no more than its burst and the stretch times its rate.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rate:
    """So many a second, and so many at once after a rest; a part of one more makes good for waking late."""

    a_second: float
    burst: float


@dataclass(frozen=True)
class Pace:
    """What Telegram takes without a refusal, however it counts: 30 in any one second, 20 in any minute of a group."""

    everywhere: Rate = Rate(28, 2)
    leaving: Rate = Rate(28.3, 1.25)
    """Of what is on its way, a little faster, so that nothing queues there: it takes 50 ms of jitter on the road to make 31 in a second."""
    chat: Rate = Rate(1, 3)
    group: Rate = Rate(13 / 60, 5)  # 18 in any minute


def wait(rate: Rate, busy: float, now: float) -> float:
    """Seconds until a scope that is busy until a moment lets the next one through."""
    return left(busy - (rate.burst - 1) / rate.a_second, now)


def left(until: float, now: float) -> float:
    """Seconds until a moment; less than a microsecond is rounding, and would be waited for again and again."""
    return until - now if until - now > 1e-6 else 0.0


def taken(rate: Rate, busy: float, now: float) -> float:
    """Until when the scope is busy after one more."""
    return max(busy, now) + 1 / rate.a_second


@dataclass
class Meter:
    """All scopes: the bot as a whole, each chat, and where Telegram has refused; without a pace only the last."""

    pace: Pace | None
    _everywhere: float = 0.0
    _departed: float = 0.0
    _chats: dict[int, float] = field(default_factory=dict)
    """Chat → until when it is busy."""
    _held: dict[int, float] = field(default_factory=dict)
    """Chat (0: everywhere) → until when Telegram refuses."""

    def wait_everywhere(self, now: float) -> float:
        """Seconds until anything may be sent."""
        held = left(self._held.get(0, now), now)
        return max(held, wait(self.pace.everywhere, self._everywhere, now)) if self.pace else held

    def wait(self, chat: int, message: bool, now: float) -> float:
        """Seconds until this chat may get a message; edits count for the bot as a whole alone, and wait for refusals alone."""
        held = left(self._held.get(chat, now), now) if chat else 0.0
        return max(held, wait(self._rate(chat), self._chats.get(chat, now), now)) if self.pace and message and chat else held

    def take(self, chat: int, message: bool, now: float) -> None:
        """One goes out."""
        if self.pace:
            self._everywhere = taken(self.pace.everywhere, self._everywhere, now)
            if message and chat:
                self._chats[chat] = taken(self._rate(chat), self._chats.get(chat, now), now)

    def depart(self, chat: int, now: float) -> float:
        """Seconds for which one that was taken still waits before it leaves: a stall may have bunched what was taken apart."""
        if self.pace is None:
            return 0.0
        seconds = wait(self.pace.leaving, self._departed, now)
        self._departed = taken(self.pace.leaving, self._departed, now)
        chats = self._chats  # `busy`, in the writer's thread, may put another in its place
        if chat in chats:
            chats[chat] += seconds  # the next of its chat counts from when this one leaves
        return seconds

    def hold(self, chat: int, seconds: float, now: float) -> None:
        """Telegram has refused in this chat (0: everywhere); when a second chat is refused meanwhile, it is the bot that goes too fast."""
        self._held = {number: end for number, end in self._held.items() if end > now}
        second = any(number not in (0, chat) for number in self._held)
        for scope in {chat, 0} if second else {chat}:
            self._held[scope] = max(now + seconds, self._held.get(scope, now))

    def busy(self, now: float) -> int:
        """How many chats may be waited for at most; those at rest are forgotten."""
        self._chats = {chat: busy for chat, busy in self._chats.items() if busy > now}
        return len(self._chats) + len(self._held)

    def _rate(self, chat: int) -> Rate:
        assert self.pace
        return self.pace.group if chat < 0 else self.pace.chat
