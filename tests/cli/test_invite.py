"""`workshop-bot invite`: a link on standard output, on a database of either kind; or one line why there is none."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from workshop_bot import clock
from workshop_bot.cli import main
from workshop_bot.store import meta, organisers
from workshop_bot.store.engine import Store
from workshop_bot.store.lock import Lock
from workshop_bot.store.schema import bring_up_to_date

Capture = pytest.CaptureFixture[str]
LINK = re.compile(r"https://t\.me/pow_bot\?start=i_([0-9a-f]{40})\n")
BECOMES = {"owner": "the bot's owner, who invites and removes organisers", "organiser": "an organiser"}


class TestOfABotThatHasRun:
    @pytest.fixture
    def store(self, store_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("WORKSHOP_BOT_DATABASE", store_url)
        store = Store(store_url)
        bring_up_to_date(store)
        with store.transaction() as connection:
            meta.belong(connection, 5, "pow_bot")
        yield store
        store.close()

    @pytest.fixture
    def invited(self, store: Store, capsys: Capture) -> Callable[[], str]:
        """What the command's link gives, which it says itself."""

        def role() -> str:
            assert main(["invite"]) == 0
            out, err = capsys.readouterr()
            link = LINK.fullmatch(out)
            assert link
            with store.transaction() as connection:
                found = organisers.invited(connection, link[1], clock.now())
                assert organisers.invited(connection, link[1], clock.now() + timedelta(days=1)) is None
            assert found
            assert err == f"note: whoever opens it first, within 24 hours, becomes {BECOMES[found]}; send it to nobody else\n"
            return found

        return role

    def test_the_first_one_makes_an_owner_and_the_next_organisers(self, store: Store, invited: Callable[[], str]) -> None:
        assert invited() == "owner"
        with store.transaction() as connection:
            organisers.add(connection, 8, "organiser", clock.now())
        assert invited() == "owner"
        with store.transaction() as connection:
            organisers.add(connection, 7, "owner", clock.now())
        assert invited() == "organiser"

    def test_where_the_settings_name_owners_it_makes_organisers(self, invited: Callable[[], str]) -> None:
        Path(".env").write_text("WORKSHOP_BOT_ORGANISERS=11, 12\n")
        assert invited() == "organiser"

    def test_it_does_not_mind_that_the_bot_holds_the_database(self, store: Store, invited: Callable[[], str]) -> None:
        lock = Lock(store)
        assert lock.take(clock.now())
        assert invited() == "owner"
        lock.release()


class TestWithoutOne:
    @pytest.fixture(autouse=True)
    def _in_a_folder_of_its_own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def refused(self, capsys: Capture) -> str:
        assert main(["invite"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err

    def test_no_database_and_none_is_made(self, capsys: Capture) -> None:
        assert self.refused(capsys) == "error: there is no database workshop-bot.db; start the bot once with: workshop-bot run\n"
        assert list(Path().iterdir()) == []

    def test_a_bot_that_telegram_has_not_named_yet(self, capsys: Capture) -> None:
        store = Store("sqlite:///workshop-bot.db")
        bring_up_to_date(store)
        store.close()
        assert self.refused(capsys) == "error: the bot's name is not known yet; start the bot once with: workshop-bot run\n"

    def test_another_programs_database(self, capsys: Capture) -> None:
        with sqlite3.connect("workshop-bot.db") as connection:
            connection.execute("CREATE TABLE notes (text)")
        connection.close()
        said = "error: the database workshop-bot.db is not the bot's; name its own in WORKSHOP_BOT_DATABASE\n"
        assert self.refused(capsys) == said

    def test_one_of_another_version(self, capsys: Capture) -> None:
        store = Store("sqlite:///workshop-bot.db")
        bring_up_to_date(store)
        with store.transaction() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        store.close()
        said = "the database workshop-bot.db is another version's; start this one once with: workshop-bot run"
        assert self.refused(capsys) == f"error: {said}\n"

    def test_settings_that_cannot_be(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WORKSHOP_BOT_ORGANISERS", "Lan")
        said = 'WORKSHOP_BOT_ORGANISERS: "Lan" is no person\'s number; write numbers with commas, /privacy tells each person theirs'
        assert self.refused(capsys) == f"error: {said}\n"
