"""One speaker for each database."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.postgres import Server

from workshop_bot.errors import DatabaseHeld, StoreUnavailable
from workshop_bot.store import meta
from workshop_bot.store.engine import Store
from workshop_bot.store.lock import Lock
from workshop_bot.store.schema import bring_up_to_date

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)
HOLDER = """
import sys
from datetime import UTC, datetime
from workshop_bot.store.engine import Store
from workshop_bot.store.lock import Lock

lock = Lock(Store(sys.argv[1]))
print(lock.take(datetime(2024, 12, 2, 3, tzinfo=UTC)), flush=True)
input()
"""


@contextmanager
def locked(url: str) -> Iterator[tuple[Store, Lock]]:
    """An instance of the program."""
    store = Store(url)
    lock = Lock(store)
    yield store, lock
    lock.release()
    store.close()


@contextmanager
def another(url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds it."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_p09_one_alone_holds_it(store_url: str) -> None:
    with locked(store_url) as (_, first), locked(store_url) as (_, second):
        assert (first.take(NOW), second.take(NOW)) == (True, False)
        assert (first.held(), second.take(NOW)) == (True, False)
        first.release()
        assert (second.take(NOW), first.take(NOW)) == (True, False)


def test_p09_it_is_free_when_its_holder_is_killed(store_url: str) -> None:
    with another(store_url) as process, locked(store_url) as (_, lock):
        assert lock.take(NOW) is False
        process.kill()
        process.wait()
        while not lock.take(NOW):  # a server needs a moment to see it
            pass
        assert lock.held()


def test_p09_the_holder_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with another(url) as process, locked(url) as (store, lock):
        assert not lock.take(NOW)
        refusal = lock.refusal()
        assert str(refusal) == (
            f"another instance holds the database {store.name} (process {process.pid}, since 2024-12-02T03:00:00+00:00); end it, or give"
            " this one its own WORKSHOP_BOT_DATABASE"
        )
        assert (type(refusal), refusal.exit_code) == (DatabaseHeld, 1)


@pytest.mark.parametrize("written", ["", "[]", "{", '{"pid": 1}'])
def test_a_holder_that_cannot_be_read_is_not_named(tmp_path: Path, written: str) -> None:
    (tmp_path / "bot.db.holder").write_text(written)
    with locked(f"sqlite:///{tmp_path / 'bot.db'}") as (store, lock):
        assert str(lock.refusal()) == (
            f"another instance holds the database {store.name}; end it, or give this one its own WORKSHOP_BOT_DATABASE"
        )


def test_it_is_given_back_without_a_trace(tmp_path: Path) -> None:
    with locked(f"sqlite:///{tmp_path / 'bot.db'}") as (_, lock):
        assert lock.take(NOW)
        lock.release()
        lock.release()
        assert not lock.held()
        assert {path.name for path in tmp_path.iterdir()} <= {"bot.db.lock"}


def test_p25_without_a_folder_it_cannot_be_taken(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with locked(f"sqlite:///{tmp_path / 'file' / 'bot.db'}") as (store, lock):
        with pytest.raises(StoreUnavailable) as refused:
            lock.take(NOW)
        assert str(refused.value).startswith(f"the database {store.name} cannot be locked (")


def cut(server: Server, store: Store) -> None:
    """All connections to a database end."""
    server.do(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{store.url.database}'")


def taken_over(server: Server, store: Store, standby: Lock) -> None:
    """The standby takes it in the midst of a transaction."""
    with store.transaction() as connection:
        meta.put(connection, "key", "old")
        cut(server, store)
        assert standby.take(NOW)


class TestAServer:
    def test_p09_takes_it_from_nobody_by_being_away(self, postgres: Server) -> None:
        with postgres.fresh() as url, locked(url) as (store, lock), locked(url) as (_, standby):
            assert lock.take(NOW)
            postgres.stop()
            try:
                assert lock.held()
                with pytest.raises(StoreUnavailable):
                    standby.take(NOW)
            finally:
                postgres.start()
            assert lock.held()
            bring_up_to_date(store)
            assert standby.take(NOW) is False

    def test_p09_who_has_lost_it_writes_no_more(self, postgres: Server) -> None:
        with postgres.fresh() as url, locked(url) as (store, lock), locked(url) as (new, standby):
            assert lock.take(NOW)
            bring_up_to_date(store)
            cut(postgres, store)
            assert standby.take(NOW)
            assert not lock.held()
            with pytest.raises(DatabaseHeld), store.transaction() as connection:
                meta.put(connection, "key", "old")
            with new.transaction() as connection:
                assert meta.get(connection, "key") is None
                meta.put(connection, "key", "new")

    def test_p09_a_transaction_that_is_cut_leaves_nothing(self, postgres: Server) -> None:
        with postgres.fresh() as url, locked(url) as (store, lock), locked(url) as (new, standby):
            assert lock.take(NOW)
            bring_up_to_date(store)
            with pytest.raises(StoreUnavailable):
                taken_over(postgres, store, standby)
            with new.transaction() as connection:
                assert meta.get(connection, "key") is None

    def test_the_lock_is_of_its_own_database(self, postgres: Server) -> None:
        with postgres.fresh() as one, postgres.fresh() as other, locked(one) as (_, first), locked(other) as (_, second):
            assert (first.take(NOW), second.take(NOW)) == (True, True)

    def test_who_only_reads_needs_none(self, postgres: Server) -> None:
        with postgres.fresh() as url, locked(url) as (store, lock):
            assert lock.take(NOW)
            bring_up_to_date(store)
            looking = Store(url)
            with looking.reading() as connection:
                assert meta.get(connection, "key") is None
            looking.close()
