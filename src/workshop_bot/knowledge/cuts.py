"""Where in a YAML text something else is to stand: cuts, made of the places that the parser tells, in the style of what stands beside.

text ─ tree ─> nodes with their places ─ added, amended, told, answered ─> cuts ─ made ─> the text with them
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from workshop_bot.knowledge.nodes import events
from workshop_bot.knowledge.style import Written, block, flow

Fields = Mapping[str, Any]
"""What fields of an entry say from now on: as Written, None takes a field out; of a text by language only the languages that change."""

_BREAK = re.compile(r"\r\n|\n|\r")


class NotWritable(Exception):
    """The file is written in a way that cannot be added to without a change of something else."""


@dataclass(frozen=True)
class Node:
    """What stands in a text from `start` to `stop`, the space and comments behind it not counted; of a mapping keys and values in turn."""

    start: int
    stop: int
    column: int
    flow: bool
    text: str = ""
    items: tuple["Node", ...] = ()

    @property
    def name(self) -> str:
        """The id of an entry; empty where it has none."""
        return self.pairs().get("id", NONE)[1].text.strip()

    def pairs(self) -> dict[str, tuple["Node", "Node"]]:
        """Key → the nodes of key and value, of a mapping."""
        return {key.text: (key, value) for key, value in zip(self.items[::2], self.items[1::2], strict=False)}


NONE = (Node(0, 0, 0, False),) * 2
"""The key and value of what is not there."""
Cut = tuple[int, int, str]
"""From a place on to another, something else stands."""


def tree(text: str) -> Node:
    """What stands in a text, with its places."""
    met: Iterator[Any] = events(text)
    first = next(event for event in met if isinstance(event, yaml.NodeEvent))
    return _node(first, met)


def _node(event: Any, met: Iterator[Any]) -> Node:
    start, flow, end = event.start_mark, False, event
    items = []
    if isinstance(event, yaml.CollectionStartEvent):
        flow = bool(event.flow_style)
        while not isinstance(end := next(met), yaml.CollectionEndEvent):
            items.append(_node(end, met))
    if items and not flow:  # the parser says that a block ends where the next thing begins, and that it begins at its anchor
        return Node(items[0].start, items[-1].stop, items[0].column, False, items=tuple(items))
    return Node(start.index, end.end_mark.index, start.column, flow, getattr(event, "value", ""), tuple(items))


def added(text: str, listed: Node, entries: Sequence[Written]) -> list[Cut]:
    """Entries after the last one of a list, in the style of that."""
    if listed.flow:
        own = ", ".join(map(flow, entries))
        at = listed.items[-1].stop if listed.items else listed.stop - 1
        return [(at, at, f", {own}" if listed.items else own)]
    if not listed.items:
        raise NotWritable("nothing stands there")
    last, newline = listed.items[-1], _newline(text)
    dash = text.rfind("-", 0, last.start)
    line = _line(text, dash)
    margin, gap = text[line:dash], " " * max(last.start - dash - 1, 1)
    if margin.strip() or "\n" in text[dash : last.start] or "\r" in text[dash : last.start]:
        margin, gap = " " * (dash - line), " "
    apart = len(listed.items) == 1 or _BREAK.sub("\n", text[listed.items[-2].stop : dash]).count("\n\n") or _blank_before(text, dash)
    lines = []
    for entry in entries:
        first, *rest = [flow(entry)] if last.flow else block(entry, len(margin) + 1 + len(gap))
        lines += [*[""] * bool(apart), f"{margin}-{gap}{first.lstrip()}", *rest]
    at = _behind(text, last.stop, len(margin))
    written = newline.join(lines)
    if at == len(text) and not text.endswith(("\n", "\r")):
        return [(at, at, f"{newline}{written}")]
    return [(at, at, f"{written.removeprefix(newline) if _blank_before(text, at) else written}{newline}")]


def amended(text: str, listed: Node, changed: Mapping[str, Fields], removed: Collection[str]) -> list[Cut]:
    """Entries of a list that say something else, or are gone."""
    names = [one.name for one in listed.items]
    gone = [name in removed for name in names]
    cuts: list[Cut] = []
    for one, name in zip(listed.items, names, strict=True):
        if name in changed and name not in removed:
            cuts += told(text, one, changed[name])
    if listed.flow:
        return cuts + _without([(one.start, one.stop) for one in listed.items], gone)
    for one, is_gone in zip(listed.items, gone, strict=True):
        if is_gone:
            line = _line(text, text.rfind("-", 0, one.start))
            if text[line : one.start].strip() != "-":
                raise NotWritable("something else stands on its line")
            stop = _behind(text, one.stop, len(text[line : one.start].rstrip()) - 1)
            blank = _BREAK.match(text, stop)
            cuts.append((line, blank.end() if blank and _blank_before(text, line) else stop, ""))
    if cuts and all(gone):  # a key without a list would be an error
        cuts[-1] = (*cuts[-1][:2], f"  []{_newline(text)}")
    return cuts


def told(text: str, entry: Node, fields: Fields) -> list[Cut]:
    """Fields of an entry that say something else, are gone, or are new behind its last one."""
    pairs, new = entry.pairs(), {}
    cuts: list[Cut] = []
    gone = [key in fields and fields[key] is None for key in pairs]
    for key, value in fields.items():
        named, old = pairs.get(key, NONE)
        if key not in pairs:
            if value is not None:
                new[key] = value
        elif isinstance(value, Mapping) and old.items and not old.text:
            cuts += told(text, old, value)
        elif value is not None:
            cuts.append((named.start, old.stop, _said(text, entry, key, value, old.stop)))
    if entry.flow:
        cuts += _without([(key.start, value.stop) for key, value in pairs.values()], gone)
        if new:
            at = entry.items[-1].stop if entry.items else entry.stop - 1
            cuts.append((at, at, (", " if entry.items else "") + flow(new)[1:-1]))
        return cuts
    ends = [*(key.start for key, _ in list(pairs.values())[1:]), 0]
    for number, ((name, node), is_gone) in enumerate(zip(pairs.values(), gone, strict=True)):
        if is_gone and number == 0:  # its line holds the dash too
            cuts.append((name.start, ends[0], ""))
        elif is_gone:
            cuts.append((_line(text, name.start), _next_line(text, node.stop), ""))
    if new:
        at, newline = _next_line(text, entry.stop), _newline(text)
        lines = newline.join(block(new, entry.column))
        cuts.append((at, at, f"{lines}{newline}" if text[:at].endswith(("\n", "\r")) else f"{newline}{lines}"))
    return cuts


def answered(text: str, entry: Node, answer: Mapping[str, str]) -> list[Cut]:
    """An answer in an unpublished entry: in the place of `unpublished`, or of the answer that it had; NotWritable where it is published."""
    pairs = entry.pairs()
    if "unpublished" not in pairs:
        raise NotWritable("it is not unpublished")
    key, value = pairs["unpublished"]
    old_key, old = pairs.get("answer", (key, value))
    said = (old_key.start, old.stop, _said(text, entry, "answer", answer, old.stop))
    return [said, *([(value.start, value.stop, "false")] if "answer" in pairs else [])]


def _without(spans: Sequence[tuple[int, int]], gone: Sequence[bool]) -> list[Cut]:
    """Items of a list or mapping on one line that are gone, each with a comma."""
    first = next((number for number, is_gone in enumerate(gone) if not is_gone), len(gone))
    cuts = [(spans[number - 1][1], spans[number][1], "") for number in range(first + 1, len(gone)) if gone[number]]
    if first:
        cuts.append((spans[0][0], spans[first][0] if first < len(spans) else spans[-1][1], ""))
    return cuts


def made(text: str, cuts: Sequence[Cut]) -> str:
    """The text with something else in some places; of two at one place the first comes first."""
    parts, at = [], 0
    for start, stop, new in sorted(cuts, key=lambda cut: cut[:2]):
        if start < at:
            raise NotWritable("two places lie in each other")
        parts += [text[at:start], new]
        at = stop
    return "".join([*parts, text[at:]])


def _said(text: str, entry: Node, key: str, value: Any, stop: int) -> str:
    """A key with its value, to stand before a place."""
    if entry.flow:
        return flow({key: value})[1:-1]
    newline = _newline(text)
    ended = stop > 0 and text[stop - 1] in "\r\n"  # a text of several lines ends with its last one
    rest = "" if ended else _BREAK.split(text[stop:], maxsplit=1)[0]
    made = newline.join(block({key: value}, entry.column, literal=not rest)).lstrip()  # spaces would become part of a literal text
    return made + newline if ended else made


def _newline(text: str) -> str:
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def _line(text: str, at: int) -> int:
    """Where the line begins that a place is in."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _next_line(text: str, at: int) -> int:
    """Where the line behind a place begins; the place itself where it does."""
    if at and text[at - 1] in "\r\n":
        return at
    ended = _BREAK.search(text, at)
    return ended.end() if ended else len(text)


def _behind(text: str, at: int, margin: int) -> int:
    """The beginning of the line behind a place, and behind the comments below it that stand further in than its list."""
    at = _next_line(text, at)
    comments = re.compile(rf"(?:[ \t]*(?:\r\n|\n|\r))*(?: {{{margin + 1},}}#[^\r\n]*(?:\r\n|\n|\r|\Z))")
    while found := comments.match(text, at):
        at = found.end()
    return at


def _blank_before(text: str, at: int) -> bool:
    """Whether the line before the one that a place is in is blank."""
    line = _line(text, at)
    return line > 0 and not text[_line(text, line - 1 - text.startswith("\r\n", line - 2)) : line].strip()
