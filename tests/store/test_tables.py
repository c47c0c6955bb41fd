"""Moments as they are kept."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from workshop_bot.store.tables import EPOCH, Moment

MOMENT, DIALECT = Moment(), sqlite.dialect()
moments = st.datetimes(timezones=st.timezones())


@given(moments, moments)
def test_a_moment_comes_back_and_sorts_as_itself(one: datetime, other: datetime) -> None:
    kept, later = MOMENT.process_bind_param(one, DIALECT), MOMENT.process_bind_param(other, DIALECT)
    assert MOMENT.process_result_value(kept, DIALECT) == one.astimezone(UTC)
    assert kept is not None
    assert later is not None
    assert (kept < later) == (one.astimezone(UTC) < other.astimezone(UTC))


def test_no_moment_is_none() -> None:
    assert MOMENT.process_bind_param(None, DIALECT) is None
    assert MOMENT.process_result_value(None, DIALECT) is None
    assert MOMENT.process_bind_param(EPOCH.astimezone(timezone(timedelta(hours=7))), DIALECT) == 0
