"""What must hold between the entries of a folder: every id once, every reference to something that is there."""

from collections.abc import Iterator

from workshop_bot.knowledge.draft import Draft, Origin, Steps
from workshop_bot.knowledge.fields import is_id
from workshop_bot.knowledge.nodes import Mapped
from workshop_bot.knowledge.problems import Problem, nearest, quoted
from workshop_bot.texts.catalogue import load

# The name of one of each, as it stands in references and messages.
NAMES = {"faq": "faq", "sessions": "session", "topics": "topic", "speakers": "speaker", "rooms": "room", "sources": "source"}
# The keys that hold ids: of which entries, in which key, of what.
_LINKS = (
    ("faq", "topics", "topics"),
    ("faq", "source", "sources"),
    ("sessions", "topics", "topics"),
    ("sessions", "speakers", "speakers"),
    ("sessions", "room", "rooms"),
)
_MOST_COMPARED = 200_000  # names compared for all suggestions of one kind: half a second


def check(draft: Draft) -> list[Problem]:
    """The errors between entries, the faulty ones included: their ids and references count too."""
    entries = {key: _entries(draft, key) for key in NAMES}
    return [*_duplicates(entries), *_unknown(draft, entries), *_unknown_words(draft)]


def _entries(draft: Draft, key: str) -> list[Origin]:
    if key in ("rooms", "sources"):
        return [entry for workshop in draft.origins["workshop"] for entry in workshop.entries(key)]
    return draft.origins[key]


def _duplicates(entries: dict[str, list[Origin]]) -> Iterator[Problem]:
    for origins in entries.values():
        first: dict[str, Origin] = {}
        for origin in origins:
            name = _id(origin)
            if name and first.setdefault(name.lower(), origin) is not origin:
                other = first[name.lower()]
                line = f"{other.file}:{other.at('id').line}"
                mend = "give one of the two another id"
                yield origin.problem("duplicate-id", f"the id {quoted(name)} stands already in {line}", mend, "id")


def _unknown(draft: Draft, entries: dict[str, list[Origin]]) -> Iterator[Problem]:
    wanted: dict[str, list[tuple[str, Origin, Steps]]] = {key: [] for key in NAMES}
    for key, field, target in _LINKS:
        for origin in draft.origins[key]:
            wanted[target] += [(name.strip(), origin, path) for name, path in origin.texts(field)]
    plural = {name: key for key, name in NAMES.items()}
    for origin in draft.origins["questions"]:
        for words, path in origin.texts("expect"):
            kind, _, name = words.strip().partition(":")
            if kind in plural:
                wanted[plural[kind]].append((name, origin, path))
    for target, references in wanted.items():
        if target in draft.unread or (target in ("rooms", "sources") and "workshop" in draft.unread):
            continue
        known = {_id(origin) for origin in entries[target]}
        unknown = [(name, origin, path) for name, origin, path in references if is_id(name) and name not in known]
        names = tuple(sorted(known)) if len(unknown) * len(known) <= _MOST_COMPARED else ()
        for name, origin, path in unknown:
            near = nearest(name, names)
            mend = f"did you mean {quoted(near)}?" if near else _mend(target)
            called = "FAQ entry" if target == "faq" else NAMES[target]
            yield origin.problem("unknown-reference", f"no {called} {quoted(name)}", mend, *path)


def _unknown_words(draft: Draft) -> Iterator[Problem]:
    for origin in draft.origins["words"]:
        known = load().keys
        for key in origin.data.keys() - known if isinstance(origin.data, Mapped) else ():
            near = nearest(key, tuple(sorted(known)))
            mend = f"did you mean {quoted(near)}?" if near else "take it out"
            yield origin.problem("unknown-word", f"the program has no words under {quoted(key)}", mend, key, key=True)


def _id(origin: Origin) -> str:
    name = origin.data.get("id") if isinstance(origin.data, Mapped) else None
    return name.strip() if isinstance(name, str) else ""


def _mend(target: str) -> str:
    where = f"{target} in workshop.yaml" if target in ("rooms", "sources") else f"{target}.yaml"
    return f"add it to {where}, or take it out"
