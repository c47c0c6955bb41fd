"""A long text as several messages: cut at sense, never within a word, a mark or what is seen as one sign.

Marks that a cut goes through end with the one part and begin anew with the next.
"""

import re
import unicodedata
from dataclasses import replace

from workshop_bot.texts.markup import Rendered, units

LIMIT = 4096
"""UTF-16 units of a message: within Telegram's limit under either way of counting."""

CAPTION = 1024
"""UTF-16 units below a photo or a document."""

_SENSE = (re.compile(r"\n\s*\n\s*"), re.compile(r"\n\s*"), re.compile(r"(?<=[.!?…:;])\s+"), re.compile(r"\s+"))
"""Where to cut, the best first: between paragraphs, lines, sentences, words."""
_LEAST = (2, 2, 2, 1 << 30)
"""How full a part is at least, as one of so many: half; of words any."""
_LONGEST_SIGN = 64
"""Characters: what is longer is no sign but a heap of accents, and may be cut."""
_JOINER = "\u200d"


def split(text: Rendered, limit: int = LIMIT) -> tuple[Rendered, ...]:
    """The text in parts of at most so many UTF-16 units; itself alone where it fits."""
    if text.units <= limit:
        return (text,)
    parts, start = [], 0
    while start < len(text.text):
        end, following = _cut(text.text, start, limit)
        if text.text[start:end].strip():
            parts.append(cut(text, start, end))
        start = following
    return tuple(parts)


def brief(text: str, most: int) -> str:
    """The beginning of a text on one line, in so many characters at most; `…` stands for the rest.

    It ends between words where that leaves half of it: some languages have no gaps between them, and nor have addresses.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    gap = line.rfind(" ", most // 2, most)
    return f"{line[: gap if gap > 0 else _whole_sign(line, 0, most - 1)].rstrip()}…"


def _cut(text: str, start: int, limit: int) -> tuple[int, int]:
    """Where the part that starts here ends, and where the next one starts."""
    room, end = limit, start
    while end < len(text) and room >= (size := 2 if text[end] > "\uffff" else 1):
        room, end = room - size, end + 1
    if end == len(text):
        return end, end
    for sense, least in zip(_SENSE, _LEAST, strict=True):
        gaps = [gap.start() for gap in sense.finditer(text, start, end + 1) if gap.start() > start + (end - start) // least]
        if gaps:
            found = sense.match(text, gaps[-1])
            return gaps[-1], found.end() if found else gaps[-1]
    return _whole_sign(text, start, end), _whole_sign(text, start, end)


def _whole_sign(text: str, start: int, end: int) -> int:
    """The end, or a little before it, so that no sign is cut."""
    for cut in range(end, max(start, end - _LONGEST_SIGN), -1):
        if not _of_one_sign(text[cut - 1], text[cut]):
            return cut
    return end


def _of_one_sign(before: str, after: str) -> bool:
    """Whether two characters are seen as one: an accent on a letter, an emoji with what it is joined to, the halves of a flag."""
    if _JOINER in (before, after) or unicodedata.category(after).startswith("M"):
        return True
    tone, tag = "\U0001f3fb" <= after <= "\U0001f3ff", "\U000e0020" <= after <= "\U000e007f"
    return tone or tag or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")


def cut(text: Rendered, start: int, end: int) -> Rendered:
    """The text between two places, counted in characters, with the marks on it."""
    first, last = units(text.text[:start]), units(text.text[:end])
    marks = []
    for mark in text.marks:
        begins, ends = max(mark.start, first), min(mark.start + mark.length, last)
        if begins < ends:
            marks.append(replace(mark, start=begins - first, length=ends - begins))
    return Rendered(text.text[start:end], tuple(marks))
