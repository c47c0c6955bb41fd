"""A good folder becomes knowledge; one with errors becomes none."""

import re
import shutil
from pathlib import Path

import pytest

from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import read, read_again

BEES = Path(__file__).parent / "bees"


@pytest.fixture
def bees(tmp_path: Path) -> Path:
    """A copy of the folder beside this file, which has all that a folder can have."""
    return shutil.copytree(BEES, tmp_path / "bees")


def known(folder: Path) -> Knowledge:
    knowledge = read(folder).knowledge
    assert knowledge is not None
    return knowledge


class TestAGoodFolder:
    def test_is_knowledge(self) -> None:
        knowledge = known(BEES)
        assert list(knowledge.items) == ["faq:honey", "faq:wax", "session:tour", "session:talk", "topic:hive", "speaker:maya", "room:barn"]
        assert knowledge.workshop.name == Text(by_language=(("fr", "Atelier des abeilles"), ("en", "Bee Workshop")))
        assert knowledge.synonyms == (("abeille", "bee"),)
        assert [(question.ask, question.expect) for question in knowledge.questions] == [("honey?", "faq:honey")]
        assert knowledge.words == {"de": {"ask.unknown": "Das weiß ich nicht."}}

    def test_may_be_no_more_than_its_workshop(self, tmp_path: Path) -> None:
        shutil.copy(BEES / "workshop.yaml", tmp_path)
        assert list(known(tmp_path).items) == ["room:barn"]

    def test_has_the_same_items_in_whatever_order_and_files_they_stand(self, bees: Path) -> None:
        for path in bees.rglob("*.yaml"):
            key, *entries = re.split(r"(?m)^(?=  - )", path.read_text(encoding="utf-8"))
            path.write_text(key + "".join(reversed(entries)), encoding="utf-8")
        (bees / "faq.yaml").rename(bees / "faq" / "zzz.yaml")
        assert known(bees).items == known(BEES).items

    def test_has_a_digest_that_names_its_bytes(self, bees: Path) -> None:
        (bees / "notes.txt").touch()
        assert known(bees).digest == known(BEES).digest
        (bees / "synonyms.yaml").write_text("synonyms:\n  - [abeille, bees]\n")
        assert known(bees).digest != known(BEES).digest


def test_a_folder_that_is_missing_is_no_reading(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeUnusable, match="no folder"):
        read(tmp_path / "missing")


def test_warnings_are_not_looked_for(bees: Path) -> None:
    (bees / "topic.yaml").touch()
    assert read(bees).problems == ()


def test_with_an_error_there_is_no_knowledge(bees: Path) -> None:
    (bees / "topics.yaml").write_text("topics: []")
    reading = read(bees)
    assert (reading.knowledge, [str(problem) for problem in reading.problems]) == (
        None,
        [
            'faq/more.yaml:6:19: error unknown-reference: no topic "hive"; add it to topics.yaml, or take it out',
            'sessions.yaml:2:89: error unknown-reference: no topic "hive"; add it to topics.yaml, or take it out',
        ],
    )


class TestAFolderThatIsKept:
    def test_is_the_same_when_it_is_read_again(self) -> None:
        reading = read(BEES)
        assert set(reading.files) == {path.relative_to(BEES).as_posix() for path in BEES.rglob("*.yaml")}
        assert read_again(reading.files) == reading

    def test_has_its_errors_at_their_places(self, bees: Path) -> None:
        (bees / "words" / "de.yaml").write_text("words: {ask.unknown: [no text]}\n")
        (bees / "faq.yaml").write_text("faq:\n  - id: UPPER\n")
        reading = read(bees)
        assert (reading.knowledge, read_again(reading.files).problems) == (None, reading.problems)
