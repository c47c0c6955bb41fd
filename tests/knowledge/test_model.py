"""What the records say of themselves beyond what they are made of."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from workshop_bot.knowledge.model import Entry, Knowledge, Session, Workshop

PARIS = ZoneInfo("Europe/Paris")
WORKSHOP = {
    "id": "bees",
    "name": "Bees",
    "starts": "2024-03-30",
    "ends": "2024-04-02",
    "timezone": "Europe/Paris",
    "languages": ["fr", "en"],
}


def session(**fields: str) -> Session:
    return Session.model_validate({"id": "tour", "title": "Tour", **fields}, context={"zone": PARIS})


def test_a_workshop_knows_its_zone_and_its_default_language() -> None:
    workshop = Workshop.model_validate(WORKSHOP)
    assert (workshop.zone, workshop.default_language, workshop.mode) == (PARIS, "fr", "hybrid")


class TestASession:
    def test_without_hours_has_a_day_alone(self) -> None:
        tour = session(starts="2024-03-30", minutes="45")
        assert (tour.day, tour.begins, tour.finishes) == (date(2024, 3, 30), None, None)

    def test_ends_when_it_says_or_after_its_minutes(self) -> None:
        ends = datetime(2024, 3, 30, 9, 45, tzinfo=PARIS)
        assert session(starts="2024-03-30 09:00", ends="09:45").finishes == ends
        assert session(starts="2024-03-30 09:00", minutes="45").finishes == ends
        assert session(starts="2024-03-30 09:00").finishes is None

    def test_lasts_its_minutes_also_when_the_clocks_change(self) -> None:
        assert session(starts="2024-03-31 01:30", minutes="60").finishes == datetime(2024, 3, 31, 3, 30, tzinfo=PARIS)
        finishes = session(starts="2024-10-27 02:30", minutes="60").finishes
        assert finishes is not None
        assert finishes.astimezone(UTC) == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)

    def test_belongs_to_the_day_of_the_workshop_s_zone(self) -> None:
        assert session(starts="2024-03-30 23:30Z").day == date(2024, 3, 31)


class TestAnEntry:
    DATA: dict[str, Any] = {"id": "honey", "label": "Honey", "questions": {"fr": ["où est le miel"]}}  # noqa: RUF012 - never changed

    def test_needs_an_answer_unless_it_is_unpublished(self) -> None:
        assert Entry.model_validate({**self.DATA, "unpublished": "yes"}).answer is None
        with pytest.raises(ValidationError, match=r"answer\n +Field required"):
            Entry.model_validate({**self.DATA, "unpublished": "no"})

    def test_never_changes(self) -> None:
        entry = Entry.model_validate({**self.DATA, "answer": "In the hive."})
        with pytest.raises(ValidationError, match="frozen"):
            entry.id = "wax"


def test_a_folder_s_items_stand_under_their_references() -> None:
    workshop = Workshop.model_validate({**WORKSHOP, "rooms": [{"id": "barn", "name": "The barn"}]})
    tour = session(starts="2024-03-30")
    assert Knowledge(workshop, sessions=(tour,)).items == {"session:tour": tour, "room:barn": workshop.rooms[0]}


def test_a_session_is_found_by_its_id_and_nothing_else_is() -> None:
    held = session(starts="2024-04-01 09:00")
    entry = Entry.model_validate({"id": "bees", "label": "Bees", "questions": {"en": ["Bees?"]}, "answer": "Yes"})
    programme = Knowledge(Workshop.model_validate(WORKSHOP), faq=(entry,), sessions=(held,))
    assert (programme.session("tour"), programme.session("bees"), programme.session("")) == (held, None, None)


def test_the_days_of_a_programme_are_those_of_the_workshop_and_of_its_sessions() -> None:
    held = (session(starts="2024-03-28 09:00"), session(id="late", starts="2024-04-05 09:00"), session(id="on", starts="2024-04-01 09:00"))
    programme = Knowledge(Workshop.model_validate(WORKSHOP), sessions=held)
    assert [str(day)[5:] for day in programme.days] == ["03-28", "03-30", "03-31", "04-01", "04-02", "04-05"]
