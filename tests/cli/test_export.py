"""`workshop-bot export`: the folder, or the programme in force where the bot has run."""

import json
from pathlib import Path

import pytest

from workshop_bot import clock
from workshop_bot.cli import main
from workshop_bot.knowledge.read import read
from workshop_bot.store import folders, overrides
from workshop_bot.store.engine import Store
from workshop_bot.store.overrides import Override
from workshop_bot.store.schema import bring_up_to_date

Capture = pytest.CaptureFixture[str]
WORKSHOP = (
    "workshop: {id: bees, name: Bees, starts: 2024-03-30, ends: 2024-04-02, timezone: Europe/Paris, languages: [fr, en], rooms: [%s]}\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "knowledge"
    made.mkdir()
    (made / "workshop.yaml").write_text(WORKSHOP % "{id: a, name: Hall A}, {id: b, name: Hall B}")
    (made / "sessions.yaml").write_text("sessions:\n  - {id: honey, title: Honey, starts: 2024-03-30 09:00, ends: 09:45, room: a}\n")
    return made


def test_the_folder_to_standard_output_or_a_file(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    assert main(["export", "csv"]) == 0
    printed = capsysbinary.readouterr()
    assert b"honey,2024-03-30,09:00,09:45,Honey,Hall A" in printed.out
    assert main(["export", "csv", "p.csv"]) == 0
    assert (tmp_path / "p.csv").read_bytes() == printed.out
    assert capsysbinary.readouterr() == (b"", b"Written: p.csv.\n")
    assert main(["export", "csv", "-"]) == 0
    assert capsysbinary.readouterr() == printed


def test_a_folder_without_sessions_gives_a_template(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "sessions.yaml").unlink()
    assert main(["export", "csv", "t.csv"]) == 0
    assert main(["import", "t.csv"]) == 0
    assert [session.id for session in read(folder).knowledge.sessions] == ["opening", "talk-1"]  # type: ignore[union-attr]  # - it has no errors


def test_a_spreadsheet_is_nothing_for_a_terminal(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop_bot.cli.export.sys.stdout.isatty", lambda: True, raising=False)
    assert main(["export", "xlsx"]) == 2
    said = "a spreadsheet is nothing for a terminal; name a file: workshop-bot export xlsx programme.xlsx"
    assert said in capsys.readouterr().err


def test_with_a_database_it_is_the_programme_in_force(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    store = Store("sqlite:///workshop-bot.db")
    bring_up_to_date(store)
    assert main(["export", "csv"]) == 0
    assert b"Hall A" in capsysbinary.readouterr().out
    reading = read(folder)
    assert reading.knowledge
    now = clock.now()
    with store.transaction() as connection:
        folders.keep(connection, reading.knowledge.digest, reading.files, now)
        overrides.put(connection, [Override("honey", "room", json.dumps(["b"]), json.dumps(["a"]), 1, now)], 1, "honey", False, now)
        overrides.taken_over(connection)
    (folder / "sessions.yaml").write_text("sessions: nonsense\n")
    assert main(["export", "csv"]) == 0
    assert b"honey,2024-03-30,09:00,09:45,Honey,Hall B" in capsysbinary.readouterr().out
    store.close()


def test_a_database_that_is_named_must_be_there(capsys: Capture) -> None:
    assert main(["export", "csv", "--database", "sqlite:///none.db"]) == 2
    assert capsys.readouterr() == ("", "error: there is no database none.db; name the one that the bot uses\n")


def test_a_file_that_cannot_be_written_is_one_line(folder: Path, capsys: Capture) -> None:
    place = folder / "no" / "programme.csv"
    assert main(["export", "csv", str(place)]) == 2
    assert capsys.readouterr().err == f"error: {place} cannot be written (No such file or directory); name another file\n"
