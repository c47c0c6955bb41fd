"""Debian's PostgreSQL for the tests: one server for the whole run, in a folder of its own, and a fresh database for each test."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest

MISSING = "PostgreSQL is not installed: apt install postgresql"


class Server:
    """A server that listens on a socket in its own folder alone; it refuses root, so then it runs as the user that Debian made for it."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._as: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        self.folder = Path(mkdtemp(prefix="workshop-bot-postgres-"))
        if self._as:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._numbers = count(1)
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: whoever is connected is cut off."""
        self._run("pg_ctl", "-D", "data", "-w", "-m", mode, "stop")

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of an empty database, which goes at the end, whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name}")
        yield self.url(name)
        self.do(f"DROP DATABASE {name} WITH (FORCE)")

    def do(self, statement: str) -> None:
        """One statement, apart from all tests."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def end(self) -> None:
        """Stop it and leave nothing."""
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        output = self.folder / "output"  # a pipe would be held open by the server
        with output.open("wb") as written:
            ran = subprocess.run(
                [self._programs / program, *arguments], cwd=self.folder, stdout=written, stderr=written, check=False, **self._as
            )
        assert ran.returncode == 0, output.read_text()


def served() -> Iterator[Server]:
    """A server while the tests run; without one they are left out, but never in CI."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    server = Server(found[-1].parent)
    yield server
    server.end()
