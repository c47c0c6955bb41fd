"""All tables, as one reads them. Numbers of people and chats are Telegram's; moments are UTC; texts are opaque here.

A change here needs a migration in `migrations/versions/`; a test holds that both give the same database.

Four columns serve nobody but whoever looks into the database by hand for what became of a message: `inbox.why`, `outbox.update`,
`outbox.message`, `folders.taken`.
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
    Column("act", String(16), nullable=False),  # say, edit, delete, toast, file, inline; or what WORDERS word when it is sent
    Column("data", Text, nullable=False),
    Column("slot", String(80), nullable=False, server_default=""),
    Column("update", BigInteger),  # the update that it answers
    Column("created", Moment, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("doubled", Boolean, nullable=False, server_default=text("false")),  # in flight at an unclean end, sent once more
    Column("message", BigInteger),  # where it stands, once it is sent
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

Index("outbox_broadcast", outbox.c.slot, sqlite_where=text("rank = 2"), postgresql_where=text("rank = 2"))

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
    Column("lead", Integer, nullable=False, server_default="15"),  # minutes before a session; 0: no reminders but the eve's
    Column("second_lead", Integer, nullable=False, server_default="0"),  # minutes of a second one; 0: none
    Column("presence", String(8), nullable=False, server_default=""),  # room, online, both; "": as the workshop is held
    Column("quiet", String(11), nullable=False, server_default=""),  # 22:00-07:00, in the chat's zone
    Column(
        "zone", String(64), nullable=False, server_default=""
    ),  # an IANA name, with another city after it if meant, or +02:00; "": the workshop's
    Column("summary", String(5), nullable=False, server_default=""),  # 07:30, in the chat's zone; "": none
    Column("summary_due", Moment),  # the next one
)
Index("chats_summary", chats.c.summary_due, sqlite_where=text("summary_due IS NOT NULL"), postgresql_where=text("summary_due IS NOT NULL"))

conversations = Table(  # what was spoken of last, per person in a chat; 0 for the chat as a whole
    "conversations",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("dialogue", Text, nullable=False, server_default=""),
    Column("dialogue_at", Moment),
    Column("listed", Text, nullable=False, server_default=""),  # references or buttons, one a line
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

follows = Table(  # what a chat wants to be reminded of
    "follows",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("target", String(60), primary_key=True),  # all, day:2024-12-02, topic:ID, session:ID
    Column("stopped", Boolean, nullable=False, server_default=text("false")),  # not this session, though its day or topic is followed
    Column("since", Moment, nullable=False),
)
Index("follows_target", follows.c.target)

reminders = Table(  # made from follows × sessions, one for each key; what is done stays, so that it comes once
    "reminders",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("session", String(48), primary_key=True),
    Column(
        "lead", Integer, primary_key=True, autoincrement=False
    ),  # minutes before; 0: the evening before, hours not being known; -N: the Nth "again"
    Column("version", String(40), primary_key=True),  # of the start: its wall-clock time and zone, as 2024-12-02T09:00 Asia/Ho_Chi_Minh
    Column("due", Moment, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),  # waiting, done, over
    Column("found", Moment),  # when it was found to be over
)
Index("reminders_due", reminders.c.due, sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"))
Index("reminders_over", reminders.c.found, sqlite_where=text("state = 'over'"), postgresql_where=text("state = 'over'"))
Index("reminders_session", reminders.c.session)

notices = Table(  # a change that a follower has not heard yet
    "notices",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("session", String(48), primary_key=True),
    Column("told", Text, nullable=False),  # the session as this follower knows it, as JSON; "": they know nothing of it
    Column("due", Moment, nullable=False),
)
Index("notices_due", notices.c.due)

revisions = Table(  # how often a session has changed between the calendar files that were given away
    "revisions",
    metadata,
    Column("session", String(48), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),  # of the session as it was in the last one
    Column("told", Text, nullable=False, server_default=""),  # the session as the last one told it, as JSON
)

overrides = Table(  # a field of a session that was changed in the chat; it holds until the folder says something new of that field
    "overrides",
    metadata,
    Column("session", String(48), primary_key=True),
    Column("field", String(16), primary_key=True),  # starts, ends, room, cancelled
    Column("value", Text, nullable=False),  # as JSON
    Column("replaced", Text, nullable=False),  # what the folder said, as JSON
    Column("person", BigInteger, nullable=False),
    Column("made", Moment, nullable=False),
)

acts = Table(  # what an organiser did in the chat and may undo
    "acts",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("before", Text, nullable=False),  # the overrides of its session as they were, as JSON
    Column("session", String(48), nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("state", String(16), nullable=False),  # new, done: taken over
    Column("undone", Boolean, nullable=False),  # it was undone, or is itself the undoing of another
    Column("made", Moment, nullable=False),
)

organisers = Table(  # who may act as an organiser, beside those of WORKSHOP_BOT_ORGANISERS
    "organisers",
    metadata,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),  # organiser, owner
    Column("since", Moment, nullable=False),
)

invitations = Table(  # one-time links that make an organiser; the link itself is not kept
    "invitations",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("until", Moment, nullable=False),
)

guesses = Table(  # wrong invitations that were tried
    "guesses",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("made", Moment, nullable=False),
)
Index("guesses_person", guesses.c.person)

questions = Table(  # what people ask the organisers
    "questions",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("language", String(35), nullable=False),
    Column("text", Text, nullable=False),  # as the organisers see it, a patient's data masked
    Column("masked", Boolean, nullable=False),
    Column("name", String(128), nullable=False, server_default=""),  # of who wants it to be seen
    Column("message", BigInteger),  # their own, which is replied to
    Column("state", String(16), nullable=False),  # draft, open, answered, refused, withdrawn
    Column("asked", Moment, nullable=False),
    Column("later", Moment),  # when an organiser put it behind the others
    Column("waits", Moment),  # when the person is told that it still waits
    Column("answer", BigInteger),  # the one given last
    sqlite_autoincrement=True,  # organisers keep old numbers under their thumbs: none is given again
)
Index("questions_chat", questions.c.chat)
Index("questions_open", questions.c.asked, sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"))

answers = Table(  # what an organiser answers to questions that are alike
    "answers",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("questions", Text, nullable=False),  # their ids, with spaces between
    Column("texts", Text, nullable=False),  # language → text, as JSON; as it was typed
    Column("made", Moment, nullable=False),
    Column("sent", Moment),
    sqlite_autoincrement=True,
)
Index("answers_person", answers.c.person)

kept = Table(  # an answer that an organiser keeps as an entry of the folder
    "kept",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("answer", BigInteger, nullable=False),
    Column("choices", Text, nullable=False),  # what the organiser typed and ticked, as JSON; nothing of what people asked
    Column("entry", String(48), nullable=False, server_default=""),  # the entry that it became
    Column("edits", Text, nullable=False, server_default=""),  # what is to be written, as JSON; blanked once it is
    Column("undo", Text, nullable=False, server_default=""),  # what takes it back, as JSON
    Column("state", String(16), nullable=False),  # draft, wanted, written, unwanted, undone
    Column("made", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("kept_person", kept.c.person)

announcements = Table(  # what organisers announce, from draft to report; its text stands once, not in each row of the outbox
    "announcements",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),  # draft, scheduled, sending, done, stopped, withdrawn, dropped
    Column("texts", Text, nullable=False),  # language → text, its marks, whether it was corrected, as JSON; "" for all others
    Column("media", Text, nullable=False, server_default=""),  # the photo or document that goes with it, as JSON
    Column("audience", String(80), nullable=False, server_default=""),  # all, room, online, language:fr, day:…, topic:…, session:…, groups
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    Column("made", Moment, nullable=False),
    Column("due", Moment),  # when it is to be sent, where that is later
    Column("until", Moment),  # it counts until then
    Column("begun", Moment),
    Column("ended", Moment),
    Column("corrected", Moment),
    Column("total", Integer, nullable=False, server_default="0"),  # chats that it is for, frozen when it began
    Column("report", Text, nullable=False, server_default=""),  # what became of them, as JSON, as it was told last
    sqlite_autoincrement=True,
)
Index("announcements_due", announcements.c.due, sqlite_where=text("state = 'scheduled'"), postgresql_where=text("state = 'scheduled'"))

awaited = Table(  # who wants to hear of an unpublished entry when it is published
    "awaited",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", String(80), primary_key=True),  # faq:ID, or whatever is unpublished
    Column("language", String(35), nullable=False),
    Column("message", BigInteger),  # the question, which is replied to
    Column("since", Moment, nullable=False),
    Column("due", Moment),  # when they hear of it; none as long as it is not published
)
Index("awaited_entry", awaited.c.entry)
Index("awaited_due", awaited.c.due, sqlite_where=text("due IS NOT NULL"), postgresql_where=text("due IS NOT NULL"))

asked = Table(  # questions and what became of them, without names and numbers; erased after the retention time
    "asked",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("whose", String(24), nullable=False),  # a mark by which only who has the number finds it, see store/asked.py; "" of nobody
    Column("language", String(35), nullable=False),
    Column("text", Text, nullable=False),  # what looks like a patient's data masked
    Column("outcome", String(16), nullable=False),
    Column("entry", String(80), nullable=False, server_default=""),
    Column("meant", String(80), nullable=False, server_default=""),  # the entry that the person chose afterwards
    Column("wrong", Boolean, nullable=False, server_default=text("false")),  # not my question
    Column("again", Boolean, nullable=False, server_default=text("false")),  # the same person asked the same at once again
)
Index("asked_at", asked.c.at)
Index("asked_whose", asked.c.whose, asked.c.at)
