"""The folder taken over last."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from workshop_bot.store import folders
from workshop_bot.store.engine import Store
from workshop_bot.store.tables import folders as table

NOW, LATER = datetime(2024, 12, 2, 3, tzinfo=UTC), datetime(2024, 12, 3, 3, tzinfo=UTC)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.dictionaries(st.text(), st.binary()))
def test_any_bytes_come_back_as_they_were(store: Store, files: dict[str, bytes]) -> None:
    with store.transaction() as connection:
        folders.keep(connection, str(hash(frozenset(files.items()))), files, NOW)
        assert folders.kept(connection) == files


def test_one_folder_alone_is_kept(store: Store) -> None:
    with store.transaction() as connection:
        assert folders.kept(connection) is None
        folders.keep(connection, "d1", {"faq.yaml": b"old"}, NOW)
        folders.keep(connection, "d2", {"faq.yaml": b"new"}, NOW)
        folders.keep(connection, "d2", {"faq.yaml": b"new"}, LATER)
        assert folders.kept(connection) == {"faq.yaml": b"new"}
        assert connection.execute(select(table.c.digest, table.c.taken)).all() == [("d2", NOW)]
