"""What changed of what people follow: heard once, when it has settled, as it is when it is sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.features.conftest import Person, World, seen

from workshop_bot import owed
from workshop_bot.delivery.turn import Say
from workshop_bot.features import changes
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.store import chats, follows
from workshop_bot.texts.markup import Rendered


def follow(person: Person, *targets: str, **choices: str | int) -> None:
    """Somebody who was met follows these, and has chosen."""
    world = person.world
    with world.store.transaction() as connection:
        chats.meet(connection, person.number, True, world.now)
        chats.change(connection, person.number, seen=person.language[:2], announcements="urgent", **choices)
        for target in targets:
            follows.follow(connection, person.number, target, world.now)
        owed.plan(connection, world.ready.knowledge, world.now, chat=person.number)


def take_over(world: World, programme: Knowledge, silent: frozenset[str] = frozenset()) -> None:
    """Another programme is in force from now on."""
    with world.store.transaction() as connection:
        changes.taken_over(connection, world.ready.knowledge, programme, world.now, silent)
    world.ready = replace(world.ready, knowledge=programme)


def change(world: World, silent: bool = False, **changed: Mapping[str, Any] | None) -> None:
    """Sessions by their ids (with _ for -) get other fields, or are gone."""
    found = {name.replace("_", "-"): fields for name, fields in changed.items()}
    knowledge = world.ready.knowledge
    sessions = [
        session.model_copy(update=dict(found.get(session.id) or {}))
        for session in knowledge.sessions
        if found.get(session.id, {}) is not None
    ]
    take_over(world, replace(knowledge, sessions=tuple(sessions)), frozenset(found) if silent else frozenset())


def with_session(world: World, session: Session) -> None:
    take_over(world, replace(world.ready.knowledge, sessions=(*world.ready.knowledge.sessions, session)))


def at(world: World, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2030, 6, day, hour, minute, tzinfo=world.ready.knowledge.workshop.zone)


def moved(world: World, day: int, hour: int, minute: int = 0, minutes: int = 60) -> dict[str, Any]:
    start = at(world, day, hour, minute)
    return {"starts": start, "ends": start + timedelta(minutes=minutes), "minutes": None}


def struck(reply: Say) -> str:
    """A message as one reads it, with ~ around what is struck through."""
    text = reply.text.text
    for mark in reversed(reply.text.marks):
        if mark.kind == "strikethrough":
            coded = text.encode("utf-16-le")
            start, end = 2 * mark.start, 2 * (mark.start + mark.length)
            before, within, after = (part.decode("utf-16-le") for part in (coded[:start], coded[start:end], coded[end:]))
            text = f"{before}~{within}~{after}"
    return seen([replace(reply, text=Rendered(text, ()))])


def hears(person: Person) -> str:
    """What came by itself since it was asked last, now that the clock has ticked."""
    person.world.tick()
    found = person.world.heard.pop(person.number, [])
    return "\n\n".join(struck(reply) for reply in found if isinstance(reply, Say))


def settled(person: Person) -> str:
    """What is heard a minute later."""
    person.world.later(1)
    return hears(person)


@pytest.fixture
def mai(made_up: World) -> Person:
    """An English reader on the evening before the made-up workshop."""
    made_up.at("2030-06-02 18:00")
    return Person(made_up, 7, "en")


def reader(mai: Person, number: int, language: str = "en") -> Person:
    return Person(mai.world, number, language)


class TestWhatIsRead:
    def test_moved(self, mai: Person) -> None:
        follow(mai, "all")
        change(mai.world, allergy_1=moved(mai.world, 4, 11))
        assert hears(mai) == ""
        assert settled(mai) == (
            "⚠️ Moved: Pollen and dust\n"
            "~Mon 3 Jun, 14:00–15:00~ → Tue 4 Jun, 11:00–12:00\n\n"
            "Hanoi time.\n"
            "[Show the session] [Show my agenda]\n[Stop for this session]"
        )
        assert settled(mai) == ""

    def test_moved_in_the_zone_and_the_language_of_the_reader(self, mai: Person) -> None:
        claire = reader(mai, 8, "fr")
        follow(claire, "all", zone="Europe/Paris")
        change(mai.world, inhalers_2=moved(mai.world, 4, 14, 30))
        assert settled(claire).replace("\u202f", " ") == (
            "⚠️ Changement d’horaire : L’inhalateur du nourrisson\n"
            "~mardi 4 juin, 4 h – 5 h (9 h – 10 h à Hanoï)~ → mardi 4 juin, 9 h 30 – 10 h 30 (14 h 30 – 15 h 30 à Hanoï) · provisoire\n"
            "Au même moment, vous suivez aussi : Cas cliniques\n\n"
            "Ces horaires sont provisoires.\n"
            "[Voir la session] [Voir mon agenda]\n[Ne plus rappeler]"
        )

    def test_cancelled_gone_and_back(self, mai: Person) -> None:
        follow(mai, "session:allergy-1")
        world, programme = mai.world, mai.world.ready.knowledge
        change(world, allergy_1={"cancelled": True})
        assert settled(mai) == "⚠️ Cancelled: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~\n\nHanoi time.\n[Show the session] [Show my agenda]"
        change(world, allergy_1={"cancelled": False} | moved(world, 3, 15))
        back = "Hanoi time.\n[Show the session] [Show my agenda]\n[Stop for this session]"
        assert settled(mai) == f"⚠️ Takes place after all: Pollen and dust\nMon 3 Jun, 15:00–16:00 · Room: Hall B\n\n{back}"
        change(world, allergy_1=None)
        assert settled(mai) == "⚠️ No longer in the programme: Pollen and dust\n~Mon 3 Jun, 15:00–16:00~\n\nHanoi time.\n[Show my agenda]"
        take_over(world, programme)
        assert settled(mai) == f"⚠️ Takes place after all: Pollen and dust\nMon 3 Jun, 14:00–15:00 · Room: Hall B\n\n{back}"

    def test_people_and_title(self, mai: Person) -> None:
        follow(mai, "all")
        change(mai.world, inhalers_1={"speakers": ("lan", "moreau"), "title": Text("Inhaling")})
        assert settled(mai) == (
            "⚠️ Changed: Inhaling\n"
            "Speakers: ~Nguyễn Thị Lan~ → Nguyễn Thị Lan, Claire Moreau\n"
            "Old title: ~How to use an inhaler~\n"
            "[Show the session] [Show my agenda]\n[Stop for this session]"
        )

    def test_a_title_in_another_language_is_none_of_the_readers(self, mai: Person) -> None:
        follow(mai, "all")
        title = Text(by_language=(("vi", "Mở đầu"), ("fr", "Ouverture"), ("en", "Opening")))
        change(mai.world, opening={"title": title})
        assert settled(mai) == ""

    def test_room_and_link_by_presence(self, mai: Person) -> None:
        there, online, both = (reader(mai, number) for number in (1, 2, 3))
        for person, presence in ((there, "room"), (online, "online"), (both, "")):
            follow(person, "all", presence=presence)
        change(mai.world, allergy_1={"join": "https://example.org/live"})
        told = [settled(there), hears(online), hears(both)]
        assert told == [
            "",
            *["⚠️ New link: Pollen and dust\nOnline: https://example.org/live\n[Show the session] [Show my agenda]\n[Stop for this session]"]
            * 2,
        ]
        change(mai.world, allergy_1={"room": ("hall-a",)})
        told = [settled(there), hears(online), hears(both)]
        room = "⚠️ Other room: Pollen and dust\nRoom: ~Hall B~ → Hall A\n[Show the session] [Show my agenda]\n[Stop for this session]"
        assert told == [room, "", room]
        change(mai.world, allergy_1={"join": None})
        told = [settled(there), hears(online), hears(both)]
        assert told == ["", *["⚠️ No link any more: Pollen and dust\n[Show the session] [Show my agenda]\n[Stop for this session]"] * 2]

    def test_a_start_within_the_lead_says_how_long_is_left(self, mai: Person) -> None:
        follow(mai, "all", lead=15, second_lead=60)
        mai.world.at("2030-06-03 12:59")
        change(mai.world, allergy_1=moved(mai.world, 3, 14, 15))
        assert "→ Mon 3 Jun, 14:15–15:15\n" in settled(mai)
        change(mai.world, allergy_1=moved(mai.world, 3, 13, 40))
        assert "→ Mon 3 Jun, 13:40–14:40 · in 39 min\n" in settled(mai)

    def test_several_in_one_message_what_does_not_take_place_first(self, mai: Person) -> None:
        follow(mai, "all")
        change(mai.world, opening={"room": ("hall-b",)}, cases={"cancelled": True}, closing=None, allergy_1=moved(mai.world, 3, 8, 30))
        assert settled(mai) == (
            "⚠️ 4 changes to what you follow\n\n"
            "1. Cancelled: Clinical cases\n~Tue 4 Jun, 14:00–15:30~\n\n"
            "2. No longer in the programme: Closing\n~Wed 5 Jun, 16:00–16:30~\n\n"
            "3. Moved: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~ → Mon 3 Jun, 8:30–9:30\n"
            "You also follow at that time: Opening, How to use an inhaler\n\n"
            "4. Other room: Opening\nRoom: ~Hall A~ → Hall B\n\n"
            "Hanoi time.\n"
            "[1] [3] [4]\n[Show my agenda]"
        )
        assert [mai.says(typed).split("\n")[0] for typed in ("3", "1", "2")] == ["Pollen and dust", "Clinical cases", "I do not know that."]

    def test_what_does_not_fit_is_counted(self, mai: Person) -> None:
        follow(mai, "all")
        sessions = [
            Session.model_construct(id=f"s{number:02}", title=Text(f"Talk {number}"), starts=at(mai.world, 5, 9, number))
            for number in range(12)
        ]
        take_over(mai.world, replace(mai.world.ready.knowledge, sessions=(*mai.world.ready.knowledge.sessions, *sessions)))
        told = settled(mai)
        assert told.startswith("⚠️ 12 changes to what you follow\n\n1. New session: Talk 0\nWed 5 Jun, 9:00\n")
        assert "\n\n10. New session: Talk 9\n" in told
        assert told.endswith("\n\nand 2 more: /agenda\n\nHanoi time.\n[1] [2] [3] [4] [5] [6] [7] [8]\n[9] [10]\n[Show my agenda]")
        titles: dict[str, Any] = {f"s{number:02}": {"title": Text(str(number) * 1500)} for number in range(12)}
        change(mai.world, **titles)
        told = settled(mai)
        assert told.count("New title: ") == 2
        assert "and 10 more: /agenda" in told

    @pytest.mark.parametrize("others", [{}, {"closing": {"room": ("hall-b",)}}])
    def test_one_that_is_too_long_is_cut(self, others: dict[str, Any], mai: Person) -> None:
        follow(mai, "all")
        change(mai.world, opening={"title": Text("word " * 2000)}, **others)
        mai.world.later(1)
        mai.world.tick()
        (told,) = mai.world.heard[mai.number]
        assert isinstance(told, Say)
        assert 3900 < told.text.units <= 4000

    def test_its_buttons_lead_to_the_session_and_end_its_reminders(self, mai: Person) -> None:
        follow(mai, "all")
        change(mai.world, allergy_1=moved(mai.world, 3, 15))
        settled(mai)
        assert mai.taps("Stop for this session").startswith("(edited) No more reminders: Pollen and dust")
        change(mai.world, allergy_1=moved(mai.world, 3, 16), cases=moved(mai.world, 4, 15), closing={"room": ("hall-a",)})
        assert settled(mai).startswith("⚠️ 2 changes to what you follow\n\n1. Moved: Clinical cases\n")
        assert mai.taps("1").startswith("(edited) Clinical cases\nTue 4 Jun, 15:00–16:00")

    def test_leads_to_the_new_calendar(self, mai: Person) -> None:
        follow(mai, "session:allergy-1")
        change(mai.world, allergy_1=moved(mai.world, 3, 15))
        settled(mai)
        shown = mai.taps("Show my agenda")
        assert shown.startswith("You follow 1 session to come.\n\nMon 3 Jun\n1. 15:00–16:00 · Pollen and dust")
        assert "(file my-agenda.ics)" in shown


class TestWhoHears:
    def test_p13_those_who_follow_it_as_it_was_or_as_it_is(self, mai: Person) -> None:
        first, second, none = (reader(mai, number) for number in (1, 2, 3))
        for person, target in ((first, "day:2030-06-03"), (second, "day:2030-06-05"), (none, "day:2030-06-04")):
            follow(person, target)
        change(mai.world, allergy_1=moved(mai.world, 5, 9))
        assert settled(first).startswith("⚠️ Moved: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~ → Wed 5 Jun, 9:00–10:00\n")
        assert hears(second).startswith("⚠️ New session: Pollen and dust\nWed 5 Jun, 9:00–10:00 · Room: Hall B\n")
        assert hears(none) == ""

    def test_p13_a_session_added_later_is_told_to_those_who_follow_its_day_or_topic(self, mai: Person) -> None:
        topic, other = reader(mai, 1), reader(mai, 2)
        follow(topic, "topic:allergy")
        follow(other, "topic:inhalers")
        made = Session.model_construct(id="allergy-2", title=Text("Cats"), starts=at(mai.world, 5, 9), topics=("allergy",))
        with_session(mai.world, made)
        assert settled(topic).startswith("⚠️ New session: Cats\nWed 5 Jun, 9:00\n")
        assert hears(other) == ""
        mai.world.at("2030-06-05 08:45")
        assert hears(topic).startswith("⏰ In 15 min: Cats\n")

    def test_p13_nobody_who_has_stopped_it_or_is_silent(self, mai: Person) -> None:
        stopped, silent, left = (reader(mai, number) for number in (1, 2, 3))
        for person in (stopped, silent, left):
            follow(person, "all")
        with mai.world.store.transaction() as connection:
            follows.follow(connection, stopped.number, "session:allergy-1", mai.world.now, stopped=True)
        change(mai.world, allergy_1=moved(mai.world, 3, 15))
        with mai.world.store.transaction() as connection:
            chats.change(connection, silent.number, silent=True)
            follows.drop(connection, left.number)
        assert [settled(stopped), hears(silent), hears(left)] == ["", "", ""]


class TestWhen:
    def test_p13_at_once_within_half_an_hour_else_when_it_has_settled(self, mai: Person) -> None:
        follow(mai, "all")
        mai.world.at("2030-06-03 13:29")
        change(mai.world, allergy_1=moved(mai.world, 3, 14, 10))
        assert hears(mai) == ""
        mai.world.later(0.9)
        assert hears(mai) == ""
        change(mai.world, allergy_1={"room": ("hall-a",)})  # settles anew
        mai.world.later(0.5)
        assert hears(mai) == ""
        assert settled(mai).startswith(
            "⚠️ Moved: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~ → Mon 3 Jun, 14:10–15:10\nRoom: ~Hall B~ → Hall A"
        )
        mai.world.at("2030-06-03 13:40")
        change(mai.world, allergy_1={"room": ("hall-b",)})
        assert hears(mai).startswith("⚠️ Other room: Pollen and dust\n")
        mai.world.at("2030-06-03 14:30")
        hears(mai)
        change(mai.world, allergy_1={"cancelled": True})  # it is on
        assert hears(mai).startswith("⚠️ Cancelled: Pollen and dust\n")

    def test_p13_dropped_when_changed_back(self, mai: Person) -> None:
        follow(mai, "all")
        programme = mai.world.ready.knowledge
        change(mai.world, allergy_1=moved(mai.world, 3, 15), cases={"cancelled": True})
        mai.world.later(0.5)
        take_over(mai.world, programme)
        assert settled(mai) == ""

    def test_p13_reworded_when_changed_while_it_waits_to_be_sent(self, mai: Person) -> None:
        follow(mai, "all")
        world = mai.world
        change(world, allergy_1=moved(world, 3, 15))
        world.later(1)
        with world.store.transaction() as connection:
            assert changes.tell(connection, world.ready, world.now) == 1
        change(world, allergy_1=moved(world, 3, 16))
        assert settled(mai).startswith("⚠️ Moved: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~ → Mon 3 Jun, 16:00–17:00\n")
        assert settled(mai) == ""

    def test_p13_dropped_when_changed_back_while_it_waits_to_be_sent(self, mai: Person) -> None:
        follow(mai, "all")
        world, programme = mai.world, mai.world.ready.knowledge
        change(world, allergy_1=moved(world, 3, 15))
        world.later(1)
        with world.store.transaction() as connection:
            assert changes.tell(connection, world.ready, world.now) == 1
        take_over(world, programme)
        assert settled(mai) == ""
        assert settled(mai) == ""

    def test_p13_what_is_over_is_not_told(self, mai: Person) -> None:
        follow(mai, "all")
        mai.world.at("2030-06-03 10:00")
        change(mai.world, opening={"room": ("hall-b",)}, inhalers_1=moved(mai.world, 3, 8, 30))
        assert settled(mai) == ""

    def test_p13_moved_into_the_past_it_reminds_nobody_and_followers_hear_where_it_went(self, mai: Person) -> None:
        follow(mai, "session:allergy-1")
        mai.world.at("2030-06-03 13:00")
        change(mai.world, allergy_1=moved(mai.world, 3, 8))
        assert settled(mai).startswith("⚠️ Moved: Pollen and dust\n~Mon 3 Jun, 14:00–15:00~ → Mon 3 Jun, 8:00–9:00\n")
        mai.world.at("2030-06-03 13:50")
        assert hears(mai) == ""

    def test_silent_changes_are_planned_and_not_told(self, mai: Person) -> None:
        follow(mai, "session:allergy-1")
        change(mai.world, silent=True, allergy_1=moved(mai.world, 3, 10))
        assert settled(mai) == ""
        mai.world.at("2030-06-03 09:45")
        assert hears(mai).startswith("⏰ In 15 min: Pollen and dust\n")

    def test_p13_a_renamed_room_tells_nobody_though_another_change_waits(self, mai: Person) -> None:
        follow(mai, "all")
        world = mai.world
        change(world, inhalers_2=moved(world, 4, 11))
        world.later(0.5)
        programme = world.ready.knowledge
        rooms = [room.model_copy(update={"id": f"new-{room.id}", "name": Text(f"New {room.id}")}) for room in programme.workshop.rooms]
        sessions = [one.model_copy(update={"room": tuple(f"new-{room}" for room in one.room)}) for one in programme.sessions]
        workshop = programme.workshop.model_copy(update={"rooms": tuple(rooms)})
        take_over(world, replace(programme, workshop=workshop, sessions=tuple(sessions)))
        told = settled(mai)
        assert told.startswith("⚠️ Moved: Inhalers for infants\n~Tue 4 Jun, 9:00–10:00~ → Tue 4 Jun, 11:00–12:00 · provisional\n\n")
        assert settled(mai) == ""

    def test_another_zone_moves_everything(self, mai: Person) -> None:
        follow(mai, "session:allergy-1")
        world = mai.world
        programme = world.ready.knowledge
        workshop = programme.workshop.model_copy(update={"timezone": "Asia/Tokyo"})

        def there(session: Session) -> Session:
            times = {"starts": session.begins, "ends": session.ends}
            return session.model_copy(update={key: time and time.replace(tzinfo=workshop.zone) for key, time in times.items()})

        take_over(world, replace(programme, workshop=workshop, sessions=tuple(map(there, programme.sessions))))
        told = settled(mai)
        assert told.startswith("⚠️ Moved: Pollen and dust\n~Mon 3 Jun, 16:00–17:00~ → Mon 3 Jun, 14:00–15:00\n")
        world.now = datetime(2030, 6, 3, 4, 45, tzinfo=UTC)
        assert hears(mai).startswith("⏰ In 15 min: Pollen and dust\n")
