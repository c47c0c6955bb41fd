"""Folding: what two spellings must share to count as the same word."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss", "’": "'", "ʼ": "'", "ı": "i"})


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms; folding twice changes nothing.

    `đ`, `œ` and their like have no decomposition in Unicode, so a table names them.
    """
    if text.isascii():
        return text.lower()
    before = ""
    while text != before:  # casefolding can bring forth marks and compatibility forms: a fixed point, reached in two or three rounds
        before = text
        text = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order; punctuation separates and is dropped."""
    return tuple(_WORD.findall(fold(text)))
