"""What a question names that an answer must speak of too: years, quantities, places, persons.

A talk on gliomas is no answer to "how many talks on gliomas in 2023?". Rather too little is taken for a specific than too
much: a name that is an ordinary word as well counts only where a capital or an accent says so.
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import product, takewhile
from typing import Literal, NamedTuple

from workshop_bot.matching.tables import lines
from workshop_bot.texts.catalogue import SHIPPED
from workshop_bot.texts.fold import fold
from workshop_bot.texts.languages import detect


class Specific(NamedTuple):
    """A thing named: a year or a number in plain digits (`1000`, `12.5`), a place by its folded name here, a person's folded name."""

    kind: Literal["year", "number", "place", "person"]
    value: str


def specifics(text: str) -> frozenset[Specific]:
    """All that a text names; a place or a number has one value however it is written, a person only as much of the name as was said."""
    tokens = _tokens(text)
    places = dict(_places(tokens))
    covered = {number for span in places for number in span}
    return frozenset(
        (
            *_quantities(fold(text)),
            *(Specific("place", place) for place in places.values() if place),
            *(Specific("person", name) for name in _persons(tokens, covered)),
        )
    )


# Quantities: what is left of the digits when dates, hours, ordinals and labels are taken out.

_YEAR = re.compile(r"(?<!\w)(?:(?:19|20)(?!00)\d\d|(?<=nam )2000)(?!\w| ?[%€$£])", re.ASCII)
_AND = r" ?(?:[-–,&/]|and|or|et|ou|va|hay|to|au|den) ?"
_MONTH = (
    "(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?"
    "|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_LABEL = (
    "(?:days?|sessions?|rooms?|halls?|floor|level|step|part|stage|grade|type|question|option|page|track|week|jours?|salles?|etage|niveau|partie|stade"
    "|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|ngay|hom|mung|buoi|phien|bai|phong|tang|thu|phan|lan|muc|giai doan|cap|cau|hoi truong|tuan|quan|(?<!con )so)"
)
_NO_QUANTITY = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d\d?-\d\d?\b",
            r"\b\d\d?[/.-]\d\d?[/.-]\d{2,4}\b",
            r"\b\d\d?(?:[-–]\d\d?)?/\d{1,4}\b",  # 3/12, 2-6/12, 12/2024
            r"\b\d\d?(?:[-–]\d\d?)?(?:[:.]\d\d)? ?(?:h ?(?:\d\d)?|g\d\d|am|pm|gio|heures?|o'clock)\b",  # 9h30, 9-11 giờ, 9.30 am
            r"\b\d\d?:\d\d\b",
            r"\b\d+(?:st|nd|rd|th|er|ere|e|eme)\b",  # 2nd, 1er, 3ème
            rf"\b\d\d?(?:{_AND}\d\d?)* (?:of )?{_MONTH}\b",  # 2 to 6 December
            rf"\b{_MONTH} \d\d?(?:{_AND}\d\d?)*\b",
            r"\b(?:\d\d? )?thang \d\d?\b(?![.,]\d| thang)",  # 2 tháng 12
            r"\bdu \d\d? au \d\d?\b",
            rf"\b{_LABEL} ?\d+(?:{_AND}\d+)*\b",  # day 2, ngày 2 và 3
            r"\b\d+(?:\.\d+){2,}\b(?<!\.\d{3})",  # 1.2.3
            r"(?<![\d.,])(?<!\d )(?:0\d+|\+\d+)(?:[ .]\d{2,})*(?![.,]?\d)",  # 0912 345 678
        )
    ),
    re.ASCII,
)
_NUMBER = re.compile(
    r"(?<!\w)(?<![a-z]-)(?<!\d[.,])"
    r"(?:[1-9]\d?(?: \d{3})+|\d{3}(?: 000)+|[1-9]\d{0,2}(?:[.,]\d{3})+|\d+[.,]\d+|\d+)(?!\d)"
    r"(?=(?:kg|mg|g|ml|l|km|cm|mm|m|k|tr|d|ph|min|mn|yo|t|usd|vnd)?(?![a-z]))",
    re.ASCII,
)
_TO_OR_FOR = re.compile(r"(?<!\S)[24](?= )(?! \w+s\b)|(?<= )4$", re.ASCII)
"""How English is typed in a hurry: "how 2 sign up", "a seat 4 my colleague"; "2 nurses" are two."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ .,]\d{3})+")


def _quantities(folded: str) -> Iterator[Specific]:
    """Years and numbers. Thousands may be set off by a point, a comma or a space, decimals by a point or a comma."""
    if not any(map(str.isdigit, folded)):
        return
    if detect(folded, SHIPPED) == "en":
        folded = _TO_OR_FOR.sub("|", folded)
    for year in _YEAR.findall(folded):
        yield Specific("year", year)
    for number in _NUMBER.findall(_YEAR.sub("|", _NO_QUANTITY.sub("|", folded))):
        if _GROUPED.fullmatch(number):
            yield Specific("number", re.sub(r"\D", "", number))
        else:
            whole, _, part = number.replace(",", ".").partition(".")
            part = part.rstrip("0")
            yield Specific("number", (whole.lstrip("0") or "0") + (f".{part}" if part else ""))


# Names: of places from a table, of persons after a title.

_TOKEN = re.compile(r"\w+|[^\w\s'’-]")


class _Token(NamedTuple):
    """A word or a sign; `capital`, where not all is in capitals; `named`, where the capital is not due to the head of a sentence."""

    typed: str
    folded: str
    capital: bool
    named: bool


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    shouted = text.isupper()
    head = True
    for typed in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        capital = typed[0].isupper() and not shouted
        tokens.append(_Token(typed, fold(typed), capital, capital and not head))
        head = typed in ".?!:…"
    return tokens


_NO_PLACE_AFTER = {"tieng", "chu"}  # tiếng Pháp is a language, Chủ Nhật a Sunday
_FROM = re.compile(
    "|".join(
        f"(?:{before})$"
        for before in (
            r"\b(?:from|depuis|tu)",
            r"\b(?:i am|i m|im|we are|we re) (?:based |located |working |living |studying |training )?(?:in|at|near)",
            r"\b(?:i am|i m|im|we are|we re) (?!\w+(?:ing|ed) )(?:\w+ ){1,5}(?:in|at|near)",
            r"(?:^|[,.;:!?…] |\b(?:and|but|because) )(?:i|we) (?:live|work|study|train|practi[sc]e) (?:\w+ ){0,4}(?:in|at|near)",
            r"\b(?:my|our) (?:hospital|clinic|university|team) is (?:in|near)",
            r"\bon est a|\b(?:je suis|nous sommes) (?:(?!interesse|oblige|recherche |par |pour |sur )\w+ ){0,4}(?:a|d|de|en|au)",
            r"\b(?:j|je|nous|on) (?:habit|travaill|exerc|etudi|vi|viv|boss)(?:e|s|t|ons) (?:(?!sur )\w+ ){0,4}(?:a|d|de|en|au)",
            r"\b(?:mon hopital|notre hopital|notre equipe) est (?:a|en|au)",
            r"\b(?:toi|em|e|minh|mk|chung toi|tui|nha e|anh|chi) (?:(?:(?:dang|hien|song|lam|viec|cong|tac|hoc) )*(?:o|tai)"
            r"|la (?:(?!muon |hoi |can )\w+ ){0,4}\w+)(?: (?:tan|trong|ngoai|bv|benh vien|vien|tinh))*",
            r"\b(?:chuyen gia|bac si|bs|giao su|gs|thay|dien gia|bao cao vien|dieu duong|doan|nguoi)",  # as "French" in "French experts"
        )
    )
)
"""What stands before the place where people are, work or come from, which is no part of what is asked: "je suis interne à"."""
_ASIDE = 9
"""Words of that at most."""


class _Spelling(NamedTuple):
    """One spelling of a place, as in the table."""

    typed: tuple[str, ...]
    folded: tuple[str, ...]
    place: str


def _places(tokens: Sequence[_Token]) -> Iterator[tuple[range, str]]:
    """Where places stand, and which, or nothing for one that the question is not about; the longest name first."""
    table = _place_table()
    free = 0
    for start, token in enumerate(tokens):
        if start >= free and token.folded in table:
            spelling = next((spelling for spelling in table[token.folded] if _stands(spelling, tokens, start)), None)
            if spelling:
                free = start + len(spelling.typed)
                yield range(start, free), "" if _aside(tokens[max(0, start - _ASIDE) : start]) else spelling.place


def _aside(before: Sequence[_Token]) -> bool:
    """Whether what follows these words is no place that the question is about."""
    return bool(before) and (before[-1].folded in _NO_PLACE_AFTER or bool(_FROM.search(" ".join(token.folded for token in before))))


def _stands(spelling: _Spelling, tokens: Sequence[_Token], start: int) -> bool:
    """Whether a place stands here as its spelling asks for: with its accents; with capitals, and then not as the end of a longer name."""
    end = start + len(spelling.typed)
    here = tokens[start:end]
    if tuple(token.folded for token in here) != spelling.folded:
        return False
    pairs = list(zip(spelling.typed, here, strict=True))
    if spelling.typed[0].islower():
        return all(name.isascii() or name == token.typed.lower() for name, token in pairs)
    as_spelt = all(name == token.typed or (name.isascii() and name.istitle()) for name, token in pairs)
    return as_spelt and all(token.named for token in here) and not (start and tokens[start - 1].named)


@cache
def _place_table() -> Mapping[str, Sequence[_Spelling]]:
    """First word, folded → the spellings that begin with it, the longest first."""
    table: dict[str, list[_Spelling]] = {}
    for line in lines("places"):
        spellings = line.split(", ")
        for typed in spellings:
            folded = tuple(fold(typed).split())
            table.setdefault(folded[0], []).append(_Spelling(tuple(typed.split()), folded, fold(spellings[0])))
    for found in table.values():
        found.sort(key=lambda spelling: -len(spelling.typed))
    return table


_TITLES = {
    *("dr", "pr", "prof", "professor", "professeur", "docteur", "doctor", "mr", "mrs", "ms", "mme", "mlle", "monsieur", "madame"),
    *("bs", "bscki", "bsckii", "pgs", "gs", "ts", "ths", "ông", "bà", "cô", "thầy"),
}
_TITLES_OF_TWO = {f"{first} {last}" for first, last in product(("bac", "giao", "tien", "thac"), ("si", "sy", "su"))}
_PARTICLES = {"de", "du", "d", "van", "von", "le", "la", "di", "el"}
_NO_NAMES = {
    *("a", "i", "it", "we", "when", "what", "where", "who", "how", "is", "are", "can", "could", "do", "does", "will", "the", "this"),
    *("please", "thank", "thanks", "hello", "bonjour", "quand", "où", "qui", "comment", "est", "quel", "quelle", "merci", "puis", "je"),
    *("nous", "y", "un", "cho", "em", "khi", "bao", "có", "xin", "tôi", "toi", "hỏi", "cảm", "ơi", "nhi", "khoa", "bệnh", "viện"),
}
"""What begins a sentence after "Dr." or "bác sĩ", and what a hospital calls its departments; a name does not begin so."""


def _persons(tokens: Sequence[_Token], taken: Container[int]) -> Iterator[str]:
    """The names that follow titles: words with capitals up to the first without, those of a place excepted."""
    for number in range(len(tokens)):
        if _is_title(tokens, number):
            start = number + 1
            start += start < len(tokens) and tokens[start].typed == "."
            name = [tokens[at] for at in takewhile(lambda at: _is_name(tokens, at, taken), range(start, len(tokens)))]
            if any(len(part.typed) > 1 and part.capital for part in name) and name[0].typed.lower() not in _NO_NAMES:
                yield " ".join(part.folded for part in name)


def _is_title(tokens: Sequence[_Token], number: int) -> bool:
    token = tokens[number]
    pair = f"{tokens[number - 1].folded} {token.folded}" if number else ""
    return token.typed.lower() in _TITLES or token.typed == "M" or pair in _TITLES_OF_TWO


def _is_name(tokens: Sequence[_Token], number: int, taken: Container[int]) -> bool:
    token = tokens[number]
    if token.folded in _PARTICLES and not token.capital:
        return number + 1 < len(tokens) and tokens[number + 1].capital
    return token.capital and number not in taken and not _is_title(tokens, number)
