"""The library's client, as we use it: calls, types and errors; none of its loops, queues or limiters."""

import os
from dataclasses import dataclass

from telegram import Bot
from telegram.request import HTTPXRequest

TIMEOUT = 10.0
"""Seconds until a call that has no answer is given up; what it sent may have arrived."""
POLL = 25
"""Seconds that Telegram holds a question for updates when there are none."""


os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's way to be, else it warns at each refusal


@dataclass(frozen=True)
class Client:
    """The library's bot, and the connection on which it polls."""

    bot: Bot
    polling: HTTPXRequest


def client(token: str, root: str, window: int) -> Client:
    """A client with one pool of connections for polling and one for all else, so that neither waits for the other."""
    sending, polling = _connections(window + 4, TIMEOUT), _connections(2, POLL + TIMEOUT)
    return Client(Bot(token, base_url=f"{root.rstrip('/')}/bot", request=sending, get_updates_request=polling), polling)


def _connections(most: int, patience: float) -> HTTPXRequest:
    return HTTPXRequest(most, read_timeout=patience, write_timeout=TIMEOUT, connect_timeout=5.0, pool_timeout=5.0, media_write_timeout=20.0)
