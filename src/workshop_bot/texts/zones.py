"""The zone that somebody means: a city in Vietnamese, French or English, a name of IANA, a country of one zone, or an offset.

A zone is kept as a name: `Asia/Ho_Chi_Minh`, or `+07:00` where only the distance from UTC is known.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from workshop_bot.texts import dates
from workshop_bot.texts.catalogue import SHIPPED
from workshop_bot.texts.fold import fold, words
from workshop_bot.texts.languages import locale

LONGEST = 80
"""Letters of what is looked at."""
_CITIES = Path(__file__).parent / "cities.txt"
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})\s*(?:[:h]?\s*([0-5]\d)|h)?")
_KEPT = re.compile(r"([+-])(\d\d):(\d\d)")
_WEST, _EAST, _STEP = -12 * 60, 14 * 60, 15  # minutes: there are no offsets beyond and none between
_AROUND = frozenset(words("thành phố tp tỉnh múi giờ ở city the time zone in heure fuseau horaire de du"))  # "giờ Hà Nội", "Paris time"


def zone_of(typed: str) -> str | None:
    """The zone that was typed, as its name of IANA or its offset; None where nobody knows it or it could be another."""
    plain = fold(typed[:LONGEST]).strip()
    return None if len(typed) > LONGEST else _offset(plain) or _names().get(_spaced(plain)) or _place(plain)


def tzinfo(name: str) -> datetime.tzinfo:
    """A zone by its name, as `zone_of` gives it."""
    if kept := _KEPT.fullmatch(name):
        distance = datetime.timedelta(hours=int(kept[2]), minutes=int(kept[3]))
        return datetime.timezone(-distance if kept[1] == "-" else distance)
    return ZoneInfo(name)


def own(name: str, otherwise: datetime.tzinfo) -> datetime.tzinfo:
    """The zone that somebody has chosen, by its name; the other where they have chosen none ("")."""
    return tzinfo(name) if name else otherwise


def called(language: str, name: str) -> str:
    """What a reader calls it: its city, or UTC+7."""
    kept = _KEPT.fullmatch(name)
    if kept is None:
        return dates.place(language, ZoneInfo(name))
    return f"UTC{'−' if kept[1] == '-' else '+'}{int(kept[2])}{'' if kept[3] == '00' else f':{kept[3]}'}"


def _offset(plain: str) -> str | None:
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    signed = minutes if found[1] == "+" else -minutes
    if not _WEST <= signed <= _EAST or minutes % _STEP:
        return None
    return f"{'-' if signed < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _place(plain: str) -> str | None:
    """The one zone of a place; `Birmingham, UK` is the one that both may mean."""
    parts = [part for part in re.split(r"[,;()]", plain) if words(part)]
    meant = reduce(frozenset.intersection, map(_zones, parts)) if parts else frozenset()
    return next(iter(meant)) if len(meant) == 1 else None


def _zones(part: str) -> frozenset[str]:
    """What the name of a place can mean, without the words that people put around it."""
    said = list(words(part))
    if zones := _places().get("".join(said)):
        return zones
    while said and said[0] in _AROUND:
        del said[0]
    while said and said[-1] in _AROUND:
        del said[-1]
    return _places().get("".join(said), frozenset())


@cache
def _names() -> Mapping[str, str]:
    """The names of IANA, by how they can be typed."""
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {_spaced(fold(name)): name for name in names if name != "Factory"}


@cache
def _places() -> Mapping[str, frozenset[str]]:
    """Cities and countries, by their folded letters, with the zones that they can mean."""
    return {**_by_name(_known()), **_by_name(_curated())}


def _by_name(named: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    zones: dict[str, set[str]] = defaultdict(set)
    for name, zone in named:
        zones["".join(words(name))].add(zone)
    return {name: frozenset(meant) for name, meant in zones.items()}


def _curated() -> Iterator[tuple[str, str]]:
    for line in _CITIES.read_text(encoding="utf-8").splitlines():
        zone, _, names = line.partition(":")
        if names and not line.startswith("#"):
            yield from ((name, zone) for name in names.split(","))


def _known() -> Iterator[tuple[str, str]]:
    """The city by which each zone goes, and the country that it lies in."""
    from babel.dates import get_timezone_location  # only for who chooses a zone

    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, _, zone = line.split("\t")[:3]
        yield zone.rpartition("/")[2].replace("_", " "), zone
        for language in SHIPPED:
            city = get_timezone_location(zone, locale=locale(language), return_city=True).rpartition("/")[2]
            yield re.split(r"[,\[(]", city)[0], zone
            yield locale(language).territories[country], zone


def _spaced(plain: str) -> str:
    return re.sub(r"[\s_]+", " ", plain)
