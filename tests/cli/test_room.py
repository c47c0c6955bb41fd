"""The frame of the command line: how commands are found, which folder they get, how errors are told."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import click
import pytest

from workshop_bot import __version__
from workshop_bot.cli import COMMANDS, knowledge_folder, main
from workshop_bot.errors import KnowledgeUnusable, SettingsUnusable

HEAVY = {"babel", "numpy", "pydantic", "rapidfuzz", "yaml"}
FOR_THE_CHAT = {"aiohttp", "alembic", "apscheduler", "asyncio", "dotenv", "filelock", "httpx", "sqlalchemy", "telegram"}
SHIPPED = Path(__file__).resolve().parents[2] / "knowledge"
AddCommand = Callable[[Callable[[click.Context], None]], None]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> AddCommand:
    """Put a command `made-up` on the command line that does what the given function does."""

    def add(callback: Callable[[click.Context], None]) -> None:
        module = ModuleType("made-up")
        setattr(module, "made-up", click.command("made-up")(click.pass_context(callback)))
        monkeypatch.setitem(sys.modules, "workshop_bot.cli.made-up", module)
        monkeypatch.setitem(COMMANDS, "made-up", "Do what a test wants.")

    return add


def run(*arguments: str, env: Mapping[str, str] = os.environ, typed: str = "") -> subprocess.CompletedProcess[bytes]:
    """This Python as a process of its own."""
    return subprocess.run([sys.executable, *arguments], input=typed.encode(), capture_output=True, check=False, env=env)


class TestHelp:
    def test_lists_every_command_with_its_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--help"]) == 0
        listed = dict(re.findall(r"^  (\w+)  +(\S.*)$", capsys.readouterr().out.partition("Commands:")[2], re.MULTILINE))
        assert listed == COMMANDS

    def test_imports_no_command_and_nothing_heavy(self) -> None:
        script = "import sys; from workshop_bot.cli import main; main(['--help']); print(*sys.modules)"
        loaded = set(run("-c", script).stdout.decode().split())
        assert loaded & (HEAVY | FOR_THE_CHAT | {f"workshop_bot.cli.{name}" for name in COMMANDS}) == set()

    @pytest.mark.parametrize("words", [["ask", "when does it begin?"], ["check"]])
    def test_a_command_that_does_not_serve_pays_for_nothing_of_the_chat(self, words: list[str]) -> None:
        script = f"import sys; from workshop_bot.cli import main; main(['--knowledge', {str(SHIPPED)!r}, *{words}]); print(*sys.modules)"
        assert set(run("-c", script).stdout.decode().split()) & FOR_THE_CHAT == set()

    @pytest.mark.parametrize("name", COMMANDS)
    def test_of_each_command_begins_with_the_same_line_and_ends_with_an_example(
        self, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([name, "--help"]) == 0
        usage, line, *_, example = capsys.readouterr().out.strip().split("\n\n")
        assert usage.startswith(f"Usage: workshop-bot {name} ")
        assert " ".join(line.split()).startswith(COMMANDS[name].rstrip("."))
        assert example.startswith(f"  Example: workshop-bot {name}")

    def test_comes_unasked_where_no_command_is_given(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([]) == 2
        out, err = capsys.readouterr()
        assert (out, err.split("\n")[0]) == ("", "Usage: workshop-bot [OPTIONS] COMMAND [ARGS]...")

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"workshop-bot {__version__}\n"


class TestCompletion:
    def test_offers_commands_without_importing_them(self) -> None:
        script = "import sys; from workshop_bot.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
        asked = {"_WORKSHOP_BOT_COMPLETE": "bash_complete", "COMP_WORDS": "workshop-bot e", "COMP_CWORD": "1"}
        ran = run("-c", script, env={**os.environ, **asked})
        assert ran.stdout.decode().split() == ["plain,evaluate", "plain,export"]
        assert set(ran.stderr.decode().split()) & HEAVY == set()

    def test_offers_the_options_of_all_commands_after_a_dash(self) -> None:
        asked = {"_WORKSHOP_BOT_COMPLETE": "bash_complete", "COMP_WORDS": "workshop-bot --k", "COMP_CWORD": "1"}
        assert run("-m", "workshop_bot", env={**os.environ, **asked}).stdout.decode().split() == ["plain,--knowledge"]


class TestFolder:
    @pytest.fixture(autouse=True)
    def _in_an_empty_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: AddCommand) -> None:
        monkeypatch.chdir(tmp_path)
        command(lambda ctx: click.echo(knowledge_folder(ctx)))

    def test_is_the_one_on_the_command_line_first(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", "theirs")
        assert main(["--knowledge", "mine", "made-up"]) == 0
        assert capsys.readouterr() == ("mine\n", "")

    def test_then_that_of_the_environment(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        Path("knowledge").mkdir()
        monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", "theirs")
        assert main(["made-up"]) == 0
        assert capsys.readouterr() == ("theirs\n", "")

    @pytest.mark.parametrize("blank", ["", "  "])
    def test_a_blank_name_is_none(self, blank: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        Path("knowledge").mkdir()
        monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", blank)
        assert main(["made-up"]) == main(["--knowledge", blank, "made-up"]) == 0
        assert capsys.readouterr() == ("knowledge\nknowledge\n", "")

    def test_spaces_around_a_name_are_no_part_of_it(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setenv("WORKSHOP_BOT_KNOWLEDGE", " our folder ")
        assert main(["made-up"]) == 0
        assert capsys.readouterr() == ("our folder\n", "")

    def test_then_knowledge_in_the_working_folder(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("knowledge").mkdir()
        assert main(["made-up"]) == 0
        assert capsys.readouterr() == ("knowledge\n", "")

    def test_else_the_shipped_example_and_says_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["made-up"]) == 0
        out, err = capsys.readouterr()
        assert (Path(out.strip()) / "workshop.yaml").is_file()
        assert err == 'note: no folder "knowledge" here, so the example serves; begin your own with: workshop-bot init knowledge\n'


class TestErrors:
    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            (["evaluates"], "error: No such command 'evaluates'. Did you mean 'evaluate'? See: workshop-bot --help\n"),
            (["--colour"], "error: No such option '--colour'. See: workshop-bot --help\n"),
            (["--knowledge"], "error: Option '--knowledge' requires an argument. See: workshop-bot --help\n"),
            (["check", "--json=1"], "error: Option '--json' does not take a value. See: workshop-bot check --help\n"),
            (["made-up", "now"], "error: Got unexpected extra argument (now). See: workshop-bot made-up --help\n"),
        ],
    )
    def test_wrong_use_is_one_line_with_the_help_that_helps(
        self, arguments: list[str], line: str, command: AddCommand, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command(lambda ctx: None)
        assert main(arguments) == 2
        assert capsys.readouterr() == ("", line)

    def test_ours_speak_for_themselves(self, command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
        def callback(ctx: click.Context) -> None:
            raise KnowledgeUnusable('no folder "x"; name one that exists')

        command(callback)
        assert main(["made-up"]) == 2
        assert capsys.readouterr() == ("", 'error: no folder "x"; name one that exists\n')

    def test_the_unexpected_says_how_to_see_more(self, command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
        command(lambda ctx: click.echo(1 // 0))
        assert main(["made-up"]) == 1
        line = (
            "error: unexpected ZeroDivisionError: integer division or modulo by zero; to see where, repeat it as: workshop-bot --debug …\n"
        )
        assert capsys.readouterr() == ("", line)

    def test_debug_shows_the_traceback_before_the_line(self, command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
        command(lambda ctx: click.echo(1 // 0))
        assert main(["--debug", "made-up"]) == 1
        first, *_, last = capsys.readouterr().err.strip().split("\n")
        assert first == "Traceback (most recent call last):"
        assert last.startswith("error: unexpected ZeroDivisionError")

    def test_each_of_several_faults_is_a_line(self, command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
        def callback(ctx: click.Context) -> None:
            raise SettingsUnusable("no token; make one", "no folder; name one")

        command(callback)
        assert main(["made-up"]) == 2
        assert capsys.readouterr() == ("", "error: no token; make one\nerror: no folder; name one\n")

    def test_p19_a_token_is_in_no_error(self, command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
        def callback(ctx: click.Context) -> None:
            raise ValueError(f"cannot reach https://api.example/bot{token}/getMe")

        token = "123456789:AAF-not-a-real-token-only-for-tests_00"
        command(callback)
        assert main(["--debug", "made-up"]) == 1
        said = capsys.readouterr().err
        assert (token in said, said.count("https://api.example/bot***/getMe")) == (False, 2)

    def test_a_file_that_cannot_be_written_is_named(self, command: AddCommand, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        command(lambda ctx: (tmp_path / "no" / "file").touch())
        assert main(["made-up"]) == 2
        assert capsys.readouterr() == ("", f"error: No such file or directory: {tmp_path / 'no' / 'file'}; give another place\n")

    def test_a_command_that_finds_fault_exits_with_its_code(self, command: AddCommand) -> None:
        command(lambda ctx: ctx.exit(1))
        assert main(["made-up"]) == 1

    def test_ctrl_c_is_130_without_a_word(self, command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
        def callback(ctx: click.Context) -> None:
            raise KeyboardInterrupt

        command(callback)
        assert main(["made-up"]) == 130
        assert capsys.readouterr() == ("", "\n")


class TestStreams:
    @pytest.mark.parametrize("write", ["click.echo('answer')", "print('answer')"])
    def test_a_reader_that_has_enough_is_no_error(self, write: str) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run([sys.executable, "-c", process(write)], stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (ran.returncode, ran.stderr) == (1, b"")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's own")
    @pytest.mark.parametrize("write", ["click.echo('answer')", "print('answer')"])
    def test_a_full_disk_is_one_line(self, write: str) -> None:
        with open("/dev/full", "wb") as full:
            ran = subprocess.run([sys.executable, "-c", process(write)], stdout=full, stderr=subprocess.PIPE, check=False)
        assert (ran.returncode, ran.stderr) == (2, b"error: No space left on device; give another place\n")

    def test_speak_utf8_in_any_locale(self) -> None:
        ran = run("-c", process("click.echo(sys.stdin.read() + ctx.args[0])"), "điều trị", env=plain(), typed="ung thư ")
        assert (ran.stdout.decode().strip(), ran.stderr) == ("ung thư điều trị", b"")

    def test_name_files_in_any_locale(self, tmp_path: Path) -> None:
        (tmp_path / "thư mục").mkdir()
        (tmp_path / "thư mục" / "lược đồ.txt").write_text("điều trị", encoding="utf-8")
        reads = "click.echo((cli.knowledge_folder(ctx) / ctx.args[0]).read_text(encoding='utf-8'))"
        ran = run("-c", process(reads), "lược đồ.txt", env=plain() | {"WORKSHOP_BOT_KNOWLEDGE": str(tmp_path / "thư mục")})
        assert (ran.stdout.decode().strip(), ran.stderr) == ("điều trị", b"")

    @pytest.mark.skipif(os.name == "nt", reason="the shell there closes no streams")
    @pytest.mark.parametrize("code", [0, 1])
    def test_one_that_is_closed_leads_nowhere_and_the_exit_code_stands(self, code: int) -> None:
        body = f"click.echo(sys.stdin.read() + 'answer'); click.echo('note', err=True); ctx.exit({code})"
        ran = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", process(body)], check=False)
        assert ran.returncode == code


def plain() -> dict[str, str]:
    """An environment whose locale knows ASCII alone."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_p10_at_its_end_it_does_not_go_through_all_objects_again() -> None:
    script = "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count() > 0)); from workshop_bot.cli import main; main()"
    assert run("-c", script, "--version").stdout.split() == [b"workshop-bot", __version__.encode(), b"True"]


def process(body: str) -> str:
    """The text of a program with the command `made-up`, which does the given line; arguments follow on its own command line."""
    return f"""
import sys, types, click
from workshop_bot import cli
@click.command("made-up", context_settings={{"allow_extra_args": True}})
@click.pass_context
def made_up(ctx):
    {body}
cli.COMMANDS["made-up"] = ""
sys.modules["workshop_bot.cli.made-up"] = types.ModuleType("made-up")
setattr(sys.modules["workshop_bot.cli.made-up"], "made-up", made_up)
sys.argv[1:] = ["made-up", *sys.argv[1:]]
sys.exit(cli.main())
"""
