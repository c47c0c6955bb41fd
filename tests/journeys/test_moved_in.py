"""A conference's next file is imported while the bot runs: who follows a session that moved hears it once, of renamed rooms nobody."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.journeys.running import PATIENCE, new_double, running, said
from tests.schedules import SCHEDULES

from workshop_bot.cli import main
from workshop_bot.clock import Clock
from workshop_bot.store import chats, follows
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

JULY, AUGUST = (SCHEDULES / f"json-pretalx-api-juliacon-2020-{day}.json" for day in ("07-11", "08-01"))
MOVES, STAYS = 1, 2
FOLLOWED = {MOVES: "session:kcp9nt", STAYS: "session:dsxcmz"}
FIRST = datetime(2020, 7, 29, 12, 40, tzinfo=UTC)
"""When the moved session began in July; in August it begins ten minutes later."""
WORKSHOP = """\
workshop: {{id: conference, name: Conference, starts: {first}, ends: {last}, timezone: UTC, languages: [en]}}
"""


def brought_near(file: Path, made: Path, by: timedelta) -> str:
    """The same file so much later: what changes of a session that begins soon is told at once."""
    talks = json.loads(file.read_text(encoding="utf-8"))
    for talk in talks:
        for edge in ("start", "end"):
            talk["slot"][edge] = (datetime.fromisoformat(talk["slot"][edge]) + by).isoformat()
    made.write_text(json.dumps(talks), encoding="utf-8")
    return str(made)


def follow(place: Path, now: datetime) -> None:
    """Both have met the bot and follow one session each, too near for a reminder."""
    store = Store(f"sqlite:///{place / 'bot.db'}")
    bring_up_to_date(store)
    with store.transaction() as connection:
        for chat, target in FOLLOWED.items():
            chats.meet(connection, chat, True, now)
            chats.change(connection, chat, announcements="urgent", lead=60)
            follows.follow(connection, chat, target, now)
    store.close()


async def story(place: Path, begins: datetime) -> dict[int, list[str]]:
    """What each has heard after August was imported, again, and the program was started again."""
    folder = place / "conference"
    folder.mkdir()
    (folder / "workshop.yaml").write_text(WORKSHOP.format(first=begins.date() - timedelta(days=9), last=begins.date() + timedelta(days=9)))
    july, august = (brought_near(file, place / file.name, begins - FIRST) for file in (JULY, AUGUST))
    words = ["--knowledge", str(folder), "import"]
    assert main([*words, july]) == 0
    follow(place, begins - timedelta(minutes=20))
    settings = {"WORKSHOP_BOT_KNOWLEDGE": str(folder)}
    async with new_double() as telegram:
        for chat in FOLLOWED:
            telegram.add_person(chat, f"P{chat}", "en").started = True
        async with running(telegram, place, settings):
            for _ in range(2):
                assert await asyncio.to_thread(main, [*words, august]) == 0
            await telegram.until(lambda: bool(said(telegram, MOVES)), PATIENCE)
        async with running(telegram, place, settings):  # nothing is left to be heard
            pass
        return {chat: [message.text for message in said(telegram, chat)] for chat in FOLLOWED}


def test_p13_an_imported_move_is_heard_once_and_a_renamed_room_by_nobody(tmp_path: Path) -> None:
    begins = (Clock().now() + timedelta(minutes=20)).astimezone(UTC).replace(second=0, microsecond=0)
    heard = asyncio.run(story(tmp_path, begins))
    assert (len(heard[MOVES]), heard[STAYS]) == (1, [])
    (text,) = heard[MOVES]
    assert text.startswith("⚠️ Moved: Reproducible environments with Singularity\n"), text
    then = begins + timedelta(minutes=10)
    assert (f"→ {then:%a} {then.day} {then:%b}, {then.hour}:{then:%M}" in text, "Track" in text) == (True, False), text
