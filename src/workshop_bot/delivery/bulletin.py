"""Announcements that have gone out, told once more in one message: to whoever asks for them, and to whoever came later."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from workshop_bot.delivery.announcing import wording
from workshop_bot.delivery.turn import Button, Edit, Keyboard, Turn, spoken
from workshop_bot.delivery.written import is_corrected, media_from_json, rendered_from_json
from workshop_bot.store import announcements, chats, latecomers
from workshop_bot.store.announcements import Announcement
from workshop_bot.texts import dates, zones
from workshop_bot.texts.markup import Mark, Rendered, render, together

OUT = ("sending", "done", "stopped")
"""The states of what has gone out and was not taken back."""
CORRECTS = "correct:"
"""How the audience of a draft begins that corrects another: its number follows."""
SHOWN = 10
"""Announcements in one message: the newest."""


def bulletin(turn: Turn, heading: str, found: Sequence[Announcement], dated: bool) -> tuple[Rendered, Keyboard]:
    """Announcements one below the other, each with its hour, and day where asked; those with a photo or a document have a button."""
    parts, buttons = [render(heading)], []
    for one in found[:SHOWN]:
        kept, media = one.texts.get(wording(one, turn.language)), media_from_json(one.media)
        parts.append(together(_line(turn, one, dated), rendered_from_json(kept) if kept else Rendered("", ()), between="\n"))
        if media and one.begun:
            said = turn.say("announced.open", hour=dates.hours(turn.language, _here(turn, one.begun)))
            buttons.append((Button(said, f"bulletin:{one.id}"),))
    if len(found) > SHOWN:
        parts.append(render(turn.say("announced.earlier", count=len(found) - SHOWN)))
    return together(*parts, between="\n\n"), tuple(buttons)


def reworded(turn: Turn, number: int) -> Iterator[Edit]:
    """What came late and tells of an announcement that was corrected or taken back, as it reads by now."""
    for one in latecomers.which_tell_of(turn.connection, number):
        chat = chats.find(turn.connection, one.chat)
        if chat is None or chat.gone:
            continue
        reader = replace(turn, chat=chat, language=spoken(chat, turn.ready))
        found = (announcements.find(turn.connection, each) for each in one.numbers)
        still = [each for each in found if each and each.state in OUT]
        text, buttons = bulletin(reader, reader.say("announced.still", count=len(still)), still, dated=True)
        yield Edit(one.chat, text if still else render(reader.say("announced.taken-back")), buttons, one.slot)


def _line(turn: Turn, found: Announcement, dated: bool) -> Rendered:
    """When it was announced, on a tap by the reader's own clock, and what there is to know of it."""
    assert found.begun
    at = _here(turn, found.begun)
    said = dates.day_and_hours(turn.language, at) if dated else dates.hours(turn.language, at)
    hour = Rendered(said, (Mark("bold", 0, Rendered(said, ()).units), Mark("time", 0, Rendered(said, ()).units, unix=int(at.timestamp()))))
    notes, kept = [], found.texts.get(wording(found, turn.language))
    if found.corrected and kept and is_corrected(kept):
        notes.append(turn.say("announced.corrected", hour=dates.hours(turn.language, _here(turn, found.corrected))))
    if media := media_from_json(found.media):
        notes.append(turn.say("announced.photo" if media.kind == "photo" else "announced.file"))
    return together(hour, *(render(f"_{note}_") for note in notes), between=" · ")


def _here(turn: Turn, at: datetime) -> datetime:
    """A moment on the clock of the chat's own zone, else the workshop's."""
    return at.astimezone(zones.own(turn.chat.zone, turn.ready.knowledge.workshop.zone))
