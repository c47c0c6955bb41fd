"""The layout of a database: made, migrated after a copy, refused."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from workshop_bot.errors import ForeignDatabase, Refused
from workshop_bot.store import chats, migrations, schema
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata

NOW = datetime(2024, 12, 2, 3, tzinfo=UTC)


def layout(store: Store) -> object:
    """All that the database knows of its tables."""
    with store.reading() as connection:
        seen = inspect(connection)
        return {
            name: (
                [{key: str(value) for key, value in column.items()} for column in seen.get_columns(name)],
                seen.get_pk_constraint(name)["constrained_columns"],
                sorted(
                    (index["name"], *index["column_names"], *map(str, index["dialect_options"].values()))
                    for index in seen.get_indexes(name)
                ),
            )
            for name in seen.get_table_names()
        }


class TestANewDatabase:
    def test_p16_is_the_same_from_the_tables_and_from_the_migrations(self, store_url: str) -> None:
        store = Store(store_url)
        with store.transaction() as connection:
            migrations.upgrade(connection)
        by_migrations = layout(store)
        with store.transaction() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            assert schema.revision(connection) == schema.NEWEST
            metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))
        schema.bring_up_to_date(store)
        assert layout(store) == by_migrations
        store.close()

    def test_can_be_read_by_its_owner_alone(self, tmp_path: Path) -> None:
        store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
        schema.bring_up_to_date(store)
        assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == dict.fromkeys(
            ("bot.db", "bot.db-wal", "bot.db-shm"), 384
        )
        store.close()

    def test_needs_no_alembic(self, tmp_path: Path) -> None:
        program = (
            "import sys; from workshop_bot.store import schema, engine\n"
            "for _ in range(2): schema.bring_up_to_date(engine.Store(sys.argv[1]))\n"
            "assert 'alembic' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", program, f"sqlite:///{tmp_path / 'bot.db'}"], check=True)


class TestAnOldDatabase:
    def test_p16_is_copied_before(self, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        store = Store(store_url)
        schema.bring_up_to_date(store)
        with store.transaction() as connection:
            chats.meet(connection, 7, True, NOW)
        newest = schema.NEWEST
        monkeypatch.setattr(schema, "NEWEST", "coming")
        schema.bring_up_to_date(store)
        if store.file:
            kept = store.file.with_name("bot.db.before-coming")
            assert stat.S_IMODE(kept.stat().st_mode) == 0o600
            copied = Store(f"sqlite:///{kept}")
            with copied.reading() as connection:
                assert schema.revision(connection) == newest
                assert chats.find(connection, 7)
            copied.close()
        store.close()

    def test_whose_migration_fails_is_as_it_was(self, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        store = Store(store_url)
        schema.bring_up_to_date(store)
        before = layout(store)

        def half(connection: object) -> None:
            connection.execute(text("DROP TABLE slots"))  # type: ignore[attr-defined]  # - a connection
            raise RuntimeError("power cut")

        monkeypatch.setattr(schema, "NEWEST", "coming")
        monkeypatch.setattr(migrations, "upgrade", half)
        with pytest.raises(RuntimeError):
            schema.bring_up_to_date(store)
        assert layout(store) == before
        store.close()


class TestADatabaseThatIsRefused:
    def test_p16_is_of_a_newer_version_and_stays_as_it_is(self, store: Store) -> None:
        with store.transaction() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
        copy = ", bot.db.before-0999," if store.file else ""
        with pytest.raises(ForeignDatabase) as refused:
            schema.bring_up_to_date(store)
        assert refused.value.exit_code == 3
        assert str(refused.value) == (
            f"the database {store.name} is of a newer version of the program (0999); install that version, or put the copy{copy} that was"
            " made before its first start in the database's place"
        )
        if store.file:
            assert {path.name for path in store.file.parent.iterdir()} == {"bot.db", "bot.db-wal", "bot.db-shm"}

    @pytest.mark.parametrize("name", ["alembic_version", "orders"])
    def test_p16_holds_tables_of_another_program(self, store_url: str, name: str) -> None:
        store = Store(store_url)
        with store.transaction() as connection:
            connection.execute(text(f"CREATE TABLE {name} (version_num VARCHAR(32))"))
        with pytest.raises(ForeignDatabase) as refused:
            schema.bring_up_to_date(store)
        assert str(refused.value) == f"the database {store.name} holds tables of another program ({name}); name another one"
        store.close()

    def test_p15_is_damaged(self, tmp_path: Path) -> None:
        file = tmp_path / "bot.db"
        store = Store(f"sqlite:///{file}")
        schema.bring_up_to_date(store)
        with store.transaction() as connection:
            for chat in range(2000):
                chats.meet(connection, chat, True, NOW)
        store.close()
        with file.open("r+b") as damaged:
            damaged.seek(file.stat().st_size // 2)
            damaged.write(os.urandom(8192))
        store = Store(f"sqlite:///{file}")
        with pytest.raises(Refused, match=r"damaged .*; put a copy in its place$"):
            schema.bring_up_to_date(store)
        store.close()


def test_p21_old_copies_go(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    for name, age in (("bot.db", 9), ("bot.db.before-0001", 9), ("bot.db.before-0004", 1), ("other.db.before-0001", 9)):
        (tmp_path / name).touch()
        moment = NOW.timestamp() - age * 86400
        os.utime(tmp_path / name, (moment, moment))
    schema.tidy_copies(file, datetime(2024, 11, 28, tzinfo=UTC))
    assert {path.name for path in tmp_path.iterdir()} == {"bot.db", "bot.db.before-0004", "other.db.before-0001"}
