"""When a folder has changed and is still again: looked at from time to time, since notices of the system are silent on mounts."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from workshop_bot.knowledge.files import SINGLE, SPLIT

Signature = frozenset[tuple[str, int, int, int]]
"""The named files of a folder: path, bytes, time of the last change in nanoseconds, kind and rights."""


@dataclass(frozen=True)
class Watch:
    """What the last look found, and what was dealt with."""

    dealt: Signature
    seen: Signature

    def look(self, now: Signature) -> tuple["Watch", bool]:
        """After one more look: whether the folder is another than the one dealt with, and was the same at two looks."""
        still = now == self.seen != self.dealt
        return (replace(self, dealt=now) if still else replace(self, seen=now)), still


def signature(folder: Path) -> Signature:
    """What the folder looks like now; files that vanish meanwhile are left out, and no folder has no files."""
    found = set()
    for path in _named(folder):
        with suppress(OSError):
            state = os.stat(folder / path)
            found.add((path, state.st_size, state.st_mtime_ns, state.st_mode))
    return frozenset(found)


def _named(folder: Path) -> Iterator[str]:
    yield from (f"{name}.yaml" for name in SINGLE)
    for name in SPLIT:
        with suppress(OSError):
            yield from (f"{name}/{file}" for file in os.listdir(folder / name) if file.endswith(".yaml"))
