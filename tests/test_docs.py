"""What the first page shows is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from workshop_bot.cli import main

ROOT = Path(__file__).resolve().parents[1]
CONSOLES = re.findall(r"^```console\n(.*?)^```$", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
SHOWN = [shown.partition("\n") for console in CONSOLES for shown in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize(("command", "_", "output"), SHOWN, ids=[command for command, _, _ in SHOWN])
def test_the_readme_shows_what_the_program_says(
    command: str, _: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *arguments = shlex.split(command)
    monkeypatch.chdir(ROOT)
    assert (program, main(arguments)) == ("workshop-bot", 0)
    assert capsys.readouterr() == (output, "")
