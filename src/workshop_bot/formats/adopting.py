"""A programme written into a folder's files: what changes where it stands, what is new where most of its kind stands."""

from collections.abc import Mapping, Sequence

from workshop_bot.formats.fitting import Fitting
from workshop_bot.knowledge.edits import Edit, between
from workshop_bot.knowledge.nodes import parse
from workshop_bot.knowledge.style import Written
from workshop_bot.knowledge.write import amended, new_file

_COMMENTS = {
    "sessions": "The schedule. A session that moves keeps its id: people follow it by that.",
    "speakers": "Who speaks.",
    "topics": "What it is about.",
}


def adopted(fitting: Fitting, files: Mapping[str, bytes]) -> list[Edit]:
    """The edits of a folder's files, in the order in which they are to be written; NotWritable where a file does not allow it.

    What sessions name comes before them, so that whoever looks between two of them finds nothing that is not there.
    """
    texts = {path: data.decode() for path, data in files.items()}
    made: dict[str, str] = {}
    if fitting.rooms or fitting.room_names:
        made["workshop.yaml"] = amended(texts["workshop.yaml"], ("workshop", "rooms"), fitting.room_names, added=fitting.rooms)
    made |= _more("speakers", fitting.speakers, texts) | _more("topics", fitting.topics, texts)
    held = {path: _ids(path, data) for path, data in files.items() if path == "sessions.yaml" or path.startswith("sessions/")}
    most = max(held, key=lambda path: len(held[path]), default="sessions.yaml")
    for path, ids in held.items():
        new = fitting.sessions if path == most else ()
        if new or not ids.isdisjoint(fitting.fields.keys() | fitting.removed):
            made[path] = amended(texts[path], ("sessions",), fitting.fields, fitting.removed, new)
    if not held and fitting.sessions:
        made[most] = new_file("sessions", fitting.sessions, _COMMENTS["sessions"])
    return [between(path, files.get(path), text)[0] for path, text in made.items()]


def _more(key: str, entries: Sequence[Written], texts: Mapping[str, str]) -> dict[str, str]:
    path = f"{key}.yaml"
    if not entries:
        return {}
    return {path: amended(texts[path], (key,), {}, added=entries) if path in texts else new_file(key, entries, _COMMENTS[key])}


def _ids(path: str, data: bytes) -> frozenset[str]:
    """The ids of the sessions of a file."""
    listed = parse(path, data.decode("utf-8-sig")).value
    return frozenset(str(one.get("id")).strip() for one in listed.get("sessions") or ())  # type: ignore[union-attr]  # - it was read without errors
