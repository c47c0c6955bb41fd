"""A database as the program left it before questions to the organisers; see test_v0001 for how it comes up to date."""

from datetime import UTC, datetime

from sqlalchemy import text

from workshop_bot.store import follows, migrations, questions, schema
from workshop_bot.store.engine import Store

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_p16_what_is_followed_stays_and_organisers_can_be_asked(store_url: str) -> None:
    store = Store(store_url)
    with store.transaction() as connection:
        migrations.upgrade(connection, "0002")
        connection.execute(text("INSERT INTO follows (chat, target, since) VALUES (7, 'all', 0)"))
    schema.bring_up_to_date(store)
    with store.transaction() as connection:
        assert follows.of(connection, 7) == {"all": True}
        made = questions.draft(connection, 7, "vi", "Có chỗ gửi xe không?", False, 9, EPOCH)
        assert questions.find(connection, made.id) == made
    store.close()
