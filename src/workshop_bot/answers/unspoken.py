"""What a question names and an entry does not speak of: a reason not to answer with it.

"How many presentations in 2023?" is no question to an entry about those of this year.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from workshop_bot.knowledge.fields import Text
from workshop_bot.knowledge.model import Entry, Knowledge
from workshop_bot.matching.specifics import Specific, specifics
from workshop_bot.texts import dates


def unspoken(question: str, entry: Entry, knowledge: Knowledge) -> frozenset[Specific]:
    """The years, numbers, places and persons of a question that neither the entry nor the workshop itself speaks of.

    A kind of which the entry's own wordings hold several values is a blank to fill in ("my flight to Rome", "to Paris"), not a fact.
    What is unpublished is so for any number ("a hotel for 4 nights?").
    """
    named = specifics(question)
    if not named:
        return named
    in_wordings = _named(entry.wordings)
    everywhere = _named(tuple(_of_the_workshop(knowledge)))
    examples = Counter(one.kind for one in in_wordings - everywhere)
    blanks = {kind for kind, times in examples.items() if times > 1} | ({"number"} if entry.unpublished else set())
    spoken = in_wordings | everywhere | _named(tuple(_versions(entry.label, entry.answer)))
    persons = {word for one in spoken if one.kind == "person" for word in one.value.split()}
    return frozenset(
        one
        for one in named
        if one.kind not in blanks and one not in spoken and not (one.kind == "person" and persons & set(one.value.split()))
    )


@lru_cache(maxsize=1024)  # what is curated is asked again and again
def _named(texts: tuple[str, ...]) -> frozenset[Specific]:
    return frozenset(one for text in texts for one in specifics(text))


def _of_the_workshop(knowledge: Knowledge) -> Iterator[str]:
    """What holds for every entry: the workshop's name and venue in all languages, its years and city."""
    workshop = knowledge.workshop
    yield from _versions(workshop.name, workshop.venue)
    yield f"{workshop.starts:%Y} {workshop.ends:%Y}"
    yield from (dates.place(language, workshop.zone) for language in workshop.languages)


def _versions(*texts: Text | None) -> Iterator[str]:
    """Texts in all their languages."""
    for text in texts:
        if text:
            yield from text.versions.values()
