from datetime import UTC, datetime, timedelta

from workshop_bot import clock


def test_now_is_this_moment_in_utc() -> None:
    before = datetime.now(UTC)
    moment = clock.now()
    assert before <= moment <= datetime.now(UTC)
    assert moment.utcoffset() == timedelta(0)
