"""What changed from one programme to another, and what is no change to people."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.schedules import SCHEDULES

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Room, Session, Speaker, Workshop
from workshop_bot.programme.diff import Change, Known, asks_first, between, changes, from_json, known, renamed, to_json

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
EVE = datetime(2024, 12, 1, 12, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 12, day, hour, minute, tzinfo=HANOI)


def programme(*sessions: Session, rooms: Sequence[str] = ("a", "b"), **names: str) -> Knowledge:
    """A programme whose rooms and speakers are called by their ids, or as given."""
    workshop = Workshop.model_construct(
        id="w", name=Text("W"), starts=date(2024, 12, 2), ends=date(2024, 12, 6), timezone="Asia/Ho_Chi_Minh", languages=("en",),
        rooms=tuple(Room.model_construct(id=room, name=Text(names.get(room, room))) for room in rooms),
    )  # fmt: skip
    speakers = {speaker for session in sessions for speaker in session.speakers}
    people = tuple(Speaker.model_construct(id=one, name=names.get(one, one)) for one in sorted(speakers))
    return Knowledge(workshop, sessions=sessions, speakers=people)


def session(name: str = "talk", **fields: Any) -> Session:
    values: dict[str, Any] = {
        "title": Text("Talk"),
        "starts": at(2, 9),
        "ends": at(2, 10),
        "room": ("a",),
        "speakers": ("lan", "hai"),
    } | fields
    return Session.model_construct(id=name, **values)


TALK = session()


def kinds(old: Knowledge, new: Knowledge) -> dict[str, tuple[str, ...]]:
    return {change.session: change.kinds for change in changes(old, new)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"starts": at(2, 11), "ends": at(2, 12)}, ("moved",)),
        ({"starts": at(3, 9), "ends": at(3, 10)}, ("moved",)),
        ({"ends": at(2, 11)}, ("moved",)),
        ({"starts": date(2024, 12, 2), "ends": None}, ("moved",)),
        ({"room": ("b",)}, ("room",)),
        ({"room": ("a", "b")}, ("room",)),
        ({"speakers": ("lan",)}, ("speakers",)),
        ({"title": Text("Discussion")}, ("title",)),
        ({"join": "https://example.org"}, ("join",)),
        ({"cancelled": True, "room": ("b",)}, ("cancelled",)),
        ({"starts": at(2, 11), "room": ("b",), "title": Text("x")}, ("moved", "room", "title")),
        ({"speakers": ("hai", "lan")}, ()),
        ({"summary": Text("It is new."), "topics": ("cells",), "provisional": True, "kind": "discussion"}, ()),
        ({"ends": None, "minutes": 60}, ()),
        ({"starts": at(2, 9).astimezone(ZoneInfo("Asia/Bangkok"))}, ()),
    ],
)
def test_what_is_a_change(fields: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert kinds(programme(TALK), programme(session(**fields))) == ({"talk": expected} if expected else {})


def test_what_comes_goes_and_comes_back() -> None:
    off = session(cancelled=True)
    assert kinds(programme(), programme(TALK)) == {"talk": ("new",)}
    assert kinds(programme(TALK), programme()) == {"talk": ("gone",)}
    assert kinds(programme(off), programme(TALK)) == {"talk": ("back",)}
    assert kinds(programme(off), programme(session(starts=at(2, 9, 30)))) == {"talk": ("back", "moved")}
    assert kinds(programme(off), programme(session(cancelled=True, room=("b",)))) == {}
    assert kinds(programme(off), programme()) == kinds(programme(), programme(off)) == {}


@pytest.mark.parametrize(
    ("old", "new", "retitled"),
    [
        (Text("Opening"), Text(by_language=(("en", "Opening"), ("fr", "Ouverture"))), False),
        (Text(by_language=(("en", "Opening"),)), Text(by_language=(("en", "Opening"), ("fr", "Ouverture"))), False),
        (Text(by_language=(("en", "Opening"), ("fr", "Debut"))), Text(by_language=(("fr", "Début"), ("en", "Opening"))), True),
        (Text("Opening"), Text(by_language=(("en", "Closing"),)), True),
        (Text('L\'été : "ici"'), Text("L’été\u202f: «\u202fici\u202f»"), False),
    ],
)
def test_a_translation_that_comes_is_no_other_title(old: Text, new: Text, retitled: bool) -> None:
    assert kinds(programme(session(title=old)), programme(session(title=new))) == ({"talk": ("title",)} if retitled else {})


def test_a_name_put_right_is_no_change_of_people() -> None:
    assert kinds(programme(TALK, lan="Nguyen Lan"), programme(TALK, lan="Nguyễn Lan")) == {}
    again = session(speakers=("nguyen-lan", "hai"))
    assert kinds(programme(TALK, lan="Lan"), programme(again, **{"nguyen-lan": "Lan"})) == {}


class TestRooms:
    def test_p13_another_name_under_the_same_id_is_no_change(self) -> None:
        assert kinds(programme(TALK, a="Hall A"), programme(TALK, a="Red Hall")) == {}

    def test_p13_another_id_that_most_of_its_sessions_have_is_no_change(self) -> None:
        old = programme(*(session(name) for name in "123"))
        new = programme(session("1", room=("c",)), session("2", room=("c",)), session("3", room=("b",)), rooms=("b", "c"))
        assert renamed(old, new) == {"a": "c"}
        assert kinds(old, new) == {"3": ("room",)}

    def test_another_id_with_the_same_name_is_no_change(self) -> None:
        new = programme(session(room=("c",)), rooms=("a", "c"), c="a")
        assert kinds(programme(TALK), new) == {}

    @pytest.mark.parametrize("rooms", [("a", "c"), ("b", "c")])
    def test_a_room_that_was_there_or_is_there_still_was_not_renamed(self, rooms: tuple[str, ...]) -> None:
        to = "c" if "a" in rooms else "b"
        new = programme(*(session(name, room=(to,)) for name in "123"), rooms=rooms)
        assert kinds(programme(*(session(name) for name in "123")), new) == dict.fromkeys("123", ("room",))

    def test_half_of_its_sessions_are_not_most(self) -> None:
        new = programme(session("1", room=("c",)), session("2", room=("d",)), rooms=("c", "d"))
        assert kinds(programme(session("1"), session("2")), new) == {"1": ("room",), "2": ("room",)}

    def test_two_rooms_that_became_one_were_not_renamed(self) -> None:
        new = programme(session("1", room=("c",)), session("2", room=("c",)), rooms=("c",))
        assert kinds(programme(session("1"), session("2", room=("b",))), new) == {"1": ("room",), "2": ("room",)}


class TestAskingFirst:
    @pytest.mark.parametrize(("moved", "others", "asks"), [(5, 0, False), (6, 0, True), (6, 17, True), (6, 18, False), (6, 30, False)])
    def test_asks_for_more_than_five_and_more_than_a_quarter(self, moved: int, others: int, asks: bool) -> None:
        names = [str(number) for number in range(moved + others)]
        old = programme(*map(session, names))
        new = programme(*(session(name, **({"starts": at(2, 9, 5)} if int(name) < moved else {})) for name in names))
        assert asks_first(old, new, EVE) is asks

    def test_counts_what_is_cancelled_or_gone_and_nothing_else(self) -> None:
        old = programme(*(session(str(number)) for number in range(20)))
        fewer = programme(*(session(str(number), cancelled=number < 3) for number in range(17)))
        other = programme(*(session(str(number), room=("b",), title=Text("x")) for number in range(40)))
        assert asks_first(old, fewer, EVE) is True
        assert asks_first(old, other, EVE) is False

    def test_does_not_count_what_is_over(self) -> None:
        old = programme(*(session(str(number)) for number in range(6)), *(session(f"x{number}", starts=at(3, 9)) for number in range(4)))
        new = programme(*(one.model_copy(update={"starts": at(2, 8)}) if one.day.day == 2 else one for one in old.sessions))
        assert asks_first(old, new, EVE) is True
        assert asks_first(old, new, at(2, 10)) is False


class TestTwoVersionsOfJuliaCon:
    """A real programme, three weeks apart: the rooms got other names."""

    OLD, NEW = "json-pretalx-api-juliacon-2020-07-11", "json-pretalx-api-juliacon-2020-08-01"
    MOVED = ("HZRHEL", "KCP9NT", "L3FYJW", "8SZSBE", "DWCJUK", "AQMLUC", "UTGXSH")
    GONE = ("7ZJCPC", "AWYKZL", "E98QKR", "GSXV8H", "RVZNV3")
    RETITLED = ("BMNWLJ", "GALAX8", "JEWE93", "P7EQCK", "PARPJU", "XKG7TT")

    @staticmethod
    def records(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((SCHEDULES / f"{name}.json").read_text(encoding="utf-8"))
        return found

    def programme(self, name: str) -> Knowledge:
        """The talks as sessions: a room goes by its name, as an id that an importer would make of it."""
        talks: list[Session] = []
        people: dict[str, str] = {}
        for talk in self.records(name):
            times = {key: datetime.fromisoformat(talk["slot"][key].replace("Z", "+00:00")) for key in ("start", "end")}
            people |= {who["code"]: who["name"] for who in talk["speakers"]}
            speakers = tuple(who["code"] for who in talk["speakers"])
            fields: dict[str, Any] = {"title": Text(talk["title"]), "starts": times["start"], "ends": times["end"], "speakers": speakers}
            talks.append(session(talk["code"], **fields, room=(talk["slot"]["room"]["en"].lower().replace(" ", "-"),)))
        rooms = sorted({room for talk in talks for room in talk.room})
        return programme(*talks, rooms=rooms, **people)

    def test_p13_tells_nobody_that_a_room_has_another_name(self) -> None:
        records = [{talk["code"]: talk for talk in self.records(name)} for name in (self.OLD, self.NEW)]
        both = records[0].keys() & records[1].keys()
        renamings = [code for code in both if records[0][code]["slot"]["room"] != records[1][code]["slot"]["room"]]
        assert (len(both), sum(records[0][code] != records[1][code] for code in both), len(renamings)) == (159, 157, 147)

        old, new = self.programme(self.OLD), self.programme(self.NEW)
        assert renamed(old, new) == {"track-1": "red-track", "track-2": "green-track", "track-3": "purple-track"}
        found = kinds(old, new)
        came = {talk.id for talk in new.sessions} - {talk.id for talk in old.sessions}
        assert len(came) == 7
        assert found == {
            **dict.fromkeys(self.MOVED, ("moved",)),
            **dict.fromkeys(self.GONE, ("gone",)),
            **dict.fromkeys(self.RETITLED, ("title",)),
            **dict.fromkeys(came, ("new",)),
            "AQMLUC": ("moved", "room"),
            "3YDDAE": ("speakers",),
        }

    def test_does_not_ask_first(self) -> None:
        old, new = self.programme(self.OLD), self.programme(self.NEW)
        assert asks_first(old, new, datetime(2020, 7, 12, tzinfo=UTC)) is False


def test_what_is_over_as_it_was_and_as_it_is_is_past() -> None:
    def past(old: Known | None, new: Known | None, hour: int) -> bool:
        return Change("talk", old, new, ()).is_past(at(2, hour))

    early, late = Known(TALK), Known(session(starts=at(2, 14), ends=at(2, 15)))
    assert [past(early, late, hour) for hour in (9, 10, 15)] == [False, False, True]
    assert [past(late, early, hour) for hour in (9, 10, 15)] == [False, False, True]
    assert [past(early, None, hour) for hour in (9, 10)] == [False, True]


TITLES = st.builds(Text, st.text(min_size=1)) | st.dictionaries(st.sampled_from(["vi", "fr", "en"]), st.text(min_size=1), min_size=1).map(
    lambda versions: Text(by_language=tuple(versions.items()))
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(ZoneInfo("Europe/Paris")), allow_imaginary=False)


@given(
    title=TITLES,
    starts=st.dates() | MOMENTS,
    length=st.none() | st.integers(1, 3000),
    rooms=st.dictionaries(st.sampled_from("abc"), TITLES),
    speakers=st.dictionaries(st.sampled_from("xyz"), st.text()),
    join=st.none() | st.just("https://example.org"),
    cancelled=st.booleans(),
)
def test_a_session_as_text_is_the_same_session(
    title: Text, starts: date, length: int | None, rooms: dict[str, Text], speakers: dict[str, str], join: str | None, cancelled: bool
) -> None:
    ends = starts + timedelta(minutes=length) if length and isinstance(starts, datetime) else None
    fields: dict[str, Any] = {
        "title": title,
        "starts": starts,
        "ends": ends,
        "room": tuple(rooms),
        "speakers": tuple(speakers),
        "topics": ("t",),
    }
    kept = Known(session(**fields, join=join, cancelled=cancelled), tuple(rooms.values()), tuple(speakers.values()))
    again = from_json(to_json(kept), ZoneInfo("Europe/Paris"))
    assert between("talk", kept, again, {}).kinds == between("talk", again, kept, {}).kinds == ()
    assert (again.session.starts, again.session.day, again.session.topics) == (starts, kept.session.day, ("t",))
    assert (again.rooms, again.speakers, again.on) == (kept.rooms, kept.speakers, not cancelled)


def test_a_session_that_is_not_there_is_not_known() -> None:
    assert known(programme(TALK, lan="Lan", a="Hall"), "talk") == Known(TALK, (Text("Hall"),), ("Lan", "hai"))
    assert known(programme(TALK), "other") is None
