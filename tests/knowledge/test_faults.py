"""One value is what stands in a field: not a list, not a mapping, not nothing."""

import pytest
from pydantic_core import PydanticCustomError

from workshop_bot.knowledge.faults import written


def test_a_value_is_taken_without_the_space_around_it() -> None:
    assert written("  honey\n") == "honey"


@pytest.mark.parametrize(
    ("value", "code", "wrong", "mend"),
    [
        ([], "wrong-type", "one value is meant, not a list", "put a text that begins with [ in quotes"),
        ({}, "wrong-type", "one value is meant, not a mapping", 'put a text that holds ": " or begins with { in quotes'),
        ("", "empty", "no value", "give one, or take the line out"),
        (" \n", "empty", "no value", "give one, or take the line out"),
    ],
)
def test_anything_else_is_a_fault(value: object, code: str, wrong: str, mend: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        written(value)
    assert (raised.value.type, raised.value.context) == (code, {"wrong": wrong, "fix": mend})
