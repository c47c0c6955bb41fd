"""What organisers changed in the chat, laid over the folder: who wins, field by field."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge, Session, Workshop
from workshop_bot.programme.overrides import FIELDS, in_force, said, undone, with_value

PARIS = Workshop.model_validate(
    {
        "id": "w", "name": "W", "starts": "2024-10-26", "ends": "2024-10-28", "timezone": "Europe/Paris", "languages": ["en"],
        "rooms": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
    }
)  # fmt: skip
ZONE = PARIS.zone


def at(day: int, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    return datetime(2024, 10, day, hour, minute, tzinfo=ZONE, fold=fold)


def session(name: str = "talk", **fields: Any) -> Session:
    made = Session.model_validate({"id": name, "title": "Talk", "starts": "2024-10-27"}, context={"zone": ZONE})
    return made.model_copy(update={"starts": at(26, 9), "ends": at(26, 10), "room": ("a",)} | fields)


def folder(*sessions: Session) -> Knowledge:
    return Knowledge(PARIS, sessions=sessions, digest="x")


@dataclass(frozen=True)
class Override:
    session: str
    field: str
    value: str
    replaced: str


def changes(old: Session, new: Session) -> list[Override]:
    """What an organiser does to a session, as it is kept."""
    return [Override(old.id, field, said(new, field), said(old, field)) for field in FIELDS if said(old, field) != said(new, field)]


TALK = session()
LATER = session(starts=at(26, 11), ends=at(26, 12), room=("b",))
MOVED = changes(TALK, LATER)


class TestWhatWasChanged:
    def test_is_laid_over_the_folder_which_keeps_its_name(self) -> None:
        other = session("other")
        made, lost = in_force(folder(TALK, other), MOVED)
        assert (made, lost) == (folder(LATER, other), ())

    def test_holds_over_an_edit_of_another_field(self) -> None:
        edited = TALK.model_copy(update={"join": "https://example.org/live", "cancelled": True})
        made, lost = in_force(folder(edited), MOVED)
        assert made.sessions == (LATER.model_copy(update={"join": "https://example.org/live", "cancelled": True}),)
        assert lost == ()

    def test_is_lost_in_the_field_of_which_the_folder_says_something_new(self) -> None:
        made, lost = in_force(folder(TALK.model_copy(update={"room": ("a", "b")})), MOVED)
        assert made.sessions == (LATER.model_copy(update={"room": ("a", "b")}),)
        assert [change.field for change in lost] == ["room"]

    def test_is_lost_when_the_folder_says_the_same(self) -> None:
        made, lost = in_force(folder(LATER), MOVED)
        assert (made, lost) == (folder(LATER), tuple(MOVED))

    def test_is_lost_with_its_session(self) -> None:
        assert in_force(folder(), MOVED) == (folder(), tuple(MOVED))

    def test_is_lost_with_its_room(self) -> None:
        small = replace(folder(TALK), workshop=PARIS.model_copy(update={"rooms": PARIS.rooms[:1]}))
        made, lost = in_force(small, MOVED)
        assert made.sessions[0].room == ("a",)
        assert [change.field for change in lost] == ["room"]

    def test_never_leaves_a_session_that_ends_before_it_begins(self) -> None:
        edited = TALK.model_copy(update={"ends": at(26, 10, 30)})  # the start, 11:00, is an organiser's
        made, lost = in_force(folder(edited), MOVED)
        assert made.sessions == (edited.model_copy(update={"room": ("b",)}),)
        assert {change.field for change in lost} == {"starts", "ends"}

    def test_is_lost_when_the_zone_of_the_workshop_is_another(self) -> None:
        workshop = PARIS.model_copy(update={"timezone": "Asia/Ho_Chi_Minh"})
        there = TALK.model_copy(
            update={"starts": at(26, 9).replace(tzinfo=workshop.zone), "ends": at(26, 10).replace(tzinfo=workshop.zone)}
        )
        _, lost = in_force(Knowledge(workshop, sessions=(there,)), MOVED)
        assert {change.field for change in lost} == {"starts", "ends"}


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        (at(27, 2, 30), at(27, 3)),
        (at(27, 2, 30, fold=1), at(27, 3)),  # the hour that comes twice
        (date(2024, 10, 28), None),
    ],
)
def test_a_value_is_read_back_as_it_was(start: date, ends: datetime | None) -> None:
    wanted = session(starts=start, ends=ends, room=(), cancelled=True)
    made, lost = in_force(folder(TALK), changes(TALK, wanted))
    assert made.sessions == (wanted,)
    assert made.sessions[0].starts.isoformat() == start.isoformat()
    assert lost == ()


moments = st.integers(0, 48 * 60).map(lambda minutes: (at(26, 0).astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZONE))
sessions = st.builds(
    lambda start, minutes, room, cancelled: session(
        starts=start,
        ends=(start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZONE),
        room=tuple(sorted(room)),
        cancelled=cancelled,
    ),
    moments,
    st.integers(0, 180),
    st.sets(st.sampled_from("ab")),
    st.booleans(),
)


@given(sessions, sessions)
def test_any_change_can_be_laid_over_and_taken_away_again(old: Session, new: Session) -> None:
    made, lost = in_force(folder(old), changes(old, new))
    assert (made.sessions, lost) == ((new,), ())
    assert [said(made.sessions[0], field) for field in FIELDS] == [said(new, field) for field in FIELDS]
    assert undone(made, changes(old, new)) == folder(old)


@given(sessions, sessions, sessions)
def test_whatever_the_folder_says_next_each_field_is_one_of_the_two_and_the_session_can_be_held(
    old: Session, chat: Session, edited: Session
) -> None:
    made, lost = in_force(folder(edited), changes(old, chat))
    for field in FIELDS:
        held = said(made.sessions[0], field)
        if said(edited, field) != said(old, field) or any(change.field == field for change in lost):
            assert held == said(edited, field)
        else:
            assert held == said(chat, field)
    begins, finishes = made.sessions[0].begins, made.sessions[0].finishes
    assert begins
    assert finishes
    assert begins.astimezone(UTC) <= finishes.astimezone(UTC)


def test_a_value_is_put_into_its_field() -> None:
    assert with_value(TALK, "room", '["b"]', ZONE).room == ("b",)
