"""What of the announcements has come to a chat, as the slots and the outbox know it."""

from datetime import UTC, datetime

import pytest

from workshop_bot.store import latecomers, outbox, slots
from workshop_bot.store.engine import Store
from workshop_bot.store.latecomers import Late
from workshop_bot.store.outbox import Row

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)


def test_the_slot_names_the_announcements() -> None:
    assert Late(1, latecomers.slot([7, 3])).numbers == (7, 3)


@pytest.mark.parametrize(("state", "came"), [("waiting", {3}), ("sending", {3}), ("unsure", {3}), ("sent", {3}), ("dropped", set())])
def test_p03_what_may_have_come_has_come(store: Store, state: str, came: set[int]) -> None:
    with store.transaction() as connection:
        outbox.put(
            connection, [Row(1, "announce", "", NOW, NOW, 2, "announce:3", state=state), Row(2, "announce", "", NOW, NOW, 2, "announce:4")]
        )
        assert latecomers.told(connection, 1, [3, 4]) == came


def test_what_stands_there_has_come(store: Store) -> None:
    with store.transaction() as connection:
        slots.fill(connection, 1, "announce:3", 10, NOW)
        slots.fill(connection, 1, "late:5,4", 11, NOW)
        slots.fill(connection, 2, "late:6", 12, NOW)
        outbox.put(connection, [Row(1, "say", "", NOW, NOW, slot="late:8")])
        assert latecomers.told(connection, 1, [3, 4, 6, 8, 9]) == {3, 4, 8}
        assert latecomers.told(connection, 1, []) == set()


def test_who_was_told_late_is_found_by_the_announcement(store: Store) -> None:
    with store.transaction() as connection:
        slots.fill(connection, 1, "late:5,4", 11, NOW)
        slots.fill(connection, 2, "late:45", 12, NOW)
        slots.fill(connection, 2, "later:4", 13, NOW)
        assert latecomers.which_tell_of(connection, 4) == [Late(1, "late:5,4")]
