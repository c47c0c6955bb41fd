"""`workshop-bot backup`: a consistent copy of the database while the bot runs."""

from pathlib import Path

import click


@click.command(epilog="Example: workshop-bot backup copy.db")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--database", metavar="URL", help="Default: that of the settings.")
def backup(file: Path, database: str | None) -> None:
    """Copy the database while the bot runs; a FILE that is there is replaced.

    To bring a copy back, stop the bot and put it in the place of the database.
    """
    from workshop_bot.cli.settings import database as named
    from workshop_bot.store.copy import copy

    store = named(database)
    copy(store, file)
    store.close()
    click.echo(f"{store.name} is copied to {file} ({file.stat().st_size:,} bytes).")
