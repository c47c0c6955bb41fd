"""Whom an announcement is for: names, and the pages of buttons to choose from."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_bot.delivery.announcing import reach
from workshop_bot.delivery.audience import OPTIONS, called, choices, exists, includes
from workshop_bot.delivery.turn import Button, Turn
from workshop_bot.store import chats, follows
from workshop_bot.store.tables import EPOCH


def rows(turn: Turn, part: str) -> list[list[str]]:
    """The buttons of a page, each as `words → audience`."""
    keyboard = choices(turn, part, lambda audience: len(audience), Button)
    return [[f"{button.words} → {button.data}" for button in row] for row in keyboard]


def test_the_first_page_has_the_whole_of_it_with_numbers(turn: Turn) -> None:
    assert rows(turn, "") == [
        ["Everyone · 3 → all"],
        ["In the room · 4 → room", "Online · 6 → online"],
        ["Vietnamese · 11 → language:vi", "French · 11 → language:fr"],
        ["English · 11 → language:en"],
        ["Follow a day → ?day", "Follow a topic → ?topic"],
        ["Follow a session → ?session"],
        ["The workshop’s groups · 6 → groups"],
    ]


def test_days_topics_and_sessions_have_pages(turn: Turn) -> None:
    assert rows(turn, "day")[0] == ["Mon 2 Dec · 14 → day:2024-12-02"]
    assert rows(turn, "topic")[0][0].endswith(f"→ topic:{turn.ready.knowledge.topics[0].id}")
    first = turn.ready.names.sessions[0]
    assert rows(turn, "session")[0][0].endswith(f"→ session:{first.id}")
    assert rows(turn, "session")[-1][:2] == ["• 2 Dec → ?session:2024-12-02", "3 Dec → ?session:2024-12-03"]
    assert rows(turn, "session:2024-12-03")[-1][1] == "• 3 Dec → ?session:2024-12-03"
    assert rows(turn, "session:1999-01-01") == rows(turn, "session")


def test_a_long_page_leads_on(turn: Turn) -> None:
    many = len(turn.ready.knowledge.topics)
    shown = rows(turn, "topic")
    assert (len(shown) > OPTIONS) == (many > OPTIONS)
    assert rows(turn, f"topic:{many}") == []
    assert rows(turn, "topic:nothing") == shown


@pytest.mark.parametrize(
    ("audience", "name"),
    [
        ("all", "everyone"),
        ("room", "those in the room"),
        ("groups", "the workshop’s groups"),
        ("language:fr", "readers of French"),
        ("day:2024-12-02", "followers of Mon 2 Dec"),
        ("topic:neuroblastoma", "followers of Neuroblastoma"),
    ],
)
def test_each_has_a_name(turn: Turn, audience: str, name: str) -> None:
    assert exists(turn, audience)
    assert called(turn, audience) == name


@pytest.mark.parametrize(
    "forged", ["", "x", "language:xx", "day:1999-01-01", "day:", "topic:x", "session:", "speaker:x", "room:x", "all:x"]
)
def test_what_is_forged_is_none(turn: Turn, forged: str) -> None:
    assert not exists(turn, forged)


AUDIENCES = ("all", "room", "online", "groups", "language:vi", "language:fr", "day:2024-12-02", "topic:surgery", "session:surgery-1")


@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_is_of_an_audience_is_who_would_get_it(turn: Turn, seed: int) -> None:
    """What is told later, of a chat at a time, is told to the same as the store finds at once."""
    chance, ready = Random(seed), turn.ready
    targets = ("all", "day:2024-12-02", "topic:surgery", "session:surgery-1", "session:opening")
    connection = turn.connection.begin_nested()
    for number in (-2, -1, *range(1, 12)):
        chats.meet(turn.connection, number, number > 0, EPOCH)
        spoken = {"language": chance.choice(["", "vi", "fr"]), "seen": chance.choice(["", "en", "fr"])}
        chats.change(turn.connection, number, announcements="all", presence=chance.choice(["", "room", "online", "both"]), **spoken)
        for target in chance.sample(targets, chance.randint(0, 3)):
            follows.follow(turn.connection, number, target, EPOCH, stopped=target == "session:surgery-1" and chance.random() < 0.5)
    everyone = [chats.find(turn.connection, number) for number in (-2, -1, *range(1, 12))]
    for audience in AUDIENCES:
        of_it = sum(one is not None and includes(turn.connection, ready, one, audience) for one in everyone)
        assert (audience, seed, of_it) == (audience, seed, reach(turn.connection, ready.knowledge, audience, False, EPOCH).total)
    connection.rollback()
