"""Log lines on standard error: text or JSON, one a record, never with a secret, never torn by what somebody typed.

Secrets are taken out after all is put together, so that tracebacks and other people's loggers cannot let one through (P19).
"""

import hashlib
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

HIDDEN = "***"
_TOKEN = re.compile(r"[0-9]{3,20}(?::|%3A)[A-Za-z0-9_-]{30,60}", re.IGNORECASE)
_TALKATIVE = ("httpx", "httpcore", "apscheduler", "aiohttp", "asyncio", "alembic")
_HASTY = ("apscheduler",)
"""Whose warnings say that a job still runs when its turn comes: each second while a store keeps it waiting, which is said elsewhere."""
_INDISCREET = ("telegram",)
"""Whose lines below a warning hold what people write (P21)."""


def short(chat: int) -> str:
    """A chat's number as logs tell it: the same each time, and not to be turned back by looking (P26)."""
    return hashlib.sha256(str(chat).encode()).hexdigest()[:8]


def redacted(text: str, secrets: Sequence[str] = ()) -> str:
    """The text without these secrets, and without whatever looks like a bot's token."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _TOKEN.sub(HIDDEN, text)


def set_up(form: str, level: str, secrets: Sequence[str] = ()) -> None:
    """Let all that is logged, warnings of Python too, go to standard error in this form, from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_Json if form == "json" else _Text)(secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in (*_INDISCREET, *_TALKATIVE):
        tells = level == "debug" and name in _TALKATIVE
        least = logging.ERROR if name in _HASTY else logging.WARNING
        logging.getLogger(name).setLevel(logging.NOTSET if tells else max(root.level, least))
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # where a line cannot be written, Python would show it raw, secrets and all


class _Text(logging.Formatter):
    """`2024-12-02T09:00:00.000Z info workshop_bot.app: words`; a traceback follows, each of its lines indented."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        head = f"{_moment(record)} {record.levelname.lower()} {record.name}"
        lines = [f"{head}: {_one_line(self.said(record))}", *(f"    {_one_line(line)}" for line in self.trace(record))]
        return "\n".join(lines)

    def said(self, record: logging.LogRecord) -> str:
        """What the record says; whole even where its arguments do not fit its words."""
        try:
            said = record.getMessage()
        except Exception:  # whatever other people's `__str__` raises: the line must come
            said = str(record.msg)
        return redacted(said, self._secrets)

    def trace(self, record: logging.LogRecord) -> Iterator[str]:
        """The lines of the traceback, if there is one."""
        if record.exc_info:
            yield from redacted(self.formatException(record.exc_info), self._secrets).split("\n")


class _Json(_Text):
    """One JSON object a line, all of it ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        told = {"time": _moment(record), "level": record.levelname.lower(), "logger": record.name, "message": self.said(record)}
        if trace := "\n".join(self.trace(record)):
            told["trace"] = trace
        return json.dumps(told)


def _one_line(text: str) -> str:
    """The text with what does not print written out: ends of lines, colours, marks of direction."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def trace(error: Exception) -> str:
    """What was raised and where, in one line, the inmost call last; what it says stays out, which may be what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {' > '.join(places)}"
