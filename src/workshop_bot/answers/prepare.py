"""A folder made ready to be asked: built once, when the folder is taken over, and never changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise

from workshop_bot.answers import language
from workshop_bot.knowledge.model import Entry, Knowledge
from workshop_bot.matching.index import Index, build
from workshop_bot.programme import said, who
from workshop_bot.texts import catalogue
from workshop_bot.texts.catalogue import Catalogue
from workshop_bot.texts.fold import words


@dataclass(frozen=True)
class Ready:
    """A folder's knowledge, the index of its wordings, the names in its programme, and the words to say it with."""

    knowledge: Knowledge
    index: Index = field(repr=False)
    names: who.Names = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    passing: tuple[Entry, ...] = ()
    """The entries that do not exist at every moment."""

    @cached_property
    def uses(self) -> Mapping[str, Counter[str]]:
        """How the folder's languages use its words; counted when a question first needs it."""
        return language.uses(self.knowledge)

    def has(self, reference: str, now: datetime) -> bool:
        """Whether what a reference names is there at a moment."""
        item = self.knowledge.items.get(reference)
        return item is not None and (not isinstance(item, Entry) or exists(item, now))

    def absent(self, now: datetime) -> frozenset[str]:
        """The entries that do not exist at a moment."""
        return frozenset(f"faq:{entry.id}" for entry in self.passing if not exists(entry, now))


def prepare(knowledge: Knowledge, index: Index | None = None) -> Ready:
    """All that the answers need of a folder; `index` is its own, if an earlier process has kept it."""
    names = who.names(knowledge)
    return Ready(
        knowledge,
        index or _index(knowledge, names),
        names,
        catalogue.load(knowledge.words),
        tuple(entry for entry in knowledge.faq if entry.valid),
    )


def _index(knowledge: Knowledge, names: who.Names) -> Index:
    named = [words(name.typed) for of_first in names.by_first.values() for name in of_first]
    known = {word for name in named for word in name}
    known |= {f"{one} {two}" for name in named for one, two in pairwise(name) if 1 in (len(one), len(two))}
    if knowledge.sessions:
        known |= said.vocabulary()
    wordings = [(f"faq:{entry.id}", text) for entry in knowledge.faq for text in _wordings(entry)]
    return build(wordings, knowledge.synonyms, knowledge.workshop.languages, known)


def _wordings(entry: Entry) -> Iterable[str]:
    """How people ask it, and its labels, which they read on buttons and type; each once."""
    return {words(text): text for text in (*entry.label.versions.values(), *entry.wordings)}.values()


def exists(entry: Entry, now: datetime) -> bool:
    """Whether an entry is valid at a moment; compared in UTC, since clocks that share a zone are compared by their hands."""
    if entry.valid is None:
        return True
    moment = now.astimezone(UTC)
    return (entry.valid.since is None or entry.valid.since.astimezone(UTC) <= moment) and (
        entry.valid.until is None or moment < entry.valid.until.astimezone(UTC)
    )
