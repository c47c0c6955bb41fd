"""What came in, kept before Telegram is told that we have it (P1)."""

from collections.abc import Sequence
from dataclasses import replace

from workshop_bot.clock import Clock
from workshop_bot.delivery.turn import Incoming
from workshop_bot.delivery.writer import Writer
from workshop_bot.delivery.written import incoming_to_json
from workshop_bot.store import inbox

LONGEST = 4096
"""Characters of a text that are kept."""


async def keep(incomings: Sequence[Incoming], writer: Writer, clock: Clock) -> int:
    """Keep what is new of these; when this returns, it is on the disk. How many were new."""
    now = clock.now()
    rows = [inbox.Waiting(one.update, now, one.chat, one.person, one.kind, 0, incoming_to_json(one)) for one in map(_kept, incomings)]
    with writer.trouble.told("inbox"):  # whoever has no 200 and no higher offset from us comes again
        return await writer.run(lambda connection: inbox.keep(connection, rows))


def _kept(one: Incoming) -> Incoming:
    """What is kept of an update: of what was not meant for us that it came, but neither a word of it nor whose it was."""
    if not one.addressed:
        return Incoming(one.update, one.kind, one.chat, private=one.private, addressed=False)
    return replace(one, text=_whole(one.text))


def _whole(text: str) -> str:
    """The text, cut, without what no store takes: half letters and NUL, which only a broken program sends."""
    return text[:LONGEST].replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
