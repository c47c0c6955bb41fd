"""Questions as a file that `evaluate --questions` reads: what people asked, with what they meant; what has no answer yet as comments."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

_HEAD = """\
# What people asked, with what they chose afterwards as what they meant.
# workshop-bot evaluate --questions FILE  says which entries lack wordings for it.
"""
_LACKING = """
# Without an answer: write what must come behind expect, and take away the # in front.
"""


class Put(NamedTuple):
    """A question, the reference that is right (nothing where that is not known), how many asked so, and when the last did."""

    ask: str
    expect: str
    language: str
    times: int
    at: datetime


def examination(known: Sequence[Put], lacking: Sequence[Put]) -> str:
    """The text of the file."""
    lines = [f"  {_line(put)}\n" for put in known]
    open_ = [f"#  {_line(put)}\n" for put in lacking]
    return "".join([_HEAD, "questions:\n" if lines else "questions: []\n", *lines, *([_LACKING, *open_] if open_ else [])])


def _line(put: Put) -> str:
    ask = json.dumps("".join(filter(str.isprintable, " ".join(put.ask.split()))), ensure_ascii=False)  # what JSON quotes so does YAML
    times = f"  # {put.times} times" if put.times > 1 else ""
    return f'- {{ask: {ask}, expect: "{put.expect}", language: {put.language}, now: {put.at:%Y-%m-%d %H:%M}}}{times}'
