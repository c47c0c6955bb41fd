"""The knowledge in force: what serves at a start, what a changed folder does, and that errors never reach people (P17)."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection
from tests.knowledge.conftest import WORKSHOP
from tests.serving import FAQ, ORGANISER, bees, edit, meet, opened, told
from tests.serving import look as looked

from workshop_bot.answers import keep
from workshop_bot.clock import Clock
from workshop_bot.delivery.turn import Aside
from workshop_bot.delivery.writer import Writer
from workshop_bot.errors import KnowledgeUnusable, StoreUnavailable
from workshop_bot.serving import Hooks, Serving, begin
from workshop_bot.store import folders
from workshop_bot.store.engine import Store

Look = Callable[[Serving, int], None]
Begun = Callable[[], Serving]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return bees(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(opened(tmp_path)) as found:
        yield found


@pytest.fixture
def look(store: Store) -> Look:
    return partial(looked, store)


@pytest.fixture
def begun(folder: Path, store: Store) -> Begun:
    """Begin, or begin again, with the folder as it is; an organiser is known."""
    return lambda: begin(folder, store, Clock(), Hooks(frozenset({ORGANISER})))


def answer(serving: Serving) -> str:
    """What the one entry of the folder in force answers."""
    (entry,) = serving.ready.knowledge.faq
    assert entry.answer
    return entry.answer.pick("fr", "fr")[0]


class TestAtAStart:
    def test_the_index_is_kept_for_the_next_start_once_it_serves(
        self, folder: Path, begun: Begun, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keep, "user_cache_path", lambda name: tmp_path / "cache")
        serving = begun()
        assert list(tmp_path.glob("cache/*.npz")) == []
        look(serving, 2)
        assert len(list(tmp_path.glob("cache/*.npz"))) == 1
        edit(folder, "No.")
        look(serving, 3)
        assert answer(serving) == "No."
        assert len(list(tmp_path.glob("cache/*.npz"))) == 2

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


class TestErrors:
    def test_p17_organisers_are_told_of_once_a_state_over_a_restart_too(self, folder: Path, store: Store, look: Look, begun: Begun) -> None:
        serving = begun()
        meet(store)
        edit(folder, "faq: none")
        look(serving, 3)
        look(begun(), 3)
        line = "faq.yaml:1:6: error wrong-type: a list is meant; begin each entry with -"
        assert told(store) == [{"what": "errors", "lines": [line], "count": 1}]
        assert serving.aside == Aside((line,))
        edit(folder, "Yes.")
        look(serving, 2)
        assert serving.aside is None
        edit(folder, "faq: none")
        look(serving, 2)
        assert [one["what"] for one in told(store)] == ["errors", "back", "errors"]

    def test_that_are_gone_are_told_of_once_also_where_nothing_else_changed(
        self, folder: Path, store: Store, look: Look, begun: Begun, caplog: pytest.LogCaptureFixture
    ) -> None:
        serving = begun()
        meet(store)
        edit(folder, "faq: none")
        look(serving, 2)
        edit(folder, "Yes.")
        caplog.clear()
        with caplog.at_level(logging.INFO):
            look(serving, 3)
        look(begun(), 2)
        assert [one["what"] for one in told(store)] == ["errors", "back"]
        assert caplog.messages == [f"the folder is again what is in force: {serving.name}"]

    def test_that_were_mended_while_the_program_was_down_are_told_of_too(self, folder: Path, store: Store, begun: Begun) -> None:
        begun()
        meet(store)
        edit(folder, "faq: none")
        begun()
        edit(folder, "Yes.")
        begun()
        assert [one["what"] for one in told(store)] == ["errors", "back"]

    def test_wake_whoever_sends(self, folder: Path, store: Store, begun: Begun) -> None:
        serving = begun()
        woken: list[int] = []
        edit(folder, "faq: none")

        async def looks(writer: Writer) -> list[int]:
            counts = []
            for _ in range(4):
                await serving.look(writer, Clock(), lambda: woken.append(1))
                counts.append(len(woken))
            return counts

        writer = Writer(store)
        assert asyncio.run(looks(writer)) == [0, 1, 1, 1]
        writer.close()

    def test_p17_a_folder_that_is_gone_is_told_of_too(self, folder: Path, store: Store, look: Look, begun: Begun) -> None:
        serving = begun()
        meet(store)
        folder.rename(folder.with_name("away"))
        look(serving, 3)
        assert [one["lines"] for one in told(store)] == [[f"no folder {folder}; begin one with: workshop-bot init {folder}"]]
