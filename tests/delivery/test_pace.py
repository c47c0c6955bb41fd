from hypothesis import given
from hypothesis import strategies as st

from workshop_bot.delivery.pace import Meter, Pace, Rate, taken, wait

GAPS = st.lists(st.floats(0, 5), min_size=1, max_size=200)


def sent_at(rate: Rate, gaps: list[float]) -> list[float]:
    """When messages go out that come with these gaps, each as soon as the rate lets it."""
    now, busy, times = 100.0, 0.0, []
    for gap in gaps:
        now += gap
        now += wait(rate, busy, now)
        busy = taken(rate, busy, now)
        times.append(now)
    return times


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds - 1e-5 for time in times) for start in times)


@given(GAPS)
def test_p07_no_second_sees_more_than_thirty(gaps: list[float]) -> None:
    assert most_within(sent_at(Pace().everywhere, [gap / 100 for gap in gaps]), 1) <= 30


@given(GAPS, st.lists(st.tuples(st.floats(0, 8), st.floats(0, 2)), max_size=5))
def test_p07_nor_where_stalls_bunch_what_was_taken_apart(gaps: list[float], stalls: list[tuple[float, float]]) -> None:
    meter, left = Meter(Pace()), []
    for taken_at in sent_at(Pace().everywhere, [gap / 100 for gap in gaps]):
        now = max([taken_at, *(100 + start + length for start, length in stalls if start <= taken_at - 100 < start + length)])
        left.append(now + meter.depart(1, now))
    assert most_within(left, 1) <= 29
    assert most_within(left, 1.05) <= 30
    assert Meter(None).depart(1, 100.0) == 0


@given(GAPS)
def test_p07_no_minute_of_a_group_sees_more_than_twenty(gaps: list[float]) -> None:
    assert most_within(sent_at(Pace().group, gaps), 60) <= 20


@given(GAPS)
def test_p07_a_chat_gets_three_at_once_and_then_one_a_second(gaps: list[float]) -> None:
    times = sent_at(Pace().chat, gaps)
    assert all(most_within(times, span) <= 3 + span for span in (1, 2, 5, 30))


def test_after_a_rest_a_burst_goes_at_once_and_no_more() -> None:
    assert sent_at(Rate(1, 3), [0] * 5) == [100, 100, 100, 101, 102]


def test_a_full_second_is_used() -> None:
    times = sent_at(Pace().everywhere, [0] * 281)
    assert 9.9 < times[-1] - times[0] < 10.1


def test_edits_count_for_the_bot_alone() -> None:
    meter = Meter(Pace())
    for _ in range(9):
        meter.take(1, False, 0)
    assert (meter.wait(1, True, 0), meter.wait_everywhere(0) > 0) == (0, True)


def test_an_edit_passes_a_chat_that_is_busy_but_not_one_that_is_refused() -> None:
    meter = Meter(Pace())
    for _ in range(3):
        meter.take(1, True, 0)
    assert (meter.wait(1, True, 0), meter.wait(1, False, 0)) == (1, 0)
    meter.hold(1, 30, 0)
    assert (meter.wait(1, False, 0), meter.wait(2, False, 0), meter.wait_everywhere(1)) == (30, 0, 0)


def test_p07_a_second_chat_refused_meanwhile_halts_all_and_a_later_one_does_not() -> None:
    meter = Meter(None)
    meter.hold(1, 10, 0)
    meter.hold(1, 10, 1)
    assert meter.wait_everywhere(1) == 0
    meter.hold(2, 5, 2)
    assert meter.wait_everywhere(2) == 5
    later = Meter(None)
    later.hold(1, 10, 0)
    later.hold(2, 5, 11)
    assert later.wait_everywhere(11) == 0


def test_without_a_pace_only_refusals_count() -> None:
    meter = Meter(None)
    for _ in range(99):
        meter.take(1, True, 0)
    assert (meter.wait(1, True, 0), meter.wait_everywhere(0)) == (0, 0)


def test_what_leaves_just_as_its_chat_comes_to_rest_leaves() -> None:
    class Swept(dict[int, float]):
        """The chats, which the writer's thread looks through in between."""

        def __contains__(self, chat: object) -> bool:
            meter.busy(9)
            return super().__contains__(chat)

    meter = Meter(Pace())
    meter.take(1, True, 0)
    meter._chats = Swept(meter._chats)
    assert meter.depart(1, 9) == 0


def test_chats_at_rest_are_forgotten() -> None:
    meter = Meter(Pace())
    for chat in range(1, 101):
        meter.take(chat, True, 0)
    assert (meter.busy(0.5), meter.busy(1.5)) == (100, 0)
