"""Questions a second through the whole chain, beside a program that only echoes: `dev.py bench chat [ROUNDS]`.

Both are processes in front of the same small Telegram, one after the other, round after round; each sends at most 8 messages at once, and
Telegram's pace is lifted. 500 people ask the shipped folder's own questions, each a next one as soon as theirs is answered. Then: the time
until the program is ready, and its memory when it rests, with 10,000 chats known. Linux alone tells the memory.
"""

import asyncio
import os
import random
import re
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from workshop_bot.answers import answer, prepare
from workshop_bot.clock import Clock
from workshop_bot.delivery.sender import WINDOW
from workshop_bot.knowledge.read import usable
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.store.tables import chats, conversations
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Json

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "knowledge"
TOKEN = "123456789:AAF-not-a-real-token-for-benchmarks_00"
SEED = 2024
ASKERS, WARM, KNOWN, STARTS = 500, 100, 10_000, 7
LATENCIES = {0.0: 2000, 0.05: 1000}
"""Seconds that Telegram takes for a call → questions asked in a round."""
PROGRAMS = ("echo", "workshop-bot")


@dataclass(frozen=True)
class Figures:
    """One round of a program: questions a second, and commits a question (of all questions, the first ones too)."""

    speed: float
    commits: float


def questions() -> dict[str, list[str]]:
    """Language → the folder's own questions that are answered in it whatever was spoken of before."""
    knowledge = usable(FOLDER)
    ready, now = prepare(knowledge), datetime.now(UTC)
    found: dict[str, list[str]] = {language: [] for language in knowledge.workshop.languages}
    for one in knowledge.questions:
        answered = {answer(one.ask, ready, now, otherwise=language).language for language in found}
        if answered == {one.language}:
            found[answered.pop()].append(one.ask)
    return found


class Askers:
    """Those who ask: a next question as soon as theirs is answered."""

    def __init__(self, telegram: Double, asked: dict[str, list[str]]) -> None:
        self._telegram, self._asked = telegram, asked
        self._chance = random.Random(SEED)
        self._languages = dict(zip(range(1, ASKERS + 1), list(asked) * ASKERS, strict=False))
        self._left, self._open = 0, 0
        self._done = asyncio.Event()
        for person, language in self._languages.items():
            telegram.add_person(person, f"P{person}", language)
        telegram.listen(self._hear)

    async def ask(self, count: int) -> float:
        """Ask so many questions in all; the seconds until all are answered."""
        self._left = self._open = count
        self._done.clear()
        began = time.perf_counter()
        for person in self._languages:
            self._next(person)
        await self._done.wait()
        return time.perf_counter() - began

    def _next(self, person: int) -> None:
        if self._left:
            self._left -= 1
            self._telegram.write(person, self._chance.choice(self._asked[self._languages[person]]))

    def _hear(self, event: Json) -> None:
        if event["type"] == "called" and event["call"].method == "sendmessage" and event["call"].status == 200:
            self._open -= 1
            if not self._open:
                self._done.set()
            self._next(int(event["call"].given["chat_id"]))


def command(program: str, url: str) -> list[str]:
    """How a program is started."""
    if program == "echo":
        return [sys.executable, str(HERE / "echo.py"), url, TOKEN, str(WINDOW)]
    return [sys.executable, str(HERE / "unpaced.py"), "run"]


@asynccontextmanager
async def started(words: list[str], url: str, place: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program as a process; it must end well."""
    settings = {"TOKEN": TOKEN, "API_URL": url, "KNOWLEDGE": str(FOLDER), "DATABASE": f"sqlite:///{place}/bot.db"}
    environment = os.environ | {f"WORKSHOP_BOT_{name}": value for name, value in settings.items()} | {"XDG_CACHE_HOME": place}
    process = await asyncio.create_subprocess_exec(*words, env=environment, cwd=place, stderr=asyncio.subprocess.PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def first(asking: Coroutine[None, None, float], ended: asyncio.Task[bytes]) -> float | None:
    """The seconds that the asking took; None where the program ended before."""
    task = asyncio.create_task(asking)
    await asyncio.wait((task, ended), return_when=asyncio.FIRST_COMPLETED)
    return task.result() if task.done() else None


async def one_round(program: str, latency: float, asked: dict[str, list[str]]) -> Figures:
    """Start it, let it warm up, and ask."""
    count = LATENCIES[latency]
    with TemporaryDirectory() as place:
        async with Double(Clock(), TOKEN, strict=False) as telegram:
            askers = Askers(telegram, asked)
            telegram.faults.slow = latency
            async with started(command(program, telegram.url), telegram.url, place) as process:
                assert process.stderr
                ended = asyncio.create_task(process.stderr.read())
                warm = await first(askers.ask(WARM), ended)
                seconds = await first(askers.ask(count), ended)
            said = (await ended).decode()
    if warm is None or seconds is None or process.returncode:
        raise RuntimeError(said)
    commits = re.search(r"^commits (\d+)", said, re.MULTILINE)
    return Figures(count / seconds, int(commits[1]) / (count + WARM) if commits else 0.0)


def known(place: str) -> None:
    """A database in which 10,000 people are known, who have all asked something."""
    store, now = Store(f"sqlite:///{place}/bot.db"), Clock().now()
    bring_up_to_date(store)
    people = [{"chat": 10**9 + number, "private": True, "seen": "vi", "started": now} for number in range(KNOWN)]
    talks = [{"chat": one["chat"], "person": one["chat"], "entry": "faq:dates", "language": "vi", "spoken_at": now} for one in people]
    with store.transaction() as connection:
        connection.execute(chats.insert(), people)
        connection.execute(conversations.insert(), talks)
    store.close()


async def one_start(place: str) -> tuple[float, float]:
    """The seconds until `run` is ready, and its memory in MB once the menus are set and the index is kept."""
    async with Double(Clock(), TOKEN, strict=False) as telegram:
        began = time.perf_counter()
        async with started([sys.executable, "-m", "workshop_bot", "run"], telegram.url, place) as process:
            assert process.stderr
            while b"ready: @" not in (line := await process.stderr.readline()):
                if not line:
                    raise RuntimeError("it is not ready")
            seconds = time.perf_counter() - began
            await telegram.until(lambda: sum(call.method == "setmyshortdescription" for call in telegram.calls) >= 4)
            while not any(Path(place).rglob("*.npz")):  # the index of the folder is kept when it serves
                await Clock().sleep(0.1)
            memory = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return seconds, int(re.findall(r"VmRSS:\s+(\d+)", memory)[0]) / 1024


async def measure(rounds: int) -> None:
    """All of it, as two tables in Markdown."""
    asked = questions()
    found: dict[tuple[str, float], list[Figures]] = {}
    for _ in range(rounds):
        for latency in LATENCIES:
            for program in PROGRAMS:
                found.setdefault((program, latency), []).append(await one_round(program, latency, asked))
    print(
        "| Telegram takes | echo, questions/s | workshop-bot, questions/s | ratio | commits a question |\n| --- | --- | --- | --- | --- |"
    )
    for latency in LATENCIES:
        echo, ours = (found[program, latency] for program in PROGRAMS)
        ratio = median(one.speed / other.speed for one, other in zip(ours, echo, strict=True))
        speeds = " | ".join(f"{median(one.speed for one in figures):.0f}" for figures in (echo, ours))
        print(f"| {latency * 1000:.0f} ms | {speeds} | {ratio:.2f} | {median(one.commits for one in ours):.2f} |")
    with TemporaryDirectory() as place:
        known(place)
        newest, *others = [await one_start(place) for _ in range(STARTS)]
    seconds, memory = (median(column) for column in zip(*others, strict=True))
    print(f"\n| {KNOWN:,} chats known | ready, s | at rest, MB |\n| --- | --- | --- |")
    print(f"| first start with a folder | {newest[0]:.2f} | {newest[1]:.0f} |\n| later ones | {seconds:.2f} | {memory:.0f} |")


def main() -> None:
    """Measure, five rounds if no other number is given."""
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5))


if __name__ == "__main__":
    main()
