from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.delivery.life import ORGANISER, Chain, LeapingClock, Live, Server, echo, named, say, text

from workshop_bot.delivery import dispatch
from workshop_bot.delivery.dispatch import Shares
from workshop_bot.delivery.turn import GiveUp, Incoming, Reply, Route, Routes, Toast, Turn
from workshop_bot.errors import StoreUnavailable
from workshop_bot.store import buttons, chats, inbox, outbox
from workshop_bot.store.chats import Chat

GROUP = -100
ROUTES = Routes(
    {"start": named("start"), "help": named("help"), "publish": replace(named("publish"), organisers=True)},
    {"page": named("page"), "publish": replace(named("published"), organisers=True)},
    {"text": named("text").handler, "edited": named("edited").handler, "other": named("other").handler, "member": named("").handler},
    lost=named("lost").handler,
    apart=named("apart").handler,
    parked=named("parked").handler,
)


@pytest.fixture
def routed(url: str, clock: LeapingClock, server: Server) -> Any:
    made = Chain(url, ROUTES, clock, server)
    yield made
    made.close()


def replies(chain: Chain, live: Live, *incomings: Incoming) -> list[str]:
    """What is said to these, in one story."""

    async def story() -> None:
        await chain.start()
        await chain.receive(*incomings)
        await chain.settle()
        await chain.stop()

    live(story())
    return chain.server.texts


def tap(update: int, person: int, data: str, **fields: Any) -> Incoming:
    known: dict[str, Any] = {"chat": person, "person": person, "text": data, "message": 5, "query": f"q{update}"}
    return Incoming(update, "tap", **(known | fields))


def in_group(incoming: Incoming, **fields: Any) -> Incoming:
    return replace(incoming, chat=GROUP, private=False, **fields)


@pytest.mark.parametrize(
    ("incoming", "said"),
    [
        (text(1, 1, "when is lunch?"), ["text when is lunch?"]),
        (text(1, 1, "/start s_opening"), ["start s_opening"]),
        (text(1, 1, "https://t.me/pow_bot?start=s_opening"), ["start s_opening"]),
        (text(1, 1, "t.me/POW_bot?start=i_0aF "), ["start i_0aF"]),
        (text(1, 1, "t.me/other_bot?start=x"), ["text t.me/other_bot?start=x"]),
        (text(1, 1, "see t.me/pow_bot?start=x"), ["text see t.me/pow_bot?start=x"]),
        (text(1, 1, "t.me/pow_bot?start=x", forwarded=True), ["text t.me/pow_bot?start=x"]),
        (in_group(text(1, 1, "t.me/pow_bot?start=x")), ["text t.me/pow_bot?start=x"]),
        (text(1, 1, "/HELP"), ["help"]),
        (text(1, 1, "/help@POW_bot  me"), ["help me"]),
        (text(1, 1, "/help@other_bot"), ["lost"]),
        (text(1, 1, "/nothing"), ["lost"]),
        (text(1, 1, "/help", forwarded=True), ["text /help"]),
        (text(1, 1, "1/2 of us"), ["text 1/2 of us"]),
        (replace(text(1, 1, "/help"), kind="edited"), ["edited /help"]),
        (replace(text(1, 1, "photo"), kind="other"), ["other photo"]),
        (tap(1, 1, "page:3:1"), ["page 3:1"]),
        (tap(1, 1, "gone:3"), ["lost 3"]),
        (in_group(text(1, 1, "hello"), addressed=False), []),
        (in_group(text(1, 1, "/help")), ["help"]),
        (in_group(text(1, 1, "/nothing")), []),
        (in_group(text(1, 1, "/nothing@pow_bot")), ["lost"]),
        (in_group(text(1, 1, "/help@other_bot")), []),
        (in_group(text(1, 0, "hello")), []),
        (in_group(text(1, 0, "/help"), administrator=True), ["help"]),
        (Incoming(1, "unknown", text="poll_answer"), []),
    ],
)
def test_each_update_finds_its_route(routed: Chain, live: Live, incoming: Incoming, said: list[str]) -> None:
    assert replies(routed, live, incoming) == said
    assert routed.read(inbox.counts) == {"done": 1}


FORMS = {
    "command": text(1, 7, "/publish all"),
    "button": tap(1, 7, "publish:all"),
    "forwarded command": text(1, 7, "/publish all", forwarded=True),
    "edited command": replace(text(1, 7, "/publish all"), kind="edited"),
    "command in a group": in_group(text(1, 7, "/publish all")),
    "button in a group": in_group(tap(1, 7, "publish:all")),
    "anonymous in a group": in_group(text(1, 0, "/publish all"), administrator=True),
    "caption of a picture": replace(text(1, 7, "photo"), kind="other"),
    "from inline mode": replace(text(1, 7, "/publish all"), kind="inline", chat=0, query="q"),
    "under a message sent through inline mode": tap(1, 7, "publish:all", chat=0, private=False),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", [7, ORGANISER], ids=["stranger", "organiser"])
def test_p20_an_organisers_act_is_done_for_organisers_in_private_in_their_own_words(routed: Chain, live: Live, form: str, who: int) -> None:
    incoming = FORMS[form]
    incoming = replace(incoming, person=who if incoming.person else 0, chat=who if incoming.chat == 7 else incoming.chat)
    said = replies(routed, live, incoming)
    done = [words for words in said if words.startswith("publish")]
    assert done == {(ORGANISER, "command"): ["publish all"], (ORGANISER, "button"): ["published all"]}.get((who, form), [])


@pytest.mark.parametrize("who", [7, ORGANISER], ids=["stranger", "organiser"])
def test_p20_in_a_group_whoever_sends_a_command_of_organisers_is_led_apart(routed: Chain, live: Live, who: int) -> None:
    assert replies(routed, live, in_group(text(1, who, "/publish all"))) == ["apart all"]


@pytest.mark.parametrize(
    "incoming", [in_group(text(1, 1, "hello"), addressed=False), Incoming(1, "inline", person=1, query="q", text="lunch")]
)
def test_who_did_not_speak_to_the_bot_leaves_no_trace(routed: Chain, live: Live, incoming: Incoming) -> None:
    replies(routed, live, incoming)

    def traces(connection: Any) -> list[Chat | None]:
        return [chats.find(connection, chat) for chat in (1, GROUP)]

    assert routed.read(traces) == [None, None]


@pytest.mark.parametrize(("answered", "toasts"), [((), [Toast("q1")]), ((Toast("q1", "saved"),), [Toast("q1", "saved")])])
def test_a_tap_is_always_answered(
    url: str, clock: LeapingClock, server: Server, live: Live, answered: tuple[Reply, ...], toasts: list[Toast]
) -> None:
    def page(turn: Turn) -> Sequence[Reply]:
        return answered

    chain = Chain(url, Routes({}, {"page": Route(page)}), clock, server)
    replies(chain, live, tap(1, 1, "page:3"))
    chain.close()
    assert server.arrived == toasts


def test_p20_a_long_button_works_in_its_own_chat_alone(routed: Chain, live: Live) -> None:
    name = routed.read(lambda connection: buttons.keep(connection, 1, f"page:{'x' * 80}", routed.clock.now()))
    assert replies(routed, live, tap(1, 1, f"~{name}"), tap(2, 2, f"~{name}"), tap(3, 1, "~made-up")) == [
        f"page {'x' * 80}",
        "lost",
        "lost",
    ]


@pytest.mark.parametrize(
    ("row", "app", "language"),
    [
        ({}, "en-GB", "en"),
        ({}, "de", "vi"),
        ({"seen": "fr"}, "en", "fr"),
        ({"language": "vi", "seen": "fr"}, "en", "vi"),
        ({"language": "de"}, "fr-CA", "fr"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_one_seen_else_the_workshops(
    url: str, clock: LeapingClock, server: Server, live: Live, row: dict[str, str], app: str, language: str
) -> None:
    def spoken(turn: Turn) -> Sequence[Reply]:
        return [say(1, turn.language)]

    chain = Chain(url, Routes({}, {}, {"text": spoken}), clock, server)

    def prepare(connection: Any) -> None:
        if row:
            chats.meet(connection, 1, True, clock.now())
            chats.change(connection, 1, **row)

    chain.read(prepare)
    assert replies(chain, live, text(1, 1, "hello", language=app)) == [language]
    chain.close()


def test_a_block_makes_a_chat_silent_and_a_message_wakes_it(routed: Chain, live: Live) -> None:
    def row() -> Chat:
        found = routed.read(lambda connection: chats.find(connection, 1))
        assert found
        return found

    async def story() -> list[str | bool]:
        await routed.start()
        await routed.receive(text(1, 1, "hello"), Incoming(2, "member", chat=1, person=1, text="kicked"))
        await routed.settle()
        routed.read(lambda connection: chats.change(connection, 1, silent=True))
        seen = [row().gone]
        await routed.receive(text(3, 1, "back"))
        await routed.settle()
        await routed.stop()
        return [*seen, row().gone, row().silent]

    assert live(story()) == ["blocked", "", False]


def test_a_group_that_was_closed_for_a_while_counts_again_as_soon_as_somebody_asks_there(chain: Chain, live: Live) -> None:
    chain.server.answers = lambda reply: GiveUp("may not write", gone=True) if reply == say(GROUP, "closed") else None
    gone = []

    async def story() -> None:
        await chain.start()
        for number, words in enumerate(("closed", "open"), 1):
            await chain.receive(in_group(text(number, 1, words)))
            await chain.settle()
            row = chain.read(lambda connection: chats.find(connection, GROUP))
            gone.append(row and row.gone)
        await chain.stop()

    live(story())
    assert gone == ["may not write", ""]
    assert chain.server.texts == ["open"]


def test_a_group_that_moves_keeps_its_row_and_what_waits(chain: Chain, live: Live) -> None:
    moved = Incoming(2, "moved", chat=GROUP, text="-200", private=False)
    said = replies(chain, live, in_group(text(1, 1, "a")), moved, moved, in_group(text(3, 1, "b")), replace(moved, update=4))
    assert said == ["a", "b"]
    assert [getattr(reply, "chat", None) for reply in chain.server.arrived] == [-200, -200]
    row = chain.read(lambda connection: chats.find(connection, -200))
    assert row is not None
    assert row.others == 2


class Raises:
    """A handler that raises as often as told when it reads `bad`, after it has changed something."""

    def __init__(self, times: int, error: BaseException) -> None:
        self.times, self.error = times, error

    def __call__(self, turn: Turn) -> Sequence[Reply]:
        answers = echo(turn)
        if turn.incoming.text.startswith("bad") and self.times:
            self.times -= 1
            raise self.error
        return answers


def test_what_raises_is_undone_tried_again_and_its_chat_waits_for_it(url: str, clock: LeapingClock, server: Server, live: Live) -> None:
    chain = Chain(url, Routes({}, {}, {"text": Raises(2, KeyError("x"))}, parked=named("parked").handler), clock, server)
    said = replies(chain, live, text(1, 1, "bad"), text(2, 1, "second"), text(3, 2, "other"))
    assert [words for words in said if words != "other"] == ["bad", "second"]
    assert sorted(said) == ["bad", "other", "second"]
    row = chain.read(lambda connection: chats.find(connection, 1))
    assert row is not None
    assert row.others == 2
    chain.close()


def test_p02_three_times_raised_is_parked_and_told_and_the_log_holds_no_text(
    url: str, clock: LeapingClock, server: Server, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    chain = Chain(url, Routes({}, {}, {"text": Raises(9, KeyError("bad secret"))}, parked=named("parked").handler), clock, server)
    said = replies(chain, live, text(1, 1, "bad secret"), text(2, 1, "second"), text(3, 2, "other"))
    assert sorted(said) == ["other", "parked", "second"]
    assert chain.read(inbox.counts) == {"done": 2, "parked": 1}
    assert "KeyError" in caplog.text
    assert "secret" not in caplog.text
    chain.close()


def test_what_cannot_even_be_said_is_parked_all_the_same(url: str, clock: LeapingClock, server: Server, live: Live) -> None:
    broken = Raises(9, ValueError())
    chain = Chain(url, Routes({}, {}, {"text": broken}, parked=broken), clock, server)
    assert replies(chain, live, text(1, 1, "bad"), text(2, 2, "other")) == ["other"]
    assert chain.read(inbox.counts) == {"done": 1, "parked": 1}
    chain.close()


def test_p02_five_unclean_ends_with_the_same_update_in_hand_park_it(url: str, clock: LeapingClock, live: Live) -> None:
    class PowerCut(BaseException):
        pass

    server, lives = Server(clock), 0
    routes = Routes({}, {}, {"text": Raises(99, PowerCut())}, parked=named("parked").handler)

    async def story(unclean: bool) -> None:
        chain = Chain(url, routes, clock, server)
        try:
            await chain.start(unclean)
            if not unclean:
                await chain.receive(text(1, 1, "first"), text(2, 2, "bad"), text(3, 3, "last"))
            await chain.settle()
            await chain.stop()
        finally:
            chain.close()

    while "last" not in server.texts:
        try:
            live(story(lives > 0))
        except PowerCut:
            lives += 1
    assert (lives, sorted(server.texts)) == (6, ["first", "last", "parked"])  # once unsuspecting, five times with it counted


def test_p25_a_store_that_fails_parks_and_loses_nothing_and_is_said_once(
    chain: Chain, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        await chain.start(unclean=True)
        await chain.receive(*(text(number, number, str(number)) for number in range(1, 20)))
        for _ in range(20):
            await chain.clock.sleep(0.002)
            chain.writer.failing = StoreUnavailable("the disk is full; make room")
            await chain.clock.sleep(30)
            chain.writer.failing = None
            chain.dispatcher.wake()
            chain.sender.wake()
        await chain.settle()
        await chain.stop()

    live(story())
    assert sorted(chain.server.texts, key=int) == [str(number) for number in range(1, 20)]
    assert chain.read(inbox.counts) == {"done": 19}
    assert caplog.text.count("the disk is full") <= 2 * 20


def test_p21_what_is_handled_and_sent_is_blanked(chain: Chain, live: Live) -> None:
    replies(chain, live, text(1, 1, "secret"))

    def texts(connection: Any) -> list[Any]:
        return [connection.exec_driver_sql(f"SELECT data FROM {table}").scalars().all() for table in ("inbox", "outbox")]

    assert chain.read(texts) == [[""], [""]]


class TestShares:
    def test_twenty_a_minute_are_within_the_share(self) -> None:
        shares = Shares()
        assert [shares.take(1, 0) for _ in range(22)] == [True] * 20 + [False] * 2
        assert (shares.spent(59), shares.spent(60)) == ({1}, set())

    def test_nobody_in_particular_has_no_share(self) -> None:
        shares = Shares()
        assert all(shares.take(0, 0) for _ in range(99))
        assert shares.spent(1) == set()


def handled(chain: Chain) -> list[int]:
    """Whose updates were handled, in this order; what is sent next is another question."""
    return list(chain.read(lambda connection: connection.exec_driver_sql("SELECT chat FROM outbox ORDER BY id").scalars().all()))


def test_p23_one_persons_storm_waits_behind_others(chain: Chain, live: Live) -> None:
    async def story() -> None:
        await chain.receive(*(text(number, 1, f"storm {number}") for number in range(1, 301)))
        await chain.receive(*(text(1000 + number, 2 + number, f"calm {number}") for number in range(50)))
        await chain.start()
        await chain.settle()
        await chain.stop()

    live(story())
    assert handled(chain).index(51) < 50 + 20 + 2 * dispatch.BATCH  # the last of the fifty
    assert [words for words in chain.server.texts if words.startswith("storm")] == [f"storm {number}" for number in range(1, 301)]
    assert len(chain.server.texts) == 350


def test_p23_two_storms_take_turns(chain: Chain, live: Live) -> None:
    async def story() -> None:
        await chain.receive(*(text(number, 1, f"first {number}") for number in range(200)))
        await chain.receive(*(text(1000 + number, 2, f"other {number}") for number in range(40)))
        await chain.start()
        await chain.settle()
        await chain.stop()

    live(story())
    of_both = [handled(chain)[start : start + dispatch.BATCH].count(2) for start in range(40, 80, dispatch.BATCH)]
    assert of_both == [dispatch.BATCH // 2] * len(of_both)


def test_new_updates_wake_it_and_it_rests_when_none_waits(chain: Chain, live: Live) -> None:
    async def story() -> list[bool]:
        await chain.start()
        await chain.settle()
        rests = [chain.dispatcher.idle]
        await chain.receive(text(1, 1, "a"))
        rests.append(chain.dispatcher.idle)
        await chain.settle()
        await chain.stop()
        return [*rests, chain.sender.idle]

    assert live(story()) == [True, False, True]
    assert chain.server.texts == ["a"]
    assert chain.read(lambda connection: outbox.counts(connection)) == {"sent": 1, "doubled": 0}
