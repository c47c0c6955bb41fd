"""Kill the program at random while questions come in, and count what arrived: for the suite and, larger, for `dev.py bench kills`."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.running import NAME, new_double, start

from workshop_bot.store import outbox
from workshop_bot.store.engine import Store

GROUPS = 60
"""In a group each answer quotes its question, so that it can be told which were answered, and how often."""

Question = tuple[int, int]
"""The group, and the number of the message in it."""


@dataclass(frozen=True)
class Told:
    """What became of the questions.

    `doubled` answers were too many; `owned` of these were in flight at a kill; `flown` is the most that were in flight at one kill.
    """

    asked: int
    unanswered: int
    doubled: int
    owned: int
    flown: int
    integrity: str


async def killed(place: Path, questions: int, kills: int, seed: int, url: str = "") -> Told:
    """Ask in many groups while the program is killed and started again; in the end it ends cleanly."""
    chance = random.Random(seed)
    url = url or f"sqlite:///{place / 'bot.db'}"
    settings = {"WORKSHOP_BOT_DATABASE": url}
    async with new_double() as telegram:
        for number in range(1, GROUPS + 1):
            telegram.add_person(number, f"P{number}", "en")
            telegram.add_group(-number, f"G{number}", [number])
        asked: set[Question] = set()
        flying: Counter[Question] = Counter()
        flown = 0

        def answered() -> Counter[Question]:
            said = (message for number in range(1, GROUPS + 1) for message in telegram.messages(-number) if message.sender == 0)
            return Counter((message.chat, message.reply_to or 0) for message in said)

        def ask(many: int) -> None:
            for _ in range(many):
                number = len(asked) % GROUPS + 1
                asked.add((-number, telegram.write(number, f"/ask@{NAME} what are the survival rates?", -number)))

        program = await start(telegram, place, settings)
        each = questions // (kills + 1)
        for _ in range(kills):
            ask(each)
            target = min(len(asked), len(answered()) + chance.randint(1, each + 5))
            await telegram.until(lambda target=target: len(answered()) >= target, timeout=60)  # type: ignore[misc]  # - bound now
            await program.kill()
            caught = _in_flight(url)
            flying.update(caught)
            flown = max(flown, len(caught))
            program = await start(telegram, place, settings)
        ask(questions - len(asked))
        await telegram.until(lambda: answered().keys() >= asked, timeout=120)
        await program.until_said("ready")
        await program.terminate()
    doubles = answered() - Counter(asked)
    return Told(len(asked), len(asked - answered().keys()), doubles.total(), (doubles & flying).total(), flown, integrity(url))


def _in_flight(url: str) -> list[Question]:
    """The questions whose answers were being sent when the program was killed."""
    store = Store(url)
    with store.reading() as connection:
        rows = outbox.in_flight(connection)
    store.close()
    return [(row.chat, int(row.slot.removeprefix("answer:"))) for row in rows]


def integrity(url: str) -> str:
    """What SQLite says of the file after all (P15); a server looks after itself."""
    store = Store(url)
    with store.reading() as connection:
        said = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar()) if store.file else "ok"
    store.close()
    return said
