"""Ids of what another's file holds: made once, found again."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.made import at, folder, item

from workshop_bot.formats.matched import Names, matched, slug
from workshop_bot.knowledge.fields import is_id

PARIS = ZoneInfo("Europe/Paris")
EMPTY = folder(sessions="sessions: []\n")


def test_ids_are_codes_else_titles() -> None:
    items = [item("A", at(30, 9), key="KCP9NT"), item("Le café, à midi", at(30, 12)), item("Đêm", at(30, 20), key="dem@bees")]
    assert list(matched(items, EMPTY, PARIS)) == ["kcp9nt", "le-cafe-a-midi", "dem"]


def test_what_is_long_or_clashes_gets_a_short_hash() -> None:
    keys = ["x" * 60, "A_1", "a-1"]
    found = list(matched([item("T", at(30, 9), key=key) for key in keys], EMPTY, PARIS))
    assert found == [slug("x" * 60, ()), "a-1", slug("a-1", {"a-1"})]
    assert [len(name) for name in found] == [48, 3, 10]


def test_several_of_one_title_keep_their_ids_when_one_more_comes_before_them() -> None:
    lunches = [item("Lunch", at(30, 12)), item("Lunch", at(31, 12))]
    first = matched(lunches, EMPTY, PARIS)
    text = "sessions:\n" + "".join(
        f"  - {{id: {name}, title: Lunch, starts: '{one.starts:%Y-%m-%d %H:%M}'}}\n" for name, one in first.items()
    )
    early = item("Lunch", at(29, 12))
    again = matched([early, *lunches], folder(sessions=text), PARIS)
    assert {name: one for name, one in again.items() if one is not early} == first
    assert len(again) == 3


def test_the_order_of_the_file_is_no_matter() -> None:
    items = [item("Tea", at(30, hour), key=key) for hour, key in ((9, ""), (10, ""), (11, "tea"), (12, "TEA"))]
    assert matched(items, EMPTY, PARIS) == matched(items[::-1], EMPTY, PARIS)


@given(st.lists(st.tuples(st.sampled_from(["", "a", "A", "a b", "?", "x" * 70]), st.sampled_from(["T", "t", "!", "Đ"])), max_size=8))
def test_every_session_has_an_id_of_its_own(pairs: list[tuple[str, str]]) -> None:
    items = [replace(item(title, at(30, 9), key=key), place=f"row {number}") for number, (key, title) in enumerate(pairs)]
    found = matched(items, EMPTY, PARIS)
    assert list(found.values()) == items
    assert all(map(is_id, found))


def test_names_are_found_by_all_their_spellings_before_new_ones_are_made() -> None:
    names = Names({"ann-lee": ("Ann Lee", "Dr. A. Lee")})
    assert names.ids(["ANN LÉE", "dr a lee", "Bo", "bo", "花子"]) == ("ann-lee", "bo", slug("花子", ()))
    assert names.made() == ({"id": "bo", "name": "Bo"}, {"id": slug("花子", ()), "name": "花子"})
    assert names.said(["ann-lee", "bo"]) == "Ann Lee, Bo"
    assert [names.reads(["ann-lee", "bo"], one) for one in (["Ann", "Lee, Bo"], ["Bo"])] == [True, False]
    names.learn("bo", "Bob")
    assert (names.known("bob"), names.known("Cy")) == ("bo", None)
