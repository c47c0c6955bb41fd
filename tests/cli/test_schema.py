"""`workshop-bot schema` on the command line."""

import json
from pathlib import Path

import pytest

from workshop_bot.cli import main
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


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["schema", "--write", str(tmp_path / "file")]) == 2
    assert capsys.readouterr() == ("", f"error: {tmp_path / 'file'} cannot be written (File exists); name another folder\n")
