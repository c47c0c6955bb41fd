"""`workshop-bot backup`: a consistent copy of the database while the bot runs."""

from pathlib import Path

import click


@click.command(epilog="Example: workshop-bot backup copy.db")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--database", metavar="URL", help="Default: that of the settings.")
def backup(file: Path, database: str | None) -> None:
    """Copy the database into FILE while the bot runs; a file that is there is replaced."""
    from workshop_bot.cli.settings import database as found
    from workshop_bot.store.copy import copy

    store = found(database)
    copy(store, file)
    click.echo(f"copied {store.name} to {file} ({file.stat().st_size:,} bytes)")
