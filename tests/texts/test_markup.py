"""The small markup: what is a mark, what is shown as typed, and what the curator is told."""

from time import thread_time
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.texts.markup import Mark, Rendered, as_typed, faults, plain, render, struck, together

MARKUP = st.text(alphabet="*_`[]()-#<>/ \n.abé😀:hts", max_size=200)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=[]))
PIECES = st.lists(
    st.sampled_from(
        ["**", "_", "`", "[", "](https://a.vn)", "](", ")", "- ", "\n", "\n\n", "a", "entity_above", " ", "😀", "é", "<b>", "# "]
    )
).map("".join)


def looks(text: str) -> list[tuple[str, str]]:
    """Each mark with the words it covers."""
    rendered = render(text)
    in_units = rendered.text.encode("utf-16-le", "surrogatepass")
    cut = [in_units[2 * mark.start : 2 * (mark.start + mark.length)] for mark in rendered.marks]
    return [(mark.kind, words.decode("utf-16-le", "surrogatepass")) for mark, words in zip(rendered.marks, cut, strict=True)]


@pytest.mark.parametrize(
    ("typed", "shown", "marks"),
    [
        ("**Tỷ lệ** là 20%", "Tỷ lệ là 20%", [("bold", "Tỷ lệ")]),
        ("from _2 to 6_ December", "from 2 to 6 December", [("italic", "2 to 6")]),
        ("type `/ask` first", "type /ask first", [("code", "/ask")]),
        ("see [the report](https://a.vn/b)", "see the report", [("link", "the report")]),
        ("(**20**%)", "(20%)", [("bold", "20")]),
        ("l'**hôpital**, _oui_!", "l'hôpital, oui!", [("bold", "hôpital"), ("italic", "oui")]),
        ("**one _two_ `three`**", "one two three", [("bold", "one two three"), ("italic", "two"), ("code", "three")]),
        ("_**both**_", "both", [("italic", "both"), ("bold", "both")]),
        ("[**bold** link](https://a.vn)", "bold link", [("link", "bold link"), ("bold", "bold")]),
        ("**[x](https://a.vn)**", "x", [("bold", "x"), ("link", "x")]),
        ("_`x`_", "x", [("italic", "x"), ("code", "x")]),
        ("`**as typed** [x](https://a.vn)`", "**as typed** [x](https://a.vn)", [("code", "**as typed** [x](https://a.vn)")]),
        ("**over\ntwo lines**", "over\ntwo lines", [("bold", "over\ntwo lines")]),
        ("[x](https://a.vn/y_(z)_w)", "x", [("link", "x")]),
    ],
)
def test_marks_are_taken_from_the_words(typed: str, shown: str, marks: list[tuple[str, str]]) -> None:
    assert render(typed).text == shown
    assert looks(typed) == marks


@pytest.mark.parametrize(
    "typed",
    [
        "a < b && c > d <b>not bold</b>",
        "entity_above and entity_below",
        "entite\u0301_dessus et entite\u0301_dessous",
        "2**3**4",
        "2 ** 3 ** 4",
        "2 * 3 * 4, *one star*",
        "__init__ ___ ****",
        "**no partner",
        "no partner**",
        "_no partner, l`hôpital et l`atelier",
        "``` fence ```",
        "**a paragraph\n\nends here**",
        "[text](mailto:a@b.vn) [text](javascript:alert(1)) [text](https://) [text] (https://a.vn)",
        "[text](https://a.vn is open",
        "https://a.vn/_private_/**",
        "# heading",
        "-no list, -5 °C",
        "a - b",
        "\\**",
    ],
)
def test_everything_else_is_shown_as_typed(typed: str) -> None:
    assert render(typed).text == typed
    assert render(typed).marks == ()
    assert plain(typed) == typed


def test_a_mark_that_is_overtaken_by_another_s_end_is_shown_as_typed() -> None:
    assert render("**one _two** three_").text == "one _two three_"
    assert looks("**one _two** three_") == [("bold", "one _two")]


def test_lists_get_bullets_and_each_item_stands_alone() -> None:
    typed = "Bring:\n- a **pen**\n  - _blue_\n- no **partner\n- here**"
    assert render(typed).text == "Bring:\n• a pen\n  • blue\n• no **partner\n• here**"
    assert looks(typed) == [("bold", "pen"), ("italic", "blue")]


def test_places_count_utf_16_units() -> None:
    rendered = render("😀 **é😀** [x](https://a.vn)")
    assert rendered.marks == (Mark("bold", 3, 3), Mark("link", 7, 1, "https://a.vn"))
    assert rendered.units == 8


def test_the_terminal_shows_addresses_behind_their_words() -> None:
    assert plain("- **See** [the _report_](https://a.vn/b_c)!") == "• See the report (https://a.vn/b_c)!"


@pytest.mark.parametrize(
    ("typed", "offsets"),
    [
        ("**whole** _fine_ entity_above `<b> ** [x](` [x](http://a.vn) a < b, <5 kg, # 1", []),
        ("é **open", [2]),
        ("2**3", [1]),
        ("***three***", [0, 8]),
        ("**one _two** three_", []),
        ("_one **two_ three**", [5, 17]),
        ("[text](", [0]),
        ("see [text](https://a b)", [4]),
        ("[**text**](mailto:a@b.vn)", [0]),
        ("a <b>bold</b><br/> <a href='x'>", [2, 9, 13, 19]),
        ("text\n## Heading", [5]),
        ("[a **b](https://a.vn)\n\n<i>", [3, 23]),
    ],
)
def test_faults_stand_where_the_curator_typed_them(typed: str, offsets: list[int]) -> None:
    assert [fault.offset for fault in faults(typed)] == offsets


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("**x", "** has no partner in its paragraph"),
        ("[x](mailto:a@b.vn)", "the link does not begin with https:// or http://"),
        ("[x](www.a.vn)", "the link does not begin with https:// or http://"),
        ("[x](https://a.vn", "[text]( is no whole link"),
        ("<br>", "HTML has no meaning here and is shown as typed"),
        ("# Title", "headings have no meaning here and are shown as typed"),
    ],
)
def test_a_fault_says_what_is_wrong(typed: str, wrong: str) -> None:
    (fault,) = faults(typed)
    assert fault.wrong == wrong
    assert fault.mend


@given(ANYTHING | MARKUP | PIECES)
def test_no_text_makes_it_fail_and_marks_nest_within_the_text(text: str) -> None:
    rendered = render(text)
    plain(text)
    assert all(0 <= fault.offset < len(text) for fault in faults(text))
    inside = [rendered.units]
    for mark in rendered.marks:
        while mark.start >= inside[-1] and len(inside) > 1:
            inside.pop()
        assert mark.length > 0
        assert mark.start + mark.length <= inside[-1]
        inside.append(mark.start + mark.length)


@given(st.text(alphabet=st.characters(exclude_characters="*_`[]-")))
def test_a_text_without_mark_characters_is_shown_as_typed(text: str) -> None:
    assert render(text).text == text
    assert render(text).marks == ()
    assert plain(text) == text


@given(ANYTHING | MARKUP | PIECES)
def test_nothing_is_invented(text: str) -> None:
    shown = iter(text.replace("- ", "• ") + "\0")
    assert all(letter in shown for letter in render(text).text.replace("- ", "• "))


@pytest.mark.parametrize(
    "piece",
    ["*", "**a ", "a** ", "_a ", "_**", "`a ", "[", "[a](https://", "[a](https://(", "<a", "\n ", "\n- ", "https://_", "# "],
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        return min(repeat(lambda: (render(text), faults(text)), number=1, repeat=3, timer=thread_time))

    assert seconds(10_000) < 100 * seconds(500)  # twenty times the text: about 20 if linear, 400 if quadratic


@pytest.mark.parametrize("name", ["Results*", "**A** [b](https://a.vn) _c_ `d`", "_x", "`", "[", "- a", "snake_case"])
def test_a_name_within_markup_is_shown_as_typed(name: str) -> None:
    typed = f"**{as_typed(name)}** · {as_typed(name)} · _{as_typed(name)}_"
    assert render(typed).text == plain(typed) == f"{name} · {name} · {name}"
    assert looks(typed) == [("bold", name), ("italic", name)]


@given(name=MARKUP.map(lambda text: " ".join(text.split())).filter(bool))
def test_p22_no_name_is_markup(name: str) -> None:
    assert looks(f"**{as_typed(name)}** _x_") == [("bold", name), ("italic", "x")]


@pytest.mark.parametrize("name", ["\u202eevil", "\u2066a\u2069\u202eb", "a\u200fb"])
def test_a_name_turns_the_direction_of_nothing_around_it(name: str) -> None:
    inside = name.replace("\u2066", "").replace("\u2069", "")
    assert render(f"{as_typed(name)}, 9:00").text == f"\u2068{inside}\u2069, 9:00"


def test_texts_one_after_the_other_keep_their_marks_on_their_words() -> None:
    whole = together(render("😀 **old** x"), struck(render("_9:00_")), render("**new**"), between=" → ")
    said = whole.text.encode("utf-16-le")
    words = [(mark.kind, said[2 * mark.start : 2 * (mark.start + mark.length)].decode("utf-16-le")) for mark in whole.marks]
    assert whole.text == "😀 old x → 9:00 → new"
    assert words == [("bold", "old"), ("strikethrough", "9:00"), ("italic", "9:00"), ("bold", "new")]


def test_nothing_needs_no_marks() -> None:
    assert struck(render("")) == together() == Rendered("", ())
