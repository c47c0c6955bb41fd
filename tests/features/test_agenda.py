"""The agenda in the chat: what people follow, by day, and the calendar file that is kept up to date."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from icalendar import Calendar, Event

from workshop_bot.delivery.turn import File
from workshop_bot.knowledge.model import Session

FOLLOWED = """You follow 3 sessions to come.

Tue 3 Dec
1. 10:30–11:15 · Surgery – presentation 1

Fri 6 Dec
2. 9:15–10:00 · Surgery – presentation 2
3. 16:00–16:30 · Closing of the workshop

No timetable was published. The days, hours and order shown here are placeholders. Hanoi time.
[1] [2] [3]
[Change what I follow]

(file my-agenda.ics) For your calendar. After a change of the programme ask for it again: the events are brought up to date."""


def change(world: Any, name: str, **fields: Any) -> None:
    """From now on one session has other fields."""
    put(world, *(one.model_copy(update=fields) if one.id == name else one for one in world.ready.knowledge.sessions))


def take_away(world: Any, name: str) -> None:
    """From now on the programme is without a session."""
    put(world, *(one for one in world.ready.knowledge.sessions if one.id != name))


def put(world: Any, *sessions: Session) -> None:
    """From now on these are the programme."""
    knowledge = replace(world.ready.knowledge, sessions=sessions)
    world.ready = replace(world.ready, knowledge=knowledge, names=replace(world.ready.names, sessions=sessions))


def surgery(world: Any) -> Session:
    found = world.ready.knowledge.items["session:surgery-1"]
    assert isinstance(found, Session)
    return found


def events(person: Any) -> dict[str, Event]:
    """The events of the file that a person is given, by session."""
    (file,) = (reply for reply in person.replies("text", "/agenda") if isinstance(reply, File))
    return {str(event["uid"]).removesuffix("@pow-2024"): event for event in Calendar.from_ical(file.data).events}


def test_what_is_followed_by_day_with_its_file(sam: Any) -> None:
    sam.says("/remind surgery")
    sam.says("/remind closing")
    assert sam.says("/agenda") == FOLLOWED


def test_in_vietnamese_and_french(lan: Any, claire: Any) -> None:
    for somebody in (lan, claire):
        somebody.says("/remind session surgery-1")
    assert lan.says("/agenda") == (
        "Anh/chị đang theo dõi 1 buổi sắp tới.\n\nThứ Ba 3/12\n1. 10:30–11:15 · Phẫu thuật – bài trình bày 1\n\n"
        "Chưa có lịch chi tiết nào được công bố. Ngày, giờ và thứ tự ghi ở đây chỉ là tạm thời. Giờ Hà Nội.\n[1]\n[Đổi mục theo dõi]\n\n"
        "(file lich-cua-toi.ics) Tệp cho ứng dụng lịch. Khi chương trình thay đổi, anh/chị lấy lại tệp này: các sự kiện sẽ được cập nhật."
    )
    assert claire.says("/agenda").replace("\u202f", "_") == (
        "Vous suivez 1 session à venir.\n\nMardi 3 décembre\n1. 10_h_30 – 11_h_15 · Chirurgie – communication 1\n\n"
        "Aucun programme détaillé n’a été publié. Les jours, les heures et l’ordre indiqués ici sont provisoires. Heure locale_: Hanoï.\n"
        "[1]\n[Modifier mon suivi]\n\n"
        "(file mon-agenda.ics) Pour votre calendrier. Si le programme change, demandez-le de nouveau_: les événements seront mis à jour."
    )


def test_an_empty_one_says_how_to_follow(sam: Any, lan: Any, claire: Any) -> None:
    assert sam.says("/agenda") == (
        "You follow nothing yet. /remind shows what I can remind you of; every session has a button for it too.\n[Change what I follow]"
    )
    assert sam.taps("Change what I follow").startswith("What shall I remind you of?")
    assert lan.says("/agenda").startswith("Anh/chị chưa theo dõi gì. Gõ /remind")
    assert claire.says("/agenda").startswith("Vous ne suivez rien pour l’instant. /remind")


def test_a_number_shows_the_card_below_it(sam: Any) -> None:
    sam.says("/remind surgery")
    sam.says("/agenda")
    assert sam.taps("2").split("\n")[0] == "Surgery – presentation 2"
    sam.says("/agenda")
    assert sam.says("1").split("\n")[0] == "Surgery – presentation 1"


def test_overlaps_are_marked_with_the_other_s_number(sam: Any, world: Any) -> None:
    begins = surgery(world).begins
    assert begins
    change(world, "supportive-care-1", starts=begins + timedelta(minutes=15), ends=None)
    sam.says("/remind surgery 1")
    sam.says("/remind session supportive-care-1")
    assert sam.says("/agenda").split("\n")[3:5] == [
        "1. 10:30–11:15 · Surgery – presentation 1 · at the same time as 2",
        "2. 10:45 · Supportive care – presentation 1 · at the same time as 1",
    ]


def test_ones_own_zone_comes_first(claire: Any) -> None:
    claire.says("/settings fuseau Paris")
    claire.says("/remind session surgery-1")
    assert claire.says("/agenda").split("\n")[2:6] == [
        "Mardi 3 décembre",
        "1. 4_h_30 – 5_h_15 (10_h_30 – 11_h_15) · Chirurgie – communication 1".replace("_", "\u202f"),
        "",
        "Aucun programme détaillé n’a été publié. Les jours, les heures et l’ordre indiqués ici sont provisoires. "
        "Entre parenthèses, l’heure à Hanoï.",
    ]


def test_what_is_over_is_in_the_file_alone(sam: Any, world: Any) -> None:
    sam.says("/remind surgery")
    world.at("2024-12-05 09:00")
    assert sam.says("/agenda").split("\n")[:4] == [
        "You follow 1 session to come.",
        "",
        "Fri 6 Dec",
        "1. 9:15–10:00 · Surgery – presentation 2",
    ]
    assert set(events(sam)) == {"surgery-1", "surgery-2"}
    world.at("2024-12-08 09:00")
    assert sam.says("/agenda").split("\n")[0] == "All that you followed is over."


def test_the_file_says_how_often_a_session_has_changed(sam: Any, lan: Any, world: Any) -> None:
    sam.says("/remind surgery")
    lan.says("/remind session surgery-1")
    begins = surgery(world).begins
    assert begins
    assert {name: event["sequence"] for name, event in events(sam).items()} == {"surgery-1": 0, "surgery-2": 0}
    change(world, "surgery-1", starts=begins + timedelta(minutes=30))
    assert events(lan)["surgery-1"]["sequence"] == 1
    assert {name: event["sequence"] for name, event in events(sam).items()} == {"surgery-1": 1, "surgery-2": 0}
    change(world, "surgery-1", starts=begins)
    assert events(sam)["surgery-1"]["sequence"] == 2
    assert events(sam)["surgery-1"].decoded("dtstart") == begins


def test_what_is_cancelled_is_said_and_stays_in_the_file_as_cancelled(sam: Any, world: Any) -> None:
    sam.says("/remind surgery")
    events(sam)
    change(world, "surgery-1", cancelled=True)
    assert sam.says("/agenda").split("\n")[:4] == [
        "You follow 1 session to come.", "", "Tue 3 Dec", "1. 10:30–11:15 · Surgery – presentation 1 · cancelled",
    ]  # fmt: skip
    event = events(sam)["surgery-1"]
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)


def test_what_is_gone_from_the_programme_is_cancelled_in_calendars_that_have_it(sam: Any, lan: Any, world: Any) -> None:
    sam.says("/remind surgery")
    lan.says("/remind session surgery-2")
    events(sam)
    before, title = surgery(world), "Surgery – presentation 1"
    take_away(world, "surgery-1")
    for _ in range(2):
        event = events(sam)["surgery-1"]
        assert (str(event["status"]), event["sequence"], str(event["summary"])) == ("CANCELLED", 1, title)
        assert event.decoded("dtstart") == before.begins
    assert set(events(lan)) == {"surgery-2"}
    assert "presentation 1" not in sam.says("/agenda")
    take_away(world, "surgery-2")
    assert {name: str(event["status"]) for name, event in events(lan).items()} == {"surgery-2": "CANCELLED"}
    assert lan.says("/agenda").startswith("Anh/chị chưa theo dõi gì.")
    change(world, "closing", id="surgery-1", title=before.title, starts=before.starts, ends=before.ends, topics=before.topics)
    assert (str(events(sam)["surgery-1"]["status"]), events(sam)["surgery-1"]["sequence"]) == ("TENTATIVE", 2)


def test_what_was_over_when_it_went_stays_as_it_was(sam: Any, world: Any) -> None:
    sam.says("/remind surgery")
    events(sam)
    world.at("2024-12-04 09:00")
    take_away(world, "surgery-1")
    assert set(events(sam)) == {"surgery-2"}
