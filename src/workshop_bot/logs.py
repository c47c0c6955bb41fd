"""Log lines on standard error: text or JSON, one a line, never with a secret, never torn by what somebody typed.

Secrets are taken out after all is put together, so that tracebacks and other people's loggers cannot let one through (P19).
"""

import hashlib
import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{3,20}(?::|%3A)[A-Za-z0-9_-]{30,60}")
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != 10} | {
    code: f"\\u{code:04x}" for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_TALKATIVE = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp", "alembic", "asyncio")


def short(chat: int) -> str:
    """A chat's number as logs tell it: the same each time, and not to be turned back by looking."""
    return hashlib.sha256(str(chat).encode()).hexdigest()[:8]


def set_up(form: str, level: str, hidden: Sequence[str] = ()) -> None:
    """Let all that is logged go to standard error in this form, from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_Json if form == "json" else _Text)(hidden))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel("DEBUG" if level == "debug" else "WARNING")


class _Text(logging.Formatter):
    """`2024-12-02T09:00:00Z info workshop_bot.app: words`; a traceback follows, each of its lines indented."""

    def __init__(self, hidden: Sequence[str]) -> None:
        super().__init__()
        self._hidden = [secret for secret in hidden if secret]

    def format(self, record: logging.LogRecord) -> str:
        first, *rest = self.redacted(record.getMessage()).split("\n")
        line = f"{_moment(record)} {record.levelname.lower()} {record.name}: {' | '.join((first, *rest))}"
        if record.exc_info:
            trace = self.redacted(self.formatException(record.exc_info))
            line += "".join(f"\n    {more}" for more in trace.split("\n"))
        return line

    def redacted(self, text: str) -> str:
        """The text without secrets and without signs that move the cursor."""
        for secret in self._hidden:
            text = text.replace(secret, "[secret]")
        return _TOKEN.sub("[token]", text).translate(_CONTROL)


class _Json(_Text):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.redacted(record.getMessage()),
        }
        if record.exc_info:
            told["trace"] = self.redacted(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
