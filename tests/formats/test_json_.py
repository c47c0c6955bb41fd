"""JSON from outside: each form known by what it holds, bombs refused."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.json_ import read
from workshop_bot.formats.programme import Asked

EVENT = {"title": "T", "date": "2024-12-02T09:00:00+07:00"}
SCHEDULE = {"schedule": {"conference": {"days": [{"rooms": {"A": [EVENT]}}]}}}
TALK = {"title": "T", "slot": {"start": "2024-12-02T09:00:00Z"}}


@pytest.mark.parametrize(
    ("held", "form"),
    [(SCHEDULE, "frab-json"), ([TALK], "pretalx-json"), ({"count": 1, "next": None, "results": [TALK]}, "pretalx-json")],
)
def test_the_form_is_told_by_what_the_file_holds(held: Any, form: str) -> None:
    assert read(json.dumps(held).encode(), Asked()).form == form


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_and_their_marks_are_read(encoding: str) -> None:
    assert read(json.dumps([TALK]).encode(encoding), Asked()).items[0].title == {"": "T"}


_NEITHER = "the JSON is neither a schedule of frab or c3voc nor a list of talks of pretalx; export it as one of these"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{}", _NEITHER),
        (b"7", _NEITHER),
        (b"[\n1,,2]", "the JSON cannot be read at line 2; export it again"),
        (b"\xff\xfe\xfa", "the JSON cannot be read; export it again"),
        (b"[1" + b"0" * 5000 + b"]", "the JSON cannot be read; export it again"),
        (b"[" * 500_000, "the JSON is nested too deep to be a schedule; export it again"),
        (b'["' + b" " * (50 * 2**20) + b'"]', "the JSON is too large (50 MB); export the sessions of one workshop alone"),
        (b"[" + b'{"a":1},' * 10**6 + b"{}]", "the JSON is too large (7 MB); export the sessions of one workshop alone"),
        (b"[]", "the list holds no talk with a title and a time; export it again once the schedule is published"),
        (b'{"schedule":{}}', "the schedule holds no session with a title and a time; export it again once sessions are in it"),
    ],
    ids=["object", "number", "comma", "bytes", "digits", "deep", "huge", "million", "no-talks", "no-events"],
)
def test_a_bomb_or_another_file_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read(data, Asked())
    assert str(refused.value) == said


KEYS = [
    "title",
    "date",
    "start",
    "slot",
    "slots",
    "room",
    "speakers",
    "persons",
    "name",
    "en",
    "links",
    "url",
    "code",
    "track",
    "state",
    "end",
]
KEYS += ["duration", "abstract", "content_locale", "schedule", "conference", "days", "rooms", "results", "day_start", "id", "generator"]
TEXTS = st.one_of(
    st.text(max_size=8), st.sampled_from(["2024-12-02", "2024-12-02T09:00Z", "2024-12-02T09:00", "09:00", "01:00", "0001-01-01T00:00"])
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)),
    max_leaves=20,
)


@given(VALUES, st.binary())
def test_whatever_it_holds_it_is_a_programme_or_refused(value: Any, junk: bytes) -> None:
    schedule = {"schedule": {"conference": {"days": [{"rooms": {"A": [EVENT | value if isinstance(value, dict) else value]}}]}}}
    talks = [TALK | value if isinstance(value, dict) else value]
    for data in (junk, *(json.dumps(held).encode() for held in (value, schedule, talks))):
        with suppress(UnusableInput):
            read(data, Asked())
