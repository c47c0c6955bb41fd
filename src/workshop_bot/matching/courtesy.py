"""Whether a text is nothing but courtesy: a greeting, thanks, a farewell, or a mere sign of life; and what is left of one that is more."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

from workshop_bot.matching.tables import lines
from workshop_bot.texts.fold import fold

Courtesy = Literal["hello", "thanks", "goodbye", "sign"]

_FACE = re.compile(r"(?<!\w)(?:[:;=8x][-'^]?[)(dpov3*/|]+|<3+|\^[_.]?\^|t[_.]t)(?!\w)")
"""Faces made of letters and signs, of which letters would be left: `:D`, `xD`, `:v`, `<3`, `T_T`."""
_WORD = re.compile(r"[^\W_]+")
_AGAIN = re.compile(r"(\w)\1{2,}|\B(\w)\2|(\w)\3\B")
"""A letter held down, or doubled; a word of two equal letters stays, for "cc" is a greeting and "c" is not."""
_LONGEST = 8
"""No phrase has more words."""
_PART = re.compile(r"(?<=[.,;:!?…])\s+|\n\s*")
_CRIES = frozenset({"help", "aide", "aidez", "giup"})
"""A call for help alone is answered as a greeting; before something else it belongs to it."""
_LAST, _NAMED, _TAKING_LEAVE = 4, 6, 16
"""Parts of a text that may be its end; words of the name below it, and of the farewell before that name."""


def courtesy(text: str) -> Courtesy | None:
    """What kind of courtesy a text is, or None as soon as one word of it says more; of several kinds, the one said last.

    A text without words (empty, punctuation, an emoji) is a sign.
    """
    words = _bare_words(text)
    kind: Courtesy | None = None if words else "sign"
    while words:
        length = next((length for length in range(min(len(words), _LONGEST), 0, -1) if words[:length] in _phrases()), 0)
        if not length:
            return None
        meaning = _phrases()[words[:length]]
        if meaning == "sign":
            kind = kind or meaning  # "merci, ok" is thanks
        elif meaning != "beside":
            kind = meaning
        words = words[length:]
    return kind


def core(text: str) -> str:
    """A text without the greeting before it and the thanks, farewell and name behind it; all of it where it is nothing else."""
    parts = _PART.split(text.strip())
    if len(parts) == 1 or courtesy(text):
        return text
    while len(parts) > 1 and courtesy(parts[0]) not in (None, "sign") and _CRIES.isdisjoint(_bare_words(parts[0])):
        parts = parts[1:]
    ends = (at for at in range(max(1, len(parts) - _LAST), len(parts)) if _takes_leave(" ".join(parts[at:])))
    return " ".join(parts[: next(ends, len(parts))])


def _takes_leave(end: str) -> bool:
    """Whether the end of a text thanks or takes leave and then gives at most a name: "Cordialement, Dr Lemaire"."""
    words = re.findall(r"\w+", end)
    places = range(max(1, len(words) - _NAMED), min(len(words), _TAKING_LEAVE) + 1)
    return "?" not in end and any(
        courtesy(" ".join(words[:place])) in ("thanks", "goodbye") and all(word[0].isupper() for word in words[place:]) for place in places
    )


def _bare_words(text: str) -> tuple[str, ...]:
    """Folded words without faces."""
    return tuple(_WORD.findall(_once(fold(_FACE.sub(" ", text.lower())))))


def _once(text: str) -> str:
    """Each letter once, so that "heyyy" is "hey"."""
    return _AGAIN.sub(lambda again: again[0][0], text)


@cache
def _phrases() -> Mapping[tuple[str, ...], Courtesy | Literal["beside"]]:
    """Phrase → what it is; "beside" for what may stand with any courtesy and is none."""
    phrases: dict[tuple[str, ...], Courtesy | Literal["beside"]] = {}
    for line in lines("courtesy"):
        kind, _, listed = line.partition(": ")
        for phrase in _once(listed).split(", "):
            phrases[tuple(phrase.split())] = cast('Courtesy | Literal["beside"]', kind)
    return phrases
