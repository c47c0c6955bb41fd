"""A database as the first version of the program left it."""

from datetime import UTC, datetime

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from workshop_bot.store import buttons, chats, conversations, folders, inbox, meta, migrations, outbox, schema, slots
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import metadata

ROWS = (  # as they were written then, whatever the tables are called today
    "INSERT INTO meta (key, value) VALUES ('bot', '42'), ('name', 'pow_bot')",
    """INSERT INTO inbox ("update", arrival, received, chat, person, kind, state, data) VALUES (5, 1, 0, 7, 7, 'text', 'waiting', '{}')""",
    """INSERT INTO outbox (chat, rank, state, due, act, data, created) VALUES (7, 0, 'waiting', 0, 'say', '{}', 0)""",
    "INSERT INTO slots (chat, slot, message, created) VALUES (7, 'answer:9', 10, 0)",
    "INSERT INTO chats (chat, private, language, started) VALUES (7, true, 'vi', 0)",
    "INSERT INTO conversations (chat, person, reference) VALUES (7, 7, 'topic:surgery')",
    "INSERT INTO buttons (id, chat, data, created) VALUES ('abc', 7, 'ask:long', 0)",
    "INSERT INTO folders (digest, files, taken) VALUES ('d1', :files, 0)",
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_p16_it_comes_up_to_date_with_all_that_is_in_it(store_url: str) -> None:
    store = Store(store_url)
    with store.transaction() as connection:
        migrations.upgrade(connection, "0001")
        for row in ROWS:
            connection.execute(text(row), {"files": b"opaque"} if ":files" in row else {})
    schema.bring_up_to_date(store)
    with store.transaction() as connection:
        assert schema.revision(connection) == schema.NEWEST
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert meta.get(connection, "name") == "pow_bot"
        assert [waiting.update for waiting in inbox.waiting(connection, 9)] == [5]
        assert [row.chat for row in outbox.ready(connection, EPOCH, 9)] == [7]
        assert slots.find(connection, 7, "answer:9") == 10
        assert chats.find(connection, 7) == chats.Chat(7, True, "vi", started=EPOCH)
        assert conversations.find(connection, 7, 7).reference == "topic:surgery"
        assert buttons.find(connection, "abc", 7) == "ask:long"
        assert connection.execute(text("SELECT files FROM folders")).scalar_one() == b"opaque"
        folders.keep(connection, "d2", {"a.yaml": b"x"}, EPOCH)
        assert folders.kept(connection) == {"a.yaml": b"x"}
    store.close()
