"""The pulse of the running program, and what is judged of it (P26)."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from workshop_bot.store import chats, inbox, outbox, pulse
from workshop_bot.store.engine import Store
from workshop_bot.store.inbox import Waiting
from workshop_bot.store.outbox import FEW, Row
from workshop_bot.store.pulse import Load, Pulse, illness

NOW = datetime(2024, 12, 2, 9, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def waits(chat: int, since: datetime, rank: int = 0, doubled: bool = False) -> Row:
    return Row(chat, "say", "{}", created=since, due=since, rank=rank, doubled=doubled)


class TestIllness:
    @pytest.mark.parametrize(
        ("pulse", "load", "said"),
        [
            (Pulse(ago(30), ago(120)), Load(), ""),
            (Pulse(ago(1), ago(1)), Load(waiting=3, oldest=ago(60), parked=1, doubled=1, unsure=1), ""),
            (Pulse(), Load(), "the bot has never run on this database"),
            (
                Pulse(ago(31), ago(1)),
                Load(),
                "the program has not ticked for 31 s: it has ended, hangs, or cannot write to the database; its log says which",
            ),
            (
                Pulse(ago(-7200), ago(1)),
                Load(),
                "the program has not ticked for 7,200 s: it has ended, hangs, or cannot write to the database; its log says which",
            ),
            (Pulse(ago(1)), Load(), "Telegram has not answered yet"),
            (Pulse(ago(1), ago(121)), Load(), "Telegram has not answered for 121 s"),
            (Pulse(ago(1), ago(1)), Load(waiting=1, oldest=ago(61)), "somebody waits for 61 s"),
        ],
    )
    def test_p26_says_what_is_wrong_or_nothing(self, pulse: Pulse, load: Load, said: str) -> None:
        assert illness(pulse, load, NOW) == said


class TestBeat:
    def test_is_found_by_another(self, store: Store) -> None:
        with store.transaction() as connection:
            assert pulse.find(connection) == Pulse()
            pulse.beat(connection, ago(9), None)
            assert pulse.find(connection) == Pulse(ago(9))
            pulse.beat(connection, ago(4), ago(7))
        with store.reading() as connection:
            assert pulse.find(connection) == Pulse(ago(4), ago(7))

    def test_p26_of_a_new_start_says_nothing_of_telegram_before_it_has_answered(self, store: Store) -> None:
        with store.transaction() as connection:
            pulse.beat(connection, ago(9), ago(9))
            pulse.beat(connection, ago(1), None)
            assert illness(pulse.find(connection), Load(), NOW) == "Telegram has not answered yet"


class TestLoad:
    def test_of_an_idle_program_is_nothing(self, store: Store) -> None:
        with store.reading() as connection:
            assert pulse.load(connection, NOW) == Load()

    def test_counts_what_waits_and_what_was_left(self, store: Store) -> None:
        numbers = count(1)
        with store.transaction() as connection:
            inbox.keep(connection, [Waiting(next(numbers), ago(20), 1, 1, "text", 0, "{}") for _ in range(3)])
            inbox.done(connection, [1])
            inbox.park(connection, 2, "raised")
            outbox.put(connection, [waits(chat, ago(10)) for chat in range(1, 5)])
            chats.meet(connection, 2, True, NOW)
            outbox.claim(connection, [1, 2])
            outbox.finish(connection, 2, "unsure", NOW, "killed")
            outbox.put(connection, [waits(5, ago(10), doubled=True)])
            told = pulse.load(connection, NOW)
        assert told == Load(waiting=5, oldest=ago(20), parked=1, doubled=1, unsure=1)
        assert told.figures == {"waiting": 5, "parked": 1, "doubled": 1, "unsure": 1}

    def test_what_is_due_later_does_not_wait_yet(self, store: Store) -> None:
        with store.transaction() as connection:
            outbox.put(connection, [waits(1, ago(-300)), waits(2, ago(5))])
            assert pulse.load(connection, NOW).oldest == ago(5)

    def test_broadcasts_and_reminders_take_their_time(self, store: Store) -> None:
        with store.transaction() as connection:
            outbox.put(connection, [waits(1, ago(300), rank=2), waits(2, ago(200), rank=1), waits(3, ago(5))])
            assert pulse.load(connection, NOW).oldest == ago(5)

    def test_p23_a_chat_with_much_to_come_waits_for_its_own_pace_and_makes_nobody_ill(self, store: Store) -> None:
        with store.transaction() as connection:
            outbox.put(connection, [waits(1, ago(300)) for _ in range(FEW)])
            assert pulse.load(connection, NOW).oldest == ago(300)
            outbox.put(connection, [waits(1, ago(1)), waits(2, ago(5))])
            assert pulse.load(connection, NOW).oldest == ago(5)
