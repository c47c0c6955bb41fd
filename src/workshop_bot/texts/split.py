"""A long text as several messages: cut at sense, never within a word, a mark or what is seen as one sign.

Marks that a cut goes through end with the one part and begin anew with the next.
"""

import re
import unicodedata

from workshop_bot.texts.markup import Mark, Rendered

LIMIT = 4096
"""UTF-16 units of a message: within Telegram's limit under either way of counting."""

_SENSE = (re.compile(r"\n\s*\n\s*"), re.compile(r"\n\s*"), re.compile(r"(?<=[.!?…:;])\s+"), re.compile(r"\s+"))
"""Where to cut, the best first: between paragraphs, lines, sentences, words."""
_JOINER, _SELECTORS = "\u200d", range(0xFE00, 0xFE10)


def split(text: Rendered, limit: int = LIMIT) -> tuple[Rendered, ...]:
    """The text in parts of at most so many UTF-16 units; itself alone where it fits."""
    if text.units <= limit:
        return (text,)
    parts, start = [], 0
    while start < len(text.text):
        end, following = _cut(text.text, start, limit)
        if text.text[start:end].strip():
            parts.append(_part(text, start, end))
        start = following
    return tuple(parts)


def _cut(text: str, start: int, limit: int) -> tuple[int, int]:
    """Where the part that starts here ends, and where the next one starts."""
    room, end = limit, start
    while end < len(text) and room >= (size := 2 if text[end] > "\uffff" else 1):
        room, end = room - size, end + 1
    if end == len(text):
        return end, end
    for sense in _SENSE:
        gaps = [gap for gap in sense.finditer(text, start, end + 1) if gap.start() > start + (end - start) // 4 and gap.start() <= end]
        if gaps:
            return gaps[-1].start(), sense.match(text, gaps[-1].start()).end()  # type: ignore[union-attr]  # - it was found there
    while end > start + 1 and _of_one_sign(text[end - 1], text[end]):
        end -= 1
    return end, end


def _of_one_sign(before: str, after: str) -> bool:
    """Whether two characters are seen as one: an accent on a letter, an emoji with what it is joined to."""
    tone, flag = "\U0001f3fb" <= after <= "\U0001f3ff", "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff"
    return bool(unicodedata.combining(after)) or _JOINER in (before, after) or ord(after) in _SELECTORS or after == "\u20e3" or tone or flag


def _part(text: Rendered, start: int, end: int) -> Rendered:
    first, last = _units(text.text[:start]), _units(text.text[:end])
    marks = []
    for mark in text.marks:
        begins, ends = max(mark.start, first), min(mark.start + mark.length, last)
        if begins < ends:
            marks.append(Mark(mark.kind, begins - first, ends - begins, mark.url))
    return Rendered(text.text[start:end], tuple(marks))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
