"""What was asked, in figures."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from workshop_bot.answers import Ready
from workshop_bot.answers.figures import examined, fate, figures, is_open, is_unanswered, moment
from workshop_bot.store.asked import Asked

NOW = datetime(2030, 6, 3, 2, 10, tzinfo=UTC)  # ten past nine in Hanoi
NUMBERS = count(1)


def one(text: str = "what?", outcome: str = "answer", entry: str = "", language: str = "en", hours: float = 0, **said: Any) -> Asked:
    return Asked(next(NUMBERS), NOW + timedelta(hours=hours), language, text, outcome, entry, **said)


REGISTRATION, FEE = "faq:registration", "faq:fee"


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        (one(entry=REGISTRATION), "answered"),
        (one(entry="session:opening"), "programme"),
        (one(entry="programme:day"), "programme"),
        (one(outcome="unpublished", entry=FEE), "unpublished"),
        (one(outcome="choose"), "choose"),
    ],
)
def test_answers_from_the_programme_are_counted_apart(asked: Asked, counted: str) -> None:
    assert fate(asked) == counted


@pytest.mark.parametrize(
    ("asked", "without"),
    [
        (one(entry=REGISTRATION), False),
        (one(entry=REGISTRATION, wrong=True), True),
        (one(entry=REGISTRATION, wrong=True, meant=FEE), False),
        (one(outcome="unknown"), True),
        (one(outcome="choose"), True),
        (one(outcome="choose", meant=FEE), False),
        (one(outcome="unpublished", entry=FEE), False),
        (one(outcome="declined"), False),
    ],
)
def test_a_question_is_open_until_somebody_found_what_they_meant(asked: Asked, without: bool) -> None:
    assert is_open(asked) == without
    assert is_unanswered(asked) == (without or asked.outcome == "unpublished")


def test_they_are_counted_by_day_fate_language_and_entry(ready: Ready) -> None:
    found = figures(
        [
            one(entry=REGISTRATION),
            one(entry=REGISTRATION, language="fr", again=True),
            one(entry=REGISTRATION, wrong=True, meant=FEE, language="fr"),
            one(outcome="unpublished", entry=FEE, language="fr", hours=14.9),  # at midnight it is the next day
            one(outcome="unknown", hours=14),
            one(outcome="declined", text="", hours=15),
        ],
        ready,
    )
    assert (found.asked, found.open, found.again) == (6, 2, 1)
    assert found.days == {date(2030, 6, 3): 4, date(2030, 6, 4): 2}
    assert list(found.fates.items()) == [("answered", 3), ("unpublished", 1), ("unknown", 1), ("declined", 1)]
    assert list(found.languages.items()) == [("en", 3), ("fr", 3)]
    assert list(found.entries.items()) == [(FEE, 2), (REGISTRATION, 2)]
    assert found.mistaken == {REGISTRATION: 1}
    assert found.lacking == ()


def test_of_nothing_there_are_none(ready: Ready) -> None:
    found = figures([], ready)
    assert (found.asked, found.days, found.lacking) == (0, {}, ())


class TestWhatIsLackingAnAnswer:
    def texts(self, asked: list[Asked], ready: Ready) -> list[tuple[int, list[str]]]:
        return [(times, [one.text for one in group]) for times, group in figures(asked, ready).lacking]

    def test_is_shown_from_three_on_that_ask_the_same_the_most_first(self, ready: Ready) -> None:
        dogs = [one(text, "unknown") for text in ("may I bring my dog?", "May I bring a dog", "can I bring my dog")]
        pools = [one("where is the swimming pool", "unknown") for _ in range(4)]
        gym = [one("is there a gym", "unknown") for _ in range(2)]
        assert self.texts([*dogs, *pools, *gym], ready) == [
            (4, ["where is the swimming pool"]),
            (3, ["may I bring my dog?", "May I bring a dog", "can I bring my dog"]),
        ]

    def test_is_one_group_in_all_languages_where_the_folder_knows_it(self, ready: Ready) -> None:
        asked = [
            one("Lệ phí bao nhiêu?", "answer", REGISTRATION, "vi", wrong=True),
            one("Quel est le tarif ?", "answer", REGISTRATION, "fr", wrong=True),
            one("How much is the fee?", "answer", REGISTRATION, "en", wrong=True),
        ]
        assert self.texts(asked, ready) == [(3, ["Lệ phí bao nhiêu?", "Quel est le tarif ?", "How much is the fee?"])]

    def test_is_not_counted_twice_of_who_asks_again_at_once(self, ready: Ready) -> None:
        asked = [one("is there a gym", "unknown", again=again) for again in (True, True, True, False)]
        assert self.texts(asked, ready) == []

    def test_has_words(self, ready: Ready) -> None:
        assert self.texts([one(text, "unknown") for text in ("", "?!", "😀") * 3], ready) == []


def test_what_people_meant_is_a_question_for_the_examination(ready: Ready) -> None:
    asked = [
        one("what does it cost", "choose", meant=FEE),
        one("What does it cost?", "answer", REGISTRATION, wrong=True, meant=FEE, hours=1),
        one("tomorrow?", "choose", meant="programme:day"),
        one("old", "choose", meant="faq:gone"),
        one("is there a gym", "unknown", language="fr"),
        one("is there a gym for ▮▮▮", "unknown"),
        one("How do I register?", "answer", REGISTRATION),
        one("", "declined"),
    ]
    known, lacking = examined(asked, ready)
    last = moment(asked[1], ready)
    assert [(put.ask, put.expect, put.times) for put in known] == [("What does it cost?", FEE, 2), ("tomorrow?", "programme:day", 1)]
    assert known[0].at == last
    assert f"{last:%H:%M}" == "10:10"
    assert [(put.ask, put.language) for put in lacking] == [("is there a gym", "fr")]
