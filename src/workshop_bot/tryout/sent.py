"""What was sent: each message with to whom, when, and Telegram's verdict in a word, the newest last."""

from collections import deque

from workshop_bot.tryout.double import Call, Double
from workshop_bot.tryout.world import Json, Message

MOST = 500
_WORDS = ("text", "caption", "document", "photo")
"""What stands for a message in the list: its text, or the name of its file."""
_VERDICTS = {
    **dict.fromkeys(("sendmessage", "senddocument", "sendphoto"), "delivered"),
    **dict.fromkeys(("editmessagetext", "editmessagecaption"), "edited"),
}


class SentLog:
    """The list; an entry that waited keeps its place when its verdict comes."""

    def __init__(self, double: Double) -> None:
        self._double = double
        self._number = 0
        self.entries: deque[Json] = deque(maxlen=MOST)

    def note(self, event: Json) -> Json | None:
        """Note a call; the entry that is new or has changed, if the call sends something."""
        call: Call = event["call"]
        if call.method not in _VERDICTS:
            return None
        chat = _chat(call)
        words = next((text for key in _WORDS if isinstance(text := call.given.get(key), str) and text), "").split("\n")[0]
        words = self._double.files[words]["name"] if words in self._double.files else words
        verdict = (
            _VERDICTS[call.method] if call.status == 200 else {403: "blocked", 429: "waiting", 0: "waiting"}.get(call.status, "refused")
        )
        if "not modified" in call.description:
            return None
        said: Message | None = event.get("message")
        entry = next(
            (one for one in reversed(self.entries) if (one["chat"], one["text"], one["verdict"]) == (chat, words, "waiting")), None
        )
        if entry is None:
            self._number += 1
            entry = {"id": self._number, "at": self._double.clock.now(), "chat": chat, "to": self._name(chat), "text": words}
            self.entries.append(entry)
        entry |= {"verdict": verdict, "message": said.id if said else call.given.get("message_id")}
        return entry

    def _name(self, chat: int) -> str:
        world = self._double.world
        return world.groups[chat].title if chat in world.groups else world.people[chat].name if chat in world.people else ""


def _chat(call: Call) -> int:
    try:
        return int(call.given.get("chat_id") or 0)
    except (TypeError, ValueError, OverflowError):
        return 0
