"""`workshop-bot schema` on the command line."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workshop_bot.cli import main
from workshop_bot.knowledge.reference import pages
from workshop_bot.knowledge.schema import schemas


def test_all_schemas_are_printed_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out), err) == (schemas(), "")


def test_or_written_into_a_folder_one_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / ".schemas"
    assert main(["schema", "--write", str(folder)]) == 0
    assert capsys.readouterr().out.split() == [str(folder / f"{key}.schema.json") for key in schemas()]
    assert {path.name.partition(".")[0]: json.loads(path.read_text()) for path in folder.iterdir()} == schemas()


def test_a_reader_who_has_enough_of_their_names_is_no_fault_of_the_folder(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "workshop_bot", "schema", "--write", str(tmp_path)]
    ran = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr, len(list(tmp_path.iterdir()))) == (1, b"", len(schemas()))


def test_beside_the_knowledge_they_are_none_of_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "knowledge"
    assert main(["init", str(folder)]) == main(["schema", "--write", str(folder / ".schemas")]) == 0
    capsys.readouterr()
    assert main(["check", "--strict", str(folder)]) == 0
    assert capsys.readouterr() == ("No problems in 7 files.\n", "")


@pytest.mark.parametrize("where", ["help", "page"])
def test_the_lines_shown_lead_from_a_file_to_its_schema(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["schema", "--help"])
    shown = pages()["format.md"] if where == "page" else capsys.readouterr().out
    command = re.search(r"workshop-bot (schema --write [\w./]+)", shown)
    assert command
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knowledge" / "faq").mkdir(parents=True)
    main(command[1].split())
    single, split = re.findall(r"# yaml-language-server: \$schema=([\w./]+)", shown)
    assert [json.loads((tmp_path / "knowledge" / way).read_text()) for way in (single, f"faq/{split}")] == [schemas()["faq"]] * 2


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["schema", "--write", str(tmp_path / "file")]) == 2
    assert capsys.readouterr() == ("", f"error: {tmp_path / 'file'} cannot be written (File exists); name another folder\n")
