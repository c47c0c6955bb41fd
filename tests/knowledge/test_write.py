"""Entries written into files of all styles: what stood there stays byte for byte, and the file reads back with the entry."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop_bot.knowledge.cuts import NotWritable
from workshop_bot.knowledge.nodes import parse
from workshop_bot.knowledge.write import amended, clean, id_from, new_file, with_answer, with_one_more

ROOT = Path(__file__).resolve().parents[2]
POOL: dict[str, Any] = {
    "id": "pool",
    "label": {"vi": "Hồ bơi", "fr": "Piscine"},
    "questions": {"vi": ["có hồ bơi không?"], "fr": ["Y a-t-il une « piscine » ?", 'la "piscine" ?']},
    "answer": {"vi": "Có.", "fr": "Oui.\n\n- au sous-sol\n- de 7 h à 21 h"},
}
BLOCK = """\
  - id: pool
    label: {vi: "Hồ bơi", fr: "Piscine"}
    questions:
      vi:
        - "có hồ bơi không?"
      fr:
        - "Y a-t-il une « piscine » ?"
        - "la \\"piscine\\" ?"
    answer:
      vi: "Có."
      fr: |-
        Oui.

        - au sous-sol
        - de 7 h à 21 h
"""
HONEY = "  - id: honey\n    label: Honey\n    questions: {fr: [Du miel ?]}\n    answer: Yes.\n"
WAX = HONEY.replace("honey", "wax").replace("Honey", "Wax")
STYLES = {
    "one": "faq:\n" + HONEY,
    "comments": "# top\nfaq:  # here\n  # one\n"
    + HONEY.replace("Yes.", "Yes.  # sure")
    + "    # of the entry\n\n  # --- end ---\n# last\n",
    "no end of line": ("faq:\n" + HONEY).removesuffix("\n"),
    "windows": ("# c\nfaq:\n" + HONEY + "\n" + WAX).replace("\n", "\r\n"),
    "old mac": ("faq:\n" + HONEY + WAX).replace("\n", "\r"),
    "mark": "\ufefffaq:\n" + HONEY,
    "at the margin": "faq:\n- id: honey\n  label: Honey\n  questions: {fr: [Du miel ?]}\n  answer: Yes.\n",
    "far in": "faq:\n      -   id: honey\n          label: Honey\n          questions:\n"
    "                 fr:\n                 - Du miel ?\n          answer: Yes.\n",
    "dash alone": "faq:\n  -\n    id: honey\n    label: Honey\n    questions: {fr: [Du miel ?]}\n    answer: Yes.\n",
    "flow items": "faq:\n  - {id: honey, label: Honey, questions: {fr: [Du miel ?]}, answer: Yes.}  # c\n",
    "flow": "faq: [{id: honey, label: Honey, questions: {fr: [Du miel ?]}, answer: Yes.}]\n",
    "flow over lines": "faq: [  # a\n  {id: honey, label: Honey,\n   questions: {fr: [Du miel ?]}, answer: Yes.},  # b\n]\n",
    "all flow": '{"faq": [{"id": "honey", "label": "Honey", "questions": {"fr": ["Du miel ?"]}, "answer": "Yes."}]}',
    "empty flow": "faq: []\n",
    "folded": "faq:\n" + HONEY.replace("Yes.", ">\n      Yes,\n      of course.\n\n      Always.\n"),
    "kept ends": "faq:\n" + HONEY.replace("Yes.", "|+\n      Yes.\n\n") + "\n",
    "literal to the end": ("faq:\n" + HONEY.replace("Yes.", "|\n      Yes.")).removesuffix("\n"),
    "plain over lines": "faq:\n" + HONEY.replace("Yes.", "Yes\n      and\n\n      no."),
    "quoted over lines": "faq:\n" + HONEY.replace("Yes.", '"Yes\\\n       and - no: # {"'),
    "single quotes": "faq:\n" + HONEY.replace("Yes.", "'It''s - so'"),
    "anchors": "faq:\n" + HONEY.replace("Honey", "&it Honey").replace("Yes.", "*it"),
    "anchored list": "faq: &all\n" + HONEY,
    "documents": "---\nfaq:\n" + HONEY + "...\n",
    "emoji": "faq:\n" + HONEY.replace("Honey", "🍯 Mật ong"),
    "trailing blank lines": "faq:\n" + HONEY + "\n\n\n",
    "tight": "faq:\n" + HONEY + WAX,
    "spaces behind": "faq:   \n" + HONEY.replace("Yes.", "Yes.   "),
}


def data(text: str) -> Any:
    parsed = parse("", text.removeprefix("\ufeff"))
    assert parsed.problems == []
    return parsed.value


def only_more(before: str, after: str) -> bool:
    """Whether the one is the other with something put in at one place."""
    same = next((place for place, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    rest = len(before) - same
    return (
        any(before[place:] == after[len(after) - len(before) + place :] for place in range(same, same - 3, -1) if place >= 0) or rest == 0
    )


class TestOneMore:
    @pytest.mark.parametrize("style", STYLES)
    def test_leaves_every_other_byte_and_reads_back(self, style: str) -> None:
        before = STYLES[style]
        after = with_one_more(before, "faq", POOL)
        assert only_more(before, after)
        assert [entry["id"] for entry in data(after)["faq"]] == [entry["id"] for entry in data(before)["faq"]] + ["pool"]
        assert data(after)["faq"][-1] == POOL
        again = with_one_more(after, "faq", {**POOL, "id": "pool-2"})
        assert only_more(after, again)
        assert data(again)["faq"][:-1] == data(after)["faq"]

    @pytest.mark.parametrize("path", sorted((ROOT / "knowledge").rglob("*.yaml")), ids=lambda path: path.stem)
    def test_of_the_shipped_folder_too(self, path: Path) -> None:
        before = path.read_text(encoding="utf-8")
        key = path.parent.name if path.parent.name == "faq" else path.stem
        if key == "workshop":
            pytest.skip("it is no list")
        after = with_one_more(before, key, POOL)
        assert only_more(before, after)
        assert data(after)[key] == [*data(before)[key], POOL]

    def test_is_written_as_its_neighbours_are(self) -> None:
        assert with_one_more(STYLES["one"], "faq", POOL) == f"faq:\n{HONEY}\n{BLOCK}"
        assert with_one_more(STYLES["tight"], "faq", POOL) == f"faq:\n{HONEY}{WAX}{BLOCK}"
        assert with_one_more(STYLES["no end of line"], "faq", POOL) == f"faq:\n{HONEY}\n{BLOCK}".removesuffix("\n")
        assert with_one_more(STYLES["trailing blank lines"], "faq", POOL) == f"faq:\n{HONEY}\n{BLOCK}\n\n\n"
        assert (
            with_one_more(STYLES["flow items"], "faq", {"id": "x", "label": "X"}) == f'{STYLES["flow items"]}\n  - {{id: x, label: "X"}}\n'
        )
        assert with_one_more(STYLES["flow"], "faq", {"id": "x"}) == STYLES["flow"].replace("}]", "}, {id: x}]")
        assert with_one_more(STYLES["comments"], "faq", POOL) == STYLES["comments"].replace(
            "    # of the entry\n", f"    # of the entry\n\n{BLOCK}"
        )

    @pytest.mark.parametrize("text", ["", "faq:\n", "faq: {a: b}\n", "faq: none\n", "sessions: []\n", "faq:\n  - [\n", "- faq\n"])
    def test_where_there_is_no_list_it_cannot(self, text: str) -> None:
        with pytest.raises(NotWritable):
            with_one_more(text, "faq", POOL)

    def test_where_another_would_change_it_cannot(self) -> None:
        with pytest.raises(NotWritable):
            with_one_more("x: &l\n  - id: a\nfaq: *l\n", "faq", POOL)

    @given(st.text().map(clean).filter(bool), st.sampled_from(sorted(STYLES)))
    def test_holds_any_text(self, text: str, style: str) -> None:
        entry = {"id": "any", "label": {"vi": text}, "questions": {"vi": [text]}, "answer": {"vi": text}}
        found = data(with_one_more(STYLES[style], "faq", entry))["faq"][-1]
        assert found == entry


def test_a_new_file_says_what_it_is_and_takes_more() -> None:
    first = new_file("faq", [POOL], "Answers that were kept.")
    assert first == f"# Answers that were kept.\n\nfaq:\n{BLOCK}"
    assert with_one_more(first, "faq", {**POOL, "id": "x"}) == f"{first}\n{BLOCK.replace('id: pool', 'id: x')}"


PARKING = """\
faq:
  # cars
  - id: parking
    label: Parking
    questions: {fr: [Du stationnement ?]}
    unpublished: true%s
    # asked often

  - id: honey
    label: Honey
    questions: {fr: [Du miel ?]}
    answer: Yes.
"""


class TestAnAnswer:
    def test_takes_the_place_of_being_unpublished(self) -> None:
        answer = {"fr": "Oui.", "vi": "Có,\nở sau."}
        assert with_answer(PARKING % "", "parking", answer) == (PARKING % "").replace(
            "unpublished: true", 'answer:\n      fr: "Oui."\n      vi: |-\n        Có,\n        ở sau.'
        )
        assert with_answer(PARKING % "  # ask", "parking", answer) == (PARKING % "  # ask").replace(
            "unpublished: true", 'answer:\n      fr: "Oui."\n      vi: "Có,\\nở sau."'
        )

    @pytest.mark.parametrize(
        "old",
        [
            "answer: Not yet.",
            "answer: |\n      Not yet.\n\n      Ask.",
            "answer:\n      fr: >-\n        Not\n        yet.",
            "answer: {fr: Not yet.}  # of course",
        ],
    )
    @pytest.mark.parametrize("first", [True, False])
    def test_takes_the_place_of_what_was_said_instead(self, old: str, first: bool) -> None:
        both = f"{old}\n    unpublished: true" if first else f"unpublished: true\n    {old}"
        before = (PARKING % "").replace("unpublished: true", both)
        entry = data(with_answer(before, "parking", {"fr": "Oui.\nIci."}))["faq"][0]
        assert entry == {
            "id": "parking",
            "label": "Parking",
            "questions": {"fr": ["Du stationnement ?"]},
            "answer": {"fr": "Oui.\nIci."},
            "unpublished": "false",
        }

    def test_on_one_line(self) -> None:
        before = "faq:\n  - {id: a, label: A, questions: {fr: [a]}, unpublished: true}  # c\n"
        assert with_answer(before, "a", {"fr": "Oui."}) == before.replace("unpublished: true", 'answer: {fr: "Oui."}')

    def test_ends_of_lines_and_a_mark_stay(self) -> None:
        before = "\ufeff" + (PARKING % "").replace("\n", "\r\n")
        assert with_answer(before, "parking", {"fr": "Oui."}) == before.replace("unpublished: true", 'answer:\r\n      fr: "Oui."')

    @pytest.mark.parametrize("name", ["honey", "nothing"])
    def test_only_of_an_entry_that_is_unpublished(self, name: str) -> None:
        with pytest.raises(NotWritable):
            with_answer(PARKING % "", name, {"fr": "Oui."})

    def test_every_unpublished_entry_of_the_shipped_folder_can_be_answered(self) -> None:
        text = (ROOT / "knowledge" / "faq" / "practical.yaml").read_text(encoding="utf-8")
        _, *written = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)
        assert len(written) > 50
        for before in (f"faq:\n{one}" for one in written):  # each in a file of its own: it is read three times
            (entry,) = data(before)["faq"]
            (found,) = data(with_answer(before, entry["id"], {"fr": "Oui.\nDemain."}))["faq"]
            assert (found["answer"], found.get("unpublished", "false")) == ({"fr": "Oui.\nDemain."}, "false")
            assert {**found, "answer": "", "unpublished": ""} == {**entry, "answer": "", "unpublished": ""}


class TestIds:
    @pytest.mark.parametrize(
        ("label", "found"),
        [
            ("Hồ bơi & phòng tập", "ho-boi-phong-tap"),
            ("L’accès « public » ?", "l-acces-public"),
            ("Đường đi", "duong-di"),
            ("🏊", "kept"),
            ("x" * 60, "x" * 48),
        ],
    )
    def test_come_from_the_label(self, label: str, found: str) -> None:
        assert id_from(label, lambda name: False) == found

    def test_that_are_taken_get_a_number(self) -> None:
        taken = {"pool", "pool-2"}
        assert id_from("Pool", taken.__contains__) == "pool-3"


def test_clean_text_has_no_controls_and_no_space_at_its_ends() -> None:
    assert clean("\x07 a \r\n\u2028b\x00\ufeff\t\n ") == "a\n\nb"


LIST = """\
sessions:  # all
  # honey
  - id: honey
    title: {fr: Miel, en: Honey}  # sweet
    summary: |
      One.
      Two.
    starts: 2024-03-30 09:00  # early
    cancelled: true  # alas

  - cancelled: true
    id: wax
    title:
      fr: Cire
    starts: 2024-03-30

  - {id: tea, title: Tea, starts: 2024-03-30, cancelled: true}
  # end
"""


class TestAmended:
    def test_fields_are_changed_taken_out_and_added_where_they_stand(self) -> None:
        changed: dict[str, dict[str, Any]] = {
            "honey": {"title": {"en": "Sweet"}, "summary": "Three.", "starts": "2024-03-31 10:00", "cancelled": None, "room": "a"},
            "wax": {"title": {"en": "Wax"}, "cancelled": None},
            "tea": {"starts": "2024-03-31", "cancelled": None, "speakers": ["bo"]},
            "none": {"title": "None"},
        }
        made = (
            LIST.replace("en: Honey", 'en: "Sweet"')
            .replace("|\n      One.\n      Two.\n", '"Three."\n')
            .replace("2024-03-30 09:00", "2024-03-31 10:00")
            .replace("    cancelled: true  # alas\n", "    room: a\n")
            .replace("cancelled: true\n    id", "id")
            .replace("fr: Cire\n", 'fr: Cire\n      en: "Wax"\n')
            .replace("2024-03-30, cancelled: true", "2024-03-31, speakers: [bo]")
        )
        assert amended(LIST, ("sessions",), changed) == made
        assert amended(LIST.replace("\n", "\r\n"), ("sessions",), changed) == made.replace("\n", "\r\n")

    def test_entries_go_with_their_lines(self) -> None:
        without = amended(LIST, ("sessions",), {}, {"wax", "tea"})
        assert without == LIST[: LIST.index("  - cancelled")] + "  # end\n"
        assert data(amended(LIST, ("sessions",), {}, {"honey", "wax", "tea"}))["sessions"] == []
        assert [one["id"] for one in data(amended(LIST, ("sessions",), {}, {"honey"}, [{"id": "new"}]))["sessions"]] == [
            "wax",
            "tea",
            "new",
        ]

    def test_others_take_the_place_of_all_that_go(self) -> None:
        text = "# ours\n\nsessions: []\n\n# end\n"
        new = [{"id": "new", "title": "New"}, {"id": "newer", "title": "Newer"}]
        made = amended(text, ("sessions",), {}, added=new)
        assert made.startswith('# ours\n\nsessions:\n  - id: new\n    title: "New"\n  - id: newer\n')
        assert made.endswith("\n\n# end\n")
        for old in (LIST, "sessions: [{id: honey}, {id: wax},\n  {id: tea}]\n", "{sessions: [{id: honey}], more: x}\n"):
            assert data(amended(old, ("sessions",), {}, {"honey", "wax", "tea"}, new))["sessions"] == new

    @pytest.mark.parametrize("gone", ["a", "b", "c", "ab", "bc", "ac", "abc"])
    def test_entries_go_from_a_list_on_one_line(self, gone: str) -> None:
        text = "sessions: [{id: a, n: x}, {n: y, id: b},\n  {id: c}]  # end\n"
        found = data(amended(text, ("sessions",), {}, set(gone)))["sessions"]
        assert [one["id"] for one in found] == [name for name in "abc" if name not in gone]

    @pytest.mark.parametrize("text", ["workshop:\n  id: bees\n", "workshop:\n  id: bees", "workshop: {id: bees}\n"])
    def test_a_list_is_made_where_there_is_none(self, text: str) -> None:
        rooms = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
        assert data(amended(text, ("workshop", "rooms"), {}, added=rooms)) == {"workshop": {"id": "bees", "rooms": rooms}}

    @given(st.sampled_from(sorted(STYLES)), st.text().map(clean).filter(bool), st.booleans())
    @example("spaces behind", "0\n0", False)
    def test_any_text_in_any_style(self, style: str, text: str, gone: bool) -> None:
        with suppress(NotWritable):
            made = data(amended(STYLES[style], ("faq",), {"honey": {"answer": text, "more": {"vi": text}}}, {"wax"} if gone else ()))
            assert [one["answer"] for one in made["faq"] if one["id"] == "honey"] == [text] * bool(made["faq"])

    def test_what_cannot_be_changed_alone_is_not(self) -> None:
        with pytest.raises(NotWritable):
            amended("sessions:\n  - &a {id: a, starts: x}\n  - {id: b, like: *a}\n", ("sessions",), {"a": {"starts": "y"}})
