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
    r"(?:tb[ad]|n\.?\s?n\.?|n/?a|to be (?:announced|confirmed|determined)|à confirmer|à définir|chưa xác định|sẽ thông báo|[-–—?.*/]*)\.?",
    re.I,
)
_DASH = re.compile(r"\s[–—-]\s")


def listed(cell: str) -> tuple[str, ...]:
    """Rooms of a cell: parted by `|`, `;`, a line or `<br>`; a comma may be part of a name."""
    parts = cell.split("|") if "|" in cell else _STRONG.split(cell)
    return _once([_neat(part) for part in parts])


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
        return _once([_person(part) for part in re.split(r"[,;\n\r]+", _BREAK.sub(",", cell))]), ()
    parts = [part.split(",") for part in _STRONG.split(cell)]
    places = [_neat(place) for part in parts for place in part[1:]]
    return _once([_person(_DASH.split(part[0], maxsplit=1)[0]) for part in parts]), tuple(filter(None, places))


def published(names: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The names, each once, without those that are or hold an e-mail address, which is not published; and what is said of these, if any."""
    found = _once(list(names))
    shown = tuple(name for name in found if not holds_address(name))
    return shown, "a speaker who is called by an e-mail address was left out" if len(shown) < len(found) else ""


def holds_address(text: str) -> bool:
    """Whether an e-mail address stands in a text; `@home` and `A @ B` are none."""
    parts = (word.partition("@") for word in text.split())
    return any(before[-1:].isalnum() and "." in after[1:-1] for before, _, after in parts)


def _person(name: str) -> str:
    name = _neat(_OTHERS.sub("", _ROLE.sub("", _neat(name))))
    name = _NUMBERED.sub("", name, count=1)
    return "" if _NOBODY.fullmatch(name) or name.endswith("?") else name


def _neat(text: str) -> str:
    return " ".join(html.unescape(text).split()) if "&" in text and ";" in text else " ".join(text.split())


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
