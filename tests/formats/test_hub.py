"""The successor of c3voc's JSON: the published example, and one made by hand."""

import json
from datetime import datetime
from typing import Any

from tests.schedules import SCHEDULES

from workshop_bot.formats.json_ import read
from workshop_bot.formats.programme import Asked, Item

AT = datetime.fromisoformat


def test_the_published_example_is_read() -> None:
    told = read((SCHEDULES / "schemas" / "example-hub-schedule2.json").read_bytes(), Asked())
    assert (told.form, told.title, told.zone, told.notes) == ("frab-json", "38C3", "Europe/Berlin", ())
    assert [(one.key, one.starts, one.ends, one.rooms, one.speakers, one.topics) for one in told.items] == [
        (
            "HQCCYH",
            AT("2024-12-27T10:30+01:00"),
            AT("2024-12-27T11:00+01:00"),
            ("Saal 1",),
            ("Gabriela Bogk", "Aline Blankertz", "Senficon"),
            ("CCC",),
        ),
        (
            "TPGRNN",
            AT("2024-12-28T00:15+01:00"),
            AT("2024-12-28T00:55+01:00"),
            ("Saal ZIGZAG",),
            ("Sebastian Schwarz",),
            ("Hardware & Making",),
        ),
    ]


def test_what_is_not_public_stays_out_and_what_was_cancelled_says_so() -> None:
    def event(title: str, **more: Any) -> dict[str, Any]:
        return {"title": title, "start": "2024-12-02T09:00:00+07:00", "end": "2024-12-02T02:45:00Z", "language": "vi", **more}

    events = [
        event("Khai mạc", type="META", abstract={"en": "Welcome", "vi": "Chào mừng"}, track={"slug": "chung"}),
        event("Draft", state="DRAFT"),
        event("Gone", state="CANCELED", end="2024-12-02T08:00:00+07:00"),
        "no event",
    ]
    schedule = {"version": "1", "conference": {"title": "POW", "time_zone_name": "Asia/Ho_Chi_Minh", "tracks": None}, "events": events}
    told = read(json.dumps({"schedule": schedule}).encode(), Asked())
    assert told.items == (
        Item(
            place="event 1",
            key="",
            title={"vi": "Khai mạc"},
            starts=AT("2024-12-02T09:00+07:00"),
            ends=AT("2024-12-02T09:45+07:00"),
            topics=("chung",),
            summary={"vi": "Chào mừng"},
            kind=told.items[0].kind,
        ),
        Item(place="event 3", key="", title={"vi": "Gone"}, starts=AT("2024-12-02T09:00+07:00"), cancelled=True),
    )
    assert [(note.place, note.said) for note in told.notes] == [("event 4", "left out: it has no title, or one that is too long")]
