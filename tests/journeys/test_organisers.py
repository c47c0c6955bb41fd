"""From a bot without an owner to three people who run a workshop: links, menus, rights, and what a kill does not undo (P20)."""

import asyncio
import re
from pathlib import Path

import pytest
from tests.journeys.running import new_double, running, said, until_said_in

from workshop_bot.cli import main
from workshop_bot.tryout.double import Double

OWNER, HELPER, STRANGER = 1, 2, 3
PATIENCE = 60


def link(text: str) -> str:
    """The parameter of the link in a text."""
    (found,) = re.findall(r"https://t\.me/test_workshop_bot\?start=(\S+)", text)
    return str(found)


def invited(capsys: pytest.CaptureFixture[str]) -> str:
    """What the command's link leads to."""
    assert main(["invite"]) == 0
    return link(capsys.readouterr().out)


def menu(telegram: Double, person: int) -> list[str]:
    """The commands in the menu of a person's own chat."""
    return [command["command"] for command in telegram.commands.get(("chat", person, ""), [])]


def test_p20_the_first_organiser_comes_by_the_command_and_the_next_by_the_chat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSHOP_BOT_DATABASE", f"sqlite:///{tmp_path / 'bot.db'}")

    async def story() -> None:
        async with new_double() as telegram:
            for number, name in ((OWNER, "Ana"), (HELPER, "Ben"), (STRANGER, "Eve")):
                telegram.add_person(number, name, "en")
            async with running(telegram, tmp_path) as program:
                given = invited(capsys)
                telegram.start(OWNER, given)
                await until_said_in(telegram, OWNER, 3)  # and the welcome
                assert said(telegram, OWNER)[0].text.startswith("You are now the owner of this bot.")
                await telegram.until(lambda: "invite" in menu(telegram, OWNER), PATIENCE)
                telegram.start(STRANGER, given)
                await until_said_in(telegram, STRANGER, 3)
                assert said(telegram, STRANGER)[0].text.startswith("This invitation is not valid.")
                telegram.write(OWNER, "/invite")
                forwarded = await until_said_in(telegram, OWNER, 5)
                await program.kill()
            async with running(telegram, tmp_path):
                telegram.start(HELPER, link(forwarded.text))
                await until_said_in(telegram, HELPER, 3)
                assert said(telegram, HELPER)[0].text.startswith("You are now an organiser of Pediatric Oncology Workshop 2024.")
                await telegram.until(lambda: "move" in menu(telegram, HELPER), PATIENCE)
                assert "invite" not in menu(telegram, HELPER)
                telegram.tap(OWNER, OWNER, said(telegram, OWNER)[3].id, f"rights:remove:{HELPER}")
                await telegram.until(lambda: menu(telegram, HELPER) == [], PATIENCE)
                telegram.write(HELPER, "/move opening 10:00")
                assert (await until_said_in(telegram, HELPER, 4)).text.startswith("I do not know this command.")
                assert menu(telegram, OWNER)[-1] == "help"

    asyncio.run(story())
