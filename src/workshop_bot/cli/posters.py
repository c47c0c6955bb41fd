"""`workshop-bot posters`: printable codes that lead into the chat."""

import re
from pathlib import Path

import click

from workshop_bot.cli.programme import found
from workshop_bot.errors import UnusableInput

_NAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)


@click.command(epilog="Example: workshop-bot posters posters --bot PediatricOncologyBot")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=Path("posters"))
@click.option("--bot", metavar="NAME", help="The bot's user name. Default: that of the bot that the database is of.")
@click.option("--database", metavar="URL", help="Default: that of the settings.")
@click.pass_context
def posters(ctx: click.Context, folder: Path, bot: str | None, database: str | None) -> None:
    """Draw codes that open the chat at a session, a room or a question.

    Where the bot has run it is the programme in force, else the folder's. They go into DIR (by default: posters), with a page to
    print them from; one more opens the chat itself. The files are named by ids and replace those of the same name.
    """
    from workshop_bot.formats.posters import files

    name = _typed(bot) if bot else _known(database)
    made = files(found(ctx, database).knowledge, name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in made.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnusableInput(f"{folder} cannot be written ({error.strerror}); name another folder") from None
    click.echo(f"{len(made) - 1} codes are drawn; print them from {folder / 'posters.html'}")


def _typed(name: str) -> str:
    found = _NAME.fullmatch(name)
    if not found:
        raise UnusableInput(f'"{name}" is no user name of a bot; write it as in t.me/NAME')
    return found[1]


def _known(database: str | None) -> str:
    from workshop_bot.cli.invite import bot_name
    from workshop_bot.cli.settings import database as named

    store = named(database)
    try:
        return bot_name(store)
    except UnusableInput as error:
        raise UnusableInput(f"{error}, or say its name with --bot NAME") from None
    finally:
        store.close()
