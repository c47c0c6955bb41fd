"""Reminders planned, moved and put into the outbox, beside a scheduler with one job each: `dev.py bench reminders [FOLLOWERS…]`.

So many people follow one session. Ours: the reminders are planned as rows, the session is moved by an hour, everything is due in the same
second and the tick puts it into the outbox; then the twelve ticks of a minute in which nothing is due. APScheduler: one job a reminder in
its SQLAlchemy job store; the jobs are added, rescheduled, and due in the same second. Both on a SQLite file that is synced at each commit,
each in a process of its own, one after the other; ours is the best of ROUNDS, so that what else the machine does counts less. Linux alone
tells the memory. More jobs than THEIRS take a quarter of an hour and more, and are not tried.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import func, select

from workshop_bot import owed
from workshop_bot.answers import prepare
from workshop_bot.features.reminders import TICK
from workshop_bot.knowledge.model import Session
from workshop_bot.knowledge.read import usable
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.store.tables import chats, follows, outbox, reminders

FOLDER = Path(__file__).resolve().parents[1] / "knowledge"
FOLLOWERS = (10, 1_000, 3_000, 10_000, 100_000)
ROUNDS, THEIRS = 7, 10_000
HOUR = timedelta(hours=1)
PART = 1_000
"""People that are met at a time."""
RUN_OUT = 30.0
"""Seconds after the last job ran or was missed until the rest counts as missed."""


@dataclass(frozen=True)
class Figures:
    """Seconds to plan, to move and to deal with what is due; how much of it came; milliseconds of a minute at rest; rows and memory."""

    plan: float
    move: float
    due: float
    came: int
    rest: float
    rows: int
    megabytes: float


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def memory(name: str) -> float:
    """VmRSS, what the process holds now, or VmHWM, the most that it held, in MB."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def ours(many: int, place: str) -> Figures:
    """Rows, planned by the database itself."""
    store, ready = Store(f"sqlite:///{place}/bot.db"), prepare(usable(FOLDER))
    bring_up_to_date(store)
    session = next(one for one in ready.knowledge.sessions if one.begins)
    assert session.begins
    now = session.begins.astimezone(UTC) - 3 * HOUR
    for first in range(1, many + 1, PART):
        people = range(first, min(first + PART, many + 1))
        with store.transaction() as connection:
            connection.execute(chats.insert(), [{"chat": 10**9 + one, "private": True, "started": now} for one in people])
            met = [{"chat": 10**9 + one, "target": f"session:{session.id}", "since": now} for one in people]
            connection.execute(follows.insert(), met)

    def planned(one: Session) -> None:
        with store.transaction() as connection:
            owed.plan(connection, ready.knowledge, now, [one])

    def tick(at: datetime) -> int:
        with store.transaction() as connection:
            return TICK.run(connection, ready, at)

    def all_due(at: datetime) -> None:
        while tick(at):
            pass

    moved = session.model_copy(update={"starts": session.begins + HOUR})
    at = now + 3 * HOUR - timedelta(minutes=15)
    held = memory("VmRSS")
    plan, move, back = seconds(partial(planned, session)), seconds(partial(planned, moved)), seconds(partial(planned, session))
    rest = seconds(lambda: [tick(now) for _ in range(12)])
    with store.transaction() as connection:
        rows = connection.scalar(select(func.count()).select_from(reminders)) or 0
    due = seconds(partial(all_due, at))
    with store.transaction() as connection:
        came = connection.scalar(select(func.count()).select_from(outbox)) or 0
    store.close()
    return Figures(plan, max(move, back), due, came, rest * 1000, rows, max(0.0, memory("VmHWM") - held))


async def remind(chat: int) -> None:
    """What a job does."""


async def theirs(many: int, place: str) -> Figures:
    """One job for each."""
    url, far = f"sqlite:///{place}/jobs.db", datetime.now(UTC) + 48 * HOUR

    def started() -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone="UTC")
        store = SQLAlchemyJobStore(url=url)
        scheduler.add_jobstore(store)
        scheduler.start(paused=True)
        return scheduler

    def add(at: datetime) -> None:
        for chat in range(many):
            scheduler.add_job(remind, "date", (chat,), id=str(chat), run_date=at, replace_existing=True)

    def reschedule(at: datetime) -> None:
        for chat in range(many):
            scheduler.reschedule_job(str(chat), trigger="date", run_date=at)

    scheduler, held = started(), memory("VmRSS")
    plan = seconds(partial(add, far))
    at = datetime.now(UTC) + timedelta(seconds=plan * 2 + 5)  # later than it takes to move them there
    move = seconds(partial(reschedule, at))
    came, missed, ended = 0, 0, asyncio.Event()
    last = time.perf_counter()

    def heard(event: JobExecutionEvent) -> None:
        nonlocal came, missed, last
        came, missed, last = came + (event.code == EVENT_JOB_EXECUTED), missed + (event.code == EVENT_JOB_MISSED), time.perf_counter()
        if came + missed == many:
            ended.set()

    scheduler.add_listener(heard, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    scheduler.resume()
    left = (at - datetime.now(UTC)).total_seconds()
    began = time.perf_counter() + left
    while not ended.is_set():
        try:
            await asyncio.wait_for(ended.wait(), max(0.0, left) + RUN_OUT)
        except TimeoutError:
            if time.perf_counter() - last > RUN_OUT:
                break
        left = 0.0
    figures = Figures(plan, move, last - began, came, 0.0, many, max(0.0, memory("VmHWM") - held))
    scheduler.shutdown(wait=False)
    return figures


def measured(way: str, many: int) -> Figures:
    """One way in a process of its own."""
    done = subprocess.run([sys.executable, __file__, way, str(many)], check=True, capture_output=True, text=True)
    return Figures(**json.loads(done.stdout))


def best(found: list[Figures]) -> Figures:
    """The least of each column, which are all the better for being small; what came is the same in all."""
    columns = zip(*(asdict(one).items() for one in found), strict=True)
    return Figures(**{column[0][0]: min(value for _, value in column) for column in columns})


def line(name: str, many: int, found: Figures) -> str:
    """A row of the table."""
    rest = f"{found.rest:.0f}" if name == "workshop-bot" else "–"
    return (
        f"| {many:,} | {name} | {found.plan:.3f} | {found.move:.3f} | {found.due:.3f} | {many - found.came:,} | {rest} |"
        f" {found.rows:,} | {found.megabytes:.0f} |"
    )


def main() -> None:
    """Both ways for each number of followers, as a table in Markdown."""
    if len(sys.argv) == 3 and sys.argv[1] in ("ours", "theirs"):
        with TemporaryDirectory() as place:
            many = int(sys.argv[2])
            print(json.dumps(asdict(ours(many, place) if sys.argv[1] == "ours" else asyncio.run(theirs(many, place)))))
        return
    print("| followers | | planned, s | moved, s | due in one second, s | missed | a minute at rest, ms | rows | memory, MB |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for many in map(int, sys.argv[1:]) if len(sys.argv) > 1 else FOLLOWERS:
        print(line("workshop-bot", many, best([measured("ours", many) for _ in range(ROUNDS)])), flush=True)
        if many <= THEIRS:
            print(line("APScheduler", many, measured("theirs", many)), flush=True)


if __name__ == "__main__":
    main()
