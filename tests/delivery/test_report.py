"""How far an announcement is and what became of it, in words."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.delivery import report
from workshop_bot.store import announcements, chats, outbox
from workshop_bot.store.announcements import ACT, CORRECT, ERASED, WITHDRAW, Announcement, Progress, Whom
from workshop_bot.texts.catalogue import Catalogue

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
READY = cast(Ready, SimpleNamespace(catalogue=Catalogue()))
REACHED = Progress(1280, 412, {"blocked": 18, "our fault, see the log": 2}, 1, 840, 10, 820)


def told(state: str, language: str = "en", **acts: Progress) -> tuple[str, list[list[str]]]:
    """The words and the data of the buttons."""
    kept = json.dumps({"at": NOW.isoformat(), "state": state, "acts": {act: asdict(one) for act, one in acts.items()}})
    nothing: Any = dict.fromkeys(("due", "until", "begun", "ended", "corrected"))
    one = Announcement(
        id=7, person=4, state=state, texts={}, media="", audience="", urgent=False, made=NOW, total=0, report=kept, **nothing
    )
    text, buttons = report.words(READY, language, one)
    return text.text, [[button.data for button in row] for row in buttons]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Sent 412 of 1,280 · 18 blocked · 2 not reached · 1 uncertain · 10 when quiet hours end · about 30 s left"),
        (
            "fr",
            "Envoyée à 412 sur 1\u202f280 · 18 blocages · 2 non joints · 1 incertain · 10 à la fin des heures de silence"
            " · encore 30 s environ",
        ),
        ("vi", "Đã gửi 412/1.280 · 18 người đã chặn · 2 chưa gửi được · 1 chưa rõ · 10 chờ hết giờ yên tĩnh · còn khoảng 30 giây"),
    ],
)
def test_one_line_tells_how_it_fills(language: str, line: str) -> None:
    assert told("sending", language, announce=REACHED) == (line, [["announce:stop:7"]])


def test_a_long_time_is_told_in_minutes_and_what_is_held_takes_none() -> None:
    assert told("sending", announce=Progress(10_000, waiting=10_000, messages=10_000))[0] == "Sent 0 of 10,000 · about 6 min left"
    assert told("sending", announce=Progress(2, 1, held=1))[0] == "Sent 1 of 2 · 1 when quiet hours end"


def test_the_report_has_reasons_and_what_can_still_be_done() -> None:
    dropped = {"blocked": 18, "deleted": 1, ERASED: 1, "too late": 2, "Bad Request: strange": 1}
    assert told("done", announce=Progress(1280, 1254, dropped, 3)) == (
        "Delivered to 1,254 of 1,280.\n\n• 18 people have blocked the bot\n• 2 have deleted their accounts or their data\n"
        "• 2 could be reached only when it counted no more\n• 1 refused by Telegram\n"
        "• 3 uncertain: the connection broke, nobody knows whether it arrived",
        [["announce:again:7"], ["correct:of:7", "correct:withdraw:7"]],
    )


def test_what_came_afterwards_is_told_below() -> None:
    main, after = Progress(9, 9), Progress(9, 8, {"blocked": 1})
    assert told("stopped", announce=main, correct=after)[0] == "Stopped: delivered to 9 of 9.\n\nCorrected for 8 of 9."
    assert told("withdrawn", announce=main, withdraw=after) == ("Delivered to 9 of 9.\n\nTaken back from 8 of 9.", [])


class TestKeeping:
    @pytest.fixture
    def connection(self, connection: Connection) -> Connection:
        for chat in (1, 2):
            chats.meet(connection, chat, True, NOW)
            chats.change(connection, chat, announcements="all")
        made = announcements.draft(connection, 4, NOW)
        announcements.freeze(connection, made.id, Whom(False, ("en",)), {"en": 1}, {}, NOW)
        return connection

    def now(self, connection: Connection) -> Announcement:
        found = announcements.find(connection, 1)
        assert found
        return found

    def noted(self, connection: Connection, seconds: float) -> bool:
        return report.note(connection, self.now(connection), NOW + timedelta(seconds=seconds))

    def test_it_is_told_when_it_has_changed_and_not_too_often(self, connection: Connection) -> None:
        assert [self.noted(connection, seconds) for seconds in (0, 1, 6, 60)] == [True, False, False, False]
        assert report.kept(self.now(connection)) == {ACT: Progress(2, waiting=2, messages=2)}
        outbox.finish(connection, 1, "sent", NOW)
        assert [self.noted(connection, seconds) for seconds in (3, 6, 7)] == [False, True, False]
        report.wait(connection, self.now(connection), NOW + timedelta(seconds=11))
        outbox.finish(connection, 2, "dropped", NOW, "blocked")
        assert [self.noted(connection, seconds) for seconds in (12, 17)] == [False, True]
        assert (self.now(connection).state, self.now(connection).ended) == ("done", NOW + timedelta(seconds=17))

    def test_a_clock_that_goes_back_keeps_nobody_waiting(self, connection: Connection) -> None:
        assert self.noted(connection, 7200)
        outbox.finish(connection, 1, "sent", NOW)
        assert self.noted(connection, 0)

    def test_what_has_ended_is_known_when_its_messages_are_gone(self, connection: Connection) -> None:
        outbox.finish(connection, 1, "sent", NOW)
        outbox.finish(connection, 2, "unsure", NOW)
        assert self.noted(connection, 0)
        outbox.tidy(connection, NOW + timedelta(days=1))
        assert announcements.under_way(connection) == []
        assert report.kept(self.now(connection)) == {ACT: Progress(2, 1, unsure=1)}

    def test_a_correction_and_a_withdrawal_begin_it_anew(self, connection: Connection) -> None:
        for number in (1, 2):
            outbox.finish(connection, number, "sent", NOW)
        assert self.noted(connection, 0)
        assert announcements.correct(connection, 1, {}, 1, None, NOW, ("en",), tell=())
        assert self.noted(connection, 10)
        assert report.kept(self.now(connection))[CORRECT] == Progress(2, waiting=2, messages=2)
        assert announcements.withdraw(connection, 1, NOW)
        assert self.noted(connection, 20)
        assert report.kept(self.now(connection))[WITHDRAW].total == 2
