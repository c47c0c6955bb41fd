"""Bring a database to the layout of this program: made, migrated after a copy, or refused where it is newer (P16)."""

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from workshop_bot.errors import ForeignDatabase, Refused
from workshop_bot.store.copy import copy, private
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata

log = logging.getLogger(__name__)

NEWEST = "0001"
"""The revision that `tables.py` is; a test holds that it is the newest of the migrations."""


def bring_up_to_date(store: Store) -> None:
    """Check a database's health and layout; Refused or ForeignDatabase where it cannot serve."""
    if store.file is not None:
        private(store.file)
    with store.transaction() as connection:
        if store.file is not None and (said := connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()) != "ok":
            raise Refused(f"the database {store.name} is damaged ({said}); put a copy in its place")
        present = revision(connection)
        if present is None and not (strange := set(inspect(connection).get_table_names()) - {"alembic_version"}):
            metadata.create_all(connection)
            _mark(connection)
            return
    if present is None:
        raise ForeignDatabase(
            f"the database {store.name} holds tables of another program ({', '.join(sorted(strange)[:3])}); name another one"
        )
    if present == NEWEST:
        return
    from workshop_bot.store.migrations import upgrade  # needs alembic, which an unchanged layout does not

    if store.file is not None:
        kept = store.file.with_name(f"{store.file.name}.before-{NEWEST}")
        copy(store, kept)
        log.info("copied the database to %s before its layout changes from %s to %s", kept.name, present, NEWEST)
    upgrade(store, present)


def revision(connection: Connection) -> str | None:
    """The layout of a database; None where it has none of ours."""
    if not inspect(connection).has_table("alembic_version"):
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
