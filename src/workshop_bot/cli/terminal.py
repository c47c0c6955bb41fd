"""How the program looks on a terminal: lines that fit, few colours, a bar for long work."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar
from unicodedata import category, east_asian_width

import click

Item = TypeVar("Item")
Look = Literal["bold", "dim", "red", "yellow"]

MOST_SHOWN = 20
"""Lines of one kind that are shown; the rest is counted."""

_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)]) | {9: " "}
_LINE = re.compile(r"( *(?:[-•] |\d+  +)?)(.*)")  # the indent of a line with the mark of its list or choice; the rest
_KINDS: dict[str, Look] = {"error": "red", "warning": "yellow", "note": "dim"}


def paint(text: str, look: Look, err: bool = False) -> str:
    """The text in that look where standard output (or error) is a terminal and NO_COLOR is not set, else as it is."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return text
    return click.style(text, bold=look == "bold" or None, dim=look == "dim" or None, fg=look if look in ("red", "yellow") else None)


def tell(kind: Literal["error", "warning", "note"], message: str) -> None:
    """Say one line on standard error, without a token; a message of several lines is joined."""
    from workshop_bot.logs import redacted

    line = " ".join(redacted(message).translate(_CONTROLS).split())
    click.echo(f"{paint(f'{kind}:', _KINDS[kind], err=True)} {line}", err=True)


def tell_some(notes: Sequence[str]) -> None:
    """Say the first of many notes, a line each, and how many more there are."""
    for note in notes[:MOST_SHOWN]:
        tell("note", note)
    if len(notes) > MOST_SHOWN:
        tell("note", f"and {len(notes) - MOST_SHOWN:,} more of the kind")


def counted(number: int, one: str) -> str:
    """So many of something that is called so where there is one: `1 day`, `1,200 sessions`."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def columns(text: str) -> int:
    """How many columns a text takes: accents that stand alone take none, East Asian wide letters two."""
    return sum(_columns(letter) for letter in text)


def wrap(text: str, width: int | None = None) -> str:
    """The text in lines that fit the terminal, 80 columns at most; a longer word (a link) stays whole.

    Lines that follow stand under the first word of their list item; no-break spaces hold; control characters are left out.
    """
    width = width or min(80, shutil.get_terminal_size().columns)
    return "\n".join(piece for line in text.translate(_CONTROLS).split("\n") for piece in _pieces(line.rstrip(), width))


def progress(items: Sequence[Item], label: str) -> Iterator[Item]:
    """The items, with a bar on standard error while they last, if that is a terminal."""
    with click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def _columns(letter: str) -> int:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def _pieces(line: str, width: int) -> Iterator[str]:
    lead, rest = _LINE.findall(line)[0]
    piece, gap = lead, ""
    for word in rest.split(" "):
        if gap and columns(piece) + 1 + columns(word) > width:
            yield piece
            piece, gap = " " * columns(lead), ""
        piece, gap = f"{piece}{gap}{word}", " "
    yield piece
