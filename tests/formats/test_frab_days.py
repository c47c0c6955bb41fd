"""A programme laid out by conference days, and written in the two forms that have them: valid, and read back as it was."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from jsonschema import Draft6Validator
from lxml import etree

from workshop_bot.formats import frab_xml, json_
from workshop_bot.formats.frab_days import acronym, days, guid, left_out, version, writable
from workshop_bot.formats.frab_json import frab_json
from workshop_bot.formats.programme import Asked, Item, Note, Programme
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import usable

SCHEMAS = Path(__file__).parents[2].parent / "shared" / "schedules" / "schemas"
SHIPPED = Path(__file__).parents[2] / "knowledge"
WORKSHOP = """
workshop:
  id: {id}
  name: {{vi: Hội thảo Tế bào, en: Cell Workshop}}
  starts: 2024-10-26
  ends: 2024-10-28
  timezone: {zone}
  languages: [en, vi]
  rooms: [{{id: hall-a, name: {{vi: Hội trường A, en: "Hall <A> & co"}}}}, {{id: hall-b, name: Hall B}}]
"""
SESSIONS = """
sessions:
  - id: x
    title: {vi: Khai mạc, en: "Opening, <b>coffee</b> & more"}
    summary: {en: "**First** line\\nsecond line"}
    starts: 2024-10-26 09:00
    ends: 09:45
    kind: opening
    room: [hall-a, hall-b]
    topics: [nbl, all]
    join: https://example.org/live?a=1&b=2
    speakers: [lan, minh]
  - {id: night-, title: Night, starts: 2024-10-27 02:30, minutes: 15, kind: social, room: hall-b}
  - {id: clocks, title: Clocks, starts: 2024-10-27 01:30, ends: 2024-10-27 04:30, kind: talk, summary: {vi: Đêm}}
  - {id: open-end, title: Break, starts: 2024-10-28 10:00, kind: talk}
  - {id: endless, title: Endless, starts: 2024-10-26 10:00, minutes: 7000}
  - {id: gone, title: Gone, starts: 2024-10-28 11:00, cancelled: true}
  - {id: no-hours, title: No hours, starts: 2024-10-28}
"""
OTHERS = """
speakers: [{id: lan, name: Nguyễn Thị Lan}, {id: minh, name: Minh}]
topics: [{id: nbl, name: {vi: U nguyên bào, en: Neuroblastoma}}, {id: all, name: Leukaemia}]
"""


def folder(path: Path, name: str = "cells-24", zone: str = "Europe/Paris", sessions: str = SESSIONS) -> Knowledge:
    speakers, topics = OTHERS.strip().splitlines()
    told = {"workshop": WORKSHOP.format(id=name, zone=zone), "sessions": sessions, "speakers": speakers, "topics": topics}
    for file, text in told.items():
        (path / f"{file}.yaml").write_text(text, encoding="utf-8")
    return usable(path)


@pytest.fixture
def cells(tmp_path: Path) -> Knowledge:
    return folder(tmp_path)


def back(knowledge: Knowledge, language: str, form: str) -> Programme:
    """What is read again; the published schema of the form is asked on the way."""
    if form == "frab-xml":
        written = frab_xml.frab_xml(knowledge, language)
        etree.XMLSchema(etree.parse(str(SCHEMAS / "schedule.xml.xsd"))).assertValid(etree.fromstring(written))
        return frab_xml.read(written, Asked())
    written = frab_json(knowledge, language)
    Draft6Validator(json.loads((SCHEMAS / "schema.json").read_text(encoding="utf-8"))).validate(json.loads(written))
    return json_.read(written, Asked())


def held(item: Item) -> tuple[object, ...]:
    return (
        *(item.key, dict(item.title), item.starts, item.ends, item.rooms, item.speakers, item.topics, dict(item.summary)),
        *(item.kind, item.join, item.cancelled),
    )


@pytest.mark.parametrize("form", ["frab-xml", "frab-json"])
def test_what_was_written_is_valid_and_read_again_as_it_was(cells: Knowledge, form: str) -> None:
    told = back(cells, "en", form)
    moment = {session.id: session.begins for session in cells.sessions}
    ends = {session.id: session.finishes for session in cells.sessions}
    opening = ({"en": "Opening, <b>coffee</b> & more"}, ("Hall <A> & co",), ("Nguyễn Thị Lan", "Minh"), ("Neuroblastoma",))
    assert sorted(map(held, told.items), key=lambda one: str(one[0])) == [
        ("clocks", {"": "Clocks"}, moment["clocks"], ends["clocks"], (), (), (), {}, "talk", "", False),
        ("endless", {"": "Endless"}, moment["endless"], None, (), (), (), {}, "talk", "", False),
        ("night-", {"": "Night"}, moment["night-"], ends["night-"], ("Hall B",), (), (), {}, "social", "", False),
        ("open-end", {"": "Break"}, moment["open-end"], None, (), (), (), {}, "talk", "", False),
        (
            *("x", opening[0], moment["x"], ends["x"], *opening[1:], {"en": "**First** line\nsecond line"}, "opening"),
            *("https://example.org/live?a=1&b=2", False),
        ),
    ]
    assert (told.form, told.title, told.zone, told.notes) == (form, "Cell Workshop", "Europe/Paris", ())


@pytest.mark.parametrize("form", ["frab-xml", "frab-json"])
@pytest.mark.parametrize(("name", "zone"), [("a", "UTC"), ("0-1", "Etc/GMT+7"), ("a-very-long-id", "America/Argentina/Buenos_Aires")])
@pytest.mark.parametrize("sessions", [SESSIONS, "sessions: [{id: a, title: A, starts: 2024-10-26 03:59}]"])
def test_any_id_and_zone_is_written_validly(tmp_path: Path, form: str, name: str, zone: str, sessions: str) -> None:
    knowledge = folder(tmp_path, name, zone, sessions)
    told = back(knowledge, "vi", form)
    assert {item.key: item.starts for item in told.items} == {
        session.id: session.begins for session in knowledge.sessions if session.begins and not session.cancelled
    }


@pytest.mark.parametrize("form", ["frab-xml", "frab-json"])
@pytest.mark.parametrize("language", ["vi", "fr", "en"])
def test_the_shipped_programme_goes_out_and_in_whole(form: str, language: str) -> None:
    knowledge = usable(SHIPPED)
    default = knowledge.workshop.default_language
    assert {item.key: (item.starts, item.ends, *item.title.values(), item.kind) for item in back(knowledge, language, form).items} == {
        session.id: (session.begins, session.finishes, session.title.pick(language, default)[0], session.kind)
        for session in knowledge.sessions
        if session.begins
    }


def test_what_begins_at_night_is_on_the_conference_day_before(cells: Knowledge) -> None:
    told = [(day.index, day.on, [one.title for _, held in day.rooms for one in held]) for day in days(cells, "vi")]
    assert told == [
        (1, date(2024, 10, 26), ["Khai mạc", "Night", "Endless", "Clocks"]),
        (2, date(2024, 10, 28), ["Break"]),
    ]
    first = days(cells, "vi")[0]
    assert (first.begins.isoformat(), first.ends.isoformat()) == ("2024-10-26T04:00:00+02:00", "2024-10-27T03:59:00+01:00")
    assert [room for room, _ in first.rooms] == ["Hội trường A", "Hall B", ""]


def test_a_programme_without_hours_has_the_first_day_and_nothing_in_it(tmp_path: Path) -> None:
    knowledge = folder(tmp_path, sessions="sessions: [{id: a, title: A, starts: 2024-10-26}]")
    assert [(day.on, day.rooms) for day in days(knowledge, "en")] == [(date(2024, 10, 26), ())]


def test_what_cannot_be_held_is_told(cells: Knowledge) -> None:
    assert left_out(cells) == (
        Note("x", "only the first of its rooms is told"),
        Note("x", "only the first of its topics is told"),
        Note("endless", "it lasts too long: its end is not told"),
        Note("gone", "left out: it is cancelled"),
        Note("no-hours", "left out: its hours are not known"),
    )


def test_a_session_is_named_for_good_and_the_version_tells_a_change(cells: Knowledge) -> None:
    name = guid(cells, "session", "x")
    assert (name, name.version) == (UUID(str(guid(cells, "session", "x"))), 5)
    assert len({guid(cells, kind, "x") for kind in ("session", "speaker", "room")}) == 3
    told = days(cells, "en")
    assert version(told) == version(days(cells, "en")) != version(days(cells, "vi"))
    assert acronym(cells) == "cells_24"


def test_lengths_are_real_time_when_clocks_are_set(cells: Knowledge) -> None:
    clocks = next(one for day in days(cells, "en") for _, held in day.rooms for one in held if one.title == "Clocks")
    assert (clocks.duration, clocks.starts.astimezone(UTC) + timedelta(hours=4)) == ("04:00", datetime(2024, 10, 27, 3, 30, tzinfo=UTC))


def test_xml_gets_no_character_that_it_cannot_hold() -> None:
    assert writable("a\0\x0b\ud800\uffffb\tc") == "ab\tc"
