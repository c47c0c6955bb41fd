"""Every sentence of the hospital's report is in the shipped knowledge: sentences.yaml names the entries that answer each of its facts."""

import io
import json
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from workshop_bot.cli import main
from workshop_bot.knowledge.model import Entry, Knowledge, Speaker, Topic
from workshop_bot.knowledge.read import usable

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "knowledge"
FACTS: Sequence[dict[str, Any]] = yaml.safe_load((HERE / "sentences.yaml").read_text(encoding="utf-8"))
REFERENCES = list(dict.fromkeys(reference for fact in FACTS for reference in fact["entries"]))
SENTENCE = re.compile(r"(?<=[.”])(?<!Assoc\.)(?<!Prof\.)(?<!Dr\.)(?<!Mr\.)\s+")


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return usable(SHIPPED)


def first_wording(reference: str, language: str, shipped: Knowledge) -> str:
    """How an entry is asked for in a language: the first wording of a curated one, else the name."""
    item = shipped.items[reference]
    if isinstance(item, Entry):
        return item.questions[language][0]
    if isinstance(item, Topic):
        return dict(item.name.by_language)[language]
    assert isinstance(item, Speaker)
    return item.name


def answers(reference: str, shipped: Knowledge) -> str:
    """The reference that answers for an entry: its own, but that of its session for a topic that has only one."""
    sessions = [session for session in shipped.sessions if reference in {f"topic:{topic}" for topic in session.topics}]
    return f"session:{sessions[0].id}" if len(sessions) == 1 else reference


def test_every_sentence_is_there_in_order_and_verbatim() -> None:
    report = (HERE / "report.txt").read_text(encoding="utf-8")
    assert [sentence for sentence, _ in groupby(fact["sentence"] for fact in FACTS)] == SENTENCE.split(report.strip())


def test_every_fact_is_told_once_and_has_entries() -> None:
    told = [(fact["sentence"], fact["fact"]) for fact in FACTS]
    assert {tuple(fact) for fact in FACTS} == {("sentence", "fact", "entries")}
    assert len(told) == len(set(told))
    assert [fact["fact"] for fact in FACTS if not fact["entries"]] == []


def test_every_entry_named_exists_and_was_published(shipped: Knowledge) -> None:
    assert [reference for reference in REFERENCES if reference not in shipped.items] == []
    named = [item for reference in REFERENCES if isinstance(item := shipped.items[reference], Entry)]
    assert [entry.id for entry in named if entry.unpublished] == []


@pytest.mark.parametrize("language", ["vi", "fr", "en"])
def test_every_entry_named_answers_its_first_wording(
    language: str, shipped: Knowledge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [first_wording(reference, language, shipped) for reference in REFERENCES]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(asked).encode())))
    assert main(["--knowledge", str(SHIPPED), "ask", "--batch", "--now", "2024-12-02 10:00"]) == 0
    came = [json.loads(line)["entry"] for line in capsys.readouterr().out.split("\n")[:-1]]
    expected = [answers(reference, shipped) for reference in REFERENCES]
    assert dict(zip(asked, came, strict=True)) == dict(zip(asked, expected, strict=True))
