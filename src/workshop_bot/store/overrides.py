"""Fields of sessions that organisers changed in the chat, and what they did, so that it can be undone."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from workshop_bot.store.tables import acts, overrides


@dataclass(frozen=True)
class Override:
    """One field of one session: its value now and the one in the folder that it took the place of, both as JSON."""

    session: str
    field: str
    value: str
    replaced: str
    person: int
    made: datetime


@dataclass(frozen=True)
class Act:
    """What an organiser did to a session; `before` are the session's overrides as they were."""

    id: int
    person: int
    session: str
    silent: bool
    state: str
    made: datetime
    before: tuple[Override, ...]


def all_(connection: Connection) -> list[Override]:
    """All that hold, in the order in which they were made."""
    columns = [overrides.c[name] for name in Override.__dataclass_fields__]
    return [
        Override(*row) for row in connection.execute(select(*columns).order_by(overrides.c.made, overrides.c.session, overrides.c.field))
    ]


def put(connection: Connection, rows: list[Override], person: int, session: str, silent: bool, now: datetime) -> int:
    """These hold for the session in the place of what held before; the number of the act, by which it is undone."""
    before = [override for override in all_(connection) if override.session == session]
    _replace(connection, session, rows)
    kept = json.dumps([asdict(override) | {"made": override.made.isoformat()} for override in before])
    values = {"person": person, "before": kept, "session": session, "silent": silent, "state": "new", "made": now}
    made: int = connection.execute(insert(acts).returning(acts.c.id), values).scalar_one()
    return made


def undo(connection: Connection, act: Act, person: int, now: datetime) -> None:
    """What held before the act holds again; told or silent as the act was."""
    put(connection, list(act.before), person, act.session, act.silent, now)
    connection.execute(update(acts).where(acts.c.id == act.id).values(state="undone"))


def find(connection: Connection, act: int) -> Act | None:
    """An act by its number."""
    row = connection.execute(select(acts).where(acts.c.id == act)).first()
    return _act(row) if row else None


def new(connection: Connection) -> list[Act]:
    """What was done since the programme in force was made."""
    return [_act(row) for row in connection.execute(select(acts).where(acts.c.state == "new").order_by(acts.c.id))]


def last(connection: Connection, person: int) -> Act | None:
    """The last that this person did and has not undone."""
    mine = select(acts).where(acts.c.person == person, acts.c.state != "undone").order_by(acts.c.id.desc()).limit(1)
    row = connection.execute(mine).first()
    return _act(row) if row else None


def taken_over(connection: Connection) -> None:
    """The programme in force holds all of it now."""
    connection.execute(update(acts).where(acts.c.state == "new").values(state="done"))


def drop(connection: Connection, lost: list[Override]) -> None:
    """The folder has something newer to say of these."""
    for override in lost:
        connection.execute(delete(overrides).where(overrides.c.session == override.session, overrides.c.field == override.field))


def forget(connection: Connection, person: int) -> None:
    """What this person did is nobody's any more."""
    connection.execute(update(overrides).where(overrides.c.person == person).values(person=0))
    connection.execute(update(acts).where(acts.c.person == person).values(person=0))


def tidy(connection: Connection, before: datetime) -> None:
    """Erase acts that are older; the overrides hold."""
    connection.execute(delete(acts).where(acts.c.made < before, acts.c.state != "new"))


def _replace(connection: Connection, session: str, rows: list[Override]) -> None:
    connection.execute(delete(overrides).where(overrides.c.session == session))
    if rows:
        connection.execute(insert(overrides), [asdict(row) for row in rows])


def _act(row: object) -> Act:
    values = dict(row._mapping)  # type: ignore[attr-defined]  # - a row
    before = tuple(Override(**{**one, "made": datetime.fromisoformat(one["made"])}) for one in json.loads(values.pop("before")))
    return Act(**values, before=before)
