"""A consistent copy of the database while it is in use."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import Server

from workshop_bot.errors import StoreUnavailable, UnusableInput
from workshop_bot.store import chats
from workshop_bot.store.copy import copy
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    bring_up_to_date(opened)
    yield opened
    opened.close()


def meet(store: Store, *numbers: int) -> None:
    with store.transaction() as connection:
        for number in numbers:
            chats.meet(connection, number, True, NOW)


def known(file: Path) -> list[int]:
    copied = Store(f"sqlite:///{file}")
    bring_up_to_date(copied)
    with copied.reading() as connection:
        found = [row[0] for row in connection.exec_driver_sql("SELECT chat FROM chats ORDER BY chat")]
    copied.close()
    return found


def test_p15_it_holds_what_is_committed_and_no_more(store: Store, tmp_path: Path) -> None:
    assert store.file
    other = Store(f"sqlite:///{store.file}")
    meet(store, 1, 2)  # still in the journal alone
    with store.transaction() as connection:
        chats.meet(connection, 3, True, NOW)
        copy(other, tmp_path / "copy.db")
    other.close()
    assert known(tmp_path / "copy.db") == [1, 2]
    assert known(store.file) == [1, 2, 3]


def test_p21_it_can_be_read_by_its_owner_alone_and_replaces_an_old_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("old")
    target.chmod(0o644)
    Path(f"{target}.partial").write_text("left by a kill")
    meet(store, 1)
    copy(store, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert known(target) == [1]
    assert not Path(f"{target}.partial").exists()


def test_a_database_in_use_is_not_replaced(store: Store, tmp_path: Path) -> None:
    assert store.file
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    bring_up_to_date(other)
    meet(other, 9)
    for target in (store.file, tmp_path / "other.db"):
        with pytest.raises(UnusableInput) as refused:
            copy(store, target)
        assert str(refused.value) == f"{target} is a database in use; name another file"
    other.close()
    assert known(tmp_path / "other.db") == [9]


def test_a_link_still_leads_where_it_led(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "copy.db")
    meet(store, 1)
    copy(store, tmp_path / "link.db")
    assert ((tmp_path / "link.db").is_symlink(), known(tmp_path / "copy.db")) == (True, [1])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is Unix's own")
def test_what_is_no_regular_file_is_not_replaced(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnusableInput) as refused:
        copy(store, tmp_path / "pipe")
    assert str(refused.value) == f"{tmp_path / 'pipe'} is no regular file; name another file"
    assert (tmp_path / "pipe").is_fifo()


def test_p25_one_that_cannot_be_made_leaves_nothing_and_the_old_one_as_it_was(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("old")
    with store.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
    raw.set_authorizer(lambda act, *_: 1 if act == 24 else 0)  # to attach a file, as VACUUM INTO does
    with pytest.raises(sqlite3.DatabaseError):
        copy(store, target)
    assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"bot.db", "bot.db-wal", "bot.db-shm", "copy.db"}


def test_a_target_in_no_folder_is_refused(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "folder" / "copy.db"
    with pytest.raises(UnusableInput) as refused:
        copy(store, target)
    assert str(refused.value) == f"{target} cannot be written: No such file or directory; name a file in a folder that may be written to"


def test_p25_a_read_only_disk_is_named_by_the_file_that_was_meant(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlink(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "unlink", unlink)
    target = tmp_path / "copy.db"
    with pytest.raises(UnusableInput) as refused:
        copy(store, target)
    assert str(refused.value) == f"{target} cannot be written: Read-only file system; name a file in a folder that may be written to"


def test_a_source_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    missing = Store(f"sqlite:///{tmp_path / 'missing.db'}")
    with pytest.raises(UnusableInput) as refused:
        copy(missing, tmp_path / "copy.db")
    assert str(refused.value) == f"no database {missing.name}; name the one that the bot uses in WORKSHOP_BOT_DATABASE"
    assert list(tmp_path.iterdir()) == []


def test_p25_the_fault_of_a_copy_names_it(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> Iterator[None]:
        raise StoreUnavailable("the disk is full")

    monkeypatch.setattr(store, "mending", fails)
    with pytest.raises(StoreUnavailable) as refused:
        copy(store, tmp_path / "copy.db")
    assert str(refused.value) == f"no copy was made to {tmp_path / 'copy.db'}: the disk is full"


def test_a_server_has_its_own_tool(postgres: Server, tmp_path: Path) -> None:
    store = Store(postgres.url("any"))
    with pytest.raises(UnusableInput) as refused:
        copy(store, tmp_path / "copy.db")
    assert str(refused.value) == "a PostgreSQL database is copied by its own tool: pg_dump"
