"""`workshop-bot health`: how the running program does, for people and supervisors."""

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from workshop_bot import clock

if TYPE_CHECKING:
    from workshop_bot.store.engine import Store
    from workshop_bot.store.pulse import Load


@click.command(epilog="Example: workshop-bot health --json")
@click.option("--database", metavar="URL", help="Default: that of the settings.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def health(ctx: click.Context, database: str | None, as_json: bool) -> None:
    """Say whether the running bot is well; exit code 1 with the reason where it is not.

    It has reached Telegram, its jobs tick, and nobody waits too long. It reads the database and disturbs nothing.
    """
    from workshop_bot.cli.settings import database as named
    from workshop_bot.store.pulse import Load

    reason, load = _judged(named(database), clock.now())
    said = reason or "all is well"
    if as_json:
        click.echo(json.dumps({"ok": not reason, "reason": said, **(load or Load()).figures}, ensure_ascii=False))
    else:
        click.echo(f"{said} ({', '.join(f'{name} {number}' for name, number in load.figures.items())})" if load else said)
    ctx.exit(1 if reason else 0)


def _judged(store: "Store", now: datetime) -> tuple[str, "Load | None"]:
    """What is wrong with the program that runs on a database, if anything; its figures, where the database can be read."""
    from workshop_bot.errors import WorkshopBotError
    from workshop_bot.store import pulse
    from workshop_bot.store.schema import revision

    if store.file is not None and not store.file.is_file():
        return f"there is no database {store.name}: the bot has never run with these settings", None
    try:
        with store.reading() as connection:
            if revision(connection) is None:
                return f"the database {store.name} is not the bot's", None
            load = pulse.load(connection, now)
            return pulse.illness(pulse.find(connection), load, now), load
    except WorkshopBotError as error:  # it is damaged, locked, out of reach: the bot is no better off
        return str(error), None
    finally:
        store.close()
