"""`workshop-bot posters` on the command line."""

from pathlib import Path

import pytest

from workshop_bot.cli import main
from workshop_bot.store import meta
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "knowledge"]) == 0
    capsys.readouterr()


def test_codes_are_drawn_into_the_folder(capsys: Capture) -> None:
    assert main(["posters", "out", "--bot", "@pow_bot"]) == 0
    drawn = list(Path("out").glob("*.svg"))
    assert capsys.readouterr() == (f"{len(drawn)} codes are drawn; print them from {Path('out') / 'posters.html'}\n", "")
    assert "https://t.me/pow_bot<" in Path("out/posters.html").read_text(encoding="utf-8")


def test_the_name_comes_from_the_database(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_BOT_DATABASE", store_url)
    store = Store(store_url)
    bring_up_to_date(store)
    with store.transaction() as connection:
        meta.belong(connection, 5, "kept_bot")
    store.close()
    assert main(["posters"]) == 0
    assert "https://t.me/kept_bot<" in Path("posters/posters.html").read_text(encoding="utf-8")


def test_where_the_bot_has_not_run_its_name_can_be_said(capsys: Capture) -> None:
    assert main(["posters"]) == 2
    begin = "there is no database workshop-bot.db; start the bot once with: workshop-bot run"
    assert capsys.readouterr().err == f"error: {begin}, or say its name with --bot NAME\n"


def test_a_name_that_is_none_and_a_folder_that_cannot_be_are_told(capsys: Capture) -> None:
    Path("file").touch()
    assert main(["posters", "--bot", "a b"]) == 2
    assert main(["posters", "file/out", "--bot", "pow_bot"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "",
        [
            'error: "a b" is no user name of a bot; write it as in t.me/NAME',
            f"error: {Path('file/out')} cannot be written (Not a directory); name another folder",
        ],
    )
