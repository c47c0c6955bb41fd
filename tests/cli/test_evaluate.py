"""`workshop-bot evaluate` on the command line: its figures as text and as JSON, its threshold, other questions than the folder's."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop_bot.cli import main

ASTHMA = Path(__file__).parents[1] / "answers" / "asthma"
MISSED = """\
questions:
  - {ask: where is the registration form?, expect: "faq:registration"}
  - {ask: where is the registration form?, expect: "faq:fee"}
  - {ask: where is the form for registration?, expect: "faq:fee"}
  - {ask: who awards the prize?, expect: "faq:nurse-prize", language: fr}
"""
Evaluate = Callable[..., tuple[str, str]]


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str]) -> Evaluate:
    """Run `evaluate` with these arguments; what it prints, having ended with that exit code."""

    def evaluating(*arguments: str | Path, folder: Path = ASTHMA, code: int = 0) -> tuple[str, str]:
        assert main(["--knowledge", str(folder), "evaluate", *map(str, arguments)]) == code
        out, err = capsys.readouterr()
        return out, err

    return evaluating


@pytest.fixture
def missed(tmp_path: Path) -> Path:
    """A file of four questions, of which one comes out right and one is offered."""
    file = tmp_path / "missed.yaml"
    file.write_text(MISSED)
    return file


def share(questions: int, right: int, offered: int, percent: float) -> dict[str, float]:
    return {"questions": questions, "right": right, "offered": offered, "percent": percent}


class TestText:
    def test_has_the_whole_then_languages_then_what_is_expected(self, evaluate: Evaluate) -> None:
        assert evaluate() == (
            "all          100.0 %  5 of 5 right\n"
            "\n"
            "en           100.0 %  3 of 3 right\n"
            "fr           100.0 %  1 of 1 right\n"
            "vi           100.0 %  1 of 1 right\n"
            "\n"
            "declined     100.0 %  1 of 1 right\n"
            "faq          100.0 %  3 of 3 right\n"
            "programme    100.0 %  1 of 1 right\n",
            "",
        )

    def test_tells_what_was_missed_what_was_mistaken_and_what_to_add(self, missed: Path, evaluate: Evaluate) -> None:
        assert evaluate("--questions", missed) == (
            "all           25.0 %  1 of 4 right, 1 more offered\n"
            "\n"
            "en            33.3 %  1 of 3 right\n"
            "fr             0.0 %  0 of 1 right, 1 more offered\n"
            "\n"
            "faq           25.0 %  1 of 4 right, 1 more offered\n"
            "\n"
            "Not as expected:\n"
            "  [en] where is the registration form? → faq:registration, not faq:fee\n"
            "  [en] where is the form for registration? → faq:registration, not faq:fee\n"
            "  [fr] who awards the prize? → choose, not faq:nurse-prize\n"
            "\n"
            "Taken for another more than once; tell them apart by their wordings, or make one of them:\n"
            "  faq:fee → faq:registration, 2 times\n"
            "\n"
            "Lacking wordings; add some in the voice of these questions, not the questions themselves:\n"
            "  faq:fee (en): where is the registration form?; where is the form for registration?\n"
            "  faq:nurse-prize (fr): who awards the prize?\n",
            "",
        )


class TestJson:
    def test_of_a_folder_whose_questions_all_come_out_right(self, evaluate: Evaluate) -> None:
        out, err = evaluate("--json")
        assert (json.loads(out), err) == (
            {
                **{"questions": 5, "right": 5, "percent": 100.0},
                "languages": {"en": share(3, 3, 0, 100.0), "fr": share(1, 1, 0, 100.0), "vi": share(1, 1, 0, 100.0)},
                "outcomes": {"declined": share(1, 1, 0, 100.0), "faq": share(3, 3, 0, 100.0), "programme": share(1, 1, 0, 100.0)},
                "confusions": [],
                "add": [],
            },
            "",
        )

    def test_of_misses(self, missed: Path, evaluate: Evaluate) -> None:
        asked = ["where is the registration form?", "where is the form for registration?"]
        assert json.loads(evaluate("--json", "--questions", missed)[0]) == {
            **{"questions": 4, "right": 1, "percent": 25.0},
            "languages": {"en": share(3, 1, 0, 33.3), "fr": share(1, 0, 1, 0.0)},
            "outcomes": {"faq": share(4, 1, 1, 25.0)},
            "confusions": [{"expected": "faq:fee", "came": "faq:registration", "times": 2}],
            "add": [
                {"entry": "faq:fee", "language": "en", "asked": asked, "instead": "faq:registration"},
                {"entry": "faq:nurse-prize", "language": "fr", "asked": ["who awards the prize?"], "instead": "choose"},
            ],
        }


class TestMin:
    @pytest.mark.parametrize(("least", "code"), [("0", 0), ("25", 0), ("25.1", 1), ("100", 1)])
    def test_fails_below_that_share_of_right_answers_and_prints_the_same(
        self, least: str, code: int, missed: Path, evaluate: Evaluate
    ) -> None:
        assert evaluate("--questions", missed, "--min", least, code=code) == evaluate("--questions", missed)

    def test_of_all_is_held_where_all_are_right(self, evaluate: Evaluate) -> None:
        assert evaluate("--min", "100")[0].startswith("all          100.0 %")

    @pytest.mark.parametrize(
        ("least", "wrong"), [("101", "101.0 is not in the range 0<=x<=100"), ("most", "'most' is not a valid float range")]
    )
    def test_that_is_no_share_is_wrong_use(self, least: str, wrong: str, evaluate: Evaluate) -> None:
        line = f"error: Invalid value for '--min': {wrong}. See: workshop-bot evaluate --help\n"
        assert evaluate("--min", least, code=2) == ("", line)


class TestQuestions:
    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            (
                'questions: [{ask: fee?, expect: "faq:fe"}]',
                '1:33: error unknown-reference: no "faq:fe" in the folder; name one that is there',
            ),
            ("questons: []", '1:1: error unknown-key: no key "questons"; did you mean "questions"?'),
            ("", '1:1: error missing-key: no "questions:" in this file; begin it with "questions:"'),
        ],
    )
    def test_in_a_file_with_errors_are_told_with_the_first(self, text: str, wrong: str, tmp_path: Path, evaluate: Evaluate) -> None:
        file = tmp_path / "mine.yaml"
        file.write_text(text)
        assert evaluate("--questions", file, code=2) == ("", f"error: {file} cannot be used: {file}:{wrong}\n")

    def test_in_a_file_that_is_missing(self, tmp_path: Path, evaluate: Evaluate) -> None:
        file = tmp_path / "missing.yaml"
        assert evaluate("--questions", file, code=2) == ("", f"error: No such file or directory: {file}; give another place\n")

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device without an end is Unix's own")
    def test_of_a_device_without_an_end_are_not_read(self, evaluate: Evaluate) -> None:
        line = "/dev/zero:1:1: error too-large: over 5 MB; split it, or take out what is not needed"
        assert evaluate("--questions", "/dev/zero", code=2) == ("", f"error: /dev/zero cannot be used: {line}\n")

    def test_that_nobody_wrote(self, tmp_path: Path, evaluate: Evaluate) -> None:
        shutil.copy(ASTHMA / "workshop.yaml", tmp_path)
        line = "error: there are no questions; write some into questions.yaml, or name a file with --questions\n"
        assert evaluate(folder=tmp_path, code=2) == ("", line)

    def test_of_a_folder_that_is_missing(self, tmp_path: Path, evaluate: Evaluate) -> None:
        missing = tmp_path / "missing"
        assert evaluate(folder=missing, code=2) == ("", f"error: no folder {missing}; begin one with: workshop-bot init {missing}\n")
