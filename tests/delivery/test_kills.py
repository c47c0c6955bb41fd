"""The process is killed at any statement, again and again, and started anew on the same file: what was received is answered (P1, P2)."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from tests.delivery.life import ECHO, Chain, Killed, LeapingClock, Server, leaping, made, say, text, with_tables

from workshop_bot.delivery import dispatch
from workshop_bot.delivery.outbox import put
from workshop_bot.delivery.sender import end, take_over
from workshop_bot.delivery.turn import Incoming
from workshop_bot.store import chats, inbox, outbox

QUESTIONS, ASKERS = 24, 4


class Telegram:
    """Gives every update again until it was told that it is kept."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.unconfirmed = [text(number, 1 + number % ASKERS, str(number)) for number in range(1, QUESTIONS + 1)]

    def next(self) -> list[Incoming]:
        return self.unconfirmed[: self.random.randint(1, 6)]


async def life(chain: Chain, telegram: Telegram) -> None:
    await chain.start(unclean=True)

    async def receive() -> None:
        while batch := telegram.next():
            await chain.receive(*batch)
            telegram.unconfirmed = telegram.unconfirmed[len(batch) :]
            await chain.clock.sleep(telegram.random.random() / 10)
        await chain.settle()

    await chain.unless_ended(receive())
    await chain.stop()


def survive(url: str, seed: int, longest: int) -> None:
    """Kill it after so many steps at most, until all is answered; then compare with what is owed."""
    clock = LeapingClock()
    server, telegram, in_flight = Server(clock), Telegram(seed), Counter[int]()
    for lives in range(60):
        chain = Chain(url, ECHO, clock, server)
        in_flight.update(row.update or 0 for row in chain.read(outbox.in_flight))
        kill = lives < 18  # fewer than the tries of one message
        chain.writer.steps = telegram.random.randint(1, longest) if kill else -1
        try:
            leaping(clock, life(chain, telegram))
        except Killed:
            chain.writer.die()
        else:
            break
        finally:
            chain.close()
    else:
        pytest.fail(f"it never ended: {seed}")

    answers = Counter(server.texts)
    assert set(answers) == {str(number) for number in range(1, QUESTIONS + 1)}, seed
    assert all(answers[str(number)] <= 1 + in_flight[number] for number in range(1, QUESTIONS + 1)), seed
    for person in range(1, ASKERS + 1):
        asked = [str(number) for number in range(1, QUESTIONS + 1) if 1 + number % ASKERS == person]
        assert list(dict.fromkeys(words for words in server.texts if words in asked)) == asked, seed
    check = Chain(url, ECHO, clock, server)
    assert check.read(effects) == QUESTIONS, seed
    assert check.read(inbox.counts) == {"done": QUESTIONS}
    assert check.read(outbox.counts) == {"sent": QUESTIONS, "doubled": len(in_flight)}
    if check.store.file:
        assert check.read(lambda connection: connection.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
    check.close()


@pytest.fixture(autouse=True, scope="module")
def however_often_it_ends() -> Iterator[None]:
    """Killed at each statement, one update is in hand more often than chance has it; that it is left aside then has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch, "ENDS", 100)
        yield


@settings(max_examples=15)
@example(3409, 60)
@given(st.integers(0, 2**32), st.integers(60, 200))
def test_p02_killed_anywhere_nothing_is_unanswered_and_only_what_was_in_flight_may_double(
    tmp_path_factory: pytest.TempPathFactory, seed: int, longest: int
) -> None:
    survive(made(tmp_path_factory.mktemp("kills")), seed, longest)


@pytest.mark.parametrize("seed", [1, 2])
def test_p02_on_either_database(store_url: str, seed: int) -> None:
    survive(with_tables(store_url), seed, 100)


def effects(connection: Connection) -> int:
    """How often the handlers' changes stand."""
    found: list[Any] = [chats.find(connection, person) for person in range(1, ASKERS + 1)]
    return sum(chat.others for chat in found)


@pytest.mark.parametrize(
    ("flying", "said"),
    [
        (0, "nothing was in flight"),
        (1, "one message was in flight, and may have arrived"),
        (2, "2 messages were in flight, and may have arrived"),
    ],
)
def test_p02_after_a_kill_it_says_what_was_in_flight(chain: Chain, caplog: pytest.LogCaptureFixture, flying: int, said: str) -> None:
    messages = [say(chat, "a") for chat in range(1, flying + 1)]
    chain.read(lambda connection: put(connection, messages, chain.clock.now()))

    def lives(connection: Connection) -> list[bool]:
        first = take_over(connection, 1, "pow_bot")
        outbox.claim(connection, range(1, flying + 1))
        second = take_over(connection, 1, "pow_bot")
        end(connection)
        return [first, second, take_over(connection, 1, "pow_bot")]

    assert chain.read(lives) == [False, True, False]
    assert caplog.messages == [f"the program did not end cleanly the last time; {said}"]
