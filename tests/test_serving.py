"""The knowledge in force: what serves at a start, what a changed folder does, and that errors never reach people (P17)."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from tests.knowledge.conftest import WORKSHOP

from workshop_bot.clock import Clock
from workshop_bot.delivery.writer import Writer
from workshop_bot.errors import KnowledgeUnusable, StoreUnavailable
from workshop_bot.serving import Serving, begin
from workshop_bot.store import folders
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

FAQ = "faq:\n  - {id: honey, label: Honey, questions: {fr: [Y a-t-il du miel ?]}, answer: %s}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "bees"
    place.mkdir()
    (place / "workshop.yaml").write_text(WORKSHOP)
    (place / "faq.yaml").write_text(FAQ % "Yes.")
    return place


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    bring_up_to_date(opened)
    yield opened
    opened.close()


@pytest.fixture
def look(store: Store) -> Iterator[Callable[[Serving, int], None]]:
    writer = Writer(store)

    async def looks(serving: Serving, times: int) -> None:
        for _ in range(times):
            await serving.look(writer, Clock())

    yield lambda serving, times: asyncio.run(looks(serving, times))
    writer.close()


Look = Callable[[Serving, int], None]


def answer(serving: Serving) -> str:
    """What the one entry of the folder in force answers."""
    (entry,) = serving.ready.knowledge.faq
    assert entry.answer
    return entry.answer.pick("fr", "fr")[0]


def edit(folder: Path, said: str) -> None:
    """Write the entry anew, as a curator who takes a moment between two edits."""
    path = folder / "faq.yaml"
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(said if ":" in said else FAQ % said)
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


class TestAtAStart:
    def test_the_folder_serves_and_is_kept(self, folder: Path, store: Store) -> None:
        serving = begin(folder, store, Clock())
        digest = serving.ready.knowledge.digest
        assert (answer(serving), serving.name) == ("Yes.", f"bees ({digest[:12]})")
        with store.reading() as connection:
            assert folders.kept(connection) == {"faq.yaml": (FAQ % "Yes.").encode(), "workshop.yaml": WORKSHOP.encode()}

    def test_p17_with_errors_the_last_one_serves_over_a_restart_too(
        self, folder: Path, store: Store, caplog: pytest.LogCaptureFixture
    ) -> None:
        digest = begin(folder, store, Clock()).ready.knowledge.digest
        edit(folder, "faq:\n  - {id: HONEY}")
        serving = begin(folder, store, Clock())
        assert (answer(serving), serving.ready.knowledge.digest) == ("Yes.", digest)
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert caplog.messages[0].startswith(f"{folder} cannot be used: faq.yaml:2:5: error missing-key")
        assert caplog.messages[0].endswith("; the one taken over last serves")

    def test_p17_without_a_folder_too(self, folder: Path, store: Store) -> None:
        begin(folder, store, Clock())
        folder.rename(folder.with_name("away"))
        assert answer(begin(folder, store, Clock())) == "Yes."

    @pytest.mark.parametrize("kept", [None, {"workshop.yaml": b"workshop:"}])
    def test_with_errors_and_nothing_that_serves_instead_it_ends(self, kept: dict[str, bytes] | None, folder: Path, store: Store) -> None:
        if kept:
            with store.transaction() as connection:
                folders.keep(connection, "x", kept, Clock().now())
        edit(folder, "faq: none")
        with pytest.raises(KnowledgeUnusable, match=r"cannot be used: faq\.yaml:1:6"):
            begin(folder, store, Clock())


class TestAChangedFolder:
    def test_is_taken_over_when_it_is_still(self, folder: Path, store: Store, look: Look) -> None:
        serving = begin(folder, store, Clock())
        edit(folder, "No.")
        look(serving, 1)
        assert answer(serving) == "Yes."
        look(serving, 1)
        assert answer(serving) == "No."
        edit(folder, "faq: none")
        assert answer(begin(folder, store, Clock())) == "No."

    def test_p17_with_errors_it_is_not_and_says_so_once(
        self, folder: Path, store: Store, look: Look, caplog: pytest.LogCaptureFixture
    ) -> None:
        serving = begin(folder, store, Clock())
        edit(folder, "faq: none")
        with caplog.at_level(logging.INFO):
            look(serving, 4)
        assert (answer(serving), len(caplog.messages)) == ("Yes.", 1)
        assert caplog.messages[0].startswith("the changed folder has errors, the old one serves on: faq.yaml:1:6: error")
        edit(folder, "At last.")
        look(serving, 2)
        assert answer(serving) == "At last."

    def test_p17_one_that_is_taken_away_neither(self, folder: Path, store: Store, look: Look, caplog: pytest.LogCaptureFixture) -> None:
        serving = begin(folder, store, Clock())
        folder.rename(folder.with_name("away"))
        look(serving, 4)
        assert answer(serving) == "Yes."
        assert caplog.messages == [f"no folder {folder}; begin one with: workshop-bot init {folder}; the old folder serves on"]

    def test_that_says_the_same_is_no_change(self, folder: Path, store: Store, look: Look) -> None:
        serving = begin(folder, store, Clock())
        before = serving.ready
        edit(folder, "Yes.")
        look(serving, 3)
        assert serving.ready is before

    def test_p25_is_taken_over_once_the_store_works_again(
        self, folder: Path, store: Store, look: Look, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(connection: Connection, *what: object) -> None:
            raise StoreUnavailable("the disk is full")

        serving = begin(folder, store, Clock())
        edit(folder, "No.")
        with monkeypatch.context() as patch:
            patch.setattr(folders, "keep", full)
            look(serving, 1)
            with pytest.raises(StoreUnavailable):
                look(serving, 1)
        assert answer(serving) == "Yes."
        look(serving, 1)
        assert answer(serving) == "No."
