"""New text for a file of the folder: one entry more, or the answer of an entry that had none; every other byte stays as it is.

    text → events, each with its place → what is written stands there, in the style of its neighbours → read back: nothing else changed

A round trip through a YAML writer would keep comments and order, but not indents, quotes, folded lines or ends of lines.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from workshop_bot.knowledge.fields import LONGEST_ID, is_id
from workshop_bot.knowledge.nodes import CONTROL, Listed, Mapped, events, parse
from workshop_bot.knowledge.style import Written, block, flow, item
from workshop_bot.texts.fold import fold

Fields = Mapping[str, Any]
"""What fields of an entry say from now on: as Written, None takes a field out; of a text by language only the languages that change."""
BOM = "\ufeff"

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
    made = _with(body, _put_behind(body, found[1], [entry]))
    _same(made, {**before, key: [*listed, entry]})
    return mark + made


def amended(
    text: str,
    path: Sequence[str],
    changed: Mapping[str, Fields],
    removed: Collection[str] = (),
    added: Sequence[Written] = (),
) -> str:
    """The text of a file in which entries of the list under a path of keys say something else, are gone, or follow the last one.

    Entries go by their id; those that are not there are passed over. NotWritable where it cannot be done.
    """
    mark, body = _parted(text)
    before, top = _read(body), _tree(body)
    *above, last = path
    for key in above:
        top = top.pairs().get(key, _NONE)[1]
    found = top.pairs().get(last, _NONE)[1]
    stays = any(one.pairs().get("id", _NONE)[1].text.strip() not in removed for one in found.items)
    if stays or not added:
        cuts = _amended(body, found, changed, removed) + (_put_behind(body, found, added) if added else [])
    else:
        cuts = _fields(body, top, {last: list(added)})
    made = _with(body, cuts)
    _same(made, _expected(before, path, changed, removed, added))
    return mark + made


def new_file(key: str, entries: Sequence[Written], comment: str) -> str:
    """The text of a file that holds these entries, below a comment that says what it is."""
    lines = [line for entry in entries for line in item(entry, 2)]
    return "\n".join([f"# {comment}", "", f"{key}:", *lines, ""])


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
_Cut = tuple[int, int, str]
"""From a place on to another, something else stands."""


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


def _put_behind(text: str, listed: _Node, entries: Sequence[Written]) -> list[_Cut]:
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


def _amended(text: str, listed: _Node, changed: Mapping[str, Fields], removed: Collection[str]) -> list[_Cut]:
    """Entries of a list that say something else, or are gone."""
    names = [one.pairs().get("id", _NONE)[1].text.strip() for one in listed.items]
    gone = [name in removed for name in names]
    cuts: list[_Cut] = []
    for one, name in zip(listed.items, names, strict=True):
        if name in changed and name not in removed:
            cuts += _fields(text, one, changed[name])
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


def _fields(text: str, entry: _Node, fields: Fields) -> list[_Cut]:
    """Fields of an entry that say something else, are gone, or are new behind its last one."""
    pairs, new = entry.pairs(), {}
    cuts: list[_Cut] = []
    gone = [key in fields and fields[key] is None for key in pairs]
    for key, value in fields.items():
        named, old = pairs.get(key, _NONE)
        if key not in pairs:
            if value is not None:
                new[key] = value
        elif isinstance(value, Mapping) and old.items and not old.text:
            cuts += _fields(text, old, value)
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


def _without(spans: Sequence[tuple[int, int]], gone: Sequence[bool]) -> list[_Cut]:
    """Items of a list or mapping on one line that are gone, each with a comma."""
    first = next((number for number, is_gone in enumerate(gone) if not is_gone), len(gone))
    cuts = [(spans[number - 1][1], spans[number][1], "") for number in range(first + 1, len(gone)) if gone[number]]
    if first:
        cuts.append((spans[0][0], spans[first][0] if first < len(spans) else spans[-1][1], ""))
    return cuts


def _with(text: str, cuts: Sequence[_Cut]) -> str:
    """The text with something else in some places; of two at one place the first comes first."""
    parts, at = [], 0
    for start, stop, new in sorted(cuts, key=lambda cut: cut[:2]):
        if start < at:
            raise NotWritable("two places lie in each other")
        parts += [text[at:start], new]
        at = stop
    return "".join([*parts, text[at:]])


def _expected(
    before: Any, path: Sequence[str], changed: Mapping[str, Fields], removed: Collection[str], added: Sequence[Written]
) -> dict[str, Any]:
    """What the file says then."""
    key, *below = path
    if below:
        return {**before, key: _expected(before.get(key, {}), below, changed, removed, added)}
    entries = [one for one in before.get(key) or () if not any(_is(one, name) for name in _id_of(one, removed))]
    return {**before, key: [*(_changed(one, changed) for one in entries), *added]}


def _id_of(entry: Any, among: Collection[str]) -> list[str]:
    name = str(entry.get("id")).strip() if isinstance(entry, Mapped) else ""
    return [name] if name in among else []


def _changed(entry: Any, changed: Mapping[str, Fields]) -> Any:
    for name in _id_of(entry, changed):
        return _merged(entry, changed[name])
    return entry


def _merged(old: Any, fields: Fields) -> dict[str, Any]:
    whole = dict(old)
    for key, value in fields.items():
        inner = whole.get(key)
        whole[key] = _merged(inner, value) if isinstance(value, Mapping) and isinstance(inner, Mapping) else value
    return {key: value for key, value in whole.items() if value is not None}


def _answered(text: str, entry: _Node, answer: Mapping[str, str]) -> str:
    """The text with an answer in an unpublished entry: in the place of `unpublished`, or of the answer that it had."""
    pairs = entry.pairs()
    if "unpublished" not in pairs:
        raise NotWritable("it is not unpublished")
    key, value = pairs["unpublished"]
    old_key, old = pairs.get("answer", (key, value))
    said = (old_key.start, old.stop, _said(text, entry, "answer", answer, old.stop))
    return _with(text, [said, *([(value.start, value.stop, "false")] if "answer" in pairs else [])])


def _said(text: str, entry: _Node, key: str, value: Any, stop: int) -> str:
    """A key with its value, to stand before a place."""
    if entry.flow:
        return flow({key: value})[1:-1]
    newline = _newline(text)
    ended = stop > 0 and text[stop - 1] in "\r\n"  # a text of several lines ends with its last one
    rest = "" if ended else _BREAK.split(text[stop:], maxsplit=1)[0]
    made = newline.join(block({key: value}, entry.column, literal=not rest.strip())).lstrip()
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
