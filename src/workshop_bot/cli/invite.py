"""`workshop-bot invite`: a one-time link that makes an organiser, while the bot runs or not."""

from typing import TYPE_CHECKING

import click

from workshop_bot import clock
from workshop_bot.errors import UnusableInput

if TYPE_CHECKING:
    from workshop_bot.store.engine import Store


@click.command(epilog="Example: workshop-bot invite")
@click.option("--database", metavar="URL", help="Default: that of the settings.")
def invite(database: str | None) -> None:
    """Print a link that makes an organiser: it works once, for a day.

    As long as the bot has no owner it makes one: an organiser who also invites and removes others.
    """
    from workshop_bot.cli.settings import database as named
    from workshop_bot.cli.settings import owners
    from workshop_bot.cli.terminal import tell
    from workshop_bot.store import organisers

    named_owners, store = owners(), named(database)
    try:
        bot = bot_name(store)
        with store.transaction() as connection:
            role = "organiser" if named_owners or organisers.owned(connection) else "owner"
            token = organisers.invite(connection, role, clock.now())
    finally:
        store.close()
    click.echo(f"https://t.me/{bot}?start=i_{token}")
    gets = "an organiser" if role == "organiser" else "the bot's owner, who invites and removes organisers"
    tell("note", f"whoever opens it first, within 24 hours, becomes {gets}; send it to nobody else")


def bot_name(store: "Store") -> str:
    """The bot's user name; UnusableInput where the database cannot tell it."""
    from workshop_bot.store import meta
    from workshop_bot.store.schema import refuse_other

    if store.file is not None and not store.file.is_file():
        raise UnusableInput(f"there is no database {store.name}; start the bot once with: workshop-bot run")
    with store.reading() as connection:
        refuse_other(store, connection)
        bot = meta.get(connection, "name")
    if bot is None:
        raise UnusableInput("the bot's name is not known yet; start the bot once with: workshop-bot run")
    return bot
