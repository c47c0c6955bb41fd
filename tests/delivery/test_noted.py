"""What was asked is noted, and what people do next tells whether this was it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workshop_bot.answers import Ready, answer, chosen, prepare
from workshop_bot.delivery import noted
from workshop_bot.knowledge.read import usable
from workshop_bot.store import asked
from workshop_bot.store.asked import Asked
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date

NOW = datetime(2030, 6, 3, 2, 10, tzinfo=UTC)
LAN, SAM = 1, 3
Ask = Callable[..., list[Asked]]


@pytest.fixture(scope="module")
def ready() -> Ready:
    return prepare(usable(Path(__file__).parents[1] / "answers" / "asthma"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    bring_up_to_date(opened)
    yield opened
    opened.close()


@pytest.fixture
def ask(store: Store, ready: Ready) -> Ask:
    """Somebody asks something so many minutes later; all that is noted then."""

    def asking(text: str, minutes: float = 0, person: int = LAN) -> list[Asked]:
        now = NOW + timedelta(minutes=minutes)
        with store.transaction() as connection:
            noted.note(connection, person, answer(text, ready, now), now)
            return asked.between(connection)

    return asking


@pytest.fixture
def then(store: Store) -> Callable[..., Asked]:
    """The person does something one minute after the first question; what is noted of their last question then."""

    def doing(act: Callable[..., None], *about: object, person: int = LAN) -> Asked:
        with store.transaction() as connection:
            act(connection, person, *about)
            return asked.between(connection)[-1]

    return doing


def test_a_question_is_noted_with_what_became_of_it(ask: Ask) -> None:
    assert ask("Is lunch provided?") == [Asked(1, NOW, "en", "Is lunch provided?", "unpublished", "faq:meals")]
    assert ask("may I bring my dog")[1].outcome == "unknown"


@pytest.mark.parametrize("text", ["hello", "goodbye", "👍"])
def test_a_greeting_is_no_question(ask: Ask, text: str) -> None:
    assert ask(text) == []


def test_what_is_chosen_is_no_question(store: Store, ready: Ready) -> None:
    with store.transaction() as connection:
        noted.note(connection, LAN, chosen("faq:meals", "2", ready, NOW, "en"), NOW)
        assert asked.between(connection) == []


def test_what_looks_like_a_patients_data_is_masked(ask: Ask) -> None:
    assert ask("Is lunch provided? My mail is lan@example.org")[0].text == "Is lunch provided? My mail is ▮▮▮"


def test_p23_of_a_long_text_the_beginning_is_kept(ask: Ask) -> None:
    assert ask("may I bring my dog and " + 4000 * "a")[0].text == "may I bring my dog and " + 477 * "a"


def test_p21_the_words_of_a_question_about_a_patient_are_not_kept(ask: Ask) -> None:
    found = ask("my son has asthma, which dose should I give him?")
    assert [(one.outcome, one.text) for one in found] == [("declined", "")]
    assert [one.again for one in ask("my son has asthma, which dose should I give him?", 1)] == [False, False]


@pytest.mark.parametrize(
    ("first", "second", "minutes", "person", "again"),
    [
        ("Is lunch provided?", "the midday meal?", 5, LAN, True),  # the same entry
        ("Is lunch provided?", "the midday meal?", 6, LAN, False),
        ("Is lunch provided?", "the midday meal?", 5, SAM, False),
        ("may I bring my dog", "can I bring my dog", 1, LAN, True),  # nearly the same words
        ("may I bring my dog", "where is the swimming pool", 1, LAN, False),
        ("Is lunch provided?", "How much is the fee?", 1, LAN, False),
    ],
)
def test_who_asks_alike_at_once_asks_again(ask: Ask, first: str, second: str, minutes: int, person: int, again: bool) -> None:
    ask(first)
    assert [one.again for one in ask(second, minutes, person)] == [again, False]


def test_not_my_question_marks_the_persons_own_last_that_the_entry_answered(ask: Ask, store: Store) -> None:
    for minutes, person in enumerate((LAN, LAN, SAM)):
        ask("How do I register?", minutes, person)
    ask("may I bring my dog", 3)
    with store.transaction() as connection:
        noted.mistaken(connection, LAN, "faq:meals")
        noted.mistaken(connection, 5, "faq:registration")
        assert [one.wrong for one in asked.between(connection)] == [False, False, False, False]
        noted.mistaken(connection, LAN, "faq:registration")
        assert [one.wrong for one in asked.between(connection)] == [False, True, False, False]


def test_none_of_these_marks_a_choice(store: Store) -> None:
    with store.transaction() as connection:
        for outcome in ("choose", "unknown"):
            asked.keep(connection, asked.mark(connection, LAN), "en", outcome, outcome, "", NOW)
        noted.mistaken(connection, LAN, "")
        assert [one.wrong for one in asked.between(connection)] == [True, False]


@pytest.mark.parametrize(
    ("outcome", "entry", "wrong", "minutes", "meant"),
    [
        ("choose", "", False, 10, "faq:fee"),
        ("choose", "", False, 11, ""),
        ("unknown", "", False, 1, "faq:fee"),
        ("answer", "faq:meals", True, 1, "faq:fee"),
        ("answer", "faq:meals", False, 1, ""),  # it was answered: they look at something else
        ("declined", "", False, 1, ""),
    ],
)
def test_what_is_chosen_afterwards_was_meant(
    then: Callable[..., Asked], store: Store, outcome: str, entry: str, wrong: bool, minutes: int, meant: str
) -> None:
    with store.transaction() as connection:
        asked.keep(connection, asked.mark(connection, LAN), "en", "what?", outcome, entry, NOW)
        asked.change(connection, 1, wrong=wrong)
    found = then(noted.meant, "faq:fee", NOW + timedelta(minutes=minutes))
    assert (found.meant, found.wrong) == (meant, wrong)


def test_the_way_back_takes_it_back(then: Callable[..., Asked], ask: Ask) -> None:
    ask("Is lunch provided?")
    then(noted.mistaken, "faq:meals")
    assert then(noted.meant, "faq:fee", NOW).meant == "faq:fee"
    found = then(noted.meant, "faq:meals", NOW)
    assert (found.meant, found.wrong) == ("", False)
