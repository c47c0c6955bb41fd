"""All tables, as one reads them. Numbers of people and chats are Telegram's; moments are UTC; texts are opaque here.

A change here needs a migration in `migrations/versions/`; a test holds that both give the same database.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text, text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since 1970 so that it sorts alike everywhere; read back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware moment → microseconds."""
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Microseconds → moment in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


metadata = MetaData()

meta = Table(  # what holds for the whole database: bot (id), name, state of the running program for `health`
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

inbox = Table(  # what was received and must be handled; blanked when it is
    "inbox",
    metadata,
    Column("update", BigInteger, primary_key=True, autoincrement=False),
    Column("arrival", BigInteger, nullable=False),  # rises with each: the order in which they came
    Column("received", Moment, nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # waiting, done, parked
    Column("tries", Integer, nullable=False, server_default="0"),  # how often it has raised
    Column("hands", Integer, nullable=False, server_default="0"),  # how often it was taken in hand after an unclean end
    Column("data", Text, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
)
Index("inbox_waiting", inbox.c.arrival, sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"))

outbox = Table(  # what is to be sent; blanked when it was
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("chat", BigInteger, nullable=False),  # 0: a toast or an inline answer, which belongs to no chat's order
    Column("rank", Integer, nullable=False),  # 0 answers, 1 reminders and changes, 2 broadcasts
    Column("state", String(16), nullable=False),  # waiting, sending, sent, dropped, unsure
    Column("due", Moment, nullable=False),
    Column("wait", Float, nullable=False, server_default="0"),  # seconds from which `due` was made, if the clock went back
    Column("until", Moment),  # useful until then
    Column("act", String(16), nullable=False),  # say, edit, delete, toast, file, inline
    Column("data", Text, nullable=False),
    Column("slot", String(80), nullable=False, server_default=""),
    Column("update", BigInteger),  # the update that it answers
    Column("created", Moment, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("doubled", Boolean, nullable=False, server_default=text("false")),  # in flight at an unclean end, sent once more
    Column("message", BigInteger),
    Column("why", Text, nullable=False, server_default=""),
    Column("finished", Moment),
)
Index(
    "outbox_open", outbox.c.chat, outbox.c.rank, outbox.c.id, sqlite_where=text("state IN ('waiting', 'sending')"),
    postgresql_where=text("state IN ('waiting', 'sending')"),
)  # fmt: skip
Index(
    "outbox_next", outbox.c.rank, outbox.c.id, sqlite_where=text("state IN ('waiting', 'sending')"),
    postgresql_where=text("state IN ('waiting', 'sending')"),
)  # fmt: skip

slots = Table(  # where a message stands that may be edited: answer:MSG, settings, welcome
    "slots",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", String(80), primary_key=True),
    Column("message", BigInteger, nullable=False),
    Column("created", Moment, nullable=False),
)

chats = Table(  # who was met: people (private chats) and groups
    "chats",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("private", Boolean, nullable=False),
    Column("language", String(35), nullable=False, server_default=""),  # chosen
    Column("seen", String(35), nullable=False, server_default=""),  # last seen: the app's, or what is typed
    Column("others", Integer, nullable=False, server_default="0"),  # questions in a row in another language than the chat's
    Column(
        "announcements", String(16), nullable=False, server_default=""
    ),  # "" not asked, asked, all, urgent, none; what is not all or none means urgent
    Column("silent", Boolean, nullable=False, server_default=text("false")),  # /stop
    Column("gone", String(80), nullable=False, server_default=""),  # why nothing can be sent
    Column("started", Moment, nullable=False),
)

conversations = Table(  # what was spoken of last, per person in a chat; 0 for the chat as a whole
    "conversations",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("dialogue", Text, nullable=False, server_default=""),
    Column("dialogue_at", Moment),
    Column("listed", Text, nullable=False, server_default=""),  # references, one a line
    Column("listed_at", Moment),
    Column("entry", String(80), nullable=False, server_default=""),  # what answered last
    Column("language", String(35), nullable=False, server_default=""),  # the language that it was answered in
    Column("reference", String(80), nullable=False, server_default=""),  # the session, topic, person or room spoken of
    Column("day", String(10), nullable=False, server_default=""),
    Column("spoken_at", Moment),
)

buttons = Table(  # what a button stands for, where 64 bytes do not hold it
    "buttons",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    Column("created", Moment, nullable=False),
)
Index("buttons_chat", buttons.c.chat)

folders = Table(  # the folder of knowledge taken over last, as opaque bytes
    "folders",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("files", LargeBinary, nullable=False),
    Column("taken", Moment, nullable=False),
)
