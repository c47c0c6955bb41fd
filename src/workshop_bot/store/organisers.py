"""Who may act as an organiser, beside those whom the settings name, and the one-time links that make one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from workshop_bot.store.tables import guesses, invitations, organisers


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


def add(connection: Connection, person: int, role: str, now: datetime) -> None:
    """This person has this role from now on."""
    if connection.execute(update(organisers).where(organisers.c.person == person).values(role=role)).rowcount == 0:
        connection.execute(insert(organisers), {"person": person, "role": role, "since": now})


def remove(connection: Connection, person: int) -> None:
    """This person has no rights any more."""
    connection.execute(delete(organisers).where(organisers.c.person == person))


def invite(connection: Connection, hashed: str, role: str, until: datetime) -> None:
    """Whoever shows what has this hash gets this role, once, until that moment."""
    connection.execute(insert(invitations), {"hash": hashed, "role": role, "until": until})


def accept(connection: Connection, hashed: str, now: datetime) -> str | None:
    """The role of an invitation, which is used up by this; None where there is none any more."""
    role: str | None = connection.scalar(select(invitations.c.role).where(invitations.c.hash == hashed, invitations.c.until > now))
    connection.execute(delete(invitations).where(invitations.c.hash == hashed))
    return role


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
