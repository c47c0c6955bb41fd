"""Sessions that collide, have no length or lie outside the workshop."""

from collections.abc import Callable, Mapping

import pytest

Said = Callable[[Mapping[str, str | bytes | None]], list[str]]

ROOMS = """\
workshop:
  id: bees
  name: Bees
  starts: 2024-03-30
  ends: 2024-10-30
  timezone: Europe/Paris
  languages: [fr]
  rooms: [{id: barn, name: The barn}, {id: yard, name: The yard}]
"""
SPEAKERS = "speakers:\n  - {id: maya, name: Maya}\n  - {id: willy, name: Willy}\n"


@pytest.fixture
def collisions(said: Said) -> Callable[..., list[str]]:
    """The lines about overlaps of sessions that these fields give, each with a number for an id."""

    def told(*fields: str) -> list[str]:
        sessions = "".join(f"  - {{id: s{number}, title: Bees, {field}}}\n" for number, field in enumerate(fields))
        problems = said({"workshop.yaml": ROOMS, "speakers.yaml": SPEAKERS, "sessions.yaml": "sessions:\n" + sessions})
        return [problem.split(": ", 2)[2] for problem in problems if " overlap: " in problem]

    return told


MEND = "move one of the two, or cancel it"


def test_a_room_holds_one_session_at_a_time(collisions: Callable[..., list[str]]) -> None:
    tour = "starts: 2024-03-30 09:00, ends: 10:00, room: barn"
    assert collisions("starts: 2024-03-30 09:59, minutes: 30, room: [yard, barn]", tour) == [f'room "barn" has "s1" until 10:00; {MEND}']
    assert collisions("starts: 2024-03-30 10:00, minutes: 30, room: barn", tour) == []
    assert collisions("starts: 2024-03-30 09:59, minutes: 30, room: yard", tour) == []
    assert collisions("starts: 2024-03-30 09:59, minutes: 30, room: barn, cancelled: true", tour) == []


def test_a_speaker_speaks_in_one_session_at_a_time(collisions: Callable[..., list[str]]) -> None:
    tour = "starts: 2024-03-30 09:00, ends: 10:00, speakers: [maya]"
    assert collisions(tour, "starts: 2024-03-30 09:30, speakers: [willy, maya]") == [f'speaker "maya" has "s0" until 10:00; {MEND}']


def test_a_long_session_collides_with_all_within_it(collisions: Callable[..., list[str]]) -> None:
    within = [f"starts: 2024-03-30 {hour}:00, minutes: 30, room: barn" for hour in (10, 11)]
    assert collisions("starts: 2024-03-30 09:00, ends: 18:00, room: barn", *within) == [f'room "barn" has "s0" until 18:00; {MEND}'] * 2


def test_in_the_hour_that_comes_twice_moments_count_not_clocks(collisions: Callable[..., list[str]]) -> None:
    first = "starts: 2024-10-27 02:00, minutes: 60, room: barn"
    assert collisions(first, "starts: 2024-10-27 02:00+01:00, minutes: 60, room: barn") == []
    assert collisions(first, "starts: 2024-10-27 02:30, minutes: 60, room: barn") == [f'room "barn" has "s0" until 02:00; {MEND}']


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ("starts: 2024-03-30 09:00, ends: 10:00, minutes: 60", []),
        ("starts: 2024-03-30", []),
        ("starts: 2024-03-30, minutes: 45", []),
        ("starts: 2024-03-30 09:00+01:00, ends: 10:00", []),
        ("starts: 2024-03-30 09:00, ends: 09:00", ["no-length: it lasts no time"]),
        (
            "starts: 2024-03-29 09:00",
            ["no-length: nobody knows how long it lasts", "outside-dates: the workshop lasts from 2024-03-30 to 2024-10-30"],
        ),
        ("starts: 2024-03-30T9:30+01:00, ends: 10:30", []),
        (
            "starts: 2024-03-30 17:30+09:00, ends: 10:30",
            ["mixed-zones: the hour alone is read in the workshop's zone, where it begins at 09:30"],
        ),
    ],
)
def test_a_session_has_one_length_within_the_dates(fields: str, wrong: list[str], said: Said) -> None:
    problems = said({"workshop.yaml": ROOMS, "sessions.yaml": f"sessions:\n  - {{id: tour, title: Tour, {fields}}}\n"})
    assert [problem.split(" ", 2)[2].partition(";")[0] for problem in problems] == wrong
