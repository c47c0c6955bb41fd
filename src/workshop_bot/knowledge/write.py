"""New text for a file of the folder: one entry more, or the answer of an entry that had none; every other byte stays as it is.

    text → cuts in the style of what stands beside them → the text with them → read back: nothing else changed

A round trip through a YAML writer would keep comments and order, but not indents, quotes, folded lines or ends of lines.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from workshop_bot.knowledge import cuts
from workshop_bot.knowledge.cuts import Fields, NotWritable
from workshop_bot.knowledge.fields import LONGEST_ID, is_id
from workshop_bot.knowledge.nodes import CONTROL, Listed, Mapped, parse
from workshop_bot.knowledge.style import Written, item
from workshop_bot.texts.fold import fold

BOM = "\ufeff"

_NO_ID = re.compile(r"[^a-z0-9]+")


def id_from(label: str, taken: Callable[[str], bool]) -> str:
    """An id that a label suggests, in ASCII, and that is not taken: with a number where it is."""
    first = in_letters_of_ids(label)[:LONGEST_ID].rstrip("-") or "kept"
    tries = (first if number == 1 else f"{first[: LONGEST_ID - 5]}-{number}" for number in range(1, 10_000))
    found = next(name for name in tries if not taken(name))
    assert is_id(found)
    return found


def in_letters_of_ids(name: str) -> str:
    """What is left of a name in an id; perhaps nothing, or more than an id may have."""
    return _NO_ID.sub("-", fold(name)).strip("-")


def clean(text: str) -> str:
    """A text that a file can hold: without control characters, and without space around it or at the ends of its lines."""
    lines = CONTROL.sub("", re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)).replace(BOM, "").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def with_one_more(text: str, key: str, entry: Written) -> str:
    """The text of a file with one more entry at the end of the list under its key; NotWritable where that cannot be done."""
    mark, body = _parted(text)
    before, found = _read(body), cuts.tree(body).pairs().get(key)
    listed = before.get(key)
    if found is None or not isinstance(listed, Listed):
        raise NotWritable("there is no list")
    made = cuts.made(body, cuts.added(body, found[1], [entry]))
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
    before, top = _read(body), cuts.tree(body)
    *above, last = path
    for key in above:
        top = top.pairs().get(key, cuts.NONE)[1]
    found = top.pairs().get(last, cuts.NONE)[1]
    stays = any(one.name not in removed for one in found.items)
    if stays or not added:
        wanted = cuts.amended(body, found, changed, removed) + (cuts.added(body, found, added) if added else [])
    else:
        wanted = cuts.told(body, top, {last: list(added)})
    made = cuts.made(body, wanted)
    _same(made, _expected(before, path, changed, removed, added))
    return mark + made


def new_file(key: str, entries: Sequence[Written], comment: str) -> str:
    """The text of a file that holds these entries, below a comment that says what it is."""
    lines = [line for entry in entries for line in item(entry, 2)]
    return "\n".join([f"# {comment}", "", f"{key}:", *lines, ""])


def with_answer(text: str, name: str, answer: Mapping[str, str]) -> str:
    """The text of a file in which an unpublished entry has this answer, and is unpublished no more; NotWritable where that cannot be."""
    mark, body = _parted(text)
    before, found = _read(body), cuts.tree(body).pairs().get("faq")
    listed = before.get("faq")
    entries = [one for one in found[1].items if one.name == name] if found else []
    if len(entries) != 1 or not isinstance(listed, Listed):
        raise NotWritable("there is no such entry")
    made = cuts.made(body, cuts.answered(body, entries[0], answer))
    _same(made, {**before, "faq": [_published(one, answer) if _name(one) == name else one for one in listed]})
    return mark + made


def _name(entry: Any) -> str:
    """The id of an entry; empty for what is none."""
    return str(entry.get("id")).strip() if isinstance(entry, Mapping) else ""


def _published(entry: Any, answer: Mapping[str, str]) -> Written:
    """What an unpublished entry says once it has this answer."""
    rest = {field: value for field, value in entry.items() if field != "unpublished"}
    return rest | ({"unpublished": "false"} if "answer" in entry else {}) | {"answer": answer}


def _expected(
    before: Any, path: Sequence[str], changed: Mapping[str, Fields], removed: Collection[str], added: Sequence[Written]
) -> dict[str, Any]:
    """What the file says then."""
    key, *below = path
    if below:
        return {**before, key: _expected(before.get(key, {}), below, changed, removed, added)}
    entries = [one for one in before.get(key) or () if _name(one) not in removed]
    return {**before, key: [*(_merged(one, changed[_name(one)]) if _name(one) in changed else one for one in entries), *added]}


def _merged(old: Any, fields: Fields) -> dict[str, Any]:
    whole = dict(old)
    for key, value in fields.items():
        inner = whole.get(key)
        whole[key] = _merged(inner, value) if isinstance(value, Mapping) and isinstance(inner, Mapping) else value
    return {key: value for key, value in whole.items() if value is not None}


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
