"""Which programme a command hands on, and how often its sessions have changed."""

import json
from pathlib import Path

import click
import pytest

from workshop_bot import clock
from workshop_bot.cli.programme import Found, found
from workshop_bot.errors import UnusableInput
from workshop_bot.formats.calendar import fingerprint
from workshop_bot.knowledge.read import Reading, read
from workshop_bot.store import folders, overrides, revisions
from workshop_bot.store.engine import Store
from workshop_bot.store.overrides import Override
from workshop_bot.store.schema import bring_up_to_date


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "knowledge"
    made.mkdir()
    rooms = "rooms: [{id: a, name: Hall A}, {id: b, name: Hall B}]"
    (made / "workshop.yaml").write_text(
        f"workshop: {{id: bees, name: Bees, starts: 2024-03-30, ends: 2024-04-02, timezone: Europe/Paris, languages: [en], {rooms}}}"
    )
    (made / "sessions.yaml").write_text(
        "sessions:\n  - {id: honey, title: Honey, starts: 2024-03-30 09:00, room: a}\n  - {id: wax, title: Wax, starts: 2024-03-30 10:00}\n"
    )
    return read(made)


def told(database: str | None = None) -> Found:
    ctx = click.Context(click.Command("export"))
    ctx.params["knowledge"] = None
    return found(ctx, database)


def test_without_a_database_and_with_an_empty_one_it_is_the_folders(folder: Reading) -> None:
    assert told() == Found(folder.knowledge, {})  # type: ignore[arg-type]  # - the folder has no errors
    store = Store("sqlite:///workshop-bot.db")
    bring_up_to_date(store)
    store.close()
    assert told() == Found(folder.knowledge, {})  # type: ignore[arg-type]  # - the folder has no errors


def test_without_a_database_the_folder_may_be_named_in_the_settings(folder: Reading) -> None:
    Path("knowledge").rename("ours")
    Path(".env").write_text("WORKSHOP_BOT_KNOWLEDGE=ours\n")
    assert told() == Found(folder.knowledge, {})  # type: ignore[arg-type]  # - the folder has no errors


def test_it_is_the_one_in_force_with_the_counts_that_the_next_agenda_would_give(folder: Reading) -> None:
    assert folder.knowledge
    store, now = Store("sqlite:///workshop-bot.db"), clock.now()
    bring_up_to_date(store)
    honey, _ = folder.knowledge.sessions
    with store.transaction() as connection:
        folders.keep(connection, folder.knowledge.digest, folder.files, now)
        revisions.count(connection, {"honey": (fingerprint(honey, folder.knowledge), "")})
    assert told() == Found(folder.knowledge, {"honey": 0})
    with store.transaction() as connection:
        overrides.put(connection, [Override("honey", "room", json.dumps(["b"]), json.dumps(["a"]), 1, now)], 1, "honey", False, now)
        overrides.taken_over(connection)
    moved = told()
    assert (moved.knowledge.sessions[0].room, moved.counts) == (("b",), {"honey": 1})
    assert told() == moved
    store.close()


def test_a_database_that_is_given_must_be_there() -> None:
    with pytest.raises(UnusableInput, match=r"there is no database none\.db; name the one that the bot uses"):
        told("sqlite:///none.db")
