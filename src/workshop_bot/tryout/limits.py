"""Telegram's limits as the double holds them: what is too fast, too long, or out of place is refused in Telegram's own words."""

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

LONGEST, CAPTION = 4096, 1024
"""Code points of a text and of a caption, after trimming."""
A_SECOND, A_MINUTE_IN_A_GROUP = 30, 20
IN_A_CHAT, CHAT_SECONDS = 6, 3.0
"""A short burst is let through in a chat: so many within so many seconds."""


class Refusal(Exception):
    """What Telegram answers instead of a result."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def bad(description: str) -> Refusal:
    """A 400."""
    return Refusal(400, f"Bad Request: {description}")


class Pace:
    """Counts messages as a strict server would; None for `strict` lets everything through."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)
        self._closed: dict[int, float] = {}

    def check(self, chat: int, now: float) -> None:
        """Let one more message through, or refuse it with the seconds to wait."""
        if not self.strict:
            return
        for scope in (0, chat):
            if (until := self._closed.get(scope, 0.0)) > now:
                raise self._too_many(until - now)
        self._refuse_beyond(0, self._all, A_SECOND, 1.0, now)
        most, span = (A_MINUTE_IN_A_GROUP, 60.0) if chat < 0 else (IN_A_CHAT, CHAT_SECONDS)
        self._refuse_beyond(chat, self._chats[chat], most, span, now)
        self._all.append(now)
        self._chats[chat].append(now)

    def _refuse_beyond(self, scope: int, times: deque[float], most: int, span: float, now: float) -> None:
        while times and times[0] <= now - span:
            times.popleft()
        if len(times) >= most:
            wait = max(1, round(times[0] + span - now + 0.5))
            self._closed[scope] = now + wait
            raise self._too_many(wait)

    @staticmethod
    def _too_many(seconds: float) -> Refusal:
        wait = max(1, -int(-seconds // 1))
        return Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def text_of(text: Any, longest: int = LONGEST) -> str:
    """A text as it will stand there: trimmed, neither empty nor too long."""
    if not isinstance(text, str) or not text.strip():
        raise bad("message text is empty")
    if len(text.encode("utf-8", "surrogatepass")) > 32_768:
        raise bad("text is too long")
    if len(text.strip()) > longest:
        raise bad("message is too long" if longest == LONGEST else "message caption is too long")
    return text.rstrip()


def entities_of(entities: Any, text: str) -> list[dict[str, Any]]:
    """The looks of a text, which must lie within it."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    known = []
    for entity in entities or ():
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
            raise bad("can't parse entities: wrong offset or length")
        if offset + length > units:
            entity = {**entity, "length": units - offset}
        if entity["length"] > 0:
            known.append(entity)
    return known[:100]


def buttons_of(markup: Any) -> list[list[dict[str, Any]]]:
    """The rows of an inline keyboard."""
    rows: Sequence[Sequence[dict[str, Any]]] = (markup or {}).get("inline_keyboard") or ()
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        if not str(button.get("text", "")).strip():
            raise bad("BUTTON_TEXT_EMPTY")
        if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not str(button["url"]).startswith(("https://", "http://", "tg://")):
            raise bad("BUTTON_URL_INVALID")
        if not {"callback_data", "url", "switch_inline_query_current_chat"} & button.keys():
            raise bad("text buttons are unallowed in the inline keyboard")
    return [list(row) for row in rows]
