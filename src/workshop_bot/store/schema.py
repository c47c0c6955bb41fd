"""Bring a database to the layout of this program: made, migrated after a copy, or refused where it is newer (P16)."""

import logging
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from workshop_bot.errors import ForeignDatabase, Refused, UnusableInput
from workshop_bot.store.copy import copy, private
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import inbox, meta, metadata

log = logging.getLogger(__name__)

NEWEST = "0004"
"""The revision that `tables.py` is; a test holds that it is the newest of the migrations."""


def bring_up_to_date(store: Store) -> None:
    """Check a database's health and layout; Refused or ForeignDatabase where it cannot serve."""
    if store.file is not None:
        with suppress(OSError):  # said by the database itself, below
            private(store.file)
    with store.transaction() as connection:
        if store.file is not None and (said := str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())) != "ok":
            raise Refused(f"the database {store.name} is damaged ({said.splitlines()[-1]}); put a copy in its place")
        tables = inspect(connection).get_table_names()
        if not tables:
            metadata.create_all(connection)
            _mark(connection)
            return
        present = revision(connection)
    if present is None:
        raise ForeignDatabase(
            f"the database {store.name} holds tables of another program ({', '.join(sorted(tables)[:3])}); name another one"
        )
    if present != NEWEST:
        _migrate(store, present)


def _migrate(store: Store, present: str) -> None:
    from workshop_bot.store import migrations  # needs alembic, which an unchanged layout does not

    if present not in migrations.revisions():
        kept = f", {_before(store.file, present).name}," if store.file else ""
        raise ForeignDatabase(
            f"the database {store.name} is of a newer version of the program ({present}); install that version, or put the copy{kept}"
            " that was made before its first start in the database's place"
        )
    if store.file is not None:
        copy(store, _before(store.file, NEWEST))
        log.info("copied the database to %s before its layout changes", _before(store.file, NEWEST).name)
    with store.transaction() as connection:
        migrations.upgrade(connection)
    log.info("changed the layout of the database from %s to %s", present, NEWEST)


def _before(file: Path, newer: str) -> Path:
    return file.with_name(f"{file.name}.before-{newer}")


def refuse_other(store: Store, connection: Connection) -> None:
    """UnusableInput where the database is not the bot's, or is of another version: for who reads it while the bot runs."""
    present = revision(connection)
    if present is None:
        raise UnusableInput(f"the database {store.name} is not the bot's; name its own in WORKSHOP_BOT_DATABASE")
    if present != NEWEST:
        raise UnusableInput(f"the database {store.name} is another version's; start this one once with: workshop-bot run")


def revision(connection: Connection) -> str | None:
    """The layout of a database; None where it has none of ours."""
    if not {"alembic_version", meta.name, inbox.name} <= set(inspect(connection).get_table_names()):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def tidy_copies(file: Path, before: datetime) -> None:
    """Delete the copies made before migrations that are older."""
    for copied in file.parent.glob(f"{file.name}.before-*"):
        if copied.stat().st_mtime < before.timestamp():
            copied.unlink()
            log.info("deleted the old copy %s", copied.name)


def _mark(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:newest)"), {"newest": NEWEST})
