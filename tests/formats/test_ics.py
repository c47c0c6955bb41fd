"""Programmes from calendar files: real ones with their true counts, shapes of well-known writers, and files that are none."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.schedules import EXPECTED, SCHEDULES

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.ics import read, write
from workshop_bot.formats.programme import Asked, Item, Note, Programme
from workshop_bot.knowledge.read import usable

ZONES = {"ics-kielux-2020-de.ics": "Europe/Berlin"}
TRUE: dict[str, dict[str, object]] = {
    "ics-pyconau-2023.ics": {"speakers": 87},  # the count by other means took the nobody of a title that ends with a dash for a name
    "ics-uit-2026-vi.ics": {"days": 23, "first": "2026-02-26T13:00+07:00"},  # two courses share four Thursdays
}


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar of events, each given as its lines."""
    lines = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{head}{lines}\nEND:VCALENDAR\n".encode()


def told(*events: str, head: str = "") -> Programme:
    return read(calendar(*events, head=head), Asked())


TALK = "UID:a\nSUMMARY:Talk\nDTSTART:20241202T020000Z\nDTEND:20241202T030000Z"


@pytest.mark.parametrize("name", sorted(path.name for path in SCHEDULES.glob("*.ics")))
def test_a_real_calendar_holds_what_was_counted_by_other_means(name: str) -> None:
    items = read((SCHEDULES / name).read_bytes(), Asked()).items
    zone = ZoneInfo(ZONES[name]) if name in ZONES else None
    starts = [item.starts.astimezone(zone or item.starts.tzinfo) for item in items if isinstance(item.starts, datetime)]
    ends = [item.ends.astimezone(zone or item.ends.tzinfo) for item in items if item.ends]
    assert {
        "sessions": len(items),
        "days": len({moment.date() for moment in starts}),
        "rooms": len({room for item in items for room in item.rooms}),
        "speakers": len({speaker for item in items for speaker in item.speakers}),
        "first": min(starts).isoformat("T", "minutes"),
        "last": max(ends).isoformat("T", "minutes"),
    } == {key: (EXPECTED[name] | TRUE.get(name, {}))[key] for key in ("sessions", "days", "rooms", "speakers", "first", "last")}
    assert len({item.key for item in items}) == len(items)
    assert "\ufffd" not in repr(items)


def test_zones_are_those_that_the_files_name() -> None:
    assert {name: read((SCHEDULES / name).read_bytes(), Asked()).zone for name in EXPECTED if name.startswith("ics")} == {
        "ics-jres-2022-fr.ics": "Europe/Paris",
        "ics-kielux-2020-de.ics": "",
        "ics-lca-2020.ics": "Australia/Brisbane",
        "ics-pyconau-2023.ics": "Australia/Adelaide",
        "ics-uit-2026-vi.ics": "Asia/Ho_Chi_Minh",
    }


def test_an_event_by_hand_is_read_in_full() -> None:
    event = (
        "UID:a@x\nSUMMARY:Panel discussion\nDTSTART;TZID=Asia/Ho_Chi_Minh:20241202T090000\nDURATION:PT45M\nLOCATION:Hall A\n"
        "CATEGORIES:Neuroblastoma,Surgery\nSTATUS:CANCELLED\nURL:https://example.org/talk\nX-GOOGLE-CONFERENCE:https://meet.google.com/abc\n"
        "DESCRIPTION:Speaker: Lan Nguyễn\\n<p>First &amp; <b>last</b></p>"
    )
    (item,) = told(event).items
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")
    assert (item.key, item.title, item.starts, item.ends) == (
        "a@x",
        {"": "Panel discussion"},
        datetime(2024, 12, 2, 9, tzinfo=hanoi),
        datetime(2024, 12, 2, 9, 45, tzinfo=hanoi),
    )
    assert (item.rooms, item.speakers, item.topics) == (("Hall A",), ("Lan Nguyễn",), ("Neuroblastoma", "Surgery"))
    assert (item.summary, item.kind, item.join, item.cancelled) == (
        {"": "First & last"},
        "discussion",
        "https://meet.google.com/abc",
        True,
    )


def test_several_rooms_are_told_by_places_of_the_file_and_addresses_stay_whole() -> None:
    places = ("Arena", "Room 8", "Arena\\, Room 8", "Arena\\, Room 8\\, Hanoi", "Hall 5\\, 12 Main Street\\, Hanoi")
    items = told(*(f"{TALK}\nLOCATION:{place}" for place in places)).items
    assert [item.rooms for item in items] == [
        ("Arena",), ("Room 8",), ("Arena", "Room 8"), ("Arena, Room 8, Hanoi",), ("Hall 5, 12 Main Street, Hanoi",)
    ]  # fmt: skip


def test_a_place_that_is_still_to_be_found_is_no_room_and_a_title_may_say_that_it_is_off() -> None:
    (item,) = told(f"{TALK.replace('SUMMARY:', 'SUMMARY:Annulé: ', 1)}\nLOCATION:lieu à préciser").items
    (same,) = told(TALK).items
    assert (item.title, item.rooms, item.cancelled, same.cancelled) == (same.title, (), True, False)


def test_spellings_of_a_room_with_and_without_accents_are_one() -> None:
    places = ("Amphithéâtre", "Amphithéatre", "AMPHITHEATRE\\, Hall B", "Hall B")
    items = told(*(f"{TALK}\nLOCATION:{place}" for place in places)).items
    assert [item.rooms for item in items] == [("Amphithéâtre",), ("Amphithéâtre",), ("Amphithéâtre", "Hall B"), ("Hall B",)]


def test_a_title_without_speakers_that_says_nothing_has_its_kind_from_what_is_below() -> None:
    event = "UID:a\nSUMMARY:Main Conference: plenary\nDTSTART:20241202T020000Z\nDESCRIPTION:"
    items = told(f"{event}Registration open", f"{event}Speaker: Ann Lee\\nLunch", f"{event}What lunch does to attention").items
    assert [item.kind for item in items] == ["break", "talk", "talk"]


def exported(name: str) -> Programme:
    """A file by hand in the shape of a program's export, with its ends of line."""
    return read((Path(__file__).parent / "calendars" / f"{name}.ics").read_bytes().replace(b"\n", b"\r\n"), Asked())


def test_outlooks_export_is_read_by_the_rules_of_its_zones() -> None:
    found = exported("outlook")
    talk, panel = found.items
    assert (found.title, found.zone, found.notes) == ("Hội thảo Ung thư nhi", "", ())
    moments = [
        (item.starts.astimezone(UTC), item.ends - item.starts) for item in found.items if isinstance(item.starts, datetime) and item.ends
    ]
    assert moments == [
        (datetime(2024, 12, 2, 1, 30, tzinfo=UTC), timedelta(minutes=45)),
        (datetime(2024, 12, 3, 3, tzinfo=UTC), timedelta(hours=1)),
    ]
    assert (talk.title, talk.rooms, talk.speakers, talk.kind) == (
        {"": "U nguyên bào thần kinh"},
        ("Hội trường A",),
        ("Nguyễn Thị Lan",),
        "talk",
    )
    assert talk.summary == {"": "U nguyên bào thần kinh: chẩn đoán và điều trị."}
    assert (panel.kind, panel.join) == ("discussion", "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc")


@pytest.mark.parametrize(("offset", "zone"), [("+0700", "Asia/Bangkok"), ("+0800", "")])
def test_a_zone_of_windows_is_a_known_one_where_its_rules_show_the_same_hours(offset: str, zone: str) -> None:
    rules = f"BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD"
    head = f"BEGIN:VTIMEZONE\nTZID:SE Asia Standard Time\n{rules}\nEND:VTIMEZONE\n"
    found = told('UID:a\nSUMMARY:Talk\nDTSTART;TZID="SE Asia Standard Time":20241202T090000', head=head)
    (item,) = found.items
    assert isinstance(item.starts, datetime)
    assert (found.zone, f"{item.starts:%H:%M%z}") == (zone, f"09:00{offset}")


def test_apples_export_is_read_without_its_alarms_and_maps() -> None:
    found, paris = exported("apple"), ZoneInfo("Europe/Paris")
    assert (found.title, found.zone, found.notes) == ("Oncologie pédiatrique", "Europe/Paris", ())
    assert found.items == (
        Item(
            place="event 1",
            key="5D1F0A7C-2B3E-4C4D-8E5F-6A7B8C9D0E1F",
            title={"": "Le neuroblastome, du diagnostic au traitement : ce que l’imagerie nous apprend"},
            starts=datetime(2024, 10, 26, 9, 30, tzinfo=paris),
            ends=datetime(2024, 10, 26, 10, 15, tzinfo=paris),
            rooms=("Hôpital des Enfants, 12 rue des Lilas, 75012 Paris",),
        ),
        Item(
            place="event 2",
            key="6E2F0A7C-2B3E-4C4D-8E5F-6A7B8C9D0E1F",
            title={"": "Déjeuner"},
            starts=datetime(2024, 10, 27, 12, tzinfo=paris),
            ends=datetime(2024, 10, 27, 13, 30, tzinfo=paris),
            kind="break",
        ),
    )


def test_googles_export_is_read_without_guests_and_how_to_dial_in() -> None:
    found, hanoi = exported("google"), ZoneInfo("Asia/Ho_Chi_Minh")
    assert (found.title, found.zone, found.notes) == (
        "Pediatric Oncology",
        "Asia/Ho_Chi_Minh",
        (Note("event 3", "left out: it fills whole days"),),
    )
    coffee = Item(
        place="event 2",
        key="4k2j1h0g9f8e7d6c5b4a@google.com 2024-12-02",
        title={"": "Coffee break"},
        starts=datetime(2024, 12, 2, 10, tzinfo=hanoi),
        ends=datetime(2024, 12, 2, 10, 15, tzinfo=hanoi),
        kind="break",
    )
    assert found.items == (
        Item(
            place="event 1",
            key="3k2j1h0g9f8e7d6c5b4a@google.com",
            title={"": "Late effects"},
            starts=datetime(2024, 12, 2, 1, 30, tzinfo=UTC),
            ends=datetime(2024, 12, 2, 2, 15, tzinfo=UTC),
            rooms=("Hall A",),
            speakers=("Ann Lee",),
            summary={"": "Late effects & follow-up"},
            join="https://meet.google.com/abc-defg-hij",
        ),
        coffee,
        replace(
            coffee,
            key="4k2j1h0g9f8e7d6c5b4a@google.com 2024-12-03",
            starts=datetime(2024, 12, 3, 10, tzinfo=hanoi),
            ends=datetime(2024, 12, 3, 10, 15, tzinfo=hanoi),
        ),
    )


def test_hours_without_a_zone_are_those_of_the_clock_in_the_zone_that_the_calendar_names() -> None:
    found = told("UID:a\nSUMMARY:Talk\nDTSTART:20241202T090000", head="X-WR-TIMEZONE:Asia/Ho_Chi_Minh\n")
    assert (found.items[0].starts, found.zone) == (datetime(2024, 12, 2, 9), "Asia/Ho_Chi_Minh")


def test_outlooks_zones_are_known_and_others_are_refused_by_place() -> None:
    outlook = "UID:a\nSUMMARY:Talk\nDTSTART;TZID=W. Europe Standard Time:20241202T090000"
    (item,) = told(outlook).items
    assert isinstance(item.starts, datetime)
    assert item.starts.astimezone(UTC) == datetime(2024, 12, 2, 8, tzinfo=UTC)
    with pytest.raises(UnusableInput, match='event 2: its zone "Nowhere" is not known'):
        told(TALK, "UID:b\nSUMMARY:Talk\nDTSTART;TZID=Nowhere:20241202T090000")


def test_whole_days_and_what_lacks_a_time_or_title_are_told_and_left_out() -> None:
    found = told(TALK, "UID:b\nSUMMARY:Holiday\nDTSTART;VALUE=DATE:20241202", "UID:c\nSUMMARY:Never", "UID:d\nDTSTART:20241202T020000Z")
    assert ([item.key for item in found.items], found.notes) == (
        ["a"],
        (
            Note("event 2", "left out: it fills whole days"),
            Note("event 3", "left out: it has no time"),
            Note("event 4", "left out: it has no title"),
        ),
    )


def test_a_recurring_event_meets_by_its_rule_but_for_what_is_taken_away_or_moved() -> None:
    rule = "UID:r\nSUMMARY:Rounds\nDTSTART;TZID=Europe/Paris:20241025T090000\nDTEND;TZID=Europe/Paris:20241025T100000\n"
    found = told(
        f"{rule}RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=4\nEXDATE;TZID=Europe/Paris:20241101T090000",
        "UID:r\nSUMMARY:Rounds\nDTSTART;TZID=Europe/Paris:20241108T140000\nRECURRENCE-ID;TZID=Europe/Paris:20241108T090000",
    )
    paris = ZoneInfo("Europe/Paris")
    assert [(item.key, item.starts) for item in found.items] == [
        ("r 2024-10-25", datetime(2024, 10, 25, 9, tzinfo=paris)),
        ("r 2024-11-15", datetime(2024, 11, 15, 9, tzinfo=paris)),
        ("r 2024-11-08", datetime(2024, 11, 8, 14, tzinfo=paris)),
    ]
    assert found.items[1].ends == datetime(2024, 11, 15, 10, tzinfo=paris)


def test_who_is_invited_is_no_speaker() -> None:
    speaker = 'ATTENDEE;CN="Lan";ROLE=REQ-PARTICIPANT:invalid:nomail'
    guest = "ATTENDEE;CN=Guest;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:guest@example.org"
    address = "ATTENDEE;CN=guest@example.org:mailto:guest@example.org"
    found = told(f"{TALK}\n{speaker}\n{guest}\n{address}")
    assert (found.items[0].speakers, found.notes) == (
        ("Lan",),
        (Note("event 1", "a speaker who is called by an e-mail address was left out"),),
    )


def test_a_title_with_a_dash_names_speakers_in_pretalxs_files_alone() -> None:
    event = "UID:pretalx-conf-ABC123@x\nSUMMARY:On - and off - Ann\\, Bob\nDTSTART:20241202T020000Z"
    nobody = "UID:pretalx-conf-ABC124@x\nSUMMARY:Fair - \nDTSTART:20241202T020000Z"
    (other,) = told(event).items
    item, fair = read(calendar(event, nobody).replace(b"-//x//y", b"-//pretalx//pretalx.com"), Asked()).items
    assert (item.key, item.title, item.speakers) == ("ABC123", {"": "On - and off"}, ("Ann", "Bob"))
    assert (fair.title, fair.speakers) == ({"": "Fair"}, ())
    assert (other.title, other.speakers) == ({"": "On - and off - Ann, Bob"}, ())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"BEGIN:VCALENDAR\n" * 2000, "the calendar has parts within parts, 2000 deep; export it again"),
        (b"BEGIN:VCALENDAR\n" + b"x" * 50_000_000, "the calendar has more than 10 MB; export the programme alone"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_001, "the calendar has 20,001 events, more than 20,000; export the programme alone"),
        (
            calendar(f"{TALK}\nRRULE:FREQ=SECONDLY"),
            "event 1: its rule of recurrence is not one of days, weeks, months or years; write its meetings one by one",
        ),
        (
            calendar(f"{TALK}\nRRULE:FREQ=DAILY;COUNT=999999999"),
            "event 1: the recurring events have more than 1,000 meetings; give their rules an end",
        ),
        (
            calendar(f"{TALK}\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"),
            "event 1: its rule of recurrence gives no meeting; write its meetings one by one",
        ),
        (
            calendar(TALK, head="BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"),
            "a zone of the calendar sets its clocks more often than yearly; export it again with named zones",
        ),
        (calendar(), "the calendar holds no event with a title and hours; export it again with the sessions in it"),
    ],
    ids=["deep", "large", "many", "seconds", "endless", "never", "zone", "empty"],
)
def test_what_is_no_programme_is_refused_in_a_line(data: bytes, said: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read(data, Asked())
    assert str(refused.value) == said


def test_our_own_files_may_hold_sessions_whose_hours_are_not_known() -> None:
    ours = calendar("UID:no-hours@cells\nSUMMARY:Talk\nDTSTART;VALUE=DATE:20241202").replace(b"-//x//y", b"-//workshop-bot//agenda")
    (item,) = read(ours, Asked()).items
    assert (item.key, item.starts) == ("no-hours", date(2024, 12, 2))


@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from(["RRULE:", "DTSTART:", "DTEND:", "DURATION:", "UID:", "SUMMARY:", "EXDATE:", "RECURRENCE-ID:"]))
    .flatmap(lambda names: st.tuples(*(st.text(max_size=12).map(name.__add__) for name in names)))
    .map(lambda lines: calendar(TALK, "\n".join(line.replace("\ud800", "") for line in lines)))
)
def test_whatever_the_bytes_nothing_but_a_refusal_is_raised(data: bytes) -> None:
    with suppress(UnusableInput):
        assert read(data, Asked()).items


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_what_is_written_here_reads_back_equal_in_each_language(language: str, tmp_path: Path) -> None:
    files = {
        "workshop": f"""workshop:
  id: cells
  name: Cell Workshop
  starts: 2024-10-26
  ends: 2024-10-28
  timezone: Europe/Paris
  languages: [{language}]
  rooms: [{{id: hall-a, name: Hall A}}, {{id: hall-b, name: Hall B}}]""",
        "topics": "topics: [{id: surgery, name: Surgery}]",
        "speakers": "speakers: [{id: lan, name: Nguyễn Thị Lan}, {id: ann, name: Ann Lee}]",
        "sessions": """sessions:
  - id: opening
    title: Welcome; coffee, tea
    summary: "One\\n\\nTwo"
    starts: 2024-10-26 09:00
    ends: 09:45
    room: [hall-a, hall-b]
    join: https://example.org/live
    speakers: [lan, ann]
    topics: [surgery]
  - {id: night, title: Night, summary: Dark, starts: 2024-10-27 02:30, minutes: 15, provisional: true, speakers: [ann]}
  - {id: open-end, title: Open end, starts: 2024-10-28 10:00, cancelled: true}
  - {id: no-hours, title: No hours, starts: 2024-10-28}""",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    written = write(usable(tmp_path), {"night": 3}, datetime(2024, 10, 1, 12, tzinfo=UTC))
    again = Calendar.from_ical(written)
    assert again.to_ical().decode() == written
    assert [event["sequence"] for event in again.walk("VEVENT")] == [0, 3, 0, 0]
    assert written.count("\nDTSTAMP:20241001T120000Z") == 4
    found, paris = read(written.encode(), Asked()), ZoneInfo("Europe/Paris")
    assert (found.title, found.zone, found.notes) == ("Cell Workshop", "Europe/Paris", ())
    assert found.items == (
        Item(
            place="event 1",
            key="opening",
            title={"": "Welcome; coffee, tea"},
            starts=datetime(2024, 10, 26, 9, tzinfo=paris),
            ends=datetime(2024, 10, 26, 9, 45, tzinfo=paris),
            rooms=("Hall A", "Hall B"),
            speakers=("Nguyễn Thị Lan", "Ann Lee"),
            topics=("Surgery",),
            summary={"": "One\n\nTwo"},
            kind="opening",
            join="https://example.org/live",
        ),
        Item(
            place="event 2",
            key="night",
            title={"": "Night"},
            starts=datetime(2024, 10, 27, 2, 30, tzinfo=paris),
            ends=datetime(2024, 10, 27, 2, 45, tzinfo=paris),
            speakers=("Ann Lee",),
            summary={"": "Dark"},
        ),
        Item(place="event 3", key="open-end", title={"": "Open end"}, starts=datetime(2024, 10, 28, 10, tzinfo=paris), cancelled=True),
        Item(place="event 4", key="no-hours", title={"": "No hours"}, starts=date(2024, 10, 28)),
    )
