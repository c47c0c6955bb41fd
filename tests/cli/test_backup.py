"""`workshop-bot backup`: a copy while the bot runs, or one line why there is none (P15)."""

import sqlite3
from pathlib import Path

import pytest

from workshop_bot.cli import main
from workshop_bot.store import meta
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store() -> Store:
    """The database of a bot that runs: it is open."""
    opened = Store("sqlite:///workshop-bot.db")
    bring_up_to_date(opened)
    return opened


def test_p15_is_whole_while_the_bot_writes(store: Store, capsys: Capture) -> None:
    with store.transaction() as connection:
        meta.put(connection, "name", "before")
    with store.transaction() as connection:
        meta.put(connection, "name", "meanwhile")
        assert main(["backup", "copy.db"]) == 0
    store.close()
    size = Path("copy.db").stat().st_size
    assert capsys.readouterr() == (f"workshop-bot.db is copied to copy.db ({size:,} bytes).\n", "")
    copied = sqlite3.connect("copy.db")
    assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copied.execute("SELECT value FROM meta WHERE key = 'name'").fetchone() == ("before",)
    copied.close()


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["copy.db"], 2, "no database workshop-bot.db; name the one that the bot uses in WORKSHOP_BOT_DATABASE"),
        (["copy.db", "--database", "postgresql://h/d"], 2, "a PostgreSQL database is copied by its own tool: pg_dump"),
        (["."], 2, "Invalid value for 'FILE': File '.' is a directory. See: workshop-bot backup --help"),
        ([], 2, "Missing argument 'FILE'. See: workshop-bot backup --help"),
    ],
)
def test_none_is_one_line(words: list[str], code: int, line: str, capsys: Capture) -> None:
    assert main(["backup", *words]) == code
    assert capsys.readouterr() == ("", f"error: {line}\n")
    assert list(Path().iterdir()) == []


def test_a_place_that_is_none_is_one_line(store: Store, capsys: Capture) -> None:
    assert main(["backup", "no/copy.db"]) == 2
    store.close()
    fault = "no/copy.db cannot be written: No such file or directory; name a file in a folder that may be written to"
    assert capsys.readouterr() == ("", f"error: {fault}\n")
