"""An announcement to many: `dev.py bench announce [CHATS] [KILLS]`; at full size 10,000 chats and 100 kills, about half an hour.

First beside three ways in which bots usually do it, 1,000 chats each, then 2,000 chats, then CHATS, then killed again and again. Telegram
takes 200 ms for each call and refuses what is too fast; one chat in ten has blocked the bot; people ask questions meanwhile.
"""

import asyncio
import gc
import os
import secrets
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.journeys.announced import FLOOD, ORGANISER, Announced, Heard, announced, killed, meet_all
from tests.journeys.running import PATIENCE, QUESTION, TOKEN, new_double

from workshop_bot.delivery.sender import WINDOW
from workshop_bot.tryout.double import Double

HERE = Path(__file__).resolve().parent
LATENCY = 0.2
BESIDE, QUESTIONS = 1000, 10
WAYS = {"loop": "a loop with a pause of 50 ms", "limiter": "AIORateLimiter in a loop", "gather": "AIORateLimiter, all at once, 5 retries"}
A_SECOND = 30
"""What Telegram takes."""


@dataclass(frozen=True)
class Figures:
    """One way: seconds, refused calls, chats that got it, chats that got it more than once, what 19 of 20 questions waited for at most."""

    took: float
    refused: int
    delivered: int
    doubled: int
    waited: float


async def peer(way: str, chats: int) -> Figures:
    """A bot that does it that way, in front of the same small Telegram."""
    async with new_double(strict=True) as telegram:
        meet_all(telegram, chats, chats // 10)
        telegram.faults.slow = LATENCY
        heard = Heard(telegram)
        program = [sys.executable, str(HERE / "broadcast.py"), telegram.url, TOKEN, way, str(chats)]
        process = await asyncio.create_subprocess_exec(*program, env=os.environ, stderr=asyncio.subprocess.PIPE)
        assert process.stderr
        ended = asyncio.create_task(_until_done(process.stderr))
        waited = [await _asked(telegram, heard, chats, number) for number in range(QUESTIONS)]
        await ended
        process.terminate()
        await process.wait()
        refused = sum(call.status == 429 for call in telegram.calls)
    times = [call.at for call in heard.calls if int(call.given["chat_id"]) <= chats]
    readers = Counter({chat: count for chat, count in heard.times.items() if chat <= chats})
    return Figures(max(times) - min(times), refused, len(readers), readers.total() - len(readers), quantiles(waited, n=20)[-1])


async def _until_done(lines: asyncio.StreamReader) -> None:
    """Until it has written to all; what it says on the way is read on."""
    async for line in lines:
        if line == b"done\n":
            return
    raise RuntimeError("the peer ended before it was done")


async def _asked(telegram: Double, heard: Heard, chats: int, number: int) -> float:
    """Ask once the next share of all has been written to; the seconds until that is answered, or until nobody waits any more."""
    person = ORGANISER + 1 + number
    telegram.add_person(person, "Asker", "en").started = True
    share = chats * (number + 1) // (QUESTIONS + 2)
    await telegram.until(lambda: len(heard.calls) >= share, 600)
    asked = telegram.clock.monotonic()
    telegram.write(person, QUESTION)
    with suppress(TimeoutError):
        await telegram.until(lambda: heard.times[person] > 0, PATIENCE)
    return telegram.clock.monotonic() - asked


async def ours(chats: int, questions: int, flood: bool = True) -> Announced:
    """The program."""
    with TemporaryDirectory() as place:
        told = await announced(Path(place), chats, questions, LATENCY, flood=flood)
    print(told, flush=True)
    return told


def kept(told: Announced) -> bool:
    """Whether the promises hold: P3, and P7 and P8 at this size."""
    within = told.took <= 1.1 * told.chats / A_SECOND + FLOOD and told.waited <= 1 and told.apart >= 5
    return within and told.doubled == told.lost == told.others == 0 and told.refused <= WINDOW + 1


def row(name: str, one: Figures) -> str:
    """One way as a line of the table."""
    return f"| {name} | {one.took:.1f} | {one.refused} | {one.delivered} | {one.doubled} | {one.waited:.2f} |"


async def beside() -> None:
    """Our way and the usual ones, as a table in Markdown."""
    print(f"| {BESIDE} chats, 200 ms | s | refused | delivered | doubled | question p95, s |\n| --- | --- | --- | --- | --- | --- |")
    mine = await ours(BESIDE, QUESTIONS, flood=False)
    print(row("workshop-bot", Figures(mine.took, mine.refused + mine.others, mine.delivered, mine.doubled, mine.waited)), flush=True)
    for way, name in WAYS.items():
        print(row(name, await peer(way, BESIDE)), flush=True)


def main() -> None:
    """All of it; 1 where one of the promises does not hold."""
    gc.disable()  # a full collection here would stop this Telegram for 0.1 s, and what comes meanwhile would count as come at once
    chats, kills = (*map(int, sys.argv[1:]), *(10_000, 100)[len(sys.argv) - 1 :])
    asyncio.run(beside())
    told = [asyncio.run(ours(2000, 10)), asyncio.run(ours(chats, 100))]
    seed = secrets.randbelow(10**6)
    print("seed", seed, flush=True)
    with TemporaryDirectory() as place:
        after = asyncio.run(killed(Path(place), 16 * kills, kills, LATENCY, seed))
    print(after)
    whole = after.lost == after.doubled == after.missing == 0 and not after.strangers and after.integrity == "ok"
    sys.exit(not (whole and all(map(kept, told))))


if __name__ == "__main__":
    main()
