"""Which session, person, topic or room of a folder something in another's file is: by an id made of its code, or by its name."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from workshop_bot.formats.programme import Item
from workshop_bot.knowledge.fields import LONGEST_ID
from workshop_bot.knowledge.model import Knowledge
from workshop_bot.knowledge.style import Written
from workshop_bot.knowledge.write import in_letters_of_ids
from workshop_bot.texts.fold import fold, words

_HASH = 6


def matched(items: Sequence[Item], knowledge: Knowledge, zone: ZoneInfo) -> dict[str, Item]:
    """Id → the session of the file, in order of time: of the source's code, else of the title; what would have the same id gets a hash.

    Of several with the same code or title, one that begins as a session of the folder does is that one; the others follow in order
    of time.
    """
    starts = {session.id: session.starts for session in knowledge.sessions}
    groups: dict[tuple[bool, str], list[Item]] = {}
    for item in items:
        key = item.key.strip().removesuffix(f"@{knowledge.workshop.id}")
        groups.setdefault((not key, key or " ".join(words(_title(item)))), []).append(item)
    found: dict[int, str] = {}
    taken: set[str] = set()
    for (_, key), group in sorted(groups.items(), key=lambda pair: (pair[0], pair[1][0].place)):
        left = sorted(group, key=lambda item: _order(item, zone))
        names = _names(key, len(group), starts, taken)
        known: set[str] = set()
        for name in names:
            same = next((item for item in left if name in starts and _order(item, zone) == _ordered(starts[name], zone)), None)
            if same is not None:
                found[id(same)] = name
                known.add(name)
                left.remove(same)
        free = [name for name in names if name not in known]
        found |= {id(item): name for item, name in zip(left, free, strict=False)}
        taken.update(found[id(item)] for item in group)
    return {found[id(item)]: item for item in sorted(items, key=lambda item: _order(item, zone))}


def slug(name: str, taken: Collection[str], salt: str = "") -> str:
    """An id of a name, in ASCII; with a short hash where it would be too long, is taken, or is one of several (`salt`)."""
    plain = in_letters_of_ids(name)
    if plain and len(plain) <= LONGEST_ID and plain not in taken and not salt:
        return plain
    number = 0
    while True:
        mark = sha256(f"{name}\0{salt}\0{number or ''}".encode()).hexdigest()[:_HASH]
        made = f"{plain[: LONGEST_ID - _HASH - 1].rstrip('-')}-{mark}".lstrip("-")
        if made not in taken:
            return made
        number += 1


class Names:
    """People, topics or rooms by their names: those of the folder, and those that are made where it has none of that name."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self._first = {name: spellings[0] for name, spellings in known.items()}
        self._by_name: dict[str, str] = {}
        self._made: list[str] = []
        for name, spellings in known.items():
            for spelling in spellings:
                self._by_name.setdefault(_folded(spelling), name)

    def known(self, name: str) -> str | None:
        """The id of a name that is known already."""
        return self._by_name.get(_folded(name))

    def learn(self, name: str, spelling: str) -> None:
        """Another name of one that is known."""
        self._by_name[_folded(spelling)] = name

    def id(self, name: str) -> str:
        """The id of a name, made where there is none."""
        found = self.known(name)
        if found is None:
            found = slug(name, self._first)
            self._by_name[_folded(name)] = found
            self._first[found] = name
            self._made.append(found)
        return found

    def ids(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of names, each once."""
        return tuple(dict.fromkeys(map(self.id, names)))

    def reads(self, ids: Sequence[str], names: Sequence[str]) -> bool:
        """Whether these names read as the names of those ids, wherever commas within a name made two of one."""
        return _folded(self.said(ids)) == _folded(", ".join(names))

    def made(self) -> tuple[Written, ...]:
        """The entries of those that are new."""
        return tuple({"id": name, "name": self._first[name]} for name in self._made)

    def said(self, ids: Sequence[str]) -> str:
        """The names of ids, for a person."""
        return ", ".join(self._first[name] for name in ids)


def _folded(name: str) -> str:
    return " ".join(words(name)) or fold(name)


def _title(item: Item) -> str:
    return next(iter(item.title.values()))


def _names(key: str, count: int, known: Collection[str], taken: Collection[str]) -> list[str]:
    """So many ids of one code or title, and as many more as the folder has."""
    names: list[str] = []
    while len(names) < count or names[-1] in known:
        names.append(slug(key, taken, str(len(names)) if names else ""))
    return names


def _order(item: Item, zone: ZoneInfo) -> str:
    return _ordered(item.starts, zone)


def _ordered(starts: object, zone: ZoneInfo) -> str:
    """A moment as text in which later ones come later."""
    if not isinstance(starts, datetime):
        return str(starts)
    return (starts.replace(tzinfo=zone) if starts.tzinfo is None else starts).astimezone(ZoneInfo("UTC")).isoformat()
