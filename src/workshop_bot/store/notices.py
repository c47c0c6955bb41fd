"""Changes of sessions that followers have not heard yet: one row per chat and session, with the session as that chat knows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, literal, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from workshop_bot.store import follows
from workshop_bot.store.outbox import OPEN
from workshop_bot.store.tables import Moment, chats, notices, outbox


@dataclass(frozen=True)
class Notice:
    """A change that a chat has not heard; `told` is the session as it knows it, as JSON, "" where it knows nothing of it.

    With the quiet hours and the zone of the chat.
    """

    chat: int
    session: str
    told: str
    due: datetime
    quiet: str = ""
    zone: str = ""


_OWN = [notices.c[name] for name in ("chat", "session", "told", "due")]
_DROP = delete(notices).where(notices.c.chat == bindparam("here"), notices.c.session == bindparam("of"))


def keep(connection: Connection, session: str, told: str, targets: Sequence[str], due: datetime) -> None:
    """Followers of a session are to hear of it at this moment; who has not heard of the last change yet still knows what they knew."""
    who = follows.followers(targets).subquery()
    rows = select(who.c.chat, literal(session), literal(told), literal(due, Moment())).where(text("true"))
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    made = dialect.insert(notices).from_select(["chat", "session", "told", "due"], rows)
    connection.execute(made.on_conflict_do_update(index_elements=["chat", "session"], set_={"due": made.excluded.due}))


def put_back(connection: Connection, rows: Sequence[Notice]) -> None:
    """These were to be told and were not; they are known as they say."""
    connection.execute(insert(notices), [{column.name: getattr(row, column.name) for column in _OWN} for row in rows])


def due(connection: Connection, now: datetime, limit: int, act: str) -> list[Notice]:
    """All that wait of the chats for which something is due, chat by chat; not of those to which a message of this act is on its way."""
    here = (outbox.c.chat == notices.c.chat, outbox.c.act == act)
    under_way = exists().where(OPEN, *here)
    first = select(notices.c.chat).where(notices.c.due <= now, ~under_way).distinct().limit(limit)
    columns = [*_OWN, chats.c.quiet, chats.c.zone]
    rows = select(*columns).join(chats, chats.c.chat == notices.c.chat).where(notices.c.chat.in_(first))
    return [Notice(*row) for row in connection.execute(rows.order_by(notices.c.chat, notices.c.session))]


def drop(connection: Connection, chat: int, sessions: Sequence[str]) -> None:
    """The chat hears of these, or needs not."""
    connection.execute(delete(notices).where(notices.c.chat == chat, notices.c.session.in_(sessions)))


def drop_all(connection: Connection, rows: Sequence[Notice]) -> None:
    """The chats hear of these, or need not."""
    if rows:
        connection.execute(_DROP, [{"here": row.chat, "of": row.session} for row in rows])


def hold(connection: Connection, chat: int, until: datetime) -> None:
    """All that the chat has not heard waits for the end of quiet hours."""
    connection.execute(update(notices).where(notices.c.chat == chat, notices.c.due < until).values(due=until))


def release(connection: Connection, chat: int, until: datetime, now: datetime) -> None:
    """What the chat was to hear at the end of its quiet hours is due now."""
    connection.execute(update(notices).where(notices.c.chat == chat, notices.c.due == until).values(due=now))


def next_due(connection: Connection, after: datetime) -> datetime | None:
    """The next moment after this one at which a notice is due."""
    found: datetime | None = connection.scalar(select(func.min(notices.c.due)).where(notices.c.due > after))
    return found


def forget(connection: Connection, chat: int) -> None:
    """Erase what a chat has not heard."""
    connection.execute(delete(notices).where(notices.c.chat == chat))


def move(connection: Connection, old: int, new: int) -> None:
    """The group has another number."""
    connection.execute(update(notices).where(notices.c.chat == old).values(chat=new))
