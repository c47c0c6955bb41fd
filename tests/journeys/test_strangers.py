"""Rights at every act (P20): what strangers send in any form changes nothing that is another's."""

import asyncio
from datetime import datetime
from itertools import product
from pathlib import Path

from sqlalchemy import select
from tests.journeys.running import NAME, QUESTION, Running, new_double, running, said, until_said_in

from workshop_bot.features import ROUTES
from workshop_bot.store import buttons, chats, tables
from workshop_bot.store.engine import Store
from workshop_bot.tryout.double import Double

VICTIM, STRANGER, GROUP = 1, 2, -100
ARGUMENTS = (
    "",
    "yes",
    "all",
    "none",
    "fr",
    "copy",
    "language:fr",
    "announcements:none",
    "announcements:all",
    "fr<en",
    "en:faq:about",
    "again:2:owner",
    "remove:1",
    "time:tell:opening:20241202T1000",
    "\0💥",
)


def kept(store: Store) -> list[object]:
    """What is kept of the victim and of the group, and whatever organisers do."""
    with store.reading() as connection:
        done = [connection.execute(select(table)).all() for table in (tables.acts, tables.invitations, tables.organisers, tables.overrides)]
        return [*(chats.find(connection, chat) for chat in (VICTIM, GROUP)), *map(str, done)]


def kept_for(store: Store, chat: int, data: str, now: datetime) -> str:
    """The data of a button of a chat, as it is where it is too long for Telegram."""
    with store.transaction() as connection:
        return f"~{buttons.keep(connection, chat, data, now)}"


async def attack(telegram: Double, shown: int, foreign: str) -> None:
    """Every button with every argument, in the victim's chat and in the group; every command in every form but one's own."""
    forged = [f"{name}:{argument}".encode()[:64].decode(errors="ignore") for name, argument in product(ROUTES.buttons, ARGUMENTS)]
    forged.remove("forget:yes")  # the last, since it is one's own right in private
    for data in (*forged, foreign, "~nobody's", "approve:1", "x" * 64):
        telegram.tap(STRANGER, VICTIM, shown, data)
        telegram.tap(STRANGER, GROUP, 1, data)
    for command in (*ROUTES.commands, "announce", "stats", "approve"):
        number = telegram.write(STRANGER, f"/{command} language fr", forwarded=True)
        telegram.edit(STRANGER, None, number, f"/{command} announcements none")
        telegram.ask_inline(STRANGER, f"/{command}")
    for command in ("settings language fr", "stop", "forget", "privacy", "announce"):
        number = telegram.write(STRANGER, f"/{command}@{NAME}", GROUP)
        telegram.edit(STRANGER, GROUP, number, f"/{command}@{NAME} yes")
        telegram.write(STRANGER, f"/{command}@{NAME}", GROUP, forwarded=True)
    telegram.tap(STRANGER, VICTIM, shown, "forget:yes")
    telegram.tap(STRANGER, GROUP, 1, "forget:yes")
    await telegram.until(lambda: not any(tap.chat == GROUP for tap in telegram.taps.values()) and not telegram.queries, timeout=60)


def test_p20_no_form_that_strangers_send_changes_what_is_anothers(tmp_path: Path) -> None:
    async def story() -> tuple[list[object], list[object], int, list[str], Running]:
        store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
        async with new_double() as telegram:
            telegram.add_person(VICTIM, "Sam", "en")
            telegram.add_person(STRANGER, "Eve", "en")
            telegram.add_group(GROUP, "Ward 5", [VICTIM, STRANGER], administrators=[VICTIM])
            async with running(telegram, tmp_path) as program:
                telegram.start(VICTIM)
                await until_said_in(telegram, VICTIM, 2)
                telegram.write(VICTIM, QUESTION)
                shown = await until_said_in(telegram, VICTIM, 3)
                telegram.add_bot(GROUP, VICTIM)
                await until_said_in(telegram, GROUP)
                before = kept(store)
                foreign = kept_for(store, VICTIM, "set:language:fr", telegram.clock.now())
                await attack(telegram, shown.id, foreign)
                telegram.write(VICTIM, QUESTION)
                await until_said_in(telegram, VICTIM, 4)
                after = kept(store)
            store.close()
            changed = [message.text for message in said(telegram, VICTIM) if message.edited]
            return before, after, len(said(telegram, VICTIM)), changed, program

    before, after, messages, changed, program = asyncio.run(story())
    assert after == before
    assert None not in after
    assert messages == 4
    assert changed == []
    assert [line for line in program.lines if " error " in line] == []
