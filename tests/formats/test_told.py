"""What a session says in the folder's terms."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tests.formats.made import at, item

from workshop_bot.formats.told import text, told, until, when

PARIS = ZoneInfo("Europe/Paris")


def test_an_entry_holds_what_the_file_does() -> None:
    one = item("A  title\nof two lines", at(30, 23), ends=at(31, 1), kind="social", cancelled=True, join="https://example.org/")
    assert told(one, PARIS, PARIS, ["fr"], ("a", "b"), ("ann",), ("craft",)).entry() == {
        "title": "A title of two lines",
        "starts": "2024-03-30 23:00",
        "ends": "2024-03-31 01:00",
        "kind": "social",
        "topics": ["craft"],
        "speakers": ["ann"],
        "room": ["a", "b"],
        "join": "https://example.org/",
        "cancelled": "true",
    }


def test_an_end_that_does_not_come_after_the_beginning_and_a_link_that_is_none_are_left_out() -> None:
    for ends in (at(30, 8), at(30, 9)):
        one = item("T", at(30, 9), ends=ends, join="javascript:alert(1)")
        assert told(one, PARIS, PARIS, ["fr"], (), (), ()).entry() == {"title": "T", "starts": "2024-03-30 09:00"}


def test_texts_in_languages_that_the_folder_lacks_are_plain() -> None:
    one = item("T", at(30, 9), summary={"de": "Eins.", "vi": "Một."})
    assert told(one, PARIS, PARIS, ["fr"], (), (), ()).summary == "Eins."
    assert told(one, PARIS, PARIS, ["vi"], (), (), ()).summary == {"vi": "Một."}
    assert (text("T", "fr"), text({"vi": "Một", "fr": "Un"}, "fr"), text({"vi": "Một"}, "fr")) == ("T", "Un", "Một")


def test_hours_that_clocks_show_twice_have_their_offset() -> None:
    first, second = (datetime(2024, 10, 27, hour, 30, tzinfo=UTC).astimezone(PARIS) for hour in (0, 1))
    assert (when(first), when(second)) == ("2024-10-27 02:30", "2024-10-27 02:30:00+01:00")
    assert until(first, second) == "2024-10-27 02:30:00+01:00"
    assert when(date(2024, 10, 27)) == "2024-10-27"
    assert until(first, first.replace(hour=4, second=5)) == "04:30:05"
