"""Announcements under way: worded chat by chat, told to the organiser as they fill, and ended with a report.

scheduled ─ due ─┬─> begins
                 └─ late by 15 min ─> a draft again: the organiser is asked
rows of the outbox ─ worded ─> message, edit, deletion · held by quiet hours · dropped with a reason
every 5 s ─> one message in the organiser's chat: how far it is ─> report
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.delivery import announcing, report
from workshop_bot.delivery.outbox import put
from workshop_bot.delivery.turn import Button, Delete, Edit, Occasion, Say, Tick, Worder, spoken
from workshop_bot.programme.quiet import quiet_until
from workshop_bot.store import announcements, chats, outbox, slots
from workshop_bot.store.announcements import ACT, CORRECT, OTHERWISE, RANK, TELL, WITHDRAW, Announcement
from workshop_bot.store.chats import Chat
from workshop_bot.store.outbox import Row
from workshop_bot.texts import dates
from workshop_bot.texts.markup import render
from workshop_bot.texts.zones import own

LATE = timedelta(minutes=15)
"""What was scheduled and is so late does not go out by itself."""
DELETABLE = timedelta(hours=47, minutes=50)
"""For so long Telegram takes a message away, with room for the way there."""
GONE, NOT_THERE = "the announcement is no more", "the announcement has not arrived"


def go_on(connection: Connection, ready: Ready, now: datetime) -> int:
    """Begin what is due, and tell how far is what has begun; of how many there was something to tell."""
    told = 0
    for scheduled in announcements.due(connection, now):
        assert scheduled.due
        if now - scheduled.due > LATE:
            announcements.change(connection, scheduled.id, "scheduled", state="draft", due=None)
            _ask(connection, ready, scheduled, now)
        else:
            announcing.begin(connection, ready, scheduled.id, now)
        told += 1
    for announcement in announcements.under_way(connection):
        if outbox.of_slot(connection, announcement.person, report.slot(announcement.id)):
            report.wait(connection, announcement, now)
        elif report.note(connection, announcement, now):
            told += 1
            _show(connection, ready, announcement.id, now)
    return told


TICK = Tick("announcements", 1, go_on, announcements.next_due)


def word(occasion: Occasion) -> Say | datetime | str:
    """A message of the announcement itself; not while its reader is to be left in peace, unless it has begun there or is urgent."""
    number, part, language = occasion.data.split(":")
    found = announcements.find(occasion.connection, int(number))
    if found is None:
        return GONE
    chat, zone = occasion.chat, occasion.ready.knowledge.workshop.zone
    if part == "1" or not slots.find(occasion.connection, chat.chat, f"{ACT}:{number}"):  # it has not begun there
        if chat.private and chat.announcements != "all" and not (found.urgent and chat.announcements != "none"):
            return "the chat wants no announcements"
        if not found.urgent and (until := quiet_until(chat.quiet, own(chat.zone, zone), occasion.now)):
            return until
    messages = announcing.messages(occasion.ready, found, chat.chat, language)
    if int(part) > len(messages):
        return OTHERWISE
    return replace(messages[int(part) - 1], slot=slots.part(f"{ACT}:{number}", int(part)))


def word_correction(occasion: Occasion) -> Edit | Delete | str:
    """What stands there gets the words of today; a part that is new goes out as one of the announcement."""
    found, slot, message = _place(occasion)
    if found is None:
        return GONE
    chat, part = occasion.chat.chat, int(slot.partition(".")[2] or 1)
    messages = announcing.messages(occasion.ready, found, chat, occasion.language)
    if part > len(messages):
        return Delete(chat, slot, message) if message else OTHERWISE
    if message:
        said = messages[part - 1]
        return Edit(chat, said.text, slot=slot, message=message, caption=said.media is not None, only=True)
    if part == 1 or not slots.find(occasion.connection, chat, slots.part(f"{ACT}:{found.id}", part - 1)):
        return NOT_THERE if part == 1 else OTHERWISE
    data = f"{found.id}:{part}:{occasion.language}"
    outbox.put(occasion.connection, [Row(chat, ACT, data, occasion.now, occasion.now, RANK, slot, found.until)])
    return OTHERWISE


def word_line(occasion: Occasion) -> Say | str:
    """The line that says of a correction, in reply to the announcement."""
    found, _, message = _place(occasion)
    if found is None or message is None:
        return NOT_THERE if found else GONE
    return Say(occasion.chat.chat, render(occasion.say("announcing.was-corrected")), replies_to=message)


def word_withdrawal(occasion: Occasion) -> Edit | Delete | str:
    """The message goes; one that is too old for that says that it counts no more."""
    found, slot, message = _place(occasion)
    if found is None or message is None:
        return NOT_THERE if found else GONE
    chat = occasion.chat.chat
    since = slots.since(occasion.connection, chat, slot)
    if since and occasion.now - since < DELETABLE:
        return Delete(chat, slot, message)
    if slot == announcements.line(found.id):
        return "the announcement says it"
    caption = bool(found.media) and slot == f"{ACT}:{found.id}"
    return Edit(chat, render(occasion.say("announcing.was-withdrawn")), slot=slot, message=message, caption=caption, only=True)


WORDERS: dict[str, Worder] = {ACT: word, CORRECT: word_correction, TELL: word_line, WITHDRAW: word_withdrawal}
"""Kind of a message that waits → who finds its words."""


def _ask(connection: Connection, ready: Ready, scheduled: Announcement, now: datetime) -> None:
    """The organiser decides of what did not go out when it was due."""
    chat = _organiser(connection, scheduled)
    if chat is None or scheduled.due is None:
        return
    language = spoken(chat, ready)
    at = scheduled.due.astimezone(own(chat.zone, ready.knowledge.workshop.zone))
    text = ready.catalogue.say(language, "announcing.late", due=dates.day_and_hours(language, at))
    see = Button(ready.catalogue.say(language, "announcing.see"), f"announce:see:{scheduled.id}")
    put(connection, [Say(chat.chat, render(text), ((see,),))], now)


def _show(connection: Connection, ready: Ready, number: int, now: datetime) -> None:
    """The one message in the organiser's chat says how far it is."""
    found = announcements.find(connection, number)
    chat = _organiser(connection, found) if found else None
    if found and chat:
        text, buttons = report.words(ready, spoken(chat, ready), found)
        put(connection, [Edit(chat.chat, text, buttons, slot=report.slot(number))], now)


def _organiser(connection: Connection, announcement: Announcement) -> Chat | None:
    chat = chats.find(connection, announcement.person)
    return None if chat is None or chat.gone or not chat.private else chat


def _place(occasion: Occasion) -> tuple[Announcement | None, str, int | None]:
    """The announcement that a later message is about, the slot of what it changes, and where that stands."""
    number, _, slot = occasion.data.partition(":")
    return announcements.find(occasion.connection, int(number)), slot, slots.find(occasion.connection, occasion.chat.chat, slot)
