"""The schema that editors use says what the reader says."""

import json
from typing import Any

import pytest

from workshop_bot.knowledge.draft import KINDS, LISTS
from workshop_bot.knowledge.model import Record
from workshop_bot.knowledge.schema import files, schemas


def entry(key: str) -> dict[str, Any]:
    """The schema of what stands under a top-level key, of one entry where that is a list."""
    below = schemas()[key]["properties"][key]
    found: dict[str, Any] = below["items"] if key in LISTS else below
    return found


def test_each_file_has_its_one_key() -> None:
    assert schemas().keys() == KINDS.keys()
    for key, schema in schemas().items():
        assert (schema["properties"].keys(), schema["required"], schema["additionalProperties"]) == ({key}, [key], False)


def test_it_is_plain_json_without_null() -> None:
    assert '"null"' not in json.dumps(schemas())
    assert "default" not in json.dumps([list(schema) for schema in schemas().values()])


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if isinstance(kind, type) and issubclass(kind, Record)])
def test_a_record_has_the_keys_of_its_model(key: str) -> None:
    fields = KINDS[key].model_fields
    required = {name for name, field in fields.items() if field.is_required()}
    assert entry(key)["properties"].keys() == fields.keys()
    assert set(entry(key)["required"]) == required - {"answer"}
    assert entry(key)["additionalProperties"] is False


def test_an_entry_has_an_answer_or_is_unpublished() -> None:
    assert entry("faq")["anyOf"] == [{"required": ["answer"]}, {"required": ["unpublished"]}]


def test_keys_are_those_of_the_file() -> None:
    assert schemas()["faq"]["$defs"]["Valid"]["properties"].keys() == {"from", "until"}


def test_what_editors_show_comes_from_the_model() -> None:
    assert entry("sessions")["properties"]["kind"] == {
        "description": "`opening`, `talk`, `discussion`, `break`, `social`, `closing`",
        "enum": ["opening", "talk", "discussion", "break", "social", "closing"],
        "examples": ["talk"],
        "type": "string",
    }


@pytest.mark.parametrize(
    ("key", "patterns"), [("workshop", ("workshop.yaml",)), ("faq", ("faq.yaml", "faq/*.yaml")), ("words", ("words/LANG.yaml",))]
)
def test_a_key_stands_in_these_files(key: str, patterns: tuple[str, ...]) -> None:
    assert files(key) == patterns
