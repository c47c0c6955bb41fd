"""When a folder has changed and is still again: looked at from time to time, since notices of the system are silent on mounts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workshop_bot.knowledge.files import SINGLE, SPLIT

Signature = frozenset[tuple[str, int, int]]
"""The named files of a folder: path, bytes, time of the last change in nanoseconds."""


@dataclass(frozen=True)
class Watch:
    """What the last look found, and what was dealt with."""

    dealt: Signature
    seen: Signature

    def look(self, now: Signature) -> "tuple[Watch, bool]":
        """After one more look: whether the folder is another than the one dealt with, and was the same at two looks."""
        still = now == self.seen != self.dealt
        return (replace(self, dealt=now) if still else replace(self, seen=now)), still


def signature(folder: Path) -> Signature:
    """What the folder looks like now; files that vanish meanwhile are left out, and no folder has no files."""
    found = set()
    for path in (*(folder / f"{name}.yaml" for name in SINGLE), *(file for name in SPLIT for file in (folder / name).glob("*.yaml"))):
        try:
            state = os.stat(path)
        except OSError:
            continue
        found.add((path.relative_to(folder).as_posix(), state.st_size, state.st_mtime_ns))
    return frozenset(found)


def unpacked(files: Mapping[str, bytes], into: Path) -> Path:
    """Write the files of a folder that was kept into another place."""
    for name, data in files.items():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_bytes(data)
    return into
