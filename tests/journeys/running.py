"""The program as a process, in front of the double of Telegram."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double
from workshop_bot.tryout.world import Message

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
NAME = "test_workshop_bot"
QUESTION, ANSWER = "when does the workshop begin?", "Monday 2 to Friday 6 December 2024"
PATIENCE = 60  # seconds until a test gives up on a shared machine


def new_double(strict: bool = False) -> Double:
    """Telegram, which knows our token; it counts pace where it is strict."""
    return Double(Clock(), TOKEN, NAME, strict)


def add_people(telegram: Double, many: int) -> range:
    """So many people, from number 1 on."""
    for number in range(1, many + 1):
        telegram.add_person(number, f"P{number}", "en")
    return range(1, many + 1)


def said(telegram: Double, chat: int) -> list[Message]:
    """What the bot has said in a chat, in order."""
    return [message for message in telegram.messages(chat) if message.sender == 0]


async def until_said_in(telegram: Double, chat: int, many: int = 1) -> Message:
    """Wait until the bot has said so many things in a chat; the last of them."""
    await telegram.until(lambda: len(said(telegram, chat)) >= many, PATIENCE)
    return said(telegram, chat)[-1]


def called(telegram: Double, method: str, times: int = 1) -> Callable[[], bool]:
    """Whether the bot has made a call so often, to be waited for."""
    return lambda: sum(call.method == method.lower() for call in telegram.calls) >= times


class Running:
    """One process of `workshop-bot run`; its log lines, and what becomes of it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._said = asyncio.Condition()
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            async with self._said:
                self.lines.append(line.decode())
                self._said.notify_all()
        async with self._said:
            self._said.notify_all()

    def saying(self, words: str) -> list[str]:
        """The log lines that hold the words."""
        return [line for line in self.lines if words in line]

    async def until_said(self, words: str, times: int = 1) -> None:
        """Wait for a log line that holds the words."""

        def heard() -> bool:
            return len(self.saying(words)) >= times or self._reader.done()

        async with self._said:
            await asyncio.wait_for(self._said.wait_for(heard), PATIENCE)
        assert len(self.saying(words)) >= times, "".join(self.lines)

    async def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        await self._gone()

    async def terminate(self) -> int:
        """Ask it to end, as a supervisor does, and wait; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self._gone()

    async def exit_code(self) -> int:
        """Wait until it ends by itself."""
        return await self._gone()

    async def _gone(self) -> int:
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        await asyncio.wait_for(self._reader, PATIENCE)
        return code


async def start(double: Double, place: Path, settings: Mapping[str, str] | None = None, *arguments: str) -> Running:
    """Start the program with its database in a place; it may not be ready yet."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_BOT_")}
    environment = {
        **ours,
        "WORKSHOP_BOT_TOKEN": TOKEN,
        "WORKSHOP_BOT_API_URL": double.url,
        "WORKSHOP_BOT_KNOWLEDGE": str(ROOT / "knowledge"),
        "WORKSHOP_BOT_DATABASE": f"sqlite:///{place / 'bot.db'}",
        "PYTHONUTF8": "1",
        **(settings or {}),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "workshop_bot", "run", *arguments),
        cwd=place,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    return Running(process)


@asynccontextmanager
async def running(double: Double, place: Path, settings: Mapping[str, str] | None = None) -> AsyncIterator[Running]:
    """The program, ready; stopped at the end if it still runs."""
    program = await start(double, place, settings)
    try:
        await program.until_said("ready")
        yield program
    finally:
        if program.process.returncode is None:
            await program.terminate()
