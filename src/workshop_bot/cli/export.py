"""`workshop-bot export`: the programme in another form, to standard output or into a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop_bot import clock
from workshop_bot.cli import knowledge_folder
from workshop_bot.cli.terminal import tell
from workshop_bot.errors import UnusableInput

if TYPE_CHECKING:
    from workshop_bot.knowledge.model import Knowledge
    from workshop_bot.store.engine import Store

_MOST_SHOWN = 20


def _csv(knowledge: "Knowledge") -> bytes:
    from workshop_bot.formats.csv_ import write

    return write(knowledge).encode()


def _xlsx(knowledge: "Knowledge") -> bytes:
    from workshop_bot.formats.xlsx import write

    return write(knowledge)


def _ics(knowledge: "Knowledge") -> bytes:
    from workshop_bot.formats.calendar import calendar
    from workshop_bot.texts.catalogue import load

    counts = dict.fromkeys((session.id for session in knowledge.sessions), 0)
    language = knowledge.workshop.default_language
    return calendar(knowledge.sessions, counts, knowledge, language, load(knowledge.words), clock.now()).encode()


def _frab_xml(knowledge: "Knowledge") -> bytes:
    from workshop_bot.formats.frab_xml import frab_xml

    _tell_what_is_left_out(knowledge)
    return frab_xml(knowledge, knowledge.workshop.default_language)


def _frab_json(knowledge: "Knowledge") -> bytes:
    from workshop_bot.formats.frab_json import frab_json

    _tell_what_is_left_out(knowledge)
    return frab_json(knowledge, knowledge.workshop.default_language)


def _tell_what_is_left_out(knowledge: "Knowledge") -> None:
    from workshop_bot.formats.frab_days import left_out

    notes = left_out(knowledge)
    for note in notes[:_MOST_SHOWN]:
        tell("note", f"{note.place}: {note.said}")
    if len(notes) > _MOST_SHOWN:
        tell("note", f"and {len(notes) - _MOST_SHOWN:,} more of the kind")


FORMS = {"csv": _csv, "xlsx": _xlsx, "ics": _ics, "frab-xml": _frab_xml, "frab-json": _frab_json}
"""Each form, and what writes it."""


@click.command(epilog="Example: workshop-bot export ics programme.ics")
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMS)))
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--database", metavar="URL", help="Default: that of the settings.")
@click.pass_context
def export(ctx: click.Context, form: str, file: Path | None, database: str | None) -> None:
    """Write the programme in another form: csv, xlsx, ics, frab-xml or frab-json; without FILE to standard output.

    Where the bot has run it is the programme in force, with what organisers changed in the chat; else the folder's. Of a folder without
    sessions csv and xlsx are a template to be filled in, which `import` reads.
    """
    if form == "xlsx" and file is None and sys.stdout.isatty():
        raise UnusableInput("a spreadsheet is nothing for a terminal; name a file: workshop-bot export xlsx programme.xlsx")
    knowledge = _in_force(database) or _of_folder(ctx)
    data = FORMS[form](knowledge)
    if file is None:
        click.echo(data, nl=False)
    else:
        file.write_bytes(data)
        click.echo(f"Written: {file}.", err=True)


def _of_folder(ctx: click.Context) -> "Knowledge":
    from workshop_bot.knowledge.read import usable

    return usable(knowledge_folder(ctx))


def _in_force(given: str | None) -> "Knowledge | None":
    """The programme in force; None where there is no database yet, or nothing in it."""
    from workshop_bot.cli.settings import database

    store = database(given)
    try:
        if store.file is not None and not store.file.is_file():
            if given:
                raise UnusableInput(f"there is no database {store.name}; name the one that the bot uses")
            return None
        return _kept(store)
    finally:
        store.close()


def _kept(store: "Store") -> "Knowledge | None":
    from workshop_bot.knowledge.read import read_again
    from workshop_bot.programme.overrides import in_force
    from workshop_bot.store import folders, overrides
    from workshop_bot.store.schema import NEWEST, revision

    with store.reading() as connection:
        present = revision(connection)
        if present is None:
            raise UnusableInput(f"the database {store.name} is not the bot's; name its own in WORKSHOP_BOT_DATABASE")
        if present != NEWEST:
            raise UnusableInput(f"the database {store.name} is another version's; start this one once with: workshop-bot run")
        files, changes = folders.kept(connection), overrides.in_force(connection)
    folder = read_again(files).knowledge if files else None
    return in_force(folder, changes)[0] if folder else None
