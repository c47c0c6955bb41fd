import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.delivery.turn import Article, Button, Delete, Edit, File, Incoming, Inline, Media, Reply, Say, Toast
from workshop_bot.delivery.written import (
    act,
    as_corrected,
    from_json,
    incoming_from_json,
    incoming_to_json,
    is_corrected,
    media_from_json,
    media_to_json,
    rendered_from_json,
    rendered_to_json,
    to_json,
)
from workshop_bot.texts.markup import Mark, Rendered

WORDS = st.text(max_size=20)
NUMBERS = st.integers(-(2**52), 2**52)
RENDERED = st.builds(Rendered, WORDS, st.lists(st.builds(Mark, st.sampled_from(["bold", "link"]), NUMBERS, NUMBERS, WORDS)).map(tuple))
KEYBOARDS: Any = st.lists(st.lists(st.builds(Button, WORDS, WORDS, WORDS, st.sampled_from(["", "primary"]))).map(tuple)).map(tuple)
MEDIA = st.builds(Media, st.sampled_from(["photo", "document"]), WORDS)
REPLIES = st.one_of(
    st.builds(Say, NUMBERS, RENDERED, KEYBOARDS, WORDS, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), st.none() | MEDIA),
    st.builds(Edit, NUMBERS, RENDERED, KEYBOARDS, WORDS, st.none() | NUMBERS, st.booleans(), st.booleans()),
    st.builds(Delete, NUMBERS, WORDS, st.none() | NUMBERS),
    st.builds(Toast, WORDS, WORDS, st.booleans()),
    st.builds(File, NUMBERS, WORDS, WORDS, RENDERED),
    st.builds(Inline, WORDS, st.lists(st.builds(Article, WORDS, WORDS, WORDS, RENDERED)).map(tuple), WORDS, WORDS),
)


@given(REPLIES)
def test_a_reply_comes_back_as_it_was(reply: Reply) -> None:
    assert from_json(act(reply), to_json(reply)) == reply


@given(
    st.builds(
        Incoming, NUMBERS, st.sampled_from(["text", "other", "member"]), media=st.none() | MEDIA, marks=RENDERED.map(lambda one: one.marks)
    )
)
def test_an_update_comes_back_as_it_was(incoming: Incoming) -> None:
    assert incoming_from_json(incoming_to_json(incoming)) == incoming


def test_what_is_empty_takes_no_room() -> None:
    assert (
        incoming_to_json(Incoming(7, "text", chat=1, person=1, text="Cảm ơn"))
        == '{"update":7,"kind":"text","chat":1,"person":1,"text":"Cảm ơn"}'
    )


@pytest.mark.parametrize("reply", [Toast("q"), Delete(1, "s"), Inline("q", ())])
def test_each_act_has_a_name(reply: Reply) -> None:
    assert set(act(reply)) <= set(string.ascii_lowercase)


def test_a_text_and_what_it_stands_below_come_back_as_they_were() -> None:
    text = Rendered("Map", (Mark("link", 0, 3, "https://x.org"), Mark("spoiler", 0, 3)))
    kept = rendered_to_json(text)
    assert [rendered_from_json(one) for one in (kept, as_corrected(kept))] == [text, text]
    assert [is_corrected(one) for one in (kept, as_corrected(kept))] == [False, True]
    assert media_from_json(media_to_json(Media("photo", "x"))) == Media("photo", "x")
    assert (media_to_json(None), media_from_json("")) == ("", None)
