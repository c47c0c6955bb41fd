"""What organisers changed in the chat, and what they did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workshop_bot.store import overrides
from workshop_bot.store.engine import Store
from workshop_bot.store.overrides import Override

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
ORGANISER, OTHER = 4, 5


def override(field: str, value: str, session: str = "opening", replaced: str = '"old"', person: int = ORGANISER) -> Override:
    return Override(session, field, value, replaced, person, NOW)


def test_what_is_put_holds_in_the_place_of_what_held_for_the_session(store: Store) -> None:
    room, start = override("room", '["a"]'), override("starts", '"10:00"')
    other = override("room", '["b"]', session="closing")
    with store.transaction() as connection:
        overrides.put(connection, [room], ORGANISER, "opening", False, NOW)
        overrides.put(connection, [other], ORGANISER, "closing", False, NOW)
        overrides.put(connection, [start], ORGANISER, "opening", True, NOW)
        assert overrides.all_(connection) == [other, start]
        overrides.drop(connection, [other])
        assert overrides.all_(connection) == [start]


def test_an_act_is_new_until_it_is_taken_over(store: Store) -> None:
    with store.transaction() as connection:
        first = overrides.put(connection, [override("room", '["a"]')], ORGANISER, "opening", False, NOW)
        second = overrides.put(connection, [], OTHER, "closing", True, NOW)
        assert [(act.id, act.session, act.silent) for act in overrides.new(connection)] == [
            (first, "opening", False),
            (second, "closing", True),
        ]
        overrides.taken_over(connection)
        assert overrides.new(connection) == []
        found = overrides.find(connection, second)
        assert found
        assert found.state == "done"


def test_an_act_is_undone_to_what_held_before(store: Store) -> None:
    before = override("starts", '"10:00"')
    with store.transaction() as connection:
        overrides.put(connection, [before], OTHER, "opening", False, NOW)
        act = overrides.find(connection, overrides.put(connection, [override("room", '["a"]')], ORGANISER, "opening", True, NOW))
        assert act
        assert act == overrides.last(connection, ORGANISER)
        assert act.before == (replace(before, person=0),)
        overrides.undo(connection, act, ORGANISER, NOW)
        assert overrides.all_(connection) == [replace(before, person=ORGANISER)]
        assert [(one.silent, one.undone) for one in overrides.new(connection)] == [(False, False), (True, True), (True, True)]
        assert overrides.newest(connection, "opening") == overrides.new(connection)[-1].id


def test_neither_what_is_undone_nor_its_undoing_is_the_last_that_somebody_did(store: Store) -> None:
    with store.transaction() as connection:
        first = overrides.put(connection, [override("room", '["a"]')], ORGANISER, "opening", False, NOW)
        second = overrides.put(connection, [override("room", '["b"]')], ORGANISER, "opening", False, NOW)
        undone = []
        while act := overrides.last(connection, ORGANISER):
            undone.append(act.id)
            overrides.undo(connection, act, ORGANISER, NOW)
        assert undone == [second, first]
        assert overrides.all_(connection) == []


def test_the_programme_in_force_holds_what_was_put_before_it_was_made(store: Store) -> None:
    old, other = override("starts", '"10:00"'), override("room", '["b"]', session="closing")
    with store.transaction() as connection:
        overrides.put(connection, [old], ORGANISER, "opening", False, NOW)
        overrides.put(connection, [other], ORGANISER, "closing", False, NOW)
        overrides.taken_over(connection)
        overrides.put(connection, [], ORGANISER, "opening", False, NOW)
        overrides.put(connection, [override("starts", '"11:00"')], ORGANISER, "opening", False, NOW)
        assert overrides.in_force(connection) == [other, replace(old, person=0)]
        overrides.taken_over(connection)
        assert overrides.in_force(connection) == overrides.all_(connection)
        assert overrides.newest(connection, "lunch") == 0


def test_who_has_done_nothing_has_nothing_to_undo(store: Store) -> None:
    with store.transaction() as connection:
        assert overrides.last(connection, ORGANISER) is None
        assert overrides.find(connection, 7) is None


def test_old_acts_go_and_what_was_changed_holds(store: Store) -> None:
    held = override("room", '["a"]')
    with store.transaction() as connection:
        overrides.put(connection, [held], ORGANISER, "opening", False, NOW)
        overrides.taken_over(connection)
        overrides.put(connection, [held], ORGANISER, "opening", False, NOW)
        overrides.tidy(connection, NOW + timedelta(days=1))
        assert len(overrides.new(connection)) == 1
        overrides.taken_over(connection)
        overrides.tidy(connection, NOW + timedelta(days=1))
        assert overrides.last(connection, ORGANISER) is None
        assert overrides.all_(connection) == [held]


def test_p21_what_somebody_forgotten_did_is_nobodys(store: Store) -> None:
    with store.transaction() as connection:
        overrides.put(connection, [override("room", '["a"]')], ORGANISER, "opening", True, NOW)
        overrides.forget(connection, ORGANISER)
        assert [(one.person, one.value) for one in overrides.all_(connection)] == [(0, '["a"]')]
        assert [(act.person, act.silent) for act in overrides.new(connection)] == [(0, True)]
