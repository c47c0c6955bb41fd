"""An announcement to many chats, from the program as a process; for tests, `dev.py bench announce` and its hundred kills.

Telegram is strict, takes its time for each call, refuses the blocked, and once makes everybody wait; people ask questions meanwhile.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from tests.journeys.due import folder, soon, start_all
from tests.journeys.kills import integrity
from tests.journeys.running import PATIENCE, QUESTION, new_double, said, start

from workshop_bot.clock import Clock
from workshop_bot.delivery.sender import WINDOW
from workshop_bot.delivery.written import rendered_to_json
from workshop_bot.store import announcements, chats
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.texts.markup import Rendered
from workshop_bot.tryout.double import Call, Double
from workshop_bot.tryout.world import Json, Message

ORGANISER = 1_000_000
TEXT = "Lunch is in hall B today."
FLOOD = 5.0
"""Seconds that Telegram makes everybody wait, once."""


@dataclass(frozen=True)
class Announced:
    """What became of it: of all chats, those that got it, those that had blocked the bot, those that got it twice, those that got nothing.

    `took` seconds from the first message to the last; `refused` during the wait that was forced, `others` at any other time; `edits` of the
    organiser's message, and the shortest time between two; `waited` is what 95 of 100 questions waited for at most.
    """

    chats: int
    delivered: int
    blocked: int
    doubled: int
    lost: int
    took: float
    refused: int
    others: int
    edits: int
    apart: float
    waited: float
    told: str
    integrity: str


@dataclass(frozen=True)
class Killed:
    """What became of it over so many kills, of those who had not blocked the bot.

    `lost` got nothing and are not told as uncertain; `unsure` are. After these were sent again on demand: who got it once more without
    being one of them, and how many have nothing.
    """

    kills: int
    delivered: int
    doubled: int
    lost: int
    unsure: int
    strangers: list[int]
    missing: int
    integrity: str


class Heard:
    """What arrived, by chat."""

    def __init__(self, telegram: Double) -> None:
        self.times: Counter[int] = Counter()
        self.calls: list[Call] = []
        telegram.listen(self._hear)

    def _hear(self, event: Json) -> None:
        if event["type"] == "called" and event["call"].method == "sendmessage":
            self.calls.append(event["call"])
            if event["message"]:
                self.times[event["message"].chat] += 1


def scheduled(url: str, many: int) -> int:
    """So many people want announcements, and one is due."""
    store, now = Store(url), Clock().now()
    bring_up_to_date(store)
    with store.transaction() as connection:
        for chat in (*range(1, many + 1), ORGANISER):
            chats.meet(connection, chat, True, now - timedelta(days=1))
        connection.exec_driver_sql(f"UPDATE chats SET announcements = 'all' WHERE chat <= {many}")
        made = announcements.draft(connection, ORGANISER, now, texts={"": rendered_to_json(Rendered(TEXT, ()))}, audience="all")
        announcements.change(connection, made.id, "draft", state="scheduled", due=now)
    store.close()
    return made.id


def settings(place: Path, url: str) -> dict[str, str]:
    """The settings of the program."""
    known = {"DATABASE": url, "KNOWLEDGE": str(folder(place, soon(600))), "ORGANISERS": str(ORGANISER)}
    return {f"WORKSHOP_BOT_{name}": value for name, value in known.items()}


def meet_all(telegram: Double, many: int, blocked: int) -> None:
    """All have started the bot once, and the last so many have blocked it since."""
    start_all(telegram, many)
    for chat in range(many - blocked + 1, many + 1):
        telegram.world.people[chat].blocked = True
    telegram.add_person(ORGANISER, "Organiser", "en").started = True


async def announced(place: Path, many: int, questions: int, latency: float, url: str = "", flood: bool = True) -> Announced:
    """One announcement to so many chats, one in ten of which has blocked the bot; Telegram floods in place of the middle question."""
    url = url or f"sqlite:///{place / 'bot.db'}"
    scheduled(url, many)
    gone = many // 10
    async with new_double(strict=True) as telegram:
        meet_all(telegram, many, gone)
        for number in range(questions):
            telegram.add_person(ORGANISER + 1 + number, "Asker", "en").started = True
        telegram.faults.slow = latency
        heard = Heard(telegram)
        program = await start(telegram, place, settings(place, url))
        waited, forced = [], 0.0
        for number in range(questions):
            share = many * (number + 1) // (questions + 2)
            await telegram.until(lambda share=share: len(heard.calls) >= share, 60 + many / 10)  # type: ignore[misc]  # - bound now
            if flood and number == questions // 2:
                forced = telegram.clock.monotonic()
                telegram.pace.refuse_all(FLOOD, forced)
            else:
                waited.append(await _asked(telegram, heard, ORGANISER + 1 + number))
        report = (await _report(telegram, 60 + many / 10)).text
        await program.terminate()
        told = [call.at for call in telegram.calls if call.given.get("chat_id") == ORGANISER and call.status == 200]
        refused = [call.at for call in telegram.calls if call.status == 429]
    times = [call.at for call in heard.calls if int(call.given["chat_id"]) <= many]
    readers = _readers(heard, many)
    return Announced(
        many,
        len(readers),
        gone,
        readers.total() - len(readers),
        many - gone - len(readers),
        round(max(times) - min(times), 1),
        sum(forced - latency <= at <= forced + FLOOD for at in refused),
        sum(not forced - latency <= at <= forced + FLOOD for at in refused),
        len(told) - 1,
        round(min((later - before for before, later in pairwise(told)), default=0.0), 2),
        round(quantiles(waited, n=20, method="inclusive")[-1], 2) if len(waited) > 1 else 0.0,
        report,
        integrity(url),
    )


async def _asked(telegram: Double, heard: Heard, person: int) -> float:
    """The seconds until somebody's question is answered."""
    asked = telegram.clock.monotonic()
    telegram.write(person, QUESTION)
    await telegram.until(lambda: heard.times[person] > 0, PATIENCE)
    return telegram.clock.monotonic() - asked


async def killed(place: Path, many: int, kills: int, latency: float, seed: int, url: str = "") -> Killed:
    """The program is killed again and again while it announces; in the end, the uncertain get it once more, as an organiser says."""
    chance = random.Random(seed)
    url = url or f"sqlite:///{place / 'bot.db'}"
    number = scheduled(url, many)
    gone = many // 10
    async with new_double() as telegram:
        meet_all(telegram, many, gone)
        telegram.faults.slow = latency
        heard = Heard(telegram)
        program = await start(telegram, place, settings(place, url))
        for further in range(kills, 0, -1):
            left = many - WINDOW - 2 * kills - len(heard.calls)  # of what is in flight at a kill one or two are never heard
            target = len(heard.calls) + chance.randint(1, max(2, 2 * left // (further + 1) - 4))
            await telegram.until(lambda target=target: len(heard.calls) >= target, PATIENCE)  # type: ignore[misc]  # - bound now
            await program.kill()
            program = await start(telegram, place, settings(place, url))
        report = await _report(telegram, PATIENCE + many / 20)
        before = _readers(heard, many)
        unsure = _unsure(url, number)
        if unsure:
            telegram.tap(ORGANISER, ORGANISER, report.id, f"announce:again:{number}")
            await telegram.until(lambda: "Delivered" in report.text and "uncertain" not in report.text, PATIENCE)
        await program.until_said("ready")
        await program.terminate()
    after, living = _readers(heard, many), set(range(1, many - gone + 1))
    return Killed(
        kills,
        len(before),
        before.total() - len(before),
        len(living - before.keys() - unsure),
        len(unsure),
        sorted((after - before).keys() - unsure),
        len(living - after.keys()),
        integrity(url),
    )


async def _report(telegram: Double, timeout: float) -> Message:
    """The message that tells the organiser what became of it."""

    def found() -> list[Message]:
        return [one for one in said(telegram, ORGANISER) if "Delivered" in one.text]

    await telegram.until(lambda: bool(found()), timeout)
    return found()[0]


def _readers(heard: Heard, many: int) -> Counter[int]:
    return Counter({chat: times for chat, times in heard.times.items() if chat <= many})


def _unsure(url: str, number: int) -> set[int]:
    """Of whom nobody knows whether it arrived, as the program tells it."""
    store = Store(url)
    with store.reading() as connection:
        told = announcements.progress(connection, number, Clock().now()).unsure
        found = set(connection.exec_driver_sql("SELECT chat FROM outbox WHERE state = 'unsure'").scalars())
    store.close()
    assert told == len(found)
    return found
