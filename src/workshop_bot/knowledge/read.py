"""Reading a folder: files → text → nodes → records → what must hold between them.

    files.load → decode → nodes.parse → draft.decoded → references.check → Knowledge, or problems

`read` finds every error. What is merely unwise is found by `check`, which begins with the same draft.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from workshop_bot.errors import KnowledgeUnusable
from workshop_bot.knowledge import references
from workshop_bot.knowledge.draft import LISTS, Draft, Origin, decoded
from workshop_bot.knowledge.files import File, Refused, decode, load, named, read_bytes
from workshop_bot.knowledge.model import Knowledge, Question, Workshop
from workshop_bot.knowledge.nodes import MOST_WEIGHT, Listed, Mapped, Value, parse
from workshop_bot.knowledge.problems import MOST_PROBLEMS, TOP, Problem, in_order, nearest, quoted

Record = TypeVar("Record")

_STAND_IN = {"id": "workshop", "name": "workshop", "starts": "1900-01-01", "ends": "2200-12-31", "timezone": "UTC", "languages": ["en"]}


@dataclass(frozen=True)
class Reading:
    """A folder that was read: its knowledge, or None and the errors, sorted by place; and exactly the bytes that it was read from."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(repr=False)


def read(folder: Path) -> Reading:
    """The knowledge of a folder or all its errors; KnowledgeUnusable only where there is no folder to read."""
    return _reading(*load(folder))


def read_again(files: Mapping[str, bytes]) -> Reading:
    """The knowledge of the files of an earlier reading, or the errors that this version finds in them."""
    return _reading([(named(path), data) for path, data in files.items()], ())


def usable(folder: Path) -> Knowledge:
    """The knowledge of a folder; KnowledgeUnusable with the first error where it has any."""
    return sound(read(folder), folder)


def sound(reading: Reading, folder: Path) -> Knowledge:
    """The knowledge of a folder that was read; KnowledgeUnusable with the first error where it has any."""
    if reading.knowledge is None:
        more = f" (and {len(reading.problems) - 1} more)" if len(reading.problems) > 1 else ""
        raise KnowledgeUnusable(f"{folder} cannot be used: {reading.problems[0]}{more}; see all: workshop-bot check {folder}")
    return reading.knowledge


def questions_of(path: Path, knowledge: Knowledge) -> tuple[Question, ...]:
    """The regression questions of a file outside the folder; KnowledgeUnusable with the first error."""
    file = File(path.name, "questions", str(path))
    draft = Draft(knowledge.workshop, files=1, digest="")
    try:
        parsed = parse(file.name, decode(file, read_bytes(file.name, path)), MOST_WEIGHT)
        draft.refuse(parsed.problems)
        _add(draft, "questions", Origin(file.name, parsed.value, parsed.place))
    except Refused as refusal:
        draft.refuse([refusal.problem])
    for question, origin in draft.questions:
        if ":" in question.expect and question.expect not in knowledge.items and not question.expect.startswith("programme:"):
            draft.refuse(
                [origin.problem("unknown-reference", f"no {quoted(question.expect)} in the folder", "name one that is there", "expect")]
            )
    if draft.problems:
        raise KnowledgeUnusable(f"{path} cannot be used: {in_order(draft.problems)[0]}")
    return _records(draft.questions)


def draw(folder: Path) -> Draft:
    """The folder as far as it can be read, with all its errors."""
    return _draft(*load(folder))


def _draft(files: Sequence[tuple[File, bytes]], refused: Sequence[Problem]) -> Draft:
    draft = Draft(_stand_in(""), files=len(files) + len(refused), digest=_digest(files))
    draft.refuse(refused)
    if not any(file.key == "workshop" for file, _ in files) and "workshop" not in draft.unread:
        mend = "write it: name, dates, zone and languages of the workshop"
        draft.refuse([Problem("workshop.yaml", *TOP, "no-file", "there is no such file", mend)])
    weight = MOST_WEIGHT
    for file, data in sorted(files, key=lambda loaded: loaded[0].key != "workshop"):  # the workshop first: its zone is that of all hours
        try:
            parsed = parse(file.name, decode(file, data), weight)
        except Refused as refusal:
            draft.refuse([refusal.problem])
            continue
        weight -= parsed.weight
        draft.refuse(parsed.problems)
        if parsed.value or not parsed.problems:
            _add(draft, file.key, Origin(file.name, parsed.value, parsed.place))
    draft.problems += references.check(draft)
    return draft


def _add(draft: Draft, key: str, top: Origin) -> None:
    """Add what stands under the top-level key of a file to the draft."""
    draft.refuse(_top_problems(key, top))
    context: dict[str, Any] = {"zone": draft.workshop.zone}
    before = len(draft.problems)
    for origin in top.entries(key) if key in LISTS else top.mapping(key):
        if len(draft.problems) - before > MOST_PROBLEMS:  # no more of them are told
            draft.unread.add(key)
            break
        draft.origins[key].append(origin)
        record, problems = decoded(key, origin, context)
        draft.problems += problems
        if key == "workshop":
            draft.workshop = _stand_in(origin.data) if problems else record
        elif record is not None:
            getattr(draft, key).append((record, origin))


def _top_problems(key: str, top: Origin) -> Iterator[Problem]:
    """What is wrong with the outermost level of a file: one key, with a list or a mapping below it."""
    if top.data == "":
        yield top.problem("missing-key", f'no "{key}:" in this file', f'begin it with "{key}:"')
    elif not isinstance(top.data, Mapped):
        yield top.problem("wrong-type", f'a file begins with its key, here "{key}:"', "write it above, and indent the rest")
    else:
        near = nearest(key, tuple(sorted(top.data.keys() - {key})))
        for other in sorted(top.data.keys() - {key}):
            mend = f'did you mean "{key}"?' if other == near else f'the one key here is "{key}"'
            yield top.problem("unknown-key", f"no key {quoted(other)}", mend, other, key=True)
        if key not in top.data and not near:
            yield top.problem("missing-key", f'no "{key}:" in this file', "write it above what belongs to it")
        elif top.data.get(key) == "":
            yield top.problem("empty", f'nothing below "{key}:"', "fill it, or take the file away", key, key=True)
        elif key in LISTS and not isinstance(top.data.get(key), Listed | None):
            yield top.problem("wrong-type", "a list is meant", "begin each entry with -", key)
        elif key not in LISTS and not isinstance(top.data.get(key), Mapped | None):
            yield top.problem("wrong-type", "a mapping is meant", "write its keys, each with a colon and its value", key)


def _reading(files: Sequence[tuple[File, bytes]], refused: Sequence[Problem]) -> Reading:
    draft = _draft(files, refused)
    kept = {file.path: data for file, data in files}
    return Reading(None, in_order(draft.problems), kept) if draft.problems else Reading(_knowledge(draft), (), kept)


def _knowledge(draft: Draft) -> Knowledge:
    return Knowledge(
        workshop=draft.workshop,
        faq=_records(draft.faq),
        sessions=_records(draft.sessions),
        topics=_records(draft.topics),
        speakers=_records(draft.speakers),
        synonyms=_records(draft.synonyms),
        questions=_records(draft.questions),
        words={Path(origin.file).stem: words for words, origin in draft.words},
        digest=draft.digest,
    )


def _records(written: list[tuple[Record, Origin]]) -> tuple[Record, ...]:
    return tuple(record for record, _ in written)


def _digest(files: Iterable[tuple[File, bytes]]) -> str:
    """The name of exactly these files with exactly these bytes."""
    digest = sha256()
    for file, data in files:
        digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _stand_in(data: Value) -> Workshop:
    """A workshop of all that is right in the data, so that the rest of the folder can be looked at too; perhaps without languages."""
    right: dict[str, Any] = {}
    for key, value in data.items() if isinstance(data, Mapped) else ():
        with suppress(ValidationError):
            Workshop.model_validate(_STAND_IN | right | {key: value})
            right[key] = value
    workshop = Workshop.model_validate(_STAND_IN | right)
    return workshop if "languages" in right else workshop.model_copy(update={"languages": ()})
