"""The command line: one module per command, imported only when that command is called.

    main → Commands.invoke → cli/COMMAND.py → results on standard output, exit code 0 or `ctx.exit(1)`
                 ↓
    any exception → one line on standard error, the exit code of its class (a traceback with `--debug` alone)

A command is a click command with the name of its module; its one line for `--help` stands in COMMANDS too, so that the list of
commands and the shell's completion import none of them.
"""

import atexit
import gc
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_bot import __version__
from workshop_bot.cli import terminal
from workshop_bot.errors import UnusableInput, WorkshopBotError

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

COMMANDS = {
    "ask": "Answer a question; without one, open a prompt.",
    "backup": "Copy the database while the bot runs.",
    "check": "Tell every problem of a folder of knowledge.",
    "evaluate": "Measure the answers to the folder's own questions.",
    "export": "Write the programme in another form.",
    "health": "Say whether the running bot is well.",
    "import": "Bring in a programme that has another form.",
    "init": "Begin a folder of knowledge, small and commented.",
    "invite": "Print a link that makes an organiser.",
    "posters": "Draw codes that open the chat at a session, a room or a question.",
    "run": "Serve Telegram until it is stopped.",
    "schema": "Give editors the JSON Schema of each file.",
    "try": "Open the chat in the browser, without an account.",
}
RARELY = 50_000
"""New objects after which garbage is looked for: what is read stays, and looking through a large folder took half as long as reading it."""
_PACKAGE = Path(__file__).parents[1]
_EXAMPLES = (_PACKAGE / "example", _PACKAGE.parents[1] / "knowledge")  # in the wheel; in a checkout


class Commands(click.Group):
    """A group that knows its commands by name and line, and imports one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from the module of that name."""
        if cmd_name not in COMMANDS:
            if ctx.resilient_parsing:  # the shell completes a line that is not finished
                return None
            raise click.exceptions.NoSuchCommand(cmd_name, possibilities=COMMANDS, ctx=ctx)
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name  # `try`
        command: click.Command = getattr(import_module(f"{__name__}.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands under `--help`."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """What the shell offers after `workshop-bot`: commands, and options once a dash is typed."""
        from click.shell_completion import CompletionItem

        commands = [CompletionItem(name, help=line) for name, line in COMMANDS.items() if name.startswith(incomplete)]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; with `--debug`, show where an error comes from before `main` tells it."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if error.ctx is None and ctx.invoked_subcommand:  # click names no command where an option lacks its value
                error.ctx = click.Context(self, ctx, ctx.invoked_subcommand)
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception:
            if ctx.params["debug"]:
                from workshop_bot.logs import redacted

                click.echo(redacted(traceback.format_exc()), nl=False, err=True)
            raise


def _named(ctx: click.Context, parameter: click.Parameter, folder: str | None) -> Path | None:
    """The folder that is named; none where the name is blank, as with all settings."""
    return Path(folder.strip()) if folder and folder.strip() else None


@click.group(cls=Commands, epilog='Example: workshop-bot ask "when does the workshop begin?"')
@click.option(
    "--knowledge",
    metavar="DIR",
    type=click.Path(),
    envvar="WORKSHOP_BOT_KNOWLEDGE",
    callback=_named,
    help="The folder of knowledge. Default: $WORKSHOP_BOT_KNOWLEDGE, else ./knowledge, else the example inside the package.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__, prog_name="workshop-bot", message="%(prog)s %(version)s")
def workshop_bot(knowledge: Path | None, debug: bool) -> None:
    """Answer the participants of a workshop from a folder of YAML."""


_note = partial(terminal.tell, "note")


def knowledge_folder(ctx: click.Context, say: Callable[[str], None] = _note, setting: str = "") -> Path:
    """The folder that the command line, the environment, a setting or the working folder names, else the example, of which `say` is told.

    It may not exist when a person named it: reading it tells.
    """
    named: Path | None = ctx.find_root().params["knowledge"]
    if named or setting:
        return named or Path(setting)
    if Path("knowledge").is_dir():
        return Path("knowledge")
    if Path("workshop.yaml").is_file():  # the person stands within it
        return Path()
    say('no folder "knowledge" here, so the example serves; begin your own with: workshop-bot init knowledge')
    return next(folder for folder in _EXAMPLES if folder.is_dir())


def typed_moment(words: str, zone: "ZoneInfo") -> "datetime":
    """The moment that a person typed, in the workshop's zone; UnusableInput where it is none."""
    from workshop_bot.knowledge.moments import moment

    try:
        return moment(words.strip(), zone)
    except ValueError as error:
        raise UnusableInput(f'"{words}" is no time ({error}); write it as "2024-12-03 10:00"') from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on these arguments (by default the process's own) and return the exit code."""
    gc.set_threshold(RARELY)
    if arguments is None and not sys.flags.utf8_mode and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # else "thư mục" names no folder in such a locale
    _speak_utf8()
    if arguments is None:
        atexit.register(gc.freeze)  # else all objects are gone through again at the end: a sixth of `ask`, half a second of `run`
        arguments = [os.fsencode(argument).decode("utf-8", "replace") for argument in sys.argv[1:]]
    try:
        code: int | None = workshop_bot.main(arguments, prog_name="workshop-bot", standalone_mode=False)
        sys.stdout.flush()
        return code or 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        terminal.tell("error", _sentence(error))
        return error.exit_code
    except WorkshopBotError as error:
        for sentence in error.args:
            terminal.tell("error", sentence)
        return error.exit_code
    except click.Abort:
        return 130
    except BrokenPipeError:
        _close_output()  # the reader has enough, as in `workshop-bot check | head`
        return 1
    except OSError as error:
        _close_output()
        terminal.tell("error", f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}; give another place")
        return 2
    except Exception as error:
        terminal.tell("error", f"unexpected {type(error).__name__}: {error}; to see where, repeat it as: workshop-bot --debug …")
        return 1


def _speak_utf8() -> None:
    """Make the three streams UTF-8, whatever the locale says; what cannot be said is replaced, never an error.

    One that was closed before the start (`>&-`) leads nowhere, and the exit code is what is told.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - it stays open as long as the process
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _close_output() -> None:
    """Send what could not be written nowhere, or the interpreter tries it once more at its end and fails aloud."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: click.ClickException) -> str:
    """What click found wrong, and for wrong use the help that tells what is right."""
    message = error.format_message()
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "workshop-bot"
        return f"{message}{'' if message.endswith(('.', '?', '?)')) else '.'} See: {command} --help"
    return message
