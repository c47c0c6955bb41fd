"""What a text states in figures: its numbers, dates, hours and links, freed from the custom of its language.

`1.000`, `1 000` and `1,000` are one number; `2/12`, `2 décembre`, `December 2` and `ngày 2 tháng 12` are the numbers 2 and 12;
`9 h 45`, `09:45` and `9:45 am` are one hour; a full hour is its number, so that `2 h` and `2 hours` agree as well.
"""

import re
from decimal import Decimal

from workshop_bot.texts.catalogue import SHIPPED
from workshop_bot.texts.fold import fold, words

_MONTHS = (
    "january janvier jan janv|february fevrier feb fevr|march mars mar|april avril apr avr|may mai|june juin jun|july juillet jul juil|"
    "august aout aug|september septembre sep sept|october octobre oct|november novembre nov|december decembre dec"
)
_MONTH = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
_TIMES = {"thousand": 3, "mille": 3, "nghin": 3, "ngan": 3, "million": 6, "millions": 6, "trieu": 6}
_TIMES |= {"billion": 9, "billions": 9, "milliard": 9, "milliards": 9, "ty": 9, "ti": 9}

# How a number is said in words. A text that says it so does state it; one that does not state it in figures is not asked for it.
_SAID = {
    "0": "zero|khong|no|none|aucun|midnight|minuit|nua dem",
    "1": "one|a|an|once|first|single|un|une|premier|premiere|mot|nhat|dau tien|duy nhat",
    "2": "two|both|twice|second|pair|couple|deux|deuxieme|seconde|hai|nhi|doi|ca hai",
    "3": "three|third|trois|troisieme|ba",
    "4": "four|fourth|quatre|quatrieme|bon|tu",
    "5": "five|fifth|cinq|cinquieme|nam",
    "6": "six|sixth|sixieme|sau",
    "7": "seven|seventh|sept|septieme|bay",
    "8": "eight|eighth|huit|huitieme|tam",
    "9": "nine|ninth|neuf|neuvieme|chin",
    "10": "ten|tenth|dix|dixieme|muoi",
    "11": "eleven|eleventh|onze|onzieme|muoi mot",
    "12": "twelve|twelfth|noon|midday|douze|douzieme|midi|muoi hai|trua",
    "20": "twenty|vingt|hai muoi|hai chuc",
}

_LINK = re.compile(r"https?://[^\s()\[\]<>]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_MARKS = re.compile(r"[*_`]|(?<=\d)(?:st|nd|rd|th|ere?|eme|e)\b")
_WEEKDAY = re.compile(r"(?<!lan )\bthu [2-7]\b")  # Monday is "the second" in Vietnamese
_NAMED = re.compile(rf"\b({'|'.join(_MONTH)})\b\.?")
_DAY_BEFORE, _FIGURE_AFTER = re.compile(r"\d\W*(?:of )?$"), re.compile(r"\W*\d")
_DATE = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_HOUR = re.compile(
    r"""
    (?<![\d.,:/]) (?P<hour> \d{1,2}) \s?
    (?: (?P<unit> h(?:eures?|ours?|rs?)? (?![a-z]) | gio\b | tieng\b | : (?=\d\d) | \. (?=\d\d\s?[ap]\.?m\b))
        \s? (?:and\s|et\s)? (?P<minute> \d\d(?!\d) | \d(?=\s?(?:phut|min)) | ruoi | demie )? (?:\s?(?:phut|min(?:ute)?s?)\b)? )?
    \s? (?P<half> (?:a\.?m|p\.?m)\b\.? | (?:chieu|toi|dem|de\ l'apres-midi|du\ soir)\b )?
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(rf"(\d{{1,3}}(?:[.,' ]\d{{3}}){{1,5}}(?!\d)|\d+)(?:[.,](\d+))?(?:\s({'|'.join(_TIMES)})\b(?! le\b))?")


def facts(text: str, language: str) -> frozenset[str]:
    """The numbers, hours and links of a text, each in one way of writing."""
    found: set[str] = set()

    def link(match: re.Match[str]) -> str:
        address = match[0].rstrip(".,;:!?").rstrip("/")
        found.add(re.sub(rf"\b{re.escape(language)}\b", "…", address))  # the French page of a site is the same link
        return " "

    def hour(match: re.Match[str]) -> str:
        unit, half = match["unit"], match["half"] or ""
        if not unit and half[:1] not in ("a", "p"):  # figures alone; "3 toi" is no hour, "3 gio toi" is
            return match[0]
        number = int(match["hour"]) % 12 if half[:1] in ("a", "p") else int(match["hour"])
        number += 12 if half and half[0] != "a" and number < 12 else 0
        minute = {None: "00", "ruoi": "30", "demie": "30"}.get(match["minute"], match["minute"])
        found.add(str(number) if int(minute) == 0 else f"{number}:{int(minute):02}")
        return "  "

    plain = _MARKS.sub("", fold(_LINK.sub(link, text)))
    plain = _DATE.sub(lambda match: "  ".join(part for part in match.groups() if part and part.isdigit()), plain)
    plain = _WEEKDAY.sub("", plain) if language == "vi" else _NAMED.sub(_month, plain)
    plain = _HOUR.sub(hour, plain)
    return frozenset(found | {_value(match) for match in _NUMBER.finditer(plain)})


def unstated(wanted: frozenset[str], stated: frozenset[str], text: str, language: str) -> list[str]:
    """Which of the wanted facts a text does not state, in figures or words.

    Of a language whose words for numbers and months are not known here, nothing up to 12 is wanted.
    """
    said = f" {' '.join(words(text))} "
    known = language.partition("-")[0] in SHIPPED
    return sorted(
        fact
        for fact in wanted - stated
        if (known or fact not in _SAID or fact == "20") and not any(f" {phrase} " in said for phrase in _SAID.get(fact, "").split("|"))
    )


def _month(match: re.Match[str]) -> str:
    """The number of a month; a name that can mean something else counts only beside a figure."""
    text, name = match.string, match[1]
    beside = _DAY_BEFORE.search(text[max(0, match.start() - 8) : match.start()]) or _FIGURE_AFTER.match(text, match.end())
    return f"  {_MONTH[name]}  " if beside or (len(name) > 4 and name != "march") or name in ("june", "juin", "july", "aout") else match[0]


def _value(match: re.Match[str]) -> str:
    whole, decimals, times = match.groups()
    digits = re.sub(r"\D", "", whole)
    number = Decimal(f"{digits}.{decimals or 0}").scaleb(_TIMES.get(times, 0))
    return f"{number.normalize():f}"
