"""When a folder has changed and is still: once for each change, and never in the middle of one."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.watch import Signature, Watch, signature

HOUR = 3_600_000_000_000


def looks(*seen: str) -> list[bool]:
    """What each look says of folders by their names, where `a` was dealt with before."""
    watch, said = Watch(dealt=of("a"), seen=of("a")), []
    for name in seen:
        watch, changed = watch.look(of(name))
        said.append(changed)
    return said


def of(name: str) -> Signature:
    return frozenset({(f"{name}.yaml", 1, 1, 1)})


class TestLook:
    def test_nothing_changes(self) -> None:
        assert looks("a", "a", "a") == [False, False, False]

    def test_a_change_is_told_once_when_it_is_still(self) -> None:
        assert looks("b", "b", "b", "b") == [False, True, False, False]

    def test_p17_nothing_is_told_while_it_goes_on(self) -> None:
        assert looks("b", "c", "b", "c", "c") == [False, False, False, False, True]

    def test_what_is_taken_back_was_no_change(self) -> None:
        assert looks("b", "a", "a") == [False, False, False]

    def test_a_change_back_after_it_was_told_is_one_more(self) -> None:
        assert looks("b", "b", "a", "a") == [False, True, False, True]

    @given(st.lists(st.sampled_from("abc")))
    def test_p17_in_the_end_the_last_folder_that_was_still_is_dealt_with(self, names: list[str]) -> None:
        told = [name for name, changed in zip(names, looks(*names), strict=True) if changed]
        still = ["a", *(name for name, next_one in zip(["a", *names], names, strict=False) if name == next_one)]
        assert (told or ["a"])[-1] == still[-1]


class TestSignature:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ("workshop.yaml", "faq/money.yaml", "words/de.yaml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(name)
        return tmp_path

    def test_is_of_the_named_files(self, folder: Path) -> None:
        (folder / "notes.txt").touch()
        (folder / ".faq.yaml.swp").touch()
        assert {name for name, *_ in signature(folder)} == {"workshop.yaml", "faq/money.yaml", "words/de.yaml"}

    @pytest.mark.parametrize(
        "change",
        [
            lambda folder: (folder / "workshop.yaml").write_text("workshop.yaml, longer"),
            lambda folder: os.utime(folder / "workshop.yaml", ns=(HOUR, HOUR)),
            lambda folder: (folder / "workshop.yaml").chmod(0o400),
            lambda folder: (folder / "faq.yaml").touch(),
            lambda folder: (folder / "faq" / "travel.yaml").touch(),
            lambda folder: (folder / "faq" / "money.yaml").unlink(),
            lambda folder: (folder / "words").rename(folder / "away"),
        ],
    )
    def test_another_after_each_change(self, change: Callable[[Path], object], folder: Path) -> None:
        before = signature(folder)
        assert signature(folder) == before
        change(folder)
        assert signature(folder) != before

    def test_what_is_not_there_has_none(self, tmp_path: Path) -> None:
        (tmp_path / "faq.yaml").symlink_to("gone")
        (tmp_path / "sessions").touch()
        assert signature(tmp_path) == signature(tmp_path / "gone") == frozenset()
