"""YAML becomes plain data that knows its places; what would change a meaning or explode is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge import nodes
from workshop_bot.knowledge.nodes import Listed, Mapped, parse
from workshop_bot.knowledge.problems import Place


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test with libyaml, and with the parser in Python that serves where it is missing."""
    monkeypatch.setattr(nodes, "_Loader", getattr(yaml, request.param))


def said(text: str, weight: int = nodes.MOST_WEIGHT) -> list[str]:
    """Place, code and message of each problem."""
    return [f"{problem.line}:{problem.column} {problem.code}: {problem.message}" for problem in parse("x.yaml", text, weight).problems]


class TestData:
    @pytest.mark.parametrize("scalar", ["no", "12:30", "1e3", "0o17", "07", "2024-12-02", "1:10", "~", "null", "=", ".inf", "0x1F"])
    def test_a_scalar_stays_as_it_is_written(self, scalar: str) -> None:
        assert parse("x.yaml", f"a: {scalar}").value == {"a": scalar}

    def test_texts_lists_and_mappings_nest(self) -> None:
        assert parse("x.yaml", "a: [b, {c: d}]\ne: |\n  f\n  g\n").value == {"a": ["b", {"c": "d"}], "e": "f\ng\n"}

    @pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\n\n"])
    def test_nothing_is_an_empty_text(self, text: str) -> None:
        parsed = parse("x.yaml", text)
        assert (parsed.value, parsed.problems) == ("", [])

    def test_keys_and_values_know_their_places(self) -> None:
        value = parse("x.yaml", "faq:\n  - id: é\n    wordings: [a, b]\n").value
        assert isinstance(value, Mapped)
        entries = value["faq"]
        assert isinstance(entries, Listed)
        entry = entries[0]
        assert isinstance(entry, Mapped)
        wordings = entry["wordings"]
        assert isinstance(wordings, Listed)
        assert value.places == {"faq": (Place(1, 1), Place(2, 3))}
        assert entries.places == [Place(2, 5)]
        assert entry.places == {"id": (Place(2, 5), Place(2, 9)), "wordings": (Place(3, 5), Place(3, 15))}
        assert wordings.places == [Place(3, 16), Place(3, 19)]

    def test_an_alias_is_what_its_anchor_is(self) -> None:
        assert parse("x.yaml", "a: &a [b]\nc: *a\n").value == {"a": ["b"], "c": ["b"]}


class TestWhatIsRefused:
    def test_all_of_it_is_told_and_the_rest_is_still_read(self) -> None:
        parsed = parse("x.yaml", 'a: !!int 1\na: 2\n<<: {b: c}\n? [d]\n: e\nf: *g\nh: "\\0i"\n')
        assert [f"{problem.line}:{problem.column} {problem.code}" for problem in parsed.problems] == [
            "1:4 tag",
            "2:1 duplicate-key",
            "3:1 merge-key",
            "4:3 wrong-type",
            "6:4 anchor",
            "7:4 control-character",
        ]
        assert parsed.value == {"a": "1", "f": "*g", "h": "i"}

    def test_an_anchor_within_itself(self) -> None:
        assert said("a: &a [*a]") == ['1:8 anchor: nothing above has the anchor "&a"']

    def test_a_second_document(self) -> None:
        assert said("a: b\n--- \nc: d\n") == ["2:1 several-documents: a second YAML document begins here"]

    @pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9f", "\u2028", "\ud800", "\uffff"])
    def test_a_control_character(self, character: str) -> None:
        assert said(f"a: b\nc: d{character}e\n") == [f"2:5 control-character: the control character U+{ord(character):04X}"]

    def test_a_surrogate_that_an_escape_brings_in(self) -> None:
        (problem,) = said('a: "\\ud800"')
        assert problem.split()[1] in ("syntax:", "control-character:")  # as the two parsers see it

    @pytest.mark.parametrize("text", ["a:\n\t- b\n", "a:\n  - b\n\t- c\n", "a:\n  b: c\n  \td: e\n"])
    def test_a_tab_that_indents(self, text: str) -> None:
        (problem,) = said(text)
        assert problem.split(" ", 1)[1] == "tab: a tab indents this line"

    @pytest.mark.parametrize(
        "text", ["a: [b", "a: {b: c", "a: 'b", "a: b: c", "a: @b", "- a\nb: c", "%YAML 9.9\n---\na: b", "a:\n - b\n  - c: d"]
    )
    def test_what_is_not_yaml(self, text: str) -> None:
        (problem,) = said(text)
        assert problem.split()[1] == "syntax:"


class TestLimits:
    """Nothing is read past a limit: each stops within moments, whatever comes after."""

    @pytest.mark.parametrize("text", ["a: " + "[" * 1_000_000, "- " * 1_000_000, "".join(" " * depth + "-\n" for depth in range(900))])
    def test_of_depth(self, text: str) -> None:
        assert [problem.split(" ", 1)[1] for problem in said(text)] == ["too-large: nested more than 20 levels deep"]

    def test_of_depth_through_aliases(self) -> None:
        chain = "".join(f"a{number}: &a{number} [[[*a{number - 1}]]]\n" for number in range(1, 9))
        assert said("a0: &a0 [b]\n" + chain) == ["8:12 too-large: nested more than 20 levels deep"]

    def test_of_what_aliases_are_written_out(self) -> None:
        lines = "".join(
            f"{after}: &{after} [{', '.join([f'*{letter}'] * 9)}]\n" for letter, after in zip("abcdefgh", "bcdefghi", strict=True)
        )
        (problem,) = said("a: &a [x, x, x, x, x, x, x, x, x]\n" + lines)
        assert problem.split(" ", 1)[1] == "too-large: the folder holds too much, once its aliases are written out"

    def test_of_entries_and_keys(self) -> None:
        assert said("a: [" + "b," * 10_000 + "]") == []
        assert said("a: [" + "b," * 100_000 + "]") == ["1:20005 too-large: more than 10,000 entries in one list"]
        assert said("{" + ", ".join(f"k{number}: v" for number in range(1_001)) + "}") == [
            "1:8899 too-large: more than 1,000 keys in one mapping"
        ]

    def test_of_a_text(self) -> None:
        assert said("a: " + "b" * 50_001) == ["1:4 too-large: a text of 50,001 characters, 50,000 is the most"]

    def test_of_weight_that_other_files_have_left(self) -> None:
        assert parse("x.yaml", "[a, b, c]", 4).weight == 4
        assert said("[a, b, c]", 3) == ["1:8 too-large: the folder holds too much, once its aliases are written out"]


@given(st.text(st.sampled_from("ab:-[]{},&*!|>'\"%@`#?<\\ \n\t\r0éก\u2028\ufeff\x00\x85"), max_size=60))
def test_any_text_gives_data_or_problems_with_places_within_it(text: str) -> None:
    parsed = parse("x.yaml", text)
    assert all(1 <= problem.line <= len(text) + 1 and 1 <= problem.column <= len(text) + 2 for problem in parsed.problems)
    assert parsed.problems or parsed.value is not None
