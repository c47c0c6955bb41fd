"""Open a database and change it in transactions that hold it alone.

What can go wrong with a disk or a server becomes StoreUnavailable: one line that says what to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from workshop_bot.errors import Refused, StoreUnavailable, UnusableInput

BUSY = 5
"""Seconds to wait for another who writes."""
_MENDS = (
    ("full", "the disk is full; make room"),
    ("readonly", "it is read-only; give the program the right to write to it and to its folder"),
    ("locked", "another program writes to it; end that one"),
    ("unable to open", "it cannot be opened; check that its folder exists and may be written to"),
    ("disk i/o", "the disk has failed; look at the system's log"),
    ("connect", "the server cannot be reached; start it, or mend WORKSHOP_BOT_DATABASE"),
)


class Store:
    """One database: `transaction` gives a connection whose changes stand together or not at all."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url)
            self.engine = create_engine(self.url, pool_pre_ping=not url.startswith("sqlite"))
        except (ArgumentError, NoSuchModuleError):
            raise UnusableInput("WORKSHOP_BOT_DATABASE is no address of a database; write sqlite:///FILE or postgresql://…") from None
        except ModuleNotFoundError as error:
            raise UnusableInput(f'for PostgreSQL install the extra "postgres": pip install "workshop-bot[postgres]" ({error})') from None
        if self.file is not None:
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None for a server."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Changes made here are committed at the end, or undone by an exception."""
        with self.mending(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What stands there now, without keeping anybody from writing."""
        with self.mending(), self.engine.connect().execution_options(reading=True) as connection:
            yield connection

    @contextmanager
    def mending(self) -> Iterator[None]:
        """What the driver says of the database, said so that a person can mend it."""
        try:
            yield
        except DBAPIError as error:
            said = str(error.orig).strip()
            if "not a database" in said or "malformed" in said:
                raise Refused(f"{self.name} is no database, or damaged ({said}); put a copy in its place") from error
            mend = next((mend for part, mend in _MENDS if part in said.lower()), "")
            if not mend and not error.connection_invalidated and not isinstance(error.orig, OSError):
                raise
            raise StoreUnavailable(
                f"the database {self.name} cannot be used ({said.splitlines()[0]}): {mend or 'it will be tried again'}"
            ) from error

    @property
    def name(self) -> str:
        """What the database is called in a message: never with its password."""
        return str(self.file) if self.file else self.url.render_as_string(hide_password=True)

    def erase_traces(self) -> None:
        """Leave nothing in SQLite's journal of what was erased; a reader in the way leaves it for the next time."""
        if self.file is not None:
            with self.mending(), self.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _prepare(raw: Any, record: object) -> None:
    raw.isolation_level = None  # the driver's own BEGIN would come too late and without IMMEDIATE
    for pragma in (f"busy_timeout={BUSY * 1000}", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
