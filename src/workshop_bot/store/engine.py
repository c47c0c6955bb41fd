"""Open a database and change it in transactions that hold it alone.

What can go wrong with a disk or a server becomes StoreUnavailable: one line that says what to do.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as Waited

from workshop_bot.errors import Refused, StoreUnavailable, UnusableInput

BUSY = 5
"""Seconds to wait for another who writes."""
PATIENCE = 30
"""Seconds to wait for our own transaction before."""
_MENDS = {
    "SQLITE_FULL": "make room on the disk",
    "SQLITE_READONLY": "give the program the right to write to it and to its folder",
    "SQLITE_BUSY": "end the other program that writes to it",
    "SQLITE_CANTOPEN": "check that its folder exists and that the program may write to it",
    "SQLITE_IOERR": "look for the disk's fault in the system's log",
    "53100": "make room on the server's disk",
    "53300": "let the server take more connections",
    "25006": "name a server in WORKSHOP_BOT_DATABASE that may be written to",
    "28": "mend name or password in WORKSHOP_BOT_DATABASE",
    "3D000": "make this database on the server, or mend WORKSHOP_BOT_DATABASE",
    "08": "start the server, or mend WORKSHOP_BOT_DATABASE",
    "57P": "start the server again",
}
"""What helps, by the beginning of SQLite's name of the fault or of PostgreSQL's number of it."""
_NO_ADDRESS = "WORKSHOP_BOT_DATABASE is no address of a database; write sqlite:///FILE or postgresql://…"
_ERASED = "erased"
_SPOILT = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_WATCHFUL = {
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "5",
    "keepalives_count": "2",
    "tcp_user_timeout": "15000",
    "options": "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2",
}
"""Either side notices within 15 s that the other is gone, so that a standby can take over; what the address itself says is stronger."""


class Store:
    """One database: `transaction` gives a connection whose changes stand together or not at all."""

    def __init__(self, url: str) -> None:
        try:
            self.url = make_url(url)
        except ArgumentError:
            raise UnusableInput(_NO_ADDRESS) from None
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
        if self.url.drivername not in ("sqlite", "postgresql+psycopg") or self.file in (Path(), Path(":memory:")):
            raise UnusableInput(_NO_ADDRESS)
        watchful = {} if self.file else {name: value for name, value in _WATCHFUL.items() if name not in self.url.query}
        try:
            self.engine = create_engine(
                self.url,
                connect_args=watchful,
                pool_size=1,
                max_overflow=0,
                pool_timeout=PATIENCE,
                pool_pre_ping=self.file is None,
                hide_parameters=True,
            )
        except ModuleNotFoundError:
            raise UnusableInput('PostgreSQL needs the extra "postgres": pip install "workshop-bot[postgres]"') from None
        if self.file is not None:
            event.listen(self.engine, "connect", _prepare)
        self._traces = False

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None for a server."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @property
    def name(self) -> str:
        """What the database is called in a message: never with its password."""
        return str(self.file) if self.file else self.url.set(drivername="postgresql", password=None, query={}).render_as_string()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Changes made here are committed at the end, or undone by an exception."""
        with self.mending(), self.engine.begin() as connection:
            self._begin(connection, "BEGIN IMMEDIATE")
            connection.info.pop(_ERASED, None)
            yield connection
            erased = connection.info.pop(_ERASED, False)
        self._traces = self._traces or erased
        if self._traces:
            with suppress(StoreUnavailable):  # what was done is committed; the traces go after another transaction
                self.erase_traces()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What stands there now, without keeping anybody from writing."""
        with self.mending(), self.engine.connect() as connection:
            self._begin(connection, "BEGIN")
            yield connection

    def _begin(self, connection: Connection, how: str) -> None:
        """SQLite begins by word; SQLAlchemy's event for it would be looked up again at each statement."""
        if self.file is not None:
            connection.exec_driver_sql(how)

    @contextmanager
    def mending(self) -> Iterator[None]:
        """What the driver says of the database, said so that a person can mend it."""
        try:
            yield
        except Waited:
            raise StoreUnavailable(f"the database {self.name} does not answer; look at its disk or its server") from None
        except (DBAPIError, sqlite3.Error) as error:
            fault = error.orig if isinstance(error, DBAPIError) else error
            number = getattr(fault, "sqlite_errorname", None) or getattr(fault, "sqlstate", None) or ""
            said = str(fault).strip().partition("\n")[0]
            if number.startswith(_SPOILT):
                raise Refused(f"{self.name} is no database, or damaged ({said}); put a copy in its place") from error
            lost = isinstance(error, DBAPIError) and (error.connection_invalidated or (self.file is None and not number))
            mend = next((mend for known, mend in _MENDS.items() if number.startswith(known)), _MENDS["08"] if lost else None)
            if mend is None:
                raise
            raise StoreUnavailable(f"the database {self.name} cannot be used ({said}); {mend}") from error

    def erase_traces(self) -> None:
        """Leave nothing in SQLite's journal of what was erased; where another reads just now, after the next transaction."""
        if self.file is None:
            return
        with self.mending(), self.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA busy_timeout=0")
            try:
                self._traces = bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
            finally:
                raw.execute(f"PRAGMA busy_timeout={BUSY * 1000}")

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def erased(connection: Connection) -> None:
    """Texts of a person were erased: their traces go, too, when this transaction is committed."""
    connection.info[_ERASED] = True


def _prepare(raw: Any, record: object) -> None:
    raw.isolation_level = None  # the driver's own BEGIN would come too late and without IMMEDIATE
    for pragma in (f"busy_timeout={BUSY * 1000}", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")
