"""Small folders of knowledge, made of the files that a test is about."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from workshop_bot.knowledge.check import check

WORKSHOP = """\
workshop:
  id: bees
  name: The Bee Workshop
  starts: 2024-03-30
  ends: 2024-04-02
  timezone: Europe/Paris
  languages: [fr, en]
"""

Files = Mapping[str, str | bytes | None]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Files], Path]:
    """Write files by their names into a folder, with a good workshop.yaml unless another (or None) is given; return the folder."""

    def write(files: Files) -> Path:
        for name, text in {"workshop.yaml": WORKSHOP, **files}.items():
            path = tmp_path / "bees" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "bees"

    return write


@pytest.fixture
def said(write: Callable[[Files], Path]) -> Callable[[Files], list[str]]:
    """What `check` says of a folder of these files, line by line."""
    return lambda files: [str(problem) for problem in check(write(files)).problems]
