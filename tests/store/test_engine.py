"""Transactions, and what is said when the disk or the server fails."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from tests.postgres import Server

from workshop_bot.errors import Refused, StoreUnavailable, UnusableInput
from workshop_bot.store import chats, engine, meta
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    bring_up_to_date(opened)
    yield opened
    opened.close()


def write(store: Store, value: str = "1") -> None:
    with store.transaction() as connection:
        meta.put(connection, "key", value)


def read(store: Store) -> str | None:
    with store.reading() as connection:
        return meta.get(connection, "key")


def half(store: Store) -> None:
    """A transaction that fails."""
    with store.transaction() as connection:
        meta.put(connection, "key", "half")
        engine.erased(connection)
        raise ZeroDivisionError


def refusal(store: Store, value: str = "2") -> str:
    """What is said when one writes."""
    with pytest.raises(StoreUnavailable) as refused:
        write(store, value)
    return str(refused.value)


class TestATransaction:
    def test_stands_whole_or_not_at_all(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError):
            half(store)
        assert read(store) is None
        write(store)
        assert read(store) == "1"

    def test_lets_others_read_what_stood_before(self, store: Store, store_url: str) -> None:
        other = Store(store_url)
        write(store)
        with store.transaction() as connection:
            meta.put(connection, "key", "2")
            assert read(other) == "1"
        assert read(other) == "2"
        other.close()

    def test_waits_for_another_that_writes(self, store: Store, store_url: str) -> None:
        other = Store(store_url)
        with store.transaction() as connection:
            meta.put(connection, "key", "1")
            second = Thread(target=write, args=(other, "2"))
            second.start()
            meta.put(connection, "key", "1, still")
        second.join()
        assert read(store) == "2"
        other.close()

    def test_that_has_only_read_so_far_lets_nobody_else_write(self, sqlite: Store) -> None:
        """Else what it has read would be old, and its own first change refused at once, however patient it is."""
        assert sqlite.file
        with sqlite.transaction() as connection, closing(sqlite3.connect(sqlite.file, timeout=0)) as other:
            assert meta.get(connection, "key") is None
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("INSERT INTO meta (key, value) VALUES ('key', '2')")
            meta.put(connection, "key", "1")
        assert read(sqlite) == "1"

    def test_p15_is_on_the_disk_when_it_is_committed(self, sqlite: Store) -> None:
        with sqlite.transaction() as connection:
            found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "secure_delete")]
        assert found == ["wal", 2, 1]

    def test_a_mistake_in_the_program_is_no_fault_of_the_store(self, store: Store) -> None:
        with pytest.raises((OperationalError, ProgrammingError)), store.transaction() as connection:
            connection.execute(text("SELECT * FROM nowhere"))
        with pytest.raises(IntegrityError), store.transaction() as connection:
            connection.execute(text("INSERT INTO meta (key, value) VALUES ('key', '1'), ('key', '2')"))


class TestAnAddress:
    @pytest.mark.parametrize("url", ["", "bot.db", "sqlite://", "sqlite:///:memory:", "mysql://host/bot", "postgresql+psycopg2://host/bot"])
    def test_that_is_none_is_refused(self, url: str) -> None:
        with pytest.raises(UnusableInput) as refused:
            Store(url)
        assert str(refused.value) == "WORKSHOP_BOT_DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"

    def test_p19_shows_no_password(self) -> None:
        store = Store("postgresql://bot:secret@host:5433/workshop?password=secret")
        assert store.name == "postgresql://bot:***@host:5433/workshop"
        assert store.file is None

    def test_needs_a_driver_for_postgresql(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(UnusableInput) as refused:
            Store("postgresql://host/bot")
        assert str(refused.value) == 'PostgreSQL needs the extra "postgres": pip install "workshop-bot[postgres]"'


class TestP25SQLite:
    """Each fault is said in one line that tells what to do, nothing is half written, and it goes on by itself when mended."""

    def test_p25_a_full_disk(self, sqlite: Store) -> None:
        write(sqlite)
        with sqlite.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            raw.execute(f"PRAGMA max_page_count={pages}")
        assert refusal(sqlite, "long" * 5000) == (
            f"the database {sqlite.name} cannot be used (database or disk is full); make room on the disk"
        )
        assert read(sqlite) == "1"
        raw.execute("PRAGMA max_page_count=1000000")
        write(sqlite, "long" * 5000)
        assert read(sqlite) == "long" * 5000

    def test_p25_read_only(self, sqlite: Store) -> None:
        write(sqlite)
        with sqlite.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA query_only=ON")
        assert refusal(sqlite) == (
            f"the database {sqlite.name} cannot be used (attempt to write a readonly database); give the program the right to write to it"
            " and to its folder"
        )
        raw.execute("PRAGMA query_only=OFF")
        write(sqlite, "2")
        assert read(sqlite) == "2"

    def test_p25_locked_by_another_program(self, sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        sqlite.close()
        monkeypatch.setattr(engine, "BUSY", 0)
        program = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('BEGIN IMMEDIATE'); print('held', flush=True); input()"
        with subprocess.Popen(
            [sys.executable, "-c", program, str(sqlite.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout
            assert other.stdout.readline() == "held\n"
            assert refusal(sqlite) == (
                f"the database {sqlite.name} cannot be used (database is locked); end the other program that writes to it"
            )
            other.kill()
        write(sqlite, "2")
        assert read(sqlite) == "2"

    def test_p25_so_slow_that_our_own_transaction_does_not_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "PATIENCE", 0)
        store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
        bring_up_to_date(store)
        with store.transaction():
            assert refusal(store) == f"the database {store.name} does not answer; look at its disk or its server"
        write(store)
        store.close()

    def test_p25_no_folder(self, tmp_path: Path) -> None:
        store = Store(f"sqlite:///{tmp_path / 'folder' / 'bot.db'}")
        said = (
            f"the database {store.name} cannot be used (unable to open database file); check that its folder exists and that the program"
            " may write to it"
        )
        with pytest.raises(StoreUnavailable) as refused:
            bring_up_to_date(store)
        assert str(refused.value) == said
        (tmp_path / "folder").mkdir()
        bring_up_to_date(store)
        write(store)
        assert read(store) == "1"
        store.close()

    def test_no_database_at_all(self, tmp_path: Path) -> None:
        (tmp_path / "bot.db").write_text("a shopping list, and quite a long one\n" * 100)
        store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
        with pytest.raises(Refused) as refused:
            bring_up_to_date(store)
        assert str(refused.value) == (f"{store.name} is no database, or damaged (file is not a database); put a copy in its place")
        assert refused.value.exit_code == 3
        store.close()


def cut(server: Server, store: Store) -> None:
    """A transaction in whose midst the connection ends."""
    with store.transaction() as connection:
        meta.put(connection, "key", "half")
        server.do(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{store.url.database}'")
        meta.put(connection, "key", "whole")


class TestP25PostgreSQL:
    def test_p25_a_server_that_is_away(self, postgres: Server) -> None:
        with postgres.fresh() as url:
            store = Store(url)
            bring_up_to_date(store)
            write(store)
            postgres.stop()
            try:
                said = refusal(store)
            finally:
                postgres.start()
            assert said.startswith(f"the database {store.name} cannot be used (connection is bad: ")
            assert said.endswith("; start the server, or mend WORKSHOP_BOT_DATABASE")
            assert "\n" not in said
            write(store, "3")
            assert read(store) == "3"
            store.close()

    def test_p25_a_connection_that_is_cut(self, postgres: Server) -> None:
        with postgres.fresh() as url:
            store = Store(url)
            bring_up_to_date(store)
            with pytest.raises(StoreUnavailable) as refused:
                cut(postgres, store)
            assert str(refused.value) == (
                f"the database {store.name} cannot be used (terminating connection due to administrator command); start the server again"
            )
            assert read(store) is None
            write(store)
            assert read(store) == "1"
            store.close()

    def test_p25_read_only(self, postgres: Server) -> None:
        with postgres.fresh() as url:
            store = Store(f"{url}&options=-c default_transaction_read_only=on")
            with pytest.raises(StoreUnavailable) as refused:
                bring_up_to_date(store)
            assert str(refused.value) == (
                f"the database {store.name} cannot be used (cannot execute CREATE TABLE in a read-only transaction); name a server in"
                " WORKSHOP_BOT_DATABASE that may be written to"
            )
            store.close()

    def test_a_database_that_is_not_there(self, postgres: Server) -> None:
        store = Store(postgres.url("nowhere"))
        assert refusal(store).endswith('database "nowhere" does not exist); start the server, or mend WORKSHOP_BOT_DATABASE')


class TestTraces:
    def test_p21_what_was_erased_goes_from_the_journal_with_the_transaction(self, sqlite: Store) -> None:
        assert sqlite.file
        write(sqlite, "a secret")
        journal = Path(f"{sqlite.file}-wal")
        assert b"a secret" in journal.read_bytes()
        with sqlite.transaction() as connection:
            meta.take_out(connection, "key")
            engine.erased(connection)
        assert journal.read_bytes() == b""
        assert b"a secret" not in sqlite.file.read_bytes()

    def test_p21_while_another_reads_after_the_next_one(self, sqlite: Store) -> None:
        assert sqlite.file
        write(sqlite, "a secret")
        journal = Path(f"{sqlite.file}-wal")
        reader = sqlite3.connect(sqlite.file)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        with sqlite.transaction() as connection:
            meta.take_out(connection, "key")
            engine.erased(connection)
        assert b"a secret" in journal.read_bytes()
        reader.close()
        with sqlite.transaction() as connection:
            chats.meet(connection, 7, True, NOW)
        assert journal.read_bytes() == b""

    def test_p25_that_cannot_go_undo_nothing_and_go_later(self, sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails() -> None:
            raise StoreUnavailable("the disk is full")

        with monkeypatch.context() as fault, sqlite.transaction() as connection:  # left in the opposite order
            fault.setattr(sqlite, "erase_traces", fails)
            meta.put(connection, "key", "1")
            engine.erased(connection)
        assert read(sqlite) == "1"
        write(sqlite, "2")
        assert Path(f"{sqlite.file}-wal").read_bytes() == b""

    def test_p21_what_was_not_erased_after_all_leaves_the_journal(self, sqlite: Store) -> None:
        journal = Path(f"{sqlite.file}-wal")
        write(sqlite)
        with pytest.raises(ZeroDivisionError):
            half(sqlite)
        write(sqlite, "2")
        assert journal.stat().st_size > 0

    def test_a_server_has_none_of_ours(self, postgres: Server) -> None:
        with postgres.fresh() as url:
            store = Store(url)
            store.erase_traces()
            store.close()


def test_p15_what_was_committed_stands_after_a_kill(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom workshop_bot.store import meta, schema\nfrom workshop_bot.store.engine import Store\n"
        "store = Store(sys.argv[1])\nschema.bring_up_to_date(store)\n"
        "with store.transaction() as connection: meta.put(connection, 'key', 'kept')\n"
        "with store.transaction() as connection:\n    meta.put(connection, 'key', 'half')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    assert subprocess.run([sys.executable, "-c", program, url], check=False).returncode == -9
    store = Store(url)
    bring_up_to_date(store)
    assert read(store) == "kept"
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store.close()
