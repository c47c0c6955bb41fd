"""A database as the program left it before reminders; see test_v0001 for how it comes up to date."""

from datetime import UTC, datetime

from sqlalchemy import text

from workshop_bot.store import chats, follows, migrations, schema
from workshop_bot.store.engine import Store

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_p16_those_who_were_met_have_one_lead_of_a_quarter_of_an_hour(store_url: str) -> None:
    store = Store(store_url)
    with store.transaction() as connection:
        migrations.upgrade(connection, "0001")
        connection.execute(text("INSERT INTO chats (chat, private, language, started) VALUES (7, true, 'vi', 0)"))
    schema.bring_up_to_date(store)
    with store.transaction() as connection:
        assert chats.find(connection, 7) == chats.Chat(7, True, "vi", started=EPOCH, lead=15)
        follows.follow(connection, 7, "all", EPOCH)
        assert follows.of(connection, 7) == {"all": True}
    store.close()
