"""A programme as CSV, in and out."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.test_rows import SHIPPED, as_items, folder, session
from tests.schedules import SCHEDULES

from workshop_bot.errors import UnusableInput
from workshop_bot.formats.csv_ import decoded, read, write
from workshop_bot.formats.programme import Asked, Programme
from workshop_bot.formats.table import MOST_ROWS
from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.read import read as read_folder

SIMPLE = "Ngày,Giờ,Tiêu đề,Phòng\r\n2024-12-02,08:30-09:00,Khai mạc,A\r\n2024-12-02,09:00-09:45,Bệnh bạch cầu,A\r\n"


def of(name: str, asked: Asked = Asked()) -> Programme:  # noqa: B008 - frozen
    return read((SCHEDULES / name).read_bytes(), asked)


def counts(found: Programme) -> tuple[int, int, int, int]:
    """Sessions, days, rooms, speakers."""
    days = {f"{item.starts:%Y-%m-%d}" for item in found.items}
    rooms = {room for item in found.items for room in item.rooms}
    return len(found.items), len(days), len(rooms), len({name for item in found.items for name in item.speakers})


def span(found: Programme) -> tuple[str, str]:
    """The first beginning, and the last moment that is told."""
    starts = [item.starts for item in found.items if isinstance(item.starts, datetime)]
    last = max([item.ends for item in found.items if item.ends] + starts)
    return f"{min(starts):%Y-%m-%dT%H:%M}", f"{last:%Y-%m-%dT%H:%M}"


def test_orconf_with_titles_above_lines_between_and_no_break_spaces() -> None:
    found = of("csv-orconf-2019.csv")
    assert counts(found) == (63, 3, 0, 47)
    assert span(found) == ("2019-09-27T11:00", "2019-09-29T14:10")
    assert [(note.place, note.said) for note in found.notes] == [
        ("row 55", "it lasts 2:00 by its length and 3:00 by its end, which was taken")
    ]
    assert found.columns == {
        "Duration": "duration", "Start": "start", "End": "end", "Presenter": "speakers", "Title": "title", "Category": "kind",
        "Abstract": "summary",
    }  # fmt: skip
    (dinner,) = [item for item in found.items if item.title[""] == "Dinner @ Alriq"]
    assert (dinner.kind, dinner.ends) == ("social", datetime(2019, 9, 28, 22))


def test_gpn_in_german_with_ids_before_names_and_a_night_that_belongs_to_the_day_before() -> None:
    found = of("csv-gpn11-2011-de.csv")
    assert counts(found) == (29, 4, 2, 31)
    assert span(found) == ("2011-06-23T19:00", "2011-06-26T14:15")
    (night,) = [item for item in found.items if item.key == "27"]
    assert (night.starts, night.ends) == (datetime(2011, 6, 26), datetime(2011, 6, 26, 1))
    assert found.notes == ()


def test_auroralpes_in_french_without_dates() -> None:
    with pytest.raises(UnusableInput, match=r"^row 2: the table does not tell its day: say the first one with --first-day YYYY-MM-DD$"):
        of("csv-auroralpes-2026-fr.csv")
    found = of("csv-auroralpes-2026-fr.csv", Asked(first_day=date(2026, 10, 9)))
    assert counts(found) == (12, 1, 0, 11)
    assert span(found) == ("2026-10-09T09:30", "2026-10-09T19:00")
    assert [item.kind for item in found.items].count("talk") == 7
    assert found.items[6].speakers == ("Florent Collovati",)
    assert found.items[0].ends == datetime(2026, 10, 9, 10)


def test_eeke_without_a_header_and_past_midnight() -> None:
    with pytest.raises(UnusableInput, match="--first-day"):
        of("csv-eeke-2020.csv")
    found = of("csv-eeke-2020.csv", Asked(first_day=date(2020, 8, 1)))
    assert counts(found) == (19, 1, 0, 3)
    assert span(found) == ("2020-08-01T13:10", "2020-08-02T00:30")
    assert [item.kind for item in found.items].count("break") == 2
    assert [note.place for note in found.notes] == ["row 4", "row 8", "row 16", "row 18", "row 19"]


def test_a_grid_is_refused() -> None:
    with pytest.raises(UnusableInput, match=r"^row 1: this is a timetable with days or rooms across"):
        of("csv-snlab-2026-grid.csv", Asked(first_day=date(2026, 1, 12)))


@pytest.mark.parametrize(
    "data",
    [
        SIMPLE.encode(),
        SIMPLE.encode("utf-8-sig"),
        SIMPLE.encode("utf-16"),
        SIMPLE.encode("utf-16-le"),
        SIMPLE.encode("utf-16-be"),
        SIMPLE.replace(",", ";").encode(),
        SIMPLE.replace(",", "\t").encode("utf-16"),
        SIMPLE.replace("\r\n", "\n").encode(),
        SIMPLE.replace("\r\n", "\r").encode(),
        ("sep=;\r\n" + SIMPLE.replace(",", ";")).encode(),
        SIMPLE.replace("Khai mạc", '"Khai mạc"').replace(",A", ', "A"').encode(),
    ],
)
def test_whatever_spreadsheets_write_is_the_same(data: bytes) -> None:
    found = read(data, Asked())
    assert [(item.title[""], item.rooms, item.ends) for item in found.items] == [
        ("Khai mạc", ("A",), datetime(2024, 12, 2, 9)),
        ("Bệnh bạch cầu", ("A",), datetime(2024, 12, 2, 9, 45)),
    ]


@pytest.mark.parametrize(
    ("data", "text"), [(b"caf\xe9 \x80 \x96", "café € –"), (b"\x81\xe9", "\x81é"), ("café".encode(), "café"), (b"", "")]
)
def test_what_is_not_unicode_is_of_the_west(data: bytes, text: str) -> None:
    assert decoded(data) == text


def test_what_cannot_be_a_table_is_refused() -> None:
    for data, said in (
        (b"", "the table is empty"),
        (b'Date,Time,Title\n2024-12-02,9:00,"a\n2024-12-02,10:00,b\n', "row 2: a quote is opened and not closed"),
        (b'a,"' + b"x" * 200_000, "row 1: a quote is opened and not closed, or a cell is longer"),
        (b"a,b\n" * (MOST_ROWS + 1), f"the table has more than {MOST_ROWS} rows"),
        (b"a," * 300_000, "line 1 has 600000 characters"),
        (b"x" * 10_000_001, "the file has 10 MB"),
    ):
        with pytest.raises(UnusableInput) as refused:
            read(data, Asked())
        assert str(refused.value).startswith(said)


def test_what_is_written_is_read_back_equal() -> None:
    knowledge = read_folder(SHIPPED).knowledge
    assert knowledge is not None
    assert list(read(write(knowledge).encode(), Asked()).items) == as_items(knowledge)


def test_what_a_spreadsheet_would_run_is_text_in_the_file_and_itself_when_read() -> None:
    knowledge = folder(session("a", date(2024, 10, 26), title=Text('=HYPERLINK("x")'), summary=Text("-1")))
    written = write(knowledge)
    assert '"\'=HYPERLINK(""x"")"' in written
    assert list(read(written.encode(), Asked()).items) == as_items(knowledge)


@given(
    st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.text('Date,Time;itle\t\n" 09:2-4', max_size=200).map(str.encode)
)
def test_any_bytes_are_a_programme_or_refused(data: bytes) -> None:
    try:
        found = read(data, Asked(first_day=date(2024, 12, 2)))
    except UnusableInput:
        return
    assert found.items
