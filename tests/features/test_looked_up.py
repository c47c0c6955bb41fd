"""How often a question asks the database."""

import re
from collections import Counter
from typing import Any

from sqlalchemy import event


def test_a_question_looks_up_and_keeps_each_thing_once(made_up: Any, person: Any) -> None:
    """What 500 people ask in one break is answered at the speed of the database: see docs/chat.md."""
    sam = person(made_up, 23, "en")
    sam.says("When is the deadline?")
    touched: Counter[str] = Counter()

    def count(connection: object, cursor: object, statement: str, *others: object) -> None:
        touched.update(re.findall(r"^(?:SELECT .*?\sFROM|INSERT INTO|UPDATE) (\w+)", statement, re.DOTALL))

    event.listen(made_up.store.engine, "before_cursor_execute", count)
    try:
        sam.says("How do I register?")
    finally:
        event.remove(made_up.store.engine, "before_cursor_execute", count)
    assert {table: touched[table] for table in ("chats", "conversations", "meta", "asked")} == {
        "chats": 1,
        "conversations": 3,
        "meta": 1,
        "asked": 2,
    }
