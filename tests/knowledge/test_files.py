"""Which files are read, and what else may lie in a folder without harming or hanging the reader."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge import files
from workshop_bot.knowledge.files import File, Refused, decode, load, strays

Write = Callable[[Mapping[str, str | bytes | None]], Path]


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in load(folder)[1]]


def decoded(data: bytes) -> str:
    try:
        return decode(File("faq.yaml", "faq", "faq.yaml"), data)
    except Refused as refused:
        return str(refused.problem)


def test_the_files_of_the_format_are_read_in_the_order_of_their_names(write: Write) -> None:
    folder = write({"faq/b.yaml": "b", "faq/a.yaml": "a", "faq.yaml": "c", "sessions.yaml": "", "words/de.yaml": "d", "synonyms.yaml": ""})
    loaded, problems = load(folder)
    assert [(file.name, file.key) for file, _ in loaded] == [
        ("faq.yaml", "faq"),
        ("faq/a.yaml", "faq"),
        ("faq/b.yaml", "faq"),
        ("sessions.yaml", "sessions"),
        ("synonyms.yaml", "synonyms"),
        ("words/de.yaml", "words"),
        ("workshop.yaml", "workshop"),
    ]
    assert dict(loaded)[File("faq/a.yaml", "faq", "faq/a.yaml")] == b"a"
    assert problems == []


def test_other_files_are_not_read_and_the_visible_yaml_among_them_is_told(write: Write) -> None:
    others = {"README.md": "", ".faq.yaml": "", "faq/.draft.yaml": "", ".git/x.yaml": "", "faq": None}
    seen = {"faq.yml": "", "faqs.yaml": "", "faq/more/a.yaml": "", "topics/a.yaml": "", "words/en.yaml": "", "notes.YAML": ""}
    folder = write({**others, **seen})
    assert [file.name for file, _ in load(folder)[0]] == ["workshop.yaml"]
    assert dict(strays(folder)) == {
        "faq.yml": 'did you mean "faq.yaml"?',
        "faqs.yaml": 'did you mean "faq.yaml"?',
        "notes.YAML": "rename it, or move it out of the folder",
        "faq/more/a.yaml": "rename it, or move it out of the folder",
        "topics/a.yaml": "rename it, or move it out of the folder",
        "words/en.yaml": "rename it, or move it out of the folder",
    }


class TestWhatIsNoFile:
    def test_a_folder(self, write: Write) -> None:
        folder = write({"faq.yaml/a.yaml": ""})
        mend = "put a YAML file here, or take it away"
        assert told(folder) == [f"faq.yaml:1:1: error not-a-file: a folder stands where a file is meant; {mend}"]

    def test_a_pipe_that_nobody_writes_to(self, write: Write) -> None:
        folder = write({})
        os.mkfifo(folder / "faq.yaml")
        mend = "put a YAML file here, or take it away"
        assert told(folder) == [f"faq.yaml:1:1: error not-a-file: a pipe or a device stands where a file is meant; {mend}"]

    @pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "../secret.yaml"])
    def test_a_link_that_leaves_the_folder(self, write: Write, target: str) -> None:
        folder = write({})
        (folder.parent / "secret.yaml").touch()
        (folder / "faq.yaml").symlink_to(target)
        assert told(folder) == ["faq.yaml:1:1: error not-a-file: a link that leaves the folder; put the file itself here"]

    def test_a_folder_of_files_that_is_a_link_out_of_the_folder(self, write: Write) -> None:
        folder = write({})
        (folder.parent / "elsewhere").mkdir()
        (folder.parent / "elsewhere" / "a.yaml").touch()
        (folder / "faq").symlink_to("../elsewhere")
        assert told(folder) == ["faq/a.yaml:1:1: error not-a-file: a link that leaves the folder; put the file itself here"]

    @pytest.mark.parametrize(
        ("target", "why"), [("nowhere", "No such file or directory"), ("faq.yaml", "Too many levels of symbolic links")]
    )
    def test_a_link_that_leads_nowhere(self, write: Write, target: str, why: str) -> None:
        folder = write({})
        (folder / "faq.yaml").symlink_to(target)
        assert told(folder) == [f"faq.yaml:1:1: error unreadable: it cannot be read ({why}); check its rights, or where it links to"]

    def test_but_a_link_within_the_folder_is_one(self, write: Write) -> None:
        folder = write({"..data/faq.yaml": "faq"})  # as a mounted configuration has it
        (folder / "faq.yaml").symlink_to("..data/faq.yaml")
        (folder.parent / "link").symlink_to(folder)
        assert [data for file, data in load(folder.parent / "link")[0] if file.key == "faq"] == [b"faq"]


class TestWhatMayNotBeRead:
    def test_a_file(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = write({"faq.yaml": ""})

        def refuse(path: str, mode: str) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(files, "open", refuse, raising=False)
        mend = "check its rights, or where it links to"
        assert told(folder)[0] == f"faq.yaml:1:1: error unreadable: it cannot be read (Permission denied); {mend}"

    def test_a_folder_in_the_folder(self, write: Write) -> None:
        folder = write({})
        (folder / "faq").symlink_to("faq")
        mend = "check its rights, or where it links to"
        assert told(folder) == [f"faq:1:1: error unreadable: it cannot be read (Too many levels of symbolic links); {mend}"]

    def test_the_folder_itself(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to("loop")
        with pytest.raises(KnowledgeUnusable, match=r"cannot be read \(Too many levels of symbolic links\); check its rights"):
            load(tmp_path / "loop")


class TestLimits:
    def test_a_file_as_large_as_may_be_is_read(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = write({"faq.yaml": "faq: []\n", "workshop.yaml": "id: a\n"})
        monkeypatch.setattr(files, "MOST_BYTES", 8)
        assert told(folder) == []

    def test_a_file_that_is_too_large_is_not_opened(self, write: Write) -> None:
        folder = write({})
        with (folder / "faq.yaml").open("wb") as sparse:
            sparse.truncate(50_000_000_000)
        assert told(folder) == ["faq.yaml:1:1: error too-large: over 5 MB; split it, or take out what is not needed"]

    def test_so_are_files_beyond_the_size_or_the_number_of_a_folder(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = write({f"faq/{name}.yaml": "x" * 100 for name in "abcd"})
        wrong = "error too-large: over 3 files or 10 MB in one folder; take out what is not needed"
        monkeypatch.setattr(files, "MOST_FILES", 3)
        assert told(folder) == [f"faq/d.yaml:1:1: {wrong}", f"workshop.yaml:1:1: {wrong}"]
        monkeypatch.setattr(files, "MOST_FILES", 9)
        monkeypatch.setattr(files, "MOST_BYTES_IN_ALL", 350)
        assert [problem.split(":")[0] for problem in told(folder)] == ["faq/d.yaml", "workshop.yaml"]


class TestEncoding:
    @pytest.mark.parametrize("data", ["thư mời".encode(), "thư mời".encode("utf-8-sig")])
    def test_utf_8_with_or_without_a_mark_is_read(self, data: bytes) -> None:
        assert decoded(data) == "thư mời"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
    def test_utf_16_and_32_are_named(self, encoding: str) -> None:
        assert decoded("faq:".encode(encoding)) == "faq.yaml:1:1: error encoding: it is UTF-16 or UTF-32; save the file as UTF-8"

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_a_byte_that_is_not_utf_8_is_told_with_its_place(self, mark: bytes) -> None:
        data = mark + "faq:\n  é: ".encode() + b"caf\xe9"
        assert decoded(data) == "faq.yaml:2:9: error encoding: the byte 0xE9 is not UTF-8; save the file as UTF-8"
