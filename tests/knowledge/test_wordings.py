"""The same question twice, synonyms of nothing, ids that look alike."""

from collections.abc import Callable, Mapping

import pytest

Said = Callable[[Mapping[str, str | bytes | None]], list[str]]


def faq(*entries: str) -> dict[str, str]:
    """Entries that end with these French wordings and what follows them, each in a line of its own, from the second on."""
    lines = [f"  - {{id: e{number}, label: Honey, answer: Yes., questions: {{fr: {entry}" for number, entry in enumerate(entries)]
    return {"faq.yaml": "\n".join(["faq:", *lines, ""])}


@pytest.fixture
def questions(said: Said) -> Callable[..., list[str]]:
    """What is said of the wordings of such entries, without file and mend."""

    def told(*entries: str) -> list[str]:
        problems = [problem for problem in said(faq(*entries)) if "same-question" in problem or "repeated-wording" in problem]
        return [problem.removeprefix("faq.yaml:").partition(";")[0] for problem in problems]

    return told


def test_wordings_are_the_same_whatever_their_case_accents_and_punctuation(questions: Callable[..., list[str]]) -> None:
    assert questions("[où est le miel, OU EST LE MIEL ?]}}") == [
        '2:75: warning repeated-wording: "OU EST LE MIEL ?" stands already in faq.yaml:2'
    ]


def test_an_entry_may_have_one_wording_in_two_languages(questions: Callable[..., list[str]]) -> None:
    assert questions("[parking], en: [parking]}}") == []


def test_two_entries_may_not_share_a_question_in_any_language(questions: Callable[..., list[str]]) -> None:
    assert questions("[parking]}}", "[miel], en: [Parking?]}}", "[parking]}}") == [
        '3:71: warning same-question: "Parking?" stands under "e0" too (faq.yaml:2)',
        '4:59: warning same-question: "parking" stands under "e0" too (faq.yaml:2)',
    ]


@pytest.mark.parametrize(
    ("until", "since", "together"),
    [("2024-03-31", "2024-04-01", False), ("2024-03-31 12:00", "2024-03-31 12:00", False), ("2024-03-31", "2024-03-31", True)],
)
def test_unless_they_never_exist_at_the_same_time(until: str, since: str, together: bool, questions: Callable[..., list[str]]) -> None:
    assert bool(questions(f"[parking]}}, valid: {{until: {until}}}}}", f"[parking]}}, valid: {{from: {since}}}}}")) is together
    assert bool(questions(f"[parking]}}, valid: {{from: {since}}}}}", f"[parking]}}, valid: {{until: {until}}}}}")) is together


def test_wordings_without_a_word_are_not_compared(questions: Callable[..., list[str]]) -> None:
    assert questions("['???', '!']}}", "['?']}}") == []


@pytest.mark.parametrize(("synonyms", "alone"), [("[abeille, bee]", False), ("[abeille]", True), ("[]", True), ("[été, Ete]", True)])
def test_synonyms_are_two_different_words_at_least(synonyms: str, alone: bool, said: Said) -> None:
    assert (
        said({"synonyms.yaml": f"synonyms:\n  - {synonyms}\n"})
        == ["synonyms.yaml:2:5: warning lone-synonym: fewer than two different words; add what means the same, or take the list out"]
        * alone
    )


def test_ids_of_different_kinds_may_look_alike(said: Said) -> None:
    files = {"topics.yaml": "topics:\n  - {id: hall-1, name: a}\n", "speakers.yaml": "speakers:\n  - {id: hall-l, name: b}\n"}
    assert said(files) == []
