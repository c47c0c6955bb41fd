"""What nobody had published is published in the file: who waited for it hears it once, whatever happens to the process meanwhile."""

import asyncio
from pathlib import Path

from tests.journeys.running import PATIENCE, new_double, running, said

from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Message

WORKSHOP = """\
workshop: {id: tiny, name: Tiny, starts: 2030-06-03, ends: 2030-06-04, timezone: UTC, languages: [vi, fr, en], mode: room}
"""
FEE = """\
# what people ask
faq:
  - id: fee
    label: {vi: Lệ phí tham dự, fr: Tarif de participation, en: Participation fee}
    questions: {vi: [Lệ phí bao nhiêu?], fr: [Combien coûte la participation ?], en: [How much is the fee?]}
"""
UNPUBLISHED = f"{FEE}    unpublished: true\n"
PUBLISHED = f'{FEE}    answer: {{vi: "50 €, trả tại chỗ.", fr: "50 €, sur place.", en: "50 €, on the spot."}}\n'
PEOPLE = {
    1: ("vi", "Lệ phí bao nhiêu?", "Báo tôi khi có thông tin", "Đã có thông tin: Lệ phí tham dự\n\n50 €, trả tại chỗ."),
    2: (
        "fr",
        "Combien coûte la participation ?",
        "Me prévenir dès publication",
        "Désormais publié\u202f: Tarif de participation\n\n50 €, sur place.",
    ),
    3: ("en", "How much is the fee?", "Tell me when it is known", "Now published: Participation fee\n\n50 €, on the spot."),
}


def write(folder: Path, faq: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "workshop.yaml").write_text(WORKSHOP)
    (folder / "faq.yaml").write_text(faq)


async def waits(telegram: Double, chat: int) -> int:
    """This one asks and wants to be told; the number of the question."""
    _, question, tell, _ = PEOPLE[chat]
    seen = len(said(telegram, chat))
    asked = telegram.write(chat, question)
    await telegram.until(lambda: len(said(telegram, chat)) > seen, PATIENCE)
    answer = said(telegram, chat)[-1]
    (data,) = (button["callback_data"] for row in answer.buttons for button in row if button["text"] == tell)
    telegram.tap(chat, chat, answer.id, data)
    await telegram.until(lambda: f"✓ {tell}" in words(said(telegram, chat)[-1]), PATIENCE)
    return asked


def words(message: Message) -> list[str]:
    return [button["text"] for row in message.buttons for button in row]


def heard(telegram: Double) -> dict[int, list[tuple[str, int | None]]]:
    """What each has heard of it, with the message that it replies to."""
    return {chat: [(one.text, one.reply_to) for one in said(telegram, chat) if one.text == known] for chat, (*_, known) in PEOPLE.items()}


async def all_hear(telegram: Double, times: int) -> None:
    await telegram.until(lambda: all(len(found) >= times for found in heard(telegram).values()), PATIENCE)


async def story(place: Path) -> None:
    folder = place / "workshop"
    settings = {"WORKSHOP_BOT_KNOWLEDGE": str(folder)}
    write(folder, UNPUBLISHED)
    async with new_double() as telegram:
        for chat, (language, *_) in PEOPLE.items():
            telegram.add_person(chat, f"P{chat}", language)
        async with running(telegram, place, settings) as program:
            first = {chat: await waits(telegram, chat) for chat in PEOPLE}
            write(folder, PUBLISHED)
            await all_hear(telegram, 1)
            write(folder, UNPUBLISHED)
            await program.until_said("took the changed folder over", 2)
            second = {chat: await waits(telegram, chat) for chat in PEOPLE}
            await program.kill()
        write(folder, PUBLISHED)
        async with running(telegram, place, settings):
            await all_hear(telegram, 2)
        async with running(telegram, place, settings):  # nothing is left to be heard
            pass
        assert heard(telegram) == {chat: [(known, first[chat]), (known, second[chat])] for chat, (*_, known) in PEOPLE.items()}


def test_p02_what_is_published_is_heard_once_by_whoever_waited(tmp_path: Path) -> None:
    asyncio.run(story(tmp_path))
