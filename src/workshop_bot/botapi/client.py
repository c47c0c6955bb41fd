"""The library's client, as we use it: calls, types and errors; none of its loops, queues or limiters."""

from telegram import Bot
from telegram.request import HTTPXRequest

TIMEOUT = 10.0
"""Seconds until a call that has no answer is given up; what it sent may have arrived."""
POLL = 25
"""Seconds that Telegram holds a question for updates when there are none."""


def client(token: str, root: str, window: int) -> Bot:
    """A client with one pool of connections for polling and one for all else, so that neither waits for the other."""
    times = {"read_timeout": TIMEOUT, "write_timeout": TIMEOUT, "connect_timeout": 5.0, "pool_timeout": 5.0, "media_write_timeout": 20.0}
    sending = HTTPXRequest(connection_pool_size=window + 4, **times)  # type: ignore[arg-type]  # - all are seconds
    polling = HTTPXRequest(connection_pool_size=2, **{**times, "read_timeout": POLL + TIMEOUT})  # type: ignore[arg-type]  # - the same
    return Bot(token, base_url=f"{root.rstrip('/')}/bot", request=sending, get_updates_request=polling)
