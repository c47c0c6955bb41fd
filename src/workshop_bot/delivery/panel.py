"""What an organiser sees of an announcement that has not gone out: for whom it is, when, until when, and all that can be done with it.

Its buttons are announce:STEP:NUMBER[:MORE], see `features.announce`; the one that sends names the VERSION that is shown.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from itertools import chain, repeat

from workshop_bot.delivery import announcing, audience
from workshop_bot.delivery.announcing import Reach, wording
from workshop_bot.delivery.bulletin import CORRECTS, OUT
from workshop_bot.delivery.dialogue import listed
from workshop_bot.delivery.rows import paired
from workshop_bot.delivery.turn import Button, Keyboard, Turn
from workshop_bot.delivery.written import rendered_from_json
from workshop_bot.programme.card import joined
from workshop_bot.store import announcements
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts import dates, split, zones
from workshop_bot.texts.languages import detect, name
from workshop_bot.texts.markup import Rendered, render, together

LISTED, SHORT = 8, 120
"""Announcements in a list, and letters of one there."""
SEE = "announce:see:"
"""The button that opens one of them."""
LATELY = timedelta(days=2)
"""For so long what was sent stands in the list."""


def panel(turn: Turn, draft: Announcement, first: str = "") -> tuple[Rendered, Keyboard]:
    """The panel of a draft, below a line that says what happened."""
    reached = reach(turn, draft)
    key = "ready-nobody" if not reached.total else "ready-groups" if draft.audience == "groups" else "ready"
    meanwhile = _meanwhile(turn, draft)
    signs = chain(() if meanwhile else ("⚠️ ",), repeat(""))  # a message has one at most
    notes = [turn.say("announce.for", audience=audience.named(turn, draft.audience)), *_notes(turn, draft, reached, signs)]
    told = joined(first, turn.say(f"announce.{key}", count=reached.total), "\n".join(f"- {note}" for note in notes))
    return together(render(told), *meanwhile, between="\n\n"), tuple(_buttons(turn, draft, reached))


def planned(turn: Turn, found: Announcement) -> tuple[Rendered, Keyboard]:
    """A scheduled one, with what can be done with it."""
    would = turn.say("announce.would", count=reach(turn, found).total)
    notes = [turn.say("announce.for", audience=audience.named(turn, found.audience)), *([] if found.audience == "groups" else [would])]
    assert found.due
    text = joined(turn.say("announce.scheduled", due=moment(turn, found.due)), "\n".join(notes))
    now, *others = (_button(turn, found, key, step) for key, step in (("send-now", "now"), ("change", "change"), ("call-off", "off")))
    return render(text), ((now,), tuple(others))


def listing(turn: Turn) -> tuple[Rendered, Keyboard] | None:
    """Drafts of one's own, what is scheduled, being sent, or was sent lately, each a number away, also typed; None where there is none."""
    found = [one for one in announcements.of_state(turn.connection, "draft", "scheduled", *OUT) if _stands(turn, one)][:LISTED]
    if not found:
        return None
    lines = [render(turn.say("announce.list"))]
    for number, one in enumerate(found, 1):
        lines.append(together(Rendered(f"{number}. {brief(one, turn.language)}", ()), render(f"_{state(turn, one)}_"), between="\n"))
    numbers = tuple(Button(str(place), f"{SEE}{one.id}") for place, one in enumerate(found, 1))
    listed(turn, [button.data for button in numbers])
    return together(*lines, between="\n\n"), (numbers,)


def state(turn: Turn, found: Announcement) -> str:
    """What has become of it, and whose it is where that is another's."""
    at = found.due if found.state == "scheduled" else found.begun
    said = turn.say(f"announce.{'is-scheduled' if found.state == 'scheduled' else found.state}", at=moment(turn, at) if at else "")
    return said if found.person == turn.incoming.person else turn.say("announce.by", state=said, person=found.person)


def brief(found: Announcement, language: str) -> str:
    """The beginning of its text, on one line."""
    kept = found.texts.get(wording(found, language))
    return split.brief(rendered_from_json(kept).text, SHORT) if kept else ""


def reach(turn: Turn, found: Announcement) -> Reach:
    """Whom it would reach now."""
    return announcing.reach(turn.connection, turn.ready.knowledge, found.audience, found.urgent, turn.now)


def version(turn: Turn, draft: Announcement) -> str:
    """Names all that a panel shows of it, but for the number of people."""
    newest = _newest(turn)
    shown = (dict(draft.texts), draft.media, draft.audience, draft.urgent, draft.until, draft.due, newest.id if newest else 0)
    return sha256(repr(shown).encode()).hexdigest()[:8]


def languages(turn: Turn) -> list[str]:
    """The workshop's languages, one's own first."""
    return sorted(turn.ready.knowledge.workshop.languages, key=lambda language: language != turn.language)


def zone(turn: Turn) -> tzinfo:
    """The organiser's own zone, else the workshop's."""
    return zones.own(turn.chat.zone, turn.ready.knowledge.workshop.zone)


def moment(turn: Turn, at: datetime) -> str:
    """A moment on the organiser's clock."""
    return dates.day_and_hours(turn.language, at.astimezone(zone(turn)))


def _stands(turn: Turn, one: Announcement) -> bool:
    """Whether an announcement is in the list."""
    if one.state == "draft":
        return one.person == turn.incoming.person and bool(one.texts or one.media) and not one.audience.startswith(CORRECTS)
    return one.state in ("scheduled", "sending") or (one.begun is not None and turn.now - one.begun <= LATELY)


def _notes(turn: Turn, draft: Announcement, reached: Reach, signs: Iterator[str]) -> Iterator[str]:
    """Which text may be in another language; who gets it in which, who does not, how it comes, when, and for whom it counts later.

    Each warning takes the next of `signs`.
    """
    for language, kept in draft.texts.items():
        seen = detect(rendered_from_json(kept).text, turn.ready.knowledge.workshop.languages)
        if language and seen not in (None, language):
            said = turn.say("announce.reads-like", language=name(language, turn.language), seen=name(seen or "", turn.language))
            yield f"{next(signs)}{said}"
    if len(reached.languages) > 1:
        each = reached.languages.items()
        yield ", ".join(turn.say("announce.spoken", count=count, language=name(one, turn.language)) for one, count in each)
    for language, count in reached.languages.items():
        shown = wording(draft, language)
        if shown not in ("", language):
            said = turn.say("announce.instead", count=count, language=name(language, turn.language), shown=name(shown, turn.language))
            yield f"{next(signs)}{said}"
    if draft.audience != "groups":
        yield from _how(turn, draft, reached)
    if draft.due:
        yield turn.say("announce.goes-at", due=moment(turn, draft.due))


def _how(turn: Turn, draft: Announcement, reached: Reach) -> Iterator[str]:
    if draft.urgent:
        yield turn.say("announce.is-urgent")
    elif left_out := reach(turn, replace(draft, urgent=True)).total - reached.total:
        yield turn.say("announce.left-out", count=left_out)
    if reached.held:
        yield turn.say("announce.held", count=reached.held)
    yield turn.say("announce.counts-until", until=moment(turn, draft.until)) if draft.until else turn.say("announce.counts-always")


def _meanwhile(turn: Turn, draft: Announcement) -> list[Rendered]:
    """What another organiser has announced since this draft was begun."""
    newest = _newest(turn)
    if newest is None or newest.begun is None or newest.person == draft.person or newest.begun < draft.made:
        return []
    hour = dates.hours(turn.language, newest.begun.astimezone(zone(turn)))
    said = render(turn.say("announce.meanwhile", person=newest.person, hour=hour))
    return [said, Rendered(brief(newest, turn.language), ())]


def _newest(turn: Turn) -> Announcement | None:
    """What went out last."""
    out = (one for one in announcements.of_state(turn.connection, *OUT) if one.begun)
    return max(out, key=lambda one: one.begun or one.made, default=None)


def _buttons(turn: Turn, draft: Announcement, reached: Reach) -> Iterator[tuple[Button, ...]]:
    if reached.total and draft.due:
        said = turn.say("announce.plan", due=moment(turn, draft.due))
        yield (Button(said, f"announce:plan:{draft.id}:{version(turn, draft)}", style="primary"),)
    elif reached.total:
        said = turn.say("announce.send", count=reached.total)
        yield (Button(said, f"announce:send:{draft.id}:{version(turn, draft)}", style="primary"),)
    to = Button(turn.say("announce.to", audience=audience.called(turn, draft.audience)), f"announce:to:{draft.id}")
    yield from paired([to, _button(turn, draft, "schedule", "due")])
    urgent = ("not-urgent", "urgent", "0") if draft.urgent else ("urgent", "urgent", "1")
    yield _button(turn, draft, *urgent), _button(turn, draft, "until", "until")
    for language in languages(turn):
        if language not in draft.texts and reached.languages.get(language):
            said = turn.say("announce.also", language=name(language, turn.language))
            yield (Button(said, f"announce:text:{draft.id}:{language}"),)
    file = ("file-off", "nofile") if draft.media else ("file", "file")
    yield _button(turn, draft, "edit", "text"), _button(turn, draft, *file)
    yield (Button(turn.say("announce.discard"), f"announce:drop:{draft.id}", style="danger"),)


def _button(turn: Turn, found: Announcement, key: str, step: str, more: str = "") -> Button:
    return Button(turn.say(f"announce.{key}"), f"announce:{step}:{found.id}:{more}".rstrip(":"))
