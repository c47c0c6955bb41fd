"""What is written and what is not: the token nowhere (P19), of a person who is forgotten nothing (P21)."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.running import QUESTION, TOKEN, new_double, running, said, until_said_in

from workshop_bot.cli import main


def test_p19_the_token_is_in_nothing_that_is_written(tmp_path: Path) -> None:
    async def story() -> tuple[str, int]:
        async with new_double() as telegram:
            telegram.add_person(1, "Sam", "en")
            settings = {"WORKSHOP_BOT_LOG_LEVEL": "debug", "WORKSHOP_BOT_LOG": "json"}
            async with running(telegram, tmp_path, settings) as program:
                telegram.refuse("sendMessage", status=400, description="Bad Request: BUTTON_DATA_INVALID")
                telegram.cut("sendMessage")
                telegram.write(1, QUESTION)
                await until_said_in(telegram, 1)
                listed = Path(f"/proc/{program.process.pid}/cmdline").read_bytes().decode()
                assert main(["backup", str(tmp_path / "copy.db"), "--database", f"sqlite:///{tmp_path / 'bot.db'}"]) == 0
            assert all(json.loads(line) for line in program.lines)
            return "".join(program.lines) + listed, len(said(telegram, 1))

    written, answers = asyncio.run(story())
    assert answers == 1
    assert (tmp_path / "copy.db").exists()
    assert "getUpdates" in written  # the libraries' own lines are there, too
    secret = TOKEN.partition(":")[2]
    assert secret not in written
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()] == []


def test_p21_forget_leaves_no_text_and_no_row_of_the_person(tmp_path: Path) -> None:
    person, words = 987654321012, "zebra crossing parliament quokka"

    async def story() -> tuple[str, str]:
        async with new_double() as telegram:
            telegram.add_person(person, "Samantha", "en")
            async with running(telegram, tmp_path, {"WORKSHOP_BOT_LOG_LEVEL": "debug"}) as program:
                telegram.start(person)
                telegram.write(person, words)
                await until_said_in(telegram, person, 3)
                telegram.write(person, "/forget")
                asked = await until_said_in(telegram, person, 4)
                telegram.tap(person, person, asked.id, asked.buttons[0][0]["callback_data"])
                await telegram.until(lambda: "erased" in asked.text)
            return asked.text, "".join(program.lines)

    told, lines = asyncio.run(story())
    assert told.startswith("Everything about you is erased.")
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    assert {name for name, found in rows.items() if any(person in row for row in found)} == set()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("bot.db*"))
    assert [part for part in (words, "quokka", str(person)) if part.encode() in left] == []
    assert [part for part in (words, "quokka", "Samantha") if part in lines] == []
