"""What words after `/remind` name: what is followed by them."""

from collections.abc import Sequence
from datetime import timedelta

from workshop_bot.delivery.dialogue import numbered
from workshop_bot.delivery.turn import Turn
from workshop_bot.matching import index
from workshop_bot.programme.request import read
from workshop_bot.programme.who import titled
from workshop_bot.programme.wish import names_all, targets

UNDERSTOOD = 0.5
"""The share of the words that must speak of the programme; "programme" itself is one of them."""


def meant(turn: Turn, named: str) -> tuple[Sequence[str], Sequence[str]]:
    """The targets that words name, or those that they may mean."""
    ready, workshop = turn.ready, turn.ready.knowledge.workshop
    if named.isdecimal() and len(named) < 4:
        if reference := numbered(turn, named):
            return _followable(turn, reference), ()
        day = workshop.starts + timedelta(days=int(named) - 1)
        return ([f"day:{day}"] if workshop.starts <= day <= workshop.ends else []), ()
    text = f"programme {named}"
    asked = read(text, index.read(text, ready.index), turn.voice.now, ready.knowledge, ready.names)
    if asked is None or asked.coverage < 1:
        held = [f"session:{session.id}" for session in titled(named, ready.names)]
        if held:
            return (held, ()) if len(held) == 1 else ((), held)
    if (
        asked is None
        or asked.coverage <= UNDERSTOOD
        or (asked.reference == "programme:all" and not (asked.coverage == 1 and names_all(named)))
    ):
        return (), ()
    alike = [one for one in asked.alternatives if one.startswith(("topic:", "session:"))]
    return ((), alike) if len(alike) > 1 else (targets(asked), ())


def _followable(turn: Turn, reference: str) -> Sequence[str]:
    """What is followed of what a list named: a topic, a session; of a person or a room each session."""
    kind, _, name = reference.partition(":")
    if reference not in turn.ready.knowledge.items or kind == "faq":
        return ()
    if kind in ("topic", "session"):
        return (reference,)
    return [f"session:{one.id}" for one in turn.ready.names.sessions if name in (one.speakers if kind == "speaker" else one.room)]
