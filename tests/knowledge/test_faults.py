"""One value is what stands in a field: not a list, not a mapping, not nothing."""

import pytest
from pydantic_core import PydanticCustomError

from workshop_bot.knowledge.faults import written


def test_a_value_is_taken_without_the_space_around_it() -> None:
    assert written("  honey\n") == "honey"


@pytest.mark.parametrize(
    ("value", "code", "wrong"),
    [
        ([], "wrong-type", "one value is meant, not a list"),
        ({}, "wrong-type", "one value is meant, not a mapping"),
        ("", "empty", "no value"),
        (" \n", "empty", "no value"),
    ],
)
def test_anything_else_is_a_fault(value: object, code: str, wrong: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        written(value)
    assert (raised.value.type, raised.value.message()) == (code, wrong)
