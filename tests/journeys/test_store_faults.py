"""The disk is full, or another program writes (P25): nothing is lost, it is said once, and it goes on by itself."""

import asyncio
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.journeys.running import QUESTION, Running, add_people, new_double, running, said

from workshop_bot.tryout.double import Double


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB; where nobody may mount one, the test is left out (the store's own tests fill its pages)."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16M", "tmpfs", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


async def told(telegram: Double, program: Running, mend: str) -> tuple[int, int]:
    """Ask while the store cannot be used, until the log says what to do; how many updates Telegram still keeps, and answers given."""
    people = add_people(telegram, 5)
    for person in people:
        telegram.write(person, QUESTION)
    await program.until_said(mend)
    return telegram.updates.waiting, sum(len(said(telegram, person)) for person in people)


async def answered(telegram: Double) -> list[int]:
    """Wait until all have their answer; how many each has."""
    await telegram.until(lambda: all(said(telegram, person) for person in range(1, 6)), timeout=60)
    return [len(said(telegram, person)) for person in range(1, 6)]


def test_p25_a_full_disk(small_disk: Path) -> None:
    async def story() -> tuple[tuple[int, int], list[int], Running]:
        async with new_double() as telegram, running(telegram, small_disk) as program:
            filler = small_disk / "filler"
            with filler.open("wb", buffering=0) as file:
                while True:
                    try:
                        file.write(bytes(1000))
                    except OSError:
                        break
            before = await told(telegram, program, "make room on the disk")
            filler.unlink()
            return before, await answered(telegram), program

    before, answers, program = asyncio.run(story())
    assert before == (5, 0)
    assert answers == [1] * 5
    assert len(program.saying("make room on the disk")) == len(program.saying("the database works again")) == 1


def test_p25_another_program_holds_the_database(tmp_path: Path) -> None:
    async def story() -> tuple[tuple[int, int], list[int], Running]:
        async with new_double() as telegram, running(telegram, tmp_path) as program:
            with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                before = await told(telegram, program, "end the other program that writes to it")
            return before, await answered(telegram), program

    before, answers, program = asyncio.run(story())
    assert before == (5, 0)
    assert answers == [1] * 5
    assert len(program.saying("end the other program")) == len(program.saying("the database works again")) == 1
