from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from tests.delivery.life import Chain, LeapingClock, Live, Server, leaping, made, say, send_all

from workshop_bot.delivery import outbox, sender
from workshop_bot.delivery.outbox import ANSWERS, BROADCASTS, REMINDERS
from workshop_bot.delivery.pace import Pace
from workshop_bot.delivery.sender import AHEAD, TRIES, WINDOW, sort_out
from workshop_bot.delivery.turn import Delete, Edit, GiveUp, Moved, Outcome, Reply, Routes, Say, Toast, TryLater, Unsure
from workshop_bot.errors import TokenRefused
from workshop_bot.store import chats, erase, slots
from workshop_bot.store import outbox as rows
from workshop_bot.texts.markup import Rendered

NOTHING = Routes({}, {})
LATER = TryLater(5, "too many requests")


def put(chain: Chain, *replies: Reply, rank: int = ANSWERS, **fields: Any) -> None:
    """Queue these, for chats that are known."""

    def queue(connection: Connection) -> None:
        for reply in replies:
            if not isinstance(reply, Toast) and (chat := getattr(reply, "chat", 0)):
                chats.meet(connection, chat, chat > 0, chain.clock.now())
        outbox.put(connection, replies, chain.clock.now(), rank, **fields)

    chain.read(queue)


def answering(*outcomes: Outcome | None) -> Callable[[Reply], Outcome | None]:
    """Answers these one after the other, and takes all that comes then."""
    left = list(outcomes)
    return lambda reply: left.pop(0) if left else None


def states(chain: Chain) -> list[tuple[str, str]]:
    """The state of each row and why."""
    return [tuple(row) for row in chain.read(lambda it: it.exec_driver_sql("SELECT state, why FROM outbox ORDER BY id").all())]


def edit(words: str, slot: str = "menu", **fields: Any) -> Edit:
    return Edit(1, Rendered(words, ()), slot=slot, **fields)


def test_what_is_sent_is_noted_blanked_and_found_by_its_slot(chain: Chain, live: Live) -> None:
    put(chain, say(1, "a", slot="menu"), say(2, "b"))
    assert send_all(chain, live) == ["a", "b"]
    assert states(chain) == [("sent", ""), ("sent", "")]
    assert chain.read(lambda connection: slots.find(connection, 1, "menu")) in (1, 2)


@settings(max_examples=25)
@given(
    plan=st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 2), st.sampled_from([None, None, LATER, TryLater(1, "down", True), Unsure("cut")]))
    ),
    latency=st.sampled_from([0.0, 0.05, 1.5]),
    paced=st.booleans(),
)
def test_p05_order_in_a_chat_holds_within_a_rank_also_over_retries(
    tmp_path_factory: pytest.TempPathFactory, plan: list[tuple[int, int, Outcome | None]], latency: float, paced: bool
) -> None:
    clock = LeapingClock()
    url = made(tmp_path_factory.mktemp("order"))
    server = Server(clock, latency)
    chain = Chain(url, NOTHING, clock, server, Pace() if paced else None)
    outcomes = {str(number): outcome for number, (_, _, outcome) in enumerate(plan)}
    server.answers = lambda reply: outcomes.pop(reply.text.text, None) if isinstance(reply, Say) else None
    for number, (chat, rank, _) in enumerate(plan):
        put(chain, say(chat, str(number)), rank=rank)
    send_all(chain, partial(leaping, clock), 600)
    unsure = {number for number, (_, rank, outcome) in enumerate(plan) if rank == BROADCASTS and isinstance(outcome, Unsure)}
    for chat in (1, 2, 3):
        for rank in (ANSWERS, REMINDERS, BROADCASTS):
            owed = [number for number, one in enumerate(plan) if one[:2] == (chat, rank) and number not in unsure]
            assert [int(words) for words in server.texts if int(words) in owed] == owed
    assert server.most <= WINDOW
    chain.close()


def test_a_better_rank_overtakes_and_at_most_the_window_is_in_flight(chain: Chain, live: Live) -> None:
    put(chain, *(say(chat, "broadcast") for chat in range(1, 41)), rank=BROADCASTS)
    put(chain, *(say(chat, "reminder") for chat in range(1, 41)), rank=REMINDERS)
    put(chain, *(say(chat, "answer") for chat in range(1, 41)))
    assert [words for words, _ in groupby(send_all(chain, live))] == ["answer", "reminder", "broadcast"]
    assert chain.server.most == WINDOW


@pytest.mark.parametrize(("rank", "most"), [(ANSWERS, WINDOW + AHEAD), (REMINDERS, WINDOW + AHEAD), (BROADCASTS, WINDOW)])
def test_p02_p03_no_broadcast_is_claimed_before_it_can_be_sent(rank: int, most: int, chain: Chain, live: Live) -> None:
    put(chain, *(say(chat, "all") for chat in range(1, 41)), rank=rank)
    claimed = []

    def count(reply: Reply) -> None:
        with chain.store.reading() as connection:
            claimed.append(len(rows.in_flight(connection)))

    chain.server.answers = count
    send_all(chain, live)
    assert max(claimed) == most


def test_p07_pace_is_kept_over_all_in_a_chat_and_in_a_group(url: str, clock: LeapingClock, server: Server, live: Live) -> None:
    chain = Chain(url, NOTHING, clock, server, Pace())
    put(chain, *(say(chat, "all") for chat in range(1, 201)))
    put(chain, *(say(1000, "chat") for _ in range(8)))
    put(chain, *(say(-1000, "group") for _ in range(30)))
    send_all(chain, live)
    times = sorted(server.times)

    def most(words: str, seconds: float) -> int:
        of = [time for time, reply in zip(server.times, server.texts, strict=True) if reply == words or not words]
        return max(sum(start <= time < start + seconds - 1e-6 for time in of) for start in of)

    assert most("", 1) in (28, 29, 30)
    assert (most("chat", 1), most("chat", 3)) == (3, 5)
    assert most("group", 60) in (17, 18)
    assert times[200] - times[0] < 200 / 27
    chain.close()


def test_p08_a_question_during_a_broadcast_is_answered_within_a_second(url: str, clock: LeapingClock, live: Live) -> None:
    server = Server(clock, 0.2)
    chain = Chain(url, NOTHING, clock, server, Pace())
    put(chain, *(say(chat, "broadcast") for chat in range(1, 301)), rank=BROADCASTS)
    late = []

    async def story() -> None:
        await chain.start()
        for chat in range(2001, 2006):
            await chain.clock.sleep(1.3)
            put(chain, say(chat, f"answer {chat}"))
            asked = chain.clock.monotonic()
            chain.sender.wake()
            await chain.clock.sleep(1)
            late.append(server.times[server.texts.index(f"answer {chat}")] - asked)
        await chain.settle()
        await chain.stop()

    live(story())
    chain.close()
    assert max(late) < 0.5
    assert max(server.times) < 305 / 30 * 1.1


def test_p07_retry_after_is_waited_out_in_that_chat_and_others_go_on(chain: Chain, live: Live) -> None:
    put(chain, say(1, "a"), say(1, "b"), say(2, "c"))
    chain.server.answers = answering(LATER)
    assert send_all(chain, live, 10) == ["c", "a", "b"]
    assert chain.server.times[1] >= 5


def test_p07_in_a_chat_that_was_refused_a_better_rank_waits_too(chain: Chain, live: Live) -> None:
    put(chain, say(1, "reminder"), rank=REMINDERS)

    def refused(reply: Reply) -> Outcome | None:
        chain.server.answers = lambda reply: None
        put(chain, say(1, "answer"), say(2, "other"))
        return LATER

    chain.server.answers = refused
    assert send_all(chain, live, 10) == ["other", "answer", "reminder"]
    assert chain.server.times[1] >= 5


def test_p07_a_second_chat_refused_halts_all(chain: Chain, live: Live) -> None:
    put(chain, *(say(chat, str(chat)) for chat in range(1, 21)))
    chain.server.answers = answering(LATER, LATER)
    send_all(chain, live, 10)
    assert len([time for time in chain.server.times if 0.1 < time < 5]) == 0
    assert len(chain.server.times) == 20


def test_no_connection_is_waited_out_for_all_with_growing_waits_and_loses_nothing(chain: Chain, live: Live) -> None:
    put(chain, *(say(chat, str(chat)) for chat in range(1, 31)))
    asked: list[float] = []

    def down(reply: Reply) -> Outcome | None:
        asked.append(chain.clock.monotonic())
        return TryLater(2, "no connection", everywhere=True) if chain.clock.monotonic() < 4 * 3600 else None

    chain.server.answers = down
    assert len(send_all(chain, live, 5 * 3600)) == 30
    moments = sorted({round(time) for time in asked if time < 4 * 3600})
    assert [after - before for before, after in pairwise(moments)][:5] == [2, 4, 8, 16, 32]
    assert len(moments) < 260


def test_a_group_that_moved_gets_all_under_its_new_number(chain: Chain, live: Live) -> None:
    put(chain, say(-1, "a"), say(-1, "b"))
    chain.server.answers = answering(Moved(-2))
    assert send_all(chain, live) == ["a", "b"]
    assert {getattr(reply, "chat", 0) for reply in chain.server.arrived} == {-2}
    assert chain.read(lambda connection: chats.find(connection, -1)) is None


def test_who_is_gone_gets_nothing_more_until_they_write(chain: Chain, live: Live) -> None:
    put(chain, say(1, "a"), say(1, "b"), say(2, "c"))
    put(chain, say(1, "d"), rank=BROADCASTS)
    chain.server.answers = answering(GiveUp("bot was blocked by the user", gone=True))
    assert send_all(chain, live) == ["c"]
    row = chain.read(lambda connection: chats.find(connection, 1))
    assert row is not None
    assert row.gone == "bot was blocked by the user"
    assert [state for state, _ in states(chain)] == ["dropped", "dropped", "sent", "dropped"]


def test_p21_who_deleted_the_account_is_forgotten(chain: Chain, live: Live) -> None:
    put(chain, say(1, "a", slot="menu"), say(1, "b"), say(2, "c"))
    chain.server.answers = answering(GiveUp("user is deactivated", gone=True, erase=True))
    assert send_all(chain, live) == ["c"]
    assert chain.read(lambda connection: chats.find(connection, 1)) is None
    assert states(chain) == [("sent", "")]


def test_p21_of_who_is_forgotten_while_a_message_is_on_its_way_nothing_stays(chain: Chain, live: Live) -> None:
    def forget(reply: Reply) -> None:
        chain.read(lambda connection: erase.forget(connection, 1))

    put(chain, say(1, "a", slot="menu"))
    chain.server.answers = forget
    assert send_all(chain, live) == ["a"]
    assert states(chain) == []
    assert chain.read(lambda connection: slots.find(connection, 1, "menu")) is None


def test_one_refused_message_does_not_hold_the_next(chain: Chain, live: Live) -> None:
    put(chain, say(1, "a"), say(1, "b"))
    chain.server.answers = answering(GiveUp("message is too long"))
    assert send_all(chain, live) == ["b"]
    assert states(chain) == [("dropped", "message is too long"), ("sent", "")]


def test_a_send_that_raises_is_given_up_and_the_rest_goes_on(chain: Chain, live: Live) -> None:
    def raising(reply: Reply) -> Outcome | None:
        if isinstance(reply, Say) and reply.text.text == "a":
            raise LookupError
        return None

    put(chain, say(1, "a"), say(1, "b"))
    chain.server.answers = raising
    assert send_all(chain, live) == ["b"]


def test_a_refused_token_ends_the_program_and_loses_nothing(chain: Chain, live: Live) -> None:
    def refused(reply: Reply) -> Outcome | None:
        raise TokenRefused("the token was revoked")

    put(chain, say(1, "a"))
    chain.server.answers = refused
    with pytest.raises(TokenRefused):
        send_all(chain, live)
    assert [state for state, _ in states(chain)] == ["sending"]


@pytest.mark.parametrize(("rank", "state"), [(ANSWERS, "sent"), (REMINDERS, "sent"), (BROADCASTS, "unsure")])
def test_p03_what_may_have_arrived_goes_again_but_never_a_broadcast(chain: Chain, live: Live, rank: int, state: str) -> None:
    put(chain, say(1, "a"), rank=rank)
    chain.server.answers = answering(Unsure("the answer was lost"))
    send_all(chain, live, 60)
    assert [state for state, _ in states(chain)] == [state]
    assert chain.read(rows.counts)["doubled"] == (state == "sent")


@pytest.mark.parametrize("outcome", [LATER, TryLater(0, "?"), TryLater(2, "no connection", everywhere=True), Unsure("?"), Moved(-2)])
def test_p06_nothing_is_tried_for_ever(chain: Chain, live: Live, outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "LIFE", timedelta(hours=2))
    put(chain, say(-1, "a"))
    tried = []
    chain.server.answers = lambda reply: tried.append(reply) or outcome  # type: ignore[func-returns-value]  # - it returns the outcome
    send_all(chain, live, 2.5 * 3600)
    assert [state for state, _ in states(chain)] == ["dropped"]
    most = {TryLater(2, "no connection", everywhere=True): 200, Unsure("?"): 3}  # each of these three may have arrived
    assert len(tried) <= most.get(outcome, TRIES)


def test_what_is_of_no_use_any_more_is_dropped_with_its_reason_and_the_next_goes(chain: Chain, live: Live) -> None:
    put(chain, say(1, "starts in ten minutes"), until=chain.clock.now() - timedelta(minutes=1))
    put(chain, say(1, "next"))
    assert send_all(chain, live) == ["next"]
    assert states(chain) == [("dropped", "too late"), ("sent", "")]


class TestEdits:
    def test_an_edit_names_the_message_of_its_slot(self, chain: Chain, live: Live) -> None:
        put(chain, say(1, "a", slot="menu"))
        send_all(chain, live)
        other = Chain(str(chain.store.url), NOTHING, chain.clock, chain.server)
        put(other, edit("b"))
        send_all(other, live)
        other.close()
        assert chain.server.arrived[1:] == [edit("b", message=1)]

    def test_an_edit_of_a_slot_that_never_was_says_it_anew(self, chain: Chain, live: Live) -> None:
        put(chain, edit("b"))
        assert send_all(chain, live) == ["b"]
        assert chain.read(lambda connection: slots.find(connection, 1, "menu")) == 1

    def test_an_edit_that_is_said_anew_stays_in_its_topic_and_replies_to_its_question(self, chain: Chain, live: Live) -> None:
        put(chain, edit("word " * 1000, replies_to=7, thread=3))
        send_all(chain, live)
        said = [(type(one), one.slot, one.replies_to, one.thread) for one in chain.server.arrived if isinstance(one, Say)]
        assert said == [(Say, "menu", 7, 3), (Say, "menu.2", None, 3)]

    def test_an_edit_of_what_has_to_be_sent_again_gives_it_its_words(self, chain: Chain, live: Live) -> None:
        put(chain, say(1, "old", slot="menu"), rank=BROADCASTS)

        def later_and_edited(reply: Reply) -> Outcome | None:
            chain.server.answers = lambda reply: None
            put(chain, edit("new"))
            return LATER

        chain.server.answers = later_and_edited
        assert send_all(chain, live, 10) == ["new"]

    def test_a_shorter_text_takes_the_surplus_away_and_a_longer_one_says_it(self, chain: Chain, live: Live) -> None:
        long, short = "long " * 1000, "short"
        put(chain, say(1, long, slot="menu"))

        async def story() -> None:
            await chain.start()
            for words in (short, long):
                await chain.settle()
                put(chain, edit(words))
                chain.sender.wake()
            await chain.settle()
            await chain.stop()

        live(story())
        acts = [(type(reply), getattr(reply, "slot", "")) for reply in chain.server.arrived]
        assert acts == [(Say, "menu"), (Say, "menu.2"), (Edit, "menu"), (Delete, "menu.2"), (Edit, "menu"), (Say, "menu.2")]

    def test_a_new_message_in_a_slot_lets_the_old_ones_further_parts_stand(self, chain: Chain, live: Live) -> None:
        put(chain, say(1, "long " * 1000, slot="menu"), say(1, "new", slot="menu"))
        send_all(chain, live)
        assert chain.read(lambda connection: [slots.find(connection, 1, name) for name in ("menu", "menu.2")]) == [3, None]


def test_p10_stopped_it_takes_no_more_and_notes_what_lands(url: str, clock: LeapingClock, live: Live) -> None:
    server = Server(clock, latency=2)
    chain = Chain(url, NOTHING, clock, server)
    put(chain, *(say(chat, str(chat)) for chat in range(1, 101)))

    async def story() -> float:
        await chain.start()
        await clock.sleep(1)
        asked = clock.monotonic()
        await chain.stop()
        return clock.monotonic() - asked

    assert live(story()) <= 2
    assert [state for state, _ in states(chain)] == ["sent"] * WINDOW + ["waiting"] * (100 - WINDOW)
    chain.close()


def test_what_was_in_flight_at_the_end_is_sorted_out(chain: Chain) -> None:
    for rank in (ANSWERS, REMINDERS, BROADCASTS):
        put(chain, say(rank + 1, "a"), rank=rank)

    def sorted_out(connection: Connection) -> tuple[int, dict[str, int]]:
        rows.claim(connection, [1, 2, 3])
        return sort_out(connection), rows.counts(connection)

    assert chain.read(sorted_out) == (3, {"waiting": 2, "unsure": 1, "doubled": 2})


def test_a_toast_waits_for_no_chat(url: str, clock: LeapingClock, server: Server, live: Live) -> None:
    chain = Chain(url, NOTHING, clock, server, Pace())
    put(chain, *(say(1, str(number)) for number in range(9)), Toast("q"))
    send_all(chain, live)
    assert server.arrived.index(Toast("q")) <= 2
    chain.close()


def test_it_goes_on_by_itself_when_something_is_put_and_woken(chain: Chain, live: Live) -> None:
    async def story() -> Sequence[str]:
        await chain.start()
        await chain.settle()
        put(chain, say(1, "a"))
        chain.sender.wake()
        await chain.settle()
        await chain.stop()
        return chain.server.texts

    assert live(story()) == ["a"]
