"""How an event is read, whichever file tells it."""

from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.errors import UnusableInput
from workshop_bot.formats import frab
from workshop_bot.formats.frab import Day, Event, clean, clock, known_zone, language, moment, one_line
from workshop_bot.formats.programme import Asked

TEXTS = st.text(max_size=12) | st.sampled_from(["2024-12-02", "2024-12-02T09:00", "2199-12-31T23:59-12:00", "09:00", "24:00", "999:59"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024-12-02", date(2024, 12, 2)),
        ("2024-12-02T09:00:00Z", datetime(2024, 12, 2, 9, tzinfo=UTC)),
        ("2024-12-02 09:00", datetime(2024, 12, 2, 9)),
        ("0001-01-01T00:00Z", None),
        ("9999-12-31", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments_and_days_are_read_and_years_of_no_workshop_are_not(text: str, read: datetime | date | None) -> None:
    assert moment(text) == read


def test_a_clock_is_one_of_a_day() -> None:
    assert [clock(text) for text in ("9:30", "09:30:00", "24:00", "09:60", "half past")] == [time(9, 30), time(9, 30), None, None, None]


def test_texts_lose_what_cannot_be_seen() -> None:
    assert clean(" a\r\nb\rc\0\x1b\ud800 ") == "a\nb\nc"
    assert one_line("a\u00a0\n  b") == "a b"


def test_languages_are_plain_codes_or_none() -> None:
    assert [language(code) for code in ("EN", "de-formal", "pt_BR", "German!", "")] == ["en", "de", "pt", "", ""]


def test_a_zone_is_known_by_its_name() -> None:
    assert (known_zone("Europe/Paris"), known_zone("")) == (ZoneInfo("Europe/Paris"), None)
    for name in ("Nowhere", "../etc/passwd", "\0", "Europe", "x" * 9999):
        with pytest.raises(UnusableInput, match=r"^no time zone"):
            known_zone(name)


def test_more_sessions_than_a_workshop_has_are_refused() -> None:
    frab.bounded(20_000)
    with pytest.raises(UnusableInput, match=r"^the file holds 20001 sessions, more than 20000; export"):
        frab.bounded(20_001)


def test_a_text_too_long_for_a_title_is_none() -> None:
    assert [frab.headed(title) for title in (" a\n b ", "a" * 1001)] == ["a b", ""]


@pytest.mark.parametrize(
    ("event", "generator", "key"),
    [
        (Event("", code="ABCDEF", guid="g", number="1"), "", "ABCDEF"),
        (Event("", slug="ABCDEF", guid="g", number="1"), "", "ABCDEF"),
        (Event("", slug="room_1-0900-talk", guid="g", number="1"), "", "g"),
        (Event("", number="1"), "", "1"),
        (Event("", slug="pow_2024-lan-1-session", guid="g"), "workshop-bot", "lan-1"),
        (Event("", slug="pow_2024-lan-1-session", guid="g"), "", "g"),
    ],
)
def test_the_key_is_what_stays_when_a_session_moves(event: Event, generator: str, key: str) -> None:
    whole = Event(**vars(event) | {"title": "T", "date": "2024-12-02T09:00"})
    assert frab.programme("frab-xml", "", "", generator, [whole], Asked()).items[0].key == key


@given(st.builds(Event, st.just("event 1"), st.builds(Day, st.none() | st.dates(date(1970, 1, 1), date(2199, 12, 31))), *[TEXTS] * 14))
def test_whatever_an_event_tells_it_is_a_session_or_refused(event: Event) -> None:
    for zone in ("", "Asia/Ho_Chi_Minh"):
        with suppress(UnusableInput):
            frab.programme("frab-xml", "", zone, "", [event], Asked())
