"""What was announced: told to whoever asks, and once to whoever comes later, as long as it counts.

    a question ─> the days that it names ─> what was announced then to those among whom this chat is, as it reads by now
    /start · Yes to announcements ─> late ─> what still counts and has not come, in one message

`announced:NUMBER` shows one once more, with its photo or document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from workshop_bot.delivery.announcing import messages, wording
from workshop_bot.delivery.audience import includes
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Reply, Say, Turn, spoken
from workshop_bot.delivery.written import media_from_json, rendered_from_json
from workshop_bot.programme.announced import wanted
from workshop_bot.store import announcements, chats, latecomers, slots
from workshop_bot.store.announcements import Announcement
from workshop_bot.store.chats import Chat
from workshop_bot.texts import dates, zones
from workshop_bot.texts.languages import detect
from workshop_bot.texts.markup import Mark, Rendered, render, together

SHOWN = 10
"""Announcements in one message: the newest."""
OUT = ("sending", "done", "stopped")
"""The states of what has gone out and was not taken back."""
NUMBERED = 16
"""Digits of a number at most."""


def asked(turn: Turn, question: str) -> Sequence[Reply]:
    """The answer to a question about what was announced; nothing for any other."""
    workshop = turn.ready.knowledge.workshop
    days = wanted(question, turn.now.astimezone(workshop.zone), workshop)
    if days is None:
        return ()
    turn = replace(turn, language=detect(question, workshop.languages) or turn.language)
    found = [one for one, at in _out(turn) if not days or at.astimezone(workshop.zone).date() in days]
    text, buttons = _told(turn, _heading(turn, days, len(found)), found, dated=len(days) != 1)
    incoming, slot = turn.incoming, f"answer:{turn.incoming.message}"
    if incoming.kind == "edited":
        return [Edit(incoming.chat, text, buttons, slot)]
    return [Say(incoming.chat, text, buttons, slot, None if incoming.private else incoming.message, incoming.thread)]


def again(turn: Turn) -> Sequence[Reply]:
    """A button of that answer: one announcement in full, as it reads by now."""
    number = int(turn.argument) if turn.argument.isdecimal() and len(turn.argument) < NUMBERED else 0
    found = next((one for one, _ in _out(turn) if one.id == number), None)
    if found is None:
        return [turn.show(turn.say("ask.gone"))]
    return [replace(one, thread=turn.incoming.thread) for one in messages(turn.ready, found, turn.incoming.chat, turn.language)]


def late(turn: Turn) -> Sequence[Reply]:
    """What still counts of what was announced to those among whom this person is by now, and has not come to them; each once.

    Who has not agreed to announcements gets the urgent ones.
    """
    chat = chats.find(turn.connection, turn.incoming.chat)
    if chat is None or not chat.private or chat.announcements in ("", "none"):
        return ()
    counts = [one for one, _ in _out(turn, chat) if (one.urgent or chat.announcements == "all") and _counts(one, turn.now)]
    came = latecomers.told(turn.connection, chat.chat, [one.id for one in counts])
    still = [one for one in counts if one.id not in came][:SHOWN]
    if not still:
        return ()
    turn = replace(turn, chat=chat, language=spoken(chat, turn.ready))
    text, buttons = _told(turn, turn.say("announced.still", count=len(still)), still, dated=True)
    return [Say(chat.chat, text, buttons, latecomers.slot(one.id for one in still))]


def reworded(turn: Turn, number: int) -> Iterator[Edit]:
    """What came late and tells of an announcement that was corrected or taken back, as it reads by now."""
    for one in latecomers.which_tell_of(turn.connection, number):
        chat = chats.find(turn.connection, one.chat)
        if chat is None:
            continue
        found = (announcements.find(turn.connection, each) for each in one.numbers)
        still = [each for each in found if each and each.state in OUT]
        reader = replace(turn, chat=chat, language=spoken(chat, turn.ready))
        text, buttons = _told(reader, reader.say("announced.still", count=len(still)), still, dated=True)
        yield Edit(one.chat, text if still else render(reader.say("announced.taken-back")), buttons, one.slot)


def _out(turn: Turn, chat: Chat | None = None) -> Iterator[tuple[Announcement, datetime]]:
    """What has gone out to those among whom this chat is, or was when it came, and still stands; with its moment, the newest first."""
    here = chat or turn.chat
    out = announcements.of_state(turn.connection, *OUT)
    for one in sorted(out, key=lambda one: one.begun or one.made, reverse=True):
        if one.begun and (includes(turn.connection, turn.ready, here, one.audience) or _came(turn, one)):
            yield one, one.begun


def _came(turn: Turn, found: Announcement) -> bool:
    return slots.find(turn.connection, turn.incoming.chat, f"{announcements.ACT}:{found.id}") is not None


def _counts(found: Announcement, now: datetime) -> bool:
    return found.until is None or found.until > now


def _heading(turn: Turn, days: Sequence[date], count: int) -> str:
    if len(days) != 1:
        return turn.say("announced.ever", count=count) if count else turn.say("announced.never")
    day, today = dates.day(turn.language, days[0]), turn.now.astimezone(turn.ready.knowledge.workshop.zone).date()
    near = {today: "day.today", today - timedelta(days=1): "day.yesterday"}
    named = turn.say(near[days[0]], day=day) if days[0] in near else day
    return turn.say("announced.on" if count else "announced.none", day=named, count=count)


def _told(turn: Turn, heading: str, found: Sequence[Announcement], dated: bool) -> tuple[Rendered, Keyboard]:
    """Announcements one below the other, each with its hour, and day where asked; those with a photo or a document have a button."""
    parts, buttons = [render(heading)], []
    for one in found[:SHOWN]:
        kept, media = one.texts.get(wording(one, turn.language)), media_from_json(one.media)
        parts.append(together(_line(turn, one, dated), rendered_from_json(kept) if kept else Rendered("", ()), between="\n"))
        if media and one.begun:
            said = turn.say("announced.open", hour=dates.hours(turn.language, _here(turn, one.begun)))
            buttons.append((Button(said, f"announced:{one.id}"),))
    if len(found) > SHOWN:
        parts.append(render(turn.say("announced.earlier", count=len(found) - SHOWN)))
    return together(*parts, between="\n\n"), tuple(buttons)


def _line(turn: Turn, found: Announcement, dated: bool) -> Rendered:
    """When it was announced, on a tap by the reader's own clock, and what there is to know of it."""
    assert found.begun
    at = _here(turn, found.begun)
    said = dates.day_and_hours(turn.language, at) if dated else dates.hours(turn.language, at)
    hour = Rendered(said, (Mark("bold", 0, Rendered(said, ()).units), Mark("time", 0, Rendered(said, ()).units, unix=int(at.timestamp()))))
    notes = [turn.say("announced.corrected", hour=dates.hours(turn.language, _here(turn, found.corrected)))] if found.corrected else []
    if media := media_from_json(found.media):
        notes.append(turn.say("announced.photo" if media.kind == "photo" else "announced.file"))
    return together(hour, *(render(f"_{note}_") for note in notes), between=" · ")


def _here(turn: Turn, at: datetime) -> datetime:
    """A moment on the clock of the chat's own zone, else the workshop's."""
    return at.astimezone(zones.tzinfo(turn.chat.zone) if turn.chat.zone else turn.ready.knowledge.workshop.zone)
