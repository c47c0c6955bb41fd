"""The library's client, as we use it: calls, types and errors; none of its loops, queues or limiters."""

import asyncio
from dataclasses import dataclass

from telegram import Bot

from workshop_bot.botapi.connections import Connections

TIMEOUT = 10.0
"""Seconds until a call that has no answer is given up; what it sent may have arrived."""
POLL = 25
"""Seconds that Telegram holds a question for updates when there are none."""


@dataclass(frozen=True)
class Client:
    """The library's bot, and the two pools of connections that it has."""

    bot: Bot
    sending: Connections
    polling: Connections

    async def close(self) -> None:
        """Close all connections."""
        await asyncio.gather(self.sending.shutdown(), self.polling.shutdown())


def client(token: str, root: str, window: int) -> Client:
    """A client with one pool of connections for polling and one for all else, so that neither waits for the other."""
    sending, polling = Connections(window + 4, TIMEOUT), Connections(2, POLL + TIMEOUT)
    return Client(Bot(token, base_url=f"{root.rstrip('/')}/bot", request=sending, get_updates_request=polling), sending, polling)
