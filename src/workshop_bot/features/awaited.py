"""Waiting for what nobody has published yet: who wants to hear of it hears once, when it is.

*Tell me when it is known* ⇄ ✓ ─> a row per person and entry
   a folder in force with the entry published (or gone again) ─> due at once, or when it becomes valid (or not)
     tick: due ─┬─ quiet hours ─> held until their end
                └─ the rest ────> a message each, worded when it is sent; it waits on where the entry is gone again
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.answers import Ready, chosen
from workshop_bot.answers.prepare import exists
from workshop_bot.answers.wording import label, sources
from workshop_bot.delivery.outbox import put_off
from workshop_bot.delivery.turn import Button, Occasion, Reply, Say, Tick, Toast, Turn
from workshop_bot.knowledge.model import Entry, Knowledge
from workshop_bot.programme.card import joined
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.store import awaited
from workshop_bot.store.awaited import Wait
from workshop_bot.texts.markup import render
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
    for one in found:
        wait = one.wait
        if until := quiet_until(one.quiet, own(one.zone, ready.knowledge.workshop.zone), now):
            awaited.hold(connection, wait.chat, until)
            continue
        awaited.drop(connection, wait.chat, wait.entry)
        kept = {"entry": wait.entry, "language": wait.language, "message": wait.message, "since": wait.since.isoformat()}
        put_off(connection, wait.chat, ACT, json.dumps(kept), now)
    return len(found)


TICK = Tick("awaited", 5, tell, awaited.next_due)


def word(occasion: Occasion) -> Say | str:
    """The answer that somebody waited for, below their question; where it is not to be had now, they wait on."""
    ready, chat, now = occasion.ready, occasion.chat, occasion.now
    kept = json.loads(occasion.data)
    wait = Wait(chat.chat, kept["entry"], kept["language"], kept["message"], datetime.fromisoformat(kept["since"]))
    due = _known_from(ready.knowledge, wait.entry, now)
    if due is None or due > now:
        awaited.keep(occasion.connection, replace(wait, due=due))
        return "it is not published any more"
    if until := quiet_until(chat.quiet, own(chat.zone, ready.knowledge.workshop.zone), now):
        awaited.keep(occasion.connection, replace(wait, due=until))
        return "it waits for the end of quiet hours"
    language = wait.language if wait.language in ready.knowledge.workshop.languages else occasion.language
    answered = chosen(wait.entry, "", ready, now, language)
    first = ready.catalogue.say(language, "awaited.known", label=label(wait.entry, ready, language))
    text, *rest = split(render(joined(first, answered.text, sources(answered.sources, ready, language))), WHOLE)
    whole = Button(ready.catalogue.say(language, "awaited.whole"), f"see:{language}:{wait.entry}")
    return Say(chat.chat, text, ((whole,),) if rest else (), replies_to=wait.message)


def _known_from(knowledge: Knowledge, entry: str, now: datetime) -> datetime | None:
    """From when on a folder answers it: now, or when it becomes valid; None where it does not."""
    item = knowledge.items.get(entry)
    if not isinstance(item, Entry) or item.unpublished:
        return None
    if exists(item, now):
        return now
    return item.valid.since if item.valid and item.valid.since and item.valid.since > now else None
