"""Telegram calls us: through a proxy that takes https, as the guide has it."""

import asyncio
import socket
from pathlib import Path

from aiohttp import ClientSession
from tests.journeys.running import NAME, QUESTION, TOKEN, add_people, called, new_double, running, said, start, until_said_in

from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double

PUBLIC = "https://bot.example"


class Proxied(Double):
    """Telegram, and the proxy behind which the program listens."""

    listener = ""

    def deliver_to(self, url: str, secret: str) -> None:
        super().deliver_to(url.replace(PUBLIC, self.listener), secret)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def test_p01_nothing_delivered_is_lost_when_it_is_killed_and_nobody_else_is_heard(tmp_path: Path) -> None:
    port = free_port()
    listener = f"http://127.0.0.1:{port}"
    settings = {
        "WORKSHOP_BOT_WEBHOOK_URL": f"{PUBLIC}/updates",
        "WORKSHOP_BOT_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WORKSHOP_BOT_WEBHOOK_SECRET": "known-to-telegram-alone",
    }

    async def forged(person: int) -> list[int]:
        who = {"id": person, "is_bot": False, "first_name": "P"}
        chat = {"id": person, "type": "private"}
        update = {"update_id": 5, "message": {"message_id": 5, "date": 5, "chat": chat, "from": who, "text": QUESTION}}
        header = "X-Telegram-Bot-Api-Secret-Token"
        async with ClientSession() as session:
            tries = [("/updates", {}), ("/updates", {header: "guessed"}), ("/", {header: "guessed"})]
            return [(await session.post(f"{listener}{path}", json=update, headers=headers)).status for path, headers in tries]

    async def story() -> tuple[list[int], set[int], int, int]:
        telegram = Proxied(Clock(), TOKEN, NAME, strict=False)
        telegram.listener = listener
        async with telegram:
            people = add_people(telegram, 30)
            program = await start(telegram, tmp_path, settings)
            await telegram.until(called(telegram, "setWebhook"))
            for person in people[:20]:
                telegram.write(person, QUESTION)
            await telegram.until(lambda: any(said(telegram, person) for person in people))
            await program.kill()
            for person in people[20:]:
                telegram.write(person, QUESTION)
            async with running(telegram, tmp_path, settings) as program:
                await telegram.until(lambda: all(said(telegram, person) for person in people))
                statuses = await forged(1)
                counts = {len(said(telegram, person)) for person in people}
                code = await program.terminate()
            return statuses, counts, code, sum(call.method == "getupdates" for call in telegram.calls)

    statuses, counts, code, polls = asyncio.run(story())
    assert statuses == [401, 401, 404]
    assert counts <= {1, 2}  # twice what was in flight when it was killed
    assert code == 0
    assert polls == 0


def test_p09_polling_while_a_webhook_is_set_says_so_and_takes_it_away_when_told(tmp_path: Path) -> None:
    async def story() -> tuple[int, int]:
        async with new_double() as telegram:
            telegram.add_person(1, "Sam", "en")
            telegram.deliver_to(f"http://127.0.0.1:{free_port()}/", "of-another-program")
            telegram.write(1, QUESTION)
            program = await start(telegram, tmp_path)
            await program.until_said("start it once with: workshop-bot run --delete-webhook")
            heard = len(said(telegram, 1))
            await program.terminate()
            program = await start(telegram, tmp_path, None, "--delete-webhook")
            await until_said_in(telegram, 1)
            await program.terminate()
            return heard, len(said(telegram, 1))

    assert asyncio.run(story()) == (0, 1)
