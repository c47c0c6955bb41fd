"""`workshop-bot run`: what it makes of its settings, and how it ends."""

import asyncio
import json
import logging
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.journeys.running import start

from workshop_bot import config, serve
from workshop_bot.cli import main
from workshop_bot.clock import Clock
from workshop_bot.config import Config, Webhook
from workshop_bot.errors import DatabaseHeld, TokenRefused, WorkshopBotError
from workshop_bot.tryout.double import Double

TOKEN = "123456789:AAF-not-a-real-token-only-for-tests_00"
Capture = pytest.CaptureFixture[str]


class Served(list[tuple[Config, bool]]):
    """What was to be served, and an error that it ends with."""

    error: BaseException | None = None

    def __call__(self, config: Config, delete_webhook: bool) -> None:
        self.append((config, delete_webhook))
        logging.getLogger("workshop_bot.app").info("ready with %s", config.token)
        if self.error:
            raise self.error


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Served]:
    """In an empty folder, with a token; nothing is served, but noted."""
    noted = Served()
    monkeypatch.setattr(serve, "serve", noted)
    monkeypatch.setenv("WORKSHOP_BOT_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield noted
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    logging.raiseExceptions = True


def said(capsys: Capture) -> list[str]:
    """What stands on standard error, without the moments."""
    out, err = capsys.readouterr()
    assert out == ""
    return [line.partition("Z ")[2] or line for line in err.splitlines()]


class TestSettings:
    def test_the_options_are_those_of_the_settings(self, served: Served) -> None:
        words = [
            *("--database", "sqlite:///other.db", "--organisers", "1,2", "--api-url", "http://127.0.0.1:1", "--log", "json"),
            *("--webhook-url", "https://a.example/x", "--webhook-listen", "127.0.0.1:2", "--log-level", "error", "--retention-days", "7"),
        ]
        assert main(["--knowledge", "ours", "run", *words, "--delete-webhook"]) == 0
        ((told, delete_webhook),) = served
        assert (delete_webhook, told.webhook and len(told.webhook.secret)) == (True, 43)
        webhook = Webhook("https://a.example/x", "127.0.0.1", 2, told.webhook.secret if told.webhook else "")
        assert told == Config(TOKEN, Path("ours"), "sqlite:///other.db", (1, 2), "http://127.0.0.1:1", webhook, "json", "error", 7)

    def test_none_is_needed_but_the_token(self, served: Served) -> None:
        assert main(["--knowledge", "ours", "run"]) == 0
        assert served == [(Config(TOKEN, Path("ours")), False)]

    def test_they_come_from_the_file_too_the_folder_as_well(self, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("WORKSHOP_BOT_TOKEN")
        Path("knowledge").mkdir()
        Path(".env").write_text(f"WORKSHOP_BOT_TOKEN={TOKEN}\nWORKSHOP_BOT_KNOWLEDGE=written\nWORKSHOP_BOT_RETENTION_DAYS=3\n")
        assert main(["run", "--retention-days", "4"]) == 0
        monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", "set")
        assert main(["run"]) == 0
        assert [(told.knowledge, told.retention_days) for told, _ in served] == [(Path("written"), 4), (Path("set"), 3)]

    def test_all_faults_are_told_a_line_each_and_slips_with_them(
        self, served: Served, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("WORKSHOP_BOT_TOKEN")
        monkeypatch.setenv("WORKSHOP_BOT_TOKN", TOKEN)
        assert main(["--knowledge", "ours", "run", "--log", "xml", "--retention-days", "none"]) == 2
        assert said(capsys) == [
            "warning: WORKSHOP_BOT_TOKN is no setting; did you mean WORKSHOP_BOT_TOKEN?",
            "error: WORKSHOP_BOT_TOKEN is not set; put the token from @BotFather there",
            'error: WORKSHOP_BOT_LOG is "xml"; write one of text, json',
            'error: WORKSHOP_BOT_RETENTION_DAYS is "none"; write a number of days from 1 to 3650',
        ]
        assert served == []

    def test_a_slip_alone_is_a_line_of_the_log(self, served: Served, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WORKSHOP_BOT_COLOUR", "blue")
        assert main(["--knowledge", "ours", "run"]) == 0
        assert said(capsys)[0] == "warning workshop_bot.cli.run: WORKSHOP_BOT_COLOUR is no setting"

    def test_help_names_every_setting_and_no_option_takes_a_secret(self, capsys: Capture) -> None:
        assert main(["run", "--help"]) == 0
        helped = capsys.readouterr().out
        written = helped.replace(" or _", " or WORKSHOP_BOT_").replace(", _", ", WORKSHOP_BOT_")
        assert [name for name in config.NAMES if f"WORKSHOP_BOT_{name}" not in written] == []
        assert [word for word in ("--token", "--webhook-secret") if word in helped] == []


class TestLog:
    def test_p19_without_the_token_in_the_form_and_from_the_level_that_are_set(self, served: Served, capsys: Capture) -> None:
        assert main(["--knowledge", "ours", "run"]) == 0
        assert said(capsys) == ["info workshop_bot.app: ready with ***"]
        assert main(["--knowledge", "ours", "run", "--log-level", "warning"]) == 0
        assert said(capsys) == []
        assert main(["--knowledge", "ours", "run", "--log", "json"]) == 0
        assert json.loads(capsys.readouterr().err)["message"] == "ready with ***"

    def test_what_is_noted_before_is_a_record_too(self, served: Served, capsys: Capture) -> None:
        assert main(["run", "--log", "json"]) == 0
        note, _ = (json.loads(line) for line in capsys.readouterr().err.splitlines())
        assert (note["level"], note["message"][:29]) == ("warning", 'no folder "knowledge" here, s')


class TestEnds:
    @pytest.mark.parametrize(
        ("error", "code", "line"),
        [
            (TokenRefused("Telegram does not know the token"), 3, "Telegram does not know the token"),
            (DatabaseHeld("another instance holds the database"), 1, "another instance holds the database"),
            (
                ValueError(f"strange {TOKEN}"),
                1,
                "unexpected ValueError: strange ***; to see where, repeat it as: workshop-bot --debug …",
            ),
        ],
    )
    def test_an_error_is_one_line_and_its_code(self, error: Exception, code: int, line: str, served: Served, capsys: Capture) -> None:
        served.error = error
        assert main(["--knowledge", "ours", "run", "--log-level", "warning"]) == code
        assert said(capsys) == [f"error: {line}"]

    @pytest.mark.parametrize(("error", "code"), [(TokenRefused(f"strange {TOKEN}"), 3), (ValueError(f"strange {TOKEN}"), 1)])
    def test_where_the_log_is_json_it_is_a_record(self, error: Exception, code: int, served: Served, capsys: Capture) -> None:
        served.error = error
        assert main(["--knowledge", "ours", "run", "--log", "json", "--log-level", "warning"]) == code
        told = json.loads(capsys.readouterr().err)
        assert (told["level"], told["message"], "trace" in told) == ("critical", "strange ***", not isinstance(error, WorkshopBotError))

    def test_ctrl_c_is_130_without_a_word(self, served: Served, capsys: Capture) -> None:
        served.error = KeyboardInterrupt()
        assert main(["--knowledge", "ours", "run", "--log-level", "warning"]) == 130
        assert said(capsys) == []

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals are those of Unix")
    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
    @pytest.mark.parametrize("down", [False, True])
    def test_p10_a_signal_stops_it_cleanly(self, number: signal.Signals, code: int, down: bool, tmp_path: Path) -> None:
        async def story() -> tuple[int, list[str]]:
            async with Double(Clock(), TOKEN) as telegram:
                telegram.faults.down = down
                program = await start(telegram, tmp_path)
                await program.until_said("Telegram cannot be reached" if down else "ready")
                program.process.send_signal(number)
                return await program.exit_code(), program.lines

        ended, lines = asyncio.run(story())
        assert (ended, len(lines)) == (code, 1), "".join(lines)

    @pytest.mark.parametrize(("form", "error_of"), [("text", lambda line: line), ("json", lambda line: json.loads(line)["message"])])
    def test_p09_p19_a_second_one_says_so_and_ends_with_1(self, form: str, error_of: Callable[[str], str], tmp_path: Path) -> None:
        async def story() -> tuple[int, list[str]]:
            async with Double(Clock(), TOKEN) as telegram:
                first = await start(telegram, tmp_path)
                await first.until_said("ready")
                second = await start(telegram, tmp_path, {"WORKSHOP_BOT_LOG": form})
                ended = await second.exit_code()
                await first.terminate()
                return ended, second.lines

        ended, lines = asyncio.run(story())
        assert (ended, len(lines)) == (1, 1), "".join(lines)
        assert "another instance holds the database" in error_of(lines[0])
