"""What is unwise in the wordings by which people find an entry, and in ids."""

from collections.abc import Iterator

from workshop_bot.knowledge.draft import Draft
from workshop_bot.knowledge.model import Entry
from workshop_bot.knowledge.problems import Problem, quoted
from workshop_bot.texts.fold import words

_ALIKE = str.maketrans("01", "ol")


def warnings(draft: Draft) -> Iterator[Problem]:
    """The same question twice, in one entry or in two; synonyms without a second word; ids that the eye takes for one another."""
    yield from _questions(draft)
    for synonyms, origin in draft.synonyms:
        if len({words(synonym) for synonym in synonyms}) < 2:
            yield origin.problem("lone-synonym", "fewer than two different words", "add what means the same, or take the list out")
    yield from _ids(draft)


def _questions(draft: Draft) -> Iterator[Problem]:
    """Wordings as the matcher sees them, folded; two entries may share one if they never exist at the same time."""
    first: dict[tuple[str, ...], tuple[Entry, str]] = {}
    for entry, origin in draft.faq:
        seen: dict[tuple[str, tuple[str, ...]], str] = {}
        for language, wordings in entry.questions.items():
            for number, wording in enumerate(wordings):
                key, path = words(wording), ("questions", language, number)
                where = f"{origin.file}:{origin.at(*path).line}"
                if not key:
                    continue
                if (language, key) in seen:
                    wrong = f"{quoted(wording)} stands already in {seen[language, key]}"
                    yield origin.problem("repeated-wording", wrong, "keep one of the two", *path)
                    continue
                seen[language, key] = where
                other, there = first.setdefault(key, (entry, where))
                if other is not entry and _together(entry, other):
                    wrong = f"{quoted(wording)} stands under {quoted(other.id)} too ({there})"
                    yield origin.problem("same-question", wrong, "keep it where its answer is", *path)


def _together(one: Entry, other: Entry) -> bool:
    """Whether there is a moment at which both entries exist."""
    for earlier, later in ((one.valid, other.valid), (other.valid, one.valid)):
        if earlier and later and earlier.until and later.since and earlier.until <= later.since:
            return False
    return True


def _ids(draft: Draft) -> Iterator[Problem]:
    for written in (draft.faq, draft.sessions, draft.topics, draft.speakers):
        first: dict[str, str] = {}
        for record, origin in written:
            other = first.setdefault(record.id.translate(_ALIKE), record.id)
            if other != record.id:
                wrong = f"the id {quoted(record.id)} looks like {quoted(other)}"
                yield origin.problem("alike-ids", wrong, "let them differ in more than o and 0, l and 1", "id")
