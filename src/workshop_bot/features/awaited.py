"""Waiting for what nobody has published yet: who wants to hear of it hears once, when it is.

*Tell me when it is known* ⇄ ✓ ─> a row per person and entry
   a folder in force with the entry published (or gone again) ─> due at once, or when it becomes valid (or not)
     tick: due ─┬─ quiet hours ─> held until their end
                ├─ the organisers have answered them with the same ─> not told twice
                └─ the rest ────> a message to each chat, worded when it is sent; what is gone again is waited for further
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from workshop_bot.answers import Ready, chosen
from workshop_bot.answers.prepare import exists
from workshop_bot.answers.wording import label, sources
from workshop_bot.delivery.outbox import put_off_all
from workshop_bot.delivery.turn import Button, Occasion, Reply, Say, Tick, Toast, Turn
from workshop_bot.knowledge.model import Entry, Knowledge
from workshop_bot.programme.card import joined
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.store import awaited, kept
from workshop_bot.store.awaited import Wait
from workshop_bot.texts.markup import as_typed, render
from workshop_bot.texts.split import split
from workshop_bot.texts.zones import own

ACT = "awaited"
SOME = 500
"""So many at a time, so that answers go between."""
WHOLE = 4_000
"""Units of a message; of a longer answer the rest is a tap away."""


def toggled(turn: Turn, entry: str, message: int | None) -> Sequence[Reply]:
    """Begin to wait for an entry, `message` being the question, or wait no more; nothing where it has been published, or is gone."""
    if awaited.drop(turn.connection, turn.chat.chat, entry):
        return [Toast(turn.incoming.query, turn.say("awaited.stopped"))]
    item = turn.ready.knowledge.items.get(entry)
    if not (isinstance(item, Entry) and item.unpublished):
        return ()
    awaited.keep(turn.connection, Wait(turn.chat.chat, entry, turn.language, message, turn.now))
    return [Toast(turn.incoming.query, turn.say("awaited.begun"))]


def taken_over(connection: Connection, new: Knowledge, now: datetime) -> None:
    """A folder is in force: who waits for what it publishes is to hear of it; for what it does not, or no more, they wait on."""
    awaited.set_due(connection, {entry: _known_from(new, entry, now) for entry in awaited.entries(connection)})


def tell(connection: Connection, ready: Ready, now: datetime) -> int:
    """Put what is due into the outbox; how much was dealt with."""
    found = awaited.due(connection, now, SOME)
    told: dict[int, list[Wait]] = {}
    for one in found:
        wait = one.wait
        if until := quiet_until(one.quiet, own(one.zone, ready.knowledge.workshop.zone), now):
            awaited.hold(connection, wait.chat, until)
            continue
        awaited.drop(connection, wait.chat, wait.entry)
        if not kept.was_answered(connection, wait.chat, wait.entry, wait.since):
            told.setdefault(wait.chat, []).append(wait)
    put_off_all(connection, ACT, {chat: json.dumps([_to_json(wait) for wait in waits]) for chat, waits in told.items()}, now)
    return len(found)


TICK = Tick("awaited", 5, tell, awaited.next_due)


def word(occasion: Occasion) -> Say | str:
    """The answers that somebody waited for, a single one below their question; what is not to be had now, they wait for further."""
    ready, chat, now = occasion.ready, occasion.chat, occasion.now
    until = quiet_until(chat.quiet, own(chat.zone, ready.knowledge.workshop.zone), now)
    waits = []
    for wait in (_from_json(chat.chat, one) for one in json.loads(occasion.data)):
        due = _known_from(ready.knowledge, wait.entry, now)
        if until or due is None or due > now:
            awaited.keep(occasion.connection, replace(wait, due=until if due == now else due))
        else:
            waits.append(wait)
    if not waits:
        return "it waits for the end of quiet hours" if until else "it is not published any more"
    said = [(wait, wait.language if wait.language in ready.knowledge.workshop.languages else occasion.language) for wait in waits]
    text, *rest = split(render(joined(*(_answer(ready, wait.entry, language, now) for wait, language in said))), WHOLE)
    whole = [
        Button(label(wait.entry, ready, language) if len(waits) > 1 else occasion.say("awaited.whole"), f"see:{language}:{wait.entry}")
        for wait, language in said
    ]
    return Say(chat.chat, text, tuple((one,) for one in whole) if rest else (), replies_to=waits[0].message if len(waits) == 1 else None)


def _answer(ready: Ready, entry: str, language: str, now: datetime) -> str:
    """What is known now, by its name, and its answer with the source."""
    answered = chosen(entry, "", ready, now, language)
    first = ready.catalogue.say(language, "awaited.known", label=as_typed(label(entry, ready, language)))
    return joined(first, answered.text, sources(answered.sources, ready, language))


def _to_json(wait: Wait) -> dict[str, str | int | None]:
    return {"entry": wait.entry, "language": wait.language, "message": wait.message, "since": wait.since.isoformat()}


def _from_json(chat: int, one: dict[str, Any]) -> Wait:
    return Wait(chat, **(one | {"since": datetime.fromisoformat(one["since"])}))


def _known_from(knowledge: Knowledge, entry: str, now: datetime) -> datetime | None:
    """From when on a folder answers it: now, or when it becomes valid; None where it does not."""
    item = knowledge.items.get(entry)
    if not isinstance(item, Entry) or item.unpublished:
        return None
    if exists(item, now):
        return now
    return item.valid.since if item.valid and item.valid.since and item.valid.since > now else None
