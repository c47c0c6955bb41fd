import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.markup import Mark, Rendered, render
from workshop_bot.texts.split import LIMIT, brief, cut, split

FAMILY, FLAG = "👨\u200d👩\u200d👧", "🇻🇳"
SIGNS = st.sampled_from(["a", "ệ", "e\u0302\u0323", "é", FAMILY, FLAG, "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "日"])
WORDS = st.lists(SIGNS, min_size=1, max_size=6).map("".join)
GAPS = st.sampled_from([" ", ". ", "\n", "\n\n", "  "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=60).map(lambda pairs: "".join(word + gap for word, gap in pairs).strip())


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def look(text: Rendered) -> list[tuple[str, str, str | None]]:
    """Each marked sign with its mark, without white space: what a reader sees."""
    raw = text.text.encode("utf-16-le")
    seen = []
    for mark in text.marks:
        part = raw[2 * mark.start : 2 * (mark.start + mark.length)].decode("utf-16-le")
        seen += [(mark.kind, sign, mark.url) for sign in part if not sign.isspace()]
    return sorted(seen, key=str)


@given(TEXTS, st.integers(40, 120))
def test_parts_fit_and_lose_no_word(text: str, limit: int) -> None:
    parts = split(Rendered(text, ()), limit)
    assert all(0 < units(part.text) <= limit for part in parts)
    assert [word for part in parts for word in part.text.split()] == text.split()


@given(TEXTS, st.integers(40, 120), st.data())
def test_p22_marks_close_with_a_part_and_begin_anew_with_the_next(text: str, limit: int, data: st.DataObject) -> None:
    ends = [units(text[:index]) for index in range(len(text) + 1)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(ends), st.sampled_from(ends))))
    marks = (Mark("link", start, end - start, "https://example.org"),) if end > start else ()
    whole = Rendered(text, marks)
    parts = split(whole, limit)
    assert sorted((sign for part in parts for sign in look(part)), key=str) == look(whole)
    assert all(mark.start >= 0 and mark.start + mark.length <= part.units for part in parts for mark in part.marks)


@given(st.lists(SIGNS, min_size=1, max_size=200).map("".join), st.integers(20, 60))
def test_without_a_gap_no_sign_is_cut(text: str, limit: int) -> None:
    parts = [part.text for part in split(Rendered(text, ()), limit)]
    assert "".join(parts) == text
    for before, after in pairwise(parts):
        assert not unicodedata.category(after[0]).startswith("M")
        assert "\u200d" not in (before[-1], after[0])
        assert not "\U0001f3fb" <= after[0] <= "\U0001f3ff"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("fits", ["fits"]),
        ("one two three.\n\nfour five", ["one two three.", "four five"]),
        ("one two three\nfour five", ["one two three", "four five"]),
        ("One two three. Four five", ["One two three.", "Four five"]),
        ("one two three four five", ["one two three four", "five"]),
        ("onetwothreefourfivesixseven", ["onetwothreefourfives", "ixseven"]),
        ("a onetwothreefourfivesix", ["a", "onetwothreefourfives", "ix"]),
        (f"12345678901234567{FAMILY}", ["12345678901234567", FAMILY]),
    ],
)
def test_a_text_is_cut_at_sense(text: str, parts: list[str]) -> None:
    assert [part.text for part in split(Rendered(text, ()), 20)] == parts


@pytest.mark.parametrize(("end", "gap"), [("s", "\n\n"), ("s", "\n"), (".", " ")])
def test_a_part_that_would_be_no_more_than_half_full_is_cut_between_words(end: str, gap: str) -> None:
    more, half = f"ten letter{end}", f"of twenty{end}"
    assert [part.text for part in split(Rendered(f"{more}{gap}and so on.", ()), 20)] == [more, "and so on."]
    assert [part.text for part in split(Rendered(f"{half}{gap}and so on, on", ()), 20)] == [f"{half}{gap}and so", "on, on"]


def test_a_heap_of_accents_is_not_a_thousand_messages() -> None:
    heap = Rendered("a" + "\u0301" * 3 * LIMIT, ())
    assert len(split(heap)) == 4


def test_a_text_of_nothing_but_space_is_no_message() -> None:
    assert split(Rendered(" " * 5000, ())) == ()


def test_an_answer_in_markup_is_split_as_it_is_seen() -> None:
    parts = split(render("**" + "bold words " * 500 + "end**"))
    assert len(parts) == 2
    assert all([(mark.kind, mark.start) for mark in part.marks] == [("bold", 0)] for part in parts)
    assert [part.marks[0].length for part in parts] == [part.units for part in parts]


def test_what_is_cut_out_keeps_the_marks_on_it() -> None:
    text = Rendered("/x 🙂 bold", (Mark("italic", 0, 5), Mark("bold", 6, 4)))
    assert cut(text, 3, 9) == Rendered("🙂 bold", (Mark("italic", 0, 2), Mark("bold", 3, 4)))
    assert cut(text, 0, 2) == Rendered("/x", (Mark("italic", 0, 2),))


def test_the_beginning_of_a_text_is_one_line() -> None:
    assert brief(" two\n lines ", 9) == "two lines"
    assert brief("two lines", 8) == "two lin…"
    assert brief("two or three lines", 14) == "two or three…"
    assert brief("two or three lines", 13) == "two or three…"
    assert brief("儿科肿瘤的化学治疗", 6) == "儿科肿瘤的…"
    assert brief("การรักษาเด็ก", 8) == "การรักษ…"
    assert brief("x https://example.org/programme", 12) == "x https://e…"
    assert brief("👩‍⚕️👩‍⚕️👩‍⚕️", 10) == "👩‍⚕️👩‍⚕️…"
    assert brief("two lines", 5) == "two…"
