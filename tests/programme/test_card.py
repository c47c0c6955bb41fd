"""How a session reads: `_` in the French hours stands for the narrow no-break space."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.card import Voice, card, distance, hours, line, notes, own_hours, with_moments
from workshop_bot.texts.catalogue import load
from workshop_bot.texts.markup import Mark, Rendered

At = Callable[[str], datetime]
WORDS = load()


def read(knowledge: Knowledge, name: str, language: str, now: datetime) -> str:
    session = next(session for session in knowledge.sessions if session.id == name)
    return card(session, knowledge, language, WORDS, now)


def test_a_card_has_the_answer_first_and_the_notes_last(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "tissue-1", "en", at("2 09:12")) == (
        "**Diagnosis of soft tissue sarcoma**\n"
        "Mon 2 Dec, 9:00–9:45 · _now, 33 min left_ · _provisional_\n"
        "Room: Hall A, Hall B\n"
        "Online: https://example.org/live\n"
        "Speakers: Prof. Trần Minh Điển, Nguyễn Thị Lan\n"
        "Topic: Soft tissue sarcoma\n"
        "\n"
        "How to see it early.\n"
        "\n"
        "_These hours are placeholders. Hanoi time._"
    )


def test_a_card_in_vietnamese_and_french(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "opening", "vi", at("1 20:00")) == ("**Lễ khai mạc**\nThứ Hai 2/12, 08:30–09:00 · _ngày mai_\n\n_Giờ Hà Nội._")
    assert read(knowledge, "opening", "fr", at("2 08:10")).replace("\u202f", "_") == (
        "**Ouverture**\nlundi 2 décembre, 8_h_30 – 9_h · _dans 20 min_\n\n_Heure locale_: Hanoï._"
    )


def test_a_cancelled_session_says_so_and_nothing_of_now(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "machines-1", "en", at("4 09:10")) == (
        "**Learning machines**\nWed 4 Dec, 9:00 · _cancelled_\nTopic: Machine learning\n\n_Hanoi time._"
    )


def test_hours_not_known_are_said(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "rays", "en", at("2 09:00")) == "**Rays**\nThu 5 Dec, hours not known yet · _in 3 days_\nTopic: Radiotherapy"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("1 20:00", "tomorrow"),
        ("2 07:00", "today"),
        ("2 07:30", "in 60 min"),
        ("2 08:29", "in 1 min"),
        ("2 08:30", "now, 30 min left"),
        ("2 09:00", "just ended"),
        ("2 09:20", "ended 20 min ago"),
        ("2 12:00", "today"),
        ("3 12:00", "yesterday"),
        ("4 12:00", ""),
    ],
)
def test_how_far_off_it_is(when: str, said: str, knowledge: Knowledge, at: At) -> None:
    assert distance(Voice(knowledge, "en", WORDS, at(when)), knowledge.sessions[0]) == said


def test_a_line_of_a_list(knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, "en", WORDS, at("2 09:40"))
    tissue, rays = knowledge.sessions[1], knowledge.sessions[-2]
    assert line(voice, tissue, day=False, provisional=False) == "**9:00–9:45** · Diagnosis of soft tissue sarcoma · _now, 5 min left_"
    assert line(voice, tissue, day=True, provisional=True).startswith("**Mon 2 Dec, 9:00–9:45** · ")
    assert line(voice, rays, day=False, provisional=True) == "**hours not known yet** · Rays"
    assert hours(voice, rays, day=True) == "Thu 5 Dec, hours not known yet"


def test_notes_are_said_where_they_hold(knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, "fr", WORDS, at("2 09:40"))
    assert notes(voice, knowledge.sessions[1:3]) == "_Ces horaires sont provisoires. Heure locale\u202f: Hanoï._"
    assert notes(voice, knowledge.sessions[-2:-1]) == ""
    off = [session.model_copy(update={"cancelled": True}) for session in knowledge.sessions[1:3]]
    assert notes(voice, off) == "_Heure locale\u202f: Hanoï._"


@pytest.mark.parametrize(
    ("language", "name", "zone", "day", "said"),
    [
        ("en", "tissue-1", "Europe/Paris", False, "3:00–3:45 (9:00–9:45 Hanoi time)"),
        ("en", "tissue-1", "Europe/Paris", True, "Mon 2 Dec, 3:00–3:45 (9:00–9:45 Hanoi time)"),
        ("fr", "tissue-1", "Europe/Paris", False, "3_h – 3_h_45 (9_h – 9_h_45 à Hanoï)"),
        ("vi", "tissue-1", "Europe/Paris", False, "03:00–03:45 (09:00–09:45 giờ Hà Nội)"),
        ("en", "tissue-1", "America/New_York", False, "Sun 1 Dec, 21:00–21:45 (Mon 2 Dec, 9:00–9:45 Hanoi time)"),
        ("en", "machines-1", "Europe/Paris", True, "Wed 4 Dec, 3:00 (9:00 Hanoi time)"),
        ("en", "tissue-1", "Asia/Bangkok", True, "Mon 2 Dec, 9:00–9:45"),
        ("en", "tissue-1", None, False, "9:00–9:45"),
        ("en", "rays", "Europe/Paris", True, "Thu 5 Dec, hours not known yet"),
    ],
)
def test_hours_in_ones_own_zone_with_the_workshops_in_brackets(
    language: str, name: str, zone: str | None, day: bool, said: str, knowledge: Knowledge, at: At
) -> None:
    session = next(session for session in knowledge.sessions if session.id == name)
    voice = Voice(knowledge, language, WORDS, at("2 08:00"))
    assert own_hours(voice, session, ZoneInfo(zone) if zone else None, day).replace("\u202f", "_") == said


def test_the_zone_is_named_below_where_it_is_not_said_already(knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, "en", WORDS, at("2 08:00"))
    assert notes(voice, knowledge.sessions[:1], ZoneInfo("Asia/Bangkok")) == "_Hanoi time._"
    assert notes(voice, knowledge.sessions[:1], ZoneInfo("Europe/Paris")) == ""


def test_a_missing_language_falls_back_to_the_default(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "muscle-1", "vi", at("2 09:00")).startswith("**Muscles**\nThứ Ba 3/12, 09:00–10:00")


def test_the_moments_of_hours_are_marked_in_their_order_and_in_utf16_units(knowledge: Knowledge, at: At) -> None:
    first, second, rays = (next(one for one in knowledge.sessions if one.id == name) for name in ("tissue-1", "tissue-2", "rays"))
    text = Rendered("🎗 9:00–9:45\n9:00–9:45\nhours not known yet", (Mark("bold", 3, 9), Mark("bold", 13, 9)))
    assert with_moments(text, [first, rays, second], "en").marks == (
        Mark("bold", 3, 9),
        Mark("time", 3, 9, unix=int(at("2 09:00").timestamp())),
        Mark("bold", 13, 9),
        Mark("time", 13, 9, unix=int(at("3 09:00").timestamp())),
    )
    assert with_moments(text, [rays], "en") == text
