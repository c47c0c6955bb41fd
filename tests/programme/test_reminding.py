"""How a session reads where one is reminded of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.card import Voice
from workshop_bot.programme.reminding import MOST, blocks, facts, online, takes_place, titled
from workshop_bot.texts.catalogue import load

At = Callable[[str], datetime]
WORDS = load()


def session(knowledge: Knowledge, name: str, **fields: object) -> Session:
    return next(session for session in knowledge.sessions if session.id == name).model_copy(update=fields)


def voice(knowledge: Knowledge, now: datetime, language: str = "en") -> Voice:
    return Voice(knowledge, language, WORDS, now)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2 08:45", "In 15 min: "),
        ("2 08:59", "In 1 min: "),
        ("2 09:00", "Beginning now: "),
        ("2 09:01", "Began 1 min ago: "),
        ("2 09:44", "Began 44 min ago: "),
        ("2 07:00", "In 120 min: "),
    ],
)
def test_the_first_line_tells_the_true_time(knowledge: Knowledge, at: At, moment: str, first: str) -> None:
    talk = session(knowledge, "tissue-1")
    said = blocks(voice(knowledge, at(moment)), [talk], "")
    assert said == f"{first}**Diagnosis of soft tissue sarcoma**\n9:00–9:45 · Room: Hall A, Hall B · _provisional_"


def test_a_begun_minute_counts_before_and_not_after(knowledge: Knowledge, at: At) -> None:
    talk, second = session(knowledge, "tissue-1"), timedelta(seconds=1)
    said = [blocks(voice(knowledge, at("2 09:00") + shift), [talk], "").split(":")[0] for shift in (-61 * second, -second, 59 * second)]
    assert said == ["In 2 min", "In 1 min", "Beginning now"]


@pytest.mark.parametrize(("moment", "first"), [("4 18:00", "Tomorrow: "), ("5 08:00", "Today: ")])
def test_without_hours_it_is_tomorrow_or_today(knowledge: Knowledge, at: At, moment: str, first: str) -> None:
    assert blocks(voice(knowledge, at(moment)), [session(knowledge, "rays")], "") == f"{first}**Rays**\nThu 5 Dec, hours not known yet"


def test_in_vietnamese_and_french(knowledge: Knowledge, at: At) -> None:
    talk = session(knowledge, "tissue-1")
    assert blocks(voice(knowledge, at("2 08:45"), "vi"), [talk], "online") == (
        "Còn 15 phút: **Chẩn đoán sarcoma mô mềm**\n09:00–09:45 · _dự kiến_"
    )
    assert blocks(voice(knowledge, at("2 09:10"), "fr"), [talk], "online").replace("\u202f", "_") == (
        "A commencé il y a 10 min_: **Diagnostic des sarcomes**\n9_h – 9_h_45 · _provisoire_"
    )


def test_up_to_three_have_two_lines_each_and_more_have_one(knowledge: Knowledge, at: At) -> None:
    now = voice(knowledge, at("2 08:15"))
    opening, talk = session(knowledge, "opening"), session(knowledge, "tissue-1", provisional=False)
    assert blocks(now, [opening, talk], "room") == (
        "In 15 min: **Opening ceremony**\n8:30–9:00\n\nIn 45 min: **Diagnosis of soft tissue sarcoma**\n9:00–9:45 · Room: Hall A, Hall B"
    )
    assert blocks(now, [opening] * 4, "room") == "\n".join(["In 15 min: **Opening ceremony** · 8:30–9:00"] * 4)
    assert blocks(now, [opening] * (MOST + 2), "").splitlines()[MOST:] == ["and 2 more: /agenda"]
    assert len(blocks(now, [opening] * MOST, "").splitlines()) == MOST


@pytest.mark.parametrize(("letters", "lines"), [(200, 11), (700, 3), (5000, 1)])
def test_of_long_titles_so_many_are_shown_as_one_message_holds(knowledge: Knowledge, at: At, letters: int, lines: int) -> None:
    talk = session(knowledge, "tissue-1", title=Text("t" * letters))
    *shown, last = blocks(voice(knowledge, at("2 08:45")), [talk] * MOST, "").splitlines()
    assert (len(shown), last) == (lines, f"and {MOST - lines} more: /agenda")


@pytest.mark.parametrize(
    ("presence", "fields", "room", "link"),
    [
        ("", {}, True, True),
        ("both", {}, True, True),
        ("room", {}, True, False),
        ("online", {}, False, True),
        ("online", {"mode": "room"}, True, False),
        ("room", {"mode": "online"}, False, True),
        ("room", {"room": ()}, False, True),
        ("online", {"join": None}, True, False),
        ("both", {"join": None, "room": ()}, False, False),
    ],
)
def test_the_room_or_the_way_online(knowledge: Knowledge, at: At, presence: str, fields: dict[str, object], room: bool, link: bool) -> None:
    talk, now = session(knowledge, "tissue-1", **fields), voice(knowledge, at("2 08:45"))
    assert ("Room: " in facts(now, talk, presence)) == room
    assert online(now, talk, presence) == ("https://example.org/live" if link else "")


def test_the_hours_in_ones_own_zone_and_with_the_day_where_asked(knowledge: Knowledge, at: At) -> None:
    talk, now = session(knowledge, "tissue-1"), voice(knowledge, at("2 08:45"))
    assert facts(replace(now, own=ZoneInfo("Europe/Paris")), talk, "online") == "3:00–3:45 (9:00–9:45 Hanoi time) · _provisional_"
    assert facts(now, talk, "online", day=True) == "Mon 2 Dec, 9:00–9:45 · _provisional_"


def test_what_is_cancelled_or_over_takes_place_no_more(knowledge: Knowledge, at: At) -> None:
    now = voice(knowledge, at("4 10:30"))
    assert [takes_place(session(knowledge, name), now) for name in ("machines-1", "muscle-1", "surgery-2", "rays")] == [
        False,
        False,
        True,
        True,
    ]


def test_a_long_title_is_cut_for_a_button(knowledge: Knowledge, at: At) -> None:
    now = voice(knowledge, at("4 10:30"))
    assert titled(now, session(knowledge, "rays", title=Text("A word or " * 9))) == "A word or A word or A word or A word or…"
    assert titled(now, session(knowledge, "rays", title=Text("儿科肿瘤的化学治疗" * 9))) == "儿科肿瘤的化学治疗" * 4 + "儿科肿…"
    assert titled(now, session(knowledge, "rays")) == "Rays"
