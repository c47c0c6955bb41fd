"""A workshop of which many are to be reminded just now, as the database of a program that was down; for tests and `dev.py bench kills`."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.journeys.kills import integrity
from tests.journeys.running import new_double, said, start

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


def folder(place: Path, begins: datetime) -> Path:
    """A workshop of one session, which begins at a moment (whole minutes, UTC)."""
    made = place / "workshop"
    made.mkdir(exist_ok=True)
    first, last = begins.date() - timedelta(days=1), begins.date() + timedelta(days=1)
    (made / "workshop.yaml").write_text(
        f"workshop: {{id: due, name: Due, starts: {first}, ends: {last}, timezone: UTC, languages: [en, vi, fr]}}\n", encoding="utf-8"
    )
    (made / "sessions.yaml").write_text(
        f"sessions:\n  - {{id: case, title: {TITLE}, starts: {begins:%Y-%m-%d %H:%M}, minutes: 45}}\n", encoding="utf-8"
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
