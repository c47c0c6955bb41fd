"""Where something else is to stand in a text, and the text with it; what comes of whole files stands in `test_write.py`."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.cuts import Cut, Node, NotWritable, made, tree

TEXT = """\
faq:
  - id: "pool"  # of the hotel
    label: {vi: Bể bơi, en: Pool}
  # nobody asks this
  - id: gym
"""


def shown(node: Node) -> str:
    return TEXT[node.start : node.stop]


class TestTheTree:
    def test_knows_where_everything_stands(self) -> None:
        key, listed = tree(TEXT).pairs()["faq"]
        pool, gym = listed.items
        assert (shown(key), [one.name for one in listed.items]) == ("faq", ["pool", "gym"])
        assert {name: shown(value) for name, (_, value) in pool.pairs().items()} == {"id": '"pool"', "label": "{vi: Bể bơi, en: Pool}"}
        assert (shown(gym), gym.column, gym.flow, pool.pairs()["label"][1].flow) == ("id: gym", 4, False, True)

    def test_of_an_entry_without_an_id(self) -> None:
        assert [tree("- label: a").items[0].name, tree("- a").items[0].name] == ["", ""]


class TestMade:
    def test_of_two_at_one_place_the_first_comes_first(self) -> None:
        assert made("abc", [(3, 3, "!"), (1, 1, "x"), (1, 1, "y"), (1, 2, "B")]) == "axyBc!"

    @pytest.mark.parametrize("cuts", [[(0, 2, ""), (1, 3, "")], [(0, 3, ""), (1, 1, "x")]])
    def test_places_that_lie_in_each_other_are_refused(self, cuts: list[Cut]) -> None:
        with pytest.raises(NotWritable):
            made("abc", cuts)

    @given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))), st.randoms())
    def test_whatever_their_order_everything_else_stays(self, pieces: list[tuple[str, str, str]], chance: Random) -> None:
        text, cuts = "", []
        for stays, goes, comes in pieces:
            text += f"{stays}|{goes}"
            cuts.append((len(text) - len(goes), len(text), comes))
        chance.shuffle(cuts)
        assert made(text, cuts) == "".join(f"{stays}|{comes}" for stays, _, comes in pieces)
