"""Folding: what two spellings must share to count as the same word."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss", "’": "'", "ʼ": "'", "ı": "i"})
_SET = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "..."})
_SPACE_OF_NO_WIDTH = "\u200b"  # alone of its kind, it parts words


def fold(text: str) -> str:
    """The text without case, accents, compatibility forms and what shows nothing; folding twice changes nothing."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order; punctuation separates and is dropped."""
    return tuple(_WORD.findall(fold(text)))


def typed(text: str) -> str:
    """The text without what typesetting alone changes: the form of quotes and dashes, and spaces, which are gone."""
    return "".join(text.translate(_SET).split())


class _Folded(dict[int, str]):
    """Letter → its folded form, found when first met. Letter by letter is enough: no rule used here looks at neighbours."""

    def __missing__(self, point: int) -> str:
        folded = _fold_letter(chr(point))
        if point < 0x2100:  # the alphabets, dashes and quotes; the whole of Unicode would take 100 MB
            self[point] = folded
        return folded


_FOLDED = _Folded()


def _fold_letter(letter: str) -> str:
    """A letter folded; `đ`, `œ` and their like have no decomposition in Unicode, so a table names them."""
    before = ""
    while letter != before:  # casefolding can bring forth marks and compatibility forms: a fixed point, reached in two or three rounds
        before = letter
        letter = unicodedata.normalize("NFKD", letter.casefold()).translate(_LETTERS)
        letter = "".join(part for part in letter if not _shows_nothing(part))
    return letter


def _shows_nothing(part: str) -> bool:
    """Whether it is an accent, or a soft hyphen, a joiner, a mark of direction."""
    return unicodedata.combining(part) > 0 or (unicodedata.category(part) == "Cf" and part != _SPACE_OF_NO_WIDTH)
