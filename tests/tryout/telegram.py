"""A small Telegram for tests of its parts: Lan has started the bot, Claire has not, a group and a forum hold them."""

from typing import Any

from workshop_bot.clock import Clock
from workshop_bot.tryout.acts import Acts
from workshop_bot.tryout.limits import Refusal
from workshop_bot.tryout.methods import METHODS

LAN, CLAIRE, GROUP, FORUM = 11, 12, -100, -200
Json = dict[str, Any]


class StillClock(Clock):
    """A clock whose monotonic time moves when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


def telegram(strict: bool = False, sees_all: bool = False) -> Acts:
    acts = Acts(StillClock(), "workshop_bot", strict, sees_all)
    acts.bot["id"] = 7
    acts.add_person(LAN, "Lan", "vi", started=True)
    acts.add_person(CLAIRE, "Claire", "fr")
    acts.add_group(GROUP, "Group", [LAN, CLAIRE], administrators=[LAN])
    acts.add_group(FORUM, "Forum", [LAN], topics=[42])
    return acts


def call(acts: Acts, method: str, **given: Any) -> Any:
    """The result of a call, or the words of the refusal with its status."""
    try:
        return METHODS[method.lower()](acts, given)
    except Refusal as refusal:
        return f"{refusal.status} {refusal.description}"


def waiting(acts: Acts) -> list[Json]:
    """The updates that wait for the bot."""
    return [update for _, _, update in acts.updates._waiting]
