"""The way of a call to Telegram and back: the library's own takes three times as long, and longer the more go at once."""

import json
import logging
from functools import cache
from ssl import SSLContext
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

log = logging.getLogger(__name__)

NOT_SENT = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError)
"""Failures before anything went out, as causes of the library's errors."""
CONNECT = 5.0
"""Seconds to wait for a connection, and for one that is free."""


class Connections(BaseRequest):
    """At most so many connections, on each of which Telegram may be silent for so many seconds."""

    def __init__(self, most: int, patience: float) -> None:
        self._most, self._patience = most, patience
        self._session: ClientSession | None = None
        self._proxies: dict[str, str | None] = {}  # by address, as the environment told when it was called first

    @property
    def read_timeout(self) -> float:
        """The patience."""
        return self._patience

    async def initialize(self) -> None:
        """Nothing: the first call does it."""

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session:
            await self._session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *given: object, **more: object
    ) -> tuple[int, bytes]:
        """Make one call: the number of Telegram's answer, and its bytes. How long to wait is the same for all calls."""
        session = self._session = self._session or self._open()
        name = url.rpartition("/")[2].partition("?")[0]
        address = urlsplit(url)
        if address.netloc not in self._proxies:
            self._proxies[address.netloc] = _proxy(address.scheme, address.hostname or "")
        proxy = self._proxies[address.netloc]
        try:
            async with session.request(method, url, data=_form(request_data), proxy=proxy, allow_redirects=False) as answer:
                body = await answer.read()
        except TimeoutError as error:
            log.debug("%s: %s", name, type(error).__name__)
            raise TimedOut from error
        except (ClientError, OSError) as error:
            log.debug("%s: %s", name, type(error).__name__)
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        log.debug("%s: %s", name, answer.status)
        return answer.status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer of Telegram's is an object; of what is none nothing is logged."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or {"result", "description"}.isdisjoint(answer):
            raise TelegramError("this is no answer of Telegram's")
        return answer

    def _open(self) -> ClientSession:
        return ClientSession(
            connector=TCPConnector(limit=self._most, ssl=_trust()),
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            timeout=ClientTimeout(total=None, connect=2 * CONNECT, sock_connect=CONNECT, sock_read=self._patience),
        )


@cache
def _trust() -> SSLContext:
    """What the library's own connections would trust; all of ours share it, for to read the certificates takes 30 ms and 1 MB."""
    return httpx.create_ssl_context()


def _form(given: RequestData | None) -> FormData | dict[str, str] | None:
    """The parameters of a call, with its files if it has any."""
    if given is None or not given.contains_files:
        return given.json_parameters if given else None
    form = FormData(given.json_parameters, quote_fields=False)  # names of files in UTF-8, as Telegram takes them
    for name, (filename, data, kind) in given.multipart_data.items():
        form.add_field(name, data, filename=filename, content_type=kind)
    return form


def _proxy(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for a host, as other programs understand it."""
    known = getproxies()
    return None if not known or proxy_bypass(host) else known.get(scheme) or known.get("all")
