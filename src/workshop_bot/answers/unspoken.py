"""What a question names and an entry does not speak of: a reason not to answer with it.

"How many presentations in 2023?" is no question to an entry about those of this year.
"""

from collections.abc import Iterator

from workshop_bot.knowledge.model import Entry, Knowledge
from workshop_bot.matching.specifics import Specific, specifics
from workshop_bot.texts import dates

SEVERAL = 3
"""So many values of a kind in an entry's wordings are examples; one or two ("in Hanoi", "in Vietnam") are what it is about."""


def unspoken(question: str, entry: Entry, knowledge: Knowledge) -> frozenset[Specific]:
    """The years, numbers, places and persons of a question that neither the entry nor the workshop itself speaks of.

    A kind of which the entry's own wordings hold several values is a blank to fill in ("my flight to Rome", "to Paris"), not a fact.
    What is unpublished is so for any number ("a hotel for 4 nights?").
    """
    named = specifics(question)
    if not named:
        return named
    in_wordings = frozenset(one for texts in entry.questions.values() for text in texts for one in specifics(text))
    blanks = {kind for kind in ("year", "number", "place", "person") if sum(one.kind == kind for one in in_wordings) >= SEVERAL}
    if entry.unpublished:
        blanks.add("number")
    spoken = in_wordings | {one for text in _texts(entry, knowledge) for one in specifics(text)}
    persons = {word for one in spoken if one.kind == "person" for word in one.value.split()}
    return frozenset(
        one
        for one in named
        if one.kind not in blanks and one not in spoken and not (one.kind == "person" and persons & set(one.value.split()))
    )


def _texts(entry: Entry, knowledge: Knowledge) -> Iterator[str]:
    """What an entry says in all languages, and what holds for the whole workshop: its name, years and city."""
    workshop = knowledge.workshop
    for text in (entry.label, entry.answer, workshop.name, workshop.venue):
        if text:
            yield text.everywhere
            yield from (words for _, words in text.by_language)
    yield f"{workshop.starts:%Y} {workshop.ends:%Y}"
    yield from (dates.place(language, workshop.zone) for language in workshop.languages)
