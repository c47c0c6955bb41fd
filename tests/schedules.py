"""The real programme files beside the project, and what was counted in them by other means."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workshop_bot.formats.programme import Item

SCHEDULES = Path(__file__).parents[1].parent / "shared" / "schedules"
EXPECTED: dict[str, dict[str, Any]] = {one["file"]: one for one in json.loads((SCHEDULES / "expected.json").read_text(encoding="utf-8"))}
"""File → its figures."""
FIGURES = ("sessions", "without_breaks", "days", "rooms", "speakers", "first", "last")


def counted(items: Sequence[Item]) -> dict[str, Any]:
    """The same figures of what was read; hours as the file tells them."""
    return {
        "sessions": len(items),
        "without_breaks": len([item for item in items if item.kind not in ("break", "social")]),
        "days": len({item.starts.date() for item in items if isinstance(item.starts, datetime)}),
        "rooms": len({room for item in items for room in item.rooms}),
        "speakers": len({speaker for item in items for speaker in item.speakers}),
        "first": min(item.starts for item in items if isinstance(item.starts, datetime)).isoformat("T", "minutes"),
        "last": max(item.ends for item in items if item.ends).isoformat("T", "minutes"),
    }


def true(name: str) -> dict[str, Any]:
    """The figures of a file."""
    return {figure: EXPECTED[name][figure] for figure in FIGURES}
