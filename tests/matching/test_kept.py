"""An index as bytes."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.matching.index import Index, build, rank, read
from workshop_bot.matching.kept import pack, unpack

WORDINGS = [("lunch", "when is lunch?"), ("lunch", "à quelle heure déjeune-t-on ?"), ("fee", "phí tham dự"), ("fee", "k \ud800 8")]
INDEX = build(WORDINGS, [["lunch", "déjeuner"], ["fee", "frais d’inscription", "phí"]], ["vi", "fr", "en"], also=["allergy"])
PACKED = pack(INDEX)


def parts(index: Index) -> list[object]:
    """All that an index holds, in a form that can be compared."""
    shelf = [getattr(index.shelf, field.name).tolist() for field in fields(index.shelf)]
    lexicon = [value.tolist() if isinstance(value, np.ndarray) else value for value in vars(index.lexicon).values()]
    return [index.entries, index.owners.tolist(), index.vocabulary, lexicon, shelf, index.spellings]


def test_comes_back_as_it_was() -> None:
    assert parts(unpack(pack(INDEX))) == parts(INDEX)


def test_of_nothing_too() -> None:
    empty = build([], [], ["en"])
    assert parts(unpack(pack(empty))) == parts(empty)


@pytest.mark.parametrize("question", ["lunch?", "dejeuner", "phi la bao nhieu", "allergie", "xyz", ""])
def test_ranks_alike(question: str) -> None:
    again = unpack(pack(INDEX))
    assert rank(read(question, again), again) == rank(read(question, INDEX), INDEX)


@given(st.binary(max_size=200))
def test_other_bytes_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^no index$"):
        unpack(data)


@given(st.integers(0, len(PACKED) - 1), st.binary(min_size=1, max_size=40))
def test_damaged_bytes_are_told(place: int, damage: bytes) -> None:
    damaged = PACKED[:place] + damage + PACKED[place + len(damage) :]
    if damaged != PACKED:
        with pytest.raises(ValueError, match=r"^no index$"):
            unpack(damaged)
