"""Schedules in XML: real ones with their true counts, one made by hand, and traps."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.schedules import SCHEDULES, counted, true

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.frab_xml import read
from workshop_bot.formats.programme import Asked, Item, Note

ANY = Asked()
HAND = """<schedule>
  <conference><title>Night School</title><day_change>04:00</day_change>{zone}</conference>
  <day date="2024-12-02" index="1" {bounds}>
    <room name="Hall A">
      <event id="1"><start>23:30</start><duration>1:30</duration><title>Late</title><persons><person id="1">Lan</person></persons></event>
      <event id="2"><start>00:15</start><duration>00:45</duration><title>After midnight</title></event>
      <event id="3"><date>2024-12-02T02:30:00Z</date><start>09:30</start><title>By the date</title></event>
      <event id="3"><date>2024-12-02</date><title>No hours</title><duration>soon</duration></event>
      <event id="5"><start>10:00</start></event>
    </room>
  </day>
</schedule>"""


def by_hand(zone: str = "", bounds: str = "", asked: Asked = ANY) -> tuple[tuple[Item, ...], tuple[Note, ...]]:
    told = read(HAND.format(zone=zone, bounds=bounds).encode(), asked)
    return told.items, told.notes


@pytest.mark.parametrize("name", ["xml-debconf-2023-kochi.xml", "xml-31c3-2014.xml"])
def test_a_real_schedule_holds_what_was_counted_by_other_means(name: str) -> None:
    told = read((SCHEDULES / name).read_bytes(), Asked())
    items = told.items
    assert counted(items) == true(name)
    assert (told.form, told.notes) == ("frab-xml", ())
    assert len({item.key for item in items}) == true(name)["sessions"]


def test_without_its_dates_a_night_session_of_31c3_is_on_the_day_after_its_conference_day() -> None:
    data = (SCHEDULES / "xml-31c3-2014.xml").read_bytes()
    bare = b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(b"<date>"))
    assert [item.starts for item in read(bare, Asked()).items] == [item.starts for item in read(data, Asked()).items]


def test_without_its_dates_debconf_is_right_though_its_days_are_dated_one_too_early() -> None:
    data = (SCHEDULES / "xml-debconf-2023-kochi.xml").read_bytes()
    bare = b"".join(line for line in data.splitlines(keepends=True) if b"<date>" not in line)
    assert [item.starts for item in read(bare, Asked()).items] == [item.starts for item in read(data, Asked()).items]


def test_a_day_without_bounds_lasts_until_the_change_of_day_that_the_conference_tells() -> None:
    items, notes = by_hand()
    assert [(item.key, item.starts) for item in items] == [
        ("1", datetime(2024, 12, 2, 23, 30)),
        ("2", datetime(2024, 12, 3, 0, 15)),
        ("3", datetime.fromisoformat("2024-12-02T02:30Z")),
        ("3", date(2024, 12, 2)),
    ]
    assert [item.ends for item in items] == [datetime(2024, 12, 3, 1), datetime(2024, 12, 3, 1), None, None]
    assert [(item.rooms, item.speakers) for item in items[:2]] == [(("Hall A",), ("Lan",)), (("Hall A",), ())]
    assert notes == (
        Note("event 3", "its start says 09:30, its date 02:30 +0000: the date counts"),
        Note("event 4", "its duration cannot be read: it has no end"),
        Note("event 5", "left out: it has no title, or one that is too long"),
        Note("event 4", 'the id "3" stands twice'),
    )


def test_hours_are_of_the_zone_that_the_file_names_or_of_the_one_asked_for() -> None:
    for items, _ in (
        by_hand("<time_zone_name>Asia/Ho_Chi_Minh</time_zone_name>"),
        by_hand("<time_zone_name>Nowhere/Land</time_zone_name>", asked=Asked(zone="Asia/Ho_Chi_Minh")),
        by_hand(bounds='start="2024-12-02T08:00:00+07:00"', asked=Asked(zone="Asia/Ho_Chi_Minh")),
    ):
        told = [item.starts.isoformat() for item in items[:3]]
        assert told == ["2024-12-02T23:30:00+07:00", "2024-12-03T00:15:00+07:00", "2024-12-02T09:30:00+07:00"]


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnusableInput, match=r'^no time zone "Nowhere/Land"; name the right one by --timezone'):
        by_hand("<time_zone_name>Nowhere/Land</time_zone_name>")


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_DECLARED = "the XML declares a document type or entities, which can hide other files; export it without them"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f'<!DOCTYPE s [<!ENTITY l0 "ha">{_LAUGHS}]><schedule>&l9;</schedule>'.encode(), _DECLARED),
        (b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><version>&x;</version></schedule>', _DECLARED),
        (b'<!DOCTYPE schedule SYSTEM "http://127.0.0.1/x.dtd"><schedule/>', _DECLARED),
        (b"<!DOCTYPE schedule><schedule/>", _DECLARED),
        (b"<schedule>" + b" " * (50 * 2**20) + b"</schedule>", "the XML is too large (50 MB); export the sessions of one workshop alone"),
        (b"<schedule>" + b"<event/>" * 10**6 + b"</schedule>", "the XML is too large (7 MB); export the sessions of one workshop alone"),
        (
            ("<schedule " + " ".join(f'a{n} = "{n}"' for n in range(300_000)) + "/>").encode("utf-16"),
            "the XML is too large (10 MB); export the sessions of one workshop alone",
        ),
        (
            b"<schedule>" + b"<day>" * 200_000 + b"</day>" * 200_000 + b"</schedule>",
            "the schedule holds no session with a title and a time; export it again once sessions are in it",
        ),
        (b"<html><body/></html>", "the XML is no schedule: it begins with <html>, not <schedule>; export the schedule"),
        (b"<schedule/>", "the schedule holds no session with a title and a time; export it again once sessions are in it"),
        (b"", "the XML cannot be read (no element found: line 1, column 0); export it again"),
        (
            b'<?xml version="1.0" encoding="nope"?><schedule/>',
            "the XML cannot be read (unknown encoding: nope); export it again",
        ),
    ],
    ids=["laughs", "external", "remote", "doctype", "huge", "million", "attributes", "deep", "html", "empty", "nothing", "encoding"],
)
def test_a_bomb_or_another_file_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read(data, Asked())
    assert str(refused.value) == said


@given(st.binary())
def test_whatever_the_bytes_they_are_a_programme_or_refused(junk: bytes) -> None:
    real = b'<schedule><day date="2024-12-02"><room name="A"><event><title>T</title><start>10:00</start>'
    for data in (junk, b"<schedule>" + junk + b"</schedule>", real + junk + b"</event></room></day></schedule>"):
        with suppress(UnusableInput):
            read(data, Asked())
