"""The program's own words: one file per language in `strings/`, same keys in all, read when a language is first spoken."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import yaml

from workshop_bot.texts.fold import words
from workshop_bot.texts.languages import locale

Words = Mapping[str, str | Mapping[str, str]]  # key → words, or plural category → words

SHIPPED = ("vi", "fr", "en")
_STRINGS = Path(__file__).parent / "strings"
_PLACEHOLDER = re.compile(r"(\w )?\{([a-z_]+)\}")
_WEEKDAY = re.compile(r"^Thứ(?= (?:Hai|Ba|Tư|Năm|Sáu|Bảy) \d)")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Words by language and key; `extra` holds languages beyond the shipped ones, whose holes English fills."""

    extra: Mapping[str, Words] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """All that can be said."""
        return frozenset(_shipped("en"))

    def say(self, language: str, key: str, /, **values: str | int) -> str:
        """The words under a key, `{name}` replaced by the value of that name; the plural form is chosen by `count`.

        A value is put in as it is, but for the Vietnamese weekday of a date, which is small behind a word: "vào thứ Ba 3/12".
        A `{name}` without a value is left: curated words reach nothing of the program's.
        """
        for code in (language, language.partition("-")[0], "en"):  # fr-CA, fr, en
            known = _shipped(code) if code in SHIPPED else self.extra.get(code, {})
            if key in known:
                break
        said = known[key]
        if not isinstance(said, str):
            said = said.get(locale(code).plural_form(int(values["count"])), said["other"])
        return _PLACEHOLDER.sub(lambda hole: _filled(hole, values), said)

    def names(self, languages: Iterable[str], key: str) -> frozenset[tuple[str, ...]]:
        """The names under a key, where commas stand between them, in these languages and in English: each as its folded words."""
        return _names(self, tuple(languages), key)


def load(extra: Mapping[str, Words] | None = None) -> Catalogue:
    """The shipped words, with those of further languages."""
    return Catalogue(extra or {})


def _filled(hole: re.Match[str], values: Mapping[str, str | int]) -> str:
    before, name = hole[1] or "", hole[2]
    value = str(values.get(name, f"{{{name}}}"))
    return before + (_WEEKDAY.sub("thứ", value) if before else value)


@lru_cache(maxsize=512)  # bounded: each folder that is taken over has its own catalogue
def _names(catalogue: Catalogue, languages: tuple[str, ...], key: str) -> frozenset[tuple[str, ...]]:
    """Once for each key: the names are looked up for each message."""
    lists = (catalogue.say(language, key) for language in (*languages, "en"))
    return frozenset(words(one) for names in lists for one in names.split(","))


@cache
def _shipped(language: str) -> Words:
    text = (_STRINGS / f"{language}.yaml").read_text(encoding="utf-8")
    read: Words = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read
