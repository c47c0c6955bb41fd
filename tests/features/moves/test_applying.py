"""What organisers see before a change, and what they did: done once, by whoever was first; told or silent; undone for ten minutes."""

from typing import Any

from tests.features.moving import DONE, data, session, starts, swap

from workshop_bot.store import overrides


class TestThePreview:
    def test_says_who_would_be_told(self, boss: Any, follow: Any) -> None:
        assert "\n\nNobody would be told.\n" in boss.says("/move use an inhaler 9:30")
        follow(1, "topic:inhalers")
        one = "\n\n1 person follows it and would be told.\n\nHanoi time.\n[Apply and tell] [Apply silently]\n"
        assert one in boss.says("/move use an inhaler 9:30")
        follow(2, "all", "session:inhalers-1")
        follow(5, "day:2030-06-04")
        assert "\n\n3 people follow it and would be told.\n" in boss.says("/move use an inhaler 9:30")
        assert "\n\n8 people follow it and would be told.\n" in boss.says("/move use an inhaler tomorrow")

    def test_counts_nobody_for_what_is_over(self, asthma_world: Any, boss: Any, follow: Any) -> None:
        follow(2, "all")
        asthma_world.at("2030-06-04 12:00")
        assert "Nobody would be told." in boss.says("/room use an inhaler hall b")
        boss.taps("Apply")
        assert "2 people follow it" in boss.says("/move use an inhaler 5/6 9:00")

    def test_says_what_it_clashes_with_and_who_follows_both(self, boss: Any, follow: Any) -> None:
        follow(2, "session:inhalers-1", "session:allergy-1")
        follow(1, "session:inhalers-1")
        shown = boss.says("/move use an inhaler 14:30")
        assert "⚠️ Nguyễn Thị Lan speaks then: Pollen and dust, 14:00–15:00\n2 of them follow something else at that time.\n" in shown
        assert "⚠️ Hall A is taken then: Opening, 8:30–9:00" in boss.says("/move use an inhaler 8:45")

    def test_of_a_room(self, boss: Any) -> None:
        boss.says("/move use an inhaler 14:30")
        boss.taps("Apply")
        shown = boss.says("/room use an inhaler hall b")
        assert shown.startswith("How to use an inhaler\nMon 3 Jun, 14:30–15:15 · Hall A → Hall B\n")
        assert "⚠️ Hall B is taken then: Pollen and dust, 14:00–15:00\n" in shown


def test_a_session_is_cancelled_and_held_after_all(asthma_world: Any, boss: Any, follow: Any) -> None:
    follow(2, "all")
    assert boss.says("/cancel_session closing") == (
        "Closing\nWed 5 Jun, 16:00–16:30 · takes place → cancelled\n\n2 people follow it and would be told.\n\nHanoi time.\n"
        "[Apply and tell] [Apply silently]\n[Back]"
    )
    assert boss.taps("Apply and tell").split("\n\n")[0] == "(edited) Done.\nClosing\nWed 5 Jun, 16:00–16:30 · cancelled"
    assert session(asthma_world, "closing").cancelled
    assert boss.says("/cancel_session closing").startswith("Closing\nWed 5 Jun, 16:00–16:30 · cancelled → takes place\n")
    boss.taps("Apply silently")
    assert not session(asthma_world, "closing").cancelled
    with asthma_world.store.transaction() as connection:
        assert overrides.all_(connection) == []  # it is as the folder says


class TestAnAct:
    def test_tells_or_is_silent(self, asthma_world: Any, boss: Any, follow: Any) -> None:
        follow(2, "all")
        boss.says("/move opening 8:45")
        assert boss.taps("Apply and tell").split("\n\n")[1] == "2 people hear of it in about a minute."
        boss.says("/move opening 8:50")
        assert boss.taps("Apply silently").split("\n\n")[1] == "Nobody is told."
        with asthma_world.store.transaction() as connection:
            assert [act.silent for act in overrides.new(connection)] == [False, True]

    def test_is_done_once_by_two_taps(self, asthma_world: Any, boss: Any) -> None:
        boss.says("/move use an inhaler 9:30")
        tap = data(asthma_world, boss, "Apply")
        assert boss.taps_data(tap) == boss.taps_data(tap) == DONE
        with asthma_world.store.transaction() as connection:
            assert len(overrides.new(connection)) == 1

    def test_of_two_organisers_is_one_and_the_second_is_told(self, asthma_world: Any, boss: Any, other: Any) -> None:
        boss.says("/move use an inhaler 9:30")
        other.says("/move use an inhaler 10:00")
        tap = data(asthma_world, other, "Apply")
        boss.taps("Apply")
        for _ in range(2):
            assert other.taps_data(tap) == (
                "(edited) Nothing was done: somebody has changed this session meanwhile. It is now:\n\n"
                "How to use an inhaler\nMon 3 Jun, 9:30–10:15 · Hall A\n\nHanoi time.\n[Look again]"
            )
            swap(asthma_world)
        assert starts(asthma_world, "inhalers-1") == "03 09:30"
        assert other.taps("Look again").startswith("(edited) How to use an inhaler\nMon 3 Jun, 9:30–10:15 · Hall A\n\nWhen")

    def test_that_another_has_done_already_is_said(self, boss: Any, other: Any) -> None:
        boss.says("/move use an inhaler 9:30")
        other.says("/move use an inhaler 9:30")
        boss.taps("Apply")
        assert other.taps("Apply") == "(edited) How to use an inhaler\nMon 3 Jun, 9:30–10:15 · Hall A\n\nIt is so already.\n\nHanoi time."

    def test_there_and_back_leaves_the_folder_as_it_is(self, asthma_world: Any, boss: Any) -> None:
        for hour in ("9:30", "9:00"):
            boss.says(f"/move use an inhaler {hour}")
            boss.taps("Apply")
            swap(asthma_world)
        with asthma_world.store.transaction() as connection:
            assert overrides.all_(connection) == []


class TestUndo:
    def test_is_a_tap_or_a_command(self, asthma_world: Any, boss: Any) -> None:
        undone_ = "Undone. It is again:\nHow to use an inhaler\nMon 3 Jun, 9:00–9:45 · Hall A\n\nHanoi time."
        boss.says("/move use an inhaler 9:30")
        boss.taps("Apply")
        swap(asthma_world)
        assert boss.taps("Undo") == f"(edited) {undone_}"
        assert starts(asthma_world, "inhalers-1") == "03 09:00"
        boss.says("/move use an inhaler 9:45")
        boss.taps("Apply")
        assert boss.says("/undo") == undone_
        assert boss.says("/undo") == "There is nothing of yours to undo."
        assert starts(asthma_world, "inhalers-1") == "03 09:00"

    def test_goes_back_act_by_act(self, asthma_world: Any, boss: Any) -> None:
        for typed in ("/move opening 8:45", "/room closing hall a"):
            boss.says(typed)
            boss.taps("Apply")
        assert "Closing\n" in boss.says("/undo")
        assert "Opening\n" in boss.says("/undo")
        assert starts(asthma_world, "opening") == "03 08:30"

    def test_is_possible_for_ten_minutes(self, asthma_world: Any, boss: Any) -> None:
        boss.says("/move use an inhaler 9:30")
        boss.taps("Apply")
        asthma_world.later(10.1)
        late = "More than ten minutes have gone by. /move, /room and /cancel_session change it again."
        assert boss.taps("Undo") == f"(edited) {late}"
        assert boss.says("/undo") == late
        assert starts(asthma_world, "inhalers-1") == "03 09:30"

    def test_leaves_what_another_has_done_since(self, asthma_world: Any, boss: Any, other: Any) -> None:
        boss.says("/move use an inhaler 9:30")
        boss.taps("Apply")
        other.says("/room use an inhaler hall b")
        other.taps("Apply")
        assert boss.says("/undo") == "It was not undone: somebody has changed this session since."

    def test_is_for_whoever_did_it(self, asthma_world: Any, boss: Any, other: Any) -> None:
        boss.says("/move use an inhaler 9:30")
        boss.taps("Apply")
        assert other.taps_data(data(asthma_world, boss, "Undo")) == "(edited) There is nothing of yours to undo."
        assert other.says("/undo") == "There is nothing of yours to undo."
