"""Programmes in and out through the command line: a conference that moves, and each form read back into the folder it came from."""

import json
from collections import Counter
from pathlib import Path

import pytest
from icalendar import Calendar
from jsonschema import Draft6Validator
from lxml import etree
from tests.schedules import EXPECTED, SCHEDULES

from workshop_bot.cli import main
from workshop_bot.formats.fitting import fitted
from workshop_bot.formats.programme import Asked
from workshop_bot.formats.recognise import read as recognised
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import read
from workshop_bot.programme.diff import changes

FORMS = ("csv", "xlsx", "ics", "frab-xml", "frab-json")
JULY, AUGUST = (SCHEDULES / f"json-pretalx-api-juliacon-2020-{day}.json" for day in ("07-11", "08-01"))
FILES = [name for name in EXPECTED if "grid" not in name]
NAMED_BY_SEVERAL = ["8ndyct"]
"""One of its speakers is called by the names of two people, which a list of names in a calendar cannot tell from two."""
WORKSHOP = """\
workshop: {id: conference, name: Conference, starts: 2010-01-01, ends: 2030-01-01, timezone: UTC, languages: [en, fr, de]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def known(folder: str) -> Knowledge:
    found = read(Path(folder)).knowledge
    assert found
    return found


def empty(name: str) -> str:
    Path(name).mkdir()
    (Path(name) / "workshop.yaml").write_text(WORKSHOP)
    return name


def test_a_conference_moves_in_and_then_moves(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "knowledge"])
    assert main(["import", str(JULY)]) == 0  # the example's sessions do not stand in the way
    july = known("knowledge")
    comments = [line for line in Path("knowledge/sessions.yaml").read_text().splitlines() if "# " in line]
    capsys.readouterr()
    assert main(["import", str(AUGUST)]) == 0
    said = capsys.readouterr().out
    assert "7 new, 7 moved, 1 in another room, 6 renamed, 2 with other speakers, 34 with another summary, 5 gone; made: 2 speakers" in said
    assert [line.strip() for line in said.splitlines() if "is called" in line] == [
        f"room      Track {number} is called {colour} Track" for number, colour in ((1, "Red"), (2, "Green"), (3, "Purple"))
    ]
    heard = Counter(kind for change in changes(july, known("knowledge")) for kind in change.kinds)
    assert (heard["new"], heard["moved"], heard["room"], heard["cancelled"]) == (7, 7, 1, 5)
    assert comments == [line for line in Path("knowledge/sessions.yaml").read_text().splitlines() if "# " in line]
    assert main(["import", str(AUGUST)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing changes."


@pytest.mark.parametrize("file", FILES)
def test_each_real_file_comes_in_once_and_goes_out_in_every_form(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--knowledge", empty("knowledge"), "import", str(SCHEDULES / file), "--first-day", "2020-08-01", "--timezone", "Europe/Paris"]
    assert main(words) == 0
    capsys.readouterr()
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing changes."
    before = known("knowledge")
    for form in FORMS:
        assert main(["export", form, f"out.{form}"]) == 0
        programme = recognised(Path(f"out.{form}").read_bytes(), Asked(zone="UTC"))
        fitting = fitted(programme, before)
        lost = [change.session for change in fitting.changes]
        assert (form, lost) == (form, NAMED_BY_SEVERAL if form == "ics" and "juliacon" in file else [])
        assert (form, fitting.topics, fitting.rooms) == (form, (), ())


def hours(knowledge: Knowledge) -> dict[str, tuple[object, ...]]:
    rooms = {room.id: room.name for room in knowledge.workshop.rooms}
    speakers = {one.id: one.name for one in knowledge.speakers}
    return {
        one.id: (
            one.title.pick("en", "en")[0],
            one.starts,
            one.finishes,
            {rooms[room] for room in one.room},
            {speakers[who] for who in one.speakers},
        )
        for one in knowledge.sessions
    }


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_from_form_to_form_to_form(first: str, second: str) -> None:
    assert main(["--knowledge", empty("a"), "import", str(SCHEDULES / "json-pretalx-rc3-2020.json")]) == 0
    assert main(["--knowledge", "a", "export", first, "one"]) == 0
    assert main(["--knowledge", empty("b"), "import", "one"]) == 0
    assert main(["--knowledge", "b", "export", second, "two"]) == 0
    assert main(["--knowledge", empty("c"), "import", "two"]) == 0
    assert hours(known("a")) == hours(known("c"))


def test_what_goes_out_is_what_others_read() -> None:
    assert main(["--knowledge", empty("knowledge"), "import", str(SCHEDULES / "json-pretalx-rc3-2020.json")]) == 0
    for form in ("ics", "frab-xml", "frab-json"):
        assert main(["--knowledge", "knowledge", "export", form, f"out.{form}"]) == 0
    events = Calendar.from_ical(Path("out.ics").read_bytes()).walk("VEVENT")
    assert sorted(str(one["SUMMARY"]) for one in events) == sorted(str(hour[0]) for hour in hours(known("knowledge")).values())
    etree.XMLSchema(etree.parse(str(SCHEDULES / "schemas" / "schedule.xml.xsd"))).assertValid(etree.parse("out.frab-xml"))
    schema = json.loads((SCHEDULES / "schemas" / "schema.json").read_text(encoding="utf-8"))
    Draft6Validator(schema).validate(json.loads(Path("out.frab-json").read_text(encoding="utf-8")))
