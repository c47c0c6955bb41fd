"""A folder of a workshop about bees, the store beside it, and looks at the folder: for the tests of what serves."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from tests.knowledge.conftest import WORKSHOP

from workshop_bot.clock import Clock
from workshop_bot.delivery.writer import Writer
from workshop_bot.serving import Serving
from workshop_bot.store import chats
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

ORGANISER = 4
FAQ = "faq:\n  - {id: honey, label: Honey, questions: {fr: [Y a-t-il du miel ?]}, answer: %s}\n"


def bees(place: Path) -> Path:
    """A folder with one entry, which answers "Yes."."""
    folder = place / "bees"
    folder.mkdir()
    (folder / "workshop.yaml").write_text(WORKSHOP)
    (folder / "faq.yaml").write_text(FAQ % "Yes.")
    return folder


def opened(place: Path) -> Store:
    """An empty store."""
    store = Store(f"sqlite:///{place / 'bot.db'}")
    bring_up_to_date(store)
    return store


def look(store: Store, serving: Serving, times: int) -> None:
    """Look so often at the folder and at what organisers did."""

    async def looks() -> None:
        for _ in range(times):
            await serving.look(writer, Clock())

    writer = Writer(store)
    try:
        asyncio.run(looks())
    finally:
        writer.close()


def write(path: Path, text: str) -> None:
    """Write a file anew, as a curator who takes a moment between two edits."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def edit(folder: Path, said: str) -> None:
    """Write the entry anew: its answer, or the whole file."""
    write(folder / "faq.yaml", said if ":" in said else FAQ % said)


def meet(store: Store) -> None:
    """The organiser has begun a chat."""
    with store.transaction() as connection:
        chats.meet(connection, ORGANISER, True, Clock().now())


def told(store: Store) -> list[dict[str, Any]]:
    """What the organiser is told, in order."""
    with store.transaction() as connection:
        return [json.loads(row.data) for row in connection.exec_driver_sql("SELECT data FROM outbox WHERE act = 'tell' ORDER BY id")]
