"""Who may act as an organiser, the one-time links, and the wrong ones that were tried."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from workshop_bot.store import chats, organisers
from workshop_bot.store.engine import Store
from workshop_bot.store.organisers import LIFE, Organiser
from workshop_bot.store.tables import invitations

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_rights_are_given_changed_and_taken(store: Store) -> None:
    with store.transaction() as connection:
        assert not organisers.owned(connection)
        organisers.add(connection, 7, "organiser", NOW)
        organisers.add(connection, 5, "organiser", NOW + SECOND)
        assert not organisers.owned(connection)
        organisers.add(connection, 7, "owner", NOW + LIFE)
        assert organisers.owned(connection)
        assert organisers.find(connection, 7) == Organiser(7, "owner", NOW)
        assert organisers.find(connection, 6) is None
        assert [one.person for one in organisers.all_(connection)] == [7, 5]
        organisers.remove(connection, 7)
        assert organisers.all_(connection) == [Organiser(5, "organiser", NOW + SECOND)]


def test_p20_a_token_is_long_and_stands_nowhere(store: Store) -> None:
    with store.transaction() as connection:
        tokens = {organisers.invite(connection, "organiser", NOW) for _ in range(50)}
        kept = connection.execute(select(invitations)).all()
    assert len(tokens) == 50
    assert {len(bytes.fromhex(token)) * 8 for token in tokens} == {160}
    assert not any(token in str(row) for token in tokens for row in kept)


def test_p20_a_token_gives_its_role_once_and_for_a_day(store: Store) -> None:
    with store.transaction() as connection:
        owners, others = (organisers.invite(connection, role, NOW) for role in ("owner", "organiser"))
        last = NOW + LIFE - SECOND
        assert [organisers.invited(connection, token, last) for token in (owners, others)] == ["owner", "organiser"]
        organisers.use(connection, owners)
        assert [organisers.invited(connection, token, last) for token in (owners, others)] == [None, "organiser"]
        assert organisers.invited(connection, others, NOW + LIFE) is None
        for forged in ("", others[:-1], others.upper(), "\ud800", "0" * 40):
            assert organisers.invited(connection, forged, NOW) is None


def test_wrong_ones_are_counted_for_each_person(store: Store) -> None:
    with store.transaction() as connection:
        for minutes in (0, 10, 20):
            organisers.guessed(connection, 7, NOW + timedelta(minutes=minutes))
        organisers.guessed(connection, 8, NOW)
        assert organisers.guesses_since(connection, 7, NOW) == 2
        assert organisers.guesses_since(connection, 8, NOW - SECOND) == 1
        assert organisers.guesses_since(connection, 9, NOW - SECOND) == 0


def test_a_person_is_forgotten(store: Store) -> None:
    with store.transaction() as connection:
        for person in (7, 8):
            organisers.add(connection, person, "organiser", NOW)
            organisers.guessed(connection, person, NOW)
        organisers.forget(connection, 7)
        assert organisers.find(connection, 7) is None
        assert [organisers.guesses_since(connection, person, NOW - SECOND) for person in (7, 8)] == [0, 1]
        assert organisers.find(connection, 8) is not None


def test_what_is_out_of_date_goes(store: Store) -> None:
    with store.transaction() as connection:
        old, new = (organisers.invite(connection, "organiser", NOW + hours) for hours in (timedelta(0), timedelta(hours=2)))
        organisers.guessed(connection, 7, NOW)
        organisers.guessed(connection, 7, NOW + LIFE)
        organisers.tidy(connection, NOW + LIFE + timedelta(hours=1))
        assert organisers.invited(connection, old, NOW) is None
        assert organisers.invited(connection, new, NOW) == "organiser"
        assert organisers.guesses_since(connection, 7, NOW - SECOND) == 0


def test_those_to_whom_the_bot_can_write_are_known_with_their_role(store: Store) -> None:
    with store.transaction() as connection:
        for person in (4, 5, 6, 8):
            chats.meet(connection, person, True, NOW)
        chats.change(connection, 8, gone="blocked")
        for person, role in ((5, "organiser"), (6, "owner"), (7, "organiser"), (8, "organiser")):
            organisers.add(connection, person, role, NOW)
        met = organisers.met(connection, (4, 5, 9))
    assert sorted((chat.chat, role) for role, chat in met) == [(4, "owner"), (5, "owner"), (6, "owner")]


def test_whose_menu_is_which_is_kept(store: Store) -> None:
    with store.transaction() as connection:
        assert organisers.menus(connection) == {}
        for now in ({"5": "owner en", "6": "organiser vi"}, {"6": "organiser fr"}):
            organisers.keep_menus(connection, now)
            assert organisers.menus(connection) == now


def test_p21_of_a_menu_that_was_taken_no_trace_is_left(store: Store) -> None:
    with store.transaction() as connection:
        organisers.keep_menus(connection, {"55555555555": "owner en"})
    with store.transaction() as connection:
        organisers.keep_menus(connection, {})
    if store.file is not None:
        written = [file.read_bytes() for file in store.file.parent.iterdir()]
        assert not any(b"55555555555" in data for data in written)
