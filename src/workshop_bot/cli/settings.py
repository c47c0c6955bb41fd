"""The database, the folder and the owners that the settings name, for commands beside the running program."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from workshop_bot import config
from workshop_bot.errors import SettingsUnusable
from workshop_bot.store.engine import Store

T = TypeVar("T")


def database(given: str | None) -> Store:
    """The database of the option, the environment or `.env`; its file may not exist. SettingsUnusable where it cannot be one."""
    return Store(_read(config.database, DATABASE=given))


def folder() -> str:
    """The folder of knowledge that the environment or `.env` names, if any."""
    return _read(lambda settings: settings.get("KNOWLEDGE", ""))


def owners() -> tuple[int, ...]:
    """The numbers of those whom the environment or `.env` names; SettingsUnusable where these are none."""
    return _read(config.organisers)


def _read(reader: Callable[[Mapping[str, str]], T], **options: str | None) -> T:
    try:
        return reader(config.gather(options, os.environ, Path(".env")))
    except ValueError as fault:
        raise SettingsUnusable(str(fault)) from None
