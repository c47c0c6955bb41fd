"""The format as JSON Schema, one a file, from the same models that read it; editors complete and check with it while one types."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from workshop_bot.knowledge.draft import KINDS, LISTS
from workshop_bot.knowledge.files import SPLIT


class _Drawing(GenerateJsonSchema):
    """An optional key is one that may be left out: no `null` in the file, none in the schema; and keys need no titles."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each top-level key; that of `faq` serves `faq.yaml` and `faq/*.yaml`."""
    return {key: _schema(key, kind) for key, kind in KINDS.items()}


def files(key: str) -> tuple[str, ...]:
    """The files that a top-level key stands in, as patterns."""
    if key == "words":
        return ("words/LANG.yaml",)
    return (f"{key}.yaml", f"{key}/*.yaml") if key in SPLIT else (f"{key}.yaml",)


def _schema(key: str, kind: Any) -> dict[str, Any]:
    entry = TypeAdapter(kind).json_schema(schema_generator=_Drawing)
    records = entry.pop("$defs", {})
    if key == "faq":
        entry["required"].remove("answer")
        entry["anyOf"] = [{"required": ["answer"]}, {"required": ["unpublished"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": " or ".join(files(key)),
        "type": "object",
        "properties": {key: {"type": "array", "items": entry} if key in LISTS else entry},
        "required": [key],
        "additionalProperties": False,
        "$defs": records,
    }
