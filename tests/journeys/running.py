"""The program as a process, in front of the double of Telegram."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from workshop_bot.tryout.double import Double

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
PATIENCE = 60  # seconds until a test gives up on a shared machine


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

    async def until_said(self, words: str, times: int = 1) -> None:
        """Wait for a log line that holds the words."""

        def said() -> bool:
            return sum(words in line for line in self.lines) >= times or self._reader.done()

        async with self._said:
            await asyncio.wait_for(self._said.wait_for(said), PATIENCE)
        assert sum(words in line for line in self.lines) >= times, "".join(self.lines)

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
