"""Whom an announcement reaches, how it reads, and that each thing is done with it once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.delivery import announcing
from workshop_bot.delivery.announcing import Reach
from workshop_bot.delivery.turn import Media, Say
from workshop_bot.delivery.written import media_to_json, rendered_to_json
from workshop_bot.store import announcements, chats, follows, outbox
from workshop_bot.store.announcements import MOST, Announcement
from workshop_bot.texts.literal import literal
from workshop_bot.texts.markup import Mark, Rendered
from workshop_bot.texts.split import CAPTION, LIMIT

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
PHOTO = Media("photo", "photo-1")


def of(text: str = "", media: Media | None = None, **values: Any) -> Announcement:
    texts = {"": rendered_to_json(Rendered(text, (Mark("bold", 0, 2),)))} if text else {}
    nothing: Any = dict.fromkeys(("due", "until", "begun", "ended", "corrected"))
    known = {"id": 7, "person": 4, "state": "draft", "texts": texts, "media": media_to_json(media), "audience": "all", "urgent": False}
    return Announcement(**{**known, "made": NOW, "total": 0, "report": "", **nothing, **values})


def corrected(text: str, media: Media | None = None) -> Announcement:
    """One that has this text in the place of another."""
    return of(media=media, texts=announcing.corrected(of("before"), of(text).texts))


def meet(connection: Connection, *numbers: int, **fields: Any) -> None:
    for number in numbers:
        chats.meet(connection, number, number > 0, NOW)
        chats.change(connection, number, **{"announcements": "all", **fields})


class TestReach:
    def test_counts_by_language_and_who_is_left_in_peace(self, connection: Connection, ready: Ready) -> None:
        meet(connection, 1, 2, seen="fr")
        meet(connection, 3, seen="en", quiet="09:00-11:00")  # it is ten in Hanoi
        meet(connection, 4, seen="en", quiet="09:00-11:00", zone="Europe/Paris")
        meet(connection, 5, announcements="urgent")
        assert announcing.reach(connection, ready.knowledge, "all", False, NOW) == Reach(4, {"fr": 2, "en": 2}, 1)
        assert announcing.reach(connection, ready.knowledge, "all", True, NOW) == Reach(5, {"fr": 2, "en": 2, "vi": 1}, 0)
        assert announcing.reach(connection, ready.knowledge, "language:fr", False, NOW).total == 2

    @pytest.mark.parametrize(("mode", "room", "online"), [("hybrid", 3, 3), ("room", 3, 2), ("online", 2, 3)])
    def test_who_has_not_said_takes_part_as_it_is_held(
        self, connection: Connection, ready: Ready, mode: str, room: int, online: int
    ) -> None:
        for number, presence in enumerate(("", "room", "online", "both"), 1):
            meet(connection, number, presence=presence)
        knowledge = replace(ready.knowledge, workshop=ready.knowledge.workshop.model_copy(update={"mode": mode}))
        found = [announcing.reach(connection, knowledge, audience, False, NOW).total for audience in ("room", "online")]
        assert found == [room, online]

    def test_followers_are_those_who_are_reminded_of_one_of_its_sessions(self, connection: Connection, ready: Ready) -> None:
        session = next(one for one in ready.knowledge.sessions if one.topics)
        topic = f"topic:{session.topics[0]}"
        for number, target in enumerate(("all", f"day:{session.day}", topic, f"session:{session.id}", "session:other"), 1):
            meet(connection, number)
            follows.follow(connection, number, target, NOW)
        follows.follow(connection, 1, f"session:{session.id}", NOW, stopped=True)
        counts = {
            audience: announcing.reach(connection, ready.knowledge, audience, False, NOW).total
            for audience in (f"session:{session.id}", topic, f"day:{session.day}", "session:gone")
        }
        assert counts == {f"session:{session.id}": 3, topic: 4, f"day:{session.day}": 4, "session:gone": 0}


class TestReading:
    @pytest.mark.parametrize(("language", "text"), [("fr", "fr"), ("vi", ""), ("en", "")])
    def test_a_reader_gets_their_own_text_or_the_one_for_all(self, language: str, text: str) -> None:
        assert announcing.wording(of(texts={"fr": "a", "": "b"}), language) == text

    def test_else_they_get_the_first(self) -> None:
        assert announcing.wording(of(texts={"fr": "a", "en": "b"}), "vi") == "fr"
        assert announcing.wording(of(), "vi") == ""

    def test_a_short_text_stands_below_the_photo(self, ready: Ready) -> None:
        assert announcing.messages(ready, of("Map", PHOTO), 1, "en") == (Say(1, Rendered("Map", (Mark("bold", 0, 2),)), media=PHOTO),)
        assert announcing.messages(ready, of(media=PHOTO), 1, "en") == (Say(1, Rendered("", ()), media=PHOTO),)
        assert announcing.messages(ready, of(), 1, "en") == ()

    @pytest.mark.parametrize(("language", "note"), [("en", "Corrected"), ("fr", "Corrigé"), ("vi", "Đã sửa")])
    def test_what_was_corrected_says_so(self, ready: Ready, language: str, note: str) -> None:
        (said,) = announcing.messages(ready, corrected("Hall B"), 1, language)
        assert said.text.text == f"Hall B\n\n{note}"

    def test_no_other_text_does(self, ready: Ready) -> None:
        before = of(texts={one: rendered_to_json(Rendered(one, ())) for one in ("fr", "en")})
        texts = {**before.texts, "fr": rendered_to_json(Rendered("autre", ()))}
        once = replace(before, texts=announcing.corrected(before, texts), corrected=NOW)
        again = replace(once, texts=announcing.corrected(once, {"fr": texts["fr"]}))
        assert again == once
        for language, said in (("fr", "autre\n\nCorrigé"), ("en", "en"), ("vi", "autre\n\nĐã sửa")):
            assert [one.text.text for one in announcing.messages(ready, once, 1, language)] == [said]

    @given(st.text(alphabet="ab @/🙂\n.", min_size=1, max_size=4096), st.booleans())
    def test_whatever_was_typed_fits_also_when_nothing_in_it_can_be_tapped(self, ready: Ready, text: str, photo: bool) -> None:
        parts = announcing.messages(ready, corrected(text, PHOTO if photo else None), 1, "en")
        assert len(parts) <= MOST
        for part in parts:
            assert literal(part.text, (), "bot").units <= (CAPTION if part.media else LIMIT)


class TestActs:
    def test_p03_it_begins_once_and_in_as_many_messages_as_each_language_needs(self, connection: Connection, ready: Ready) -> None:
        meet(connection, 1, seen="fr")
        meet(connection, 2, seen="en")
        texts = {"fr": rendered_to_json(Rendered("mot " * 1500, ())), "": rendered_to_json(Rendered("word", ()))}
        number = announcements.draft(connection, 4, NOW, texts=texts, audience="all").id
        assert announcing.begin(connection, ready, number, NOW) == 2
        assert announcing.begin(connection, ready, number, NOW) is None
        assert announcing.begin(connection, ready, 99, NOW) is None
        kept = connection.exec_driver_sql("SELECT chat, data FROM outbox ORDER BY id").all()
        assert [tuple(row) for row in kept] == [(1, f"{number}:1:fr"), (1, f"{number}:2:fr"), (2, f"{number}:1:en")]

    def test_p14_quiet_hours_are_respected_unless_it_is_urgent(self, connection: Connection, ready: Ready) -> None:
        meet(connection, 1, quiet="09:00-11:00")
        for urgent, due in ((False, []), (True, [1])):
            connection.exec_driver_sql("DELETE FROM outbox")
            number = announcements.draft(connection, 4, NOW, audience="all", urgent=urgent).id
            announcements.change(connection, number, "draft", texts={"": rendered_to_json(Rendered("x", ()))})
            announcing.begin(connection, ready, number, NOW)
            assert [row.chat for row in outbox.ready(connection, NOW, 9)] == due
            assert [row.chat for row in outbox.ready(connection, NOW + timedelta(hours=1), 9)] == [1]

    def test_who_corrects_what_they_have_not_seen_corrects_nothing(self, connection: Connection, ready: Ready) -> None:
        meet(connection, 1)
        number = announcements.draft(connection, 4, NOW, texts={"": rendered_to_json(Rendered("a", ()))}, audience="all").id
        announcing.begin(connection, ready, number, NOW)
        long = {"": rendered_to_json(Rendered("word " * 1000, ()))}
        assert announcing.correct(connection, ready, number, long, None, NOW, tell=False)
        assert not announcing.correct(connection, ready, number, long, None, NOW, tell=False)
        assert not announcing.correct(connection, ready, 99, long, None, NOW, tell=False)
        slots = connection.exec_driver_sql("SELECT slot FROM outbox WHERE act = 'correct' ORDER BY id").scalars().all()
        assert slots == [f"announce:{number}", f"announce:{number}.2"]
