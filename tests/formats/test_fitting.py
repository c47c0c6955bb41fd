"""What a programme would change in a folder: each kind of change, and that nothing else does."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.formats.made import FILES, HONEY, SESSIONS, WAX, at, folder, item, programme

from workshop_bot.formats.adopting import adopted
from workshop_bot.formats.fitting import Change, fitted
from workshop_bot.formats.programme import Item, Programme
from workshop_bot.knowledge.edits import applied
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.read import read_again


def after(file: Programme, remove: bool = False) -> Knowledge:
    """The folder once the file is adopted; adopting it twice changes nothing more."""
    files = applied(FILES, adopted(fitted(file, folder(), remove), FILES))
    made = read_again(files).knowledge
    assert made
    assert (fitted(file, made, remove).changes, adopted(fitted(file, made, remove), files)) == ((), [])
    return made


def changes(*items: Item, **more: Any) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.session, one.old, one.new) for one in fitted(programme(*items, **more), folder()).changes]


def test_the_same_programme_changes_nothing() -> None:
    fitting = fitted(programme(HONEY, WAX), folder())
    assert (fitting.changes, fitting.fields, fitting.sessions, fitting.foreign) == ((), {}, (), False)


@pytest.mark.parametrize(
    ("later", "change"),
    [
        (replace(HONEY, starts=at(31, 9), ends=at(31, 9, 45)), ("moved", "honey", "2024-03-30 09:00–09:45", "2024-03-31 09:00–09:45")),
        (replace(HONEY, starts=at(30, 11), ends=None), ("moved", "honey", "2024-03-30 09:00–09:45", "2024-03-30 11:00–11:45")),
        (replace(HONEY, ends=at(30, 10)), ("moved", "honey", "2024-03-30 09:00–09:45", "2024-03-30 09:00–10:00")),
        (replace(HONEY, rooms=("Cave",)), ("room", "honey", "Hall A", "Cave")),
        (replace(HONEY, title={"": "Sweet honey"}), ("renamed", "honey", "Le miel", "Sweet honey")),
        (replace(HONEY, speakers=("Ann Lee", "Bo")), ("speakers", "honey", "Ann Lee", "Ann Lee, Bo")),
        (replace(HONEY, topics=("trade",)), ("topics", "honey", "", "Métier")),
        (replace(HONEY, summary={"en": "All."}), ("summary", "honey", "", "")),
        (replace(HONEY, join="https://example.org/new"), ("link", "honey", "", "")),
        (replace(HONEY, cancelled=True), ("cancelled", "honey", "", "")),
    ],
)
def test_one_thing_changes(later: Item, change: tuple[str, str, str, str]) -> None:
    assert changes(later, WAX) == [change]
    after(programme(later, WAX))


def test_a_person_is_known_with_their_title_too() -> None:
    titled = folder(speakers="speakers:\n  - {id: ann-lee, name: Ann Lee, title: {fr: Pr, en: Prof.}}\n")
    for said in ("Ann Lee", "Pr Ann Lee", "prof ann lee"):
        fitting = fitted(programme(replace(HONEY, speakers=(said,)), WAX), titled)
        assert (fitting.changes, fitting.speakers) == ((), ())


@pytest.mark.parametrize(("ours", "theirs"), [("L’été « doux »", 'L\'été "doux"'), ("Un – deux…", "Un  -  deux...")])
def test_a_title_keeps_the_form_of_its_quotes(ours: str, theirs: str) -> None:
    own = folder(sessions=SESSIONS.replace("Le miel", ours))
    assert fitted(programme(replace(HONEY, title={"fr": theirs}), WAX), own).changes == ()


def test_what_the_file_does_not_hold_stays() -> None:
    bare = (item("Honey", at(30, 9), key="honey"), item("Wax", date(2024, 3, 30), key="wax", join="ftp://example.org"))
    assert changes(*bare) == []


def test_texts_in_other_languages_stay() -> None:
    made = after(programme(replace(HONEY, summary={"en": "All.", "de": "Alles."}, title={"en": "Sweet"}), WAX))
    honey = made.items["session:honey"]
    assert honey.title.by_language == (("fr", "Le miel"), ("en", "Sweet"))  # type: ignore[union-attr]  # - a session
    assert honey.summary.by_language == (("fr", "Tout."), ("en", "All."))  # type: ignore[union-attr]  # - a session


def test_topics_that_the_file_never_names_stay() -> None:
    made = after(programme(HONEY, replace(WAX, topics=("Bees wax",))))
    assert made.items["session:wax"].topics == ("bees-wax", "craft")  # type: ignore[union-attr]  # - a session


def test_a_kind_stays_unless_the_file_has_a_column_for_it() -> None:
    social = replace(WAX, kind="social")
    assert changes(HONEY, social) == []
    assert changes(HONEY, social, columns={"Type": "kind"}) == [("kind", "wax", "discussion", "social")]


def test_what_is_gone_is_cancelled_or_taken_out() -> None:
    assert fitted(programme(WAX), folder()).changes == (Change("gone", "honey", "Le miel", "2024-03-30 09:00", ""),)
    assert [session.cancelled for session in after(programme(WAX)).sessions] == [True, False]
    assert [session.id for session in after(programme(WAX), remove=True).sessions] == ["wax"]


def test_what_comes_back_is_on_again() -> None:
    cancelled = folder(sessions=SESSIONS.replace("    minutes: 30\n", "    minutes: 30\n    cancelled: true\n"))
    fitting = fitted(programme(HONEY, WAX), cancelled)
    assert ([change.kind for change in fitting.changes], fitting.fields) == (["back"], {"wax": {"cancelled": None}})


def test_new_sessions_bring_their_people_topics_and_rooms() -> None:
    new = item("Nuit", at(30, 23), ends=at(31, 1), key="N-1", rooms=("Hall A", "Roof"), speakers=("dr a lee", "Bo"), topics=("Night",))
    made = after(programme(HONEY, WAX, new))
    night = made.sessions[-1]
    assert (night.id, night.room, night.speakers, night.topics) == ("n-1", ("hall-a", "roof"), ("ann-lee", "bo"), ("night",))
    assert (night.starts, night.finishes) == (at(30, 23).replace(tzinfo=made.workshop.zone), at(31, 1).replace(tzinfo=made.workshop.zone))


def test_hours_are_those_of_the_file_s_zone() -> None:
    utc = replace(HONEY, starts=datetime(2024, 3, 30, 8, tzinfo=UTC), ends=datetime(2024, 3, 30, 8, 45, tzinfo=UTC))
    hanoi = replace(WAX, starts=at(30, 16), ends=at(30, 16, 30))
    assert changes(utc, hanoi, zone="Asia/Ho_Chi_Minh") == []


def test_a_room_that_most_of_its_sessions_leave_for_a_new_name_has_another_name() -> None:
    more = [item(f"T{number}", at(30, 12 + number), key=f"t{number}", rooms=("Hall A",)) for number in range(3)]
    files = applied(FILES, adopted(fitted(programme(HONEY, WAX, *more), folder()), FILES))
    before = read_again(files).knowledge
    assert before
    moved = [replace(one, rooms=("Red Hall",)) for one in (HONEY, *more)]
    fitting = fitted(programme(*moved, WAX), before)
    assert (fitting.changes, fitting.rooms, fitting.renamed) == ((), (), {"Hall A": "Red Hall"})
    renamed = read_again(applied(files, adopted(fitting, files))).knowledge
    assert renamed
    assert [room.name.everywhere for room in renamed.workshop.rooms] == ["Red Hall", ""]


@pytest.mark.parametrize(
    ("names", "renamed"),
    [
        (["Red Hall"] * 2, {}),
        (["Red Hall"] * 3, {"Hall A": "Red Hall"}),
        (["Red Hall"] * 3 + ["Tent", "Yard", "Roof"], {}),
        (["Red Hall"] * 3 + ["Tent", "Yard"], {"Hall A": "Red Hall"}),
    ],
)
def test_that_is_so_of_three_sessions_and_more_if_they_are_more_than_half(names: list[str], renamed: dict[str, str]) -> None:
    here = [HONEY, *(item(f"T{number}", at(30, 12 + number), key=f"t{number}", rooms=("Hall A",)) for number in range(1, len(names)))]
    before = after(programme(WAX, *here))
    moved = [replace(one, rooms=(name,)) for one, name in zip(here, names, strict=True)]
    assert fitted(programme(WAX, *moved), before).renamed == renamed


def test_another_event_s_file_is_noticed() -> None:
    other = programme(item("Birds", at(30, 9)))
    assert fitted(other, folder()).foreign
    assert not fitted(other, folder(sessions="sessions: []\n")).foreign


def test_a_form_with_one_room_a_session_takes_no_others_away() -> None:
    several = folder(sessions=SESSIONS.replace("room: hall-a", "room: [hall-a, cellar]"))
    assert fitted(replace(programme(HONEY, WAX), form="frab-xml"), several).changes == ()
    assert [change.kind for change in fitted(programme(HONEY, WAX), several).changes] == ["room"]


def test_a_summary_that_lost_its_markup_and_a_name_cut_at_its_comma_are_no_change() -> None:
    own = SESSIONS.replace("fr: Tout.", 'fr: "**Tout**  et [rien](https://example.org/).\\n\\n- _un_"')
    doctor = folder(sessions=own, speakers="speakers:\n  - {id: ann-lee, name: 'Ann Lee, PhD'}\n")
    plain = replace(HONEY, summary={"": "Tout et rien (https://example.org/).\n• un"}, speakers=("Ann Lee", "PhD"))
    fitting = fitted(programme(plain, WAX), doctor)
    assert (fitting.changes, fitting.speakers) == ((), ())
