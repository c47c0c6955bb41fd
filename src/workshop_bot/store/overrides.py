"""Fields of sessions that organisers changed in the chat, and what they did, so that it can be undone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

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
    """What an organiser did to a session; `before` are the session's overrides as they were, nobody's."""

    id: int
    person: int
    session: str
    silent: bool
    state: str
    undone: bool
    made: datetime
    before: tuple[Override, ...]


def all_(connection: Connection) -> list[Override]:
    """All that hold, in the order in which they were made."""
    columns = [overrides.c[name] for name in Override.__dataclass_fields__]
    return [
        Override(*row) for row in connection.execute(select(*columns).order_by(overrides.c.made, overrides.c.session, overrides.c.field))
    ]


def in_force(connection: Connection) -> list[Override]:
    """Those that the programme in force was made with: without what was done since."""
    since: dict[str, tuple[Override, ...]] = {}
    for act in new(connection):
        since.setdefault(act.session, act.before)
    return [override for override in all_(connection) if override.session not in since] + [
        one for before in since.values() for one in before
    ]


def put(
    connection: Connection, rows: Sequence[Override], person: int, session: str, silent: bool, now: datetime, undone: bool = False
) -> int:
    """These hold for the session in the place of what held before; the number of the act, by which it is undone unless it is an undoing."""
    before = [override for override in all_(connection) if override.session == session]
    _replace(connection, session, rows)
    kept = json.dumps([asdict(override) | {"person": 0, "made": override.made.isoformat()} for override in before])
    values = {"person": person, "before": kept, "session": session, "silent": silent, "state": "new", "undone": undone, "made": now}
    made: int = connection.execute(insert(acts).returning(acts.c.id), values).scalar_one()
    return made


def undo(connection: Connection, act: Act, person: int, now: datetime) -> None:
    """What held before the act holds again; told or silent as the act was."""
    put(connection, [replace(override, person=person) for override in act.before], person, act.session, act.silent, now, undone=True)
    connection.execute(update(acts).where(acts.c.id == act.id).values(undone=True))


def find(connection: Connection, act: int) -> Act | None:
    """An act by its number."""
    row = connection.execute(select(acts).where(acts.c.id == act)).first()
    return _act(row) if row else None


def new(connection: Connection) -> list[Act]:
    """What was done since the programme in force was made."""
    return [_act(row) for row in connection.execute(select(acts).where(acts.c.state == "new").order_by(acts.c.id))]


def last(connection: Connection, person: int) -> Act | None:
    """The last that this person did and has not undone."""
    mine = select(acts).where(acts.c.person == person, ~acts.c.undone).order_by(acts.c.id.desc()).limit(1)
    row = connection.execute(mine).first()
    return _act(row) if row else None


def newest(connection: Connection, session: str) -> int:
    """The number of what was done last to a session; 0 for nothing."""
    return connection.scalar(select(func.max(acts.c.id)).where(acts.c.session == session)) or 0


def taken_over(connection: Connection) -> None:
    """The programme in force holds all of it now."""
    connection.execute(update(acts).where(acts.c.state == "new").values(state="done"))


def drop(connection: Connection, lost: Iterable[Override]) -> None:
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


def _replace(connection: Connection, session: str, rows: Sequence[Override]) -> None:
    connection.execute(delete(overrides).where(overrides.c.session == session))
    if rows:
        connection.execute(insert(overrides), [asdict(row) for row in rows])


def _act(row: object) -> Act:
    values = dict(row._mapping)  # type: ignore[attr-defined]  # - a row
    before = tuple(Override(**{**one, "made": datetime.fromisoformat(one["made"])}) for one in json.loads(values.pop("before")))
    return Act(**values, before=before)
