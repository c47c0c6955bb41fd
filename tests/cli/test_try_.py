"""`workshop-bot try`: the one line, the browser, the refusals; and as a process, that nothing is left behind (P24)."""

import asyncio
import errno
import logging
import os
import re
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from workshop_bot import trial
from workshop_bot.cli import main

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = str(ROOT / "knowledge")
TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
ADDRESS = "http://127.0.0.1:8024/"
LINE = f"The chat is at {ADDRESS} (Ctrl-C ends it)\n"
PATIENCE = 60
Capture = pytest.CaptureFixture[str]


class Tried(list[tuple[Path, int | None, datetime | None]]):
    """What was to be tried, and how it ends."""

    end: BaseException = KeyboardInterrupt()

    def __call__(self, folder: Path, port: int | None, now: datetime | None, opened: Callable[[str], None]) -> None:
        self.append((folder, port, now))
        opened(ADDRESS)
        raise self.end


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    """No page is served, but noted; nobody sits before a screen."""
    noted = Tried()
    monkeypatch.setattr(trial, "try_page", noted)
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    yield noted
    logging.getLogger().handlers = handlers
    logging.getLogger().setLevel(level)
    logging.captureWarnings(False)
    logging.raiseExceptions = True


class TestOptions:
    def test_none_is_needed(self, tried: Tried, capsys: Capture) -> None:
        assert main(["--knowledge", KNOWLEDGE, "try"]) == 130
        assert tried == [(Path(KNOWLEDGE), None, None)]
        assert capsys.readouterr() == (LINE, "\n")

    def test_port_and_moment(self, tried: Tried) -> None:
        assert main(["--knowledge", KNOWLEDGE, "try", "--port", "9000", "--now", "2024-12-03 08:55"]) == 130
        assert tried == [(Path(KNOWLEDGE), 9000, datetime(2024, 12, 3, 1, 55, tzinfo=UTC))]

    @pytest.mark.parametrize(
        ("words", "line"),
        [
            (["--now", "noon"], r'"noon" is no time \(.*\); write it as "2024-12-03 10:00"'),
            (["--now", ""], r'"" is no time \(.*\); write it as "2024-12-03 10:00"'),
            (["--port", "0"], "Invalid value for '--port': 0 is not in the range 1<=x<=65535. See: workshop-bot try --help"),
        ],
    )
    def test_what_cannot_be_is_one_line(self, words: list[str], line: str, tried: Tried, capsys: Capture) -> None:
        assert main(["--knowledge", KNOWLEDGE, "try", *words]) == 2
        out, err = capsys.readouterr()
        assert (out, bool(re.fullmatch(f"error: {line}\n", err)), tried) == ("", True, [])

    @pytest.mark.parametrize("name", ["WORKSHOP_BOT_TOKEN", "WORKSHOP_BOT_TOKEN_FILE"])
    def test_p24_a_token_is_refused_unread(self, name: str, tried: Tried, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(name, TOKEN)
        assert main(["--knowledge", KNOWLEDGE, "try"]) == 2
        line = f"the try page takes no token, it never talks to Telegram; unset {name}, or serve with: workshop-bot run"
        assert capsys.readouterr() == ("", f"error: {line}\n")
        assert tried == []

    @pytest.mark.parametrize("number", [errno.EADDRINUSE, errno.EACCES])
    def test_a_port_that_is_not_to_be_had_is_one_line(self, number: int, tried: Tried, capsys: Capture) -> None:
        tried.end = OSError(number, "no")
        assert main(["--knowledge", KNOWLEDGE, "try", "--port", "80"]) == 2
        assert capsys.readouterr().err == "error: port 80 is taken, or not yours to use; name another with --port, or leave it to us\n"

    def test_other_faults_are_told_as_what_they_are(self, tried: Tried, capsys: Capture) -> None:
        tried.end = OSError(errno.ENOSPC, "No space left on device")
        assert main(["--knowledge", KNOWLEDGE, "try"]) == 2
        assert capsys.readouterr().err == "error: No space left on device; give another place\n"


class TestBrowser:
    def opened(self, monkeypatch: pytest.MonkeyPatch, *words: str, **environment: str) -> bool:
        """Whether a browser is opened; one that does not return holds nothing up."""
        called, leave = threading.Event(), threading.Event()

        def open_(address: str) -> bool:
            assert address == ADDRESS
            called.set()
            return leave.wait(PATIENCE)

        monkeypatch.setattr(webbrowser, "open", open_)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        before = set(threading.enumerate())
        assert main(["--knowledge", KNOWLEDGE, "try", *words]) == 130
        if begun := set(threading.enumerate()) - before:  # not their number: one of a test before may end just now
            called.wait(PATIENCE)
        leave.set()
        for thread in begun:
            thread.join(PATIENCE)
        return called.is_set()

    @pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"])
    def test_is_opened_where_there_is_a_screen_or_one_is_named(self, name: str, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.opened(monkeypatch, **{name: ":0"}) is True

    def test_is_not_where_there_is_none(self, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.opened(monkeypatch) is False

    def test_is_not_on_a_machine_that_checks_for_others(self, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.opened(monkeypatch, DISPLAY=":0", CI="true") is False

    def test_is_not_where_nobody_wants_one(self, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.opened(monkeypatch, "--no-browser", DISPLAY=":0") is False

    @pytest.mark.parametrize("platform", ["win32", "darwin"])
    def test_is_wherever_all_have_one(self, platform: str, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", platform)
        assert self.opened(monkeypatch) is True


async def page(place: Path, *words: str) -> tuple[asyncio.subprocess.Process, str]:
    """The program as a process with its temporary folder in a place, and where its page is, as its one line tells."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_BOT_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "workshop_bot", "--knowledge", KNOWLEDGE, "try", "--no-browser", *words),
        cwd=place,
        env={**environment, "TMPDIR": str(place), "PYTHONUTF8": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    (address,) = re.findall(r"^The chat is at (http://127\.0\.0\.1:\d+/) \(Ctrl-C ends it\)$", line) or [""]
    return process, address


@pytest.mark.skipif(os.name == "nt", reason="signals are those of Unix")
@pytest.mark.parametrize(("number", "code", "said"), [(signal.SIGINT, 130, b"\n"), (signal.SIGTERM, 0, b"")])
def test_p24_it_says_where_it_is_and_ends_without_a_trace(number: signal.Signals, code: int, said: bytes, tmp_path: Path) -> None:
    async def story() -> tuple[int | None, tuple[bytes, bytes]]:
        process, address = await page(tmp_path)
        async with ClientSession() as session, session.get(address) as response:
            assert response.status == 200
        assert len(list(tmp_path.iterdir())) == 1
        process.send_signal(number)
        written = await asyncio.wait_for(process.communicate(), PATIENCE)
        return process.returncode, written

    assert asyncio.run(story()) == (code, (b"", said))
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_and_another_found_only_where_none_is_named(tmp_path: Path) -> None:
    async def story(port: int) -> None:
        process, address = await page(tmp_path, "--port", str(port))
        assert address == ""
        assert process.stderr
        line = (await process.stderr.read()).decode()
        assert (await process.wait(), line) == (
            2,
            f"error: port {port} is taken, or not yours to use; name another with --port, or leave it to us\n",
        )

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        asyncio.run(story(other.getsockname()[1]))
    assert list(tmp_path.iterdir()) == []
