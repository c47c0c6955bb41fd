"""The pages of reference are those that the code would write, and their examples are right."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workshop_bot.knowledge.model import Contact, Entry, Question, Record, Room, Session, Source, Speaker, Topic, Valid, Workshop
from workshop_bot.knowledge.nodes import parse
from workshop_bot.knowledge.problems import ERRORS, WARNINGS
from workshop_bot.knowledge.reference import pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
RECORDS: tuple[type[Record], ...] = (Workshop, Contact, Room, Source, Session, Topic, Speaker, Entry, Valid, Question)


@pytest.mark.parametrize("page", pages())
def test_the_committed_page_is_the_generated_one(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == pages()[page], "write it anew: python3 dev.py docs"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_examples_of_a_record_make_one(record: type[Record]) -> None:
    lines = [f"{field.alias or name}: {(field.examples or ['?'])[0]}\n" for name, field in record.model_fields.items()]
    value, _, _, problems = parse("example.yaml", "".join(lines))
    assert problems == []
    assert record.model_validate(value, context={"zone": ZoneInfo("Asia/Ho_Chi_Minh")})


def test_every_code_has_its_line() -> None:
    rows = [line.split("`")[1] for line in pages()["problems.md"].splitlines() if line.startswith("| `")]
    assert rows == [*ERRORS, *WARNINGS]
