"""Languages: what each calls itself and the others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@cache
def locale(language: str) -> Locale:
    """What babel knows of a language; of one it does not know, what it knows of English."""
    from babel import Locale, UnknownLocaleError  # a fifth of the time of a short answer, and few answers need it

    for code in (language, language.partition("-")[0]):
        try:
            return Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def endonym(language: str) -> str:
    """What a language calls itself (Tiếng Việt, français, English); its code where babel does not know it."""
    return _called(language, language)


def name(language: str, reader: str) -> str:
    """What a sentence for the reader calls a language: tiếng Việt, vietnamien, Vietnamese."""
    return _called(language, reader).replace("Tiếng", "tiếng")  # babel writes Vietnamese names as they stand alone


def _called(language: str, reader: str) -> str:
    known = locale(language)
    if known.language != language.partition("-")[0]:
        return language
    return known.get_display_name(locale(reader)) or language
