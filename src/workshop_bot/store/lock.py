"""One speaker for each database (P9): a lock that the system takes away with the process, whatever ends it.

SQLite: a locked file beside the database, portable; who holds it stands beside it. PostgreSQL: an advisory lock on a connection of its own.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from workshop_bot.errors import DatabaseHeld
from workshop_bot.store.engine import Store

_ADVISORY = 7_305_808_869_229_538_926
"""The number of our lock within a PostgreSQL database; it has no meaning."""


class Lock:
    """The right to speak for a database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._file = FileLock(f"{store.file}.lock") if store.file else None
        self._connection: Connection | None = None

    def take(self, now: datetime) -> bool:
        """Take it if nobody holds it."""
        if self._file is None:
            return self._take_advisory()
        try:
            self._file.acquire(timeout=0)
        except Timeout:
            return False
        with open(f"{self._store.file}.holder", "w", encoding="utf-8") as holder:
            json.dump({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}, holder)
        return True

    def held(self) -> bool:
        """Whether it is still ours: a server may have lost the connection, and with it the lock."""
        if self._connection is None:
            return self._file is not None and self._file.is_locked
        try:
            self._connection.execute(text("SELECT 1"))
            self._connection.commit()
        except DBAPIError:
            return False
        return True

    def refusal(self) -> DatabaseHeld:
        """What to say where another holds it."""
        who = ""
        with suppress(OSError, ValueError, KeyError):
            holder = json.loads(Path(f"{self._store.file}.holder").read_text(encoding="utf-8"))
            who = f" (process {holder['pid']}, since {holder['since']})"
        return DatabaseHeld(
            f"another instance holds the database {self._store.name}{who}; end it, or give this one its own WORKSHOP_BOT_DATABASE"
        )

    def release(self) -> None:
        """Let another take it."""
        if self._file is not None and self._file.is_locked:
            with suppress(OSError):
                os.unlink(f"{self._store.file}.holder")
            self._file.release()
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None

    def _take_advisory(self) -> bool:
        with self._store.mending():
            if self._connection is None:
                self._connection = self._store.engine.connect()
            taken = self._connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": _ADVISORY}).scalar()
            self._connection.commit()
        return bool(taken)
