"""What the pages show is what the program does.

A page is told anew: its commands are run and its edits are made, in the order of the page, and what the program says takes the place
of what the page shows.
"""

import re
import shlex
from pathlib import Path

import pytest

from workshop_bot import __version__
from workshop_bot.cli import main

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(console|diff|yaml) ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def edited(text: str, diff: str) -> str:
    """The text after the changes that a diff shows, parted by "…"; the lines of each must stand there once."""
    for change in diff.split(" …\n"):
        old, new = ("".join(line[1:] for line in change.splitlines(keepends=True) if line[0] in marks) for marks in (" -", " +"))
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def said(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a terminal shows of a command."""
    program, *arguments = shlex.split(command)
    assert program == "workshop-bot"
    main(arguments)
    return "".join(capsys.readouterr())


def told_anew(page: str, capsys: pytest.CaptureFixture[str]) -> str:
    def block(shown: re.Match[str]) -> str:
        kind, name, text = shown.groups()
        if kind == "console":
            lines = (f"$ {command}\n{said(command, capsys)}" for command in re.findall(r"^\$ (.+)", text, re.MULTILINE))
            return f"```console\n{''.join(lines)}```"
        if name:  # a diff changes that file, YAML is added at its end or begins it
            file = Path(name)
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(edited(before, text) if kind == "diff" else before + text, encoding="utf-8")
        return shown[0]

    return BLOCK.sub(block, page)


@pytest.mark.parametrize("name", ["docs/terminal.md", "docs/curators.md", "docs/growing.md"])
def test_a_page_shows_what_the_program_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT if name == "docs/terminal.md" else tmp_path)
    page = (ROOT / name).read_text(encoding="utf-8")
    assert told_anew(page, capsys) == page


def test_what_is_not_so_is_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    page = "Ask it:\n\n```console\n$ workshop-bot --version\n{}\n```\n\nThat is all.\n"
    assert told_anew(page.format("workshop-bot 1000"), capsys) == page.format(f"workshop-bot {__version__}")


def test_the_log_lines_that_operators_read_about_are_the_programs_own() -> None:
    page = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    table = page.partition("| it says |")[2].partition("\n\n")[0]
    program = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    shown = [part for line in re.findall(r"`(.+?)`", table) for part in re.split("…|yourbot", line)]
    assert len(shown) > 20
    assert [part for part in shown if part not in program] == []
