"""Where following is met with elsewhere: the welcome, links, groups, silence."""

from typing import Any

import pytest
from tests.features.following import PAGE


class TestElsewhere:
    def test_the_welcome_leads_to_it_until_the_end(self, sam: Any, world: Any) -> None:
        assert "[Programme] [Remind me]" in sam.says("/start")
        assert sam.taps("Remind me") == PAGE
        world.at("2024-12-07 09:00")
        assert "[Programme] [Language]" in sam.says("/start")

    @pytest.mark.parametrize(
        ("link", "button", "target"),
        [
            ("s_surgery-1", "Remind me", "session:surgery-1"),
            ("t_surgery", "Remind me of this topic", "topic:surgery"),
            ("d_3", "Remind me of this day", "day:2024-12-04"),
        ],
    )
    def test_a_deep_link_shows_its_page_with_the_button(self, link: str, button: str, target: str, sam: Any) -> None:
        sam.says("/start")
        sam.says(f"/start {link}")
        sam.taps(button)
        assert sam.followed == {target: True}

    def test_what_comes_next_is_followed_below_its_answer(self, sam: Any, world: Any) -> None:
        world.at("2024-12-02 09:50")
        assert sam.says("what comes next?").split("\n")[-2:] == ["[Remind me]", "[Not my question]"]
        sam.taps("Remind me")
        assert sam.followed == {"session:neuroblastoma-2": True}
        assert sam.newest.split("\n")[0] == "Neuroblastoma – presentation 2"

    def test_in_a_group_it_is_done_in_private(self, sam: Any, lan: Any) -> None:
        assert sam.says("/remind", group=True).endswith("[Nhắn riêng → https://t.me/pow_bot?start=remind]")
        assert sam.says("/agenda", group=True).endswith("[Nhắn riêng → https://t.me/pow_bot?start=agenda]")
        assert sam.says("/start remind") == PAGE
        sam.says("/programme tuesday", group=True)
        shown = sam.world.shown[-1001, sam.world.newest[-1001]]
        assert shown.buttons[-1][0].url == "https://t.me/pow_bot?start=d_2"
        assert sam.taps_data("follow:all", group=True).startswith("(alert) ")
        assert sam.taps_data("open:remind", group=True).endswith("[Nhắn riêng → https://t.me/pow_bot?start=remind]")
        assert sam.followed == {}

    def test_silence_takes_what_waits_away_and_any_message_brings_it_back(self, sam: Any, world: Any) -> None:
        sam.says("/remind tomorrow")
        waiting = sam.waits
        sam.says("/stop")
        assert sam.waits == {}
        world.later(5)
        sam.says("hello")
        assert sam.waits == waiting

    def test_whoever_blocks_the_bot_is_owed_nothing_until_they_are_back(self, sam: Any) -> None:
        sam.says("/remind tomorrow")
        waiting = sam.waits
        sam.replies("member", "kicked")
        assert sam.waits == {}
        sam.replies("member", "member")
        assert sam.waits == waiting

    def test_what_is_forgotten_reminds_nobody(self, sam: Any) -> None:
        sam.says("/remind all")
        sam.says("/forget")
        sam.taps("Erase everything")
        assert (sam.followed, sam.waits) == ({}, {})


class TestHowLongBefore:
    """A lead time beside what is named is chosen too: it holds for all reminders, as in the settings."""

    @pytest.mark.parametrize("text", ["remind me of surgery 30 minutes before", "/remind surgery 30 min before"])
    def test_is_chosen_with_what_is_followed(self, sam: Any, text: str) -> None:
        assert sam.says(text).startswith(
            "I will remind you of Surgery: 2 sessions to come, and what is added. Reminders come 30 min before."
        )
        assert sam.waits == {"surgery-1": "03 10:00", "surgery-2": "06 08:45"}
        assert sam.row.lead == 30

    @pytest.mark.parametrize(
        ("who", "text", "page"),
        [
            ("lan", "nhac toi truoc 30 phut", "Nhắc trước: 30 phút"),
            ("claire", "rappelez-moi 30 min avant chaque session", "Rappels\u202f: 30 min avant"),
            ("sam", "/remind me 30 minutes before", "Reminders: 30 min before"),
        ],
    )
    def test_is_chosen_by_itself(self, request: pytest.FixtureRequest, who: str, text: str, page: str) -> None:
        someone = request.getfixturevalue(who)
        assert someone.says(text).startswith(page)
        assert (someone.row.lead, someone.followed) == (30, {})

    @pytest.mark.parametrize("text", ["nhac truoc 30 phut va 10 phut", "/remind 10 and 30 minutes before"])
    def test_may_be_two(self, lan: Any, text: str) -> None:
        assert lan.says(text).startswith("Nhắc trước: 30 phút")
        assert (lan.row.lead, lan.row.second_lead) == (30, 10)

    @pytest.mark.parametrize("text", ["remind me 30 minutes before the gala", "don't remind me 30 minutes before"])
    def test_is_not_chosen_where_the_rest_is_not_understood(self, sam: Any, text: str) -> None:
        sam.says(text)
        assert (sam.row.lead, sam.followed) == (15, {})

    def test_is_chosen_from_a_group_too(self, sam: Any) -> None:
        link = sam.says("/remind surgery 30 min before", group=True).rpartition("?start=")[2].rstrip("]")
        sam.says(f"/start {link}")
        assert (sam.row.lead, sam.followed) == (30, {"topic:surgery": True})
