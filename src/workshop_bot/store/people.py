"""All that is kept of one person (or group), in whatever table; each noun's own `forget` erases its part."""

from sqlalchemy import Connection, or_, select

from workshop_bot.store import asked
from workshop_bot.store.tables import metadata


def copy(connection: Connection, chat: int) -> dict[str, list[dict[str, object]]]:
    """Table → its rows with this number, as chat or as person; tables without any are left out."""
    found: dict[str, list[dict[str, object]]] = {}
    for table in metadata.sorted_tables:
        named = [table.c[name] == chat for name in ("chat", "person") if name in table.c]
        if named and (rows := connection.execute(select(table).where(or_(*named))).mappings().all()):
            found[table.name] = [dict(row) for row in rows]
    if questions := asked.of(connection, chat):  # no number stands beside these
        found["asked"] = questions
    return found
