"""What a handler is given and what it gives back: a plain function from a `Turn` to a list of replies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from workshop_bot.answers import Ready
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.programme.card import Voice
from workshop_bot.store.chats import Chat
from workshop_bot.texts.markup import Mark, Rendered, render
from workshop_bot.texts.split import cut
from workshop_bot.texts.zones import tzinfo

Kind = Literal["text", "edited", "other", "tap", "inline", "member", "moved", "unknown"]


@dataclass(frozen=True)
class Media:
    """A photo or a document as Telegram keeps it, by its id."""

    kind: Literal["photo", "document"]
    file: str


@dataclass(frozen=True)
class Incoming:
    """What we read of an update; never the whole of it.

    `chat` is where it came from (0 for inline), negative for groups; `person` is who did it, 0 for nobody in particular
    (an anonymous administrator, a channel). `text` is what was written (at most 4,096 characters), the data of a tapped button,
    the words of an inline query, what kind of thing an `other` message is (photo, voice, sticker, location, …), the status after a
    `member` update (member, kicked, left, administrator), the new chat's number after `moved`, key names of an `unknown` update.
    """

    update: int
    kind: Kind
    chat: int = 0
    person: int = 0
    private: bool = True
    text: str = ""
    message: int | None = None
    """The message: the one written, edited or tapped on."""
    thread: int | None = None
    """The forum topic, where it must be named in the answer."""
    query: str = ""
    """The id of a tap or an inline query, by which Telegram wants it answered."""
    language: str = ""
    """The IETF tag of the person's app, as `en-GB`; empty where Telegram does not say."""
    addressed: bool = True
    """Whether the bot is spoken to: always in private; in a group by command, reply or mention."""
    forwarded: bool = False
    replies_to: int | None = None
    """The message that it replies to."""
    album: str = ""
    administrator: bool = False
    """Whether an administrator of the group did it: one without a name, or one looked up because the group's settings are spoken of."""
    name: str = ""
    """Of who tapped, as Telegram shows it; blanked with the update, kept only where they want it to be seen."""
    media: Media | None = None
    """What an `other` message in private is, where it is a photo or a document."""
    caption: str = ""
    """The words below it."""
    marks: tuple[Mark, ...] = ()
    """How the text, or the caption, was formatted in Telegram."""


@dataclass(frozen=True)
class Button:
    """A button under a message: its words and what a tap does; `data` is ROUTE:REF[:VERSION], `url` opens a link."""

    words: str
    data: str = ""
    url: str = ""
    style: Literal["", "primary", "danger"] = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True)
class Say:
    """A new message. `slot` names it within its chat, so that it can be edited later; too long a text becomes several messages."""

    chat: int
    text: Rendered
    buttons: Keyboard = ()
    slot: str = ""
    replies_to: int | None = None
    thread: int | None = None
    silent: bool = False
    """Whether it comes without a sound."""
    media: Media | None = None
    """What the text, which may be empty, stands below; where it is too long for that it follows."""


@dataclass(frozen=True)
class Edit:
    """Another text or other buttons for a message: the one of a slot, or of a number where the slot is not known."""

    chat: int
    text: Rendered
    buttons: Keyboard = ()
    slot: str = ""
    message: int | None = None
    caption: bool = False
    """Whether the text is the one below a photo or a document."""
    only: bool = False
    """Whether it is of no use where the message is gone: else it is sent anew."""
    replies_to: int | None = None
    thread: int | None = None
    """Where it stands if it is sent anew, and what it replies to then."""

    @property
    def anew(self) -> Say:
        """The same as a new message."""
        return Say(self.chat, self.text, self.buttons, self.slot, self.replies_to, self.thread)


@dataclass(frozen=True)
class Delete:
    """Take the message of a slot away."""

    chat: int
    slot: str
    message: int | None = None


@dataclass(frozen=True)
class Toast:
    """The answer to a tap; without words it only ends the waiting. `alert` stays until it is read."""

    query: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True)
class File:
    """A document with a line below it."""

    chat: int
    name: str
    data: str
    text: Rendered
    replies_to: int | None = None
    thread: int | None = None


@dataclass(frozen=True)
class Article:
    """One result of an inline query: `id` at most 64 bytes."""

    id: str
    title: str
    description: str
    text: Rendered


@dataclass(frozen=True)
class Inline:
    """The answer to an inline query; `button` leads to the private chat with `start` as its parameter."""

    query: str
    articles: tuple[Article, ...]
    button: str = ""
    start: str = ""


Reply = Say | Edit | Delete | Toast | File | Inline


@dataclass(frozen=True)
class Aside:
    """A changed folder that is not in force: it has errors, a line each, or waits for the word of an organiser."""

    errors: tuple[str, ...] = ()
    waiting: Knowledge | None = None


@dataclass(frozen=True)
class Turn:
    """One update in the hands of a handler, within a transaction.

    `now` is in UTC; `chat` is the row of the chat or group as it is in the store; `language` is the one to answer in.
    """

    incoming: Incoming
    now: datetime
    connection: Connection
    ready: Ready
    chat: Chat
    language: str
    bot: str
    """The bot's user name, without @."""
    argument: str = ""
    """What stands after the command, or after the route in a button's data."""
    sees_all: bool = False
    """Whether Telegram lets the bot read all messages of its groups (privacy mode off)."""
    retention: int = 30
    """Days that questions are kept."""
    owners: frozenset[int] = frozenset()
    """The organisers whom the settings name; the others stand in the store."""
    aside: Aside | None = None
    """The folder as it is now, where it is not what is in force."""

    @property
    def partner(self) -> int:
        """Whom a conversation is with: the person, or 0 in a group, where anybody may go on with what was said."""
        return self.incoming.person if self.incoming.private else 0

    @property
    def voice(self) -> Voice:
        """How the programme is told to this chat."""
        return _voice(self)

    @property
    def written(self) -> Rendered:
        """The argument, or the caption of what was sent, with the formatting that it was given in Telegram."""
        incoming = self.incoming
        whole = Rendered(incoming.caption if incoming.media else incoming.text, incoming.marks)
        words = incoming.caption.strip() if incoming.media else self.argument
        start = max(whole.text.rfind(words), 0)
        return cut(whole, start, start + len(words))

    def say(self, key: str, /, **values: str | int) -> str:
        """The program's own words in the language of this turn."""
        return self.ready.catalogue.say(self.language, key, **values)

    @property
    def anew(self) -> "Turn":
        """The turn that answers a tap with a new message, so that the one with the button stays."""
        return replace(self, incoming=replace(self.incoming, kind="text"))

    def show(self, text: str | Rendered, buttons: Keyboard = (), slot: str = "") -> Say | Edit:
        """A text, a str in markup: in place of the message whose button was tapped, else new, which in a group replies to the question."""
        incoming, shown = self.incoming, render(text) if isinstance(text, str) else text
        if incoming.kind == "tap":
            return Edit(incoming.chat, shown, buttons, slot, incoming.message, thread=incoming.thread)
        return Say(incoming.chat, shown, buttons, slot, None if incoming.private else incoming.message, incoming.thread)


Handler = Callable[[Turn], Sequence[Reply]]


@dataclass(frozen=True)
class Occasion:
    """The moment at which a message that waits as a kind and ids is put into words: just before it is sent.

    `now` is in UTC; `chat` is its row as it is then; `data` is what was kept, as the feature wrote it.
    """

    connection: Connection
    now: datetime
    ready: Ready
    chat: Chat
    language: str
    bot: str
    data: str

    @property
    def voice(self) -> Voice:
        """How the programme is told to this chat."""
        return _voice(self)

    def say(self, key: str, /, **values: str | int) -> str:
        """The program's own words in the chat's language."""
        return self.ready.catalogue.say(self.language, key, **values)


def _voice(to: Turn | Occasion) -> Voice:
    knowledge, zone = to.ready.knowledge, to.chat.zone
    return Voice(knowledge, to.language, to.ready.catalogue, to.now.astimezone(knowledge.workshop.zone), tzinfo(zone) if zone else None)


Worded = Say | Edit | Delete | datetime | str
"""The words of a message that waited, short enough for one; in place of them the moment until which it waits, or why it is of no use."""
Worder = Callable[[Occasion], Worded]


@dataclass(frozen=True)
class Tick:
    """Something that becomes due by the clock: every so many seconds what is due is put into the outbox.

    `run` deals with some of it and returns with how much; 0 when nothing is due. `next_due` is the first moment after another.
    """

    name: str
    every: float
    run: Callable[[Connection, Ready, datetime], int]
    next_due: Callable[[Connection, datetime], datetime | None]


def spoken(chat: Chat, ready: Ready) -> str:
    """The language to speak with a chat: chosen, else seen, else the workshop's first."""
    workshop = ready.knowledge.workshop
    return next((code for code in (chat.language, chat.seen) if code in workshop.languages), workshop.default_language)


@dataclass(frozen=True)
class Route:
    """Who does what a command or a button asks for; `organisers` alone may use it, or everybody."""

    handler: Handler
    organisers: bool = False


@dataclass(frozen=True)
class Routes:
    """Command → route, button's route → route, and who takes what is neither."""

    commands: Mapping[str, Route]
    buttons: Mapping[str, Route]
    kinds: Mapping[Kind, Handler] = field(default_factory=dict)
    """text, edited, other, inline, member, moved: who handles it."""
    lost: Handler | None = None
    """A command or button that nobody knows (any more), or that this person may not use."""
    apart: Handler | None = None
    """A command or button of organisers in a group, whoever uses it there."""
    parked: Handler | None = None
    """What is said to a person whose message could not be handled three times."""


# What became of a message that was handed to `send`.


@dataclass(frozen=True)
class Sent:
    """It is there; `message` is its number, where it has one."""

    message: int | None = None


@dataclass(frozen=True)
class TryLater:
    """It was not sent; `seconds` to wait, `everywhere` where the whole bot must wait and not this chat alone."""

    seconds: float
    why: str
    everywhere: bool = False


@dataclass(frozen=True)
class Moved:
    """The group lives on under another number."""

    chat: int


@dataclass(frozen=True)
class GiveUp:
    """It cannot be sent. `gone`: nothing can be sent to this chat any more; `erase`: the account is deleted for good."""

    why: str
    gone: bool = False
    erase: bool = False


@dataclass(frozen=True)
class Unsure:
    """It may have arrived or not: the connection was cut while the answer was awaited."""

    why: str


Outcome = Sent | TryLater | Moved | GiveUp | Unsure
