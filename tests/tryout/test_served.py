"""What a browser may load: this machine's own page and the bot's files, and nothing for anybody else (P24)."""

from typing import Any

import pytest
from tests.tryout.opened import EVE, Opened, told


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({}, "", 200),
        ({"Host": "evil.example"}, "", 403),
        ({"Host": "127.0.0.1:1"}, "", 403),
        ({"Origin": "http://evil.example"}, "", 403),
        ({"Origin": "null"}, "", 403),
        ({"Origin": "https://127.0.0.1"}, "", 403),
        ({}, "ws", 403),
        ({"Origin": "http://evil.example"}, "ws", 403),
        ({}, "static/page.js", 200),
        ({}, "static/../page.py", 404),
        ({}, "static/%2e%2e/page.py", 404),
        ({}, "files/1/1", 404),
        ({}, "files/x/1", 404),
    ],
)
def test_p24_only_this_machines_own_page_is_served(headers: dict[str, str], path: str, status: int) -> None:
    async def story(opened: Opened) -> int:
        async with opened.session.get(opened.url + path, headers=headers) as answer:
            return answer.status

    assert told(story) == status


def test_p24_nothing_may_be_loaded_from_elsewhere() -> None:
    async def story(opened: Opened) -> Any:
        async with opened.session.get(opened.url) as answer:
            policy = answer.headers["Content-Security-Policy"].replace(opened.url.split(":")[2].strip("/"), "PORT")
        async with opened.session.get(opened.url + "nowhere") as missing:
            return policy, missing.status, missing.headers["X-Content-Type-Options"]

    policy = (
        "default-src 'self'; connect-src 'self' ws://127.0.0.1:PORT ws://localhost:PORT; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert told(story) == (policy, 404, "nosniff")


def test_a_file_of_the_bot_is_saved_never_shown() -> None:
    async def story(opened: Opened) -> Any:
        opened.double.world.add(1, 0, EVE, "", file={"name": 'a"b\n<é>.txt', "size": 4, "data": b"data"})
        async with opened.session.get(f"{opened.url}files/1/1") as answer:
            return answer.headers["Content-Disposition"], answer.content_type, await answer.read()

    assert told(story) == ('attachment; filename="ab?.txt"', "application/octet-stream", b"data")
