"""How a problem reads, how problems are put in order, and what a mistyped name was meant to be."""

import pytest

from workshop_bot.knowledge.problems import MOST_PROBLEMS, Problem, in_order, nearest, quoted, visible


def test_a_problem_reads_as_place_severity_code_fact_and_mend() -> None:
    problem = Problem("faq.yaml", 14, 16, "unknown-reference", 'no topic "neuroblastom"', 'did you mean "neuroblastoma"?')
    assert str(problem) == 'faq.yaml:14:16: error unknown-reference: no topic "neuroblastom"; did you mean "neuroblastoma"?'
    assert Problem("faq.yaml", 1, 1, "markup", "", "").severity == "warning"


def test_problems_sort_by_file_line_and_column_as_numbers() -> None:
    places = [("b.yaml", 1, 1), ("a.yaml", 10, 1), ("a.yaml", 2, 10), ("a.yaml", 2, 9)]
    told = in_order(Problem(*place, "empty", "", "") for place in places)
    assert [(problem.file, problem.line, problem.column) for problem in told] == sorted(places)


def test_too_many_of_one_file_and_severity_are_cut_where_a_line_says_so() -> None:
    errors = [Problem("faq.yaml", line, 1, "empty", "", "") for line in range(1, MOST_PROBLEMS + 3)]
    others = [Problem("faq.yaml", 9, 9, "markup", "", ""), Problem("topics.yaml", 1, 1, "empty", "", "")]
    told = in_order([*errors, *others])
    assert set(told) - set(errors) - set(others) == {
        Problem("faq.yaml", MOST_PROBLEMS + 1, 1, "too-many", "over 10,000 errors in this file", "mend these, then ask for the rest")
    }
    assert len(told) == MOST_PROBLEMS + len(others) + 1


@pytest.mark.parametrize(
    ("words", "shown"),
    [("miel", '"miel"'), ("a\nb", '"a\\nb"'), ("a\u202eb", '"a\\u202eb"'), ("é" * 60, f'"{"é" * 60}"'), ("é" * 61, f'"{"é" * 60}…"')],
)
def test_words_of_a_file_are_quoted_on_one_short_line(words: str, shown: str) -> None:
    assert quoted(words) == shown


def test_a_name_of_undecodable_bytes_can_be_printed() -> None:
    assert visible("caf\udce9.yaml") == "caf\\udce9.yaml"


@pytest.mark.parametrize(("word", "meant"), [("sumary", "summary"), ("Title", "title"), ("speker", "speakers"), ("colour", None)])
def test_the_nearest_known_name_is_the_one_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ("id", "title", "summary", "speakers")) == meant
