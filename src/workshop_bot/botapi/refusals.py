"""What Telegram says when it refuses, and what becomes of the message (P6): one table, matched on the texts, whatever their number.

Texts are Telegram's, for people, and may change: what no row knows is given up for this message alone and reported.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from telegram.error import ChatMigrated, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from workshop_bot.botapi.connections import NOT_SENT
from workshop_bot.delivery.turn import GiveUp, Moved, Outcome, Sent, TryLater, Unsure
from workshop_bot.errors import TokenRefused

Mend = Literal["without reply", "without thread", "without buttons", "without marks", "anew"]


@dataclass(frozen=True)
class Again:
    """It is sent once more at once, changed so that it can arrive."""

    mend: Mend


_TABLE: tuple[tuple[str, Outcome | Again], ...] = (
    ("message is not modified", Sent()),
    ("message to delete not found", Sent()),
    ("query is too old|query_id_invalid", Sent()),
    ("message to be replied not found|reply message not found", Again("without reply")),
    ("message thread not found", Again("without thread")),
    ("topic_closed", GiveUp("the topic is closed")),
    ("message to edit not found|message can't be edited|there is no (text|caption) in the message to edit", Again("anew")),
    ("can't parse entities|entities too long|entity (begin|end)|entity_|incorrect (offset|length)", Again("without marks")),
    ("button_|text buttons are unallowed|inline keyboard|reply markup is too long", Again("without buttons")),
    ("user is deactivated|user_deactivated", GiveUp("deleted", gone=True, erase=True)),
    ("bot was blocked by the user|user_is_blocked", GiveUp("blocked", gone=True)),
    ("can't initiate conversation|chat not found|peer_id_invalid", GiveUp("never started", gone=True)),
    ("bot was kicked|bot is not a member|group chat was deleted", GiveUp("not in the group", gone=True)),
    (
        "not enough rights to send (text )?messages|have no (write access|rights to send)|chat_write_forbidden",
        GiveUp("may not write", gone=True),
    ),
    ("can't send messages to (the )?bots?", GiveUp("a bot", gone=True)),
)
_REFUSALS = tuple((re.compile(pattern), verdict) for pattern, verdict in _TABLE)
_OURS = re.compile("too long|is empty|non-empty|can't parse|entity|incorrect (offset|length)|button_|unallowed")
"""Faults of our own, which are reported."""


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
    if isinstance(error.__cause__, NOT_SENT):
        return TryLater(2.0, "no connection", everywhere=True)
    if not from_telegram(error):
        return TryLater(2.0, "the answer was lost") if repeatable else Unsure("the answer was lost")
    if isinstance(error, InvalidToken) and "unauthorized" in text:
        raise TokenRefused("Telegram refuses the token (Unauthorized): it was revoked; get the present one from @BotFather")
    return next((found for pattern, found in _REFUSALS if pattern.search(text)), GiveUp(brief(error)))


def from_telegram(error: TelegramError) -> bool:
    """Whether Telegram itself has refused; else its answer was lost: a cut, a 5xx, or something on the way that answers in its place."""
    return error.__cause__ is None and type(error) not in (TelegramError, NetworkError, TimedOut)


def brief(error: TelegramError) -> str:
    """What it says, without what something else than Telegram has answered."""
    return error.message.partition(". Parsing the server response")[0][:200]


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks us to wait; the library gives seconds or a timedelta, as its setting says."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def is_ours(error: TelegramError) -> bool:
    """Whether the fault is our own, and to be mended in the program."""
    return _OURS.search(error.message.lower()) is not None
