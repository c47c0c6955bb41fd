"""A workshop of which many are to be reminded in the same minute; for tests, `dev.py bench kills` and `dev.py bench due`."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.journeys.kills import integrity
from tests.journeys.running import PATIENCE, QUESTION, new_double, running, said, start

from workshop_bot import owed
from workshop_bot.clock import Clock
from workshop_bot.knowledge.read import usable
from workshop_bot.store import chats, follows, outbox
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.tryout.double import Double

TITLE = "Case discussion"


@dataclass(frozen=True)
class Reminded:
    """What became of the reminders.

    `doubled` were too many; `owned` of these were in flight at a kill; `flown` is the most that were in flight at one kill.
    """

    owed: int
    lost: int
    doubled: int
    owned: int
    flown: int
    integrity: str


@dataclass(frozen=True)
class Paced:
    """What many reminders of one minute came to: seconds from due to the first, from that to the last, and for each question."""

    late: float
    took: float
    waited: tuple[float, ...]
    lost: int
    doubled: int
    refused: int
    integrity: str


def folder(place: Path, begins: datetime) -> Path:
    """A workshop of one session, which begins at a moment (whole seconds, UTC)."""
    made = place / "workshop"
    made.mkdir(exist_ok=True)
    first, last = begins.date() - timedelta(days=1), begins.date() + timedelta(days=1)
    (made / "workshop.yaml").write_text(
        f"workshop: {{id: due, name: Due, starts: {first}, ends: {last}, timezone: UTC, languages: [en, vi, fr]}}\n", encoding="utf-8"
    )
    (made / "sessions.yaml").write_text(
        f"sessions:\n  - {{id: case, title: {TITLE}, starts: {begins:%Y-%m-%d %H:%M:%S}, minutes: 45}}\n", encoding="utf-8"
    )
    return made


def follow_all(url: str, knowledge: Path, many: int, now: datetime) -> None:
    """So many people follow everything since a moment, and are owed what was to come then."""
    store = Store(url)
    bring_up_to_date(store)
    with store.transaction() as connection:
        for chat in range(1, many + 1):
            chats.meet(connection, chat, True, now)
            chats.change(connection, chat, announcements="urgent")
            follows.follow(connection, chat, "all", now)
        owed.plan(connection, usable(knowledge), now)
    store.close()


def soon(minutes: float) -> datetime:
    """A whole minute from now on, in UTC."""
    return (Clock().now() + timedelta(minutes=minutes)).astimezone(UTC).replace(second=0, microsecond=0)


async def overdue(place: Path, many: int, kills: int, seed: int, url: str = "") -> Reminded:
    """All are reminded of a session that begins in ten minutes, while the program is killed and started again."""
    chance = random.Random(seed)
    url = url or f"sqlite:///{place / 'bot.db'}"
    begins = soon(10)
    knowledge = folder(place, begins)
    follow_all(url, knowledge, many, begins - timedelta(hours=2))
    settings = {"WORKSHOP_BOT_DATABASE": url, "WORKSHOP_BOT_KNOWLEDGE": str(knowledge)}
    flying: Counter[int] = Counter()
    flown = 0
    async with new_double() as telegram:
        start_all(telegram, many)

        def heard() -> Counter[int]:
            return Counter({chat: len(said(telegram, chat)) for chat in range(1, many + 1)})

        program = await start(telegram, place, settings)
        for _ in range(kills):
            target = min(many, heard().total() + chance.randint(1, 2 * many // (kills + 1)))
            await telegram.until(lambda target=target: heard().total() >= target, timeout=120)  # type: ignore[misc]  # - bound now
            await program.kill()
            caught = _in_flight(url)
            flying.update(caught)
            flown = max(flown, len(caught))
            program = await start(telegram, place, settings)
        await telegram.until(lambda: len(+heard()) == many, timeout=600)
        await program.until_said("ready")
        await program.terminate()
        words = {message.text for chat in range(1, many + 1) for message in said(telegram, chat)}
    assert all(TITLE in text for text in words), words
    doubles = heard() - Counter(range(1, many + 1))
    return Reminded(many, many - len(+heard()), doubles.total(), (doubles & flying).total(), flown, integrity(url))


async def paced(place: Path, many: int, questions: int, minutes: float = 10, slow: float = 0.0) -> Paced:
    """All are reminded of a session that begins in so many minutes, not over 15 if they are to be due at once; others ask meanwhile.

    Telegram counts the pace, and takes so many seconds for each of its answers.
    """
    begins = soon(minutes)
    due, knowledge, url = begins - timedelta(minutes=15), folder(place, begins), f"sqlite:///{place / 'bot.db'}"
    follow_all(url, knowledge, many, begins - timedelta(hours=2))
    heard: Counter[int] = Counter()

    def hear(event: dict[str, Any]) -> None:
        if event["type"] == "message" and event["message"].sender == 0:
            heard[event["chat"]] += 1

    async with new_double(strict=True) as telegram:
        start_all(telegram, many + questions)
        telegram.faults.slow = slow
        telegram.listen(hear)
        reminded, waited = range(1, many + 1), []
        async with running(telegram, place, {"WORKSHOP_BOT_KNOWLEDGE": str(knowledge)}) as program:
            await telegram.until(lambda: heard.total() > 0, 60 * (minutes + 1))
            began = telegram.clock.now()
            for number in range(questions):
                asker, share = many + 1 + number, many * (number + 1) // (questions + 1)
                await telegram.until(lambda share=share: heard.total() > share, PATIENCE)  # type: ignore[misc]  # - bound now
                asked = telegram.clock.monotonic()
                telegram.write(asker, QUESTION)
                await telegram.until(lambda asker=asker: heard[asker] > 0, PATIENCE)  # type: ignore[misc]  # - bound now
                waited.append(telegram.clock.monotonic() - asked)
            await telegram.until(lambda: heard.total() >= many + questions, 60 + many / 20)
            late, took = (began - due).total_seconds(), (telegram.clock.now() - began).total_seconds()
            await program.terminate()
    lost, doubled = sum(not heard[chat] for chat in reminded), sum((+heard).values()) - len(+heard)
    return Paced(late, took, tuple(waited), lost, doubled, sum(call.status == 429 for call in telegram.calls), integrity(url))


def start_all(telegram: Double, many: int) -> None:
    """All have started the bot once."""
    for chat in range(1, many + 1):
        telegram.add_person(chat, f"P{chat}", "en").started = True


def _in_flight(url: str) -> list[int]:
    store = Store(url)
    with store.reading() as connection:
        rows = outbox.in_flight(connection)
    store.close()
    return [row.chat for row in rows]
