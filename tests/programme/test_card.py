"""How a session reads: `_` in the French hours stands for the narrow no-break space."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.card import Voice, card, distance, hours, line, notes, own_hours, with_moments
from workshop_bot.texts.catalogue import load
from workshop_bot.texts.markup import Mark, Rendered

At = Callable[[str], datetime]
WORDS = load()


def read(knowledge: Knowledge, name: str, language: str, now: datetime) -> str:
    session = next(session for session in knowledge.sessions if session.id == name)
    return card(Voice(knowledge, language, WORDS, now), session)


def test_a_card_has_the_answer_first_and_the_notes_last(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "tissue-1", "en", at("2 09:12")) == (
        "**Diagnosis of soft tissue sarcoma**\n"
        "Mon 2 Dec, 9:00–9:45 · _now, 33 min left_ · _provisional_\n"
        "Room: Hall A, Hall B\n"
        "Online: https://example.org/live\n"
        "Speakers: Prof. Trần Minh Điển, Nguyễn Thị Lan\n"
        "Topic: Soft tissue sarcoma\n"
        "\n"
        "How to see it early.\n"
        "\n"
        "_These hours are placeholders. Hanoi time._"
    )


def test_a_card_in_vietnamese_and_french(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "opening", "vi", at("1 20:00")) == ("**Lễ khai mạc**\nThứ Hai 2/12, 08:30–09:00 · _ngày mai_\n\n_Giờ Hà Nội._")
    assert read(knowledge, "opening", "fr", at("2 08:10")).replace("\u202f", "_") == (
        "**Ouverture**\nlundi 2 décembre, 8_h_30 – 9_h · _dans 20 min_\n\n_Heure locale_: Hanoï._"
    )


def test_a_cancelled_session_says_so_and_nothing_of_now(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "machines-1", "en", at("4 09:10")) == (
        "**Learning machines**\nWed 4 Dec, 9:00 · _cancelled_\nTopic: Machine learning\n\n_Hanoi time._"
    )


def test_hours_not_known_are_said(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "rays", "en", at("2 09:00")) == "**Rays**\nThu 5 Dec, hours not known yet · _in 3 days_\nTopic: Radiotherapy"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("1 20:00", "tomorrow"),
        ("2 07:00", "today"),
        ("2 07:30", "in 60 min"),
        ("2 08:29", "in 1 min"),
        ("2 08:30", "now, 30 min left"),
        ("2 09:00", "just ended"),
        ("2 09:20", "ended 20 min ago"),
        ("2 12:00", "today"),
        ("3 12:00", "yesterday"),
        ("4 12:00", ""),
    ],
)
def test_how_far_off_it_is(when: str, said: str, knowledge: Knowledge, at: At) -> None:
    assert distance(Voice(knowledge, "en", WORDS, at(when)), knowledge.sessions[0]) == said


def test_a_line_of_a_list(knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, "en", WORDS, at("2 09:40"))
    tissue, rays = knowledge.sessions[1], knowledge.sessions[-2]
    assert line(voice, tissue, day=False, provisional=False) == "**9:00–9:45** · Diagnosis of soft tissue sarcoma · _now, 5 min left_"
    assert line(voice, tissue, day=True, provisional=True).startswith("**Mon 2 Dec, 9:00–9:45** · ")
    assert line(voice, rays, day=False, provisional=True) == "**hours not known yet** · Rays"
    assert hours(voice, rays, day=True) == "Thu 5 Dec, hours not known yet"


def test_notes_are_said_where_they_hold(knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, "fr", WORDS, at("2 09:40"))
    assert notes(voice, knowledge.sessions[1:3]) == "_Ces horaires sont provisoires. Heure locale\u202f: Hanoï._"
    assert notes(voice, knowledge.sessions[-2:-1]) == ""
    off = [session.model_copy(update={"cancelled": True}) for session in knowledge.sessions[1:3]]
    assert notes(voice, off) == "_Heure locale\u202f: Hanoï._"


@pytest.mark.parametrize(
    ("when", "language", "said"),
    [
        ("26 23:45", "fr", "maintenant, encore 60 min"),
        ("26 23:44", "fr", "maintenant, encore 1_h_01"),
        ("26 22:45", "fr", "maintenant, encore 2_h"),
        ("26 22:45", "en", "now, 2_h left"),
        ("26 22:40", "en", "now, 2_h 05_min left"),
        ("26 22:40", "vi", "bây giờ, còn 2 giờ 05 phút"),
    ],
)
def test_more_than_an_hour_is_told_in_hours(when: str, language: str, said: str, lyon: Knowledge) -> None:
    now = datetime.fromisoformat(f"2027-03-{when}").replace(tzinfo=lyon.workshop.zone)
    assert distance(Voice(lyon, language, WORDS, now), lyon.sessions[0]) == said.replace("_", "\u202f" if language == "fr" else " ")


@pytest.mark.parametrize(
    ("language", "name", "zone", "day", "said"),
    [
        ("en", "tissue-1", "Europe/Paris", False, "3:00–3:45 (9:00–9:45 Hanoi time)"),
        ("en", "tissue-1", "Europe/Paris", True, "Mon 2 Dec, 3:00–3:45 (9:00–9:45 Hanoi time)"),
        ("fr", "tissue-1", "Europe/Paris", False, "3_h – 3_h_45 (9_h – 9_h_45 à Hanoï)"),
        ("vi", "tissue-1", "Europe/Paris", False, "03:00–03:45 (09:00–09:45 giờ Hà Nội)"),
        ("en", "tissue-1", "America/New_York", False, "Sun 1 Dec, 21:00–21:45 (Mon 2 Dec, 9:00–9:45 Hanoi time)"),
        ("en", "machines-1", "Europe/Paris", True, "Wed 4 Dec, 3:00 (9:00 Hanoi time)"),
        ("en", "tissue-1", "Asia/Bangkok", True, "Mon 2 Dec, 9:00–9:45"),
        ("en", "tissue-1", None, False, "9:00–9:45"),
        ("en", "rays", "Europe/Paris", True, "Thu 5 Dec, hours not known yet"),
    ],
)
def test_hours_in_ones_own_zone_with_the_workshops_in_brackets(
    language: str, name: str, zone: str | None, day: bool, said: str, knowledge: Knowledge, at: At
) -> None:
    session = next(session for session in knowledge.sessions if session.id == name)
    voice = Voice(knowledge, language, WORDS, at("2 08:00"), ZoneInfo(zone) if zone else None)
    assert own_hours(voice, session, day).replace("\u202f", "_") == said


ZONES = ["Europe/Paris", "America/Toronto", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Honolulu", "Asia/Bangkok"]
SAID = re.compile(r"\w{3} (\d+ \w{3})(?: \d{4})?, (\d+:\d\d)(?: \((?:\w{3} (\d+ \w{3})(?: \d{4})?, )?(\d+:\d\d) .* time\))?")


@given(
    st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Paris", "America/New_York", "Pacific/Kiritimati"]),
    st.one_of(st.sampled_from(ZONES).map(ZoneInfo), st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))),
    st.datetimes(datetime(2024, 1, 2), datetime(2024, 12, 30)),
)
@example("Asia/Ho_Chi_Minh", ZoneInfo("Europe/Paris"), datetime(2024, 3, 31, 1, 30))  # the hour that is left out there
@example("Asia/Ho_Chi_Minh", ZoneInfo("Europe/Paris"), datetime(2024, 10, 27, 0, 30))  # the first of the hour that comes twice
@example("Europe/Paris", timezone(timedelta(hours=-12)), datetime(2024, 10, 27, 0, 30))
@example("Pacific/Kiritimati", ZoneInfo("Pacific/Honolulu"), datetime(2024, 12, 2, 9))  # the same hour, another day
def test_ones_own_hours_are_the_same_instant_over_changes_of_the_clock_and_the_date_line(
    knowledge: Knowledge, there: str, own: tzinfo, moment: datetime
) -> None:
    begins = moment.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(ZoneInfo(there))
    workshop = knowledge.workshop.model_copy(update={"timezone": there})
    session = knowledge.sessions[0].model_copy(update={"starts": begins, "ends": None})
    voice = Voice(replace(knowledge, workshop=workshop), "en", WORDS, begins, own)
    said = SAID.fullmatch(own_hours(voice, session, day=True))
    assert said

    def moments(day: str, hour: str, zone: tzinfo | None) -> set[datetime]:
        clock = datetime.strptime(f"{day} {begins.year} {hour}", "%d %b %Y %H:%M").replace(tzinfo=zone)
        return {clock.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}

    day, hour, theirs, workshops = said.groups()
    apart = begins.utcoffset() != begins.astimezone(own).utcoffset()
    assert (workshops is not None) == apart
    assert (theirs is not None) == (apart and begins.date() != begins.astimezone(own).date())
    assert begins.astimezone(UTC) in moments(day, hour, own)
    assert begins.astimezone(UTC) in moments(theirs or day, workshops or hour, begins.tzinfo)


@pytest.mark.parametrize(
    ("language", "second"),
    [
        ("en", "Sun 1 Dec, 21:00–21:45 (Mon 2 Dec, 9:00–9:45 Hanoi time) · _today_ · _provisional_"),
        ("fr", "dimanche 1er décembre, 21_h – 21_h_45 (lundi 2 décembre, 9_h – 9_h_45 à Hanoï) · _aujourd’hui_ · _provisoire_"),
        ("vi", "Chủ Nhật 1/12, 21:00–21:45 (Thứ Hai 2/12, 09:00–09:45 giờ Hà Nội) · _hôm nay_ · _dự kiến_"),
    ],
)
def test_a_card_in_ones_own_zone_on_ones_own_day(language: str, second: str, knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, language, WORDS, at("2 02:00"), ZoneInfo("America/Toronto"))
    lines = card(voice, knowledge.sessions[1]).replace("\u202f", "_").splitlines()
    assert lines[1] == second
    assert lines[-1] == f"_{voice.pick(knowledge.workshop.provisional)}_"  # whose hours these are is said


def test_how_far_off_it_is_by_ones_own_calendar(knowledge: Knowledge, at: At) -> None:
    montreal = Voice(knowledge, "en", WORDS, at("2 07:00"), ZoneInfo("America/Toronto"))  # Sunday evening there
    names = ("tissue-1", "tissue-2", "surgery-1", "rays")
    sessions = [next(one for one in knowledge.sessions if one.id == name) for name in names]
    assert [distance(montreal, one) for one in sessions] == ["today", "tomorrow", "in 2 days", "in 4 days"]
    assert [distance(replace(montreal, own=None), one) for one in sessions] == ["today", "tomorrow", "tomorrow", "in 3 days"]


def test_the_zone_is_named_below_where_it_is_not_said_already(knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, "en", WORDS, at("2 08:00"))
    assert notes(replace(voice, own=ZoneInfo("Asia/Bangkok")), knowledge.sessions[:1]) == "_Hanoi time._"
    assert notes(replace(voice, own=ZoneInfo("Europe/Paris")), knowledge.sessions[:1]) == ""
    assert notes(replace(voice, own=ZoneInfo("Europe/Paris")), knowledge.sessions[:1], brief=True) == "_In brackets: Hanoi time._"
    assert notes(replace(voice, own=ZoneInfo("Asia/Bangkok")), knowledge.sessions[:1], brief=True) == "_Hanoi time._"


@pytest.mark.parametrize(
    ("language", "zone", "day", "said"),
    [
        ("en", "Europe/Paris", False, "**3:00–3:45** (9:00–9:45)"),
        ("en", "Europe/Paris", True, "**Mon 2 Dec, 3:00–3:45** (9:00–9:45)"),
        ("en", "America/Toronto", False, "**1 Dec, 21:00–21:45** (2 Dec, 9:00–9:45)"),
        ("fr", "America/Toronto", False, "**1er déc., 21_h – 21_h_45** (2 déc., 9_h – 9_h_45)"),
        ("vi", "America/Toronto", False, "**1/12, 21:00–21:45** (2/12, 09:00–09:45)"),
        ("en", "America/Toronto", True, "**Sun 1 Dec, 21:00–21:45** (2 Dec, 9:00–9:45)"),
        ("en", "Asia/Bangkok", True, "**Mon 2 Dec, 9:00–9:45**"),
    ],
)
def test_the_lines_of_a_list_are_brief(language: str, zone: str, day: bool, said: str, knowledge: Knowledge, at: At) -> None:
    voice = Voice(knowledge, language, WORDS, at("1 08:00"), ZoneInfo(zone))
    session = knowledge.sessions[1].model_copy(update={"provisional": False})
    assert line(voice, session, day, provisional=False).replace("\u202f", "_") == f"{said} · {voice.pick(session.title)}"


def test_the_moment_of_the_workshops_hours_is_marked_beside_ones_own(knowledge: Knowledge) -> None:
    session = knowledge.sessions[0].model_copy(
        update={"starts": datetime(2024, 12, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), "ends": None}
    )
    for text, at in (("19:00 (9:00 Hanoi time)", 7), ("9\u202fh\u202f45 (9\u202fh à Hanoï)", 8)):
        (mark,) = with_moments(Rendered(text, ()), [session], "en" if ":" in text else "fr").marks
        assert (mark.start, mark.unix) == (at, 1733104800)


def test_a_missing_language_falls_back_to_the_default(knowledge: Knowledge, at: At) -> None:
    assert read(knowledge, "muscle-1", "vi", at("2 09:00")).startswith("**Muscles**\nThứ Ba 3/12, 09:00–10:00")


def test_the_moments_of_hours_are_marked_in_their_order_and_in_utf16_units(knowledge: Knowledge, at: At) -> None:
    first, second, rays = (next(one for one in knowledge.sessions if one.id == name) for name in ("tissue-1", "tissue-2", "rays"))
    text = Rendered("🎗 9:00–9:45\n9:00–9:45\nhours not known yet", (Mark("bold", 3, 9), Mark("bold", 13, 9)))
    assert with_moments(text, [first, rays, second], "en").marks == (
        Mark("bold", 3, 9),
        Mark("time", 3, 9, unix=int(at("2 09:00").timestamp())),
        Mark("bold", 13, 9),
        Mark("time", 13, 9, unix=int(at("3 09:00").timestamp())),
    )
    assert with_moments(text, [rays], "en") == text
