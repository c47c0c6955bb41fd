"""Schedules in JSON: real ones with their true counts, and one made by hand."""

import json
from datetime import datetime
from typing import Any

import pytest
from tests.schedules import SCHEDULES, counted, true

from workshop_bot.formats.json_ import read
from workshop_bot.formats.programme import Asked, Item


@pytest.mark.parametrize("name", ["json-frab-camp-2019.json", "json-pretalx-rc3-2020.json"])
def test_a_real_schedule_holds_what_was_counted_by_other_means(name: str) -> None:
    told = read((SCHEDULES / name).read_bytes(), Asked())
    items = told.items
    assert counted(items) == true(name)
    assert (told.form, told.notes) == ("frab-json", ())
    assert len({item.key for item in items}) == true(name)["sessions"]


def test_pretalx_is_known_by_its_codes_in_either_of_its_forms() -> None:
    assert read((SCHEDULES / "json-pretalx-rc3-2020.json").read_bytes(), Asked()).items[0].key == "MJA8QY"


def test_answers_and_addresses_stay_in_the_file() -> None:
    private = {"answers": [{"answer": "PRIVATE"}], "email": "private@example.org", "internal_notes": "PRIVATE"}
    event: dict[str, Any] = {
        "id": 5,
        "title": "Grand  rounds",
        "subtitle": "A case",
        "abstract": "Three\r\nlines",
        "date": "2024-12-02T09:00:00+07:00",
        "duration": "00:45",
        "language": "en-GB",
        "track": "Leukaemia",
        "type": "Panel",
        "persons": [{"public_name": "Lan", **private}, {"name": "Minh"}, {"name": "x@example.org"}],
        "links": [{"title": "Slides", "url": "https://example.org/s"}, {"title": "Join", "url": "https://example.org/live"}],
    }
    day = {"date": "2024-12-02", "rooms": {"Hall A": [event | private]}}
    told = read(json.dumps({"schedule": {"conference": {"title": "POW", "days": [day]}}}).encode(), Asked())
    assert told.items == (
        Item(
            place="event 1",
            key="5",
            title={"en": "Grand rounds"},
            starts=datetime.fromisoformat("2024-12-02T09:00+07:00"),
            ends=datetime.fromisoformat("2024-12-02T09:45+07:00"),
            rooms=("Hall A",),
            speakers=("Lan", "Minh"),
            topics=("Leukaemia",),
            summary={"en": "A case\n\nThree\nlines"},
            kind="discussion",
            join="https://example.org/live",
        ),
    )
    assert [(note.place, note.said) for note in told.notes] == [("event 1", "a speaker who is called by an e-mail address was left out")]
