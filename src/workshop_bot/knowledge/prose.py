"""What is unwise in texts: what nobody sees, what nobody filled in, what a message or a button cannot hold, links of one's own."""

import re
import unicodedata
from collections.abc import Iterator

from workshop_bot.knowledge.draft import Draft, Origin
from workshop_bot.knowledge.model import LONGEST_LABEL, Entry
from workshop_bot.knowledge.problems import Problem, quoted
from workshop_bot.texts.markup import faults, render
from workshop_bot.texts.split import LIMIT

_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_HTML = "a|b|br|code|del|div|em|h[1-6]|hr|i|img|li|ol|p|pre|s|script|small|span|strong|style|sub|sup|table|td|th|tr|u|ul"
_BLANK = re.compile(rf"<(?!/?(?:{_HTML})\b)[^\W\d_][^<>\n]{{0,60}}>", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    rf"\b(?:TODO|FIXME|TBD|TBA)\b|(?i:lorem ipsum|\bexample\.(?:org|com|net)\b|{_BLANK.pattern})|^(?:…|\.\.\.|\?+|~|null)$"
)
_PRIVATE = re.compile(
    r"https?://(?:[^\s/?#]*@|(?:localhost|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|\[::1\]"
    r"|[\w.-]+\.(?:local|localhost|internal|lan|home))(?=[:/?#]|$))",
    re.IGNORECASE,
)


def warnings(draft: Draft) -> Iterator[Problem]:
    """All of it, text by text; what people type in `questions.yaml` may be anything."""
    for origins in draft.origins.values():
        for origin in origins:
            for text, path in origin.texts():
                if path != ("ask",):
                    yield from _text(text.strip(), origin, path)
    for entry, origin in draft.faq:
        yield from _entry(entry, origin)


def _text(text: str, origin: Origin, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if hidden := _HIDDEN.search(text):
        called = f"U+{ord(hidden[0]):04X}, {unicodedata.name(hidden[0], 'nameless').lower()}"
        yield origin.problem("hidden-character", f"a mark that nobody sees ({called})", "delete it, or type the text anew", *path)
    if left := _PLACEHOLDER.search(text):
        yield origin.problem("placeholder", f"{quoted(left[0])} was left over", "write what belongs here, or take it out", *path)
    if private := _PRIVATE.search(text):
        yield origin.problem(
            "private-link", f"{quoted(private[0])} is not for everyone", "link to a public address, without a password", *path
        )


def _entry(entry: Entry, origin: Origin) -> Iterator[Problem]:
    for path, label in _versions(entry, "label"):
        length = len(unicodedata.normalize("NFC", label))
        if length > LONGEST_LABEL:
            mend = f"it stands on a button, use at most {LONGEST_LABEL}"
            yield origin.problem("long-label", f"the label has {length} characters", mend, *path)
    for path, answer in _versions(entry, "answer"):
        if len(answer) > LIMIT // 2 and (units := render(answer).units) > LIMIT:
            wrong = f"the answer has {units:,} characters, a message holds {LIMIT:,}"
            yield origin.problem("long-answer", wrong, "shorten it, or it is split", *path)
        for fault in faults(answer):
            if not _BLANK.match(answer, fault.offset):  # told as a placeholder
                near = quoted(answer[fault.offset : fault.offset + 20])
                yield origin.problem("markup", f"{fault.wrong}, at {near}", fault.mend, *path)


def _versions(entry: Entry, field: str) -> Iterator[tuple[tuple[str, ...], str]]:
    text = getattr(entry, field)
    for language, words in text.versions.items() if text else ():
        yield (field, language) if language else (field,), words
