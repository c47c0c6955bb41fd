"""The schema that editors use says what the reader says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from workshop_bot.knowledge.begin import starter
from workshop_bot.knowledge.draft import KINDS, LISTS
from workshop_bot.knowledge.model import Record
from workshop_bot.knowledge.nodes import parse
from workshop_bot.knowledge.schema import files, schemas

GOOD = [
    *(pytest.param(name, text, id=f"starter/{name}") for name, text in starter(("vi", "fr", "en", "de")).items()),
    *(
        pytest.param(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"), id=f"{folder.name}/{path.relative_to(folder)}")
        for folder in (Path(__file__).parent / "bees", Path(__file__).resolve().parents[2] / "knowledge")
        for path in sorted(folder.rglob("*.yaml"))
    ),
]
TYPES = {"string": str, "integer": int, "number": int, "boolean": bool, "array": list, "object": dict}


def takes(schema: Any, value: Any, shared: Any) -> bool:
    """Whether a schema takes a value, as far as ours go."""
    if "$ref" in schema:
        return takes(shared[schema["$ref"].rpartition("/")[2]], value, shared)
    kinds = schema.get("type", [*TYPES])
    fields = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    members = value.items() if isinstance(value, dict) else ()
    return (
        any(isinstance(value, TYPES[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds))
        and (not isinstance(value, str) or re.search(schema.get("pattern", ""), value) is not None)
        and ("enum" not in schema or value in schema["enum"])
        and ("anyOf" not in schema or any(takes(one, value, shared) for one in schema["anyOf"]))
        and all(key in value for key in schema.get("required", ()))
        and all(takes(fields[key], inner, shared) if key in fields else others is not False for key, inner in members)
        and all(takes(schema.get("items", {}), inner, shared) for inner in (value if isinstance(value, list) else ()))
    )


def as_an_editor_reads(value: Any) -> Any:
    """The value with figures and truths as such, as YAML 1.2 has them."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(inner) for inner in value]
    return value == "true" if value in ("true", "false") else int(value) if value.isascii() and value.isdigit() else value


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_it_takes_what_the_reader_takes(name: str, text: str) -> None:
    key = name.partition("/")[0].removesuffix(".yaml")
    assert takes(schemas()[key], as_an_editor_reads(parse(name, text).value), schemas()[key]["$defs"])


@pytest.mark.parametrize(
    "wrong", ["id: Honey", "label: []", "answers: x", "valid: {since: 2024-12-02}", "unpublished: maybe", "source: {a: b}"]
)
def test_it_refuses_what_the_reader_refuses(wrong: str) -> None:
    good = {"id": "honey", "label": "Honey", "questions": {"fr": ["miel"]}, "answer": "Yes."}
    schema, value = schemas()["faq"], parse("x.yaml", wrong).value
    assert isinstance(value, dict)
    assert takes(schema, {"faq": [good]}, schema["$defs"])
    assert not takes(schema, {"faq": [good | as_an_editor_reads(value)]}, schema["$defs"])


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
