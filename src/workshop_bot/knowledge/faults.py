"""How a field says that what stands in it is not what it means: a code, a sentence, a mend."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

Read = TypeVar("Read")


def fault(code: str, message: str, fix: str) -> PydanticCustomError:
    """What a reader raises; pydantic adds where."""
    return PydanticCustomError(code, "{wrong}", {"wrong": message, "fix": fix})


def written(value: Any) -> str:
    """The one value that stands in a field, without the space around it; a list, a mapping or nothing at all is a fault."""
    if not isinstance(value, str):
        shape, sign = ("a list", "begins with [") if isinstance(value, list) else ("a mapping", 'holds ": " or begins with {')
        raise fault("wrong-type", f"one value is meant, not {shape}", f"put a text that {sign} in quotes")
    words: str = value.strip()
    if not words:
        raise fault("empty", "no value", "give one, or take the line out")
    return words


def reads(read: Callable[[str, ValidationInfo], Read]) -> PlainValidator:
    """The validator of a field of one value, which this reader turns into what it means."""

    def validate(value: Any, info: ValidationInfo) -> Read:
        return read(written(value), info)

    return PlainValidator(validate)
