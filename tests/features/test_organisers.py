"""Organisers: invited by one-time links, listed, removed; what they can do; and that nobody else can, in any form (P20)."""

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from tests.features.conftest import ORGANISER

from workshop_bot.features import ORGANISERS, ROUTES
from workshop_bot.features.organisers import WRONG
from workshop_bot.store import organisers
from workshop_bot.store.tables import acts, invitations, metadata, overrides
from workshop_bot.store.tables import organisers as rights

GREETING = "You are now an organiser of Pediatric Oncology Workshop 2024."
NOT_VALID = "This invitation is not valid. Each one works once, for one day; please ask the organisers for a new one."
OWNERS_ALONE = "Only an owner of this bot invites and removes organisers."
APART = "Đây là việc riêng của anh/chị: mời anh/chị nhắn riêng với tôi."
LANGUAGES = ("vi", "fr", "en")


def link(said: str) -> str:
    """The parameter of the link in a message."""
    (found,) = re.findall(r"https://t\.me/pow_bot\?start=(i_[0-9a-f]{40})(?!\S)", said)
    return str(found)


def token(world: Any, role: str = "organiser") -> str:
    with world.store.transaction() as connection:
        return f"i_{organisers.invite(connection, role, world.now)}"


def role(world: Any, person: int) -> str:
    with world.store.transaction() as connection:
        found = organisers.find(connection, person)
    return found.role if found else ""


def make(world: Any, person: int, role: str = "organiser") -> None:
    with world.store.transaction() as connection:
        organisers.add(connection, person, role, world.now)


@pytest.fixture
def met(sam: Any, claire: Any, stranger: Any) -> None:
    """They have spoken to the bot before."""
    for one in (sam, claire, stranger):
        one.says("/start")


class TestInvite:
    def test_shows_the_organisers_and_a_message_to_forward(self, world: Any, organiser: Any, sam: Any, met: None) -> None:
        make(world, sam.number)
        said = organiser.says("/invite")
        link(said)
        assert re.sub(r"i_\w+", "i_TOKEN", said) == (
            "Invite with the next message\n"
            "Forward it to one person: whoever opens the link first, within a day, is an organiser.\n\n"
            "Organisers now:\n\n"
            "• 4: owner, by the bot’s settings (you)\n"
            "• 3: organiser since Mon 2 Dec\n"
            "[Remove 3]\n\n"
            "You are invited to help organise Pediatric Oncology Workshop 2024. This link makes you an organiser; "
            "it works once, within a day:\nhttps://t.me/pow_bot?start=i_TOKEN"
        )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_in_each_language_nothing_is_markup_by_mistake(self, language: str, world: Any, person: Any) -> None:
        make(world, 7, "owner")
        make(world, 8)
        assert not re.search(r"[*_`{}](?!\w{40})", re.sub(r"i_\w+|pow_bot", "", person(world, 7, language).says("/invite")))

    def test_p20_leaves_no_token_in_the_database(self, world: Any, organiser: Any, sam: Any, met: None) -> None:
        given = link(organiser.says("/invite")).removeprefix("i_")
        sam.says(f"/start i_{'0' * 40}")
        sam.says(f"/start i_{given}")
        with world.store.transaction() as connection:
            kept = {str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))}
        assert not [row for row in kept if given in row or "0" * 40 in row]

    def test_is_for_owners(self, world: Any, sam: Any) -> None:
        make(world, sam.number)
        assert sam.says("/invite") == OWNERS_ALONE
        make(world, sam.number, "owner")
        link(sam.says("/invite"))


class TestTheLink:
    def test_makes_an_organiser_and_says_what_they_can_do(self, world: Any, organiser: Any, sam: Any, met: None) -> None:
        said = sam.says(f"/start {link(organiser.says('/invite'))}")
        assert said.split("\n\n")[0] == GREETING
        assert re.findall(r"^• /(\w+): ", said, re.MULTILINE) == [name for name in ORGANISERS if name != "invite"]
        assert role(world, sam.number) == "organiser"

    @pytest.mark.parametrize(
        ("language", "heard"),
        [
            ("en", "7 is now an organiser: the invitation was accepted.\n[Remove 7]"),
            ("fr", "7 fait désormais partie des organisateurs\u202f: l’invitation a été acceptée.\n[Retirer 7]"),
            ("vi", "7 vừa nhận lời mời và đã vào ban tổ chức.\n[Gỡ 7]"),
        ],
    )
    def test_is_told_to_the_owners_who_can_take_it_back(self, language: str, heard: str, world: Any, person: Any, sam: Any) -> None:
        owner, guest = person(world, ORGANISER, language), person(world, 7, "en")
        make(world, sam.number)
        for one in (owner, guest, sam):
            one.says("/start")
        said = guest.says(f"https://t.me/pow_bot?start={link(owner.says('/invite'))}")
        assert (said.split("\n\n")[0], said.split("\n\n")[-1]) == (GREETING, heard)
        assert [chat for (chat, _), said in world.shown.items() if said.text.text.startswith("7 ")] == [ORGANISER]
        owner.taps(heard.partition("[")[2].rstrip("]"))
        assert role(world, 7) == ""

    def test_welcomes_whoever_is_new_as_well(self, world: Any, sam: Any) -> None:
        said = sam.says(f"/start {token(world)}")
        assert said.startswith(GREETING)
        assert "May the organisers write to you here?" in said

    def test_makes_an_owner_where_there_is_none(self, world: Any, sam: Any, claire: Any, met: None) -> None:
        world.service = replace(world.service, owners=frozenset())
        first, second = token(world, "owner"), token(world, "owner")
        said = sam.says(f"/start {first}")
        assert said.startswith("You are now the owner of this bot. An owner is an organiser who also invites and removes others.\n\n")
        assert re.findall(r"^• /(\w+): ", said, re.MULTILINE) == list(ORGANISERS)
        claire.says(f"/start {second}")
        assert [role(world, one.number) for one in (sam, claire)] == ["owner", "organiser"]

    def test_makes_no_owner_where_the_settings_name_one(self, world: Any, sam: Any, met: None) -> None:
        assert sam.says(f"/start {token(world, 'owner')}").startswith(GREETING)

    def test_lifts_an_organiser_to_owner_where_there_is_none(self, world: Any, sam: Any, met: None) -> None:
        world.service = replace(world.service, owners=frozenset())
        make(world, sam.number)
        sam.says(f"/start {token(world, 'owner')}")
        assert role(world, sam.number) == "owner"

    def test_is_left_to_others_by_whoever_has_the_role(self, world: Any, organiser: Any, sam: Any, claire: Any, met: None) -> None:
        given = token(world)
        make(world, sam.number)
        assert sam.says(f"/start {given}").startswith("You are already an organiser of Pediatric Oncology Workshop 2024.")
        assert organiser.says(f"/start {given}").startswith("You are already an owner of this bot.")
        claire.says(f"/start {given}")
        assert role(world, claire.number) == "organiser"

    def test_that_was_opened_again_is_no_wrong_one(self, world: Any, sam: Any, met: None) -> None:
        given = token(world)
        sam.says(f"/start {given}")
        for _ in range(WRONG + 1):
            assert sam.says(f"/start {given}").startswith("You are already an organiser")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_p20_works_once(self, language: str, world: Any, sam: Any, person: Any) -> None:
        given = token(world)
        sam.says(f"/start {given}")
        said = person(world, 7, language).says(f"/start {given}")
        assert (said.startswith(NOT_VALID), role(world, 7)) == (language == "en", "")

    def test_p20_works_for_a_day(self, world: Any, stranger: Any, met: None) -> None:
        given = token(world)
        world.later(24 * 60)
        assert stranger.says(f"/start {given}") == NOT_VALID
        assert role(world, stranger.number) == ""

    @pytest.mark.parametrize("forged", ["i_", "i_0", "i_" + "0" * 40, "i_' OR 1=1", "i_ x", "i_" + "é" * 40])
    def test_p20_that_is_forged_gives_nothing(self, forged: str, world: Any, stranger: Any, met: None) -> None:
        token(world)
        assert stranger.says(f"/start {forged}") == NOT_VALID
        assert role(world, stranger.number) == ""

    def test_p20_is_not_guessed_more_than_ten_times_an_hour(self, world: Any, stranger: Any, sam: Any, met: None) -> None:
        given = token(world)
        assert {stranger.says(f"/start i_{number:040}") for number in range(10)} == {NOT_VALID}
        assert stranger.says(f"/start {given}") == "Too many invitations that are not valid. Please try again in an hour."
        assert role(world, stranger.number) == ""
        world.later(61)
        stranger.says(f"/start {given}")
        assert role(world, stranger.number) == "organiser"
        assert sam.says(f"/start {token(world)}").startswith(GREETING)

    def test_p20_gives_nothing_in_a_group_forwarded_edited_or_inline(self, world: Any, stranger: Any) -> None:
        given = token(world)
        stranger.says(f"/start@pow_bot {given}", group=True)
        stranger.says(f"/start {given}", forwarded=True)
        stranger.edits(1, f"/start {given}")
        stranger.replies("inline", f"/start {given}", query="q", chat=0)
        stranger.sends("photo")
        assert role(world, stranger.number) == ""
        stranger.says(f"/start {given}")
        assert role(world, stranger.number) == "organiser"


class TestRemoval:
    def test_is_shown_in_place_and_undone(self, world: Any, organiser: Any, sam: Any, met: None) -> None:
        make(world, sam.number)
        organiser.says("/invite")
        assert organiser.taps("Remove 3") == (
            "(edited) 3 is no longer an organiser.\n\nOrganisers now:\n\n• 4: owner, by the bot’s settings (you)\n[Undo]"
        )
        assert role(world, sam.number) == ""
        assert organiser.taps("Undo").startswith("(edited) 3 is an organiser again.\n\nOrganisers now:\n\n")
        assert role(world, sam.number) == "organiser"

    def test_takes_effect_at_once(self, world: Any, organiser: Any, sam: Any, met: None) -> None:
        make(world, sam.number, "owner")
        sam.says("/invite")
        organiser.taps_data("rights:remove:3")
        assert sam.says("/invite") == sam.says("/no_such_command")
        assert "Organisers now" not in sam.taps_data("rights:again:3:owner")
        assert role(world, sam.number) == ""

    def test_of_oneself_is_possible_where_another_owner_stays(self, world: Any, sam: Any, claire: Any, met: None) -> None:
        world.service = replace(world.service, owners=frozenset())
        make(world, sam.number, "owner")
        assert "Remove" not in sam.says("/invite")
        assert sam.taps_data("rights:remove:3").startswith("(edited) Organisers now:")
        assert role(world, sam.number) == "owner"
        make(world, claire.number, "owner")
        sam.says("/invite")
        assert sam.taps("Remove 3") == "(edited) You are no longer an organiser."
        assert (role(world, sam.number), role(world, claire.number)) == ("", "owner")

    def test_of_those_whom_the_settings_name_is_not_possible(self, world: Any, organiser: Any) -> None:
        make(world, organiser.number, "owner")
        assert organiser.taps_data("rights:remove:4").startswith("(edited) Organisers now:")
        assert role(world, organiser.number) == "owner"

    @pytest.mark.parametrize("argument", ["", "remove", "remove:0", "remove:x", "remove:3:x", "again:3", "again:3:king", "remove:99"])
    def test_of_nobody_shows_the_list(self, argument: str, world: Any, organiser: Any) -> None:
        make(world, 3)
        assert organiser.taps_data(f"rights:{argument}").startswith("(edited) Organisers now:")
        assert role(world, 3) == "organiser"

    def test_p20_is_for_owners(self, world: Any, sam: Any, claire: Any) -> None:
        make(world, sam.number)
        make(world, claire.number)
        for data in ("remove:2", "remove:3", "again:666:owner", "again:3:owner"):
            assert sam.taps_data(f"rights:{data}") == f"(edited) {OWNERS_ALONE}"
        assert [role(world, number) for number in (2, 3, 666)] == ["organiser", "organiser", ""]


class TestHelp:
    def test_tells_organisers_what_they_can_do(self, world: Any, organiser: Any, sam: Any, met: None) -> None:
        organiser.says("/start")
        can = organiser.says("/help").split("\n\n")
        assert can[-2] == "As an organiser you can:"
        assert re.findall(r"^• /(\w+): ", can[-1], re.MULTILINE) == list(ORGANISERS)
        assert "As an organiser" not in sam.says("/help")
        organiser.says("/settings langue fr")
        assert organiser.says("/help").split("\n\n")[-1].startswith("• /announce\u202f: Faire une annonce aux participants\n")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_knows_each_command_in_each_language(self, language: str, world: Any) -> None:
        said = [world.ready.catalogue.say(language, f"menu.{name}") for name in ORGANISERS]
        assert len(set(said)) == len(ORGANISERS)


def kept(world: Any) -> list[Any]:
    """All that organisers' acts change."""
    with world.store.transaction() as connection:
        return [connection.execute(select(table).order_by(*table.primary_key)).all() for table in (acts, invitations, overrides, rights)]


COMMANDS = [name for name, route in ROUTES.commands.items() if route.organisers]
BUTTONS = [name for name, route in ROUTES.buttons.items() if route.organisers]
ARGUMENTS = ("", "neuroblastoma-1", "neuroblastoma-1 10:00", "1", "yes", "apply", "again:666:owner", "remove:7", "ok:1", "\0💥")


@pytest.mark.parametrize("name", COMMANDS)
def test_p20_a_command_of_organisers_gives_nobody_else_anything(name: str, world: Any, organiser: Any, stranger: Any, sam: Any) -> None:
    make(world, 7)
    make(world, sam.number, "owner")
    with world.store.transaction() as connection:
        organisers.remove(connection, sam.number)
    before = kept(world)
    for argument in ARGUMENTS:
        words = f"/{name} {argument}"
        for one in (stranger, sam):
            assert one.says(words) == one.says("/no_such_command")
        for one in (stranger, organiser):
            in_group = one.says(f"/{name}@pow_bot {argument}", group=True)
            assert in_group == f"{APART}\n[Nhắn riêng → https://t.me/pow_bot]"
            one.says(words, forwarded=True)
            one.edits(one.last, words)
            one.replies("inline", words, query="q", chat=0)
    assert kept(world) == before


@pytest.mark.parametrize("name", BUTTONS)
def test_p20_a_button_of_organisers_gives_nobody_else_anything(name: str, world: Any, organiser: Any, stranger: Any, sam: Any) -> None:
    make(world, 7)
    make(world, sam.number, "owner")
    with world.store.transaction() as connection:
        organisers.remove(connection, sam.number)
    before = kept(world)
    for argument in ARGUMENTS:
        data = f"{name}:{argument}"
        for one in (stranger, sam):
            assert one.taps_data(data) == one.taps_data("no-such-button")
        for one in (stranger, organiser):
            assert one.taps_data(data, group=True) == f"(alert) {APART}"
            one.says(data)
    assert kept(world) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_p20_a_dialogue_of_organisers_ends_with_their_rights(name: str, world: Any, stranger: Any, sam: Any) -> None:
    make(world, sam.number)
    sam.says(f"/{name}")
    with world.store.transaction() as connection:
        organisers.remove(connection, sam.number)
    before = kept(world)
    for words in ("neuroblastoma 10:00", "10:00", "hall", "yes"):
        assert sam.says(words) == stranger.says(words)
    assert kept(world) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_of_organisers_is_theirs_by_settings_and_by_link(name: str, world: Any, organiser: Any, sam: Any) -> None:
    make(world, sam.number)
    for one in (organiser, sam):
        assert one.says(f"/{name}") not in ("", one.says("/no_such_command"))
