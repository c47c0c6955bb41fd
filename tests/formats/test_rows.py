"""The programme of a folder as rows."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.formats.programme import Asked, Item, Programme
from workshop_bot.formats.rows import rows
from workshop_bot.formats.table import Sheet, programme
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Room, Session, Speaker, Topic, Workshop
from workshop_bot.knowledge.read import read

PARIS = ZoneInfo("Europe/Paris")
SHIPPED = Path(__file__).parents[2] / "knowledge"


def folder(*sessions: Session, rooms: tuple[str, ...] = (), speakers: tuple[str, ...] = (), topics: tuple[str, ...] = ()) -> Knowledge:
    """A folder whose rooms, speakers and topics have the ids r0, s0, t0 and so on."""
    places = tuple(Room.model_construct(id=f"r{number}", name=Text(name)) for number, name in enumerate(rooms))
    workshop = Workshop.model_construct(
        id="w", name=Text("W"), starts=date(2024, 10, 26), ends=date(2024, 10, 28), timezone=PARIS.key, languages=("fr", "en"), rooms=places
    )
    people = tuple(Speaker.model_construct(id=f"s{number}", name=name) for number, name in enumerate(speakers))
    known = tuple(Topic.model_construct(id=f"t{number}", name=Text(name)) for number, name in enumerate(topics))
    return Knowledge(workshop, sessions=sessions, speakers=people, topics=known)


def session(name: str, starts: date, ends: datetime | None = None, **more: Any) -> Session:
    fields: dict[str, Any] = {"title": Text(name), "starts": starts, "ends": ends} | more
    return Session.model_construct(id=name, **fields)


def as_items(knowledge: Knowledge) -> list[Item]:
    """What a table holds of the sessions, with moments by the clocks of the workshop."""
    found = []
    for number, one in enumerate(knowledge.sessions):
        found.append(
            Item(
                place=f"row {number + 2}",
                key=one.id,
                title=told(one.title),
                starts=one.begins.replace(tzinfo=None) if one.begins else one.day,
                ends=one.finishes.replace(tzinfo=None) if one.begins and one.finishes else None,
                rooms=names(knowledge, "room", one.room),
                speakers=names(knowledge, "speaker", one.speakers),
                topics=names(knowledge, "topic", one.topics),
                summary=told(one.summary) if one.summary else {},
                kind=one.kind,
                join=one.join or "",
                cancelled=one.cancelled,
            )
        )
    return found


def told(text: Text) -> dict[str, str]:
    return {"": text.everywhere} if text.everywhere else dict(text.by_language)


def names(knowledge: Knowledge, kind: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    found = [getattr(knowledge.items[f"{kind}:{one}"], "name", "") for one in ids]
    default = knowledge.workshop.default_language
    return tuple(name.pick(default, default)[0] if isinstance(name, Text) else name for name in found)


def back(knowledge: Knowledge) -> Programme:
    return programme("csv", [Sheet(rows(knowledge))], Asked())


def test_headers_are_in_three_languages_and_hours_are_values() -> None:
    nine, ten = datetime(2024, 10, 26, 9, tzinfo=PARIS), datetime(2024, 10, 26, 10, tzinfo=PARIS)
    both = Text(by_language=(("fr", "Lymphome"), ("en", "Lymphoma")))
    found = rows(folder(session("a", nine, ten, title=both, room=("r0",), cancelled=True), rooms=("A",)))
    assert found[0][:6] == [
        "Mã · Identifiant · ID", "Ngày · Date · Day", "Bắt đầu · Début · Start", "Kết thúc · Fin · End",
        "Tiêu đề · Titre · Title (fr)", "Tiêu đề · Titre · Title (en)",
    ]  # fmt: skip
    assert found[1] == ["a", date(2024, 10, 26), time(9), time(10), "Lymphome", "Lymphoma", "A", "", "", "talk", "", "", "yes"]


def test_the_programme_that_comes_along_is_read_back_equal() -> None:
    knowledge = read(SHIPPED).knowledge
    assert knowledge is not None
    found = back(knowledge)
    assert list(found.items) == as_items(knowledge)
    assert found.notes == ()


def test_days_alone_other_days_and_hours_that_clocks_show_twice_come_back() -> None:
    night = datetime(2024, 10, 26, 23, tzinfo=PARIS)
    second = datetime(2024, 10, 27, 2, 30, tzinfo=PARIS, fold=1)
    found = back(
        folder(
            session("a", date(2024, 10, 26)), session("b", night, datetime(2024, 10, 27, 0, 30, tzinfo=PARIS)), session("c", second, second)
        )
    )
    assert [(item.starts, item.ends) for item in found.items] == [
        (date(2024, 10, 26), None),
        (datetime(2024, 10, 26, 23), datetime(2024, 10, 27, 0, 30)),
        (second.astimezone(UTC), second.astimezone(UTC)),
    ]


def test_without_sessions_it_is_a_template_with_two_lines() -> None:
    found = back(folder())
    assert [(item.key, item.starts, item.kind) for item in found.items] == [
        ("opening", datetime(2024, 10, 26, 8, 30), "opening"),
        ("talk-1", datetime(2024, 10, 26, 9), "talk"),
    ]
    assert found.items[1].speakers == ("Nguyễn Văn A", "Marie Martin")


NAMES = (
    st.text(st.sampled_from("abcXYZéơđ ,;.-'()?&0:"), min_size=1, max_size=15)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(letter.isalpha() for letter in text) and not text[0].isdigit() and "&" not in text and text[0] != "'")
)
MOMENTS = st.datetimes(datetime(2024, 10, 20), datetime(2024, 10, 26)).map(
    lambda moment: moment.replace(second=0, microsecond=0, fold=0, tzinfo=PARIS)
)


@given(
    st.lists(NAMES, min_size=1, max_size=3, unique=True),
    st.lists(
        st.tuples(MOMENTS | st.dates(date(2024, 10, 20), date(2024, 10, 26)), NAMES, st.sampled_from(["", "fr", "en"])),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)
def test_whatever_a_folder_holds_comes_back(given_names: list[str], given_sessions: list[tuple[date, str, str]], one: bool) -> None:
    count = 1 if one else len(given_names)
    made = [
        session(
            f"x{number}", starts,
            title=Text(by_language=((language, title),)) if language else Text(title),
            room=tuple(f"r{which}" for which in range(count)),
            speakers=tuple(f"s{which}" for which in range(count)),
            topics=tuple(f"t{which}" for which in range(count)),
        )
        for number, (starts, title, language) in enumerate(given_sessions)
    ]  # fmt: skip
    knowledge = folder(*made, rooms=tuple(given_names), speakers=tuple(given_names), topics=tuple(given_names))
    assert list(back(knowledge).items) == as_items(knowledge)
