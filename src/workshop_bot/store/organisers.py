"""Who may act as an organiser, beside those whom the settings name, and the one-time links that make one."""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop_bot.store import chats, meta
from workshop_bot.store.chats import Chat
from workshop_bot.store.engine import erased
from workshop_bot.store.tables import guesses, invitations, organisers

BYTES = 20
"""Of chance in a token: 160 bits."""
LIFE = timedelta(days=1)
"""Of an invitation."""


@dataclass(frozen=True)
class Organiser:
    """A person with rights: organiser, or owner, who invites and removes."""

    person: int
    role: str
    since: datetime


def find(connection: Connection, person: int) -> Organiser | None:
    """The rights of a person; None for none."""
    row = connection.execute(select(organisers).where(organisers.c.person == person)).first()
    return Organiser(*row) if row else None


def all_(connection: Connection) -> list[Organiser]:
    """All of them, the oldest first."""
    return [Organiser(*row) for row in connection.execute(select(organisers).order_by(organisers.c.since, organisers.c.person))]


def met(connection: Connection, owners: Collection[int]) -> list[tuple[str, Chat]]:
    """Role and chat of each of them, and of these owners, to whom the bot can write."""
    named = dict.fromkeys(sorted(owners), "owner")
    roles = named | {one.person: one.role for one in all_(connection) if one.person not in named}
    found = ((role, chats.find(connection, person)) for person, role in roles.items())
    return [(role, chat) for role, chat in found if chat and not chat.gone]


def menus(connection: Connection) -> dict[str, str]:
    """Who has a menu of organisers in Telegram, and which."""
    kept: dict[str, str] = json.loads(meta.get(connection, "menus") or "{}")
    return kept


def keep_menus(connection: Connection, now: Mapping[str, str]) -> None:
    """Whose menu is which from now on; of who has none any more no trace is left, they may have wished to be forgotten."""
    fewer = menus(connection).keys() - now.keys()
    meta.put(connection, "menus", json.dumps(now))
    if fewer:
        erased(connection)


def owned(connection: Connection) -> bool:
    """Whether one of them is an owner."""
    return connection.scalar(select(organisers.c.person).where(organisers.c.role == "owner").limit(1)) is not None


def add(connection: Connection, person: int, role: str, now: datetime) -> None:
    """This person has this role from now on."""
    if connection.execute(update(organisers).where(organisers.c.person == person).values(role=role)).rowcount == 0:
        connection.execute(insert(organisers), {"person": person, "role": role, "since": now})


def remove(connection: Connection, person: int) -> None:
    """This person has no rights any more."""
    connection.execute(delete(organisers).where(organisers.c.person == person))


def invite(connection: Connection, role: str, now: datetime) -> str:
    """A token that gives this role to the one who shows it first, within a day; it stands nowhere, what is kept is its hash."""
    token = secrets.token_hex(BYTES)
    connection.execute(insert(invitations), {"hash": _hash(token), "role": role, "until": now + LIFE})
    return token


def invited(connection: Connection, token: str, now: datetime) -> str | None:
    """The role that a token gives; None for one that was used, is too old or was never made."""
    found = select(invitations.c.role).where(invitations.c.hash == _hash(token), invitations.c.until > now)
    role: str | None = connection.scalar(found)
    return role


def use(connection: Connection, token: str) -> None:
    """From now on this token gives nothing."""
    connection.execute(delete(invitations).where(invitations.c.hash == _hash(token)))


def guessed(connection: Connection, person: int, now: datetime) -> None:
    """This person has shown an invitation that there is not."""
    connection.execute(insert(guesses), {"person": person, "made": now})


def guesses_since(connection: Connection, person: int, since: datetime) -> int:
    """How many of these this person has shown since."""
    return connection.scalar(select(func.count()).where(guesses.c.person == person, guesses.c.made > since)) or 0


def forget(connection: Connection, person: int) -> None:
    """Erase the rights of a person, and what they tried."""
    remove(connection, person)
    connection.execute(delete(guesses).where(guesses.c.person == person))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase what is out of date."""
    connection.execute(delete(invitations).where(invitations.c.until < before))
    connection.execute(delete(guesses).where(guesses.c.made < before))


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
