"""What the bot could not answer is answered once, for all who asked, and kept: whoever asks next is answered at once, over kills too."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest
from tests.journeys.running import PATIENCE, ROOT, new_double, running, said

from workshop_bot.clock import Clock
from workshop_bot.knowledge.read import usable
from workshop_bot.store.chats import change, meet
from workshop_bot.store.engine import Store
from workshop_bot.store.schema import bring_up_to_date
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Message

LAN, CLAIRE, SAM, FOURTH, ORGANISER = 1, 2, 3, 4, 99
SPOKEN = {LAN: "vi", CLAIRE: "fr", SAM: "en", FOURTH: "fr", ORGANISER: "en"}
ASKED = {LAN: "đi xe máy đến thì gửi ở đâu ạ", CLAIRE: "où est-ce qu'on peut se garer ?", SAM: "where can we park our car?"}
GIVEN = "Behind building B, free of charge."


class Chats:
    """What people write, tap and read."""

    def __init__(self, telegram: Double) -> None:
        self.telegram = telegram
        for person, language in SPOKEN.items():
            telegram.add_person(person, f"P{person}", language).started = True

    async def reads(self, person: int, words: str, button: str = "") -> Message:
        """Wait until somebody reads this, above this button; the newest message with it."""

        def buttons(message: Message) -> list[str]:
            return [one["text"] for row in message.buttons for one in row]

        def found() -> list[Message]:
            here = [message for message in said(self.telegram, person) if words in message.text]
            return [message for message in here if not button or button in buttons(message)]

        await self.telegram.until(lambda: bool(found()), PATIENCE)
        return found()[-1]

    def tap(self, person: int, message: Message, words: str) -> None:
        """Tap a button of a message."""
        (data,) = (button["callback_data"] for row in message.buttons for button in row if button["text"] == words)
        self.telegram.tap(person, person, message.id, data)

    async def taps(self, person: int, message: Message, words: str, then: str) -> Message:
        """Tap a button; what is read then."""
        self.tap(person, message, words)
        return await self.reads(person, then)

    async def asks(self, person: int, question: str, preview: str, send: str, sent: str) -> None:
        """Ask the organisers."""
        self.telegram.write(person, f"/organisers {question}")
        await self.taps(person, await self.reads(person, preview), send, sent)

    async def answers(self, button: str, text: str) -> Message:
        """The organiser answers the first that waits; what is shown then."""
        self.telegram.write(ORGANISER, "/inbox")
        listed = await self.reads(ORGANISER, "Tap ")
        self.tap(ORGANISER, listed, "1")
        opened = await self.reads(ORGANISER, "since", "See what waits")
        await self.taps(ORGANISER, opened, button, "Type the answer")
        self.telegram.write(ORGANISER, text)
        return await self.taps(ORGANISER, await self.reads(ORGANISER, "Shall I send"), "Send", "Sent to")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The shipped workshop, and people who have met the bot."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    store = Store(f"sqlite:///{tmp_path / 'bot.db'}")
    bring_up_to_date(store)
    with store.transaction() as connection:
        for person, language in SPOKEN.items():
            meet(connection, person, True, Clock().now())
            change(connection, person, announcements="urgent", language=language)
    store.close()
    return tmp_path


def settings(place: Path) -> dict[str, str]:
    return {"WORKSHOP_BOT_KNOWLEDGE": str(place / "knowledge"), "WORKSHOP_BOT_ORGANISERS": str(ORGANISER)}


def files(place: Path) -> dict[str, str]:
    folder = place / "knowledge"
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


def test_three_ask_in_three_languages_one_answers_and_the_fourth_is_answered_at_once(place: Path) -> None:
    before = files(place)

    async def story() -> None:
        async with new_double() as telegram:
            chats = Chats(telegram)
            async with running(telegram, place, settings(place)):
                await chats.asks(LAN, ASKED[LAN], ASKED[LAN], "Gửi", "Đã gửi")
                await chats.asks(CLAIRE, ASKED[CLAIRE], ASKED[CLAIRE], "Envoyer", "envoyé aux organisateurs")
                await chats.asks(SAM, ASKED[SAM], ASKED[SAM], "Send", "Sent to the organisers")
                sent = await chats.answers("Answer all of these", GIVEN)
                assert sent.text.startswith("Sent to 3 people.")
                for person in ASKED:
                    await chats.reads(person, GIVEN)
                shown = await chats.taps(ORGANISER, sent, "Keep as an answer", "Keep this as an entry")
                assert "Near to it: Parking" in shown.text
                shown = await chats.taps(ORGANISER, shown, "Answer “Parking”", "It is “Parking”.")
                await chats.taps(ORGANISER, shown, "Keep", "is in force. Entry: parking")
                telegram.write(FOURTH, "Y a-t-il un parking pour ma voiture ?")
                answered = await chats.reads(FOURTH, GIVEN)
                assert "anglais" in answered.text
            async with running(telegram, place, settings(place)):
                telegram.write(FOURTH, "où se garer svp")
                await telegram.until(lambda: sum(GIVEN in message.text for message in said(telegram, FOURTH)) == 2, PATIENCE)
                kept = await chats.reads(ORGANISER, "is in force. Entry: parking")
                await chats.taps(ORGANISER, kept, "Undo", "again as it was")
                assert files(place) == before

    asyncio.run(story())


def test_p02_an_entry_that_is_kept_is_there_once_though_the_program_is_killed_at_once(place: Path) -> None:
    before = files(place)

    async def story() -> None:
        async with new_double() as telegram:
            chats = Chats(telegram)
            async with running(telegram, place, settings(place)) as program:
                await chats.asks(SAM, "may I bring my pet dog", "may I bring my pet dog", "Send", "Sent to the organisers")
                shown = await chats.taps(ORGANISER, await chats.answers("Answer", "Dogs stay outside."), "Keep as an answer", "Keep this")
                await chats.taps(ORGANISER, shown, "Keep", "being written")
                await program.kill()
            async with running(telegram, place, settings(place)):
                await chats.reads(ORGANISER, "is in force. Entry: may-i-bring-my-pet-dog")
                telegram.write(SAM, "can i bring my pet dog?")
                await telegram.until(lambda: said(telegram, SAM)[-1].text.startswith("Dogs stay outside."), PATIENCE)
            assert sum("is in force. Entry" in message.text for message in said(telegram, ORGANISER)) == 1

    asyncio.run(story())
    after = files(place)
    assert {path: after[path] for path in before if path != "questions.yaml"} == {
        path: text for path, text in before.items() if path != "questions.yaml"
    }
    assert after["questions.yaml"].startswith(before["questions.yaml"])
    assert len(re.findall("- id: may-i-bring", after["faq/kept.yaml"])) == 1
    assert usable(place / "knowledge").items["faq:may-i-bring-my-pet-dog"]
