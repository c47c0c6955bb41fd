"""A folder made ready, with the index of an earlier process where nothing has changed since.

An index is kept under the hash of all that it was built from: the folder's bytes, and those of the program. To delete it costs time alone.
"""

import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_cache_path

from workshop_bot import __version__
from workshop_bot.answers.prepare import Ready, prepare
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.matching.kept import pack, unpack

_PROGRAM = Path(__file__).parents[1]
_KEPT = 4
"""Of so many folders the indexes are kept."""


def prepared(knowledge: Knowledge) -> Ready:
    """All that the answers need of a folder, as `prepare` makes it; `keep` it when nobody waits any more."""
    file = _file(knowledge)
    with suppress(OSError, ValueError):
        return prepare(knowledge, unpack(file.read_bytes()))
    with suppress(OSError):
        file.unlink()  # if there is one, it is damaged or cannot be read
    return prepare(knowledge)


def keep(ready: Ready) -> None:
    """Keep the index for the next process, if it is not kept, and there is somewhere to keep it."""
    file = _file(ready.knowledge)
    with suppress(OSError):
        if not file.exists():
            _write(pack(ready.index), file)


def _file(knowledge: Knowledge) -> Path:
    return user_cache_path("workshop-bot") / f"{_key(knowledge.digest)}.npz"


def _key(digest: str) -> str:
    return sha256(f"{__version__} {digest}".encode() + _program()).hexdigest()


@cache
def _program() -> bytes:
    """The hash of the program's files, which stay as they are while it runs."""
    files = sorted(path for path in _PROGRAM.rglob("*") if path.suffix in (".py", ".txt", ".yaml"))
    built_from = sha256()
    for file in files:
        built_from.update(file.read_bytes())
    return built_from.digest()


def _write(data: bytes, file: Path) -> None:
    """Write it whole or not at all, and let the oldest go."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as temporary:
        try:
            temporary.write(data)
            temporary.close()
            os.replace(temporary.name, file)
        except OSError:  # the disk is full; on Windows, another process reads the file
            temporary.close()
            os.unlink(temporary.name)
            raise
    for old in sorted(file.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime, reverse=True)[_KEPT:]:
        old.unlink(missing_ok=True)
