"""A database as the program left it before announcements; see test_v0001 for how it comes up to date."""

from datetime import UTC, datetime

from sqlalchemy import select, text

from workshop_bot.store import migrations, questions, revisions, schema
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import announcements, asked, awaited

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_p16_open_questions_stay_and_something_can_be_announced(store_url: str) -> None:
    store = Store(store_url)
    with store.transaction() as connection:
        migrations.upgrade(connection, "0003")
        connection.execute(text("INSERT INTO revisions (session, count, fingerprint) VALUES ('opening', 2, 'nine')"))
        made = questions.draft(connection, 7, "vi", "Có chỗ gửi xe không?", False, 9, EPOCH)
    schema.bring_up_to_date(store)
    with store.transaction() as connection:
        assert questions.find(connection, made.id) == made
        assert [connection.execute(select(table)).all() for table in (announcements, awaited, asked)] == [[], [], []]
        assert revisions.others(connection, []) == []
        assert revisions.count(connection, {"opening": ("nine", "told")}) == {"opening": 2}
        assert revisions.others(connection, []) == ["told"]
    store.close()
