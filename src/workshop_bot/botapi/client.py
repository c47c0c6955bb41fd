"""The library's client, as we use it: calls, types and errors; none of its loops, queues or limiters."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

TIMEOUT = 10.0
"""Seconds until a call that has no answer is given up; what it sent may have arrived."""
POLL = 25
"""Seconds that Telegram holds a question for updates when there are none."""


class _Request(HTTPXRequest):
    """The library's, which takes for an answer of Telegram's what is an object, and logs nothing of what is none."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or {"result", "description"}.isdisjoint(answer):
            raise TelegramError("this is no answer of Telegram's")
        return answer


@dataclass(frozen=True)
class Client:
    """The library's bot, and the two pools of connections that it has."""

    bot: Bot
    sending: HTTPXRequest
    polling: HTTPXRequest

    async def close(self) -> None:
        """Close all connections."""
        await asyncio.gather(self.sending.shutdown(), self.polling.shutdown())


def client(token: str, root: str, window: int) -> Client:
    """A client with one pool of connections for polling and one for all else, so that neither waits for the other."""
    sending, polling = _connections(window + 4, TIMEOUT), _connections(2, POLL + TIMEOUT)
    return Client(Bot(token, base_url=f"{root.rstrip('/')}/bot", request=sending, get_updates_request=polling), sending, polling)


def _connections(most: int, patience: float) -> HTTPXRequest:
    return _Request(most, read_timeout=patience, write_timeout=TIMEOUT, connect_timeout=5.0, pool_timeout=5.0, media_write_timeout=20.0)
