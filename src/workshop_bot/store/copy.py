"""A consistent copy of a SQLite database while it is in use; copying the file itself may give an empty one."""

import os
from pathlib import Path

from workshop_bot.errors import UnusableInput
from workshop_bot.store.engine import Store


def private(file: Path) -> None:
    """Make the file, readable for its owner alone, if it is not there."""
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def copy(store: Store, to: Path) -> None:
    """Copy the database into a file, whole or not at all; one that is there is replaced."""
    if store.file is None:
        raise UnusableInput("a PostgreSQL database is copied by its own tool: pg_dump")
    if not store.file.exists():
        raise UnusableInput(f"no database {store.name}; name the one that the bot uses in WORKSHOP_BOT_DATABASE")
    partial = to.with_name(f"{to.name}.partial")
    partial.unlink(missing_ok=True)
    private(partial)
    with store.mending(), store.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("VACUUM INTO ?", (str(partial),))  # type: ignore[union-attr]  # - the driver is sqlite3
    os.replace(partial, to)
