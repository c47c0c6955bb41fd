"""Where entries are written, and what is said of a faulty one."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.knowledge.draft import MOST_FAULTS, Origin, decoded
from workshop_bot.knowledge.nodes import parse

TEXT = """\
faq:
  - id: honey
    label:
      fr: Miel
    questions: {en: [where, "how much"]}
"""


@pytest.fixture
def origin() -> Origin:
    (entry,) = Origin("faq.yaml", parse("faq.yaml", TEXT).value, parse("faq.yaml", TEXT).place).entries("faq")
    return entry


def decode(key: str, text: str) -> tuple[Any, list[str]]:
    parsed = parse("x.yaml", text)
    record, problems = decoded(key, Origin("x.yaml", parsed.value, parsed.place), {"zone": ZoneInfo("Europe/Paris")})
    return record, [f"{problem.line}:{problem.column} {problem.code}: {problem.message}; {problem.fix}" for problem in problems]


class TestAPlace:
    def test_is_that_of_the_value_or_of_its_key(self, origin: Origin) -> None:
        assert origin.at() == (2, 5)
        assert origin.at("label", "fr") == (4, 11)
        assert origin.at("label", "fr", key=True) == (4, 7)
        assert origin.at("questions", "en", 1) == (5, 29)

    def test_is_that_of_the_last_thing_on_a_path_that_leads_nowhere(self, origin: Origin) -> None:
        assert origin.at("label", "en", "x") == origin.at("label")
        assert origin.at("questions", "en", 7) == origin.at("questions", "en")
        assert origin.at("answer", key=True) == origin.at()


def test_all_texts_come_with_their_paths(origin: Origin) -> None:
    assert list(origin.texts()) == [
        ("honey", ("id",)),
        ("Miel", ("label", "fr")),
        ("where", ("questions", "en", 0)),
        ("how much", ("questions", "en", 1)),
    ]
    assert list(origin.texts("label")) == [("Miel", ("label", "fr"))]
    assert list(origin.texts("answer")) == []


class TestAFaultyEntry:
    def test_has_every_fault_told_at_its_place(self) -> None:
        _, problems = decode(
            "faq", "id: Honey\nlable: {fr: Miel}\nquestions: {en: where, x y: []}\nvalid: {form: 2024-03-30, until: soon}\ntopics:\n"
        )
        assert set(problems) == {
            '1:1 missing-key: "label" is missing; add "label:"',
            '1:1 missing-key: "answer" is missing; add "answer:", or "unpublished: true"',
            '1:5 bad-id: the id "Honey" holds "H"; use a–z, 0–9 and -, such as "honey"',
            '2:1 unknown-key: no key "lable"; did you mean "label"?',
            "3:17 wrong-type: a list is meant; write [one, two], or a line that begins with - for each",
            '3:24 bad-language: "x y" is not the code of a language; write one such as vi, fr, en',
            '4:9 unknown-key: no key "form"; did you mean "from"?',
            '4:34 bad-date: "soon" is not a date; write "2024-12-02", with an hour "2024-12-02 09:45"',
            "5:8 empty: no value; give one, or take the line out",
        }

    def test_still_is_a_record_of_what_is_right_where_that_is_enough(self) -> None:
        topic, problems = decode("topics", "{id: hive, name: The hive, summary: [], colour: gold}")
        assert (topic.id, topic.summary, len(problems)) == ("hive", None, 2)
        assert decode("topics", "{id: Hive, name: The hive}")[0] is None

    @pytest.mark.parametrize("text", ["just a text", "[a, list]"])
    def test_may_be_no_mapping_at_all(self, text: str) -> None:
        wrong = "1:1 wrong-type: a mapping is meant; write its keys, each with a colon and its value"
        assert decode("topics", text) == (None, [wrong])

    def test_with_faults_without_end_is_told_once(self) -> None:
        _, problems = decode("faq", "{questions: {en: [" + "[], " * MOST_FAULTS + "]}}")
        assert problems == ["1:1 too-large: over 1,000 problems in one entry; begin it anew"]

    def test_as_many_as_are_told_are_told(self) -> None:
        _, problems = decode("faq", "{" + ", ".join(f"k{number}: v" for number in range(MOST_FAULTS - 4)) + "}")
        assert len(problems) == MOST_FAULTS
