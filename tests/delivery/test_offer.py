"""The buttons by which a page is followed, for somebody in private and in a group."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.delivery.offer import ahead, moments, offer
from workshop_bot.delivery.turn import Button, Incoming, Turn
from workshop_bot.knowledge.model import Session
from workshop_bot.store import chats, follows

SAM = 3
NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)  # ten o'clock in Hanoi
STOP, REMIND = Button("Stop reminding", "follow:-session:surgery-1<show"), Button("Remind me", "follow:session:surgery-1<show")


@pytest.fixture
def turn(connection: Connection, ready: Ready) -> Turn:
    """Sam's, in English."""
    chats.meet(connection, SAM, True, NOW)
    chat = chats.find(connection, SAM)
    assert chat
    return Turn(Incoming(1, "text", SAM, SAM), NOW, connection, ready, chat, "en", "pow_bot")


def chosen(turn: Turn, **choices: Any) -> Turn:
    return replace(turn, chat=replace(turn.chat, **choices))


def one(turn: Turn, name: str, **fields: Any) -> Turn:
    """The turn where one session has other fields."""
    knowledge = turn.ready.knowledge
    sessions = tuple(each.model_copy(update=fields) if each.id == name else each for each in knowledge.sessions)
    return replace(turn, ready=replace(turn.ready, knowledge=replace(knowledge, sessions=sessions)))


def surgery(turn: Turn) -> Session:
    (found,) = ahead(turn, "session:surgery-1")
    return found


@pytest.mark.parametrize(
    ("target", "words"),
    [("session:surgery-1", "Remind me"), ("topic:surgery", "Remind me of this topic"), ("day:2024-12-03", "Remind me of this day")],
)
def test_what_is_not_followed_can_be(target: str, words: str, turn: Turn) -> None:
    assert offer(turn, target, "pick:en") == ((Button(words, f"follow:{target}<pick:en"),),)


def test_a_followed_session_says_when_and_can_be_stopped(turn: Turn) -> None:
    for target in ("session:surgery-1", "topic:surgery", "all"):
        follows.follow(turn.connection, SAM, target, NOW)
        assert offer(turn, "session:surgery-1", "show") == ((Button("✓ Reminder at 10:15", REMIND.data), STOP),)
        follows.drop(turn.connection, SAM)
    follows.follow(turn.connection, SAM, "all", NOW)
    follows.follow(turn.connection, SAM, "session:surgery-1", NOW, stopped=True)
    assert offer(turn, "session:surgery-1", "show") == ((REMIND,),)


def test_the_first_of_two_reminders_that_is_still_to_come_by_ones_own_clock(turn: Turn) -> None:
    follows.follow(turn.connection, SAM, "all", NOW)
    early = chosen(turn, lead=30, second_lead=10, zone="Europe/Paris")
    assert offer(early, "session:surgery-1", "show")[0][0].words == "✓ Reminder at 4:00"
    later = replace(early, now=NOW + timedelta(days=1, minutes=10))
    assert [f"{moment:%H:%M}" for moment in moments(later, surgery(later))] == ["04:20"]
    assert offer(later, "session:surgery-1", "show")[0][0].words == "✓ Reminder at 4:20"
    last = replace(early, now=NOW + timedelta(days=1, minutes=25))
    assert offer(last, "session:surgery-1", "show")[0][0].words == "✓ Followed"


def test_a_session_without_hours_comes_on_the_eve(turn: Turn) -> None:
    follows.follow(turn.connection, SAM, "all", NOW)
    without = one(turn, "surgery-1", starts=surgery(turn).day, ends=None)
    assert offer(without, "session:surgery-1", "show")[0][0].words == "✓ Reminder on the eve"
    assert [f"{moment:%d %H:%M}" for moment in moments(without, surgery(without))] == ["02 18:00"]


def test_a_followed_day_or_topic_can_be_stopped_and_is_not_offered_beside_everything(turn: Turn) -> None:
    for target in ("day:2024-12-03", "topic:surgery"):
        follows.follow(turn.connection, SAM, target, NOW)
        stop = Button("Stop reminding", f"follow:-{target}<show")
        assert offer(turn, target, "show") == ((Button("✓ Followed", f"follow:{target}<show"), stop),)
    follows.follow(turn.connection, SAM, "all", NOW)
    assert offer(turn, "day:2024-12-04", "show") == offer(turn, "topic:surgery", "show") == ()


def test_nothing_is_offered_where_nothing_is_to_come(turn: Turn) -> None:
    assert offer(turn, "session:opening", "show") == ()
    assert offer(turn, "day:2024-12-09", "show") == ()
    assert offer(one(turn, "surgery-1", cancelled=True), "session:surgery-1", "show") == ()
    assert offer(replace(turn, now=NOW + timedelta(days=9)), "topic:surgery", "show") == ()
    begun = replace(turn, now=NOW + timedelta(days=1, minutes=30))
    assert offer(begun, "session:surgery-1", "show") == ()


@pytest.mark.parametrize(
    ("target", "link"), [("session:surgery-1", "s_surgery-1"), ("topic:surgery", "t_surgery"), ("day:2024-12-03", "d_2")]
)
def test_in_a_group_it_leads_to_the_private_chat(target: str, link: str, turn: Turn) -> None:
    here = replace(turn, incoming=Incoming(1, "text", -7, SAM, private=False))
    assert offer(here, target, "show") == ((Button("Remind me in private", url=f"https://t.me/pow_bot?start={link}"),),)


def test_a_day_outside_the_workshops_has_no_link(turn: Turn) -> None:
    here = replace(turn, incoming=Incoming(1, "text", -7, SAM, private=False))
    assert offer(one(here, "surgery-1", starts=datetime(2024, 12, 7, tzinfo=UTC).date(), ends=None), "day:2024-12-07", "show") == ()
