"""The database that the settings name, for commands that look at it beside the running program."""

import os
from pathlib import Path

from workshop_bot import config
from workshop_bot.errors import SettingsUnusable, UnusableInput
from workshop_bot.store.engine import Store


def database(given: str | None) -> Store:
    """The database of the option, the environment or `.env`; UnusableInput where its file does not exist."""
    settings = config.gather({"DATABASE": given}, os.environ, Path(".env"))
    try:
        store = Store(config.database(settings))
    except ValueError as fault:
        raise SettingsUnusable(str(fault)) from None
    if store.file is not None and not store.file.is_file():
        raise UnusableInput(f"no database {store.name}; name the one that the bot uses in WORKSHOP_BOT_DATABASE")
    return store
