"""The zone that somebody means: by city, name or offset, in three languages, with and without accents."""

from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.store import tables
from workshop_bot.texts import zones
from workshop_bot.texts.fold import fold
from workshop_bot.texts.zones import LONGEST, called, iana, own, tzinfo, zone_of

NAMES = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
CITIES = Path(zones.__file__).with_name("cities.txt")


class TestNamesOfIana:
    def test_are_all_known(self) -> None:
        asked = [name for name in NAMES if name not in ("Factory", "GMT+0", "GMT-0")]
        assert [zone_of(name) for name in asked] == asked

    def test_are_known_in_any_case_and_with_spaces(self) -> None:
        asked = [name for name in NAMES if "/" in name]
        assert [zone_of(f" {name.lower().replace('_', ' ')} ") for name in asked] == asked
        assert [zone_of(name.upper()) for name in asked] == asked

    def test_that_are_no_place_are_none(self) -> None:
        assert (zone_of("Factory"), zone_of("localtime"), zone_of("Asia/Hanoi"), zone_of("../etc/passwd")) == (None,) * 4


VIETNAM = (
    "Hà Nội", "Hanoï", "Huế", "Đà Nẵng", "Cần Thơ", "Sài Gòn", "TP. Hồ Chí Minh", "TPHCM", "Hô-Chi-Minh-Ville", "tỉnh Nghệ An",
    "Thành phố Hải Phòng", "Buôn Ma Thuột", "giờ Việt Nam", "heure du Vietnam", "Hanoi, Vietnam", "Quy Nhơn (Việt Nam)",
)  # fmt: skip
FRANCE = (
    "Paris",
    "Lyon",
    "Marseille",
    "Toulouse",
    "heure de Paris",
    "Paris time",
    "Saint-Étienne",
    "St Etienne",
    "France",
    "Pháp",
    "Nîmes",
)


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "zone"),
        [
            *((place, "Asia/Ho_Chi_Minh") for place in VIETNAM),
            *((place, "Europe/Paris") for place in FRANCE),
            *((place, "Europe/Zurich") for place in ("Genève", "Geneva", "Giơ-ne-vơ", "Bâle", "Thụy Sĩ", "Suisse")),
            *((place, "Europe/Berlin") for place in ("Munich", "München", "Béc-lin", "Francfort", "Germany", "Đức")),
            *((place, "Europe/London") for place in ("London", "Londres", "Luân Đôn", "Birmingham, UK", "Anh")),
            *((place, "Asia/Shanghai") for place in ("Bắc Kinh", "Pékin", "Beijing", "Thượng Hải", "Trung Quốc")),
            *((place, "Asia/Tokyo") for place in ("Tokyo", "Tô-ki-ô", "Nhật Bản", "Japon", "Osaka")),
            ("Athènes", "Europe/Athens"),
            ("Mát-xcơ-va", "Europe/Moscow"),
            ("Buenos Aires", "America/Argentina/Buenos_Aires"),
            ("New York City", "America/New_York"),
            ("Montréal", "America/Toronto"),
            ("Melbourne, Australia", "Australia/Melbourne"),
            ("Viêng Chăn", "Asia/Vientiane"),
        ],
    )
    def test_lie_in_their_zone_with_and_without_accents(self, place: str, zone: str) -> None:
        typed = (place, place.upper(), fold(place), fold(place).replace("-", " "))
        assert [iana(zone_of(one) or "") for one in typed] == [zone] * 4

    @pytest.mark.parametrize(
        "place",
        ["Birmingham", "Georgia", "Australia", "Hoa Kỳ", "Paris, Texas", "Atlantis", "giờ", "time", "", " ", ",", "?", "x" * (LONGEST + 1)],
    )
    def test_that_could_be_others_or_are_unknown_are_none(self, place: str) -> None:
        assert zone_of(place) is None

    @pytest.mark.parametrize(
        ("place", "zone", "said"),
        [
            ("montreal", "America/Toronto Montréal", "Montréal"),
            ("giờ Huế", "Asia/Ho_Chi_Minh Huế", "Huế"),
            ("Birmingham, UK", "Europe/London Birmingham", "Birmingham"),
            ("Hà Nội", "Asia/Ho_Chi_Minh", "Hanoï"),
            ("Londres", "Europe/London", "Londres"),
            ("Béc-lin", "Europe/Berlin Béc-lin", "Béc-lin"),
        ],
    )
    def test_are_called_as_they_were_typed_where_the_zone_goes_by_another_city(self, place: str, zone: str, said: str) -> None:
        kept = zone_of(place)
        assert (kept, called("fr", kept or "")) == (zone, said)

    def test_of_another_zone_do_not_go_with_its_name(self) -> None:
        assert (zone_of("Europe/Paris Lyon"), zone_of("Europe/Paris Boston"), zone_of("Europe/Paris Paris")) == (
            "Europe/Paris Lyon",
            None,
            None,
        )

    def test_are_kept_in_the_letters_that_the_store_has_for_them(self) -> None:
        length = tables.chats.c.zone.type.length  # type: ignore[attr-defined]  # - it is a String
        listed = (line.partition(":") for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        assert max(len(f"{zone} {name.strip()}") for zone, _, names in listed for name in names.split(",")) <= length


class TestOffsets:
    @pytest.mark.parametrize(
        ("typed", "offset"),
        [
            *((typed, "+07:00") for typed in ("+7", "+07", "+7:00", "UTC+7", "gmt+07:00", "UTC + 7", "+0700", "+7h", "＋７")),
            *((typed, "-03:30") for typed in ("GMT-3:30", "−3:30", "UTC–03:30", "-0330", "-3h30")),
            ("UTC+02:00", "+02:00"),
            ("+5:45", "+05:45"),
            ("-12", "-12:00"),
            ("+14", "+14:00"),
            ("GMT+0", "+00:00"),
            ("-0", "+00:00"),
        ],
    )
    def test_are_kept_by_hours_and_minutes(self, typed: str, offset: str) -> None:
        assert zone_of(typed) == offset

    @pytest.mark.parametrize("typed", ["7", "+15", "-12:15", "+7:10", "+7:60", "+", "++7", "+7-", "UTC7", "+99999", "+7 Hanoi"])
    def test_that_no_place_has_are_none(self, typed: str) -> None:
        assert zone_of(typed) is None


@given(st.text(max_size=LONGEST + 5) | st.from_regex(r"\A(utc|GMT)?[-+][0-9٠-٩:h ]{0,8}\Z"))
def test_whatever_is_typed_is_a_zone_that_can_be_used_or_none(typed: str) -> None:
    zone = zone_of(typed)
    if zone is not None:
        assert zone_of(zone) == zone
        assert datetime(2024, 12, 2, tzinfo=UTC).astimezone(tzinfo(zone)).utcoffset() is not None
        assert called("fr", zone) != ""


def test_a_zone_is_made_of_its_name() -> None:
    assert tzinfo("America/Toronto Montréal") == ZoneInfo("America/Toronto")
    assert tzinfo("Asia/Ho_Chi_Minh") == ZoneInfo("Asia/Ho_Chi_Minh")
    assert tzinfo("-03:30") == timezone(-timedelta(hours=3, minutes=30))
    assert tzinfo("+05:45") == timezone(timedelta(hours=5, minutes=45))


def test_who_has_chosen_no_zone_has_the_other() -> None:
    assert own("", UTC) == UTC
    assert own("+07:00", UTC) == timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("vi", "Asia/Ho_Chi_Minh", "Hà Nội"),
        ("fr", "Europe/London", "Londres"),
        ("en", "+07:00", "UTC+7"),
        ("en", "-03:30", "UTC−3:30"),
        ("vi", "UTC", "UTC"),
        ("fr", "+00:00", "UTC+0"),
    ],
)
def test_a_zone_goes_by_its_city_or_its_distance(language: str, zone: str, said: str) -> None:
    assert called(language, zone) == said
