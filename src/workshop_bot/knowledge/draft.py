"""A folder as far as it can be read: each record beside the place where it is written, faulty entries as their data alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from workshop_bot.knowledge.fields import Saying, Words
from workshop_bot.knowledge.model import Entry, Question, Record, Session, Speaker, Topic, Workshop
from workshop_bot.knowledge.nodes import Listed, Mapped, Value
from workshop_bot.knowledge.problems import Place, Problem, nearest, quoted
from workshop_bot.texts.catalogue import Words as Sayings

Steps = tuple[str | int, ...]  # from an entry to a value within it: keys, and numbers in lists

MOST_FAULTS = 1_000

# What the list under each top-level key is made of; `workshop` and `words` hold a mapping instead.
KINDS: dict[str, Any] = {
    "workshop": Workshop,
    "faq": Entry,
    "sessions": Session,
    "topics": Topic,
    "speakers": Speaker,
    "synonyms": tuple[Words, ...],
    "questions": Question,
    "words": dict[str, Saying],
}
LISTS = ("faq", "sessions", "topics", "speakers", "synonyms", "questions")


@dataclass(frozen=True, eq=False)
class Origin:
    """Where an entry is written: its file, its data and the place where that begins."""

    file: str
    data: Value
    place: Place

    def at(self, *path: str | int, key: bool = False) -> Place:
        """The place of a value within the entry, or of its key; where the path leads nowhere, of the last thing on it."""
        place, data = self.place, self.data
        for number, step in enumerate(path, 1):
            inner = _inner(data, step)
            if inner is None:
                break
            if isinstance(data, Mapped):
                place = data.places[str(step)][0 if key and number == len(path) else 1]
            elif isinstance(data, Listed):
                place = data.places[int(step)]
            data = inner
        return place

    def problem(self, code: str, message: str, fix: str, *path: str | int, key: bool = False) -> Problem:
        """A problem at a place within the entry."""
        return Problem(self.file, *self.at(*path, key=key), code, message, fix)

    def texts(self, *path: str | int) -> Iterator[tuple[str, Steps]]:
        """All texts within a value of the entry, with their paths; those of a key and those below it."""
        data: Value | None = self.data
        for step in path:
            data = _inner(data, step)
        yield from _texts(data, path)

    def mapping(self, key: str) -> Iterator["Origin"]:
        """The mapping under a key, if one stands there."""
        mapped = _inner(self.data, key)
        if isinstance(mapped, Mapped):
            yield Origin(self.file, mapped, self.at(key))

    def entries(self, key: str) -> Iterator["Origin"]:
        """The entries of the list under a key, if one stands there."""
        listed = _inner(self.data, key)
        if isinstance(listed, Listed):
            for data, place in zip(listed, listed.places, strict=True):
                yield Origin(self.file, data, place)


@dataclass
class Draft:
    """What could be read of a folder, and the errors in it.

    `origins` has the faulty entries too; `unread` names the top-level keys whose entries are not all known. A faulty workshop is
    stood in for, without languages where those are what is wrong.
    """

    workshop: Workshop
    faq: list[tuple[Entry, Origin]] = field(default_factory=list)
    sessions: list[tuple[Session, Origin]] = field(default_factory=list)
    topics: list[tuple[Topic, Origin]] = field(default_factory=list)
    speakers: list[tuple[Speaker, Origin]] = field(default_factory=list)
    synonyms: list[tuple[tuple[str, ...], Origin]] = field(default_factory=list)
    questions: list[tuple[Question, Origin]] = field(default_factory=list)
    words: list[tuple[Sayings, Origin]] = field(default_factory=list)
    origins: dict[str, list[Origin]] = field(default_factory=lambda: {key: [] for key in KINDS})
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    digest: str = ""

    def records(self) -> Iterator[tuple[Record, Origin]]:
        """Every record that could be made, the workshop's first."""
        yield from ((self.workshop, origin) for origin in self.origins["workshop"])
        for written in (self.faq, self.sessions, self.topics, self.speakers, self.questions):
            yield from written

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Note problems of whole files, for which their entries are not all known."""
        for problem in problems:
            self.problems.append(problem)
            self.unread.add(problem.file.partition("/")[0].removesuffix(".yaml"))


def decoded(key: str, origin: Origin, context: dict[str, Any]) -> tuple[Any, list[Problem]]:
    """The record that an entry makes, and all that is wrong with it.

    With problems it is the record of all that is right, for advice alone; None where that is not enough for one.
    """
    try:
        return _adapter(key).validate_python(origin.data, context=context), []
    except ValidationError as error:
        if error.error_count() > MOST_FAULTS:
            return None, [origin.problem("too-large", f"over {MOST_FAULTS:,} problems in one entry", "begin it anew")]
        details = error.errors(include_url=False, include_input=False)
    wrong = {detail["loc"][0] for detail in details if detail["loc"]}
    right = {field: value for field, value in origin.data.items() if field not in wrong} if isinstance(origin.data, Mapped) else ""
    try:
        record = _adapter(key).validate_python(right, context=context)
    except ValidationError:
        record = None
    return record, [_problem(detail, origin, KINDS[key]) for detail in details]


@cache
def _adapter(key: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[key])


_SHAPES = {
    "tuple_type": ("a list is meant", "write [one, two], or a line that begins with - for each"),
    "dict_type": ("a mapping is meant", "write {vi: …, fr: …, en: …}, or a line such as vi: … for each"),
    "model_type": ("a mapping is meant", "write its keys, each with a colon and its value"),
}


def _problem(detail: ErrorDetails, origin: Origin, kind: Any) -> Problem:
    """What pydantic or a reader of ours found, as a problem at its place."""
    code, path = detail["type"], detail["loc"]
    if code == "missing":
        mend = 'add "answer:", or "unpublished: true"' if path[-1] == "answer" else f'add "{path[-1]}:"'
        return origin.problem("missing-key", f"{quoted(str(path[-1]))} is missing", mend, *path[:-1])
    if code == "extra_forbidden":
        known = _keys(kind, path[:-1])
        near = nearest(str(path[-1]), known)
        mend = f"did you mean {quoted(near)}?" if near else f"the keys here are: {', '.join(known)}"
        return origin.problem("unknown-key", f"no key {quoted(str(path[-1]))}", mend, *path, key=True)
    if code in _SHAPES:
        if ("", path) in origin.texts(*path):
            return origin.problem("empty", "no value", "give one, or take the line out", *path)
        return origin.problem("wrong-type", *_SHAPES[code], *path)
    told = detail["ctx"]
    on_key = path[-1:] == ("[key]",)
    return origin.problem(code, told["wrong"], told["fix"], *(path[:-1] if on_key else path), key=on_key)


def _keys(kind: Any, path: Steps) -> tuple[str, ...]:
    """The keys of the record that stands at a path within one of this kind."""
    record = _record(kind)
    for step in path:
        if isinstance(step, str):
            record = _record(record.model_fields[step].annotation)
    return tuple(field.alias or name for name, field in record.model_fields.items())


def _record(annotation: Any) -> type[Record]:
    """The kind of record that a field holds: itself, one or none, or a list of it."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(_record(inner) for inner in get_args(annotation) if inner not in (type(None), ...))


def _inner(data: Value | None, step: str | int) -> Value | None:
    """What stands one step further in, if the step leads anywhere."""
    if isinstance(data, Mapped) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, Listed) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def _texts(data: Value | None, path: Steps) -> Iterator[tuple[str, Steps]]:
    if isinstance(data, str):
        yield data, path
    elif isinstance(data, Mapped):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, Listed):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))
