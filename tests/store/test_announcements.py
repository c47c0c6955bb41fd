from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from workshop_bot.delivery.outbox import BROADCASTS
from workshop_bot.store import announcements, chats, erase, follows, outbox, slots
from workshop_bot.store.announcements import ACT, CORRECT, ERASED, OTHERWISE, TELL, WITHDRAW, Announcement, Progress, Whom
from workshop_bot.store.engine import Store
from workshop_bot.store.outbox import Row

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
LANGUAGES = ("vi", "fr", "en")
ALL = Whom(False, LANGUAGES)
SINGLE = {"vi": 1, "fr": 1, "en": 1}


def meet(connection: Connection, *numbers: int, **fields: Any) -> None:
    """Chats that want announcements, unless they are told otherwise."""
    for number in numbers:
        chats.meet(connection, number, number > 0, NOW)
        chats.change(connection, number, **{"announcements": "all", **fields})


def meant(connection: Connection, whom: Whom) -> int:
    return sum(announcements.reach(connection, whom).values())


def begun(connection: Connection, *numbers: int, whom: Whom = ALL, parts: dict[str, int] | None = None, **fields: Any) -> Announcement:
    """An announcement that is being sent, to new chats."""
    meet(connection, *numbers, **fields)
    made = announcements.draft(connection, 7, NOW, texts={"": "text"})
    announcements.freeze(connection, made.id, whom, parts or SINGLE, {}, NOW)
    return found(connection, made)


def found(connection: Connection, one: Announcement) -> Announcement:
    again = announcements.find(connection, one.id)
    assert again
    return again


def rows(connection: Connection, act: str = ACT, state: str = "waiting") -> list[tuple[int, str, str]]:
    """Chat, slot and data of the messages of an act, in their order."""
    query = f"SELECT chat, slot, data FROM outbox WHERE act = '{act}' AND state = '{state}' ORDER BY id"
    return [(row[0], row[1], row[2]) for row in connection.exec_driver_sql(query)]


def finish(connection: Connection, chat: int, state: str = "sent", why: str = "", slot: str = "announce:1", act: str = ACT) -> None:
    query = f"SELECT id FROM outbox WHERE chat = {chat} AND slot = '{slot}' AND act = '{act}' ORDER BY id DESC LIMIT 1"
    number = connection.exec_driver_sql(query).scalar_one()
    outbox.claim(connection, [number])
    outbox.finish(connection, number, state, NOW, why, chat * 10 if state == "sent" else None)
    if state == "sent":
        slots.fill(connection, chat, slot, chat * 10, NOW)


class TestWhom:
    def test_everyone_is_who_wants_it_and_can_be_reached(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, 2)
            meet(connection, 3, announcements="urgent")
            meet(connection, 4, announcements="asked")
            meet(connection, 5, announcements="none")
            meet(connection, 6, silent=True)
            meet(connection, 7, gone="blocked")
            meet(connection, -1)
            assert meant(connection, ALL) == 2
            assert meant(connection, replace(ALL, urgent=True)) == 4

    def test_groups_are_those_whose_administrators_allow_it(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, -1, -2)
            meet(connection, -3, announcements="none")
            meet(connection, -4, announcements="")
            meet(connection, -5, gone="left")
            assert meant(connection, replace(ALL, groups=True)) == 2
            assert meant(connection, replace(ALL, groups=True, urgent=True)) == 2

    def test_the_language_is_the_one_that_is_spoken(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, language="fr", seen="en")
            meet(connection, 2, seen="fr")
            meet(connection, 3, language="de", seen="en", quiet="22:00-07:00", zone="Europe/Paris")
            meet(connection, 4)
            assert announcements.reach(connection, ALL) == {("fr", "", ""): 2, ("en", "22:00-07:00", "Europe/Paris"): 1, ("vi", "", ""): 1}
            assert meant(connection, replace(ALL, language="fr")) == 2

    def test_presence_and_following_narrow_it(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, presence="room")
            meet(connection, 2, presence="online")
            meet(connection, 3, presence="both")
            meet(connection, 4)
            assert meant(connection, replace(ALL, presences=("room", "both", ""))) == 3
            assert meant(connection, replace(ALL, presences=("online", "both"))) == 2
            follows.follow(connection, 1, "all", NOW)
            follows.follow(connection, 2, "session:a", NOW)
            follows.follow(connection, 1, "session:a", NOW, stopped=True)
            assert meant(connection, replace(ALL, targets=("all", "day:2024-12-02", "session:a"))) == 1


class TestBeginning:
    def test_it_becomes_one_row_a_chat_and_message_in_the_readers_language(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, language="fr")
            meet(connection, 2, quiet="22:00-07:00")
            made = announcements.draft(connection, 7, NOW, until=NOW + HOUR)
            held = {("22:00-07:00", ""): NOW + 2 * HOUR}
            assert announcements.freeze(connection, made.id, ALL, {**SINGLE, "fr": 2}, held, NOW) == 2
            assert rows(connection) == [
                (1, "announce:1", "1:1:fr"),
                (1, "announce:1.2", "1:2:fr"),
                (2, "announce:1", "1:1:vi"),
            ]
            first, second = outbox.ready(connection, NOW, 9), outbox.ready(connection, NOW + 2 * HOUR, 9)
            assert [(row.chat, row.rank, row.until) for row in first] == [(1, BROADCASTS, NOW + HOUR)]
            assert [(row.chat, row.wait) for row in second] == [(1, 0), (2, 7200)]
            assert found(connection, made) == replace(made, state="sending", begun=NOW, total=2)

    def test_p03_it_begins_once(self, store: Store) -> None:
        with store.transaction() as connection:
            one = begun(connection, 1, 2)
            assert announcements.freeze(connection, one.id, ALL, SINGLE, {}, NOW) is None
            assert len(rows(connection)) == 2

    def test_one_without_readers_has_none(self, store: Store) -> None:
        with store.transaction() as connection:
            assert begun(connection).total == 0
            assert announcements.is_over(connection, 1)

    def test_a_change_of_state_names_those_that_it_leads_from(self, store: Store) -> None:
        with store.transaction() as connection:
            made = announcements.draft(connection, 7, NOW, texts={"fr": "Bonjour"}, audience="all")
            assert announcements.change(connection, made.id, "draft", state="scheduled", due=NOW + HOUR)
            assert not announcements.change(connection, made.id, "draft", state="dropped")
            assert announcements.of_state(connection, "scheduled") == [replace(made, state="scheduled", due=NOW + HOUR)]
            assert announcements.of_state(connection) == announcements.of_state(connection, "scheduled")
            assert (announcements.due(connection, NOW), announcements.next_due(connection, NOW)) == ([], NOW + HOUR)
            assert announcements.due(connection, NOW + HOUR) == announcements.of_state(connection)
            assert announcements.next_due(connection, NOW + HOUR) is None


class TestProgress:
    def test_chats_are_counted_by_what_became_of_all_of_their_messages(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1, 2, 3, 4, 5, 6, 7, parts={**SINGLE, "vi": 2})
            for part in ("announce:1", "announce:1.2"):
                finish(connection, 1, slot=part)
                finish(connection, 2, "dropped", "blocked", slot=part)
            finish(connection, 3)
            finish(connection, 4, "unsure")
            finish(connection, 4, slot="announce:1.2")
            finish(connection, 5)
            finish(connection, 5, "dropped", OTHERWISE, slot="announce:1.2")
            erase.forget(connection, 6)
            assert announcements.progress(connection, 1, NOW) == Progress(7, 2, {"blocked": 1, ERASED: 1}, 1, 2, 0, 3)
            assert not announcements.is_over(connection, 1)

    def test_what_waits_for_the_end_of_quiet_hours_is_held(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, quiet="22:00-07:00")
            meet(connection, 2)
            made = announcements.draft(connection, 7, NOW)
            announcements.freeze(connection, made.id, ALL, SINGLE, {("22:00-07:00", ""): NOW + HOUR}, NOW)
            assert announcements.progress(connection, 1, NOW) == Progress(2, waiting=1, held=1, messages=1)
            assert announcements.progress(connection, 1, NOW + HOUR) == Progress(2, waiting=2, messages=2)

    def test_others_are_not_counted(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1)
            for number in range(2, 12):
                assert announcements.draft(connection, 7, NOW).id == number
            announcements.freeze(connection, 11, ALL, SINGLE, {}, NOW)
            outbox.put(connection, [Row(1, "remind", "", NOW, NOW, 1)])
            assert (
                announcements.progress(connection, 1, NOW)
                == announcements.progress(connection, 11, NOW)
                == Progress(1, waiting=1, messages=1)
            )

    def test_a_group_that_moved_is_counted_under_its_new_number(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, -1, -2, whom=replace(ALL, groups=True))
            erase.move(connection, -1, -3)
            assert [chat for chat, _, _ in rows(connection)] == [-2, -3]
            finish(connection, -3)
            finish(connection, -2, "dropped", "not in the group")
            assert announcements.progress(connection, 1, NOW) == Progress(2, 1, {"not in the group": 1})


class TestStopping:
    def test_what_has_not_begun_is_dropped_and_no_half_message_stays(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1, 2, 3, parts={**SINGLE, "vi": 2})
            finish(connection, 1)
            outbox.claim(connection, [3])
            assert announcements.stop(connection, 1, NOW)
            assert not announcements.stop(connection, 1, NOW)
            assert rows(connection) == [(1, "announce:1.2", "1:2:vi"), (2, "announce:1.2", "1:2:vi")]
            assert announcements.progress(connection, 1, NOW) == Progress(3, 0, {"stopped": 1}, 0, 2, 0, 3)
            assert announcements.of_state(connection, "stopped")

    def test_p03_the_unsure_go_again_when_somebody_says_so(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1, 2)
            finish(connection, 1, "unsure", "cut")
            assert announcements.resend_unsure(connection, 1, NOW) == 0
            finish(connection, 2)
            announcements.change(connection, 1, "sending", state="done", ended=NOW)
            assert announcements.resend_unsure(connection, 1, NOW + HOUR) == 1
            assert announcements.resend_unsure(connection, 1, NOW + HOUR) == 0
            assert rows(connection) == [(1, "announce:1", "1:1:vi")]
            assert [(one.state, one.ended) for one in announcements.under_way(connection)] == [("sending", None)]


class TestAfterwards:
    def test_a_correction_follows_whom_the_announcement_reaches(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1, 2, 3, 4)
            finish(connection, 1)
            finish(connection, 2, "dropped", "blocked")
            finish(connection, 3, "unsure")
            assert announcements.correct(connection, 1, {"fr": "Autre"}, 2, None, NOW, LANGUAGES, tell=LANGUAGES)
            assert rows(connection, CORRECT) == [(chat, slot, f"1:{slot}") for slot in ("announce:1", "announce:1.2") for chat in (1, 3, 4)]
            assert rows(connection, TELL) == [(chat, "announce:1:line", "1:announce:1") for chat in (1, 3, 4)]
            one = announcements.find(connection, 1)
            assert one
            assert (one.texts, one.corrected, one.ended) == ({"fr": "Autre"}, NOW, None)

    def test_p11_a_correction_waits_as_long_as_what_is_held_however_the_clock_is_set(self, store: Store) -> None:
        with store.transaction() as connection:
            meet(connection, 1, quiet="22:00-07:00")
            made = announcements.draft(connection, 7, NOW)
            announcements.freeze(connection, made.id, ALL, SINGLE, {("22:00-07:00", ""): NOW + 2 * HOUR}, NOW)
            assert announcements.correct(connection, 1, {"fr": "Autre"}, 1, None, NOW + HOUR, LANGUAGES, tell=LANGUAGES)
            earlier = NOW - 5 * HOUR
            assert outbox.seconds_to_next(connection, earlier) == 7200
            assert [row.act for row in outbox.ready(connection, earlier + 2 * HOUR, 9)] == [announcements.ACT]

    def test_a_line_is_for_the_readers_of_what_was_corrected_and_who_waits_for_one_still_gets_it(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1, 2)
            for chat, language in ((1, "fr"), (2, "en")):
                finish(connection, chat)
                chats.change(connection, chat, language=language)
            assert announcements.correct(connection, 1, {"fr": "b"}, 1, None, NOW, LANGUAGES, tell=("fr",))
            assert announcements.correct(connection, 1, {"en": "b"}, 1, NOW, NOW + HOUR, LANGUAGES, tell=("en",))
            assert [chat for chat, *_ in rows(connection, TELL)] == [1, 2]
            assert [chat for chat, *_ in rows(connection, CORRECT)] == [1, 2]
            assert announcements.correct(connection, 1, {"en": "c"}, 1, NOW + HOUR, NOW + 2 * HOUR, LANGUAGES, tell=("en",))
            assert [chat for chat, *_ in rows(connection, TELL)] == [1, 2]

    def test_who_corrects_what_they_have_not_seen_changes_nothing(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1)
            finish(connection, 1)
            assert announcements.correct(connection, 1, {"": "b"}, 1, None, NOW, LANGUAGES, tell=())
            assert not announcements.correct(connection, 1, {"": "c"}, 1, None, NOW, LANGUAGES, tell=())
            assert announcements.correct(connection, 1, {"": "d"}, 1, NOW, NOW + HOUR, LANGUAGES, tell=())
            assert rows(connection, CORRECT) == [(1, "announce:1", "1:announce:1")]
            assert len(rows(connection, CORRECT, "dropped")) == 1
            finish(connection, 1, act=CORRECT)
            assert announcements.progress(connection, 1, NOW, CORRECT) == Progress(1, 1)

    def test_what_is_withdrawn_is_taken_back_where_it_may_stand_and_goes_nowhere_else(self, store: Store) -> None:
        with store.transaction() as connection:
            begun(connection, 1, 2, 3, 4, parts={**SINGLE, "vi": 2})
            for chat in (1, 2):
                finish(connection, chat)
            finish(connection, 3, "dropped", "blocked")
            outbox.drop_chat(connection, 3, NOW, "blocked")
            assert announcements.withdraw(connection, 1, NOW)
            assert not announcements.withdraw(connection, 1, NOW)
            assert rows(connection) == []
            assert rows(connection, WITHDRAW) == [(chat, "announce:1", "1:announce:1") for chat in (1, 2)]
            assert announcements.progress(connection, 1, NOW).dropped == {"withdrawn": 3, "blocked": 1}
            assert announcements.progress(connection, 1, NOW, WITHDRAW) == Progress(2, waiting=2, messages=2)
            assert not announcements.correct(connection, 1, {"": "b"}, 1, None, NOW, LANGUAGES, tell=())


def test_who_is_forgotten_leaves_no_draft_and_no_number(store: Store) -> None:
    with store.transaction() as connection:
        begun(connection, 1)
        announcements.draft(connection, 7, NOW)
        announcements.draft(connection, 8, NOW)
        announcements.forget(connection, 7)
        assert [(one.id, one.person) for one in announcements.of_state(connection)] == [(3, 8), (1, 0)]


@pytest.mark.parametrize(("state", "until", "stays"), [
    ("draft", None, False), ("dropped", None, False), ("scheduled", None, True), ("sending", -1, True), ("done", -1, False),
    ("done", None, True), ("done", 1, True), ("stopped", None, False), ("withdrawn", 1, False),
])  # fmt: skip
def test_what_never_went_out_or_counts_no_more_goes_when_it_is_old(store: Store, state: str, until: int | None, stays: bool) -> None:
    with store.transaction() as connection:
        made = announcements.draft(connection, 7, NOW - HOUR)
        ended = NOW - HOUR if state in ("done", "stopped", "withdrawn") else None
        values = {"state": state, "until": until and NOW + until * HOUR, "ended": ended}
        announcements.change(connection, made.id, "draft", **values)
        announcements.tidy(connection, NOW)
        assert bool(announcements.of_state(connection)) == stays
