"""Edits of files: taken back exactly, written whole or not at all, and only where the file is what it was."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.knowledge.edits import NotEdited, applied, between, from_json, to_json, write

TEXTS = st.text(st.sampled_from("ab\ré\n🐝"), max_size=8)


@given(TEXTS, TEXTS)
def test_what_is_applied_is_taken_back_exactly(before: str, after: str) -> None:
    files = {"a.yaml": b"a", "faq.yaml": before.encode()}
    do, undo = between("faq.yaml", files["faq.yaml"], after)
    assert from_json(to_json([do, undo])) == [do, undo]
    then = applied(files, [do])
    assert then == {"a.yaml": b"a", "faq.yaml": after.encode()}
    assert applied(then, [undo]) == files


def test_a_new_file_stands_where_a_reader_finds_it_and_goes_again() -> None:
    do, undo = between("faq/kept.yaml", None, "faq: []\n")
    files = {"a": b"", "z": b""}
    then = applied(files, [do])
    assert list(then) == ["a", "faq/kept.yaml", "z"]
    assert applied(then, [undo]) == files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "workshop.yaml").write_text("workshop")
    (tmp_path / "faq.yaml").write_bytes(b"one\r\n")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class TestWriting:
    def test_keeps_the_rights_of_the_file_and_leaves_nothing_beside_it(self, folder: Path) -> None:
        (folder / "faq.yaml").chmod(0o640)
        do, undo = between("faq.yaml", b"one\r\n", "one\r\ntwo\r\n")
        write(folder, [do])
        assert (folder / "faq.yaml").read_bytes() == b"one\r\ntwo\r\n"
        assert stat.S_IMODE((folder / "faq.yaml").stat().st_mode) == 0o640
        write(folder, [undo])
        assert (folder / "faq.yaml").read_bytes() == b"one\r\n"
        assert names(folder) == ["faq.yaml", "workshop.yaml"]

    def test_makes_a_new_file_as_readable_as_the_workshop(self, folder: Path) -> None:
        (folder / "workshop.yaml").chmod(0o664)
        do, undo = between("faq/kept.yaml", None, "new")
        write(folder, [do])
        assert stat.S_IMODE((folder / "faq" / "kept.yaml").stat().st_mode) == 0o664
        write(folder, [undo])
        assert names(folder) == ["faq.yaml", "workshop.yaml"]

    def test_what_was_written_before_the_program_was_ended_is_not_written_twice(self, folder: Path) -> None:
        first, _ = between("faq.yaml", b"one\r\n", "two")
        second, _ = between("questions.yaml", None, "q")
        write(folder, [first])
        write(folder, [first, second])
        assert ((folder / "faq.yaml").read_text(), (folder / "questions.yaml").read_text()) == ("two", "q")

    @pytest.mark.parametrize("found", [b"one\n", b"two", None])
    def test_a_file_that_is_another_is_left_alone_and_so_are_the_others(self, folder: Path, found: bytes | None) -> None:
        edits = [between("workshop.yaml", b"workshop", "x")[0], between("faq.yaml", b"one\r\n", "one\r\ntwo")[0]]
        (folder / "faq.yaml").unlink()
        if found:
            (folder / "faq.yaml").write_bytes(found)
        with pytest.raises(NotEdited) as refused:
            write(folder, edits)
        assert (refused.value.why, refused.value.detail) == ("changed", "faq.yaml")
        assert (folder / "workshop.yaml").read_text() == "workshop"

    def test_a_new_file_that_is_there_by_now_is_left_alone(self, folder: Path) -> None:
        with pytest.raises(NotEdited):
            write(folder, [between("faq.yaml", None, "new")[0]])

    def test_a_folder_or_a_link_that_leads_out_is_no_file(self, folder: Path) -> None:
        (folder / "sessions.yaml").mkdir()
        (folder / "topics.yaml").symlink_to("/etc/hostname")
        for path in ("sessions.yaml", "topics.yaml"):
            with pytest.raises(NotEdited):
                write(folder, [between(path, b"", "x")[0]])

    def test_a_link_within_the_folder_stays_one(self, folder: Path) -> None:
        (folder / "real").write_text("a")
        (folder / "topics.yaml").symlink_to("real")
        write(folder, [between("topics.yaml", b"a", "b")[0]])
        assert (folder / "topics.yaml").is_symlink()
        assert (folder / "real").read_text() == "b"

    def test_a_folder_that_cannot_be_written_says_why(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(NotEdited) as refused:
            write(folder, [between("faq.yaml", b"one\r\n", "two")[0]])
        assert (refused.value.why, refused.value.detail) == ("unwritable", "Read-only file system")
        assert names(folder) == ["faq.yaml", "workshop.yaml"]
        assert (folder / "faq.yaml").read_bytes() == b"one\r\n"

    def test_a_file_whose_rights_were_taken_away_is_not_replaced(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may write all
        with pytest.raises(NotEdited, match="unwritable"):
            write(folder, [between("faq.yaml", b"one\r\n", "two")[0]])


def test_where_a_later_file_cannot_be_put_those_before_are_put_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, changed, last = (
        between("topics.yaml", None, "topics: []\n")[0],
        between("faq.yaml", b"one\r\n", "two\r\n")[0],
        between("workshop.yaml", b"workshop", "other")[0],
    )
    replace = os.replace

    def full(source: str | Path, place: str | Path) -> None:
        if Path(place).name == "workshop.yaml":
            raise OSError(28, "No space left on device")
        replace(source, place)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(NotEdited, match="No space left"):
        write(folder, [new, changed, last])
    assert names(folder) == ["faq.yaml", "workshop.yaml"]
    assert (folder / "faq.yaml").read_bytes() == b"one\r\n"
