"""Edits of the folder's files by the program: made of the files in force, and written only where a file is byte for byte what it was then.

files in force ─ between ─> an edit, and the one that takes it back ─ applied ─> files as they will be ─ read: no errors ─> write
"""

import errno
import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from workshop_bot.knowledge.files import MOST_BYTES


class NotEdited(Exception):
    """Why a file stays as it is: `changed` since, or `unwritable`; and which file, or what the system says."""

    def __init__(self, why: str, detail: str) -> None:
        super().__init__(why, detail)
        self.why, self.detail = why, detail


@dataclass(frozen=True)
class Edit:
    """In the file of a path, `cut` characters from `start` on are `new` instead.

    `was` and `will` name its bytes before and after, by their SHA-256; empty where there is no file.
    """

    path: str
    was: str
    start: int
    cut: int
    new: str
    will: str


def between(path: str, before: bytes | None, after: str) -> tuple[Edit, Edit]:
    """The edit that makes a file of UTF-8 this text, and the one that takes it back from there."""
    old = (before or b"").decode()
    start = _alike(old, after)
    alike = _alike(old[start:][::-1], after[start:][::-1])
    gone, new = old[start : len(old) - alike], after[start : len(after) - alike]
    was, will = _name(before), _name(after.encode())
    return Edit(path, was, start, len(gone), new, will), Edit(path, will, start, len(new), gone, was)


def applied(files: Mapping[str, bytes], edits: Iterable[Edit]) -> dict[str, bytes]:
    """The files as they will be, in the order in which a folder is read, if not yet; NotEdited where one is not what it was."""
    found = dict(files)
    for edit in edits:
        data = _edited(edit, found.pop(edit.path, None))
        if data is not None:
            found[edit.path] = data
    return dict(sorted(found.items()))


def write(folder: Path, edits: Sequence[Edit]) -> None:
    """Write the files, all of them or none; what was in its place when the program ended stays. NotEdited where it cannot."""
    beside: list[Path | None] = []
    try:
        places = [_place(folder, edit.path) for edit in edits]
        found = list(map(_bytes, places))
        made = list(map(_edited, edits, found))
        for edit, place, old, new in zip(edits, places, found, made, strict=True):  # all of them, before the first is in its place
            beside.append(None if new is None or new == old else _beside(place, new, like=place if edit.was else folder / "workshop.yaml"))
        _swap(folder, places, found, made, beside)
    except OSError as error:
        raise NotEdited("unwritable", error.strerror or str(error)) from None
    finally:
        for temporary in filter(None, beside):
            temporary.unlink(missing_ok=True)


def _swap(
    folder: Path, places: Sequence[Path], found: Sequence[bytes | None], made: Sequence[bytes | None], beside: Sequence[Path | None]
) -> None:
    """Put each in its place; where one cannot be, those before it are put back."""
    done: list[tuple[Path, bytes | None]] = []
    try:
        for place, old, new, temporary in zip(places, found, made, beside, strict=True):
            if temporary:
                os.replace(temporary, place)
            elif new is None and old is not None:
                place.unlink()
            done.append((place, old))
    except OSError:
        for place, old in reversed(done):
            if old is None:
                place.unlink(missing_ok=True)
            elif _bytes(place) != old:
                os.replace(_beside(place, old, like=place if place.exists() else folder / "workshop.yaml"), place)
        raise


def to_json(edits: Iterable[Edit]) -> str:
    """Edits as text to be kept."""
    return json.dumps([asdict(edit) for edit in edits], ensure_ascii=False)


def from_json(text: str) -> list[Edit]:
    """The edits of a text that was kept."""
    return [Edit(**one) for one in json.loads(text)]


def _alike(one: str, other: str) -> int:
    """How many characters they begin with alike."""
    return next((place for place, (here, there) in enumerate(zip(one, other, strict=False)) if here != there), min(len(one), len(other)))


def _edited(edit: Edit, data: bytes | None) -> bytes | None:
    if _name(data) == edit.will:
        return data
    if _name(data) != edit.was:
        raise NotEdited("changed", edit.path)
    text = (data or b"").decode()
    made = f"{text[: edit.start]}{edit.new}{text[edit.start + edit.cut :]}".encode()
    return made if edit.will else None


def _name(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _place(folder: Path, path: str) -> Path:
    """Where a file really is: behind links, but within the folder."""
    root, real = os.path.realpath(folder), os.path.realpath(folder / path)
    if os.path.commonpath((root, real)) != root:
        raise NotEdited("changed", path)
    return Path(real)


def _bytes(place: Path) -> bytes | None:
    try:
        if not stat.S_ISREG(place.stat().st_mode):
            raise NotEdited("changed", place.name)
        with place.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None


def _beside(place: Path, data: bytes, like: Path) -> Path:
    """A file beside its place, with the rights of another: who looks before and after the rename sees the old one or the new one."""
    state = like.stat()
    if not os.access(like, os.W_OK):  # a rename needs no right to the file; whoever took it away meant it
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    place.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.stem}-", delete=False) as temporary:
        try:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
            temporary.close()
            os.chmod(temporary.name, stat.S_IMODE(state.st_mode))
            with suppress(OSError, AttributeError):  # not ours to give away, or a system without owners
                os.chown(temporary.name, state.st_uid, state.st_gid)
        except OSError:
            temporary.close()
            os.unlink(temporary.name)
            raise
    return Path(temporary.name)
