"""`workshop-bot export`: the programme in another form, to standard output or into a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop_bot import clock
from workshop_bot.cli.programme import Found, found
from workshop_bot.cli.terminal import tell_some
from workshop_bot.errors import UnusableInput

if TYPE_CHECKING:
    from workshop_bot.knowledge.model import Knowledge


def _csv(programme: Found) -> bytes:
    from workshop_bot.formats.csv_ import write

    return write(programme.knowledge).encode()


def _xlsx(programme: Found) -> bytes:
    from workshop_bot.formats.xlsx import write

    return write(programme.knowledge)


def _ics(programme: Found) -> bytes:
    from workshop_bot.formats.ics import write

    return write(programme.knowledge, programme.counts, clock.now()).encode()


def _frab_xml(programme: Found) -> bytes:
    from workshop_bot.formats.frab_xml import frab_xml

    _tell_what_is_left_out(programme.knowledge)
    return frab_xml(programme.knowledge, programme.knowledge.workshop.default_language)


def _frab_json(programme: Found) -> bytes:
    from workshop_bot.formats.frab_json import frab_json

    _tell_what_is_left_out(programme.knowledge)
    return frab_json(programme.knowledge, programme.knowledge.workshop.default_language)


def _tell_what_is_left_out(knowledge: "Knowledge") -> None:
    from workshop_bot.formats.frab_days import left_out

    tell_some([f"{note.place}: {note.said}" for note in left_out(knowledge)])


FORMS = {"csv": _csv, "xlsx": _xlsx, "ics": _ics, "frab-xml": _frab_xml, "frab-json": _frab_json}
"""Each form, and what writes it."""


@click.command(epilog="Example: workshop-bot export ics programme.ics")
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMS)))
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--database", metavar="URL", help="Default: that of the settings.")
@click.pass_context
def export(ctx: click.Context, form: str, file: Path | None, database: str | None) -> None:
    """Write the programme in another form: csv, xlsx, ics, frab-xml or frab-json; without FILE, or with - for it, to standard output.

    Where the bot has run it is the programme in force, with what organisers changed in the chat; else the folder's. Of a folder without
    sessions csv and xlsx are a template to be filled in, which `import` reads.
    """
    if file == Path("-"):
        file = None
    if form == "xlsx" and file is None and sys.stdout.isatty():
        raise UnusableInput("a spreadsheet is nothing for a terminal; name a file: workshop-bot export xlsx programme.xlsx")
    data = FORMS[form](found(ctx, database))
    if file is None:
        click.echo(data, nl=False)
    else:
        try:
            file.write_bytes(data)
        except OSError as error:
            raise UnusableInput(f"{file} cannot be written ({error.strerror}); name another file") from None
        click.echo(f"Written: {file}.", err=True)
