"""What a question names: topics, people, rooms, sessions by their title.

Names are compared folded and without plural; of people a part is enough where it is theirs alone or a "Dr" stands before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Knowledge, Session
from workshop_bot.programme.said import Said, single_words, spellings
from workshop_bot.programme.timeline import in_order
from workshop_bot.texts.fold import words

_PARTICLES = frozenset(("d", "de", "del", "den", "der", "des", "la", "le", "les", "von"))
_SHORT = 4  # letters up to which a lone word must be typed with its own accents: `mổ` (surgery) is not `mở` (open)


@dataclass(frozen=True)
class Mention:
    """A name in a question: what it refers to, and its words from `start` up to `stop`."""

    reference: str
    start: int
    stop: int


class Name(NamedTuple):
    """One way to name something; a `partial` name of a person counts only beside "Dr" or "speaks"."""

    stems: tuple[str, ...]
    typed: str
    reference: str
    partial: bool = False


@dataclass(frozen=True)
class Names:
    """All names of a folder by their first word, longest first; the telling words of each session's titles; all sessions in order.

    `holding` has by each word of a title the sessions that it stands in, in order.
    """

    by_first: Mapping[str, tuple[Name, ...]]
    titles: Mapping[str, tuple[frozenset[str], ...]]
    sessions: tuple[Session, ...]
    holding: Mapping[str, Sequence[Session]]
    workshop: frozenset[str]


def names(knowledge: Knowledge) -> Names:
    """Gather the names of a folder; a list of synonyms that holds a topic's name names that topic as a whole."""
    table: dict[str, dict[Name, None]] = {}
    for name in (*_topics(knowledge), *_people(knowledge), *_places(knowledge)):
        table.setdefault(name.stems[0], {})[name] = None
    by_first = {first: tuple(sorted(found, key=lambda name: -len(name.stems))) for first, found in table.items()}
    titles = {session.id: tuple(map(_telling, _texts(session.title))) for session in knowledge.sessions}
    workshop = frozenset(stem(word) for text in _texts(knowledge.workshop.name) for word in words(text))
    sessions = in_order(knowledge.sessions)
    holding: dict[str, list[Session]] = {}
    for session in sessions:
        for word in frozenset[str]().union(*_titles(session)):
            holding.setdefault(word, []).append(session)
    return Names(by_first, titles, sessions, holding, workshop)


def mentions(said: Said, named: Names) -> tuple[Mention, ...]:
    """The names in a question, longest first and none inside another; several at one place where they share a name."""
    stems = tuple(map(stem, said.words))
    found: list[Mention] = []
    place = 0
    while place < len(stems):
        here = [name for name in named.by_first.get(stems[place], ()) if _is_said(name, said, stems, place)]
        longest = max((len(name.stems) for name in here), default=0)
        references = dict.fromkeys(name.reference for name in here if len(name.stems) == longest)
        found.extend(Mention(reference, place, place + longest) for reference in references)
        place += max(longest, 1)
    return tuple(found)


def titled(text: str, named: Names) -> tuple[Session, ...]:
    """The sessions in whose title, in one of its languages, all the words stand; where there is none, small ones need not."""
    for small in (frozenset[str](), single_words("function"), single_words("function", "session", "event", "programme")):
        telling = {stem(word) for word in words(text) if word not in small}
        fewest = min((named.holding.get(word, ()) for word in telling), key=len, default=())
        if found := tuple(session for session in fewest if any(telling <= title for title in _titles(session))):
            return found
    return ()


@lru_cache(maxsize=4096)  # words come from people: bounded
def stem(word: str) -> str:
    """A folded word without its plural, and with one ending for `therapy` and `thérapie`."""
    if len(word) > 3 and word[-1] in "sx" and word[-2] != "s":
        word = word[:-1]
    return word[:-1] + "ie" if len(word) > 4 and word.endswith("y") else word


def _is_said(name: Name, said: Said, stems: tuple[str, ...], place: int) -> bool:
    stop = place + len(name.stems)
    if stems[place:stop] != name.stems:
        return False
    if name.partial:
        return _beside_a_person(said, place, stop)
    if stop > place + 1 or len(stems[place]) > _SHORT:
        return True
    word = said.words[place]
    if word in single_words() and word not in said.capitals:
        return False  # a topic "AI" is not the Vietnamese "who"
    own = spellings(name.typed).get(word)
    return own is None or any(spelling in said.spelt.get(word, ()) for spelling in own)


def _beside_a_person(said: Said, start: int, stop: int) -> bool:
    return bool(said.before(start, "honorific", "speak") or said.sense(stop, "speak"))


def _topics(knowledge: Knowledge) -> Iterator[Name]:
    synonyms = [(synonyms, {tuple(map(stem, words(one))) for one in synonyms}) for synonyms in knowledge.synonyms]
    for topic in knowledge.topics:
        own = list(_named((*_texts(topic.name), *(name for several in topic.also.values() for name in several)), f"topic:{topic.id}"))
        yield from own
        stems = {name.stems for name in own}
        for listed, members in synonyms:
            if not stems.isdisjoint(members):
                yield from _named(listed, f"topic:{topic.id}")


def _people(knowledge: Knowledge) -> Iterator[Name]:
    owners: dict[tuple[str, ...], dict[str, None]] = {}
    for speaker in knowledge.speakers:
        whole = (speaker.name, *speaker.also)
        yield from _named(whole, f"speaker:{speaker.id}")
        for typed in whole:
            for part in _parts(words(typed)):
                owners.setdefault(part, {})[f"speaker:{speaker.id}"] = None
    for part, references in owners.items():
        plain = len(references) > 1 or single_words().issuperset(part) or len("".join(part)) <= _SHORT
        yield from (Name(tuple(map(stem, part)), "", reference, partial=plain) for reference in references)


def _parts(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The stretches of a name that people use for the whole: its first and last word, and any words side by side."""
    titles = next((count for count, word in enumerate(name) if word not in single_words("honorific")), len(name))
    name = name[titles:]
    for length in range(1, len(name)):
        for start in range(len(name) - length + 1):
            part = name[start : start + length]
            if (length > 1 or start in (0, len(name) - 1)) and not _is_particles(part):
                yield part


def _is_particles(part: tuple[str, ...]) -> bool:
    """Whether it is only what joins a name: "de la" of "Jean de la Tour", with which "qui parle de la transition" asks for nobody."""
    return _PARTICLES.issuperset(part) and part not in (("la",), ("le",))  # La and Lê are Vietnamese names


def _places(knowledge: Knowledge) -> Iterator[Name]:
    for room in knowledge.workshop.rooms:
        yield from _named(_texts(room.name), f"room:{room.id}")
    for session in knowledge.sessions:
        yield from _named(_texts(session.title), f"session:{session.id}")


def _named(typed: Iterable[str], reference: str) -> Iterator[Name]:
    for one in typed:
        if stems := tuple(map(stem, words(one))):
            yield Name(stems, one, reference)


def _texts(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.versions.values()))


def _titles(session: Session) -> Iterator[frozenset[str]]:
    for title in _texts(session.title):
        yield frozenset(map(stem, words(title)))


def _telling(title: str) -> frozenset[str]:
    idle = single_words("function", "session", "event", "unit", "programme", "number")
    return frozenset(stem(word) for word in words(title) if word not in idle)
