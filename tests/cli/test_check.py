"""`workshop-bot check` on the command line: its lines, its JSON, its colours, its exit code."""

import json
from pathlib import Path

import pytest

from workshop_bot.cli import main

WORKSHOP = (
    "workshop:\n  id: bees\n  name: Bees\n  starts: 2024-03-30\n  ends: 2024-04-02\n  timezone: Europe/Paris\n  languages: [fr, en]\n"
)
TOPICS = "topics:\n  - {id: neuroblastoma, name: Neuroblastoma}\n"
SESSION = "sessions:\n  - {id: talk, title: Talk, starts: 2024-03-30, topics: [%s]}\n"
ERROR = 'sessions.yaml:2:58: error unknown-reference: no topic "neuroblastom"; did you mean "neuroblastoma"?'
WARNING = 'topics.yaml:2:6: warning no-translation: "name" has no French; English is shown instead, add "fr:"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("workshop", WORKSHOP), ("topics", TOPICS), ("sessions", SESSION % "neuroblastoma")):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


@pytest.fixture
def with_a_warning(folder: Path) -> Path:
    (folder / "topics.yaml").write_text("topics:\n  - {name: {en: Neuroblastoma}, id: neuroblastoma}\n")
    return folder


@pytest.fixture
def with_an_error(folder: Path) -> Path:
    (folder / "sessions.yaml").write_text(SESSION % "neuroblastom")
    return folder


def test_a_good_folder_has_no_problems(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr() == ("No problems in 3 files.\n", "")


def test_an_error_is_a_line_and_a_failure(with_an_error: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(with_an_error)]) == 1
    assert capsys.readouterr() == (f"{ERROR}\n\n1 error in 3 files.\n", "")


def test_warnings_are_a_failure_where_they_count(with_a_warning: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(with_a_warning)]) == 0
    assert main(["check", str(with_a_warning), "--strict"]) == 1
    assert capsys.readouterr().out == f"{WARNING}\n\n1 warning in 3 files.\n" * 2


def test_both_are_counted(with_an_error: Path, with_a_warning: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(with_a_warning)]) == 1
    assert capsys.readouterr().out == f"{ERROR}\n{WARNING}\n\n1 error, 1 warning in 3 files.\n"


def test_json_has_all_of_it(with_an_error: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(with_an_error), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "file": "sessions.yaml",
                "line": 2,
                "column": 58,
                "severity": "error",
                "code": "unknown-reference",
                "message": 'no topic "neuroblastom"',
                "fix": 'did you mean "neuroblastoma"?',
            }
        ],
    }


def test_the_folder_is_the_one_that_ask_would_use(with_an_error: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--knowledge", str(with_an_error), "check"]) == 1
    assert capsys.readouterr().out.startswith(ERROR)


def test_no_folder_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing"
    assert main(["check", str(missing)]) == 2
    assert capsys.readouterr() == ("", f"error: no folder {missing}; begin one with: workshop-bot init {missing}\n")


def test_severities_have_a_colour_on_a_terminal(
    with_an_error: Path, with_a_warning: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    main(["check", str(with_a_warning)])
    coloured = capsys.readouterr().out
    assert "\x1b[31merror\x1b[0m unknown-reference" in coloured
    assert "\x1b[33mwarning\x1b[0m no-translation" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    main(["check", str(with_a_warning)])
    assert "\x1b" not in capsys.readouterr().out


def test_what_many_places_have_alike_is_told_once_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(many: int) -> list[str]:
        topics = [f"  - {{name: {{en: T{number}}}, id: t{number}}}\n" for number in range(many)]
        (folder / "topics.yaml").write_text("topics:\n  - {name: N, id: neuroblastoma}\n" + "".join(topics))
        assert main(["check", str(folder)]) == 0
        return capsys.readouterr().out.splitlines()

    first = WARNING.replace(":2:", ":3:")
    assert told(20) == [*(first.replace(":3:", f":{line}:") for line in range(3, 23)), "", "20 warnings in 3 files."]
    assert told(21) == [f"{first} (the same at 20 more places of this file; all of them: --json)", "", "21 warnings in 3 files."]
    main(["check", "--json", str(folder)])
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 21
