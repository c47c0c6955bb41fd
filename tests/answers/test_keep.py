"""What is kept between two runs, and that nothing comes of it but speed."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop_bot.answers import keep
from workshop_bot.cli import main

ASTHMA = Path(__file__).parent / "asthma"
QUESTIONS = ["when is the talk on allergy?", "bao nhiêu trẻ khỏi hen?", "who awards the prize?", "how much is the fee?"]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """The files kept so far, the newest last."""
    monkeypatch.setattr(keep, "user_cache_path", lambda name: tmp_path / "cache" / name)
    return lambda: sorted((tmp_path / "cache").rglob("*.npz"), key=lambda file: file.stat().st_mtime_ns)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], str]:
    """All that is said to a few questions."""

    def asking(folder: Path = ASTHMA) -> str:
        for question in QUESTIONS:
            assert main(["--knowledge", str(folder), "ask", "--now", "2030-06-03 09:10", "--explain", question]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return asking


Kept = Callable[[], list[Path]]
Ask = Callable[..., str]


def test_the_answers_are_the_same_with_it_without_it_and_where_it_was_damaged(kept: Kept, ask: Ask) -> None:
    assert kept() == []
    first = ask()
    (file,) = kept()
    whole = file.read_bytes()
    assert ask() == first
    file.unlink()
    assert ask() == first
    for damaged in (b"", b"PK", whole[:-100], whole[: len(whole) // 2] + b"\0" * 64 + whole[len(whole) // 2 + 64 :]):
        file.write_bytes(damaged)
        assert ask() == first
        assert file.read_bytes() == whole  # and mended


def test_it_is_read_again_and_not_built_again(kept: Kept, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask()
    (file,) = kept()
    before = file.stat().st_mtime_ns
    monkeypatch.setattr(sys.modules["workshop_bot.answers.prepare"], "build", None)
    assert ask() == first
    assert file.stat().st_mtime_ns == before


def test_it_is_not_taken_for_a_folder_that_has_changed(kept: Kept, ask: Ask, tmp_path: Path) -> None:
    folder = shutil.copytree(ASTHMA, tmp_path / "asthma")
    ask(folder)
    with (folder / "faq.yaml").open("a") as faq:
        faq.write("# changed\n")
    ask(folder)
    assert len(kept()) == 2


def test_it_is_not_taken_from_another_version(kept: Kept, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    monkeypatch.setattr(keep, "__version__", "9.9.9")
    ask()
    assert len(kept()) == 2


def test_the_oldest_goes(kept: Kept, ask: Ask, tmp_path: Path) -> None:
    folder = shutil.copytree(ASTHMA, tmp_path / "asthma")
    for number in range(6):
        (folder / "synonyms.yaml").write_text(f"synonyms:\n  - [word{number}, mot{number}]\n")
        ask(folder)
    assert len(kept()) == 4


def test_where_nothing_can_be_kept_all_goes_on(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(keep, "user_cache_path", lambda name: tmp_path / "file" / name)
    assert ask() == ask()


def test_what_could_not_be_kept_leaves_nothing_behind(kept: Kept, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, target: Path) -> None:
        raise PermissionError(source, target)

    monkeypatch.setattr("os.replace", refuse)
    ask()
    assert (kept(), list((tmp_path / "cache" / "workshop-bot").iterdir())) == ([], [])
