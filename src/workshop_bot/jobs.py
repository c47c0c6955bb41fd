"""What is done again and again: the table job → interval → function, and the watcher of clock steps.

APScheduler ticks; it holds no reminder and no job store, so that nothing is lost with it. It sleeps through a clock that is set back,
therefore the wall clock is compared with the monotonic one each second, and after a step every job runs at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from workshop_bot import clock
from workshop_bot.clock import Clock
from workshop_bot.delivery.writer import Trouble
from workshop_bot.errors import StoreUnavailable, WorkshopBotError

log = logging.getLogger(__name__)

STEP = 2.0
"""Seconds that the wall clock may run apart from the monotonic one within a second before it counts as set."""


@dataclass(frozen=True)
class Job:
    """Something to do every so many seconds."""

    name: str
    every: float
    run: Callable[[], Awaitable[None]]


class Every(BaseTrigger):  # type: ignore[misc]  # - the library has no types
    """A moment so many seconds after the last; what a clock set forward has leapt over is left out.

    The library's own interval goes through it one by one: where a clock begins in 1970 and is put right, some hundred million times.
    """

    def __init__(self, seconds: float) -> None:
        self._every = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The first of these moments that is still to come."""
        following = (previous_fire_time or now) + self._every
        return following if following > now else now + self._every


class Jobs:
    """The running table of jobs; each runs at most once at a time, and one that fails says so once and is tried again at its next turn."""

    def __init__(self, jobs: Sequence[Job], watched: Clock, trouble: Trouble) -> None:
        self._jobs, self._clock, self._trouble = jobs, watched, trouble
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._said: dict[Job, str] = {}
        self._watcher: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to tick, and to watch the clock; within a running loop."""
        for job in self._jobs:
            self._scheduler.add_job(
                self._scheduled, Every(job.every), (job,), id=job.name, coalesce=True, max_instances=1, misfire_grace_time=None
            )
        self._scheduler.start()
        self._watcher = asyncio.create_task(self._watch_the_clock())

    async def _watch_the_clock(self) -> None:
        """Run every job at once whenever the wall clock has been set."""
        before = self._clock.now(), self._clock.monotonic()
        while True:
            await self._clock.sleep(1)
            now = self._clock.now(), self._clock.monotonic()
            step = (now[0] - before[0]).total_seconds() - (now[1] - before[1])
            if abs(step) > STEP:
                log.warning("the clock was set by %+.0f s; every job runs now", step)
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=clock.now())
            before = now

    async def run_all(self) -> None:
        """Run every job once, in the order of the table."""
        for job in self._jobs:
            await self._guarded(job)

    def stop(self) -> None:
        """Tick no more; what runs is broken off where it waits, which each job bears, since the program may be killed there."""
        if self._watcher:
            self._watcher.cancel()
            self._scheduler.pause()  # at once: the library ends itself a turn of the loop later
            self._scheduler.shutdown(wait=False)

    async def _scheduled(self, job: Job) -> None:
        with suppress(asyncio.CancelledError):  # a stop; the library would log it as an error
            await self._guarded(job)

    async def _guarded(self, job: Job) -> None:
        try:
            with self._trouble.told(job):
                await job.run()
        except StoreUnavailable:  # said, whoever met it first
            return
        except WorkshopBotError as error:
            if self._said.get(job) != str(error):
                log.error("%s", error)
            self._said[job] = str(error)
        except Exception:
            log.exception("the job %s failed; it runs again in %.0f s", job.name, job.every)
        else:
            self._said.pop(job, None)
