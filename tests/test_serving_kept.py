"""Entries that organisers keep: written into the folder and in force at once, taken out again, refused with a reason, once over a kill."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.serving import FAQ, ORGANISER, bees, edit, meet, opened
from tests.serving import look as looked

from workshop_bot import serving as room
from workshop_bot.clock import Clock
from workshop_bot.delivery.turn import Aside
from workshop_bot.knowledge import edits
from workshop_bot.knowledge.write import with_one_more
from workshop_bot.serving import Hooks, Serving, begin
from workshop_bot.store import folders, kept
from workshop_bot.store.engine import Store

Look = Callable[[Serving, int], None]
BEFORE = FAQ % "Yes."
WAX = {"id": "wax", "label": "Wax", "questions": {"fr": ["Y a-t-il de la cire ?"]}, "answer": {"fr": "Oui."}}
AFTER = with_one_more(BEFORE, "faq", WAX)
HOOKS = Hooks(frozenset({ORGANISER}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return bees(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(opened(tmp_path)) as found:
        meet(found)
        yield found


@pytest.fixture
def look(store: Store) -> Look:
    return partial(looked, store)


def wish(store: Store, after: str = AFTER, state: str = "wanted") -> int:
    """An organiser wants the file to be this; the number under which they do."""
    do, undo = edits.between("faq.yaml", BEFORE.encode(), after)
    with store.transaction() as connection:
        made = kept.begin(connection, ORGANISER, 1, Clock().now())
        kept.change(connection, made.id, state=state, entry="wax", edits=edits.to_json([do]), undo=edits.to_json([undo]))
    return made.id


def unwish(store: Store, number: int) -> None:
    """They want it to be taken out again."""
    with store.transaction() as connection:
        row = kept.find(connection, number)
        assert row
        kept.change(connection, number, state="unwanted", edits=row.undo)


def state(store: Store, number: int) -> tuple[str, str]:
    with store.reading() as connection:
        row = kept.find(connection, number)
        assert row
        return row.state, row.edits


def said(store: Store) -> list[dict[str, Any]]:
    """What organisers are told, in order."""
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT act, data FROM outbox ORDER BY id").all()
    return [{"act": row.act, **json.loads(row.data)} for row in rows]


def ids(serving: Serving) -> list[str]:
    return [entry.id for entry in serving.ready.knowledge.faq]


def test_is_written_and_in_force_at_the_next_look_and_said_once(folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    number = wish(store)
    look(serving, 1)
    assert ids(serving) == ["honey", "wax"]
    assert (folder / "faq.yaml").read_text() == AFTER
    look(serving, 3)
    assert state(store, number) == ("written", "")
    assert said(store) == [{"act": "kept", "kept": number, "state": "written", "lent": False}]
    with store.reading() as connection:
        files = folders.kept(connection)
    assert files
    assert files["faq.yaml"].decode() == AFTER
    assert ids(begin(folder, store, Clock(), HOOKS)) == ["honey", "wax"]


def test_is_taken_out_again_byte_for_byte(folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    number = wish(store)
    look(serving, 1)
    unwish(store, number)
    look(serving, 3)
    assert (ids(serving), (folder / "faq.yaml").read_text()) == (["honey"], BEFORE)
    assert state(store, number) == ("undone", "")
    assert [one.get("state") for one in said(store)] == ["written", "undone"]


@pytest.mark.parametrize("known", [True, False], ids=["taken over", "not looked at yet"])
def test_a_file_that_has_changed_meanwhile_is_left_alone(known: bool, folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    edit(folder, "No.")
    if known:
        look(serving, 2)
    number = wish(store)
    look(serving, 1)
    assert (folder / "faq.yaml").read_text() == FAQ % "No."
    assert (ids(serving), state(store, number)) == (["honey"], ("draft", ""))
    assert said(store)[-1] == {"act": "kept", "kept": number, "why": "changed", "detail": "faq.yaml"}


def test_what_was_edited_since_is_not_taken_out(folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    number = wish(store)
    look(serving, 1)
    edit(folder, AFTER.replace("Oui.", "Non."))
    look(serving, 2)
    unwish(store, number)
    look(serving, 1)
    assert (ids(serving), state(store, number)) == (["honey", "wax"], ("written", ""))
    assert said(store)[-1]["why"] == "changed"


def test_that_would_bring_errors_is_not_written(folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    number = wish(store, AFTER.replace("id: wax", "id: honey"))
    look(serving, 1)
    assert ((folder / "faq.yaml").read_text(), state(store, number)) == (BEFORE, ("draft", ""))
    assert said(store)[-1]["why"] == "errors"
    assert said(store)[-1]["detail"].startswith("faq.yaml:4:10: error duplicate-id")


def test_while_a_changed_folder_is_not_in_force_nothing_is_written(folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    serving.aside = Aside(("x",))
    wish(store)
    look(serving, 1)
    assert ((folder / "faq.yaml").read_text(), said(store)[-1]["why"]) == (BEFORE, "aside")


def test_the_example_in_the_package_is_not_written(folder: Path, store: Store, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    monkeypatch.setattr(room, "_PROGRAM", folder.parent.resolve())
    wish(store)
    look(serving, 1)
    assert ((folder / "faq.yaml").read_text(), said(store)[-1]["why"]) == (BEFORE, "example")


def test_a_folder_that_is_lent_is_not_written_but_what_is_kept_is_in_force(folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    serving.lent = True
    number = wish(store)
    look(serving, 3)
    assert ((folder / "faq.yaml").read_text(), ids(serving)) == (BEFORE, ["honey", "wax"])
    assert said(store) == [{"act": "kept", "kept": number, "state": "written", "lent": True}]
    unwish(store, number)
    look(serving, 1)
    assert ids(serving) == ["honey"]


def test_p17_a_folder_that_cannot_be_written_says_why(folder: Path, store: Store, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    serving = begin(folder, store, Clock(), HOOKS)

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    wish(store)
    look(serving, 1)
    assert ((folder / "faq.yaml").read_text(), ids(serving)) == (BEFORE, ["honey"])
    assert (said(store)[-1]["why"], said(store)[-1]["detail"]) == ("unwritable", "Read-only file system")


@pytest.mark.parametrize("again", [True, False], ids=["begun again", "went on"])
def test_p02_written_before_the_program_was_ended_is_said_once_it_begins_again(again: bool, folder: Path, store: Store, look: Look) -> None:
    serving = begin(folder, store, Clock(), HOOKS)
    number = wish(store)
    (folder / "faq.yaml").write_text(AFTER)  # and here it was ended
    if again:
        serving = begin(folder, store, Clock(), HOOKS)
    look(serving, 3)
    assert (ids(serving), state(store, number)) == (["honey", "wax"], ("written", ""))
    assert [one for one in said(store) if one["act"] == "kept"] == [{"act": "kept", "kept": number, "state": "written", "lent": False}]
