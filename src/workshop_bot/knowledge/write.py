"""New text for a file of the folder: one entry more, or the answer of an entry that had none; every other byte stays as it is.

    text → events, each with its place → what is written stands there, in the style of its neighbours → read back: nothing else changed

A round trip through a YAML writer would keep comments and order, but not indents, quotes, folded lines or ends of lines.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from workshop_bot.knowledge.fields import is_id
from workshop_bot.knowledge.nodes import CONTROL, Listed, Mapped, events, parse
from workshop_bot.texts.fold import fold

Written = Mapping[str, Any]
"""An entry to be written: texts, lists and mappings, as they are to be read."""
BOM = "\ufeff"
LONGEST_ID = 48

_BREAK = re.compile(r"\r\n|\n|\r")
_NO_ID = re.compile(r"[^a-z0-9]+")


class NotWritable(Exception):
    """The file is written in a way that cannot be added to without a change of something else."""


def id_from(label: str, taken: Callable[[str], bool]) -> str:
    """An id that a label suggests, in ASCII, and that is not taken: with a number where it is."""
    plain = _NO_ID.sub("-", fold(label)).strip("-")
    first = plain[:LONGEST_ID].rstrip("-") or "kept"
    tries = (first if number == 1 else f"{first[: LONGEST_ID - 5]}-{number}" for number in range(1, 10_000))
    found = next(name for name in tries if not taken(name))
    assert is_id(found)
    return found


def clean(text: str) -> str:
    """A text that a file can hold: without control characters, and without space around it or at the ends of its lines."""
    lines = CONTROL.sub("", re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)).replace(BOM, "").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def with_one_more(text: str, key: str, entry: Written) -> str:
    """The text of a file with one more entry at the end of the list under its key; NotWritable where that cannot be done."""
    mark, body = _parted(text)
    before, found = _read(body), _tree(body).pairs().get(key)
    listed = before.get(key)
    if found is None or not isinstance(listed, Listed):
        raise NotWritable("there is no list")
    made = _added(body, found[1], entry)
    _same(made, {**before, key: [*listed, entry]})
    return mark + made


def new_file(key: str, entry: Written, comment: str) -> str:
    """The text of a file that holds one entry, below a comment that says what it is."""
    lines = _block(entry, 4)
    return "\n".join([f"# {comment}", "", f"{key}:", f"  - {lines[0].lstrip()}", *lines[1:], ""])


def with_answer(text: str, name: str, answer: Mapping[str, str]) -> str:
    """The text of a file in which an unpublished entry has this answer, and is unpublished no more; NotWritable where that cannot be."""
    mark, body = _parted(text)
    before, found = _read(body), _tree(body).pairs().get("faq")
    listed = before.get("faq")
    entries = [one for one in found[1].items if one.pairs().get("id", _NONE)[1].text.strip() == name] if found else []
    if len(entries) != 1 or not isinstance(listed, Listed):
        raise NotWritable("there is no such entry")
    made = _answered(body, entries[0], answer)
    _same(made, {**before, "faq": [_published(one, answer) if _is(one, name) else one for one in listed]})
    return mark + made


def _is(entry: Any, name: str) -> bool:
    return isinstance(entry, Mapped) and str(entry.get("id")).strip() == name


def _published(entry: Any, answer: Mapping[str, str]) -> Written:
    """What an unpublished entry says once it has this answer."""
    rest = {field: value for field, value in entry.items() if field != "unpublished"}
    return rest | ({"unpublished": "false"} if "answer" in entry else {}) | {"answer": answer}


@dataclass(frozen=True)
class _Node:
    """What stands in a text from `start` to `stop`, the space and comments behind it not counted; of a mapping keys and values in turn."""

    start: int
    stop: int
    column: int
    flow: bool
    text: str = ""
    items: tuple["_Node", ...] = ()

    def pairs(self) -> dict[str, tuple["_Node", "_Node"]]:
        """Key → the nodes of key and value, of a mapping."""
        return {key.text: (key, value) for key, value in zip(self.items[::2], self.items[1::2], strict=False)}


_NONE = (_Node(0, 0, 0, False),) * 2


def _tree(text: str) -> _Node:
    met: Iterator[Any] = events(text)
    first = next(event for event in met if isinstance(event, yaml.NodeEvent))
    return _node(first, met)


def _node(event: Any, met: Iterator[Any]) -> _Node:
    start, flow, end = event.start_mark, False, event
    items = []
    if isinstance(event, yaml.CollectionStartEvent):
        flow = bool(event.flow_style)
        while not isinstance(end := next(met), yaml.CollectionEndEvent):
            items.append(_node(end, met))
    if items and not flow:  # the parser says that a block ends where the next thing begins, and that it begins at its anchor
        return _Node(items[0].start, items[-1].stop, items[0].column, False, items=tuple(items))
    return _Node(start.index, end.end_mark.index, start.column, flow, getattr(event, "value", ""), tuple(items))


def _added(text: str, listed: _Node, entry: Written) -> str:
    """The text with an entry after the last one of a list."""
    if listed.flow:
        flow = _flow(entry)
        if not listed.items:
            return f"{text[: listed.stop - 1]}{flow}{text[listed.stop - 1 :]}"
        at = listed.items[-1].stop
        return f"{text[:at]}, {flow}{text[at:]}"
    if not listed.items:
        raise NotWritable("nothing stands there")
    last, newline = listed.items[-1], _newline(text)
    dash = text.rfind("-", 0, last.start)
    line = _line(text, dash)
    margin, gap = text[line:dash], " " * max(last.start - dash - 1, 1)
    if margin.strip() or "\n" in text[dash : last.start] or "\r" in text[dash : last.start]:
        margin, gap = " " * (dash - line), " "
    lines = [_flow(entry)] if last.flow else _block(entry, len(margin) + 1 + len(gap))
    lines[0] = f"{margin}-{gap}{lines[0].lstrip()}"
    at = _behind(text, last.stop, len(margin))
    if len(listed.items) == 1 or _BREAK.sub("\n", text[listed.items[-2].stop : dash]).count("\n\n") or _blank_before(text, dash):
        lines.insert(0, "")
    written = newline.join(lines)
    if at == len(text) and not text.endswith(("\n", "\r")):
        return f"{text}{newline}{written}"
    return f"{text[:at]}{written.removeprefix(newline) if _blank_before(text, at) else written}{newline}{text[at:]}"


def _answered(text: str, entry: _Node, answer: Mapping[str, str]) -> str:
    """The text with an answer in an unpublished entry: in the place of `unpublished`, or of the answer that it had."""
    pairs = entry.pairs()
    if "unpublished" not in pairs:
        raise NotWritable("it is not unpublished")
    key, value = pairs["unpublished"]
    if "answer" not in pairs:
        return _replaced(text, key.start, value.stop, _answer(text, entry, value.stop, answer))
    old_key, old = pairs["answer"]
    if old.start < value.start:  # from behind, so that places before stay
        text = _replaced(text, value.start, value.stop, "false")
        return _replaced(text, old_key.start, old.stop, _answer(text, entry, old.stop, answer))
    text = _replaced(text, old_key.start, old.stop, _answer(text, entry, old.stop, answer))
    return _replaced(text, value.start, value.stop, "false")


def _replaced(text: str, start: int, stop: int, by: str) -> str:
    return f"{text[:start]}{by}{text[stop:]}"


def _answer(text: str, entry: _Node, stop: int, answer: Mapping[str, str]) -> str:
    """The key `answer` with these words, to stand before a place."""
    if entry.flow:
        return f"answer: {_flow(answer)}"
    newline = _newline(text)
    ended = stop > 0 and text[stop - 1] in "\r\n"  # a text of several lines ends with its last one
    rest = "" if ended else _BREAK.split(text[stop:], maxsplit=1)[0]
    made = newline.join(_block({"answer": answer}, entry.column, literal=not rest.strip())).lstrip()
    return made + newline if ended else made


def _block(entry: Written, indent: int, literal: bool = True) -> list[str]:
    """The lines of a mapping: labels on one line, what is longer below its key."""
    lines = []
    margin = " " * indent
    for key, value in entry.items():
        if isinstance(value, str):
            if "\n" in value and literal:
                lines += [f"{margin}{key}: |-", *(f"{margin}  {line}".rstrip() for line in value.split("\n"))]
            else:
                lines.append(f"{margin}{key}: {_scalar(key, value)}")
        elif isinstance(value, Mapping):
            if key == "label":
                lines.append(f"{margin}{key}: {_flow(value)}")
            else:
                lines += [f"{margin}{key}:", *_block(value, indent + 2, literal)]
        else:
            lines += [f"{margin}{key}:", *(f"{margin}  - {_flow(item)}" for item in value)]
    return lines


def _flow(value: Any) -> str:
    """On one line, whatever the value."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        inner = (_scalar(key, one) if isinstance(one, str) else _flow(one) for key, one in value.items())
        return "{" + ", ".join(f"{key}: {one}" for key, one in zip(value, inner, strict=True)) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _scalar(key: str, text: str) -> str:
    return text if key in ("id", "language") else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _newline(text: str) -> str:
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def _line(text: str, at: int) -> int:
    """Where the line begins that a place is in."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _behind(text: str, at: int, margin: int) -> int:
    """The beginning of the line behind a place, and behind the comments below it that stand further in than its list."""
    if at and text[at - 1] not in "\r\n":
        ended = _BREAK.search(text, at)
        at = ended.end() if ended else len(text)
    comments = re.compile(rf"(?:[ \t]*(?:\r\n|\n|\r))*(?: {{{margin + 1},}}#[^\r\n]*(?:\r\n|\n|\r|\Z))")
    while found := comments.match(text, at):
        at = found.end()
    return at


def _blank_before(text: str, at: int) -> bool:
    """Whether the line before the one that a place is in is blank."""
    line = _line(text, at)
    return line > 0 and not text[_line(text, line - 1 - text.startswith("\r\n", line - 2)) : line].strip()


def _parted(text: str) -> tuple[str, str]:
    """A byte order mark, if there is one, and the text behind it."""
    body = text.removeprefix(BOM)
    return text[: len(text) - len(body)], body


def _read(text: str) -> Mapped:
    parsed = parse("", text)
    if parsed.problems or not isinstance(parsed.value, Mapped):
        raise NotWritable("it has errors")
    return parsed.value


def _same(text: str, expected: Written) -> None:
    """The text says this and nothing else, but for the space around texts, which no field keeps."""
    if _stripped(_read(text)) != _stripped(expected):
        raise NotWritable("something else would change")


def _stripped(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _stripped(inner) for key, inner in value.items()}
    return value.strip() if isinstance(value, str) else [_stripped(inner) for inner in value]
