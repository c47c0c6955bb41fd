from contextlib import suppress
from typing import Any

import pytest
from tests.delivery.life import Chain, Live, text

from workshop_bot.delivery.inbox import keep
from workshop_bot.delivery.turn import Incoming, Kind
from workshop_bot.delivery.written import incoming_from_json
from workshop_bot.errors import StoreUnavailable
from workshop_bot.store import inbox
from workshop_bot.texts.markup import Mark


def kept(chain: Chain) -> list[Incoming]:
    return [incoming_from_json(row.data) for row in chain.read(lambda connection: inbox.waiting(connection, 100))]


def test_p01_what_is_received_is_committed_when_keep_returns_and_once(chain: Chain, live: Live) -> None:
    async def story() -> list[int]:
        first = [text(9, 1, "a"), text(3, 2, "b")]
        return [await keep(first, chain.writer, chain.clock), await keep([*first, text(10, 1, "c")], chain.writer, chain.clock)]

    assert live(story()) == [2, 1]
    assert kept(chain) == [text(9, 1, "a"), text(3, 2, "b"), text(10, 1, "c")]


def test_the_order_holds_when_the_clock_goes_back(chain: Chain, live: Live) -> None:
    async def story() -> None:
        await keep([text(1, 1, "a")], chain.writer, chain.clock)
        chain.clock.ahead -= 2 * (chain.clock.now() - chain.clock.now().replace(hour=0))
        await keep([text(2, 1, "b")], chain.writer, chain.clock)

    live(story())
    assert [one.text for one in kept(chain)] == ["a", "b"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("x" * 5000, "x" * 4096), ("a\0b", "ab"), ("a\ud83d", "a\ufffd"), ("\ud83d\ude00", "😀"), ("😀" * 5000, "😀" * 4096)],
    ids=["long", "NUL", "half a letter", "two halves", "long in signs"],
)
def test_p23_texts_are_cut_and_whole(chain: Chain, live: Live, typed: str, expected: str) -> None:
    live(keep([text(1, 1, typed)], chain.writer, chain.clock))
    assert [one.text for one in kept(chain)] == [expected]


@pytest.mark.parametrize("kind", ["text", "edited", "other", "tap", "member"])
def test_p21_of_what_was_not_meant_for_the_bot_neither_a_word_nor_a_person_is_kept(chain: Chain, live: Live, kind: Kind) -> None:
    said: dict[str, Any] = {"message": 7, "thread": 3, "language": "vi", "name": "Lan", "caption": "below", "marks": (Mark("bold", 0, 1),)}
    live(keep([Incoming(1, kind, -5, 11, False, "of the ward", addressed=False, **said)], chain.writer, chain.clock))
    assert kept(chain) == [Incoming(1, kind, -5, private=False, addressed=False)]
    assert [row.person for row in chain.read(lambda connection: inbox.waiting(connection, 1))] == [0]


def test_p25_that_nothing_can_be_kept_is_said_once(chain: Chain, live: Live, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        for fault in (StoreUnavailable("the disk is full"), StoreUnavailable("the disk is full"), None):
            chain.writer.failing = fault
            with suppress(StoreUnavailable):
                await keep([text(1, 1, "a")], chain.writer, chain.clock)

    live(story())
    assert caplog.messages == ["the disk is full", "the database works again"]
