"""What holds for the whole database."""

import pytest

from workshop_bot.errors import ForeignDatabase
from workshop_bot.store import meta
from workshop_bot.store.engine import Store


def test_a_value_is_the_one_set_last(store: Store) -> None:
    with store.transaction() as connection:
        assert meta.get(connection, "pulse") is None
        meta.put(connection, "pulse", "slow")
        meta.put(connection, "pulse", "fast")
        assert meta.get(connection, "pulse") == "fast"
        assert meta.take_out(connection, "pulse") == "fast"
        assert meta.take_out(connection, "pulse") is None


def test_p16_the_database_of_another_bot_is_refused(store: Store) -> None:
    with store.transaction() as connection:
        meta.belong(connection, 42, "old_name_bot")
        meta.belong(connection, 42, "pow_bot")  # a bot may have another name one day
    with store.transaction() as connection, pytest.raises(ForeignDatabase) as refused:
        meta.belong(connection, 43, "other_bot")
    assert str(refused.value) == "the database belongs to another bot, @pow_bot; give this one its own WORKSHOP_BOT_DATABASE"
    assert refused.value.exit_code == 3
    with store.transaction() as connection:
        assert (meta.get(connection, "bot"), meta.get(connection, "name")) == ("42", "pow_bot")
