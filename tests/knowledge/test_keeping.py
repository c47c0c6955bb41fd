"""Where an entry is kept: in the one file, in a file of its own, in the file of the entry that waits; each with what takes it back."""

from dataclasses import replace
from pathlib import Path

import pytest

from workshop_bot.knowledge.cuts import NotWritable
from workshop_bot.knowledge.edits import applied
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.keeping import as_file, filled, with_entry
from workshop_bot.knowledge.read import read, read_again

ROOT = Path(__file__).resolve().parents[2]
POOL = {"id": "pool", "label": "Pool"}
TEST = {"ask": "a pool?", "expect": "faq:pool", "language": "en"}
FAQ = b"faq:\n  - {id: honey, label: Honey}\n  - {id: wax, label: Wax, unpublished: true}\n"
QUESTIONS = b"questions:\n  - {ask: honey, expect: answer}\n"


def test_in_the_one_file_with_a_question_where_the_folder_has_such() -> None:
    files = {"faq.yaml": FAQ, "faq/more.yaml": b"faq: []", "questions.yaml": QUESTIONS}
    do, undo = with_entry(files, POOL, TEST)
    then = applied(files, do)
    assert then == {
        **files,
        "faq.yaml": FAQ + b'  - {id: pool, label: "Pool"}\n',
        "questions.yaml": QUESTIONS + b'\n  - {ask: "a pool?", expect: "faq:pool", language: en}\n',
    }
    assert applied(then, undo) == files


def test_the_shipped_folder_reads_back_equal_plus_the_entry() -> None:
    before = read(ROOT / "knowledge")
    entry = {"id": "pool", "label": {"fr": "Piscine"}, "questions": {"fr": ["la piscine ?"]}, "answer": {"fr": "Oui.\n\n- ici"}}
    do, undo = with_entry(before.files, entry, {**TEST, "ask": "la piscine", "language": "fr"})
    after = read_again(applied(before.files, do))
    assert before.knowledge
    assert after.knowledge
    (kept,) = [one for one in after.knowledge.faq if one.id == "pool"]
    (test,) = [one for one in after.knowledge.questions if one.ask == "la piscine"]
    assert (kept.answer, dict(kept.questions), test.expect) == (
        Text(by_language=(("fr", "Oui.\n\n- ici"),)),
        {"fr": ("la piscine ?",)},
        "faq:pool",
    )
    faq = tuple(one for one in after.knowledge.faq if one != kept)
    others = tuple(one for one in after.knowledge.questions if one != test)
    assert replace(after.knowledge, faq=faq, questions=others, digest=before.knowledge.digest) == before.knowledge
    assert applied(after.files, undo) == dict(sorted(before.files.items()))


def test_in_a_file_of_its_own_that_grows() -> None:
    files = {"faq/all.yaml": FAQ}
    do, undo = with_entry(files, POOL, TEST)
    then = applied(files, do)
    assert then == {**files, "faq/kept.yaml": as_file(POOL).encode()}
    assert as_file(POOL) == '# Answers that organisers gave in the chat and kept.\n\nfaq:\n  - id: pool\n    label: "Pool"\n'
    more, _ = with_entry(then, {**POOL, "id": "spa"})
    assert applied(then, more)["faq/kept.yaml"].startswith(as_file(POOL).encode())
    assert applied(then, undo) == files


def test_in_the_entry_that_waits_in_whatever_file() -> None:
    files = {"faq/a.yaml": b"faq:\n  - {id: bee, label: Bee}\n", "faq/b.yaml": FAQ, "topics.yaml": FAQ}
    do, undo = filled(files, "wax", {"fr": "Oui."})
    then = applied(files, do)
    assert then == {**files, "faq/b.yaml": FAQ.replace(b"unpublished: true", b'answer: {fr: "Oui."}')}
    assert applied(then, undo) == files


@pytest.mark.parametrize("name", ["honey", "none"])
def test_in_none_that_does_not_wait(name: str) -> None:
    with pytest.raises(NotWritable):
        filled({"faq.yaml": FAQ}, name, {"fr": "Oui."})
