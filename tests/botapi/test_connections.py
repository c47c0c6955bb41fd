"""The way of a call to Telegram and back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import ClientHttpProxyError
from telegram.error import NetworkError, TimedOut
from tests.botapi.edge import LAN, ME, met, nobody

from workshop_bot.botapi import connections
from workshop_bot.botapi.connections import NOT_SENT, Connections
from workshop_bot.clock import Clock
from workshop_bot.tryout.double import Double

PATIENCE = 60  # seconds until a test gives up on a shared machine
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[str]:
    """An address at which this is done with each connection, which is closed then."""
    served = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(asyncio.current_task())
        await serve(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1")
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*filter(None, served))


@asynccontextmanager
async def opened(patience: float = PATIENCE) -> AsyncIterator[Connections]:
    ours = Connections(2, patience)
    try:
        yield ours
    finally:
        await ours.shutdown()


def test_nobody_at_the_address_is_told_from_an_answer_that_was_lost() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()

    async def story() -> list[NetworkError]:
        found = []
        async with nobody() as edge:
            with pytest.raises(NetworkError) as refused:
                await edge.bot.get_me()
            found.append(refused.value)
        for serve, patience in ((cut, PATIENCE), (silent, 0.2)):
            async with listening(serve) as address, opened(patience) as ours:
                with pytest.raises(NetworkError) as lost:
                    await ours.do_request(f"http://{address}/botT/getMe", "POST")
                found.append(lost.value)
        return found

    refused, cut_off, timed_out = asyncio.run(story())
    assert [type(one) for one in (refused, cut_off, timed_out)] == [NetworkError, NetworkError, TimedOut]
    assert [isinstance(one.__cause__, NOT_SENT) for one in (refused, cut_off, timed_out)] == [True, False, False]


def test_no_more_connections_than_allowed_and_who_finds_none_free_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "CONNECT", 1.0)  # a connection itself is open in a thousandth of that

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def story() -> tuple[int, BaseException | None]:
        async with listening(silent) as address, opened() as ours:
            calls = [asyncio.create_task(ours.do_request(f"http://{address}/botT/getMe", "POST")) for _ in range(3)]
            (failed,), silent_ones = await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
            for call in silent_ones:
                call.cancel()
            await asyncio.wait(silent_ones)
        return len(silent_ones), failed.exception()

    many, error = asyncio.run(story())
    assert (many, isinstance(error, TimedOut), error and isinstance(error.__cause__, NOT_SENT)) == (2, True, True)


def test_what_is_no_http_is_a_failure_of_the_network() -> None:
    async def strange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
        await writer.drain()

    async def story() -> None:
        async with listening(strange) as address, opened() as ours:
            with pytest.raises(NetworkError, match=r"^ClientResponseError: "):
                await ours.do_request(f"http://{address}/botT/getMe", "POST")

    asyncio.run(story())


def test_a_proxy_of_the_environment_is_used_and_left_where_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> tuple[int, bytes]:
        first_lines = []

        async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            first_lines.append(await reader.readline())
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
            await writer.drain()

        async with listening(proxy) as address:
            monkeypatch.setenv("http_proxy", f"http://{address}")
            monkeypatch.setenv("no_proxy", "127.0.0.1")
            async with opened() as ours:
                status, _ = await ours.do_request("http://telegram.invalid/botT/getMe", "POST")
            async with met() as (double, edge):
                assert (await edge.bot.get_me()).username == double.bot["username"]
        (line,) = first_lines
        return status, line

    assert asyncio.run(story()) == (200, b"POST http://telegram.invalid/botT/getMe HTTP/1.1\r\n")


def test_a_proxy_that_refuses_has_sent_nothing() -> None:
    assert issubclass(ClientHttpProxyError, NOT_SENT)


def test_a_file_goes_with_its_name_and_its_line() -> None:
    async def story() -> tuple[str, dict[str, object]]:
        async with met() as (double, edge):
            await edge.bot.send_document(LAN, "ngày\n".encode(), caption="Your data", filename="data.json")
            (message,) = double.messages(LAN)
            assert message.file
            return message.text, dict(message.file)

    assert asyncio.run(story()) == ("Your data", {"name": "data.json", "size": 6, "data": "ngày\n".encode()})


def test_it_opens_at_the_first_call_and_closes_though_none_was_made() -> None:
    async def story() -> None:
        async with opened(7) as ours:
            await ours.initialize()
            assert ours.read_timeout == 7
        async with Double(Clock(), "1:T", ME.name) as double, opened() as ours:
            status, body = await ours.do_request(f"{double.url}/bot1:T/getMe", "POST")
            assert (status, b'"username": "test_workshop_bot"' in body) == (200, True)

    asyncio.run(story())
