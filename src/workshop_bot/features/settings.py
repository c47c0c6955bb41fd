"""What a person has chosen, as one message that is edited in place: a main page, and a page for each setting.

    /settings                ─> main page: all that is chosen, the languages, a button for each page   set:
    /settings quiet          ─> its page, which takes what is typed next                               set:quiet
    /settings quiet 22-7     ─> chosen, and its page                                                   set:quiet:22:00-07:00

A value is one text in buttons and in what is typed, read alike; the value before stays on the page, so that a tap takes a change back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from workshop_bot import owed
from workshop_bot.delivery.dialogue import expect, talk
from workshop_bot.delivery.rows import evenly, ticked
from workshop_bot.delivery.turn import Button, Keyboard, Reply, Toast, Turn
from workshop_bot.programme.card import joined
from workshop_bot.store import chats
from workshop_bot.store.chats import Chat
from workshop_bot.texts import dates, typed, zones
from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import endonym, names

OFF = "off"
PRESENCE, ANNOUNCEMENTS = ("room", "online", "both"), ("all", "urgent", "none")
COMMON = {
    "lead": ("5", "10", "15", "30", "60"),
    "presence": PRESENCE,
    "quiet": (OFF, "22:00-07:00", "23:00-06:00"),
    "zone": (OFF,),
    "summary": (OFF, "07:00", "07:30", "08:00"),
    "announcements": ANNOUNCEMENTS,
}
"""Setting → the values that stand on buttons of its page; a language is chosen on the main page."""
ASKED = ("lead", "quiet", "zone", "summary")
"""Those of which any value may be typed."""
IN_A_ROW = 3
"""Buttons."""
NAME, ANSWER = 4, 3
"""Words at most of a setting's name, and of what can be meant as the answer to a page though it is none."""


def settings(turn: Turn) -> Sequence[Reply]:
    """`/settings`: what is chosen; the page of one setting; or a change in words: `/settings quiet 22-7`, `/settings trực tiếp`."""
    if not turn.argument.strip():
        return [_main(turn)]
    for what, rest in _named(turn):
        if not rest:
            return [_page(turn, what, asks=True)]
        value = _read(turn, what, rest)
        return [_chosen(turn, what, value)] if value else [_misread(turn, what)]
    for what in ("presence", "language"):  # their values say which is meant
        if what in _settings(turn) and (value := _read(turn, what, turn.argument)):
            return [_chosen(turn, what, value)]
    return [turn.show(turn.say("settings.how"))]


def tapped(turn: Turn) -> Sequence[Reply]:
    """A button of that message: it leads to a page, or changes one thing."""
    what, _, text = turn.argument.partition(":")
    if what not in _settings(turn):
        return [_main(turn)]
    if not text:
        return [_page(turn, what, asks=True)]
    value = _read(turn, what, text)
    if value:
        return [_chosen(turn, what, value)]
    toast = [Toast(turn.incoming.query, turn.say("settings.about-lead"))] if what == "lead" else []
    return [*toast, _page(turn, what)]


def answered(turn: Turn, what: str) -> Sequence[Reply] | None:
    """What is typed while a page is open that takes any value; None for a question."""
    if value := _read(turn, what, turn.argument):
        return [_chosen(turn, what, value)]
    few = len(words(turn.argument)) <= ANSWER and "?" not in turn.argument
    return [_misread(turn, what)] if few and (what == "zone" or any(map(str.isdecimal, turn.argument))) else None


# --- values ---


def _kept(chat: Chat, what: str) -> str:
    """What a chat has chosen, as a value."""
    match what:
        case "lead":
            return f"{chat.lead} {chat.second_lead}" if chat.second_lead else str(chat.lead)
        case "presence":
            return chat.presence or "both"
        case "announcements":  # whoever did not answer gets urgent ones
            return chat.announcements if chat.announcements in ANNOUNCEMENTS else "urgent"
    return {"quiet": chat.quiet, "zone": chat.zone, "summary": chat.summary}[what] or OFF


def _read(turn: Turn, what: str, text: str) -> str | None:
    """The value that was typed or tapped; None where it is none of this setting."""
    said = words(text)
    if what in ("quiet", "zone", "summary") and said in _called(turn, OFF):
        return OFF
    match what:
        case "lead":
            return " ".join(map(str, typed.lead_times(text) or ())) or None
        case "quiet":
            hours = typed.span(text)
            return f"{hours[0]:%H:%M}-{hours[1]:%H:%M}" if hours else None
        case "summary":
            hour = typed.hour(text)
            return f"{hour:%H:%M}" if hour else None
        case "zone":
            zone = zones.zone_of(text)
            return OFF if zone and zones.iana(zone) == turn.ready.knowledge.workshop.zone.key else zone
        case "language":
            languages = turn.ready.knowledge.workshop.languages
            return next((language for language in languages if said in names(language, (*languages, "en"))), None)
    return next((value for value in COMMON[what] if said == (value,) or said in _called(turn, value)), None)


def _changed(turn: Turn, what: str, value: str) -> Turn:
    """The turn after a choice is kept, in the language chosen; what hangs on it is planned anew."""
    kept = "" if value == OFF else value
    columns: dict[str, str | int | datetime | None] = {what: kept}
    if what == "language":
        columns["others"] = 0
    if what == "lead":
        first, _, second = value.partition(" ")
        columns = {"lead": int(first), "second_lead": int(second or 0)}
    changed = replace(turn.chat, **columns)  # type: ignore[arg-type]  # - the names are those of the fields
    if what in ("zone", "summary"):
        columns["summary_due"] = owed.next_summary(changed, turn.ready.knowledge, turn.now)
    chats.change(turn.connection, turn.chat.chat, **columns)
    if what == "lead":
        owed.plan(turn.connection, turn.ready.knowledge, turn.now, chat=turn.chat.chat)
    if what in ("quiet", "zone"):
        owed.release(turn.connection, turn.ready.knowledge, turn.chat, turn.now)
    return replace(turn, chat=changed, language=value if what == "language" else turn.language)


# --- pages ---


def _chosen(turn: Turn, what: str, value: str) -> Reply:
    """The page after a change, with the value before among its buttons."""
    changed = _changed(turn, what, value)
    return _page(changed, what, before="" if what == "language" else _kept(turn.chat, what))


def _main(turn: Turn) -> Reply:
    """All that is chosen, one line each; the languages, and a button for each page."""
    shown = _settings(turn)[1:]
    lines = [turn.say("settings.line", what=turn.say("settings.language"), value=endonym(turn.language))]
    lines += [_line(turn, what) for what in shown]
    languages = [
        Button(ticked(endonym(one), one == turn.language), f"set:language:{one}") for one in turn.ready.knowledge.workshop.languages
    ]
    pages = [Button(turn.say(f"settings.{what}"), f"set:{what}") for what in shown]
    _expect(turn, "")
    choice = evenly(languages, IN_A_ROW) if len(languages) > 1 else ()
    return _show(turn, "\n".join([turn.say("settings.title"), *lines]), (*choice, *evenly(pages, 2)))


def _page(turn: Turn, what: str, before: str = "", asks: bool = False) -> Reply:
    """What is chosen of one setting, what it does, its values; where it asks, what is typed next is its value."""
    if what == "language":
        return _main(turn)
    asks = asks and what in ASKED
    about = turn.say(f"settings.about-{what}") if what != "announcements" else ""
    kept = _kept(turn.chat, what)
    back = Button(turn.say("programme.back"), "set:")
    buttons = [*_leads(turn, kept, before)] if what == "lead" else [*_values(turn, what, kept, before)]
    _expect(turn, what if asks else "")
    text = joined(f"**{_line(turn, what)}**", "\n".join(filter(None, [about, turn.say(f"settings.type-{what}") if asks else ""])))
    return _show(turn, text, (*evenly(buttons, 1 if what == "zone" else IN_A_ROW), (back,)))


def _misread(turn: Turn, what: str) -> Reply:
    """What was typed is no value of a setting: how it is typed; it may be tried again at once."""
    if what not in ASKED:
        return turn.show(turn.say("settings.how"))
    _expect(turn, what)
    wrong = "no-place" if what == "zone" else "misread"
    return turn.show(" ".join(turn.say(f"settings.{part}") for part in (wrong, f"type-{what}", "leave")))


def _line(turn: Turn, what: str) -> str:
    return turn.say("settings.line", what=turn.say(f"settings.{what}"), value=_said(turn, what, _kept(turn.chat, what)))


def _said(turn: Turn, what: str, value: str) -> str:
    """A value in a sentence."""
    match what:
        case "lead":
            first, _, second = value.partition(" ")
            return turn.say("settings.before-twice" if second else "settings.before", first=first, second=second)
        case "summary" if value != OFF:
            return turn.say("settings.at", hour=_label(turn, what, value))
        case "presence" | "announcements":
            return turn.say(f"settings.told-{value}")
        case "quiet" | "summary" if value == OFF:
            return turn.say(f"settings.told-no-{what}")
    return _label(turn, what, value)


def _label(turn: Turn, what: str, value: str) -> str:
    """A value on a button."""
    match what:
        case "lead":
            return turn.say("settings.minutes", count=value)
        case "zone":
            place = zones.called(turn.language, turn.ready.knowledge.workshop.zone.key if value == OFF else value)
            return turn.say("settings.workshop-zone", place=place) if value == OFF else place
        case "quiet" | "summary" if value != OFF:
            moments = [datetime.combine(date(2000, 1, 1), time.fromisoformat(clock)) for clock in value.split("-")]
            return dates.hours(turn.language, *moments)
    return turn.say(f"settings.{value}")


def _values(turn: Turn, what: str, kept: str, before: str) -> Iterator[Button]:
    """The common values, the chosen one and the one before."""
    for value in dict.fromkeys((*COMMON[what], *filter(None, (before, kept)))):
        yield Button(ticked(_label(turn, what, value), value == kept), f"set:{what}:{value}")


def _leads(turn: Turn, kept: str, before: str) -> Iterator[Button]:
    """Lead times to tick, one or two; each button holds all that is chosen after it, of which none or three are not taken."""
    chosen = kept.split()
    for minutes in sorted({*COMMON["lead"], *chosen, *before.split()}, key=int):
        after = [one for one in chosen if one != minutes] if minutes in chosen else [*chosen, minutes]
        yield Button(ticked(_label(turn, "lead", minutes), minutes in chosen), f"set:lead:{' '.join(after) or OFF}")


def _show(turn: Turn, text: str, buttons: Keyboard) -> Reply:
    return turn.show(text, buttons, "" if turn.incoming.kind == "tap" else "settings")


def _expect(turn: Turn, what: str) -> None:
    """The open dialogue: the setting whose value is typed next; none where nothing is asked."""
    if what or talk(turn).dialogue:
        expect(turn, f"settings:{what}" if what else "")


# --- words ---


def _settings(turn: Turn) -> tuple[str, ...]:
    """What can be chosen, the language first; whoever can only be in one place has nothing to choose there."""
    hybrid = turn.ready.knowledge.workshop.mode == "hybrid"
    return ("language", *(what for what in COMMON if what != "presence" or hybrid))


def _named(turn: Turn) -> Iterator[tuple[str, str]]:
    """The setting that the first words name, the most words first, and what follows."""
    parts = turn.argument.split()
    for count in range(min(len(parts), NAME), 0, -1):
        first = words(" ".join(parts[:count]))
        for what in _settings(turn):
            if first in _called(turn, what):
                yield what, " ".join(parts[count:])


def _called(turn: Turn, key: str) -> set[tuple[str, ...]]:
    """What a setting or a value is called, on buttons and when typed, in any of the workshop's languages and in English."""
    ready = turn.ready
    return set().union(*(ready.catalogue.names(ready.knowledge.workshop.languages, f"settings.{form}{key}") for form in ("", "say-")))
