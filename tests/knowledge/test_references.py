"""Ids and references: of all entries of all files, the faulty ones included."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from workshop_bot.knowledge import references
from workshop_bot.knowledge.read import read

Write = Callable[[Mapping[str, str | bytes | None]], Path]

HONEY = "  - {id: honey, label: Honey, questions: {fr: [miel]}, answer: Yes.%s}\n"


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in read(folder).problems]


def test_an_id_may_stand_once_among_its_kind_over_all_files(write: Write) -> None:
    files = {
        "faq.yaml": "faq:\n" + HONEY % "",
        "faq/a.yaml": "faq:\n" + HONEY % "",
        "topics.yaml": "topics:\n  - {id: honey, name: Honey}\n",
    }
    mend = "give one of the two another id"
    assert told(write(files)) == [f'faq/a.yaml:2:10: error duplicate-id: the id "honey" stands already in faq.yaml:2; {mend}']


def test_ids_that_differ_by_case_are_the_same_one(write: Write) -> None:
    files = {"topics.yaml": "topics:\n  - {id: hive, name: The hive}\n  - {id: Hive, name: The hive}\n"}
    assert [line.split(" ", 3)[:3] for line in told(write(files))] == [
        ["topics.yaml:3:10:", "error", "bad-id:"],
        ["topics.yaml:3:10:", "error", "duplicate-id:"],
    ]


@pytest.mark.parametrize(
    ("fields", "place", "wrong", "mend"),
    [
        (", topics: [hives]", "2:79", 'no topic "hives"', 'did you mean "hive"?'),
        (", topics: [wax]", "2:79", 'no topic "wax"', "add it to topics.yaml, or take it out"),
        (", source: lettre", "2:78", 'no source "lettre"', 'did you mean "letter"?'),
        (", source: [letter, report]", "2:87", 'no source "report"', "add it to sources in workshop.yaml, or take it out"),
    ],
)
def test_what_an_entry_names_must_be_there(write: Write, fields: str, place: str, wrong: str, mend: str) -> None:
    workshop = "workshop:\n  id: bees\n  name: Bees\n  starts: 2024-03-30\n  ends: 2024-04-02\n  timezone: UTC\n  languages: [fr]\n"
    files = {
        "workshop.yaml": workshop + "  sources: [{id: letter, title: The letter}]\n",
        "topics.yaml": "topics:\n  - {id: hive, name: The hive}\n",
        "faq.yaml": "faq:\n" + HONEY % fields,
    }
    assert told(write(files)) == [f"faq.yaml:{place}: error unknown-reference: {wrong}; {mend}"]


def test_an_id_of_a_faulty_entry_can_be_named(write: Write) -> None:
    files = {
        "topics.yaml": "topics:\n  - {id: hive}\n",
        "faq.yaml": "faq:\n" + HONEY % ", topics: [hive]",
        "questions.yaml": 'questions:\n  - {ask: a, expect: "topic:hive"}\n  - {ask: a, expect: "programme:now"}\n',
    }
    assert told(write(files)) == ['topics.yaml:2:5: error missing-key: "name" is missing; add "name:"']


def test_among_too_many_names_none_is_proposed(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"topics.yaml": "topics:\n  - {id: hive, name: The hive}\n", "faq.yaml": "faq:\n" + HONEY % ", topics: [hives, hivs]"}
    monkeypatch.setattr(references, "_MOST_COMPARED", 1)
    assert {line.rpartition("; ")[2] for line in told(write(files))} == {"add it to topics.yaml, or take it out"}


def test_the_program_s_words_have_the_program_s_keys(write: Write) -> None:
    files = {"words/de.yaml": "words:\n  ask.unknown: a\n  ask.unknwon: a\n  colour: a\n"}
    assert told(write(files)) == [
        'words/de.yaml:3:3: error unknown-word: the program has no words under "ask.unknwon"; did you mean "ask.unknown"?',
        'words/de.yaml:4:3: error unknown-word: the program has no words under "colour"; take it out',
    ]
