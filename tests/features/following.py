"""The programme of which people follow something, as it may become, as the tests of `/remind` and its like read it."""

from dataclasses import replace
from typing import Any

from workshop_bot.knowledge.model import Knowledge, Session

PAGE = """What shall I remind you of? Tap it; another tap takes it back.

You follow nothing yet. Reminders come 15 min before.
[Everything]
[2 Dec] [3 Dec] [4 Dec] [5 Dec] [6 Dec]
[Choose topics] [Choose sessions]"""
CARD = "Surgery – presentation 1"


def change(world: Any, name: str, **fields: Any) -> None:
    """From now on one session has other fields."""
    programme(world, *(one.model_copy(update=fields) if one.id == name else one for one in world.ready.knowledge.sessions))


def programme(world: Any, *sessions: Session) -> None:
    """Another programme from now on."""
    knowledge: Knowledge = world.ready.knowledge
    world.ready = replace(world.ready, knowledge=replace(knowledge, sessions=sessions), names=replace(world.ready.names, sessions=sessions))


def session(world: Any, name: str) -> Session:
    """A session as it is."""
    found = world.ready.knowledge.items[f"session:{name}"]
    assert isinstance(found, Session)
    return found
