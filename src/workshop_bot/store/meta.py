"""What holds for the whole database: whose it is, how the running program does."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workshop_bot.errors import ForeignDatabase
from workshop_bot.store.tables import meta

_GET = select(meta.c.value).where(meta.c.key == bindparam("wanted"))
"""Built once: for each question."""


def get(connection: Connection, key: str) -> str | None:
    """A value."""
    return connection.execute(_GET, {"wanted": key}).scalar_one_or_none()


def put(connection: Connection, key: str, value: str) -> None:
    """Set a value."""
    if connection.execute(update(meta).where(meta.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(insert(meta).values(key=key, value=value))


def take_out(connection: Connection, key: str) -> str | None:
    """A value, which is no more then."""
    value = get(connection, key)
    connection.execute(delete(meta).where(meta.c.key == key))
    return value


def belong(connection: Connection, bot: int, name: str) -> None:
    """From now on the database is this bot's; ForeignDatabase where it is another's."""
    known = get(connection, "bot")
    if known not in (None, str(bot)):
        raise ForeignDatabase(
            f"the database belongs to another bot, @{get(connection, 'name')}; give this one its own WORKSHOP_BOT_DATABASE"
        )
    put(connection, "bot", str(bot))
    put(connection, "name", name)
