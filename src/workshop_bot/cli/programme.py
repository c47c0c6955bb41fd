"""The programme that a command hands on: the one in force where the bot has run, else the folder's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from workshop_bot.cli import knowledge_folder
from workshop_bot.errors import UnusableInput

if TYPE_CHECKING:
    from workshop_bot.knowledge.model import Knowledge
    from workshop_bot.store.engine import Store


@dataclass(frozen=True)
class Found:
    """The programme, and session → how often it has changed since a calendar file first held it; who is in none is not named."""

    knowledge: "Knowledge"
    counts: Mapping[str, int]


def found(ctx: click.Context, given: str | None) -> Found:
    """The programme in force in the database that is given or that the settings name, else the folder's.

    UnusableInput where the one that is given is not there, where it is not the bot's, and where the folder has errors.
    """
    from workshop_bot.cli.settings import folder
    from workshop_bot.knowledge.read import usable

    return _in_force(given) or Found(usable(knowledge_folder(ctx, setting=folder())), {})


def _in_force(given: str | None) -> Found | None:
    """None where there is no database yet, or nothing in it."""
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


def _kept(store: "Store") -> Found | None:
    from workshop_bot.formats.calendar import fingerprint
    from workshop_bot.knowledge.read import read_again
    from workshop_bot.programme.overrides import in_force
    from workshop_bot.store import folders, overrides, revisions
    from workshop_bot.store.schema import refuse_other

    with store.reading() as connection:
        refuse_other(store, connection)
        files, changes = folders.kept(connection), overrides.in_force(connection)
        folder = read_again(files).knowledge if files else None
        if folder is None:
            return None
        knowledge = in_force(folder, changes)[0]
        return Found(knowledge, revisions.counts(connection, {one.id: fingerprint(one, knowledge) for one in knowledge.sessions}))
