"""Telegram's limits as the double holds them: what is too fast, too long, or out of place is refused in Telegram's own words."""

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

from workshop_bot.tryout.world import Json, units

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
    """Counts messages as a strict server would; one that is not strict lets everything through."""

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

    def refuse_all(self, seconds: float, now: float) -> None:
        """For so long nothing is let through."""
        self._closed[0] = now + seconds

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


def formatted(text: Any, entities: Any = None, longest: int = LONGEST) -> tuple[str, list[Json]]:
    """A text and its looks as they will stand there: without spaces at both ends, neither empty nor too long."""
    if not isinstance(text, str) or not text.strip():
        raise bad("message text is empty")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise bad("strings must be encoded in UTF-8")
    if len(text.encode()) > 32_768:
        raise bad("text is too long")
    looks = _looks(entities or (), text)
    start = min([len(text) - len(text.lstrip()), *(one["offset"] for one in looks)])  # a look may begin with spaces, which stay
    trimmed = text[start:].rstrip()
    if len(trimmed) > longest:
        raise bad("message is too long" if longest == LONGEST else "message caption is too long")
    end = start + units(trimmed)
    shown = [{**one, "offset": one["offset"] - start, "length": min(one["length"], end - one["offset"])} for one in looks]
    return trimmed, [one for one in shown if one["length"] > 0][:100]


def _looks(entities: Sequence[Json], text: str) -> list[Json]:
    """The looks, all of them on letters of the text, counted in UTF-16 units."""
    coded = text.encode("utf-16-le")
    for entity in entities:
        offset, length = entity.get("offset"), entity.get("length")
        if type(offset) is not int or type(length) is not int or offset < 0 or length <= 0:
            raise bad("can't parse entities: wrong offset or length")
        for place, word in ((offset, "begins"), (offset + length, "ends")):
            if 2 * place > len(coded):
                raise bad(f"entity {word} after the end of the text at UTF-16 offset {place}")
            if 0xDC <= int.from_bytes(coded[2 * place + 1 : 2 * place + 2]) <= 0xDF:
                raise bad(f"entity {word} in a middle of a UTF-16 symbol at byte offset {place}")
        if not isinstance(entity.get("type"), str):
            raise bad("can't parse entities: unsupported type specified")
    return [_plain(entity) for entity in entities]


def buttons_of(markup: Any) -> list[list[Json]]:
    """The rows of an inline keyboard."""
    rows: Sequence[Sequence[Json]] = (markup or {}).get("inline_keyboard") or ()
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        if not isinstance(button.get("text"), str) or not button["text"].strip():
            raise bad("BUTTON_TEXT_EMPTY")
        if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode("utf-8", "replace")) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not str(button["url"]).startswith(("https://", "http://", "tg://")):
            raise bad("BUTTON_URL_INVALID")
        if not {"callback_data", "url", "switch_inline_query_current_chat"} & button.keys():
            raise bad("text buttons are unallowed in the inline keyboard")
        if button.get("style", "primary") not in ("primary", "success", "danger"):
            raise bad("BUTTON_TYPE_INVALID")
    return [[_plain(button) for button in row] for row in rows]


def _plain(given: Json) -> Json:
    """What is told of a look or a button: nothing nested, which could be of any depth."""
    return {key: value for key, value in given.items() if isinstance(value, str | int)}
