"""The database and the folder that commands beside the running program look at."""

from pathlib import Path

import pytest

from workshop_bot.cli.settings import database, folder
from workshop_bot.errors import SettingsUnusable


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_is_that_of_the_option_then_the_environment_then_the_file_then_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert database(None).name == "workshop-bot.db"
    Path(".env").write_text("WORKSHOP_BOT_DATABASE=sqlite:///written.db\nWORKSHOP_BOT_LOG=not looked at\n")
    assert database(None).name == "written.db"
    monkeypatch.setenv("WORKSHOP_BOT_DATABASE", "sqlite:///set.db")
    assert database(None).name == "set.db"
    assert database("sqlite:///given.db").name == "given.db"
    assert [path.name for path in Path().iterdir()] == [".env"]


def test_one_that_cannot_be_is_told() -> None:
    with pytest.raises(SettingsUnusable) as refused:
        database("sqlite:///no/bot.db")
    assert refused.value.args == ("WORKSHOP_BOT_DATABASE: there is no folder no; make it, or name another file",)


def test_the_folder_is_that_of_the_environment_then_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder() == ""
    Path(".env").write_text("WORKSHOP_BOT_KNOWLEDGE=written\n")
    assert folder() == "written"
    monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", "")
    assert folder() == ""
    monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", "set")
    assert folder() == "set"
