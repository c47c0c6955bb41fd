"""The database that the settings name, for commands that look at it beside the running program."""

import os
from pathlib import Path

from workshop_bot import config
from workshop_bot.errors import SettingsUnusable
from workshop_bot.store.engine import Store


def database(given: str | None) -> Store:
    """The database of the option, the environment or `.env`; its file may not exist. SettingsUnusable where it cannot be one."""
    settings = config.gather({"DATABASE": given}, os.environ, Path(".env"))
    try:
        return Store(config.database(settings))
    except ValueError as fault:
        raise SettingsUnusable(str(fault)) from None
