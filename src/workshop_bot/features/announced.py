"""What was announced: told to whoever asks, and once to whoever comes later, as long as it counts.

    a question ─> the days that it names ─> what was announced then to those among whom this chat is, as it reads by now
    /start · Yes to announcements ─> late ─> what still counts and has not come, in one message

`bulletin:NUMBER` shows one once more, with its photo or document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from workshop_bot.delivery.announcing import messages
from workshop_bot.delivery.audience import includes
from workshop_bot.delivery.bulletin import OUT, SHOWN, bulletin
from workshop_bot.delivery.turn import Edit, Reply, Say, Turn, spoken
from workshop_bot.programme.announced import wanted
from workshop_bot.store import announcements, chats, latecomers, slots
from workshop_bot.store.announcements import Announcement
from workshop_bot.store.chats import Chat
from workshop_bot.texts import dates
from workshop_bot.texts.languages import detect
from workshop_bot.texts.typed import number


def asked(turn: Turn, question: str) -> Sequence[Reply]:
    """The answer to a question about what was announced; nothing for any other."""
    workshop = turn.ready.knowledge.workshop
    days = wanted(question, turn.now.astimezone(workshop.zone), workshop)
    if days is None:
        return ()
    turn = replace(turn, language=detect(question, workshop.languages) or turn.language)
    found = [one for one, at in _out(turn) if not days or at.astimezone(workshop.zone).date() in days]
    text, buttons = bulletin(turn, _heading(turn, days, len(found)), found, dated=len(days) != 1)
    incoming, slot = turn.incoming, f"answer:{turn.incoming.message}"
    answered = None if incoming.private else incoming.message
    if incoming.kind == "edited":
        return [Edit(incoming.chat, text, buttons, slot, replies_to=answered, thread=incoming.thread)]
    return [Say(incoming.chat, text, buttons, slot, answered, incoming.thread)]


def again(turn: Turn) -> Sequence[Reply]:
    """A button of that answer: one announcement in full, as it reads by now."""
    named = number(turn.argument)
    found = next((one for one, _ in _out(turn) if one.id == named), None)
    if found is None:
        return [turn.show(turn.say("ask.gone"))]
    return [replace(one, thread=turn.incoming.thread) for one in messages(turn.ready, found, turn.incoming.chat, turn.language)]


def agreed(turn: Turn) -> Sequence[Reply]:
    """What comes late to whoever has agreed to announcements in this turn, and had not before."""
    chat = chats.find(turn.connection, turn.incoming.chat)
    return late(turn) if chat and chat.announcements == "all" != turn.chat.announcements else ()


def late(turn: Turn) -> Sequence[Reply]:
    """What still counts of what was announced to those among whom this person is by now, and has not come to them; each once.

    Who has not agreed to announcements gets the urgent ones.
    """
    chat = chats.find(turn.connection, turn.incoming.chat)
    if chat is None or not chat.private or chat.silent or chat.announcements in ("", "none"):
        return ()
    counts = [one for one, _ in _out(turn, chat) if (one.urgent or chat.announcements == "all") and _counts(one, turn.now)]
    came = latecomers.told(turn.connection, chat.chat, [one.id for one in counts])
    still = [one for one in counts if one.id not in came][:SHOWN]
    if not still:
        return ()
    turn = replace(turn, chat=chat, language=spoken(chat, turn.ready))
    text, buttons = bulletin(turn, turn.say("announced.still", count=len(still)), still, dated=True)
    return [Say(chat.chat, text, buttons, latecomers.slot(one.id for one in still))]


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
    named = turn.say(near[days[0]], day=day) if days[0] in near else f"{day[:1].upper()}{day[1:]}"  # "mardi" at the beginning of a line
    return turn.say("announced.on" if count else "announced.none", day=named, count=count)
