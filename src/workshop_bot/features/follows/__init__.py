"""Following: what a person is reminded of, chosen by words, on a page of its own, or by the buttons of other pages.

    /remind words ──> a wish ───┐
    follow:CHANGES[<PAGE] ──────┴─> rows changed ─> reminders planned anew ─> what comes when, what overlaps; Undo
    remind[:PART] ────────────────> the page: everything, days, topics, sessions, each with a ✓ where it is followed

CHANGES are targets with spaces between: `day:2024-12-02` is followed from now on, `-day:2024-12-02` no more, `off` stands for all that is.
PART is `topics[:FIRST]` or `day:2024-12-02[:FIRST]`, the sessions of a day.
"""

from collections.abc import Sequence

from workshop_bot.delivery.dialogue import remember
from workshop_bot.delivery.turn import Button, Keyboard, Reply, Say, Toast, Turn
from workshop_bot.features.follows import names
from workshop_bot.features.follows.changing import OFF, Outcome, apply, refuse
from workshop_bot.features.follows.named import meant
from workshop_bot.features.follows.page import follow_page
from workshop_bot.programme.card import joined
from workshop_bot.programme.wish import by_name, kind_alone, names_all, wish
from workshop_bot.texts.markup import plain, render
from workshop_bot.texts.split import brief

TOAST = 190
"""Letters of a toast."""


def remind(turn: Turn) -> Sequence[Reply]:
    """`/remind`: what can be followed; with words, what they name is followed, or no more."""
    if not turn.argument:
        return [follow_page(turn, "")]
    return by_words(turn) or [follow_page(turn, "", turn.say("follows.not-found"))]


def by_words(turn: Turn) -> Sequence[Reply]:
    """What words name is followed, or no more; no reply where they name nothing that can be."""
    if target := by_name(turn.argument, turn.ready.knowledge):
        return _followed(turn, [target])
    wished = wish(turn.argument)
    if not wished.named and not wished.less:
        return [follow_page(turn, "")]
    if not wished.named:
        return _said(turn, apply(turn, [OFF]))
    if kind := kind_alone(wished.named):
        return [follow_page(turn, kind)]
    if wished.unclear and names_all(wished.named):  # "everything but Tuesday" is chosen by taps
        return [follow_page(turn, "")]
    found, several = ((), ()) if wished.unclear else meant(turn, wished.named)
    if several:
        sign = "-" if wished.less else ""
        return [turn.show(turn.say("ask.choose"), tuple((Button(names.called(turn, one), f"follow:{sign}{one}"),) for one in several))]
    if not found:
        return ()
    return _said(turn, refuse(turn, found)) if wished.less else _followed(turn, found)


def pages(turn: Turn) -> Sequence[Reply]:
    """A button that leads about on the page."""
    return [follow_page(turn, turn.argument)]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of that page, or of a message of this feature; what else must be said comes below."""
    changes, _, view = turn.argument.partition("<")
    outcome = apply(turn, changes.split())
    if not view:
        return _said(turn, outcome)
    toast, *below = _beside(turn, outcome, changes == OFF)
    return [toast, follow_page(turn, view.partition(":")[2]), *below]


def changed(turn: Turn) -> Sequence[Reply]:
    """A button of another page, which is shown anew by whom it belongs to: the toast, then what is said below the page."""
    return _beside(turn, apply(turn, turn.argument.split()))


def _followed(turn: Turn, targets: Sequence[str]) -> Sequence[Reply]:
    """Follow these; a single one is what was spoken of: "remind me of surgery", "who speaks?"."""
    if len(targets) == 1:
        kind, _, name = targets[0].partition(":")
        day, reference = name if kind == "day" else "", targets[0] if targets[0] in turn.ready.knowledge.items else ""
        remember(turn, entry="", language=turn.language, reference=reference, day=day, spoken_at=turn.now)
    return _said(turn, apply(turn, targets))


def _beside(turn: Turn, outcome: Outcome, undoable: bool = False) -> list[Reply]:
    toast = Toast(turn.incoming.query, brief(plain(outcome.first), TOAST))
    said = [] if outcome.undo and not outcome.notes and not undoable else [_message(turn, outcome)]
    return [toast, *(Say(turn.incoming.chat, render(text), buttons) for text, buttons in said)]


def _said(turn: Turn, outcome: Outcome) -> Sequence[Reply]:
    text, buttons = _message(turn, outcome)
    return [turn.show(text, buttons)]


def _message(turn: Turn, outcome: Outcome) -> tuple[str, Keyboard]:
    undo = ((Button(turn.say("ask.undo"), f"follow:{' '.join(outcome.undo)}"),),) if outcome.undo else ()
    return joined(outcome.first, "\n".join(outcome.notes)), undo
