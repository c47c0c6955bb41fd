"""Open a database and change it in transactions that hold it alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event


class Store:
    """One database: `transaction` gives a connection whose changes stand together or not at all."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = create_engine(url)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Changes made here are committed at the end, or undone by an exception."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _prepare(raw: Any, record: object) -> None:
    raw.isolation_level = None  # the driver's own BEGIN would come too late and without IMMEDIATE
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
