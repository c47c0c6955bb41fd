"""JSON that a person hands in: measured before it is read, and told apart by what it holds."""

import json
from collections.abc import Mapping
from typing import Any

from workshop_bot.errors import UnusableInput
from workshop_bot.formats import frab_json, pretalx
from workshop_bot.formats.programme import Asked, Programme

_MOST_BYTES = 16 * 2**20
_MOST_MARKS = 1_400_000
"""Brackets, commas and colons: each value takes fifty bytes of memory and more, however short it is."""


def read(data: bytes, asked: Asked) -> Programme:
    """The programme in a file of frab, c3voc or pretalx. Raises UnusableInput for all else, and for what would be too much to read."""
    found = _parsed(data)
    if isinstance(found, Mapping) and isinstance(found.get("schedule"), Mapping):
        return frab_json.programme(found, asked)
    talks = found.get("results") if isinstance(found, Mapping) else found
    if isinstance(talks, list):
        return pretalx.programme(talks, asked, more=isinstance(found, Mapping) and bool(found.get("next")))
    raise UnusableInput("the JSON is neither a schedule of frab or c3voc nor a list of talks of pretalx; export it as one of these")


def _parsed(data: bytes) -> Any:
    if len(data) > _MOST_BYTES or sum(data.count(mark) for mark in (b"[", b"{", b",", b":")) > _MOST_MARKS:
        raise UnusableInput(f"the JSON is too large ({len(data) >> 20} MB); export the sessions of one workshop alone")
    try:
        return json.loads(data)
    except RecursionError:
        raise UnusableInput("the JSON is nested too deep to be a schedule; export it again") from None
    except ValueError as wrong:
        where = f" at line {wrong.lineno}" if isinstance(wrong, json.JSONDecodeError) else ""
        raise UnusableInput(f"the JSON cannot be read{where}; export it again") from None
