"""A consistent copy of a SQLite database while it is in use; copying the file itself may give an empty one."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from workshop_bot.errors import StoreUnavailable, UnusableInput
from workshop_bot.store.engine import Store


def private(file: Path) -> None:
    """Make the file, readable for its owner alone, if it is not there."""
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def copy(store: Store, to: Path) -> None:
    """Copy the database into a file, whole or not at all; one that is there is replaced, unless it is a database in use."""
    if store.file is None:
        raise UnusableInput("a PostgreSQL database is copied by its own tool: pg_dump")
    if not store.file.exists():
        raise UnusableInput(f"no database {store.name}; name the one that the bot uses in WORKSHOP_BOT_DATABASE")
    place = to.resolve()  # where a link leads, so that it still leads there
    if place == store.file.resolve() or Path(f"{place}-wal").exists():
        raise UnusableInput(f"{to} is a database in use; name another file")
    if place.exists() and not place.is_file():
        raise UnusableInput(f"{to} is no regular file; name another file")
    partial = place.with_name(f"{place.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        private(partial)
        with store.mending(), store.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("VACUUM INTO ?", (str(partial),))
        with partial.open("rb+") as written:
            os.fsync(written.fileno())  # SQLite itself leaves that to the system
        os.replace(partial, place)
    except OSError as error:
        raise UnusableInput(f"{to} cannot be written: {error.strerror}; name a file in a folder that may be written to") from None
    except StoreUnavailable as error:
        raise StoreUnavailable(f"no copy was made to {to}: {error}") from error
    finally:
        with suppress(OSError):  # on a read-only disk not even what is not there can be taken away
            partial.unlink(missing_ok=True)
