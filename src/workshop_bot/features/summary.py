"""The morning summary: what a chat follows until the next one, at the hour that it chose.

chats whose hour has come ─┬─ quiet hours ──────> at their end
                           ├─ late by 3 h ──────> dropped
                           └─ one message each ── worded when sent ─> nothing, where nothing is followed and nothing is on
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from workshop_bot import owed
from workshop_bot.answers import Ready
from workshop_bot.delivery.outbox import put_off
from workshop_bot.delivery.turn import Button, Occasion, Say, Tick
from workshop_bot.knowledge.model import Session
from workshop_bot.programme import quiet
from workshop_bot.programme.card import joined, notes, with_moments
from workshop_bot.programme.reminding import MOST, facts, shown, takes_place
from workshop_bot.programme.timeline import in_order
from workshop_bot.store import chats, follows
from workshop_bot.texts.markup import render
from workshop_bot.texts.zones import own

LATE = timedelta(hours=3)
"""After so long it is no morning summary any more."""
CHATS = 500
"""So many at a time, so that answers go between."""


def summarise(connection: Connection, ready: Ready, now: datetime) -> int:
    """Put the summaries that are due into the outbox; how many chats were dealt with."""
    found = chats.with_summary(connection, now, CHATS)
    for chat in found:
        assert chat.summary_due
        until = quiet.quiet_until(chat.quiet, own(chat.zone, ready.knowledge.workshop.zone), now)
        useful = chat.summary_due + LATE > now and not chat.silent
        if useful and not until:
            put_off(connection, chat.chat, "summary", "", now, chat.summary_due + LATE)
        following = until if useful and until else owed.next_summary(chat, ready.knowledge, now)
        chats.change(connection, chat.chat, summary_due=following)
    return len(found)


TICK = Tick("summary", 5, summarise, chats.next_summary)


def word(occasion: Occasion) -> Say | str:
    """The words of a summary, or why there are none."""
    chat, knowledge = occasion.chat, occasion.ready.knowledge
    if not chat.summary:
        return "no summary is wanted any more"
    voice = occasion.voice
    zone = voice.own or knowledge.workshop.zone
    until = quiet.next_summary(chat.summary, zone, occasion.now)
    today = occasion.now.astimezone(zone).date()

    def soon(session: Session) -> bool:
        return session.begins < until if session.begins else session.day <= voice.now.date()

    def is_today(session: Session) -> bool:
        return (session.begins.astimezone(zone).date() if session.begins else session.day) == today

    sessions = [session for session in in_order(knowledge.sessions) if takes_place(session, voice) and soon(session)]
    followed = follows.of(occasion.connection, chat.chat)
    mine = [session for session in sessions if owed.wants(followed, session)]
    others = sum(map(is_today, sessions))
    buttons = ((Button(occasion.say("programme.open-day"), "open:programme"),),)
    if not mine:
        head = occasion.say("summary.none", day=voice.day(today), count=others)
        return Say(chat.chat, render(head), buttons) if others else "nothing is on"
    days = not all(map(is_today, mine))
    head = occasion.say("summary.ahead" if days else "summary.today", day=voice.day(today), count=len(mine))
    lines = [f"**{voice.name(one.title)}** · {facts(voice, one, chat.presence, days)}" for one in mine[:MOST]]
    text = render(joined(head, shown(voice, lines, len(mine)), notes(voice, mine)))
    return Say(chat.chat, with_moments(text, mine, occasion.language), buttons)
