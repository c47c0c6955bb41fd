"""From a group to the private chat: what somebody wrote there is found again by the same person alone."""

from dataclasses import replace
from typing import Any

from workshop_bot.delivery.privately import link, words_of


def test_words_are_found_again_by_who_wrote_them(turn: Any) -> None:
    address, _, named = link(turn, "remind", "surgery").partition("_bot?start=remind_")
    assert address.startswith("https://t.me/")
    assert words_of(turn, named) == "surgery"
    assert words_of(replace(turn, incoming=replace(turn.incoming, person=turn.incoming.person + 1)), named) == ""
    assert words_of(turn, "") == ""


def test_without_words_or_a_person_it_leads_there_all_the_same(turn: Any) -> None:
    nobody = replace(turn, incoming=replace(turn.incoming, person=0))
    assert link(turn, "remind") == link(nobody, "remind", "surgery") == f"https://t.me/{turn.bot}?start=remind"
    assert link(turn, "", "surgery") == f"https://t.me/{turn.bot}"
