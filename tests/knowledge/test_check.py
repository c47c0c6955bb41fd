"""Every problem that a folder can have: the fewest files that have it, and all that is said of them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge.check import Report, check
from workshop_bot.knowledge.problems import ERRORS, WARNINGS, Problem

CASES = yaml.safe_load((Path(__file__).parent / "problems.yaml").read_text(encoding="utf-8"))
SHOWN_ELSEWHERE = {"encoding", "not-a-file", "unreadable", "long-answer", "too-many"}  # test_files, test_prose, test_problems

Files = Mapping[str, str | bytes | None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_each_problem_is_told_with_its_place_and_its_mend(case: dict[str, object], said: Callable[[object], list[str]]) -> None:
    assert said(case["files"]) == case["says"]


def test_every_code_is_shown() -> None:
    assert {case["code"] for case in CASES} | SHOWN_ELSEWHERE == ERRORS.keys() | WARNINGS.keys()
    assert ERRORS.keys() & WARNINGS.keys() == set()


def test_a_good_folder_has_no_problem(said: Callable[[Files], list[str]]) -> None:
    assert said({}) == []


def test_all_problems_of_all_files_come_in_one_pass_by_file_and_place(said: Callable[[Files], list[str]]) -> None:
    topics = "topics:\n  - {id: Hive, name: The hive}\n  - {id: comb, name: {en: The comb}, colour: gold}\n"
    sessions = "sessions:\n  - {id: tour, title: Tour, starts: 2024-03-30 09:00, topics: [combs], room: barn}\n"
    workshop = "workshop:\n  id: bees\n  name: Bees\n  starts: 2024-03-30\n  ends: 2024-04-02\n  timezone: Paris\n  languages: [fr, en]\n"
    problems = said({"topics.yaml": topics, "sessions.yaml": sessions, "workshop.yaml": workshop, "faq.yaml": "faq: ["})
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["faq.yaml:2:1", "error syntax"],
        ["sessions.yaml:2:29", "warning no-length"],
        ["sessions.yaml:2:64", "error unknown-reference"],
        ["sessions.yaml:2:78", "error unknown-reference"],
        ["topics.yaml:2:10", "error bad-id"],
        ["topics.yaml:3:16", "warning no-translation"],
        ["topics.yaml:3:38", "error unknown-key"],
        ["workshop.yaml:6:13", "error unknown-zone"],
    ]


def test_a_reference_into_a_file_that_cannot_be_read_is_not_called_unknown(said: Callable[[Files], list[str]]) -> None:
    sessions = "sessions:\n  - {id: tour, title: Tour, starts: 2024-03-30, topics: [hive], room: barn}\n"
    problems = said({"sessions.yaml": sessions, "topics.yaml": "topics: [", "workshop.yaml": "workshop: ["})
    assert [problem.split(" ")[0] for problem in problems] == ["topics.yaml:2:1:", "workshop.yaml:2:1:"]


def test_a_report_counts_errors_and_warnings_apart() -> None:
    report = Report((Problem("faq.yaml", 1, 1, "empty", "", ""), Problem("faq.yaml", 2, 1, "markup", "", "")), files=1)
    assert (report.errors, report.warnings) == (1, 1)


def test_a_folder_that_is_missing_or_none_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnowledgeUnusable, match=r"no folder .*; begin one with: workshop-bot init"):
        check(tmp_path / "missing")
    with pytest.raises(KnowledgeUnusable, match=r"is no folder; name the one that holds workshop.yaml"):
        check(tmp_path / "file")
