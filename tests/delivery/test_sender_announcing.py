"""What the sender makes of announcements: held for a moment, changed where they stand, in doubt after a kill."""

from datetime import datetime, timedelta

from sqlalchemy import Connection
from tests.delivery.life import START, Chain, LeapingClock, Live, Server, send_all

from workshop_bot.delivery.outbox import BROADCASTS
from workshop_bot.delivery.sender import Sender, sort_out
from workshop_bot.delivery.turn import Delete, Edit, Media, Say, Unsure
from workshop_bot.store import chats, outbox, slots
from workshop_bot.store.announcements import ACT, CORRECT, RANK, WITHDRAW
from workshop_bot.store.outbox import Row
from workshop_bot.texts.markup import Rendered

TEXT = Rendered("Lunch is in hall B.", ())
PHOTO = Media("photo", "photo-1")


def word(connection: Connection, row: Row, now: datetime) -> Say | Edit | Delete | datetime | str:
    """Each kind does what its name says; held until the hour that stands in its data."""
    if row.data and now < START + timedelta(hours=int(row.data)):
        return START + timedelta(hours=int(row.data))
    if row.act == CORRECT:
        return Edit(row.chat, TEXT, slot=row.slot, only=True)
    return Delete(row.chat, row.slot) if row.act == WITHDRAW else Say(row.chat, TEXT, media=PHOTO)


def begun(chain: Chain, clock: LeapingClock, server: Server, *acts: str, data: str = "") -> None:
    """Messages of these acts wait in one chat, and the sender has words for them."""
    chain.sender = Sender(chain.writer, server.send, word, None, clock)

    def put(connection: Connection) -> None:
        chats.meet(connection, 1, True, clock.now())
        outbox.put(connection, [Row(1, act, data, clock.now(), clock.now(), BROADCASTS, "announce:7") for act in acts])

    chain.read(put)


def test_its_rank_is_that_of_broadcasts() -> None:
    assert RANK == BROADCASTS


def test_it_is_said_edited_and_taken_away_where_it_stands(chain: Chain, clock: LeapingClock, server: Server, live: Live) -> None:
    begun(chain, clock, server, ACT, CORRECT, WITHDRAW)
    send_all(chain, live)
    assert server.arrived == [  # this server gives each call a number
        Say(1, TEXT, media=PHOTO), Edit(1, TEXT, slot="announce:7", message=1, only=True), Delete(1, "announce:7", 2),
    ]  # fmt: skip
    assert chain.read(lambda connection: slots.find(connection, 1, "announce:7")) is None


def test_p14_what_is_to_wait_waits_and_is_worded_anew(chain: Chain, clock: LeapingClock, server: Server, live: Live) -> None:
    begun(chain, clock, server, ACT, data="2")
    send_all(chain, live, 2 * 3600 + 1)
    assert server.arrived == [Say(1, TEXT, media=PHOTO)]
    assert server.times[0] >= 2 * 3600


def test_p03_after_a_kill_what_only_changes_it_goes_again(chain: Chain, clock: LeapingClock, server: Server, live: Live) -> None:
    for act in (ACT, CORRECT, WITHDRAW):
        begun(chain, clock, server, act)
        number = chain.read(lambda connection: outbox.ready(connection, clock.now(), 1)[0].id)
        chain.read(lambda connection, number=number: outbox.claim(connection, [number]))  # type: ignore[misc]  # - bound now
        chain.read(sort_out)
        if act == ACT:
            assert chain.read(outbox.counts) == {"unsure": 1, "doubled": 0}
        else:
            chain.read(lambda connection, number=number: outbox.finish(connection, number, "sent", START))  # type: ignore[misc]  # - bound now
    assert chain.read(outbox.counts) == {"unsure": 1, "sent": 2, "doubled": 2}


def test_p03_what_may_have_arrived_stands_as_unsure(chain: Chain, clock: LeapingClock, server: Server, live: Live) -> None:
    begun(chain, clock, server, ACT)
    server.answers = lambda reply: Unsure("cut")
    send_all(chain, live, 60)
    assert chain.read(outbox.counts) == {"unsure": 1, "doubled": 0}


def test_a_part_that_may_have_arrived_takes_none_of_those_behind_it_away(
    chain: Chain, clock: LeapingClock, server: Server, live: Live
) -> None:
    begun(chain, clock, server, ACT, ACT, ACT)
    outcomes = [None, Unsure("cut"), None]
    server.answers = lambda reply: outcomes.pop(0)
    send_all(chain, live, 60)
    assert chain.read(outbox.counts) == {"sent": 2, "unsure": 1, "doubled": 0}
