"""How a change reads to a follower: what became of the session, only what is another, and whom it concerns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session, Workshop
from workshop_bot.programme.card import Voice
from workshop_bot.programme.diff import Known, between
from workshop_bot.programme.telling import Reader, block, heard, in_telling_order, shows_hours
from workshop_bot.texts.catalogue import load

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
WORKSHOP = Workshop.model_construct(
    id="w", name=Text("W"), starts=date(2024, 12, 2), ends=date(2024, 12, 6), timezone="Asia/Ho_Chi_Minh", languages=("en",)
)


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2024, 12, day, hour, minute, tzinfo=HANOI)


def session(name: str = "talk", hour: int = 9, **fields: Any) -> Session:
    values: dict[str, Any] = {"title": Text(name), "starts": at(hour), "ends": at(hour + 1), "room": ("a",)} | fields
    return Session.model_construct(id=name, **values)


TALK = Known(session(), (Text("Hall A"),), ("Lan",))
READER = Reader(Voice(Knowledge(WORKSHOP), "en", load(), at(7)))


def read(old: Known | None, new: Known | None, reader: Reader = READER, followed: Sequence[Session] = ()) -> list[str]:
    """The lines of a change, with ~ around what is struck through; all of it is in the first plane."""
    told = block(between("talk", old, new, {}), reader, followed)
    text = told.text
    for mark in reversed([mark for mark in told.marks if mark.kind == "strikethrough"]):
        end = mark.start + mark.length
        text = f"{text[: mark.start]}~{text[mark.start : end]}~{text[end:]}"
    return text.split("\n")


def changed(**fields: Any) -> Known:
    return replace(TALK, session=TALK.session.model_copy(update=fields))


@pytest.mark.parametrize(
    ("new", "lines"),
    [
        (changed(starts=at(10), ends=at(11)), ["Moved: talk", "~Mon 2 Dec, 9:00–10:00~ → Mon 2 Dec, 10:00–11:00"]),
        (changed(ends=at(9, 30)), ["Changed: talk", "~Mon 2 Dec, 9:00–10:00~ → Mon 2 Dec, 9:00–9:30"]),
        (changed(starts=date(2024, 12, 3), ends=None), ["Moved: talk", "~Mon 2 Dec, 9:00–10:00~ → Tue 3 Dec, hours not known yet"]),
        (replace(changed(room=()), rooms=()), ["Other room: talk", "Room: ~Hall A~"]),
        (replace(changed(room=("b",)), rooms=(Text("Hall B"),)), ["Other room: talk", "Room: ~Hall A~ → Hall B"]),
        (replace(changed(speakers=("hai",)), speakers=("Hai",)), ["Other speakers: talk", "Speaker: ~Lan~ → Hai"]),
        (replace(changed(speakers=("hai",)), speakers=()), ["Other speakers: talk", "Speaker: ~Lan~"]),
        (changed(title=Text("speech")), ["New title: speech", "Old title: ~talk~"]),
        (changed(join="https://a.vn"), ["New link: talk", "Online: https://a.vn"]),
        (changed(cancelled=True), ["Cancelled: talk", "~Mon 2 Dec, 9:00–10:00~"]),
        (None, ["No longer in the programme: talk", "~Mon 2 Dec, 9:00–10:00~"]),
    ],
)
def test_only_what_is_another_is_said(new: Known | None, lines: list[str]) -> None:
    assert read(TALK, new) == lines


def test_new_and_back_say_all_that_one_needs_to_get_there() -> None:
    new = changed(join="https://a.vn", provisional=True)
    facts = ["Mon 2 Dec, 9:00–10:00 · provisional", "Online: https://a.vn"]
    assert read(None, new) == ["New session: talk", *facts]
    assert read(changed(cancelled=True, title=Text("speech")), new) == ["Takes place after all: talk", *facts, "Old title: ~speech~"]


def test_how_long_is_left_where_no_reminder_comes_any_more() -> None:
    hour = replace(READER, lead=timedelta(hours=1))
    assert read(TALK, changed(starts=at(8), ends=at(9)), hour)[1].endswith("8:00–9:00 · in 60 min")
    assert read(TALK, changed(starts=at(8, 1), ends=at(9)), hour)[1].endswith("8:01–9:00")
    assert read(TALK, changed(starts=at(6), ends=at(7, 30)))[1].endswith("6:00–7:30 · now, 30 min left")


def test_what_else_is_followed_at_the_new_time_and_was_not_at_the_old() -> None:
    others = [session("both", 9, ends=at(12)), session("first", 10), session("second", 10), session("before", 9)]
    new = changed(starts=at(10), ends=at(11))
    assert read(TALK, new, followed=others)[2:] == ["You also follow at that time: first, second"]
    assert read(None, new, followed=others)[2:] == ["You also follow at that time: both, first, second"]
    more = [*others, session("third", 10)]
    assert read(None, new, followed=more)[2:] == ["You also follow at that time: both, first, second…"]
    assert read(TALK, replace(changed(room=("b",)), rooms=()), followed=others)[2:] == []


@pytest.mark.parametrize(
    ("presence", "join", "kinds"),
    [
        ("room", None, ("room",)),
        ("online", None, ("room",)),
        ("room", "https://a.vn", ("room",)),
        ("online", "https://a.vn", ("join",)),
        ("both", "https://a.vn", ("room", "join")),
        ("", "https://a.vn", ("room", "join")),
    ],
)
def test_a_room_concerns_those_who_go_there_and_a_link_the_others(presence: str, join: str | None, kinds: tuple[str, ...]) -> None:
    reader = Reader(Voice(Knowledge(WORKSHOP.model_copy(update={"mode": "hybrid"})), "en", load(), at(7)), presence)
    new = replace(changed(room=("b",), join=join), rooms=(Text("Hall B"),))
    assert heard(between("talk", TALK, new, {}), reader) == kinds


def test_a_title_concerns_those_who_read_it_in_that_language() -> None:
    old, new = (changed(title=Text(by_language=(("en", "talk"), ("fr", french)))) for french in ("discours", "exposé"))
    assert heard(between("talk", old, new, {}), READER) == ()
    french = replace(READER, voice=replace(READER.voice, language="fr"))
    assert heard(between("talk", old, new, {}), french) == ("title",)


def test_what_does_not_take_place_comes_first_then_all_by_time() -> None:
    def one(name: str, hour: int, moved_to: int | None) -> tuple[Known, Known | None]:
        return Known(session(name, hour)), None if moved_to is None else Known(session(name, moved_to))

    pairs = [one("late", 8, 15), one("gone", 16, None), one("early", 14, 9), one("off", 10, None)]
    found = in_telling_order(between(old.session.id, old, new, {}) for old, new in pairs)
    assert [change.session for change in found] == ["off", "gone", "early", "late"]
    assert [shows_hours(change) for change in found] == [True] * 4
    assert shows_hours(between("talk", TALK, changed(title=Text("x")), {})) is False
