"""`workshop-bot import`: what would change is shown, then written; the same file twice changes nothing."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workshop_bot.cli import main
from workshop_bot.knowledge.read import read

Capture = pytest.CaptureFixture[str]

WORKSHOP = """\
workshop:
  id: bees
  name: Bees
  starts: 2024-03-30
  ends: 2024-04-02
  timezone: Europe/Paris
  languages: [fr, en]
"""
TABLE = """\
ID,Date,Start,End,Title,Room,Speakers
a,2024-03-30,09:00,09:45,Honey,Hall A,Ann Lee
b,2024-03-30,10:00,10:30,Wax,Hall A,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "knowledge"
    made.mkdir()
    (made / "workshop.yaml").write_text(WORKSHOP)
    return made


@pytest.fixture
def bring(folder: Path, tmp_path: Path) -> Callable[..., int]:
    """Import a table, with options."""

    def bring(table: str, *options: str) -> int:
        (tmp_path / "p.csv").write_text(table)
        return main(["--knowledge", str(folder), "import", str(tmp_path / "p.csv"), *options])

    return bring


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_programme_comes_in_and_the_same_one_changes_nothing(bring: Callable[..., int], folder: Path, capsys: Capture) -> None:
    assert bring(TABLE, "--dry-run") == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "  made      speaker: Ann Lee",
        "  made      room: Hall A",
        "2 new; made: 1 speaker, 1 room",
        "Nothing is written (--dry-run).",
    ]
    assert bring(TABLE) == 0
    said = capsys.readouterr()
    assert (said.err, said.out.splitlines()[0]) == ("", "p.csv: csv, 2 sessions on 1 day")
    assert said.out.splitlines()[-4:] == [
        "  new       2024-03-30 09:00  Honey",
        "  new       2024-03-30 10:00  Wax",
        "2 new; made: 1 speaker, 1 room",
        "Written: workshop.yaml, speakers.yaml, sessions.yaml.",
    ]
    assert main(["check", str(folder)]) == 0
    before = held(folder)
    capsys.readouterr()
    assert bring(TABLE) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing changes."
    assert held(folder) == before


@pytest.mark.parametrize(
    ("zone", "options", "told"),
    [
        ("<time_zone_name>Asia/Ho_Chi_Minh</time_zone_name>", [], ["Asia/Ho_Chi_Minh", "03:00", "03:00"]),
        ("<time_zone_name>Asia/Ho_Chi_Minh</time_zone_name>", ["--timezone", "Asia/Tokyo"], ["Asia/Tokyo", "03:00", "01:00"]),
        ("", ["--timezone", "Asia/Tokyo"], ["Asia/Tokyo", "03:00", "01:00"]),
        ("", [], ["", "03:00", "09:00"]),
    ],
)
def test_hours_are_of_the_zone_asked_for_else_the_file_s_else_the_folder_s(
    zone: str, options: list[str], told: list[str], bring: Callable[..., int], capsys: Capture
) -> None:
    event = "<event><title>{}</title><start>09:00</start>{}</event>"
    dated = event.format("Honey", "<date>2024-03-30T09:00:00+07:00</date>")
    day = f'<day date="2024-03-30"><room name="Hall A">{dated}{event.format("Wax", "")}</room></day>'
    assert bring(f"<schedule><conference><title>Bees</title>{zone}</conference>{day}</schedule>", *options) == 0
    said = capsys.readouterr()
    assert said.err == (f"note: hours of {told[0]} are written as hours of the folder's zone, Europe/Paris\n" if told[0] else "")
    lines = [f"  new       2024-03-30 {told[1]}  Honey", f"  new       2024-03-30 {told[2]}  Wax"]
    assert said.out.splitlines()[1:3] == sorted(lines)


def test_a_later_version_is_told_and_written(bring: Callable[..., int], folder: Path, capsys: Capture) -> None:
    bring(TABLE)
    capsys.readouterr()
    later = TABLE.replace("09:00,09:45,Honey", "11:00,11:45,Sweet honey").partition("b,")[0]
    before = held(folder)
    assert bring(later, "--dry-run") == 0
    assert held(folder) == before
    told = capsys.readouterr().out.splitlines()
    assert told[-5:] == [
        "  moved     Honey: 2024-03-30 09:00–09:45 → 2024-03-30 11:00–11:45",
        "  renamed   Honey → Sweet honey",
        "  gone      2024-03-30 10:00  Wax",
        "1 moved, 1 renamed, 1 gone",
        "Nothing is written (--dry-run).",
    ]
    assert bring(later) == 0
    assert "cancelled: true" in held(folder)["sessions.yaml"]
    assert bring(later, "--remove") == 0
    assert "wax" not in held(folder)["sessions.yaml"].lower()


def test_another_event_s_file_needs_a_yes(bring: Callable[..., int], folder: Path, capsys: Capture) -> None:
    bring(TABLE)
    before = held(folder)
    capsys.readouterr()
    other = "ID,Date,Start,End,Title\nx,2024-03-31,09:00,10:00,Birds\n"
    assert bring(other) == 2
    fault = "the folder has 2 sessions, and the file none of them: it may be another event's; if it is meant, say so with --yes"
    assert (capsys.readouterr().err, held(folder)) == (f"error: {fault}\n", before)
    assert bring(other, "--yes") == 0
    assert held(folder)["sessions.yaml"].count("cancelled: true") == 2


def test_at_a_terminal_it_is_asked(bring: Callable[..., int], folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(TABLE)
    before = held(folder)
    monkeypatch.setattr("workshop_bot.cli.import_.sys.stdin.isatty", lambda: True, raising=False)
    answers: Iterator[str] = iter(["n", "y"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    other = "ID,Date,Start,End,Title\nx,2024-03-31,09:00,10:00,Birds\n"
    assert (bring(other), held(folder)) == (130, before)
    assert bring(other) == 0


def test_sessions_beyond_the_workshop_s_days_are_told(bring: Callable[..., int], capsys: Capture) -> None:
    assert bring(TABLE.replace("2024-03-30", "2024-04-30")) == 0
    mend = 'change "starts" and "ends" in workshop.yaml'
    said = f"sessions are on 2024-04-30, the workshop is 2024-03-30 to 2024-04-02: {mend}"
    assert capsys.readouterr().err == f"warning: {said}\n"


def test_sessions_on_the_first_and_on_the_last_day_are_within_them(bring: Callable[..., int], capsys: Capture) -> None:
    assert bring(TABLE.replace("b,2024-03-30", "b,2024-04-02")) == 0
    assert capsys.readouterr().err == ""


def test_nothing_is_written_where_the_folder_would_have_errors(bring: Callable[..., int], folder: Path, capsys: Capture) -> None:
    bring(TABLE)
    (folder / "questions.yaml").write_text('questions:\n  - {ask: wax?, expect: "session:b"}\n')
    before = held(folder)
    capsys.readouterr()
    assert bring(TABLE.partition("b,")[0], "--remove") == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("questions.yaml:2:25: error unknown-reference:")
    assert lines[1:] == ["error: the folder would have 1 error, so nothing is written; mend them first"]
    assert held(folder) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--column", "start"], '"start" is no column; write for example start=Uhrzeit, or start=3'),
        (["--timezone", "Mars"], '"Mars" is no time zone; write its IANA name, for example Asia/Ho_Chi_Minh'),
    ],
)
def test_wrong_use_is_one_line(bring: Callable[..., int], options: list[str], said: str, capsys: Capture) -> None:
    assert bring(TABLE, *options) == 2
    assert capsys.readouterr().err == f"error: Invalid value for '{options[0]}': {said}. See: workshop-bot import --help\n"


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SCHEDULE = "<schedule><conference><title>{}</title></conference></schedule>"
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTAMP:20240301T000000Z
SUMMARY:Honey
DTSTART{}:20240330T090000
{}END:VEVENT
END:VCALENDAR
"""
MEASURED = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(ended.returncode)
"""
"""Runs a command, then tells the kilobytes that it took."""
SECONDS = 60  # until a test gives up on a shared machine; what swells is found by its memory before


def packed(path: Path, name: str, part: str) -> None:
    """A spreadsheet's zip that has one part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, part)


def entities() -> str:
    grown = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY e0 "ha">{grown}]>{SCHEDULE.format("&e9;")}'


BOMBS: dict[str, Callable[[Path], object]] = {
    "zip bomb": lambda path: packed(path, "xl/worksheets/sheet1.xml", SHEET + " " * 300_000_000),
    "../ names": lambda path: packed(path, "../../escaped.xml", SHEET),
    "entities": lambda path: path.write_text(entities()),
    "external entity": lambda path: path.write_text(
        f'<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/hostname">]>{SCHEDULE.format("&x;")}'
    ),
    "DTD": lambda path: path.write_text(f'<!DOCTYPE schedule SYSTEM "http://127.0.0.1:9/schedule.dtd">{SCHEDULE.format("a")}'),
    "rows": lambda path: path.write_text("Date,Start,End,Title\n" + "2024-03-30,09:00,09:45,Honey\n" * 1_000_000),
    "deep JSON": lambda path: path.write_text("[" * 1_000_000),
    "wide JSON": lambda path: path.write_text('{"schedule":{"events":[' + "{}," * 5_000_000 + "{}]}}"),
    "one long cell": lambda path: path.write_text("Date,Start,End,Title\n2024-03-30,09:00,09:45," + "x" * 40_000_000),
    "unknown zone": lambda path: path.write_text(EVENT.format(";TZID=Mars/Olympus", "")),
    "pipe": os.mkfifo,
    "directory": Path.mkdir,
    "missing": lambda path: None,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_one_line_and_nothing_is_written(bomb: str, folder: Path, tmp_path: Path) -> None:
    BOMBS[bomb](tmp_path / "bomb")
    before, beside = held(folder), sorted(tmp_path.parent.iterdir())
    words = ["-m", "workshop_bot", "--knowledge", str(folder), "import", str(tmp_path / "bomb")]
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, *words], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert (ended.returncode, len(ended.stderr.splitlines()), ended.stderr[:7]) == (2, 1, "error: "), ended.stderr
    assert int(ended.stdout) < 200 * 1024, f"{int(ended.stdout) >> 10} MB"
    assert (held(folder), sorted(tmp_path.parent.iterdir())) == (before, beside)


@pytest.mark.parametrize("languages", ["vi,fr,en", "en"])
def test_the_programme_that_init_wrote_does_not_stand_in_the_way(languages: str, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "begun"
    main(["init", str(folder), "--languages", languages])
    (tmp_path / "p.csv").write_text(TABLE)
    capsys.readouterr()
    assert main(["--knowledge", str(folder), "import", str(tmp_path / "p.csv")]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[0] == "note: the programme that init wrote as an example goes"
    assert said.out.splitlines()[-2:] == [
        "2 new; made: 1 speaker",
        "Written: questions.yaml, sessions.yaml, speakers.yaml, topics.yaml.",
    ]
    knowledge = read(folder).knowledge
    assert knowledge
    assert [session.id for session in knowledge.sessions] == ["a", "b"]
    assert ([one.id for one in knowledge.speakers], knowledge.topics) == (["ann-lee"], ())
    assert all(question.now is None for question in knowledge.questions)
    assert "\n  - id: a\n    title: " in (folder / "sessions.yaml").read_text()


def test_a_programme_that_somebody_has_touched_is_theirs(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "begun"
    main(["init", str(folder)])
    with (folder / "sessions.yaml").open("a") as file:
        file.write("  # ours\n")
    (tmp_path / "p.csv").write_text(TABLE)
    assert main(["--knowledge", str(folder), "import", str(tmp_path / "p.csv")]) == 2
    assert "the folder has 2 sessions, and the file none of them" in capsys.readouterr().err


def test_what_the_folder_still_names_stays(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "begun"
    main(["init", str(folder)])
    with (folder / "questions.yaml").open("a") as file:
        file.write('  - {ask: "who cleans?", expect: "session:data-cleaning-1"}\n')
    (tmp_path / "p.csv").write_text(TABLE)
    assert main(["--knowledge", str(folder), "import", str(tmp_path / "p.csv"), "--yes"]) == 0
    assert capsys.readouterr().out.splitlines()[-2] == "2 new, 2 gone; made: 1 speaker"


def test_hours_are_of_the_zone_that_the_file_names(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    event = "<event id='1'><start>{}</start><duration>00:30</duration><title>Honey</title></event>"
    conference = "<conference><time_zone_name>Asia/Kolkata</time_zone_name></conference>"
    day = f"<day date='2024-03-30'><room name='A'>{event.format('10:30')}</room></day>"
    (tmp_path / "p.xml").write_text(f"<schedule>{conference}{day}</schedule>")
    assert main(["--knowledge", str(folder), "import", str(tmp_path / "p.xml")]) == 0
    assert "note: hours of Asia/Kolkata are written as hours of the folder's zone, Europe/Paris" in capsys.readouterr().err
    assert "starts: 2024-03-30 06:00" in (folder / "sessions.yaml").read_text()
