"""Talks of pretalx's API: two real versions of one conference, and some made by hand."""

from datetime import datetime
from typing import Any

import pytest
from tests.schedules import SCHEDULES, counted, true

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.json_ import read
from workshop_bot.formats.pretalx import programme
from workshop_bot.formats.programme import Asked, Item, Note, Programme

JULY, AUGUST = "json-pretalx-api-juliacon-2020-07-11.json", "json-pretalx-api-juliacon-2020-08-01.json"
NAMELESS = Note("talk 118", "a speaker who is called by an e-mail address was left out")


def real(name: str) -> Programme:
    return read((SCHEDULES / name).read_bytes(), Asked())


@pytest.mark.parametrize(("name", "notes"), [(JULY, (NAMELESS,)), (AUGUST, ())])
def test_a_real_list_holds_what_was_counted_by_other_means(name: str, notes: tuple[Note, ...]) -> None:
    told = real(name)
    found, truth = counted(told.items), true(name)
    assert found == truth | {
        "speakers": truth["speakers"] - len(notes),
        "first": truth["first"].replace("Z", "+00:00"),
        "last": truth["last"].replace("Z", "+00:00"),
    }
    assert (told.form, told.notes) == ("pretalx-json", notes)


def test_between_its_two_versions_seven_talks_move_five_go_and_seven_come() -> None:
    before, after = ({item.key: item for item in real(name).items} for name in (JULY, AUGUST))
    assert (len(before.keys() & after.keys()), len(after.keys() - before.keys())) == (159, 7)
    assert before.keys() - after.keys() == {"7ZJCPC", "AWYKZL", "E98QKR", "GSXV8H", "RVZNV3"}
    assert {key for key in before.keys() & after.keys() if before[key].starts != after[key].starts} == {
        *("HZRHEL", "KCP9NT", "L3FYJW", "8SZSBE", "DWCJUK", "AQMLUC", "UTGXSH")
    }


def talk(**fields: Any) -> dict[str, Any]:
    start = {"start": "2024-12-02T09:00:00+07:00", "end": "2024-12-02T09:45:00+07:00", "room": {"name": {"en": "Hall A", "fr": "Salle A"}}}
    return {"code": "ABCDEF", "title": "Neuroblastome", "state": "confirmed", "content_locale": "fr", "slot": start} | fields


def test_one_made_by_hand_is_read_and_what_is_private_is_not() -> None:
    private = {"answers": ["PRIVATE"], "notes": "PRIVATE", "email": "private@example.org", "internal_notes": "PRIVATE"}
    held = talk(
        speakers=[{"name": "Trần Minh Điện", "biography": "…"} | private, "CODE"],
        track={"fr": "Tumeurs solides"},
        submission_type={"fr": "Table ronde"},
        abstract="Trois cas",
        description="long",
        **private,
    )
    assert programme([held], Asked(zone="Asia/Ho_Chi_Minh")) == Programme(
        "pretalx-json",
        (
            Item(
                place="talk 1",
                key="ABCDEF",
                title={"fr": "Neuroblastome"},
                starts=datetime.fromisoformat("2024-12-02T09:00+07:00"),
                ends=datetime.fromisoformat("2024-12-02T09:45+07:00"),
                rooms=("Salle A",),
                speakers=("Trần Minh Điện",),
                topics=("Tumeurs solides",),
                summary={"fr": "Trois cas"},
                kind="discussion",
            ),
        ),
        zone="Asia/Ho_Chi_Minh",
    )


def test_what_is_not_public_or_has_no_time_is_left_out_and_what_was_withdrawn_is_cancelled() -> None:
    told = programme([talk(state="rejected"), talk(slot=None), {"title": ""}, 7, talk(state="withdrawn")], Asked(), more=True)
    assert [(item.place, item.cancelled) for item in told.items] == [("talk 5", True)]
    assert told.notes == (
        Note("file", "it is one page of several: the other talks are not in it"),
        Note("talk 1", "left out: it is rejected"),
        Note("talk 2", "left out: it has no time"),
        Note("talk 3", "left out: it has no title, or one that is too long"),
        Note("talk 4", "left out: it has no title, or one that is too long"),
    )


def test_a_talk_that_is_given_twice_is_two_sessions_and_a_length_gives_the_end() -> None:
    slots = [{"start": "2024-12-03T09:00:00Z"}, {"start": "2024-12-02T09:00:00Z", "end": "2024-12-02T08:00:00Z"}]
    told = programme([talk(slots=slots, duration=30), talk(duration=30)], Asked())
    assert [(item.key, item.ends and item.ends.isoformat()) for item in told.items] == [
        ("ABCDEF", "2024-12-02T09:30:00+00:00"),
        ("ABCDEF-2", "2024-12-03T09:30:00+00:00"),
        ("ABCDEF", "2024-12-02T09:45:00+07:00"),
    ]
    assert told.notes == (Note("talk 2", 'the id "ABCDEF" stands twice'),)


def test_a_list_without_a_single_time_is_refused() -> None:
    with pytest.raises(UnusableInput, match=r"^the list holds no talk with a title and a time"):
        programme([talk(slot=None)], Asked())
