"""Changes of the programme, heard once by whoever follows it, whatever happens to the process and the folder meanwhile (P13)."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.journeys.running import PATIENCE, new_double, running, said

from workshop_bot.clock import Clock
from workshop_bot.store import chats, follows
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Message

ORGANISER, FOLLOWERS = 99, range(1, 21)
WORKSHOP = """\
workshop:
  id: tiny
  name: Tiny
  starts: {first}
  ends: {last}
  timezone: UTC
  languages: [en]
  rooms: [{{id: a, name: Hall A}}, {{id: b, name: Hall B}}]
"""


def write(folder: Path, begins: datetime, minutes: int) -> None:
    """A workshop of one session, which begins soon: what changes of it is told at once."""
    folder.mkdir(exist_ok=True)
    first, last = (begins.date() + timedelta(days=days) for days in (-1, 1))
    (folder / "workshop.yaml").write_text(WORKSHOP.format(first=first, last=last))
    session = f"{{id: case, title: Case discussion, starts: {begins:%Y-%m-%d %H:%M}, minutes: {minutes}, room: a}}"
    (folder / "sessions.yaml").write_text(f"sessions:\n  - {session}\n")


def follow(place: Path, now: datetime) -> None:
    """All have met the bot and follow everything; the session is too near for a reminder."""
    store = Store(f"sqlite:///{place / 'bot.db'}")
    bring_up_to_date(store)
    with store.transaction() as connection:
        for chat in (*FOLLOWERS, ORGANISER):
            chats.meet(connection, chat, True, now)
            chats.change(connection, chat, announcements="urgent", lead=60)
        for chat in FOLLOWERS:
            follows.follow(connection, chat, "all", now)
    store.close()


def add_people(telegram: Double) -> None:
    for chat in (*FOLLOWERS, ORGANISER):
        telegram.add_person(chat, f"P{chat}", "en").started = True


async def told(telegram: Double, words: str) -> Message:
    """Wait until the organiser is told this; the message."""

    def found() -> list[Message]:
        return [message for message in said(telegram, ORGANISER) if words in message.text]

    await telegram.until(lambda: bool(found()), PATIENCE)
    return found()[-1]


def tap(telegram: Double, message: Message, words: str) -> None:
    (data,) = (button["callback_data"] for row in message.buttons for button in row if button["text"] == words)
    telegram.tap(ORGANISER, ORGANISER, message.id, data)


async def heard(telegram: Double, times: int) -> None:
    """Wait until every follower has heard so often."""
    await telegram.until(lambda: all(len(said(telegram, chat)) >= times for chat in FOLLOWERS), PATIENCE)


async def killed_before_it_is_in_force(telegram: Double, place: Path, settings: dict[str, str]) -> bool:
    """The organiser gives the session another room, and the program is killed when it has said so; False where that was too late."""
    async with running(telegram, place, settings) as program:
        telegram.write(ORGANISER, "/room case hall b")
        tap(telegram, await told(telegram, "Hall A → Hall B"), "Apply and tell")
        await told(telegram, "Done.")
        await program.kill()
        return not program.saying("took over")


async def story(place: Path, begins: datetime) -> list[Counter[str]] | None:
    """What the followers hear first, second and third, with how many do; None where the kill came too late."""
    folder = place / "workshop"
    settings = {"WORKSHOP_BOT_KNOWLEDGE": str(folder), "WORKSHOP_BOT_ORGANISERS": str(ORGANISER)}
    write(folder, begins, 45)
    follow(place, begins - timedelta(minutes=20))
    async with new_double() as telegram:
        add_people(telegram)
        if not await killed_before_it_is_in_force(telegram, place, settings):
            return None
        write(folder, begins, 50)
        async with running(telegram, place, settings):
            await heard(telegram, 1)
        async with running(telegram, place, settings):
            tap(telegram, await told(telegram, "Done."), "Undo")
            await heard(telegram, 2)
        async with running(telegram, place, settings):  # nothing is left to be heard
            pass
        return [Counter(message.text for chat in FOLLOWERS for message in said(telegram, chat)[at : at + 1]) for at in range(3)]


def test_p13_a_move_is_heard_once_though_the_program_is_killed_and_the_folder_edited_before_it_is_in_force(tmp_path: Path) -> None:
    begins = (Clock().now() + timedelta(minutes=20)).astimezone(UTC).replace(second=0, microsecond=0)
    found = None
    for attempt in range(20):  # each kill comes at another moment within the two seconds between looks at what organisers did
        (place := tmp_path / str(attempt)).mkdir()
        if found := asyncio.run(story(place, begins)):
            break
    assert found
    first, second, third = found
    assert (len(first), first.total()) == (len(second), second.total()) == (1, len(FOLLOWERS))
    ends = begins + timedelta(minutes=50)
    assert all(words in next(iter(first)) for words in ("Hall A → Hall B", f"{ends.hour}:{ends:%M}"))
    assert "Hall B → Hall A" in next(iter(second))
    assert third.total() == 0
