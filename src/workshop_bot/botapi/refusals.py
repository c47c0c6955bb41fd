"""What Telegram says when it refuses, and what becomes of the message (P6): one table, matched on the texts, whatever their number.

Texts are Telegram's, for people, and may change: what no row knows is given up for this message alone and reported.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import httpx
from telegram.error import ChatMigrated, NetworkError, RetryAfter, TelegramError, TimedOut

from workshop_bot.delivery.turn import GiveUp, Moved, Outcome, Sent, TryLater, Unsure
from workshop_bot.errors import TokenRefused

Mend = Literal["without reply", "without thread", "without buttons", "without marks", "anew"]


@dataclass(frozen=True)
class Again:
    """It is sent once more at once, changed so that it can arrive."""

    mend: Mend


_GONE = GiveUp("", gone=True)
_TABLE: tuple[tuple[str, Outcome | Again], ...] = (
    ("message is not modified", Sent()),
    ("query is too old", Sent()),
    ("message to be replied not found|reply message not found", Again("without reply")),
    ("message thread not found|topic_closed", Again("without thread")),
    ("message to edit not found|message can't be edited|there is no text in the message to edit", Again("anew")),
    ("can't parse entities", Again("without marks")),
    ("button_(data|url|type)_invalid|text buttons are unallowed|reply markup is too long", Again("without buttons")),
    ("user is deactivated", GiveUp("deleted", gone=True, erase=True)),
    ("bot was blocked by the user", GiveUp("blocked", gone=True)),
    ("can't initiate conversation|chat not found|peer_id_invalid", GiveUp("never started", gone=True)),
    ("bot was kicked|bot is not a member|group chat was deleted", GiveUp("not in the group", gone=True)),
    ("not enough rights|have no write access|chat_write_forbidden", GiveUp("may not write", gone=True)),
    ("can't send messages to (the )?bots?", GiveUp("a bot", gone=True)),
)
_REFUSALS = tuple((re.compile(pattern), verdict) for pattern, verdict in _TABLE)
_OURS = re.compile("too long|is empty|non-empty|can't parse|button_|unallowed|bot_command")
"""Faults of our own, which are reported."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before anything went out."""


def verdict(error: TelegramError, repeatable: bool) -> Outcome | Again:
    """What becomes of a message that met this error; `repeatable`: to do it twice is to do it once, as with an edit.

    TokenRefused where Telegram does not know the token.
    """
    text = error.message.lower()
    if isinstance(error, RetryAfter):
        return TryLater(seconds(error), "too many requests")
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if "too many requests" in text:
        return TryLater(5.0, "too many requests")
    if "unauthorized" in text:
        raise TokenRefused("Telegram refuses the token (Unauthorized): it was revoked or mistyped; get the present one from @BotFather")
    for pattern, found in _REFUSALS:
        if pattern.search(text):
            return found
    if isinstance(error, NetworkError) and type(error) in (NetworkError, TimedOut):
        if isinstance(error.__cause__, _NOT_SENT):
            return TryLater(2.0, "no connection", everywhere=True)
        return TryLater(2.0, "the answer was lost") if repeatable else Unsure("the answer was lost")
    return GiveUp(error.message[:200])


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks us to wait; the library gives seconds or a timedelta, as its setting says."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_ours(error: TelegramError) -> bool:
    """Whether the fault is our own, and to be mended in the program."""
    return _OURS.search(error.message.lower()) is not None
