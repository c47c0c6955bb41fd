"""The small markup of answers: `**bold**`, `_italic_`, `` `code` ``, `[text](https://…)`, lists by `- `.

    text ── blocks ── tokens ── pieces and spans ──┬── render: what a chat shows, marks apart from words
                                                   ├── plain:  what a terminal shows
                                                   └── faults: what the curator probably meant otherwise

There is no escape for curators: a mark inside a word, or without its partner in the same paragraph or list item, is shown as typed.
One pass, each character looked at a bounded number of times, so that no text makes it slow.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal, NamedTuple

MarkKind = Literal["bold", "italic", "code", "link", "time", "strikethrough", "underline", "spoiler", "pre", "blockquote"]


@dataclass(frozen=True)
class Mark:
    """A stretch of rendered text with a look; start and length count UTF-16 units, as Telegram does.

    Some cannot be typed: `strikethrough`, what holds no more, `time`, which tells the moment of an hour, so that a reader's app can
    show it in their own zone, and what people give their words in Telegram alone: underline, spoiler, pre, blockquote.
    """

    kind: MarkKind
    start: int
    length: int
    url: str | None = None
    unix: int | None = None


@dataclass(frozen=True)
class Rendered:
    """The words as shown, and the marks on them: within the text, nested or disjoint, outer before inner."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def units(self) -> int:
        """The length in UTF-16 units."""
        return units(self.text)


@dataclass(frozen=True)
class Fault:
    """Something that looks like markup and is none; the offset counts characters of the text as typed."""

    offset: int
    wrong: str
    mend: str


_FIRST, _LAST = "\x02", "\x03"
"""Around what is shown as typed; nobody types them, YAML and Telegram know none."""
_MARKED = re.compile(r"[*_`\[\]\x02\x03\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OUT = dict.fromkeys((*map(ord, (_FIRST, _LAST)), *range(0x2066, 0x206A)))
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e]")
_BREAK = re.compile(r"(\n\s*\n|^[ \t]*- (?=\S))", re.MULTILINE)

_TOKEN = re.compile(
    r"""
    \x02 (?P<typed> [^\x03]* ) \x03
  | (?P<code> (?<![^\W_]) (?<![`\u0300-\u036f]) ` (?P<literal> [^`\s] (?:[^`]*[^`\s])? ) ` (?! [^\W_] | ` ) )
  | (?P<link> \[ (?P<label> [^\[\]\s] [^\[\]]* ) \] \( (?P<url> https?:// (?: [^\s()\[\]] | \( [^\s()\[\]]* \) )+ ) \) )
  | (?P<broken> \[ (?= [^\[\]]* \] \( ) )
  | (?P<address> https?:// [^\s()\[\]<>*`]* [^\s()\[\]<>*`_] )          # its underscores are its own
  | (?P<tag> </? [a-z] [a-z0-9-]* (?: \s [^<>]* )? /? > | <!-- )
  | (?P<heading> ^ \#{1,6} [ \t] )
  | (?P<run> \*{2,} | _+ )
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)

_FAULTS = {
    "bold": ("** has no partner in its paragraph", "put ** directly before and after the words, not inside a word"),
    "unfinished": ("[text]( is no whole link", "write [text](https://…) without spaces or square brackets in the address"),
    "scheme": ("the link does not begin with https:// or http://", "write the whole address: [text](https://…)"),
    "tag": ("HTML has no meaning here and is shown as typed", "use **bold**, _italic_ or `code`"),
    "heading": ("headings have no meaning here and are shown as typed", "use a line in **bold**"),
}
_OTHER_SCHEME = re.compile(r"\[[^\[\]]*\]\((?!https?://)[^\s()]+\)", re.IGNORECASE)


def render(text: str) -> Rendered:
    """The text as a chat shows it; never fails, what is not markup stays as typed."""
    parsed = _parse(text)
    at = [0, *accumulate(map(units, parsed.pieces))]
    spans = sorted(parsed.spans, key=lambda span: (span.first, -span.last))
    return Rendered(
        "".join(parsed.pieces),
        tuple(Mark(span.kind, at[span.first], at[span.last] - at[span.first], span.url) for span in spans),
    )


def as_typed(text: str) -> str:
    """A name or a title to stand within markup: no mark in it has a meaning there, and none turns the direction of what follows."""
    if not _MARKED.search(text):
        return text
    line = " ".join(text.translate(_OUT).split())
    return f"{_FIRST}\u2068{line}\u2069{_LAST}" if _TURNS.search(line) else f"{_FIRST}{line}{_LAST}"


def struck(text: Rendered) -> Rendered:
    """The text struck through: it holds no more."""
    return Rendered(text.text, (Mark("strikethrough", 0, text.units), *text.marks) if text.text else ())


def together(*parts: Rendered, between: str = "") -> Rendered:
    """Texts one after the other, the marks of each on its own words."""
    marks: list[Mark] = []
    start, gap = 0, units(between)
    for part in parts:
        marks += (replace(mark, start=mark.start + start) for mark in part.marks)
        start += part.units + gap
    return Rendered(between.join(part.text for part in parts), tuple(marks))


def plain(text: str) -> str:
    """The text as a terminal shows it: without marks, a link as `text (https://…)`."""
    parsed = _parse(text)
    for span in parsed.spans:
        if span.url:
            parsed.pieces[span.last] = f" ({span.url})"
    return "".join(parsed.pieces)


def faults(text: str) -> tuple[Fault, ...]:
    """What in the text looks like markup and will be shown as typed, in order."""
    return tuple(Fault(offset, *_FAULTS[kind]) for offset, kind in sorted(_parse(text).strays))


@dataclass(frozen=True)
class _Span:
    """A mark over the pieces from `first` up to, not including, the empty piece `last` that stands for its end."""

    kind: MarkKind
    first: int
    last: int
    url: str | None = None


class _Opening(NamedTuple):
    """A mark that waits for its partner: the piece that it stands in until then, and where it was typed."""

    kind: MarkKind
    piece: int
    offset: int


@dataclass(frozen=True)
class _Parsed:
    pieces: list[str] = field(default_factory=list)
    spans: list[_Span] = field(default_factory=list)
    strays: list[tuple[int, str]] = field(default_factory=list)

    def close(self, kind: MarkKind, first: int, url: str | None = None) -> None:
        self.spans.append(_Span(kind, first, len(self.pieces), url))
        self.pieces.append("")


def _parse(text: str) -> _Parsed:
    parsed, offset = _Parsed(), 0
    for number, part in enumerate(_BREAK.split(text)):
        if number % 2:
            parsed.pieces.append(part.replace("- ", "• "))
        else:
            _parse_block(text, offset, offset + len(part), parsed)
        offset += len(part)
    return parsed


def _parse_block(text: str, start: int, end: int, parsed: _Parsed) -> None:
    """Pair the marks between two places; an opening mark that a closing one overtakes has no partner."""
    opened: list[_Opening] = []
    for token in _TOKEN.finditer(text, start, end):
        parsed.pieces.append(text[start : token.start()])
        start = token.end()
        first = len(parsed.pieces)
        if token["typed"] is not None:
            parsed.pieces.append(token["typed"])
        elif token["code"]:
            parsed.pieces.append(token["literal"])
            parsed.close("code", first)
        elif token["link"]:
            _parse_block(text, *token.span("label"), parsed)  # once deep: a label has no brackets
            parsed.close("link", first, token["url"])
        elif token["run"] in ("**", "_"):
            _pair("bold" if token["run"] == "**" else "italic", token, text, opened, parsed)
        else:
            parsed.pieces.append(token[0])
            if stray := _stray(token, text):
                parsed.strays.append((token.start(), stray))
    parsed.pieces.append(text[start:end])
    parsed.strays.extend((opening.offset, "bold") for opening in opened if opening.kind == "bold")


def _pair(kind: MarkKind, token: re.Match[str], text: str, opened: list[_Opening], parsed: _Parsed) -> None:
    before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
    is_open = any(opening.kind == kind for opening in opened)  # at most one of each kind is open
    if is_open and not before.isspace() and not _of_a_word(after):
        while (opening := opened.pop()).kind != kind:
            if opening.kind == "bold":
                parsed.strays.append((opening.offset, "bold"))
        parsed.pieces[opening.piece] = ""
        parsed.close(kind, opening.piece)
        return
    if not is_open and not _of_a_word(before) and after and not after.isspace():
        opened.append(_Opening(kind, len(parsed.pieces), token.start()))
    elif kind == "bold":
        parsed.strays.append((token.start(), kind))
    parsed.pieces.append(token[0])


def _stray(token: re.Match[str], text: str) -> str | None:
    """What is wrong with a token that is shown as typed; None for an address and a row of underscores."""
    if token["broken"]:
        return "scheme" if _OTHER_SCHEME.match(text, token.start()) else "unfinished"
    if token["run"]:
        return "bold" if token["run"].startswith("**") else None
    return token.lastgroup if token["tag"] or token["heading"] else None


def _of_a_word(letter: str) -> bool:
    """Whether a mark beside this letter (or "" at an end) touches a word; a loose accent belongs to one."""
    return letter.isalnum() or "\u0300" <= letter <= "\u036f"


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
