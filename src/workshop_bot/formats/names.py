"""Names of people, rooms and topics: several in one cell of a table, with where people work behind them; which are not published."""

import html
import re
from collections.abc import Iterable, Sequence

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"<br\s*/?>|[;\n\r]+", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d+:(?=\S)")
_ROLE = re.compile(
    r"\((?:speaker|presenter|presenting|chair|orateur|oratrice|intervenante?|sprecher|sprecherin|diễn giả|báo cáo viên)\)", re.I
)
_OTHERS = re.compile(
    r"(?:\s+|^)(?:et|und|and|và|&)\s+(?:al\b\.?|coll\b\.?|others|autres|andere|cộng sự|cs\.?).*$|\s+et\.? al\.?$", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:(?:room|venue|place|salle|lieu|phòng|địa điểm)?\s*(?:tb[acd]|to be (?:announced|confirmed|determined)"
    r"|à (?:confirmer|définir|préciser|déterminer)|chưa xác định|chưa rõ|sẽ thông báo)|n\.?\s?n\.?|n/?a|[-–—?.*/]*)\.?",
    re.I,
)
_AND = re.compile(r"\s+(?:et|and|và|und|&|/)\s+")
_SMALL = frozenset(("de", "du", "des", "la", "le", "von", "van", "der", "den", "di", "da", "y", "e"))
"""What stands in small letters within a person's name; `d’Arcy` has its own."""
_DASH = re.compile(r"\s[–—-]\s")


def listed(cell: str) -> tuple[str, ...]:
    """Rooms of a cell: parted by `|`, `;`, a line or `<br>`; a comma may be part of a name."""
    parts = cell.split("|") if "|" in cell else _STRONG.split(cell)
    return settled(_once([_neat(part) for part in parts]))


def settled(rooms: Sequence[str]) -> tuple[str, ...]:
    """The rooms without what says that one is still to be found: `TBA`, `lieu à préciser`."""
    return tuple(room for room in rooms if not _NOBODY.fullmatch(room))


def tagged(cell: str) -> tuple[str, ...]:
    """Topics of a cell: parted by `|`, else by `;`, `,` or a line."""
    return _once([_neat(part) for part in (cell.split("|") if "|" in cell else re.split(r"[,;\n\r]+", _BREAK.sub(",", cell)))])


def affiliated(cells: Sequence[Sequence[str]]) -> bool:
    """Whether commas set off where people work: rows have several columns of people, or part people by stronger signs than commas."""
    plain = [[cell for cell in row if "|" not in cell] for row in cells]
    return any(len(row) > 1 or any(_STRONG.search(cell.strip()) for cell in row) for row in plain)


def people(cell: str, affiliations: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who speaks, and where they work; `|` parts whole names, else a comma parts people or, with `affiliations`, what belongs to one."""
    if "|" in cell:
        return _once([_NUMBERED.sub("", _neat(part), count=1) for part in cell.split("|")]), ()
    if not affiliations:
        return _once([_person(name) for part in re.split(r"[,;\n\r]+", _BREAK.sub(",", cell)) for name in _each(part)]), ()
    parts = [part.split(",") for part in _STRONG.split(cell)]
    places = [_neat(place) for part in parts for place in part[1:]]
    named = [_DASH.split(part[0], maxsplit=1)[0] for part in parts]
    return _once([_person(name) for part in named for name in _each(part)]), tuple(filter(None, places))


def published(names: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The names, each once, without those that are or hold an e-mail address, which is not published; and what is said of these, if any."""
    found = _once(list(names))
    shown = tuple(name for name in found if not holds_address(name))
    return shown, "a speaker who is called by an e-mail address was left out" if len(shown) < len(found) else ""


def holds_address(text: str) -> bool:
    """Whether an e-mail address stands in a text; `@home` and `A @ B` are none."""
    parts = (word.partition("@") for word in text.split())
    return any(before[-1:].isalnum() and "." in after[1:-1] for before, _, after in parts)


def _each(text: str) -> list[str]:
    """The people of "Marie Martin et Paul Durand"; where one side does not read as a person's name, all of it is one."""
    parts = _AND.split(_OTHERS.sub("", _neat(text)))
    return parts if len(parts) > 1 and all(map(_reads_as_person, parts)) else [text]


def _reads_as_person(text: str) -> bool:
    words = [word for word in text.split() if word not in _SMALL]
    return len(words) > 1 and all(word[0].isupper() or re.match("[dl]['’]", word) for word in words)


def _person(name: str) -> str:
    name = _neat(_OTHERS.sub("", _ROLE.sub("", _neat(name))))
    name = _NUMBERED.sub("", name, count=1)
    return "" if _NOBODY.fullmatch(name) or name.endswith("?") else name


def _neat(text: str) -> str:
    return " ".join(html.unescape(text).split()) if "&" in text and ";" in text else " ".join(text.split())


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
