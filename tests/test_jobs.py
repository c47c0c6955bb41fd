"""Jobs run again and again, whatever one of them or the clock does."""

import asyncio
from datetime import datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.delivery.life import LeapingLoop

from workshop_bot.clock import Clock, TurnedClock, now
from workshop_bot.delivery.writer import Trouble
from workshop_bot.errors import StoreUnavailable
from workshop_bot.jobs import Every, Job, Jobs


class Counted:
    """A job that counts its runs, tells when there were enough, and fails at the first."""

    def __init__(self, enough: int) -> None:
        self.runs, self.enough, self.done = 0, enough, asyncio.Event()

    async def run(self) -> None:
        self.runs += 1
        if self.runs >= self.enough:
            self.done.set()
        if self.runs == 1:
            raise ValueError("the first one fails")


def test_a_job_that_fails_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> int:
        job = Counted(2)
        jobs = Jobs([Job("count", 0.01, job.run)], Clock(), Trouble())
        jobs.start()
        await asyncio.wait_for(job.done.wait(), 60)
        jobs.stop()
        return job.runs

    assert asyncio.run(story()) >= 2
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "the job count failed; it runs again in 0 s"
    ]


@pytest.mark.parametrize("turns", range(4))
def test_a_job_that_a_stop_breaks_off_is_no_error(turns: int, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> list[str]:
        seen = []

        async def wait() -> None:
            seen.append("begun")
            try:
                await asyncio.Event().wait()
            finally:
                seen.append("broken off")

        jobs = Jobs([Job("wait", 3600, wait)], Clock(), Trouble())
        jobs.start()
        jobs._scheduler.modify_job("wait", next_run_time=now())
        for _ in range(turns):  # of the loop: the job is due, handed over, begun
            await Clock().sleep(0)
        jobs.stop()
        while len(asyncio.all_tasks()) > 1:
            await Clock().sleep(0)
        return seen

    assert asyncio.run(story()) == (["begun", "broken off"] if turns else [])
    assert caplog.messages == []


@pytest.mark.parametrize("step", [timedelta(days=-2), timedelta(hours=8)])
def test_p11_a_clock_that_is_set_makes_every_job_run_at_once(step: timedelta) -> None:
    async def story() -> int:
        job, clock = Counted(1), TurnedClock(now())
        jobs = Jobs([Job("count", 3600, job.run)], clock, Trouble())
        jobs.start()
        await clock.sleep(0)  # the clock was looked at once
        clock.turn(clock.now() + step)
        await asyncio.wait_for(job.done.wait(), 60)
        jobs.stop()
        return job.runs

    assert asyncio.run(story()) == 1


def test_p11_a_job_that_comes_hours_late_runs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        """What the scheduler sees after the machine has slept."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Late":
            return cls.fromtimestamp(now().timestamp(), tz) + timedelta(hours=8)

    async def story() -> int:
        job = Counted(1)
        jobs = Jobs([Job("count", 60, job.run)], Clock(), Trouble())
        jobs.start()
        for seen in ("schedulers", "executors"):
            monkeypatch.setattr(f"apscheduler.{seen}.base.datetime", Late)
        await asyncio.wait_for(job.done.wait(), 600)  # by a loop whose time leaps
        jobs.stop()
        return job.runs

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        assert runner.run(story()) == 1


@given(st.floats(0.01, 3600), st.timedeltas(timedelta(days=-36500), timedelta(days=36500)))
def test_p11_what_a_clock_leaps_over_is_left_out(seconds: float, leap: timedelta) -> None:
    every, last = timedelta(seconds=seconds), now()
    following = Every(seconds).get_next_fire_time(last, last + leap)
    assert following == (last + every if leap < every else last + leap + every)
    assert Every(seconds).get_next_fire_time(None, last) == last + every


def test_all_jobs_run_in_the_order_of_the_table() -> None:
    ran = []

    async def first() -> None:
        ran.append("first")

    async def second() -> None:
        ran.append("second")

    asyncio.run(Jobs([Job("first", 60, first), Job("second", 60, second)], Clock(), Trouble()).run_all())
    assert ran == ["first", "second"]


def test_p25_what_a_person_must_mend_is_one_line_until_it_is_mended(caplog: pytest.LogCaptureFixture) -> None:
    said = iter(["the disk is full; make room", "the disk is full; make room", "", "the disk is full; make room", "it is read-only"])

    async def keep() -> None:
        if fault := next(said):
            raise StoreUnavailable(fault)

    async def story() -> None:
        jobs = Jobs([Job("keep", 60, keep)], Clock(), Trouble())
        for _ in range(5):
            await jobs.run_all()

    asyncio.run(story())
    again = "the database works again"
    assert caplog.messages == ["the disk is full; make room", again, "the disk is full; make room", "it is read-only"]
    assert [record.exc_info for record in caplog.records] == [None] * 4
