"""The zone that somebody means: a city in Vietnamese, French or English, a name of IANA, a country of one zone, or an offset.

A zone is kept as a name: `Asia/Ho_Chi_Minh`, `America/Toronto Montréal` where it goes by another city than the one that was meant,
or `+07:00` where only the distance from UTC is known.
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
    """The zone that was typed, by the name that is kept; None where nobody knows it or it could be another."""
    plain = fold(typed[:LONGEST]).strip()
    return None if len(typed) > LONGEST else _offset(plain) or _names().get(_spaced(plain)) or _kept(plain) or _place(plain)


def iana(name: str) -> str:
    """A zone's name without the city that was meant."""
    return name.partition(" ")[0]


def tzinfo(name: str) -> datetime.tzinfo:
    """A zone by its name, as `zone_of` gives it."""
    if kept := _KEPT.fullmatch(name):
        distance = datetime.timedelta(hours=int(kept[2]), minutes=int(kept[3]))
        return datetime.timezone(-distance if kept[1] == "-" else distance)
    return ZoneInfo(iana(name))


def own(name: str, otherwise: datetime.tzinfo) -> datetime.tzinfo:
    """The zone that somebody has chosen, by its name; the other where they have chosen none ("")."""
    return tzinfo(name) if name else otherwise


def called(language: str, name: str) -> str:
    """What a reader calls it: the city that was meant, else its own, or UTC+7."""
    kept = _KEPT.fullmatch(name)
    if kept is None:
        return name.partition(" ")[2] or dates.place(language, ZoneInfo(name))
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


def _kept(plain: str) -> str | None:
    """A zone with its city, as it is kept."""
    zone, _, city = plain.partition(" ")
    meant = _place(city)
    return meant if meant and " " in meant and fold(iana(meant)) == zone else None


def _place(plain: str) -> str | None:
    """The one zone of a place, with its city; `Birmingham, UK` is the one that both may mean."""
    parts = [_name(part) for part in re.split(r"[,;()]", plain) if words(part)]
    meant = reduce(frozenset.intersection, (_places().get(part, frozenset()) for part in parts)) if parts else frozenset()
    return f"{next(iter(meant))} {_cities().get(parts[0], '')}".rstrip() if len(meant) == 1 else None


def _name(part: str) -> str:
    """The name of a place in folded letters, without the words that people put around it."""
    said = list(words(part))
    if "".join(said) in _places():
        return "".join(said)
    while said and said[0] in _AROUND:
        del said[0]
    while said and said[-1] in _AROUND:
        del said[-1]
    return "".join(said)


@cache
def _names() -> Mapping[str, str]:
    """The names of IANA, by how they can be typed."""
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {_spaced(fold(name)): name for name in names if name != "Factory"}


@cache
def _places() -> Mapping[str, frozenset[str]]:
    """Cities and countries, by their folded letters, with the zones that they can mean."""
    return {**_by_name(_known()), **_by_name(_curated())}


@cache
def _cities() -> Mapping[str, str]:
    """Cities by which no zone is called, by their folded letters, as they are written."""
    curated = list(_curated())
    said = {words(dates.place(language, ZoneInfo(zone))) for zone in {zone for _, zone in curated} for language in SHIPPED}
    return {"".join(words(name)): name.strip() for name, _ in reversed(curated) if words(name) not in said}


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
