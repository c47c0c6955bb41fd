"""What is followed by its names, and how long before it reminders come, as following says it."""

from collections.abc import Sequence

from workshop_bot.answers.wording import label
from workshop_bot.delivery.turn import Turn
from workshop_bot.texts.markup import as_typed
from workshop_bot.texts.typed import day

NAMED = 5
"""So many things are named in one message."""


def called(turn: Turn, target: str) -> str:
    """What a target is called; one that is gone, or forged, as it was written."""
    if target == "all":
        return turn.say("follows.everything")
    if target.startswith("day:") and (on := day(target.removeprefix("day:"))):
        return turn.voice.day(on)
    return label(target, turn.ready, turn.language) if target in turn.ready.knowledge.items else target


def named(turn: Turn, target: str) -> str:
    """The same within markup."""
    return as_typed(called(turn, target))


def listed(turn: Turn, targets: Sequence[str]) -> str:
    """What targets are called; of many the first, and how many more."""
    said = [f"**{named(turn, target)}**" for target in targets[:NAMED]]
    more = [turn.say("follows.more", count=len(targets) - NAMED)] if len(targets) > NAMED else []
    return ", ".join((*said, *more))


def lead(turn: Turn) -> str:
    """How long before a session reminders come, as this person has chosen."""
    longer, shorter = max(turn.chat.lead, turn.chat.second_lead), min(turn.chat.lead, turn.chat.second_lead)
    return turn.say("follows.leads", first=longer, second=shorter) if shorter else turn.say("follows.lead", count=longer)
