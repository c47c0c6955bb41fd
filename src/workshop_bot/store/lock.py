"""One speaker for each database (P9): a lock that the system takes away with the process, whatever ends it.

SQLite: a locked file beside the database, portable; who holds it stands beside it. PostgreSQL: an advisory lock on the one connection on
which all is written, so that who has lost the lock cannot write any more; a new connection takes it anew, or fails.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import event

from workshop_bot.errors import DatabaseHeld, StoreUnavailable
from workshop_bot.store.engine import Store

_ADVISORY = 7_305_808_869_229_538_926
"""The number of our lock within a PostgreSQL database; it has no meaning."""


class Lock:
    """The right to speak for a database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._file = FileLock(f"{store.file}.lock", thread_local=False) if store.file else None
        self._holder = Path(f"{store.file}.holder")

    def take(self, now: datetime) -> bool:
        """Take it if nobody holds it; StoreUnavailable where that cannot be seen."""
        return self._take_server() if self._file is None else self._take_file(self._file, now)

    def held(self) -> bool:
        """Whether no other has taken it; a server out of reach takes it away from nobody."""
        if self._file is not None:
            return self._file.is_locked
        try:
            with self._store.transaction():
                return True
        except DatabaseHeld:
            return False
        except StoreUnavailable:
            return True

    def refusal(self) -> DatabaseHeld:
        """What to say where another holds it."""
        who = ""
        with suppress(OSError, ValueError, KeyError, TypeError):
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            who = f" (process {holder['pid']}, since {holder['since']})"
        return DatabaseHeld(
            f"another instance holds the database {self._store.name}{who}; end it, or give this one its own WORKSHOP_BOT_DATABASE"
        )

    def release(self) -> None:
        """Let another take it; of no effect where it is not held."""
        if self._file is None:
            self._let_go()
        elif self._file.is_locked:
            with suppress(OSError):
                self._holder.unlink()
            self._file.release()

    def _take_file(self, file: FileLock, now: datetime) -> bool:
        try:
            file.acquire(timeout=0)
            self._holder.write_text(json.dumps({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}), encoding="utf-8")
        except Timeout:
            return False
        except OSError as error:
            file.release()
            raise StoreUnavailable(
                f"the database {self._store.name} cannot be locked ({error.strerror}); check that its folder exists, has room, and that"
                " the program may write to it"
            ) from None
        return True

    def _take_server(self) -> bool:
        self._let_go()
        event.listen(self._store.engine, "connect", self._seize)
        if not self.held():
            self._let_go()
            return False
        with self._store.transaction():
            return True

    def _let_go(self) -> None:
        if event.contains(self._store.engine, "connect", self._seize):
            event.remove(self._store.engine, "connect", self._seize)
        self._store.close()

    def _seize(self, raw: Any, record: object) -> None:
        (taken,) = raw.execute("SELECT pg_try_advisory_lock(%s)", (_ADVISORY,)).fetchone()
        raw.commit()
        if not taken:
            raw.close()
            raise self.refusal()
