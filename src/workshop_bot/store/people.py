"""All that is kept of one person (or group), in whatever table; each noun's own `forget` erases its part."""

from sqlalchemy import Connection, or_, select

from workshop_bot.store import asked
from workshop_bot.store.tables import metadata, outbox


def copy(connection: Connection, chat: int) -> dict[str, list[dict[str, object]]]:
    """Table → its rows with this number, as chat or as person; tables without any are left out.

    So are files on their way, a copy like this one among them: with each in the next, ten taps would fill the memory.
    """
    found: dict[str, list[dict[str, object]]] = {}
    for table in metadata.sorted_tables:
        named = [table.c[name] == chat for name in ("chat", "person") if name in table.c]
        kept = [outbox.c.act != "file"] if table is outbox else []
        if named and (rows := connection.execute(select(table).where(or_(*named), *kept)).mappings().all()):
            found[table.name] = [dict(row) for row in rows]
    if questions := asked.of(connection, chat):  # no number stands beside these
        found["asked"] = questions
    return found
