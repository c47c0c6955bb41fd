"""Which files a folder of knowledge has, and their text, read so that nothing in the folder can harm or hang the reader."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge.problems import TOP, Place, Problem, nearest, quoted, visible
from workshop_bot.texts.catalogue import SHIPPED

MOST_BYTES = 5_000_000
MOST_BYTES_IN_ALL = 10_000_000
MOST_FILES = 1_000
SINGLE = ("workshop", "faq", "sessions", "topics", "speakers", "synonyms", "questions")  # `faq.yaml` and so on
SPLIT = ("faq", "sessions", "words")  # `faq/*.yaml` and so on, beside or in place of the single file


class File(NamedTuple):
    """A file that the format names: its path within the folder, its top-level key, and its path as people may read it."""

    path: str
    key: str
    name: str


class Refused(Exception):
    """A file that is not read; its problem tells why."""

    def __init__(self, name: str, code: str, message: str, fix: str, place: Place = TOP) -> None:
        super().__init__(message)
        self.problem = Problem(name, *place, code, message, fix)


def load(folder: Path) -> tuple[list[tuple[File, bytes]], list[Problem]]:
    """The named files of a folder with their bytes, sorted, and those that are refused; no folder raises KnowledgeUnusable."""
    files, problems = _named(folder)
    loaded, size = [], 0
    for number, file in enumerate(files):
        try:
            over = number >= MOST_FILES or size > MOST_BYTES_IN_ALL
            data = b"" if over else _load(folder, file)
            size += len(data)
            if over or size > MOST_BYTES_IN_ALL:
                limits = f"over {MOST_FILES:,} files or {MOST_BYTES_IN_ALL // 1_000_000} MB in one folder"
                raise Refused(file.name, "too-large", limits, "take out what is not needed")
            loaded.append((file, data))
        except Refused as refused:
            problems.append(refused.problem)
    return loaded, problems


def named(path: str) -> File:
    """The file at a path within a folder, one that the format names."""
    return File(path, path.partition("/")[0].removesuffix(".yaml"), visible(path))


def decode(file: File, data: bytes) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark; else Refused."""
    nul_every_other = data[1:2] == data[3:4] == b"\0" or data[0:1] == data[2:3] == b"\0"
    if nul_every_other or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(file.name, "encoding", "it is UTF-16 or UTF-32", "save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.object[error.start]  # error.object lacks the mark that was skipped
        before = error.object[: error.start].decode()
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise Refused(file.name, "encoding", f"the byte 0x{wrong:02X} is not UTF-8", "save the file as UTF-8", place) from None


def read_bytes(name: str, path: str | Path) -> bytes:
    """The bytes of a file, of which no more than the limit are read: a device has no end; else Refused."""
    with open(path, "rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(name, "too-large", f"over {MOST_BYTES // 1_000_000} MB", "split it, or take out what is not needed")
    return data


def strays(folder: Path) -> Iterator[tuple[str, str]]:
    """Visible YAML files that the format does not name, each with its mend."""
    known = {file.path for file in _named(folder)[0]}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            stem, ending = os.path.splitext(name)
            path = Path(place, name).relative_to(folder).as_posix()
            if ending.lower() in (".yaml", ".yml") and not name.startswith(".") and path not in known:
                near = nearest(stem, SINGLE)
                yield visible(path), f"did you mean {quoted(f'{near}.yaml')}?" if near else "rename it, or move it out of the folder"


def _named(folder: Path) -> tuple[list[File], list[Problem]]:
    shown, problems = visible(str(folder)), []
    try:
        here = set(os.listdir(folder))
    except FileNotFoundError:
        raise KnowledgeUnusable(f"no folder {shown}; begin one with: workshop-bot init {shown}") from None
    except NotADirectoryError:
        raise KnowledgeUnusable(f"{shown} is no folder; name the one that holds workshop.yaml") from None
    except OSError as error:
        raise KnowledgeUnusable(f"the folder {shown} cannot be read ({error.strerror}); check its rights") from None
    paths = [f"{key}.yaml" for key in SINGLE if f"{key}.yaml" in here]
    for key in sorted(here.intersection(SPLIT)):
        try:
            paths += [f"{key}/{name}" for name in os.listdir(folder / key) if _is_named(key, name)]
        except NotADirectoryError:
            pass  # a file without an ending, which the format does not name
        except OSError as error:
            problems.append(_unreadable(key, error).problem)
    return sorted(map(named, paths)), problems


def _load(folder: Path, file: File) -> bytes:
    try:
        root, real = os.path.realpath(folder), os.path.realpath(folder / file.path)
        if os.path.commonpath((root, real)) != root:
            raise Refused(file.name, "not-a-file", "a link that leaves the folder", "put the file itself here")
        found = os.stat(real)
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or a device"
            raise Refused(file.name, "not-a-file", f"{what} stands where a file is meant", "put a YAML file here, or take it away")
        return read_bytes(file.name, real)
    except OSError as error:
        raise _unreadable(file.name, error) from None


def _is_named(key: str, name: str) -> bool:
    """Whether the format names this file in the folder of that key: `words/` holds languages, but not those built in."""
    stem, ending = os.path.splitext(name)
    return ending == ".yaml" and not name.startswith(".") and (key != "words" or stem not in SHIPPED)


def _unreadable(name: str, error: OSError) -> Refused:
    return Refused(name, "unreadable", f"it cannot be read ({error.strerror})", "check its rights, or where it links to")
