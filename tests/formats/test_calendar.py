"""A calendar file of sessions: it reads back as it was meant, in calendars that know no zones too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from workshop_bot.formats.calendar import calendar, fingerprint
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.knowledge.read import usable
from workshop_bot.texts.catalogue import load

NOW = datetime(2024, 10, 1, 12, tzinfo=UTC)
WORDS = load()
WORKSHOP = """
workshop:
  id: cells
  name: {vi: Hội thảo Tế bào, fr: Atelier des cellules, en: Cell Workshop}
  starts: 2024-10-26
  ends: 2024-10-28
  timezone: Europe/Paris
  languages: [en, fr, vi]
  rooms: [{id: hall-a, name: {fr: Salle A, en: Hall A}}, {id: hall-b, name: Hall B}]
  provisional: {en: Hours may change.}
"""
SESSIONS = """
sessions:
  - id: opening
    title: {vi: Khai mạc, fr: "Ouverture ; accueil, café", en: "Opening; welcome, coffee"}
    summary: {en: "**First** line\\nsecond \\\\ line"}
    starts: 2024-10-26 09:00
    ends: 09:45
    room: [hall-a, hall-b]
    join: https://example.org/live
    speakers: [lan]
  - {id: night, title: Night, starts: 2024-10-27 02:30, minutes: 15, provisional: true}
  - {id: open-end, title: Open end, starts: 2024-10-28 10:00, cancelled: true}
  - {id: no-hours, title: No hours, starts: 2024-10-28}
"""
SPEAKERS = "speakers: [{id: lan, name: Nguyễn Thị Lan}]"


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder: Path = tmp_path_factory.mktemp("cells")
    for name, text in (("workshop", WORKSHOP), ("sessions", SESSIONS), ("speakers", SPEAKERS)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return usable(folder)


def written(knowledge: Knowledge, language: str = "en", counts: dict[str, int] | None = None) -> str:
    known = {session.id: 0 for session in knowledge.sessions} | (counts or {})
    return calendar(knowledge.sessions, known, knowledge, language, WORDS, NOW)


def events(text: str) -> dict[str, Event]:
    return {str(event["uid"]): event for event in Calendar.from_ical(text).events}


def test_an_event_has_what_a_calendar_shows(cells: Knowledge) -> None:
    event = events(written(cells, counts={"opening": 3}))["opening@cells"]
    paris = ZoneInfo("Europe/Paris")
    assert {name: event.decoded(name) for name in ("dtstart", "dtend", "dtstamp", "sequence")} == {
        "dtstart": datetime(2024, 10, 26, 9, tzinfo=paris),
        "dtend": datetime(2024, 10, 26, 9, 45, tzinfo=paris),
        "dtstamp": NOW,
        "sequence": 3,
    }
    assert {name: str(event[name]) for name in ("summary", "location", "url", "description", "status")} == {
        "summary": "Opening; welcome, coffee",
        "location": "Hall A, Hall B",
        "url": "https://example.org/live",
        "description": "Speaker: Nguyễn Thị Lan\nFirst line\nsecond \\ line",
        "status": "CONFIRMED",
    }


def test_speakers_stand_in_the_order_of_the_session(cells: Knowledge) -> None:
    lan = cells.speakers[0]
    second = lan.model_copy(update={"id": "amina-k", "name": "Amina K."})
    session = cells.sessions[0].model_copy(update={"speakers": (second.id, lan.id)})
    both = replace(cells, speakers=(lan, second), sessions=(session,))
    assert str(events(written(both))["opening@cells"]["description"]).startswith("Speakers: Amina K., Nguyễn Thị Lan\n")


def test_it_speaks_the_readers_language(cells: Knowledge) -> None:
    read = Calendar.from_ical(written(cells, "vi"))
    assert str(read["x-wr-calname"]) == "Hội thảo Tế bào"
    assert str(events(written(cells, "vi"))["opening@cells"]["summary"]) == "Khai mạc"
    assert str(events(written(cells, "fr"))["opening@cells"]["summary"]) == "Ouverture ; accueil, café"


def test_it_reads_back_equal(cells: Knowledge) -> None:
    text = written(cells)
    assert Calendar.from_ical(text).to_ical().decode() == text


def test_what_is_cancelled_stays_as_cancelled_and_what_is_provisional_is_tentative(cells: Knowledge) -> None:
    assert {name: str(event["status"]) for name, event in events(written(cells)).items()} == {
        "opening@cells": "CONFIRMED",
        "night@cells": "TENTATIVE",
        "open-end@cells": "CANCELLED",
        "no-hours@cells": "CONFIRMED",
    }


def test_no_end_is_made_up_and_a_session_without_hours_takes_its_day(cells: Knowledge) -> None:
    read = events(written(cells))
    assert read["no-hours@cells"].decoded("dtstart") == date(2024, 10, 28)
    assert ["dtend" in read[name] for name in ("open-end@cells", "no-hours@cells", "night@cells")] == [False, False, True]


def test_the_zone_is_told_in_full_by_its_iana_name(cells: Knowledge) -> None:
    assert Calendar.from_ical(written(cells)).timezones[0].to_ical().decode().split("\r\n")[:24] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        *("BEGIN:DAYLIGHT", "DTSTART:20231026T020000", "TZNAME:CEST", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:20231029T030000", "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"),
        *("BEGIN:DAYLIGHT", "DTSTART:20240331T020000", "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:20241027T030000", "TZNAME:CET", "TZOFFSETFROM:+0200"),
    ]


def moments(text: str) -> Iterator[tuple[str, datetime]]:
    for name, event in events(text).items():
        if isinstance(event.decoded("dtstart"), datetime):
            yield name, event.decoded("dtstart").astimezone(UTC)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_calendar_that_does_not_know_the_zone_understands_its_rules(fold: int, cells: Knowledge) -> None:
    night = cells.sessions[1]
    assert night.begins
    moved = night.model_copy(update={"starts": night.begins.replace(fold=fold)})
    text = calendar([cells.sessions[0], moved], {"opening": 0, "night": 0}, cells, "en", WORDS, NOW)
    strange = text.replace("Europe/Paris", "Somewhere")
    assert dict(moments(strange)) == dict(moments(text))
    assert dict(moments(text))["night@cells"] == datetime(2024, 10, 27, fold, 30, tzinfo=UTC)


def test_the_fingerprint_tells_what_a_calendar_must_hear_of(cells: Knowledge) -> None:
    first = cells.sessions[0]
    assert first.begins
    same, moved = first.model_copy(), first.model_copy(update={"starts": first.begins + timedelta(minutes=5)})
    there_again = moved.model_copy(update={"starts": first.begins})
    cancelled = first.model_copy(update={"cancelled": True})
    assert [fingerprint(one, cells) == fingerprint(first, cells) for one in (same, moved, there_again, cancelled)] == [
        True,
        False,
        True,
        False,
    ]


@pytest.fixture(scope="module")
def bare(cells: Knowledge) -> Knowledge:
    return Knowledge(cells.workshop)


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_title_comes_through_in_lines_of_75_bytes(title: str, bare: Knowledge) -> None:
    session = Session.model_construct(id="one", title=Text(everywhere=title), starts=datetime(2024, 10, 26, 9, tzinfo=bare.workshop.zone))
    text = calendar([session], {"one": 0}, bare, "en", WORDS, NOW)
    assert str(events(text)["one@cells"]["summary"]) == title
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
