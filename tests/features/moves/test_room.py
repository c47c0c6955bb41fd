"""Times and rooms as organisers type and tap them, in three languages; and nothing for anybody else."""

from dataclasses import replace
from typing import Any

import pytest
from tests.features.conftest import ORGANISER, OTHER
from tests.features.moving import DONE, PREVIEW, WHEN, session, starts

from workshop_bot.answers import prepare
from workshop_bot.knowledge.model import Session
from workshop_bot.store import organisers, overrides


class TestATime:
    @pytest.mark.parametrize("typed", ["9:30", "9h30", "+30 min", "lúc 9 giờ rưỡi", "today 9:30", "3/6 9:30"])
    def test_is_typed(self, typed: str, boss: Any) -> None:
        boss.says("/move use an inhaler")
        assert boss.says(typed) == PREVIEW
        assert boss.says(f"/move use an inhaler {typed}") == PREVIEW

    def test_is_tapped_and_applied(self, asthma_world: Any, boss: Any) -> None:
        boss.says("/move use an inhaler")
        assert boss.taps("+30 min") == f"(edited) {PREVIEW}"
        assert boss.taps("Apply") == DONE
        assert starts(asthma_world, "inhalers-1") == "03 09:30"

    def test_leads_back_to_the_session(self, asthma_world: Any, boss: Any) -> None:
        boss.says("/move use an inhaler +1 h")
        assert boss.taps("Back") == f"(edited) {WHEN}"
        assert starts(asthma_world, "inhalers-1") == "03 09:00"

    @pytest.mark.parametrize("typed", ["30/2 10:00", "25:00", "9:30 or so in the afternoon of 1990"])
    def test_that_does_not_exist_is_asked_for_again(self, typed: str, boss: Any) -> None:
        boss.says("/move use an inhaler")
        assert boss.says(typed).startswith("I do not read one moment in that.")
        assert boss.says("9:30") == PREVIEW

    def test_that_is_none_at_all_leaves_the_dialogue(self, boss: Any) -> None:
        boss.says("/move use an inhaler")
        assert boss.says("hello").startswith("I do not read one moment in that.")
        assert boss.says("hello").startswith("Hello.")

    def test_that_is_the_same_changes_nothing(self, boss: Any) -> None:
        assert boss.says("/move use an inhaler 9:00").startswith(
            "How to use an inhaler\nMon 3 Jun, 9:00–9:45 · Hall A\n\nIt is so already."
        )

    def test_in_the_past_or_outside_the_workshop_is_allowed_with_a_warning(self, asthma_world: Any, boss: Any) -> None:
        shown = boss.says("/move use an inhaler 2/6 9:00")
        assert "⚠️ This moment is past.\nThis day is not one of the workshop’s.\n" in shown
        boss.taps("Apply")
        assert starts(asthma_world, "inhalers-1") == "02 09:00"

    def test_of_a_session_without_hours_is_typed(self, asthma_world: Any, boss: Any) -> None:
        boss.says("/move use an inhaler 14:00")
        bare = session(asthma_world, "closing").model_copy(update={"starts": session(asthma_world, "closing").day, "ends": None})
        _put(asthma_world, bare)
        assert boss.says("/move closing").split("\n")[-1] == "[Back]"
        assert boss.says("15:00").startswith("Closing\nWed 5 Jun, hours not known yet → Wed 5 Jun, 15:00\n")
        boss.taps("Apply")
        assert starts(asthma_world, "closing") == "05 15:00"
        assert boss.says("/move closing 4/6").startswith("Closing\nWed 5 Jun, 15:00 → Tue 4 Jun, 15:00\n")


class TestARoom:
    def test_is_tapped_or_typed(self, asthma_world: Any, boss: Any) -> None:
        assert boss.says("/room opening") == (
            "Opening\nMon 3 Jun, 8:30–9:00 · Hall A\n\nWhich room? Tap it or type its name.\n\nHanoi time.\n[Hall B]\n[Back]"
        )
        assert boss.taps("Hall B").startswith("(edited) Opening\nMon 3 Jun, 8:30–9:00 · Hall A → Hall B\n")
        boss.says("/room opening")
        assert boss.says("salle B").startswith("Opening\nMon 3 Jun, 8:30–9:00 · Hall A → Hall B\n")
        boss.taps("Apply")
        assert session(asthma_world, "opening").room == ("hall-b",)

    def test_may_be_several(self, asthma_world: Any, boss: Any) -> None:
        assert boss.says("/room opening hall b and hall a").startswith("Opening\nMon 3 Jun, 8:30–9:00 · Hall A → Hall A, Hall B\n")
        boss.taps("Apply")
        assert session(asthma_world, "opening").room == ("hall-a", "hall-b")

    def test_that_is_not_there(self, boss: Any) -> None:
        boss.says("/room opening")
        assert boss.says("hall 9").startswith("I do not know that room.")
        assert boss.says("hall b").startswith("Opening\nMon 3 Jun, 8:30–9:00 · Hall A → Hall B\n")

    def test_there_may_be_none(self, world: Any, organiser: Any) -> None:
        assert organiser.says("/room opening").split("\n")[2:] == ["", "There is no other room in the folder.", "", "Hanoi time.", "[Back]"]


@pytest.mark.parametrize(
    "data",
    [
        *("move:", "move:time", "move:time:of:", "move:time:of:nothing", "move:room:on:31", "move:undo:", "move:undo:x", "move:undo:99"),
        *(
            "move:time:to:opening:99999999T9999",
            "move:time:to:opening:20300603",
            "move:room:tell:opening:hall-z:0",
            "move:time:tell:opening::",
        ),
        *("move:off:hush:opening:1:00000000", "move:time:tell:opening:20300603T1000:00000000", "move:time:tell:opening:20300603T1000"),
    ],
)
def test_p20_a_forged_tap_changes_nothing(data: str, asthma_world: Any, boss: Any) -> None:
    assert boss.taps_data(data).startswith("(edited) ")
    with asthma_world.store.transaction() as connection:
        assert overrides.new(connection) == []


@pytest.mark.parametrize("typed", ["/move", "/move opening 9:00", "/room opening", "/cancel_session opening", "/undo"])
def test_p20_strangers_and_groups_get_nothing(typed: str, asthma_world: Any, boss: Any, person: Any) -> None:
    lost = "I do not know this command."
    assert person(asthma_world, 666, "en").says(typed).startswith(lost)
    assert "Which session" not in boss.says(f"{typed}", group=True)


def test_p20_who_is_no_organiser_any_more_is_in_no_dialogue(asthma_world: Any, other: Any) -> None:
    other.says("/move use an inhaler")
    with asthma_world.store.transaction() as connection:
        organisers.remove(connection, OTHER)
    assert "→" not in other.says("9:30")


@pytest.mark.parametrize(
    ("language", "typed", "told", "words"),
    [
        ("vi", "/move bình xịt cho trẻ nhỏ mai 9 giờ 30", "1 người theo dõi buổi này và sẽ được báo.", "Áp dụng và báo tin"),
        ("fr", "/move nourrisson demain 9 h 30", "1 personne la suit et serait prévenue.", "Appliquer et prévenir"),
        ("en", "/move infants tomorrow 9:30", "1 person follows it and would be told.", "Apply and tell"),
    ],
)
def test_in_three_languages(language: str, typed: str, told: str, words: str, asthma_world: Any, person: Any, follow: Any) -> None:
    follow(1, "all")
    boss = person(asthma_world, ORGANISER, language)
    assert boss.says(typed).split("\n")[3] == told
    boss.taps(words)
    assert starts(asthma_world, "inhalers-2") == "04 09:30"


def _put(world: Any, changed: Session) -> None:
    """The folder says this of a session."""
    knowledge = world.ready.knowledge
    sessions = tuple(changed if one.id == changed.id else one for one in knowledge.sessions)
    world.ready = prepare(replace(knowledge, sessions=sessions), world.ready.index)
