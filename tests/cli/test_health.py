"""`workshop-bot health`: the reason, the figures and the exit code, on a database of either kind (P26)."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from workshop_bot import clock
from workshop_bot.cli import main
from workshop_bot.store import inbox, pulse
from workshop_bot.store.engine import Store
from workshop_bot.store.inbox import Waiting
from workshop_bot.store.schema import bring_up_to_date

Capture = pytest.CaptureFixture[str]
FIGURES = {"waiting": 0, "parked": 0, "doubled": 0, "unsure": 0}
Beats = Callable[..., None]


@pytest.fixture
def beats(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Beats:
    """The program has written its pulse into the database, so many seconds ago; Telegram has answered so many seconds ago."""
    monkeypatch.setenv("WORKSHOP_BOT_DATABASE", store_url)
    store = Store(store_url)
    bring_up_to_date(store)

    def beat(ago: float, heard: float | None) -> None:
        now = clock.now()
        answered = None if heard is None else now - timedelta(seconds=heard)
        with store.transaction() as connection:
            pulse.beat(connection, now - timedelta(seconds=ago), answered)
            inbox.keep(connection, [Waiting(number, now, 1, 1, "text", 0, "{}") for number in (1, 2)])
            inbox.park(connection, 1, "raised")
        store.close()

    return beat


class TestOfARunningProgram:
    def test_p26_that_is_well(self, beats: Beats, capsys: Capture) -> None:
        beats(1, 1)
        assert main(["health"]) == 0
        assert capsys.readouterr() == ("all is well (waiting 1, parked 1, doubled 0, unsure 0)\n", "")
        assert main(["health", "--json"]) == 0
        told = {"ok": True, "reason": "all is well", **FIGURES, "waiting": 1, "parked": 1}
        assert json.loads(capsys.readouterr().out) == told

    def test_p26_that_is_not(self, beats: Beats, capsys: Capture) -> None:
        beats(1, None)
        assert main(["health"]) == 1
        assert capsys.readouterr() == ("Telegram has not answered yet (waiting 1, parked 1, doubled 0, unsure 0)\n", "")
        assert main(["health", "--json"]) == 1
        told = {"ok": False, "reason": "Telegram has not answered yet", **FIGURES, "waiting": 1, "parked": 1}
        assert json.loads(capsys.readouterr().out) == told

    def test_p26_that_has_ended(self, beats: Beats, capsys: Capture) -> None:
        beats(7200, 7200)
        assert main(["health", "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["reason"].endswith(
            " s: it has ended, hangs, or cannot write to the database; its log says which"
        )

    def test_while_it_writes(self, store_url: str, beats: Beats, capsys: Capture) -> None:
        beats(1, 1)
        store = Store(store_url)
        with store.transaction() as connection:
            inbox.done(connection, [2])
            assert main(["health"]) == 0
        store.close()
        assert capsys.readouterr().out == "all is well (waiting 1, parked 1, doubled 0, unsure 0)\n"


class TestWithoutOne:
    @pytest.fixture(autouse=True)
    def _in_a_folder_of_its_own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def ill(self, capsys: Capture) -> str:
        assert main(["health", "--json"]) == 1
        told = json.loads(capsys.readouterr().out)
        assert {name: told[name] for name in FIGURES} == FIGURES
        assert told["ok"] is False
        return str(told["reason"])

    def test_no_database_and_none_is_made(self, capsys: Capture) -> None:
        assert self.ill(capsys) == "there is no database workshop-bot.db: the bot has never run with these settings"
        assert list(Path().iterdir()) == []

    def test_no_figures_are_told_of_what_cannot_be_read(self, capsys: Capture) -> None:
        assert main(["health"]) == 1
        assert capsys.readouterr() == ("there is no database workshop-bot.db: the bot has never run with these settings\n", "")

    def test_one_that_the_bot_has_never_used(self, capsys: Capture) -> None:
        with closing(Store("sqlite:///workshop-bot.db")) as store:
            bring_up_to_date(store)
        assert self.ill(capsys) == "the bot has never run on this database"

    def test_another_programs(self, capsys: Capture) -> None:
        with sqlite3.connect("workshop-bot.db") as connection:
            connection.execute("CREATE TABLE notes (text)")
        connection.close()
        assert self.ill(capsys) == "the database workshop-bot.db is not the bot's"

    def test_no_database_at_all(self, capsys: Capture) -> None:
        Path("workshop-bot.db").write_bytes(b"something else, and long enough to be read" * 100)
        assert self.ill(capsys).startswith("workshop-bot.db is no database, or damaged")

    def test_settings_that_cannot_be_are_another_matter(self, capsys: Capture) -> None:
        assert main(["health", "--json", "--database", "mysql://h/d"]) == 2
        fault = "error: WORKSHOP_BOT_DATABASE is no address of a database; write sqlite:///FILE or postgresql://…\n"
        assert capsys.readouterr() == ("", fault)


def test_p19_nothing_of_the_password_is_said(capsys: Capture) -> None:
    assert main(["health", "--database", "postgresql://bot:hush-hush@127.0.0.1:1/bot"]) == 1
    out, err = capsys.readouterr()
    assert (out.startswith("the database postgresql"), "hush" in out + err) == (True, False)
