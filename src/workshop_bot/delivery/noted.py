"""What was asked is noted with what became of it, and what people do next tells whether this was it.

question ─> note ─┬─ asked alike at once again ──────────> the earlier one is `again`
                  ├─ *Not my question* ──> mistaken ─────> `wrong`
                  └─ another entry chosen ──> meant ─────> `meant`; the same one again: not `wrong` after all
"""

from datetime import datetime, timedelta
from math import sqrt

from sqlalchemy import Connection

from workshop_bot.answers import Answer
from workshop_bot.store import asked
from workshop_bot.store.asked import Asked
from workshop_bot.texts.fold import words
from workshop_bot.texts.masking import mask

AT_ONCE, CHOSEN = timedelta(minutes=5), timedelta(minutes=10)
"""Who asks alike within so long asks again; for so long what is chosen from a list is about the last question."""
LONGEST = 500
"""Letters of a question that are kept."""
ALIKE = 0.6
"""From this share of the same words two questions ask the same, as in `matching.alike`; it is looked at for each question."""


def note(connection: Connection, person: int, answered: Answer, now: datetime) -> None:
    """Note a question and its answer; what is no question (a greeting, a number in a list, another language asked for) is not noted.

    The words of one about a patient are not kept: nothing is to be added for it.
    """
    if answered.case is None or answered.outcome == "greeting":
        return
    whose = asked.mark(connection, person)
    before = asked.last(connection, whose, now - AT_ONCE)
    text = "" if answered.outcome == "declined" else mask(answered.question[: 2 * LONGEST])[:LONGEST]
    if before and before.text and text and _same(before, text, answered):
        asked.change(connection, before.id, again=True)
    asked.keep(connection, whose, answered.language, text, answered.outcome, answered.entry or "", now)


def meant(connection: Connection, person: int, reference: str, now: datetime) -> None:
    """A person chose this entry below an answer: it is what they meant, unless their last question was answered and well."""
    before = asked.last(connection, asked.mark(connection, person), now - CHOSEN)
    if before and before.entry == reference:
        asked.change(connection, before.id, wrong=False, meant="")
    elif before and (before.wrong or not before.entry) and before.outcome != "declined":
        asked.change(connection, before.id, meant=reference)


def mistaken(connection: Connection, person: int, entry: str) -> None:
    """*Not my question*, below what this entry answered; without an entry, *None of these*."""
    whose = asked.mark(connection, person)
    outcomes = ("answer", "unpublished") if entry else ("choose",)
    found = [one for outcome in outcomes if (one := asked.answered(connection, whose, outcome, entry))]
    if found:
        asked.change(connection, max(found, key=lambda one: one.id).id, wrong=True)


def _same(before: Asked, text: str, answered: Answer) -> bool:
    """Whether both ask the same: the same curated entry came, or they are nearly the same words."""
    if before.entry.startswith("faq:") and before.entry == answered.entry:
        return True
    one, other = set(words(before.text)), set(words(text))
    return bool(one and other) and len(one & other) / sqrt(len(one) * len(other)) >= ALIKE
