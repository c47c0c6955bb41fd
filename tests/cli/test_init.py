"""`workshop-bot init` on the command line."""

from pathlib import Path

import pytest

from workshop_bot.cli import main
from workshop_bot.knowledge.check import check
from workshop_bot.knowledge.read import read


def test_a_folder_is_begun_that_passes_a_strict_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "new")
    assert main(["init", folder]) == 0
    said = f'{folder} is made. Put your own in place of the example; "workshop-bot check {folder}" tells what does not fit.\n'
    assert capsys.readouterr() == (said, "")
    assert main(["check", folder, "--strict"]) == 0


def test_in_the_languages_one_asks_for(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "new"), "--languages", "fr, de"]) == 0
    knowledge = read(tmp_path / "new").knowledge
    assert knowledge is not None
    assert knowledge.workshop.languages == ("fr", "de")
    assert check(tmp_path / "new").problems == ()


@pytest.mark.parametrize(("languages", "wrong"), [("fr,english", "english"), ("fr,fr", "fr"), ("", ""), ("fr,", "")])
def test_languages_are_codes_and_each_once(languages: str, wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new"), "--languages", languages]) == 2
    assert f'"{wrong}" is no code of a language, or stands twice' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "faq.yaml").touch()
    assert main(["init", str(tmp_path)]) == 2
    assert capsys.readouterr() == ("", f"error: {tmp_path} is not empty; name a new folder\n")
    assert [path.name for path in tmp_path.iterdir()] == ["faq.yaml"]
