"""Values of JSON that others wrote: of the kind that is looked for, or empty."""

from collections.abc import Iterator, Mapping
from typing import Any


def mapping(value: Any) -> Mapping[str, Any]:
    """An object, empty where it is none."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """The elements of a list as objects, none where it is no list."""
    return map(mapping, value if isinstance(value, list) else ())


def text(value: Any) -> str:
    """A text or a whole number, without blanks around it."""
    return value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""


def localised(value: Any, language: str) -> str:
    """A text as it stands; of several by language the one in this language, else in English, else the first."""
    if isinstance(value, Mapping):
        value = value.get(language) or value.get("en") or next(iter(value.values()), "")
    return text(value)
