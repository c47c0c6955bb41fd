"""YAML as plain data that knows its places: texts, lists and mappings, and nothing else.

The parser's events are read one by one, so that a limit stops the reading at once, however deep or wide the file is:

    text → events → Mapped | Listed | str     (scalars stay as written; the field's type reads them)

A weight bounds what all later work can cost: each node weighs 1, long texts more, an alias as much as its anchor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Union

import yaml

from workshop_bot.knowledge.problems import TOP, Place, Problem, quoted

MOST_WEIGHT = 300_000
MOST_ITEMS = 10_000
MOST_KEYS = 1_000
MOST_LETTERS = 50_000
MOST_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: eight times as fast, the same places
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

Value = Union[str, "Mapped", "Listed"]


class Mapped(dict[str, Value]):
    """A mapping, with the places of its keys and of their values."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, tuple[Place, Place]] = {}


class Listed(list[Value]):
    """A list, with the places of its items."""

    __slots__ = ("places",)

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []


class Parsed(NamedTuple):
    """What a file holds (an empty text where that is nothing), where it begins, its weight and its problems."""

    value: Value
    place: Place
    weight: int
    problems: list[Problem]


class _Anchored(NamedTuple):
    value: Value
    weight: int
    height: int


@dataclass(slots=True)
class _Open:
    """A collection that is being read: `before` is the weight when it began, `height` how deep it goes below itself."""

    value: Mapped | Listed
    place: Place
    anchor: str | None
    before: int
    height: int = 0
    key: str | None = None
    key_place: Place = TOP
    keyless: bool = False  # its next value belongs to a key that is refused


class _TooLarge(Exception):
    """A limit is passed; told at the place where it is."""


def parse(file: str, text: str, weight: int = MOST_WEIGHT) -> Parsed:
    """The data of one YAML text of at most that weight; never an exception, whatever the text."""
    reading = _Reading(file)
    try:
        control = CONTROL.search(text)
        if control:
            reading.refuse_control(text, control)
        else:
            reading.read(text, weight)
    except _TooLarge as limit:
        reading.refuse("too-large", str(limit), "split it, or take out what is not needed")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reading.here = Place(mark.line + 1, mark.column + 1) if mark else TOP
        reading.refuse(*_syntax(error, text, reading.here))
    else:
        return Parsed(reading.value, reading.place, reading.weight, reading.problems)
    return Parsed("", TOP, reading.weight, reading.problems)


class _Reading:
    """The state of one reading; `here` is the place of the event at hand."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Value = ""
        self.place = self.here = TOP
        self.weight = 0
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Anchored] = {}

    def refuse(self, code: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.file, *self.here, code, message, fix))

    def refuse_control(self, text: str, found: re.Match[str]) -> None:
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        self.here = Place(line, column)
        self.refuse("control-character", f"the control character U+{ord(found[0]):04X}", "delete it")

    def read(self, text: str, most: int) -> None:
        begun = False
        for event in events(text):
            if event.start_mark:
                self.here = Place(event.start_mark.line + 1, event.start_mark.column + 1)
            match event:
                case yaml.ScalarEvent():
                    self.scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self.open(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.close()
                case yaml.AliasEvent():
                    self.alias(event.anchor or "")
                case yaml.DocumentStartEvent() if begun:
                    mend = 'take out the line "---", or make it a file of its own'
                    self.refuse("several-documents", "a second YAML document begins here", mend)
                    return
                case yaml.DocumentStartEvent():
                    begun = True
            if self.weight > most:
                raise _TooLarge("the folder holds too much, once its aliases are written out")

    def scalar(self, event: yaml.ScalarEvent) -> None:
        text = event.value
        if event.tag is not None:
            self.refuse_tag(event.tag)
        if event.style == '"' and (control := CONTROL.search(text)):  # only an escape can have brought it in
            self.refuse("control-character", f"the control character U+{ord(control[0]):04X} in a text", "delete its escape")
            text = CONTROL.sub("", text)
        if len(text) > MOST_LETTERS:
            raise _TooLarge(f"a text of {len(text):,} characters, {MOST_LETTERS:,} is the most")
        weight = 1 + len(text) // 32
        self.weight += weight
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(text, weight, 0)
        self.put(text, self.here)

    def alias(self, name: str) -> None:
        if name not in self.anchors:
            self.refuse("anchor", f"nothing above has the anchor {quoted('&' + name)}", 'put a text that begins with "*" in quotes')
            self.put(f"*{name}", self.here)
            return
        anchored = self.anchors[name]
        self.weight += anchored.weight
        self.deepen(anchored.height)
        self.put(anchored.value, self.here)

    def open(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            self.refuse_tag(event.tag)
        self.weight += 1
        self.deepen(1)
        value = Mapped() if isinstance(event, yaml.MappingStartEvent) else Listed()
        self.stack.append(_Open(value, self.here, event.anchor, self.weight - 1))

    def close(self) -> None:
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = _Anchored(done.value, self.weight - done.before, done.height + 1)
        if self.stack:
            self.stack[-1].height = max(self.stack[-1].height, done.height + 1)
        self.here = done.place
        self.put(done.value, done.place)

    def deepen(self, height: int) -> None:
        """Refuse what would lie too deep, and let the open collection know how deep it goes."""
        if len(self.stack) + height > MOST_DEPTH:
            raise _TooLarge(f"nested more than {MOST_DEPTH} levels deep")
        if self.stack:
            self.stack[-1].height = max(self.stack[-1].height, height)

    def put(self, value: Value, place: Place) -> None:
        """Hand a finished value to the collection that is open: an item, a key or a key's value."""
        if not self.stack:
            self.value, self.place = value, place
            return
        holder = self.stack[-1]
        if isinstance(holder.value, Listed):
            holder.value.append(value)
            holder.value.places.append(place)
            if len(holder.value) > MOST_ITEMS:
                raise _TooLarge(f"more than {MOST_ITEMS:,} entries in one list")
        elif holder.key is None:
            self.put_key(holder, holder.value, value, place)
        elif holder.keyless:
            holder.key, holder.keyless = None, False
        else:
            holder.value[holder.key] = value
            holder.value.places[holder.key] = (holder.key_place, place)
            holder.key = None
            if len(holder.value) > MOST_KEYS:
                raise _TooLarge(f"more than {MOST_KEYS:,} keys in one mapping")

    def put_key(self, holder: _Open, mapping: Mapped, key: Value, place: Place) -> None:
        holder.key, holder.key_place = "", place
        if not isinstance(key, str):
            self.refuse("wrong-type", "a key must be one word, not a list or a mapping", "put a text that begins with { or [ in quotes")
            holder.keyless = True
        elif key == "<<":
            self.refuse("merge-key", 'a merge key "<<"', "write the keys out")
            holder.keyless = True
        elif key in mapping:
            first = mapping.places[key][0]
            self.refuse("duplicate-key", f"{quoted(key)} stands already in line {first.line}", "keep one of the two")
            holder.keyless = True
        else:
            holder.key = key

    def refuse_tag(self, tag: str) -> None:
        self.refuse("tag", f"the YAML tag {quoted(tag.replace('tag:yaml.org,2002:', '!!'))}", "take it out")


def events(text: str) -> Iterator[yaml.Event]:
    """What the parser meets in a text, each with its place; yaml.YAMLError from where it is no YAML."""
    met: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
    return met


_MENDS = {
    "mapping values are not allowed": 'put a text that holds ": " in quotes, and check the indent',
    "unexpected end of stream": "close the quote",
    "expected ',' or ']'": 'close the list with "]", and put texts that hold commas or brackets in quotes',
    "expected ',' or '}'": 'close the mapping with "}", and put texts that hold commas or braces in quotes',
    "cannot start any token": "put a text that begins with this character in quotes",
    "maximum nesting": "split it, or take out what is not needed",
}


def _syntax(error: yaml.YAMLError, text: str, here: Place) -> tuple[str, str, str]:
    """Code, message and mend of what the parser could not read."""
    what = " ".join(str(getattr(error, "problem", error)).split())
    lines = text.split("\n", here.line)
    line = lines[here.line - 1] if here.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "tab", "a tab indents this line", "use spaces"
    if "maximum nesting" in what:
        return "too-large", f"nested more than {MOST_DEPTH} levels deep", _MENDS["maximum nesting"]
    mend = next((mend for words, mend in _MENDS.items() if words in what), "check the indent and the quotes of this line and the one above")
    return "syntax", f"not YAML: {what}", mend
