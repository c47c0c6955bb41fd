"""The entry that an answer would make."""

from datetime import UTC, datetime
from typing import Any

import pytest

from workshop_bot.answers.proposal import Wording, entry, labels, near, wordings

NOW = datetime(2030, 6, 3, 2, tzinfo=UTC)
LANGUAGES = ("vi", "fr", "en")


class TestWordings:
    def test_stand_on_one_line_each_once_in_the_language_they_are_written_in(self) -> None:
        asked = [(1, "vi", "Is there\n a  pool?"), (2, "en", "is there a POOL"), (3, "fr", "Có hồ bơi không ạ?"), (4, "fr", "WLAN 5G")]
        assert wordings(asked, LANGUAGES) == (
            Wording(1, "en", "Is there a pool?"),
            Wording(3, "vi", "Có hồ bơi không ạ?"),
            Wording(4, "fr", "WLAN 5G"),
        )

    def test_of_what_has_no_words_or_too_many_there_is_none(self) -> None:
        assert wordings([(1, "fr", "?!"), (2, "fr", "mot " * 60), (3, "fr", "")], LANGUAGES) == ()

    def test_are_eight_at_most(self) -> None:
        assert len(wordings([(number, "fr", f"mot {number}") for number in range(20)], LANGUAGES)) == 8


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Où est la piscine ?", "Où est la piscine"),
        ("is there perhaps a swimming pool for children near Hall B", "is there perhaps a swimming pool for"),
        ("x" * 50, "x" * 40),
        ("abc\u202f?…", "abc"),
    ],
)
def test_a_label_is_a_wording_cut_between_words(text: str, label: str) -> None:
    assert labels([Wording(1, "fr", text)]) == {"fr": label}


def test_labels_come_from_the_shortest_of_each_language() -> None:
    ticked = [Wording(1, "fr", "Y a-t-il une piscine ?"), Wording(2, "vi", "hồ bơi"), Wording(3, "fr", "une piscine ?")]
    assert labels(ticked) == {"fr": "une piscine", "vi": "hồ bơi"}


class TestTheEntry:
    def test_has_its_languages_in_the_order_of_the_workshop(self) -> None:
        ticked = [Wording(1, "en", "a pool?"), Wording(2, "vi", "hồ bơi?"), Wording(3, "en", "pool")]
        found = entry("pool", {"en": "pool", "vi": "hồ bơi"}, ticked, {"de": "Ja.", "fr": "Oui.", "vi": "Có."}, LANGUAGES)
        assert [list(found["label"]), list(found["questions"]), list(found["answer"])] == [["vi", "en"], ["vi", "en"], ["vi", "fr", "de"]]
        assert found["questions"] == {"vi": ["hồ bơi?"], "en": ["a pool?", "pool"]}

    def test_without_wordings_is_asked_for_by_its_label(self) -> None:
        assert entry("pool", "Pool", [], {"fr": "Oui."}, LANGUAGES)["questions"] == {"vi": ["Pool"]}


def test_near_are_the_entries_that_would_answer_or_nearly(ready: Any) -> None:
    assert near(["what does it cost to attend"], ready, NOW)[0] == "faq:fee"
    assert near(["xylophone quartz"], ready, NOW) == []
