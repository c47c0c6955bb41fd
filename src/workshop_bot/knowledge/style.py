"""How an entry looks that the program writes into a file of the folder."""

import json
from collections.abc import Mapping
from typing import Any

Written = Mapping[str, Any]
"""An entry to be written: texts, lists and mappings, as they are to be read."""

PLAIN = ("id", "language", "starts", "ends", "kind", "room", "cancelled", "topics", "speakers")
"""Fields of which every value is what it is without quotes."""


def item(entry: Written, indent: int) -> list[str]:
    """The lines of an entry of a list."""
    first, *rest = block(entry, indent + 2)
    return [f"{' ' * indent}- {first.lstrip()}", *rest]


def block(entry: Written, indent: int, literal: bool = True) -> list[str]:
    """The lines of a mapping: labels on one line, what is longer below its key."""
    lines = []
    margin = " " * indent
    for key, value in entry.items():
        if isinstance(value, str):
            if "\n" in value and literal:
                lines += [f"{margin}{key}: |-", *(f"{margin}  {line}".rstrip() for line in value.split("\n"))]
            else:
                lines.append(f"{margin}{key}: {_scalar(key, value)}")
        elif isinstance(value, Mapping):
            if key == "label":
                lines.append(f"{margin}{key}: {flow(value)}")
            else:
                lines += [f"{margin}{key}:", *block(value, indent + 2, literal)]
        elif value and all(isinstance(one, Mapping) for one in value):
            lines += [f"{margin}{key}:", *(line for one in value for line in item(one, indent + 2))]
        elif key in PLAIN:
            lines.append(f"{margin}{key}: [{', '.join(value)}]")
        else:
            lines += [f"{margin}{key}:", *(f"{margin}  - {flow(one)}" for one in value)]
    return lines


def flow(value: Any, key: str = "") -> str:
    """On one line, whatever the value."""
    if isinstance(value, str):
        return _scalar(key, value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(one, key)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(flow(one, key) for one in value) + "]"


def _scalar(key: str, text: str) -> str:
    return text if key in PLAIN else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
