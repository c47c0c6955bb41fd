"""The people who run the workshop: who of them can be written to, and what they are told, each in their own language."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from workshop_bot.delivery.outbox import put_off
from workshop_bot.store import organisers


def reachable(connection: Connection, owners: Collection[int]) -> list[int]:
    """The organisers, those of the settings (`owners`) and those of the store, who have begun a chat and have not ended it."""
    return [chat.chat for _, chat in organisers.met(connection, owners) if chat.private and not chat.silent]


def tell(connection: Connection, owners: Collection[int], what: str, now: datetime, **values: object) -> None:
    """Every organiser hears of something; the worder `tell` finds the words for what it is and for its values."""
    for chat in reachable(connection, owners):
        put_off(connection, chat, "tell", json.dumps({"what": what, **values}, ensure_ascii=False), now)
